"""The facts of a candidate, compiled: blocks, what opens a section, what text inside names."""

import re
from collections.abc import Iterable, Iterator

from netops.config.addresses import masked
from netops.config.patterns import Patterns
from netops.platforms.candidate import CandidateFacts


class Candidate:
    """What a platform with one commit adds to the grammar of its lines; the others add nothing."""

    def __init__(self, facts: CandidateFacts) -> None:
        self.facts = facts
        self._blocks = Patterns(facts.blocks)
        self._programs = Patterns(facts.programs)
        self._within = [(kind, re.compile(name)) for kind, name in facts.within]
        self._opening: dict[str, list[tuple[str, Patterns, Patterns]]] = {}
        for scope, line in (*facts.opening, *(("", header) for header in facts.blocks)):
            found = self._opening.setdefault(line.split(" ")[0], [])
            found.append((scope, Patterns((scope,)), Patterns((line,))))

    @property
    def may_open(self) -> bool:
        """Whether some line opens a section even when nothing stands below it."""
        return bool(self._opening)

    def is_block(self, header: str) -> bool:
        """Whether a section is always written whole."""
        return self._blocks.find(header.split(" ")) is not None

    def opens(self, header: str, line: str) -> bool:
        """Whether a line in the section `header` opens one even when nothing stands below it."""
        if not self._opening:
            return False
        found = self._opening.get(line.split(" ", maxsplit=1)[0], ())
        return any(
            pattern.find(line.split(" ")) is not None
            and (places.find(header.split(" ")) is not None if scope else not header)
            for scope, places, pattern in found
        )

    def names_within(self, body: Iterable[str]) -> Iterator[tuple[str, str]]:
        """(kind, name) of each object that opaque text names."""
        text = "\n".join(body)
        for kind, pattern in self._within:
            yield from ((kind, name) for name in pattern.findall(text))

    def shown(self, header: str, body: tuple[str, ...]) -> tuple[str, ...]:
        """The text below a header as the device shows it: it indents programs by their branches."""
        if not body or self._programs.find(header.split(" ")) is None:
            return body
        found: list[str] = []
        depth = 1
        for line in (raw.strip() for raw in body):
            is_turn = line.startswith(("else", "endif"))
            found.append("  " * (0 if line.startswith("end-") else depth - is_turn) + line)
            depth += line.startswith("if ") - line.startswith("endif")
        return tuple(found)

    def masked(self, line: str) -> str:
        """`ipv4 address 10.0.0.1/24` as `ipv4 address 10.0.0.1 255.255.255.0`."""
        if "/" not in line or not line.startswith(self.facts.masked):
            return line
        return " ".join(masked(word) for word in line.split(" "))
