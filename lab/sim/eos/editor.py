"""What EOS makes of lines that stand for several (VLANs, name servers), and of access lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lab.sim import spelling
from lab.sim.eos.lists import shown
from lab.sim.passive import PassiveEditor

if TYPE_CHECKING:
    from lab.sim.grammar import Match
    from lab.sim.tree import Node


# Each VRF routes by a line of its own, which begins with these words too.
_ROUTING = "ip routing"


class EosEditor(PassiveEditor):
    """One operator's place in the configuration of a switch."""

    def enter(self, raw: str) -> str:
        """Apply one line; return what the switch says to it, or raise `Refused`."""
        if not self.in_banner and (several := list(spelling.several(raw))):
            return "\n".join(filter(None, [self.enter(line) for line in several]))
        return super().enter(raw)

    def _add_entry(self, parent: Node, found: Match) -> None:
        super()._add_entry(parent, _entry(parent, found))

    def _remove(self, parent: Node, found: Match, key: str, words: str) -> bool:
        if words == _ROUTING:
            return bool(parent.drop(key))
        is_entry = found.rule.kind == "entry" and not words.isdigit()
        return super()._remove(parent, _entry(parent, found) if is_entry else found, key, words)


def _entry(section: Node, found: Match) -> Match:
    is_list = section.line.startswith("ip access-list ")
    return replace(found, words=shown(section.line, found.words)) if is_list else found
