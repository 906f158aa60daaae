"""The configuration database of a Junos device: one shared candidate, and what was committed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from lab.sim.junos.checks import Complaint, complaints
from lab.sim.junos.load import Problem, load, parsed
from lab.sim.junos.show import braces
from lab.sim.junos.statements import Statement

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from datetime import datetime

    from lab.sim.clock import Clock
    from lab.sim.device import Actor

LONGEST = 65535  # minutes that `commit confirmed` takes
_FIRST_PID = 4000
KEPT = 50  # the active configuration and rollbacks 1 to 49
# From memory.
_FULL = "could not save to juniper.conf.gz+: No space left on device"
ROOT_VIA_OTHER = ("root", "other")


class Locked(Exception):
    """The candidate cannot be had; the text is the device's."""


class CheckFailed(Exception):
    """The candidate cannot be committed: it is as it was, and so is the lock."""

    def __init__(self, found: list[Complaint], why: str = "configuration check-out failed") -> None:
        super().__init__(why)
        self.found = found


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; `minutes` is the time in which it wants to be confirmed, or 0."""

    text: str
    moment: datetime
    user: str
    client: str
    revision: str
    comment: str = ""
    minutes: int = 0

    @property
    def remark(self) -> str:
        """What stands behind the client in `show system commit`."""
        parts = [f"commit confirmed, rollback in {self.minutes}mins"] if self.minutes else []
        return ", ".join((*parts, *filter(None, [self.comment])))


@dataclass(frozen=True, slots=True)
class Editor:
    """A session that edits: who, from which terminal or client, and since when."""

    actor: Actor
    client: str
    pid: int
    since: datetime


@dataclass(slots=True)
class Armed:
    """A commit that waits for its confirmation."""

    back: str
    commit: Commit
    expires: float
    handle: asyncio.TimerHandle


class Database:
    """Candidate, lock, commits and the timer of one device."""

    def __init__(
        self,
        clock: Clock,
        text: str,
        note: Callable[[str], None],
        *,
        keeps_unknown: bool = False,
    ) -> None:
        self._keeps_unknown = keeps_unknown
        self.is_full: Callable[[], bool] = lambda: False
        self.active = self._parsed(text)
        self.candidate = self.active.clone()
        self.commits: deque[Commit] = deque(maxlen=KEPT)
        self.lock: Editor | None = None
        self.editors: list[Editor] = []
        self.armed: Armed | None = None
        self._clock, self._note = clock, note
        self._count = 0
        self._pids = count(_FIRST_PID)
        self._enter("root", "other", "", 0)

    @property
    def is_changed(self) -> bool:
        """Whether the candidate holds what is not committed."""
        return self.candidate != self.active

    def editor(self, actor: Actor, client: str) -> Editor:
        """A new session that may edit; `client` is cli or netconf."""
        return Editor(actor, client, next(self._pids), self._clock.now())

    def head(self, *, is_candidate: bool) -> str:
        """The first line of `show configuration`, which is no statement."""
        if is_candidate and self.is_changed:
            return f"## Last changed: {self._clock.now():%Y-%m-%d %H:%M:%S UTC}"
        last = self.commits[0]
        return f"## Last commit: {last.moment:%Y-%m-%d %H:%M:%S UTC} by {last.user}"

    def take(self, editor: Editor) -> None:
        """Lock the candidate for one session; raise Locked."""
        if self.lock is editor:
            return
        self.admit(editor)
        if self.is_changed:
            raise Locked("configuration database modified")
        self.lock = editor

    def admit(self, editor: Editor) -> None:
        """Let a session touch the candidate; raise Locked if another one holds it."""
        if self.lock and self.lock is not editor:
            raise Locked(f"configuration database locked by:\n{self.described(self.lock)}")

    def described(self, editor: Editor) -> str:
        """An editor as the device lists it."""
        where = f" terminal {editor.actor.terminal}" if editor.client == "cli" else ""
        mode = "exclusive [edit]" if editor is self.lock else "[edit]"
        since = editor.since.strftime("%Y-%m-%d %H:%M:%S UTC")
        return f"  {editor.actor.user}{where} (pid {editor.pid}) on since {since}\n      {mode}"

    def give_back(self, editor: Editor) -> None:
        """Unlock; what was not committed goes with the lock."""
        if self.lock is editor:
            self.lock = None
            self.candidate = self.active.clone()

    def rollback(self, number: int) -> None:
        """Load an earlier commit into the candidate; raise LookupError if there is none."""
        if number >= len(self.commits):
            raise LookupError(number)
        self.candidate = self.active.clone() if number == 0 else self.earlier(number)

    def earlier(self, number: int) -> Statement:
        """The configuration of an earlier commit."""
        return self._parsed(self.commits[number].text)

    def _parsed(self, text: str) -> Statement:
        return parsed(text, keeps_unknown=self._keeps_unknown)

    def load(self, text: str, action: str) -> list[Problem]:
        """Bring a text into the candidate; what is wrong is left out and told."""
        return load(self.candidate, text, action, keeps_unknown=self._keeps_unknown)

    def check(self, editor: Editor) -> None:
        """`commit check`: raise CheckFailed; confirms what waits for it, as a commit does."""
        self._checked(self.candidate)
        if self.armed:
            self._confirmed()
            self._enter(editor.actor.user, editor.client, "", 0)

    def commit(self, editor: Editor, *, comment: str = "", minutes: int = 0) -> Commit:
        """Make the candidate the active configuration; raise CheckFailed or Locked.

        Any commit, of anybody, confirms a commit that waits for it.
        """
        self.admit(editor)
        self._checked(self.candidate)
        if self.is_full():
            raise CheckFailed([], _FULL)
        self._confirmed()
        back = self.commits[0].text
        self.active = self.candidate.clone()
        commit = self._enter(editor.actor.user, editor.client, comment, minutes)
        if minutes:
            self._arm(back, commit)
        self._note(
            f"mgd[{editor.pid}]: UI_COMMIT: User '{editor.actor.user}' requested 'commit' operation"
            f" (comment: {comment or 'none'})"
        )
        return commit

    def rebooted(self) -> None:
        """The power came back: the active configuration boots, and no timer survives."""
        self._confirmed()
        self.lock = None
        self.editors.clear()
        self.candidate = self.active.clone()

    def become(self, fresh: Database) -> None:
        """Hold what a device holds that has just booted for the first time."""
        self.active, self.candidate = fresh.active, fresh.candidate
        self.commits = fresh.commits

    @staticmethod
    def _checked(candidate: Statement) -> None:
        if found := complaints(candidate):
            raise CheckFailed(found)

    def _enter(self, user: str, client: str, comment: str, minutes: int) -> Commit:
        now = self._clock.now()
        self._count += 1
        revision = f"re0-{int(now.timestamp())}-{self._count}"
        text = "\n".join(braces(self.active)) + "\n"
        commit = Commit(text, now, user, client, revision, comment, minutes)
        self.commits.appendleft(commit)
        return commit

    def _arm(self, back: str, commit: Commit) -> None:
        expires = self._clock.uptime() + commit.minutes * 60
        handle = self._clock.after(commit.minutes, self._expired)
        self.armed = Armed(back, commit, expires, handle)

    def _confirmed(self) -> None:
        if self.armed:
            self.armed.handle.cancel()
        self.armed = None

    def _expired(self) -> None:
        if not self.armed:
            return
        self.active = self._parsed(self.armed.back)
        self.candidate = self.active.clone()
        self.armed = None
        self._enter(*ROOT_VIA_OTHER, "", 0)
        self._note(
            "mgd[5124]: UI_COMMIT_NOT_CONFIRMED: Commit was not confirmed; "
            "automatic rollback complete"
        )
