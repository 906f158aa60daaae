"""What a device is and holds: its identity, its configurations, its files and its log."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from lab.sim.clock import long_date, stamp
from lab.sim.engine import Editor, fill
from lab.sim.flash import Flash
from lab.sim.network import Network
from lab.sim.render import render
from lab.sim.tree import Node, half_way

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from lab.sim.clock import Clock
    from lab.sim.faults import Active
    from lab.sim.grammar import Grammar, Refused
    from lab.sim.view import View

LOG_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Identity:
    """What does not change about a device.

    `keeps_unknown`: lines that the lab does not understand are kept as they stand, for a config
    that came from somewhere else. `boot_seconds` is how long, as the device counts, a reload keeps
    it away. `model` is the device whose configuration this one boots, under a name of its own.
    """

    name: str
    platform: str
    role: str
    site: str
    address: str
    ports: Mapping[str, int]
    serial: str
    mac: str
    version: str
    keeps_unknown: bool = False
    boot_seconds: float = 0.0
    model: str = ""

    @property
    def port(self) -> int:
        """Where the platform's usual driver finds it: its first service."""
        return next(iter(self.ports.values()))


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


@dataclass(slots=True)
class Chassis:
    """What every emulated device has, whatever language its configuration speaks."""

    identity: Identity
    clock: Clock
    files: Flash = field(default_factory=Flash, kw_only=True)
    log: deque[str] = field(default_factory=lambda: deque(maxlen=LOG_LENGTH), kw_only=True)
    commands: list[dict[str, str]] = field(default_factory=list, kw_only=True)
    logins: dict[str, int] = field(
        default_factory=lambda: {"accepted": 0, "wrong": 0, "denied": 0}, kw_only=True
    )
    online: list[Actor] = field(default_factory=list, kw_only=True)
    faults: dict[str, Active] = field(default_factory=dict, kw_only=True)
    hang_up: Callable[[], None] = field(default=lambda: None, kw_only=True)
    guise: Self | None = field(default=None, kw_only=True)
    is_booting: bool = field(default=False, kw_only=True)
    network: Network = field(default_factory=Network, kw_only=True)

    @property
    def is_powered(self) -> bool:
        """Whether its neighbours see it at all."""
        return not self.is_booting and "unreachable" not in self.faults

    def view(self) -> View:
        """What the running configuration says to the network."""
        raise NotImplementedError

    @property
    def hostname(self) -> str:
        """The name the device now goes by."""
        raise NotImplementedError

    def text(self) -> str:
        """The running configuration as shown, without its volatile head."""
        raise NotImplementedError

    def saved_text(self) -> str:
        """The configuration it boots from."""
        raise NotImplementedError

    def candidates(self) -> dict[str, str]:
        """What operators prepare and have not committed, by session."""
        raise NotImplementedError

    def timers(self) -> list[dict[str, Any]]:
        """Armed changes: name, user, minutes, and device seconds left."""
        raise NotImplementedError

    def opened(self) -> dict[str, str]:
        """Configuration sessions and the state of each."""
        raise NotImplementedError

    def reset(self, fresh: Self) -> None:
        """Become a device that has just booted; open sessions stay."""
        raise NotImplementedError

    def reload(self) -> None:
        """Boot from what was saved: timers, sessions and what nobody saved are gone."""
        raise NotImplementedError

    def keep(self) -> Any:  # noqa: ANN401  each language has a tree of its own
        """A copy of what runs now, for `fall_half_way`."""
        raise NotImplementedError

    def fall_half_way(self, kept: Any) -> None:  # noqa: ANN401  what `keep` gave
        """Run the first half of what has changed since then."""
        raise NotImplementedError

    def edit(self, lines: Sequence[str]) -> None:
        """Change the running configuration unseen; what was saved stays saved."""
        raise NotImplementedError

    def note(self, message: str) -> None:
        """Write a line to the log."""
        self.log.append(f"{stamp(self.clock.now())} UTC: {message}")

    def record(self, actor: Actor, line: str) -> None:
        """Remember what was typed, for the tests to read."""
        self.commands.append({"user": actor.user, "from": actor.source, "line": line})


@dataclass(slots=True)
class Device(Chassis):
    """A device whose configuration is a tree of lines in a grammar.

    `reader` is who enters the file that it boots from.
    """

    reader: ClassVar[type[Editor]] = Editor

    grammar: Grammar
    running: Node
    startup: str
    changed: Signed
    saved: Signed
    physical: tuple[str, ...]
    fresh: tuple[str, ...]
    sessions: dict[str, Session] = field(default_factory=dict)
    armed: Armed | None = None

    @property
    def hostname(self) -> str:
        """The name the device now goes by."""
        line = self.running.get("hostname")
        return line.line.split()[1] if line else "Router"

    def text(self) -> str:
        """The running configuration as shown, without its volatile head."""
        return self.shown(self.running)

    def saved_text(self) -> str:
        """The startup configuration."""
        return self.startup

    def shown(self, root: Node) -> str:
        """Any configuration of this device as it would be shown."""
        return "\n".join(render(self.grammar, root)) + "\n"

    def build(self, lines: Iterable[str], refused: Callable[[str, Refused], None]) -> Node:
        """A configuration from its text, on hardware that has its interfaces and lines."""
        hardware = (*self.fresh, *(f"interface {name}" for name in self.physical))
        return fill(self.reader(self.grammar, Node("")), (*hardware, *lines), refused)

    def candidates(self) -> dict[str, str]:
        """What operators prepare and have not committed, by session."""
        return {name: self.shown(session.root) for name, session in self.sessions.items()}

    def timers(self) -> list[dict[str, Any]]:
        """Armed changes: name, user, minutes, and device seconds left."""
        armed = self.armed
        if not armed:
            return []
        left = armed.expires - self.clock.uptime()
        who, how_long = armed.actor.user, armed.minutes
        return [{"name": armed.name, "user": who, "minutes": how_long, "left": left}]

    def opened(self) -> dict[str, str]:
        """Configuration sessions and the state of each."""
        return {name: session.state for name, session in self.sessions.items()}

    def reset(self, fresh: Device) -> None:
        """Become a device that has just booted; open sessions stay."""
        if self.armed:
            self.armed.handle.cancel()
        self.armed = None
        self.running.children[:] = fresh.running.children
        self.startup, self.changed, self.saved = fresh.startup, fresh.changed, fresh.saved
        for kept in (self.files, self.sessions, self.log, self.commands):
            kept.clear()

    def reload(self) -> None:
        """Boot from the startup configuration: timers, sessions and unsaved lines are gone."""
        if self.armed:
            self.armed.handle.cancel()
        self.armed = None
        self.sessions.clear()
        self.running.become(self.build(self.startup.splitlines(), lambda _line, _error: None))
        self.clock.restart()
        self.hang_up()

    def keep(self) -> Node:
        """A copy of what runs now, for `fall_half_way`."""
        return self.running.clone()

    def fall_half_way(self, kept: Node) -> None:
        """Run the first half of what has changed since then."""
        self.running.become(half_way(kept, self.running))

    def edit(self, lines: Sequence[str]) -> None:
        """Change the running configuration unseen; what was saved stays saved."""
        is_saved = self.text() == self.startup
        editor = self.reader(self.grammar, self.running)
        for line in lines:
            editor.enter(line)
        self.startup = self.text() if is_saved else self.startup

    def touched(self, actor: Actor) -> None:
        """Somebody left configuration mode."""
        self.changed = Signed(self.clock.now(), actor.user)
        self.note(f"%SYS-5-CONFIG_I: Configured from console by {actor}")

    def save(self, actor: Actor) -> None:
        """Copy running to startup."""
        self.startup = self.text()
        self.saved = Signed(self.clock.now(), actor.user)
