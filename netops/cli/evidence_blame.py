"""Who put this line there: every line of a config with the revision it comes from."""

from collections.abc import Iterator
from itertools import groupby

import rich_click as click
from rich.text import Text

from netops.cli.common import in_workspace
from netops.cli.evidence import AT, DEVICE, KIND, address, origin_document, person
from netops.cli.screen import Screen, plain
from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.wiring import Workspace
from netops.wiring.asking import Blamed


@click.command()
@click.argument("device", metavar=DEVICE)
@KIND
@AT
@click.option("--line", "lines", type=click.IntRange(1), multiple=True, help="This line; repeat.")
@click.option("--section", default="", metavar="TEXT", help="Only sections whose header holds it.")
@in_workspace
def blame(
    workspace: Workspace,
    screen: Screen,
    device: str,
    kind: str,
    at: str,
    lines: tuple[int, ...],
    section: str,
) -> None:
    """Name the revision, run or change and person behind each line of a config."""
    name, then = address(device, at)
    stored = workspace.asking.stored(name, ConfigKind(kind), then)
    every = workspace.asking.blame(stored)
    chosen = tuple(one for one in every if _is_meant(one, lines, section))
    if not chosen:
        raise InputError(
            _nothing(name, len(every), lines, section), hint=f"see 'netops show {device}'"
        )
    screen.document(
        {
            "device": name,
            "kind": kind,
            "revision": stored.revision,
            "lines": [_line(one) for one in chosen],
        }
    )
    screen.show(*_pages(chosen))


def _is_meant(one: Blamed, lines: tuple[int, ...], section: str) -> bool:
    return (not lines or one.line.number in lines) and (
        not section or any(section in header for header in (*one.section, one.line.text))
    )


def _nothing(name: str, count: int, lines: tuple[int, ...], section: str) -> str:
    if section:
        return f"no section of {name} has '{section}' in its header"
    numbers = ", ".join(map(str, lines))
    return f"the config of {name} has {count} lines: no line {numbers}"


def _pages(chosen: tuple[Blamed, ...]) -> Iterator[Text]:
    """Lines that came together stand together, below the revision that brought them."""
    width = len(str(chosen[-1].line.number))
    for origin, group in groupby(chosen, key=lambda one: one.origin):
        yield Text.assemble(
            plain(origin.revision[:10], "yellow"),
            plain(f"  {origin.time:%Y-%m-%d %H:%M}  {origin.by}  ", "dim"),
            person(origin),
        )
        for one in group:
            number = plain(f"{one.line.number:>{width + 2}}  ", "dim")
            yield Text.assemble(number, plain(one.line.text))


def _line(one: Blamed) -> dict[str, object]:
    return {
        "line": one.line.number,
        "text": one.line.text,
        "section": one.section,
        **origin_document(one.origin),
    }
