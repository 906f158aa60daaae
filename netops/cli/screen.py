"""Where commands speak: text for people or one JSON document, never both."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

import rich_click as click
from rich.console import Console, RenderableType
from rich.text import Text

from netops.sinks.text import visible


@dataclass
class Screen:
    """The output of one command: `json` and `quiet` as the person asked for them."""

    json: bool
    quiet: bool = False

    @cached_property
    def out(self) -> Console:
        """Standard output; colour only on a terminal, never with NO_COLOR or TERM=dumb."""
        return _Console(highlight=False)

    @cached_property
    def err(self) -> Console:
        """Standard error: progress and remarks, so that output can be piped."""
        return _Console(stderr=True, highlight=False)

    def show(self, *parts: RenderableType) -> None:
        """Print for a person; nothing in JSON mode."""
        if not self.json:
            for part in parts:
                self.out.print(part, soft_wrap=isinstance(part, Text))

    def remark(self, text: str) -> None:
        """Say something beside the result, on standard error, unless quiet."""
        if not self.quiet:
            # A change that is armed is not left alone because its words find no room.
            with suppress(OSError):
                self.err.print(plain(text))

    def document(self, value: object) -> None:
        """Print the one JSON document of a command; nothing for a person."""
        if self.json:
            sys.stdout.write(json.dumps(value, indent=2, default=str, ensure_ascii=True) + "\n")

    def text(self, body: str) -> None:
        """Print a config, a diff or a page as it is, control characters made visible."""
        sys.stdout.write(visible(body))


def plain(text: str, style: str = "") -> Text:
    """Text of a device or a person: no markup is read from it, no control character passes."""
    return Text(visible(text), style=style)


class _Console(Console):
    """A console whose reader may go away: it falls silent, and the work goes on to its end."""

    def on_broken_pipe(self) -> None:
        """Write to nowhere from now on."""
        self.quiet = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.file.fileno())
        os.close(nowhere)


Command = Callable[..., Any]


def speaks(command: Command) -> Command:
    """Add `--json` and `-q` to a command; it receives a `Screen` as `screen`."""

    @wraps(command)
    def wrapped(*args: Any, as_json: bool, quiet: bool, **kwargs: Any) -> Any:  # noqa: ANN401 (click's callbacks)
        return command(*args, screen=Screen(json=as_json, quiet=quiet), **kwargs)

    quiet = click.option("-q", "--quiet", is_flag=True, help="Results only, no progress.")
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
    return quiet(as_json(wrapped))


def diff_text(diff: str) -> Text:
    """A unified diff in the colours that everybody knows."""
    styles = {"+": "green", "-": "red", "@": "cyan"}
    out = Text()
    for line in diff.splitlines():
        out.append_text(plain(line + "\n", styles.get(line[:1], "")))
    out.rstrip()
    return out
