"""A table of exec commands and the function that answers each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from lab.sim.grammar import match, rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lab.sim.grammar import Rule

Cli = TypeVar("Cli")
Answer = TypeVar("Answer")


class Commands(Generic[Cli, Answer]):
    """Commands by their form; `find` knows abbreviations."""

    def __init__(self) -> None:
        self._table: dict[Rule, Callable[[Cli, tuple[str, ...]], Answer]] = {}
        # A fleet of devices is asked the same few commands.
        self._match = lru_cache(maxsize=256)(partial(match, self._table))

    def __call__(
        self, *forms: str
    ) -> Callable[
        [Callable[[Cli, tuple[str, ...]], Answer]], Callable[[Cli, tuple[str, ...]], Answer]
    ]:
        """Say that the function below answers these forms."""

        def register(
            answer: Callable[[Cli, tuple[str, ...]], Answer],
        ) -> Callable[[Cli, tuple[str, ...]], Answer]:
            for form in forms:
                self._table[rules(f"many {form}")[0]] = answer
            return answer

        return register

    def find(
        self, line: str, *, abbreviated: bool = True
    ) -> tuple[Callable[[Cli, tuple[str, ...]], Answer], tuple[str, ...]]:
        """The function for a line and the line's words in full, or raise `Refused`."""
        found = self._match(line, abbreviated=abbreviated)
        return self._table[found.rule], found.words


@dataclass(frozen=True, slots=True)
class Reply:
    """What a device says; `ask` takes the next line when the text ends in a question.

    `facts` is the same as data, where the platform has it. `hides` keeps what is typed next off
    the screen.
    """

    text: str = ""
    ask: Callable[[str], Reply] | None = None
    closes: bool = False
    facts: Mapping[str, Any] | None = None
    hides: bool = False


def pointed(line: str, word: int, prompt: str) -> str:
    """A caret below a word of a line typed behind a prompt, or behind the line's end."""
    starts = [found.start() for found in re.finditer(r"\S+", line)]
    at = starts[word] if word < len(starts) else len(line)
    return f"{' ' * (len(prompt) + at)}^"


def piped(text: str, pipe: str) -> str:
    """Apply `include X`, `exclude X`, `begin X`, `section X` or `count X` to a text."""
    verb, _, pattern = pipe.strip().partition(" ")
    wanted = re.compile(pattern.strip())
    lines = text.splitlines()
    name = next((n for n in _PIPES if n.startswith(verb.lower())), None)
    return "\n".join(_PIPES[name](lines, wanted)) if name else text


def _section(lines: list[str], wanted: re.Pattern[str]) -> list[str]:
    kept, inside = [], False
    for line in lines:
        if not line.startswith(" "):
            inside = bool(wanted.search(line))
        if inside or wanted.search(line):
            kept.append(line)
    return kept


def _begin(lines: list[str], wanted: re.Pattern[str]) -> list[str]:
    first = next((at for at, line in enumerate(lines) if wanted.search(line)), len(lines))
    return lines[first:]


_PIPES: dict[str, Callable[[list[str], re.Pattern[str]], list[str]]] = {
    "include": lambda lines, wanted: [line for line in lines if wanted.search(line)],
    "exclude": lambda lines, wanted: [line for line in lines if not wanted.search(line)],
    "begin": _begin,
    "section": _section,
    "count": lambda lines, wanted: [
        f"Number of lines which match regexp = {sum(bool(wanted.search(x)) for x in lines)}"
    ],
}
