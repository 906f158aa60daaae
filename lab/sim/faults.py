"""How a device can misbehave: the faults of `lab/scenarios/faults`, and those that are active."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent.parent / "scenarios" / "faults"
Setting = float | int | str
NOW, ARMED = "now", "armed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to misbehave.

    `does` names what happens, `settings` is what the caller may set and the usual values. `lines`
    are configuration lines by platform that bring the fault, `undo` those that take it away;
    `instead_of` is what the device would have said, as a regular expression.
    """

    about: str
    does: str
    settings: Mapping[str, Setting] = field(default_factory=dict)
    instead_of: str = ""
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    undo: Mapping[str, Sequence[str]] = field(default_factory=dict)


def _read() -> dict[str, Fault]:
    read = YAML(typ="safe").load
    files = (read(path) for path in sorted(FOLDER.glob("*.yaml")))
    return {name: Fault(**facts) for file in files for name, facts in file.items()}


FAULTS: Mapping[str, Fault] = _read()


@dataclass(slots=True)
class Active:
    """A fault that a device has: its settings, and where it strikes."""

    name: str
    fault: Fault
    settings: Mapping[str, Any]
    where: re.Pattern[str]
    has_struck: bool = False

    @property
    def does(self) -> str:
        """What happens."""
        return self.fault.does

    @property
    def at(self) -> str:
        """The moment at which it strikes, empty for always."""
        return str(self.settings.get("at", ""))

    def strikes(self, line: str) -> bool:
        """Whether a command, or one of several with ` ; ` between them, is where it strikes."""
        return any(self.where.search(part.strip()) for part in line.split(" ; "))

    def says(self, line: str) -> str:
        """The device's text about a command."""
        said = str(self.settings.get("says", ""))
        return said.format(line=line.strip(), words=line.split()) if "{" in said else said

    def instead(self, text: str) -> str:
        """An answer in which the device says the fault's text, and not that all went well."""
        said = str(self.settings["says"])
        changed, count = re.subn(self.fault.instead_of, lambda _: said, text, count=1)
        return changed if count else f"{text}\n{said}"


def activated(name: str, given: Mapping[str, str], moments: Mapping[str, str]) -> Active:
    """A fault with the caller's settings, on a platform with these moments; raise ValueError."""
    fault = FAULTS[name]
    if unknown := sorted(set(given) - set(fault.settings)):
        known = ", ".join(fault.settings) or "nothing"
        raise ValueError(f"fault {name!r} has no setting {unknown[0]!r}; it takes {known}")
    try:
        values = {key: type(usual)(given.get(key, usual)) for key, usual in fault.settings.items()}
    except ValueError:
        raise ValueError(f"fault {name!r} takes numbers") from None
    return Active(name, fault, values, _where(name, values, moments))


def _where(name: str, values: Mapping[str, Any], moments: Mapping[str, str]) -> re.Pattern[str]:
    at, where = str(values.get("at", "")), str(values.get("where", ""))
    if where:
        return pattern(where)
    if at in {"", NOW, ARMED}:
        return re.compile("")
    if at not in moments:
        known = ", ".join(sorted(moments))
        raise ValueError(f"fault {name!r} has no moment {at!r} on this platform; it has {known}")
    return re.compile(moments[at])


def pattern(text: str) -> re.Pattern[str]:
    """A regular expression that a person wrote; raise ValueError for a bad one."""
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from None
