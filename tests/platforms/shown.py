"""Configs of the lab's NX-OS and IOS XR devices, with what a device prints around them."""

from pathlib import Path

from netops.platforms.registry import platform

_CONFIGS = Path(__file__).parents[2] / "lab" / "configs"
NXOS_HEAD = """
!Command: show running-config
!Running configuration last done at: Mon Nov 23 07:11:38 2026
!Time: Mon Nov 23 07:12:01 2026

"""
XR_HEAD = """Mon Nov 23 07:12:00.805 UTC
Building configuration...
!! IOS XR Configuration 7.3.2
!! Last configuration change at Mon Nov 23 07:11:38 2026 by breakglass
!
"""


def _config(name: str) -> str:
    return (_CONFIGS / f"{name}.cfg").read_text()


LEAF, PE = _config("lon4-leaf1"), _config("zrh5-pe1")
SHOWN = (
    *((platform("cisco_nxos"), NXOS_HEAD + _config(f"lon4-leaf{n}")) for n in (1, 2)),
    *((platform("cisco_xr"), f"{XR_HEAD}{_config(f'zrh5-pe{n}')}\n") for n in (1, 2)),
)
