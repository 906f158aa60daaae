"""The commits of a device: who may commit now, what each commit did, and the way back."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from lab.sim.clock import long_date
from lab.sim.device import Armed, Signed
from lab.sim.xr import checks
from lab.sim.xr.target import Target
from lab.sim.xr.text import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lab.sim.device import Actor
    from lab.sim.tree import Node
    from lab.sim.xr.device import Router

FIRST = 1000000001
_KEPT = 100  # commits, as on the device
CONFIRMING = "% Confirming commit for trial session."
NOTHING = "No configuration changes to commit."
_TRIAL = "% Cannot commit because there is an unexpired trial/rollback session '{}'."
# From memory: the words of the lock are those of `configure exclusive`.
_LOCKED = "% Cannot commit. The Configuration Namespace is locked by another agent."
_FAILED = (
    "\n% Failed to commit one or more configuration items during a pseudo-atomic operation. "
    "All changes made have been reverted. Please issue 'show configuration failed [inheritance]' "
    "from this session to view the errors"
)


class Denied(Exception):
    """The device does not do that now; the text is what it says."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit, with the configuration that it replaced."""

    number: int
    actor: Actor
    client: str
    moment: datetime
    before: str
    label: str = ""
    comment: str = ""

    @property
    def name(self) -> str:
        """Its label, or its number."""
        return self.label or str(self.number)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a commit is wanted: `confirmed` is in seconds, 0 for a commit that stays."""

    replaces: bool = False
    label: str = ""
    comment: str = ""
    confirmed: float = 0.0


@dataclass(slots=True)
class Books:
    """What one device knows of its commits and of the sessions that want some."""

    device: Router
    commits: deque[Commit] = field(default_factory=lambda: deque(maxlen=_KEPT))
    sessions: list[Target] = field(default_factory=list)
    holder: Target | None = None
    trial: Target | None = None
    total: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(FIRST))
    _names: Iterator[int] = field(default_factory=lambda: count(0x2F11))

    def open(self, actor: Actor, client: str, number: int = 0) -> Target:
        """A new configuration session; `number` is its NETCONF session, if it has one."""
        name = f"00001000-{next(self._names):08x}-00000000"
        target = Target(name, actor, client, self.device.clock.now(), number)
        target.restart(self.device.running, self.total)
        self.sessions.append(target)
        return target

    def close(self, target: Target) -> None:
        """A session ends: its lines and its lock are gone; a trial of its own goes on."""
        if target in self.sessions:
            self.sessions.remove(target)
        if self.holder is target:
            self.holder = None

    def state(self, target: Target) -> str:
        """What a session is: open, locked, or on trial."""
        if self.trial is target:
            return "trial"
        return "locked" if self.holder is target else "open"

    def lock(self, target: Target) -> None:
        """Let nobody else commit; raise Denied if somebody else has said so, or tries a commit."""
        if self.trial not in {None, target}:
            raise Denied("A trial commit is underway in another configuration session.")
        if self.holder not in {None, target}:
            raise Denied("The Configuration Namespace is locked by another agent.")
        self.holder = target

    def is_behind(self, target: Target) -> bool:
        """Whether others committed since the session began or last committed."""
        return self.total > target.seen

    def would_change(self, target: Target, terms: Terms) -> bool:
        """Whether a commit on these terms has anything to do."""
        running = self.device.running
        return target.result(running, replaces=terms.replaces) != running

    def commit(self, target: Target, terms: Terms) -> str:
        """Make the target run, or raise Denied; return what the device says."""
        target.failed = ""
        wanted = target.result(self.device.running, replaces=terms.replaces)
        is_same = wanted == self.device.running
        if is_same and self.trial is target and not terms.confirmed:
            self._keep()
            return CONFIRMING
        if is_same:
            target.restart(self.device.running, self.total)
            return NOTHING
        self._allow(target)
        if found := checks.problems(self.device.running, wanted):
            target.failed = checks.told(found)
            raise Denied(_FAILED)
        base = self._keep() or self.device.running.clone()
        self._enter(target.actor, target.client, wanted, terms)
        target.restart(self.device.running, self.total)
        if terms.confirmed:
            self._arm(target, base, terms.confirmed)
        return ""

    def undo(self, actor: Actor, steps: int, target: Target | None = None) -> None:
        """Take the last commits back, as a commit of its own; raise Denied."""
        commit = self._back(steps)
        self._allow(target)
        wanted = self._built(commit.before)
        self._enter(actor, "Rollback", wanted, Terms())

    def steps_to(self, name: str) -> int:
        """How many commits back a number or label is, itself included; raise Denied."""
        for steps, commit in enumerate(reversed(self.commits), 1):
            if name in {str(commit.number), commit.name}:
                return steps
        raise Denied(f"% Commit ID '{name}' is not in the commit database")

    def go_back(self) -> None:
        """End a trial now, because its time is up or its session leaves."""
        armed = self.device.armed
        if armed:
            armed.handle.cancel()
            self.device.armed, self.trial = None, None
            self._enter(armed.actor, "Rollback", armed.base, Terms())

    def rebooted(self) -> None:
        """The power came back: nobody holds a session, a lock or a trial."""
        self.sessions.clear()
        self.holder = self.trial = None

    def change(self, steps: int) -> tuple[Node, Node]:
        """What a commit found and what it left; raise Denied."""
        before = self._built(self._back(steps).before)
        is_last = steps == 1
        after = self.device.running if is_last else self._built(self.commits[1 - steps].before)
        return before, after

    def _back(self, steps: int) -> Commit:
        if not 0 < steps <= len(self.commits):
            # From memory.
            raise Denied("% The specified number of commits is not in the commit database")
        return self.commits[-steps]

    def _built(self, text: str) -> Node:
        return self.device.build(text.splitlines(), lambda _line, _error: None)

    def _allow(self, target: Target | None) -> None:
        if self.trial and self.trial is not target:
            raise Denied(_TRIAL.format(self.trial.name))
        if self.holder and self.holder is not target:
            raise Denied(_LOCKED)

    def _keep(self) -> Node | None:
        armed, self.device.armed, self.trial = self.device.armed, None, None
        if armed:
            armed.handle.cancel()
        return armed.base if armed else None

    def _arm(self, target: Target, base: Node, seconds: float) -> None:
        device, minutes = self.device, seconds / 60
        self.trial = target
        device.armed = Armed(
            base=base,
            actor=target.actor,
            minutes=minutes,
            configured=long_date(device.clock.now()),
            expires=device.clock.uptime() + seconds,
            handle=device.clock.after(minutes, self.go_back),
            name=target.name,
        )

    def _enter(self, actor: Actor, client: str, wanted: Node, terms: Terms) -> None:
        device, moment = self.device, self.device.clock.now()
        number, before = next(self._numbers), whole(device.running)
        said = Commit(number, actor, client, moment, before, terms.label, terms.comment)
        self.commits.append(said)
        self.total += 1
        device.running.children[:] = wanted.clone().children
        device.changed = device.saved = Signed(moment, actor.user)
        device.startup = device.text()
        device.note(
            f"config[65808]: %MGBL-CONFIG-6-DB_COMMIT : Configuration committed by user "
            f"'{actor.user}'. Use 'show configuration commit changes {number}' to view the changes."
        )
