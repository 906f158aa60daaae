"""How a platform's configs are read, and what proves one whole: facts only."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """Who a device says it is on a terminal: the commands, and where each answer stands.

    The answers are regexes for all replies as one text (multiline), with the answer in group 1.
    """

    commands: tuple[str, ...]
    hostname: str
    serial: str
    version: str
    model: str


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """How a config is read, and what proves it whole.

    `commands` maps a config kind (`running`, `startup`) to the command that shows it. `end` is a
    regex that the last non-blank line must match, "" where no line says it: then the text counts
    as whole when it came by one of the transports `framed`, which say where a text ends, or when
    it reads the same twice. `landmarks` are regexes of top-level lines that every whole config
    has, late ones, where no line ends it. `braces` says that every `{` at the end of a line has a
    line `}`. `errors` are regexes of replies that stand in place of a config. `volatile` are
    regexes of whole lines that change by themselves and are left out of the canonical text.
    `hostname` is a regex whose group 1 is the configured name (of a top-level line, or of one in
    `named_in`).
    `events` is the command that shows the log ("" where the log names nobody), `event` a regex of
    the log lines that tell of a config change, with named groups `user` and `source` where the
    line has them; `newest_first` says in which order they come. `prepare` are commands for a fresh
    terminal (no pager, no wrapped lines), `identity` what a terminal is asked about the device;
    None where no terminal is read. `clock` is a regex of the whole line that holds the time of the
    reading itself, "" where there is none: two texts that differ in it alone are kept once.
    """

    commands: Mapping[str, str]
    end: str
    errors: tuple[str, ...]
    volatile: tuple[str, ...]
    hostname: str
    events: str
    event: tuple[str, ...]
    newest_first: bool = False
    prepare: tuple[str, ...] = ()
    identity: IdentityFacts | None = None
    framed: tuple[str, ...] = ()
    landmarks: tuple[str, ...] = ()
    braces: bool = False
    named_in: str = ""
    clock: str = ""
