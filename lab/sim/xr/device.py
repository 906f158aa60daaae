"""An IOS-XR router: a device with a book of commits instead of a startup configuration."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lab.sim.device import Device, Signed
from lab.sim.tree import Node
from lab.sim.xr.books import Books
from lab.sim.xr.editor import XrEditor, load
from lab.sim.xr.facts import GRAMMAR, PORTS
from lab.sim.xr.text import whole
from lab.sim.xr.view import view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lab.sim.clock import Clock
    from lab.sim.device import Identity
    from lab.sim.grammar import Refused
    from lab.sim.view import View

_UNNAMED = "ios"
_KEPT = 32  # configs that were read: a thousand clones of a router read theirs once


@dataclass(slots=True)
class Router(Device):
    """One emulated router; what it boots from is always what was committed last.

    That is so for a trial commit too: its timer does not outlive a reload here, so the router
    comes back with the trial's configuration. No public text says what XR does; of the two ways
    this is the one that hurts, so this is the one to rehearse.
    """

    books: Books = field(init=False)

    def __post_init__(self) -> None:
        """Open the book of commits."""
        self.books = Books(self)

    @property
    def hostname(self) -> str:
        """The name the device now goes by."""
        line = self.running.get("hostname")
        return line.line.split()[1] if line else _UNNAMED

    def view(self) -> View:
        """What the running configuration says to the network."""
        return view(self)

    def build(self, lines: Iterable[str], refused: Callable[[str, Refused], None]) -> Node:
        """A configuration from its text."""
        return load(Node(""), lines, refused, keeps_unknown=self.identity.keeps_unknown)

    def candidates(self) -> dict[str, str]:
        """What each session would leave if it committed now."""
        targets = self.books.sessions
        return {one.name: whole(one.result(self.running, replaces=False)) for one in targets}

    def opened(self) -> dict[str, str]:
        """Configuration sessions: open, locked, or trial."""
        return {one.name: self.books.state(one) for one in self.books.sessions}

    def reset(self, fresh: Device) -> None:
        """Become a device that has just booted: nothing is committed, nobody holds a lock."""
        Device.reset(self, fresh)
        self.books = Books(self)

    def reload(self) -> None:
        """Boot what was committed last; sessions, locks and the timer of a trial are gone."""
        Device.reload(self)
        self.books.rebooted()

    def edit(self, lines: Sequence[str]) -> None:
        """Change the running configuration unseen; no commit tells of it."""
        editor = XrEditor(self.running)
        for line in lines:
            editor.enter(line)
        self.startup = self.text()


def born(identity: Identity, clock: Clock, text: str) -> Router:
    """A router that has booted from `text`; raise ValueError if the text is not its language."""
    keeps = identity.keeps_unknown
    tree, problems = _parsed(text, keeps)
    if problems and not keeps:
        raise ValueError("\n".join(f"{identity.name}: {problem}" for problem in problems))
    root, booted = tree.clone(), Signed(clock.now(), "breakglass")
    return Router(identity, clock, GRAMMAR, root, whole(root), booted, booted, PORTS, ())


@lru_cache(maxsize=_KEPT)
def _parsed(text: str, keeps: bool) -> tuple[Node, tuple[str, ...]]:  # noqa: FBT001  a key
    problems: list[str] = []

    def refused(line: str, error: Refused) -> None:
        problems.append(f"{line.strip()!r}: {error.why}")

    root = load(Node(""), text.splitlines(), refused, keeps_unknown=keeps)
    return root, tuple(problems)
