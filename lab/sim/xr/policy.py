"""Route policies and sets: blocks of text that end with a word of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lab.sim.grammar import Match

_OPENS, _TURNS, _CLOSES = ("if ",), ("else", "elseif "), ("endif",)


@dataclass(slots=True)
class Block:
    """A block while it is typed."""

    found: Match
    body: list[str] = field(default_factory=list)
    depth: int = 1

    @property
    def head(self) -> str:
        """Its first line, which is also its name."""
        return " ".join(self.found.words)

    def feed(self, raw: str) -> bool:
        """Take one line; say whether it closed the block."""
        line = raw.strip()
        if line in {self.found.rule.opens, "exit"}:
            return True
        if line and not line.startswith("!"):
            back = line.startswith((*_TURNS, *_CLOSES))
            self.body.append("  " * (self.depth - back) + line)
            self.depth += line.startswith(_OPENS) - line.startswith(_CLOSES)
        return False

    @property
    def shown(self) -> str:
        """The block as the configuration shows it."""
        return "\n".join((self.head, *self.body, self.found.rule.opens))
