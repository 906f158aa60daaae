"""What the lab knows of a platform: how it boots, which doors it has, how people work on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from lab.sim.clock import Clock
from lab.sim.device import Actor, Chassis, Identity
from lab.sim.ports import Front, Service
from lab.sim.wire import Wire

D = TypeVar("D", bound=Chassis)


class Said(Protocol):
    """An answer in words."""

    @property
    def text(self) -> str:
        """The words."""
        ...


class Operator(Protocol):
    """Somebody at a command line."""

    def run(self, line: str) -> Said:
        """Answer one line; may raise `Refused`."""
        ...


def direct(save: str) -> Callable[[Sequence[str], bool], Sequence[str]]:
    """The script of an operator where each line takes effect as it is typed."""

    def script(lines: Sequence[str], is_saved: bool) -> list[str]:  # noqa: FBT001  Platform.script
        return ["configure terminal", *lines, "end", *([save] if is_saved else [])]

    return script


@dataclass(frozen=True, slots=True)
class Platform(Generic[D]):
    """One network operating system of the lab.

    `services` are its doors, the usual driver's first. `script` turns configuration lines into
    what an operator types, saved or not. `moments` names commands that faults strike at, as
    regular expressions over what an operator types or a NETCONF operation in one line. `naming`
    is the configuration line that gives a device its name.
    """

    name: str
    services: tuple[Service, ...]
    boot: Callable[[Identity, Clock, str], D]
    fronts: Callable[[D, Wire, Path], tuple[Front, ...]]
    operator: Callable[[D, Actor], Operator]
    script: Callable[[Sequence[str], bool], Sequence[str]]
    moments: Mapping[str, str]
    naming: str = "hostname {}"
