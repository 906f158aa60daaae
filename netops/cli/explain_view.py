"""How an explained plan looks: each command with its reasons below it, then the way back."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from rich.text import Text

from netops.cli.screen import plain
from netops.config.explain import Explanation, Step
from netops.model.config import DriftItem, DriftKind

# How many lines of one kind are named.
_NAMED = 3
_STYLES = {"drift": "green", "safety": "cyan", "warns": "yellow"}
_MAKES = {
    DriftKind.EXTRA: "sets up",
    DriftKind.MISSING: "takes along",
    DriftKind.CHANGED: "puts something else in place of",
    DriftKind.MOVED: "moves",
}


def explanation_document(found: Explanation) -> dict[str, object]:
    """The same for machines: a command is a tuple, and would lose the names of its parts."""
    return {**asdict(found), "way_back": [command._asdict() for command in found.way_back]}


def explanation_lines(found: Explanation) -> Iterator[Text]:
    """The commands with their reasons, and the numbered way back."""
    for step in found.steps:
        yield _numbered(step.number, step.path, step.line)
        for word, said in _reasons(step):
            yield plain(f"{'':8}{word:<10}{said}", _STYLES.get(word, "dim"))
    if found.way_back:
        yield plain("way back", "bold")
    for number, command in enumerate(found.way_back, 1):
        yield _numbered(number, command.path, command.line)


def _numbered(number: int, path: tuple[str, ...], line: str) -> Text:
    return plain(f"{number:>5}  {' ' * len(path)}{line}")


def _reasons(step: Step) -> Iterator[tuple[str, str]]:
    for said in _some([_settled(one, step) for one in step.settles]):
        yield "drift", said
    if step.needed:
        yield "safety", f"without it: {step.needed}"
    for said in _some([_made(one, step) for one in step.makes]):
        yield "makes", said
    if step.until:
        yield "until", f"command {_list(step.until)}"
    if step.mends:
        yield "mends", f"what command {_list(step.mends)} did"
    if not (step.settles or step.needed or step.makes or step.mends or step.opens):
        yield "drift", "none: the config means the same without it"
    for warning in step.warnings:
        yield "warns", warning
    if step.undone_by:
        yield "way back", f"command {_list(step.undone_by)}"


def _settled(item: DriftItem, step: Step) -> str:
    place = _place(item, step)
    old, new = item.running, item.reference
    if new is None:
        return f"{place}running has `{old.text}` too many (line {old.number})" if old else place
    if old is None:
        return f"{place}`{new.text}` is missing (line {new.number} of what is wanted)"
    if item.kind is DriftKind.MOVED:
        return f"{place}`{old.text}` stands in another place (line {old.number})"
    return f"{place}`{old.text}` (line {old.number}) becomes `{new.text}`"


def _made(item: DriftItem, step: Step) -> str:
    line = item.reference or item.running
    return f"{_place(item, step)}{_MAKES[item.kind]} `{line.text if line else ''}`"


def _place(item: DriftItem, step: Step) -> str:
    """The section of a line, where it is not the section of the command."""
    if item.section in {step.path, (*step.path, step.line)}:
        return ""
    return f"{' > '.join(item.section)}: " if item.section else ""


def _some(said: list[str]) -> Iterable[str]:
    more = [f"and {len(said) - _NAMED} more"] if len(said) > _NAMED else []
    return (*said[:_NAMED], *more)


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
