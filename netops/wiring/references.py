"""What running configs are held against: how they should be, and what the evidence has of them."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.model.device import Device

if TYPE_CHECKING:
    from netops.wiring.workspace import Workspace


def intended_texts(
    workspace: "Workspace", devices: Iterable[Device], running: Mapping[str, str]
) -> dict[str, str]:
    """How those devices should be that have an intended config and are in `running`, by name.

    `running` maps names to canonical texts: what a partial intent does not own stays so.
    """
    texts = (
        (one.name, workspace.intended_canonical(one, running[one.name]))
        for one in devices
        if one.name in running
    )
    return {name: text for name, text in texts if text is not None}


def stored_texts(
    workspace: "Workspace", devices: Iterable[Device], others: Iterable[str]
) -> dict[str, dict[str, str]]:
    """The last stored running configs that devices are held against: other -> device -> text.

    "" among `others` means each device's own. Raises `InputError` for another device that has
    none, or that is of another platform.
    """
    chosen = tuple(devices)
    return {
        other: _of(workspace, chosen, other) if other else _own(workspace, chosen)
        for other in others
    }


def _own(workspace: "Workspace", devices: Iterable[Device]) -> dict[str, str]:
    texts = ((one.name, workspace.stored(one.name, ConfigKind.RUNNING)) for one in devices)
    return {name: text for name, text in texts if text is not None}


def _of(workspace: "Workspace", devices: Iterable[Device], other: str) -> dict[str, str]:
    spoken = workspace.inventory.entry(other).device.platform
    text = workspace.stored(other, ConfigKind.RUNNING)
    if text is None:
        raise InputError(f"{other} has no stored running config", hint="run `netops backup`")
    strange = [one.name for one in devices if one.platform != spoken]
    if strange:
        hint = f"choose devices of {spoken} with --limit"
        raise InputError(f"{strange[0]} is of another platform than {other}", hint=hint)
    return {one.name: text for one in devices if one.name != other}
