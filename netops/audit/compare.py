"""Compare: what was collected, against what was intended, saved or stored."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from netops.config.drift import drift
from netops.model.config import Collected, ConfigKind, Drift, Snapshot
from netops.model.device import Device
from netops.platforms.registry import platform

_Texts = Mapping[str, str]


def compare(
    collected: Iterable[Collected],
    devices: Mapping[str, Device],
    *,
    intended: _Texts,
    against: Collection[ConfigKind],
    owned: Mapping[str, tuple[str, ...]] | None = None,
    stored: Mapping[str, _Texts] | None = None,
) -> tuple[Drift, ...]:
    """The drift of every running config that has a reference, in the order of `collected`.

    `devices` maps names to the inventory's devices, `intended` names to canonical texts of whole
    configs, `owned` those of them to their sections that are intended for a part alone. `stored`
    are running configs of the evidence, by name: below "" each device's own, below the name of a
    device the one that the others are held against. A pair that means the same gives a `Drift`
    without items; a missing reference gives none, which `judge` reports as unknown.
    """
    taken = [one for one in collected if isinstance(one, Snapshot)]
    startup = {one.device: one.canonical for one in taken if one.kind is ConfigKind.STARTUP}
    references = {
        (ConfigKind.INTENDED, ""): intended,
        (ConfigKind.STARTUP, ""): startup,
        **{(ConfigKind.RUNNING, other): texts for other, texts in (stored or {}).items()},
    }
    chosen = {place: texts for place, texts in references.items() if place[0] in against}
    return tuple(
        found
        for one in taken
        if one.kind is ConfigKind.RUNNING
        for found in _drifts(one, devices[one.device], chosen, owned or {})
    )


def _drifts(
    one: Snapshot,
    device: Device,
    references: Mapping[tuple[ConfigKind, str], _Texts],
    owned: Mapping[str, tuple[str, ...]],
) -> Iterator[Drift]:
    for (kind, other), texts in references.items():
        if one.device in texts:
            spec, text = platform(device.platform), texts[one.device]
            found = drift(one.canonical, text, spec, device=one.device, against=kind)
            sections = owned.get(one.device, ()) if kind is ConfigKind.INTENDED else ()
            yield replace(found, other=other, owned=sections)
