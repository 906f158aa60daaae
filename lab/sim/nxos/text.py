"""Moments, heads of configuration texts and tables of data, as NX-OS writes them; banners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from lab.sim.device import Device

AGE = "1w5d"  # how long all that is up has been so
FIRST_LINE = "!Command: Checkpoint cmd vdc 1"


def moment(when: datetime) -> str:
    """`Mon Nov 23 03:41:57 2026`."""
    return when.strftime("%a %b %e %H:%M:%S %Y")


def weekday_first(when: datetime) -> str:
    """`Mon, 03:41:57 23 Nov 2026`, as checkpoints and logs have it."""
    return when.strftime("%a, %H:%M:%S %d %b %Y")


def headed(device: Device, command: str, text: str) -> str:
    """A configuration below the comments that change without a change of config."""
    return (
        f"\n!Command: {command}\n"
        f"!Running configuration last done at: {moment(device.changed.moment)}\n"
        f"!Time: {moment(device.clock.now())}\n\n{text}"
    )


def checkpoint_text(device: Device) -> str:
    """The running configuration as a checkpoint has it."""
    return f"{FIRST_LINE}\n!Time: {moment(device.clock.now())}\n\n{device.text()}"


def banner(device: Device, kind: str) -> str:
    """The text of a banner, without its delimiters."""
    line = device.running.get(f"banner {kind}")
    if not line:
        return ""
    text = line.line.removeprefix(f"banner {kind} ")
    return text[1:].removesuffix(text[0]).lstrip("\n")


def table(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """One row stands alone, several are a list."""
    return {f"TABLE_{name}": {f"ROW_{name}": rows[0] if len(rows) == 1 else rows}}
