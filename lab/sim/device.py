"""What a device is and holds: its identity, its configurations, its files and its log."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lab.sim.clock import long_date, stamp
from lab.sim.engine import load
from lab.sim.render import render

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from lab.sim.clock import Clock
    from lab.sim.grammar import Grammar, Refused
    from lab.sim.tree import Node

LOG_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Identity:
    """What does not change about a device."""

    name: str
    platform: str
    role: str
    site: str
    address: str
    port: int
    serial: str
    mac: str
    version: str
    fresh: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is at the keyboard, and from where."""

    user: str
    source: str
    terminal: str

    def __str__(self) -> str:
        return f"{self.user} on {self.terminal} ({self.source})"


@dataclass(frozen=True, slots=True)
class Signed:
    """When something was done, and by whom."""

    moment: datetime
    user: str

    def __str__(self) -> str:
        return f"{long_date(self.moment)} by {self.user}"


@dataclass(slots=True)
class Armed:
    """A change that goes back by itself unless somebody confirms it."""

    base: Node
    actor: Actor
    minutes: float
    configured: str
    expires: float
    handle: asyncio.TimerHandle
    name: str


@dataclass(slots=True)
class Session:
    """A named candidate configuration of an EOS device."""

    name: str
    root: Node
    user: str
    state: str = "pending"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A named snapshot of the running configuration of an NX-OS device."""

    name: str
    text: str
    user: str
    moment: datetime
    about: str


@dataclass(slots=True)
class Device:
    """The state of one emulated device."""

    identity: Identity
    clock: Clock
    grammar: Grammar
    running: Node
    startup: str
    changed: Signed
    saved: Signed
    physical: tuple[str, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    checkpoints: dict[str, Checkpoint] = field(default_factory=dict)
    operation: str = ""
    own: Any = None  # what only its platform keeps beside all this
    armed: Armed | None = None
    log: deque[str] = field(default_factory=lambda: deque(maxlen=LOG_LENGTH))
    commands: list[dict[str, str]] = field(default_factory=list)
    logins: dict[str, int] = field(default_factory=lambda: {"accepted": 0, "wrong": 0, "denied": 0})
    online: list[Actor] = field(default_factory=list)
    faults: dict[str, dict[str, Any]] = field(default_factory=dict)
    guise: Device | None = None

    @property
    def hostname(self) -> str:
        """The name the device now goes by."""
        line = self.running.get("hostname")
        return line.line.split()[1] if line else "Router"

    def text(self) -> str:
        """The running configuration as shown, without its volatile head."""
        return self.shown(self.running)

    def shown(self, root: Node) -> str:
        """Any configuration of this device as it would be shown."""
        return "\n".join(render(self.grammar, root)) + "\n"

    def build(self, lines: Iterable[str], refused: Callable[[str, Refused], None]) -> Node:
        """A configuration from its text, on hardware that has its interfaces and lines."""
        hardware = (*self.identity.fresh, *(f"interface {name}" for name in self.physical))
        return load(self.grammar, (*hardware, *lines), refused)

    def note(self, message: str) -> None:
        """Write a line to the log."""
        self.log.append(f"{stamp(self.clock.now())} UTC: {message}")

    def record(self, actor: Actor, line: str) -> None:
        """Remember what was typed, for the tests to read."""
        self.commands.append({"user": actor.user, "from": actor.source, "line": line})

    def reset(self, fresh: Device) -> None:
        """Become a device that has just booted; open sessions stay."""
        if self.armed:
            self.armed.handle.cancel()
        self.armed = None
        self.running.children[:] = fresh.running.children
        self.startup, self.changed, self.saved = fresh.startup, fresh.changed, fresh.saved
        self.operation, self.own = "", None
        for kept in (self.files, self.sessions, self.checkpoints, self.log, self.commands):
            kept.clear()

    def touched(self, actor: Actor) -> None:
        """Somebody left configuration mode."""
        self.changed = Signed(self.clock.now(), actor.user)
        self.note(f"%SYS-5-CONFIG_I: Configured from console by {actor}")

    def save(self, actor: Actor) -> None:
        """Copy running to startup."""
        self.startup = self.text()
        self.saved = Signed(self.clock.now(), actor.user)


def born(
    identity: Identity, clock: Clock, grammar: Grammar, text: str, physical: tuple[str, ...]
) -> Device:
    """A device that has booted from `text`; raise ValueError if the text is not its language."""
    problems: list[str] = []

    def refused(line: str, error: Refused) -> None:
        problems.append(f"{identity.name}: {line.strip()!r}: {error.why}")

    root = load(grammar, text.splitlines(), refused)
    if problems:
        raise ValueError("\n".join(problems))
    names = tuple(
        node.line.split()[1]
        for node in root.starting("interface")
        if node.line.split()[1].rstrip("0123456789/.") in physical and "." not in node.line
    )
    booted = Signed(clock.now(), "breakglass")
    device = Device(identity, clock, grammar, root, "", booted, booted, names)
    device.startup = device.text()
    return device
