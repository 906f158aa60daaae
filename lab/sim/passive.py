"""`passive-interface default`: beside it only the exceptions show, without it only the ports named.

So the guides of Cisco ("Default Passive Interfaces") and Dell (FTOS, "passive-interface") have it;
for EOS from memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.engine import Editor

if TYPE_CHECKING:
    from lab.sim.grammar import Match
    from lab.sim.tree import Node

_PORT = "passive-interface"
_ALL = "passive-interface default"


class PassiveEditor(Editor):
    """An editor that keeps no line about a port which says what holds anyway."""

    def _store(self, parent: Node, found: Match, line: str) -> str:
        is_all = parent.get(_PORT) is not None
        if line == _ALL and not is_all:
            parent.drop_prefix(_PORT)
        elif line.startswith(f"{_PORT} ") and is_all:
            parent.drop(f"no {line}")
            return ""
        elif line.startswith(f"no {_PORT} ") and not is_all:
            return ""
        return super()._store(parent, found, line)

    def _remove(self, parent: Node, found: Match, key: str, words: str) -> bool:
        if words == _ALL:
            parent.drop_prefix(f"no {_PORT}")
        return super()._remove(parent, found, key, words)
