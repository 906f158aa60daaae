"""Compare: what was collected, against what was intended and against what is saved."""

from collections.abc import Collection, Iterable, Mapping

from netops.config.drift import drift
from netops.model.config import Collected, ConfigKind, Drift, Snapshot
from netops.model.device import Device
from netops.platforms.registry import platform


def compare(
    collected: Iterable[Collected],
    devices: Mapping[str, Device],
    *,
    intended: Mapping[str, str],
    against: Collection[ConfigKind],
) -> tuple[Drift, ...]:
    """The drift of every running config that has a reference, in the order of `collected`.

    `devices` maps names to the inventory's devices, `intended` names to canonical texts. A pair
    that means the same gives a `Drift` without items; a missing reference gives none, which
    `judge` reports as unknown.
    """
    taken = [one for one in collected if isinstance(one, Snapshot)]
    startup = {one.device: one.canonical for one in taken if one.kind is ConfigKind.STARTUP}
    references = {ConfigKind.INTENDED: intended, ConfigKind.STARTUP: startup}
    return tuple(
        drift(
            one.canonical,
            references[kind][one.device],
            platform(devices[one.device].platform),
            device=one.device,
            against=kind,
        )
        for one in taken
        if one.kind is ConfigKind.RUNNING
        for kind in (ConfigKind.INTENDED, ConfigKind.STARTUP)
        if kind in against and one.device in references[kind]
    )
