"""Commands and the text that a device takes: indented by section, closed where it must be."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from netops.config.grammar import grammar
from netops.config.spans import cut
from netops.config.tree import Node, parse
from netops.errors import NetopsError
from netops.platforms.spec import Platform

_NAMED = 4


class NotUnderstood(NetopsError):
    """A command that the simulator cannot follow; the message names it without its values."""

    exit_code = 5


class Command(NamedTuple):
    """One line as the device takes it: `path` are the headers above it, `body` banner text."""

    path: tuple[str, ...]
    line: str
    body: tuple[str, ...] = ()
    opens: bool = False


# What `Command(...)` does, in half the time: a plan may have as many as a config has lines.
_command: Callable[[tuple[object, ...]], Command] = partial(tuple.__new__, Command)


def brief(words: Sequence[str]) -> str:
    """So many words of a line as name it, without the values that may stand behind them."""
    return " ".join(words[:_NAMED]) + (" ..." if len(words) > _NAMED else "")


def read(
    commands: Iterable[str], platform: Platform, *, beside: tuple[Node, ...] = ()
) -> list[Command]:
    """The single commands of an indented text, each with its path, in order.

    Headers of several lines of the device are cut as they are in the config `beside`.
    """
    told = parse("\n".join(commands), platform).children
    _, told = cut(grammar(platform), (beside, told))
    found: list[Command] = []
    _collect(told, (), found)
    return found


def _collect(nodes: tuple[Node, ...], path: tuple[str, ...], found: list[Command]) -> None:
    for node in nodes:
        found.append(_command((path, node.text, node.body, bool(node.children))))
        if node.children:
            _collect(node.children, (*path, node.text), found)


def written(commands: Iterable[Command], platform: Platform) -> tuple[str, ...]:
    """The lines of a plan, a level as deep as the platform shows it.

    A section is opened once for consecutive lines. An address family is closed, else the lines
    after it that belong to the router would land in it; FRR, NX-OS and XR leave every section.
    """
    writer = _Writer(platform)
    for command in commands:
        writer.write(command)
    writer.leave(())
    return tuple(writer.lines)


class _Writer:
    def __init__(self, platform: Platform) -> None:
        self.lines: list[str] = []
        self._unit = " " * platform.judge.indent
        self._grammar = grammar(platform)
        self._path: tuple[str, ...] = ()

    def write(self, command: Command) -> None:
        path, line, body, opens = command
        if self._path:
            self.leave(path, (*path, line))
        for depth in range(len(self._path), len(path)):
            self._line(depth, path[depth])
        self._path = path
        self._line(len(path), line)
        self.lines.extend(body)
        if opens or (self._grammar.candidate.may_open and self._opens(command)):
            self._path = (*path, line)

    def _closer(self, header: str) -> str:
        """What leaves a section; nothing where the next line does it."""
        shown = self._grammar.closer(header, is_top=not self._path)
        inner = self._grammar.facts.rises if self._path else ""
        return shown or self._grammar.facts.candidate.leave or inner

    def _parting(self, header: str, coming: tuple[str, ...]) -> str:
        """`exit` where the section has a line of these words: it would take what is not its own.

        `password encryption aes` below a `line vty` sets the password of the line.
        """
        place = self._grammar.place(self._grammar.normal(header))
        is_taken = any(place.key(line.removeprefix("no ")).kind for line in coming)
        return "exit" if is_taken else ""

    def _opens(self, command: Command) -> bool:
        above = self._grammar.normal(command.path[-1]) if command.path else ""
        return self._grammar.candidate.opens(above, self._grammar.normal(command.line))

    def leave(self, path: tuple[str, ...], coming: tuple[str, ...] = ()) -> None:
        """Close what the next line is not in; `coming` is that line with its headers."""
        if self._path == path[: len(self._path)]:
            return
        known = len(list(takewhile(_is_equal, zip(self._path, path, strict=False))))
        while self._path != path[: len(self._path)]:
            header = self._path[-1]
            self._path = self._path[:-1]
            if closer := self._closer(header) or self._parting(header, coming[known : known + 1]):
                self._line(len(self._path), closer)

    def _line(self, depth: int, text: str) -> None:
        self.lines.append(self._unit * depth + text)


def _is_equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]
