"""Route policies and sets: blocks of text that end with a word of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lab.sim.tree import begins

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
        """Its first line."""
        return " ".join(self.found.words)

    @property
    def name(self) -> str:
        """What it is known by: parameters of a policy are none of its name."""
        return self.head.split("(")[0]

    @property
    def is_named(self) -> bool:
        """Whether only parameters of a policy stand behind its name."""
        form = self.found.rule.tokens
        return "(" in self.head or "..." not in form or len(self.found.words) < len(form)

    @property
    def is_sound(self) -> bool:
        """Whether it is policy: no line takes another one away, and a set has its commas."""
        # "Routing Configuration Guide", on editing: a policy is entered anew, as a whole.
        takes_away = any(begins(line.strip(), "no") for line in self.body)
        return not takes_away and (self.found.rule.opens != "end-set" or self._is_parted)

    @property
    def _is_parted(self) -> bool:
        """Whether a comma stands behind each element of a set but the last, and nowhere else."""
        elements = [line for line in self.body if not line.lstrip().startswith("#")]
        commas = [line.endswith(",") for line in elements]
        return all(commas[:-1]) and not any(commas[-1:])

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
