"""What EOS makes of lines that stand for several: lists of VLANs and of name servers."""

from __future__ import annotations

from lab.sim import spelling
from lab.sim.passive import PassiveEditor


class EosEditor(PassiveEditor):
    """One operator's place in the configuration of a switch."""

    def enter(self, raw: str) -> str:
        """Apply one line; return what the switch says to it, or raise `Refused`."""
        if not self.in_banner and (several := list(spelling.several(raw))):
            return "\n".join(filter(None, [self.enter(line) for line in several]))
        return super().enter(raw)
