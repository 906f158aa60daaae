"""Which platforms there are, by name and alias."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from netops.errors import InputError
from netops.platforms.arista_eos import ARISTA_EOS
from netops.platforms.cisco_ios import CISCO_IOS
from netops.platforms.cisco_nxos import CISCO_NXOS
from netops.platforms.cisco_xr import CISCO_XR
from netops.platforms.frr import FRR
from netops.platforms.juniper_junos import JUNIPER_JUNOS
from netops.platforms.spec import Platform

PLATFORMS: Mapping[str, Platform] = MappingProxyType(
    {p.name: p for p in (ARISTA_EOS, CISCO_IOS, CISCO_NXOS, CISCO_XR, FRR, JUNIPER_JUNOS)}
)
_BY_ALIAS = {alias: p for p in PLATFORMS.values() for alias in (p.name, *p.aliases)}


def platform(name: str) -> Platform:
    """Return the platform of a netmiko name or an alias; raise `InputError` with a suggestion."""
    if found := _BY_ALIAS.get(name.strip().lower()):
        return found
    near = get_close_matches(name.lower(), _BY_ALIAS, n=1)
    hint = f"did you mean '{near[0]}'" if near else f"known are {', '.join(PLATFORMS)}"
    message = f"unknown platform '{name}'"
    raise InputError(message, hint=hint)
