"""Another operator: who configures a device behind everybody's back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from lab.sim.device import Actor
from lab.sim.grammar import Refused
from lab.sim.platforms import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.sim.device import Chassis

# A progress bar has a percent sign too, but no line that begins with it.
_COMPLAINT = re.compile(r"^\s*%", re.MULTILINE)
MALLORY = Actor("mallory", "10.66.0.9", "vty1")
SCENARIOS = Path(__file__).parent.parent / "scenarios"


def configure(device: Chassis, lines: Sequence[str], *, saved: bool) -> str:
    """Configure as another operator would; raise ValueError if the device refuses a line."""
    platform = PLATFORMS[device.identity.platform]
    operator = platform.operator(device, MALLORY)
    said = []
    for line in platform.script(lines, saved):
        device.record(MALLORY, line)
        said.append(operator.run(line).text)
        if _COMPLAINT.search(said[-1]):
            raise ValueError(f"{device.identity.name} refused {line!r}: {said[-1].strip()}")
    return "\n".join(filter(None, said))


def tamper(device: Chassis, scenario: str) -> bool:
    """Do what `scenarios/<scenario>.yaml` says; return whether the device took it.

    A device that refuses has it in its log.
    """
    story = YAML(typ="safe").load(SCENARIOS / f"{scenario}.yaml")
    try:
        configure(device, story["lines"][device.identity.platform], saved=story["saved"])
    except (ValueError, Refused) as refused:
        device.note(f"{MALLORY} did not get in: {refused.args[0]}")
        return False
    return True
