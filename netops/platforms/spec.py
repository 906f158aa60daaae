"""The shape of a platform: facts only, no behaviour. One file per NOS holds one value."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """How a config is read, and what proves it whole.

    `commands` maps a config kind (`running`, `startup`) to the command that shows it. `end` is a
    regex that the last non-blank line must match; `errors` are regexes of replies that stand in
    place of a config. `volatile` are regexes of whole lines that change by themselves and are
    left out of the canonical text. `hostname` is a regex whose group 1 is the configured name.
    `events` is the command that shows the log, `event` a regex of the log lines that tell of
    a config change, with named groups `user` and `source` where the line has them.
    """

    commands: Mapping[str, str]
    end: str
    errors: tuple[str, ...]
    volatile: tuple[str, ...]
    hostname: str
    events: str
    event: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret stands in a line: the named group `secret` of `pattern` is masked.

    `section` is a regex that the parent line must match, "" for any.
    """

    pattern: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class RevertFacts:
    """How a device goes back by itself. `unit` is the timer's unit in seconds."""

    unit: int
    shortest: int
    longest: int
    native: bool = True


@dataclass(frozen=True, slots=True)
class Platform:
    """One network operating system. `name` is netmiko's; `aliases` are accepted in the inventory."""

    name: str
    title: str
    aliases: tuple[str, ...]
    napalm: str
    hier_config: str
    comment: str
    port: int
    capture: CaptureFacts
    secrets: tuple[Secret, ...]
    revert: RevertFacts
    protected: tuple[str, ...] = ()
