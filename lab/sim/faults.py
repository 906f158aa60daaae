"""How a device can misbehave: the names, what they do, and the texts they print."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lab.sim.device import Chassis, Device


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to misbehave; `says` is the device's text, `settings` what the caller may set."""

    about: str
    says: str = ""
    settings: Mapping[str, float | str] = field(default_factory=dict)


_REFUSED = "a merge refuses one line with this text, and goes on with the rest"
FAULTS: Mapping[str, Fault] = {
    "incomplete-command": Fault(_REFUSED, "% Incomplete command.", {"line": 0}),
    "overlaps": Fault(_REFUSED, "% 10.0.0.0 overlaps with GigabitEthernet0/1", {"line": 0}),
    "vlan-missing": Fault(_REFUSED, "%VLAN 10 does not exist", {"line": 0}),
    "command-rejected": Fault(
        _REFUSED,
        'Command rejected: An interface whose trunk encapsulation is "Auto" can not be '
        'configured to "trunk" mode.',
        {"line": 0},
    ),
    "ambiguous": Fault(_REFUSED, '% Ambiguous command:  "{line}"', {"line": 0}),
    "open-failed": Fault(
        "copying a file to the running configuration cannot open the file",
        "%Error opening {url} (No such file or directory)",
    ),
    "replace-aborted": Fault(
        "configure replace gives up half way", "Rollback aborted after 5 passes"
    ),
    "rollback-failed": Fault("rollback running-config gives up half way", "Rollback failed."),
    "truncate-running": Fault("show running-config ends too early", settings={"keep": 0.6}),
    "empty-running": Fault("show running-config shows nothing"),
    "refuse-show-run": Fault("show running-config is not authorised", "% Authorization failed."),
    "wrong-device": Fault("another device answers at this address", settings={"as": ""}),
    "host-key-changed": Fault("a new SSH host key or TLS certificate"),
    "banner-prompt": Fault("a line of the banner looks like the prompt"),
    "slow": Fault("every reply takes this many seconds", settings={"seconds": 1.0}),
    "drop-mid-output": Fault("the connection dies half way through show running-config"),
    "unreachable": Fault("nothing listens at the address"),
    "auth-stall": Fault("a login is answered this late", settings={"seconds": 60.0}),
}
REFUSALS = ("incomplete-command", "overlaps", "vlan-missing", "command-rejected", "ambiguous")


def settings(name: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The fault's settings with the caller's values; raise ValueError for a bad one."""
    fault = FAULTS[name]
    if unknown := sorted(set(given) - set(fault.settings)):
        known = ", ".join(fault.settings) or "nothing"
        raise ValueError(f"fault {name!r} has no setting {unknown[0]!r}; it takes {known}")
    try:
        return {key: type(usual)(given.get(key, usual)) for key, usual in fault.settings.items()}
    except ValueError:
        raise ValueError(f"fault {name!r} takes numbers") from None


def refusal(device: Device, lines: list[str]) -> tuple[int, str]:
    """Which line of a merge is refused (counted from 0, -1 for none) and with what text."""
    active = [name for name in REFUSALS if name in device.faults]
    commands = [at for at, line in enumerate(lines) if line.strip() not in {"", "end", "!"}]
    if not active or not commands:
        return -1, ""
    wanted = int(device.faults[active[0]]["line"])
    at = commands[min(wanted, len(commands)) - 1]
    return at, FAULTS[active[0]].says.format(line=lines[at].strip())


def shown_running(device: Chassis, text: str) -> str:
    """The running configuration as this device, in its present health, prints it."""
    if "refuse-show-run" in device.faults:
        return FAULTS["refuse-show-run"].says
    if "empty-running" in device.faults:
        return ""
    if "truncate-running" in device.faults:
        return text[: int(len(text) * device.faults["truncate-running"]["keep"])]
    return text
