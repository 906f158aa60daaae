"""What stands behind `|` on the Junos command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lab.sim.junos.statements import SyntaxProblem


@dataclass(frozen=True, slots=True)
class Line:
    """A command and the filters behind it, each as its words."""

    command: str
    filters: tuple[tuple[str, ...], ...]

    def has(self, *words: str) -> tuple[str, ...] | None:
        """The filter that begins with these words."""
        found = (one for one in self.filters if one[: len(words)] == words)
        return next(found, None)


def read(line: str) -> Line:
    """Cut a line at its pipes; one inside quotation marks is text. Raise SyntaxProblem."""
    parts = re.split(r'\s\|\s*(?=(?:[^"]*"[^"]*")*[^"]*$)', line.strip())
    filters = tuple(tuple(part.split()) for part in parts[1:])
    for at, words in enumerate(filters, 1):
        if words[:1] not in _KNOWN and words[:2] not in _KNOWN:
            raise SyntaxProblem("syntax error", len(" ".join(parts[:at]).split()) + at)
    return Line(parts[0].strip(), filters)


def filtered(line: Line, text: str) -> str:
    """Apply the filters that work on lines of text, in their order."""
    for words in line.filters:
        if words[0] in _FILTERS:
            pattern = " ".join(words[1:]).strip('"')
            try:
                text = "\n".join(_FILTERS[words[0]](text.splitlines(), pattern))
            except (re.error, ValueError):
                return f"error: bad pattern: {pattern}"
    return text


def _find(lines: list[str], pattern: str) -> list[str]:
    first = next((at for at, one in enumerate(lines) if re.search(pattern, one)), len(lines))
    return lines[first:]


_KNOWN = {
    ("no-more",),
    ("compare",),
    ("display", "set"),
    *((name,) for name in ("match", "except", "find", "last", "count")),
}
_FILTERS: dict[str, Callable[[list[str], str], list[str]]] = {
    "match": lambda lines, wanted: [one for one in lines if re.search(wanted, one, re.IGNORECASE)],
    "except": lambda lines, out: [one for one in lines if not re.search(out, one, re.IGNORECASE)],
    "find": _find,
    "last": lambda lines, count: lines[-int(count or 10) :],
    "count": lambda lines, _: [f"Count: {len(lines)} lines"],
}
