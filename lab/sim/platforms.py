"""The platforms of the lab, by the names that the inventory uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lab.sim.eos.platform import EOS
from lab.sim.ios.platform import IOS
from lab.sim.junos.platform import JUNOS
from lab.sim.nxos.platform import NXOS
from lab.sim.xr.platform import XR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lab.sim.platform import Platform

# Each platform has a kind of device of its own, which only its own functions see.
PLATFORMS: Mapping[str, Platform[Any]] = {
    platform.name: platform for platform in (IOS, EOS, JUNOS, NXOS, XR)
}
