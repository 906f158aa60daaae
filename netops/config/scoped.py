"""Facts that hold for lines below some headers: the lines that are silent there, or name objects.

Thousands of sections have headers of one kind, so what the patterns of a kind say of a line is
asked once.
"""

from collections.abc import Iterable

from netops.config.kept import Kept
from netops.config.patterns import Patterns

Named = tuple[str, str]


class Below:
    """What some tables of patterns say of lines; each table is asked for itself."""

    def __init__(self, tables: tuple[Patterns, ...]) -> None:
        self._tables = tables
        # Few lines begin so: of the others nothing is kept.
        self._begins = tuple({begins for table in tables for begins in table.begins})
        self._whole = Kept(self._is_one)
        self._naming = Kept(self._named)

    def is_one(self, line: str) -> bool:
        """Whether a line is one of the patterns, whole."""
        return line.startswith(self._begins) and self._whole[line]

    def named(self, line: str) -> tuple[Named, ...]:
        """(kind, name) of each object that a line names."""
        return self._naming[line] if line.startswith(self._begins) else ()

    def _is_one(self, line: str) -> bool:
        words = line.split(" ")
        return any(hit.depth == len(words) for table in self._tables for hit in table.every(words))

    def _named(self, line: str) -> tuple[Named, ...]:
        words = line.split(" ")
        hits = (table.find(words) for table in self._tables)
        return tuple(named for hit in hits if hit for named in hit.named)


class Scoped:
    """Pairs of patterns, a scope and a line in it; scope "" is the top level."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        lines: dict[str, list[str]] = {}
        for scope, line in pairs:
            lines.setdefault(scope, []).append(line)
        self._tables = {scope: Patterns(of) for scope, of in lines.items()}
        self._scopes = tuple(scope for scope in lines if scope)
        self._headers = Patterns(self._scopes)
        self._words = frozenset(word for scope in self._scopes for word in scope.split(" "))
        self._kinds = Kept(self._kind)
        # The tables that hold below a header.
        self.below = Kept(self._find).__getitem__
        self._alike: dict[tuple[str, ...], Below] = {}

    def _find(self, header: str) -> Below:
        if not header:
            return self._table(("",) if "" in self._tables else ())
        # Words that no scope has are one to all of them: thousands of ports are one header.
        words = [word if word in self._words else "-" for word in header.split(" ")]
        return self._table(self._kinds[" ".join(words)])

    def _table(self, kind: tuple[str, ...]) -> Below:
        if kind not in self._alike:
            self._alike[kind] = Below(tuple(self._tables[scope] for scope in kind))
        return self._alike[kind]

    def _kind(self, words: str) -> tuple[str, ...]:
        hits = {hit.payload for hit in self._headers.every(words.split(" "))}
        return tuple(self._scopes[payload] for payload in sorted(hits))
