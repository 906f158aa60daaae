"""Drift as a reader wants to see it: changed lines under their parents, each parent once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from netops.model.config import DriftItem


@dataclass(frozen=True, slots=True)
class Row:
    """One line of drift: `kind` is `add`, `del`, or `context` for a parent that did not drift."""

    kind: str
    depth: int
    number: int | None
    text: str


def rows(items: Iterable[DriftItem], *, is_numbered: bool = True) -> tuple[Row, ...]:
    """Drift as lines under their parents, each section once, in the order of its first line."""
    sections: dict[tuple[str, ...], list[DriftItem]] = {}
    heads = {}
    known = tuple(items)
    inner = {item.section[:depth] for item in known for depth in range(1, len(item.section) + 1)}
    for item in known:
        if (path := (*item.section, _text(item))) in inner:
            heads[path] = item
            sections.setdefault(path, [])
        else:
            sections.setdefault(item.section, []).append(item)
    said: list[Row] = []
    before: tuple[str, ...] = ()
    for section, lines in sections.items():
        shared = next((n for n in range(len(section), 0, -1) if section[:n] == before[:n]), 0)
        before = section
        for depth in range(shared, len(section)):
            head = heads.get(section[: depth + 1])
            said += _item(head) if head else [Row("context", depth, None, section[depth])]
        said += [row for item in lines for row in _item(item)]
    return tuple(said if is_numbered else (replace(row, number=None) for row in said))


def _item(item: DriftItem) -> list[Row]:
    depth = len(item.section)
    pair = (("del", item.reference), ("add", item.running))
    return [
        Row(kind, depth, line.number if kind == "add" else None, line.text.strip())
        for kind, line in pair
        if line
    ]


def _text(item: DriftItem) -> str:
    return next(line.text.strip() for line in (item.running, item.reference) if line)
