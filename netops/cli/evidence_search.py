"""Which configs hold a line, and which lack it: the auditors' question."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import rich_click as click
from rich.text import Text

from netops.cli.common import in_workspace, limited
from netops.cli.evidence import AT, KIND, spelled
from netops.cli.patience import Impatience, limit
from netops.cli.screen import Screen, plain
from netops.config.search import Hit, Question, answers, question
from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.sinks.text import counted, last_verified, some
from netops.wiring import Workspace

# One config is searched in a millisecond; a regex that needs this long will not end.
_PATIENCE = 10.0
NOT_COLLECTED = 4


@dataclass(frozen=True, slots=True)
class Searched:
    """A device's answers to a search; None where it had no config to look at."""

    device: Device
    hits: tuple[Hit, ...] | None


@click.command()
@click.argument("pattern")
@click.option("--fixed", is_flag=True, help="PATTERN is no regex, but words as they are.")
@click.option("--section", default="", metavar="REGEX", help="Only below headers that match.")
@click.option("--missing", is_flag=True, help="The devices, or sections, that have no such line.")
@AT
@KIND
@limited
@in_workspace
def search(
    workspace: Workspace,
    screen: Screen,
    pattern: str,
    section: str,
    at: str,
    kind: str,
    limit: tuple[str, ...],
    *,
    fixed: bool,
    missing: bool,
) -> int:
    """Search every stored config for lines that match PATTERN (a regex, line by line)."""
    asked = question(pattern, is_fixed=fixed, within=section, missing=missing)
    devices = workspace.devices(limit)
    texts = workspace.asking.texts(devices, ConfigKind(kind), at)
    found = tuple(_searched(asked, device, text) for device, text in texts)
    unknown = sorted(one.device.name for one in found if one.hits is None)
    known = sorted((one for one in found if one.hits is not None), key=lambda one: one.device.name)
    stale = {} if at else _stale(workspace, known)
    screen.document(_document(known, unknown, stale))
    for one in known:
        screen.show(*_lines(one, asked))
    screen.remark(_sum(known, asked))
    screen.show(*_doubts(kind, unknown, stale, workspace.clock.now(), at))
    return NOT_COLLECTED if unknown else 0


def _stale(workspace: Workspace, known: Iterable[Searched]) -> dict[str, datetime | None]:
    """Devices that were searched in an old text: when it was last verified."""
    names = {one.device.name for one in known}
    return {name: then for name, then in workspace.reading.stale().items() if name in names}


def _doubts(
    kind: str,
    unknown: Sequence[str],
    stale: Mapping[str, datetime | None],
    now: datetime,
    at: str,
) -> Iterator[Text]:
    """Which devices the answer does not hold for: what was not collected is not clean."""
    if unknown:
        then = f" at '{at}'" if at else ""
        words = f"{counted(len(unknown), 'device')} not known, no {kind} config stored{then}: "
        yield plain(words + some(unknown), "yellow")
    if stale:
        ages = [f"{name} ({last_verified(then, now)})" for name, then in sorted(stale.items())]
        yield plain(f"{counted(len(stale), 'device')} searched as of then: {some(ages)}", "yellow")


def _searched(asked: Question, device: Device, text: str | None) -> Searched:
    """What a config answers; raise `InputError` for a regex that cannot come to an end on it."""
    if text is None:
        return Searched(device, None)
    try:
        with limit(_PATIENCE):
            return Searched(device, tuple(answers(asked, text, platform(device.platform))))
    except Impatience:
        raise InputError(
            f"the regex takes more than {_PATIENCE:.0f} s on one config",
            hint="take repeats of repeats such as (a+)+ out of it, or search with --fixed",
        ) from None


def _lines(one: Searched, asked: Question) -> Iterator[Text]:
    for hit in one.hits or ():
        if hit.line is None:
            yield plain(one.device.name, "cyan")
            continue
        above = "".join(f"{header} > " for header in hit.section)
        yield Text.assemble(
            plain(one.device.name, "cyan"),
            plain(f":{hit.line.number}  ", "dim"),
            plain(above, "dim"),
            _marked(hit.line.text, asked),
        )


def _marked(text: str, asked: Question) -> Text:
    """The line without its indentation, what matched in bold."""
    shown = plain(text.strip())
    if not asked.missing and (found := asked.pattern.regex.search(text)):
        words = plain(found[0].strip()).plain
        if words:
            shown.highlight_regex(re.escape(words), "bold red")
    return shown


def _sum(known: Iterable[Searched], asked: Question) -> str:
    every = tuple(known)
    with_hits = sum(bool(one.hits) for one in every)
    hits = sum(len(one.hits or ()) for one in every)
    of = f"{with_hits} of {counted(len(every), 'device')}"
    if not asked.missing:
        return f"{counted(hits, 'line')} on {of}"
    if asked.within is None:
        return f"{of} without such a line"
    return f"{counted(hits, 'section')} without such a line, on {of}"


def _document(
    known: Iterable[Searched], unknown: Sequence[str], stale: Mapping[str, datetime | None]
) -> dict[str, object]:
    rows = [_row(one.device.name, hit) for one in known for hit in one.hits or ()]
    ages = {name: spelled(then) for name, then in stale.items()}
    return {"hits": rows, "unknown": unknown, "stale": ages}


def _row(name: str, hit: Hit) -> dict[str, object]:
    return {
        "device": name,
        "line": hit.line.number if hit.line else None,
        "section": hit.section,
        "text": hit.line.text if hit.line else None,
    }
