"""A target configuration: what one session wants, kept apart from what runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.tree import Node
from lab.sim.xr import delta
from lab.sim.xr.editor import XrEditor

if TYPE_CHECKING:
    from datetime import datetime

    from lab.sim.device import Actor


class Target:
    """The buffer of one configuration session.

    Each line goes into two trees: into a copy of what ran when the session began (what a
    `commit` would leave) and into an empty one (what a `commit replace` would leave).
    """

    def __init__(
        self, name: str, actor: Actor, client: str, began: datetime, number: int = 0
    ) -> None:
        self.name, self.actor, self.client, self.began = name, actor, client, began
        self.number = number
        self.failed = ""
        self.seen = 0
        self.is_whole = False
        self.base = Node("")
        self.merged, self.alone = XrEditor(Node("")), XrEditor(Node(""))

    def restart(self, running: Node, seen: int) -> None:
        """Forget all lines and stand on `running`, which had so many commits; keep the place."""
        path = [node.key for node in self.merged.path[1:]]
        self.base, self.seen, self.is_whole = running.clone(), seen, False
        self.merged, self.alone = XrEditor(running.clone()), XrEditor(Node(""))
        for key in path:
            if there := self.merged.section.get(key):
                self.merged.path.append(there)

    def enter(self, line: str) -> str:
        """Take one line of an operator; raise `Refused` for one the parser does not know."""
        if not self.alone.block and not self.alone.in_banner:
            self._follow()
        said = self.merged.enter(line)
        self.alone.enter(line)
        return said

    def _follow(self) -> None:
        """Stand in the tree of entered lines where the operator stands in the other one."""
        place = self.alone.path[0]
        self.alone.path = [place]
        for node in self.merged.path[1:]:
            mine = Node(node.line, node.key, node.mode, node.place, node.block)
            place = place.get(node.key) or place.add(mine)
            self.alone.path.append(place)

    def replace(self, whole: Node) -> None:
        """Want exactly this configuration, whatever was entered before."""
        self.merged, self.alone = XrEditor(whole), XrEditor(whole.clone())
        self.is_whole = True

    def result(self, running: Node, *, replaces: bool) -> Node:
        """What would run after a commit; what others committed meanwhile stays unless replaced."""
        if replaces or self.is_whole:
            return self.alone.path[0].clone()
        wanted = running.clone()
        delta.carry(self.base, self.merged.path[0], wanted)
        return wanted
