"""Reads a folder with `devices.yaml` and `configs/`: which devices there are, what each is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from lab.sim.device import Chassis, Identity
from lab.sim.network import link
from lab.sim.platforms import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lab.sim.cabling import Link
    from lab.sim.clock import Clock

HERE = Path(__file__).parent
_FIRST_CLONES, _IN_A_NET = 100, 250


def read_yaml(path: Path) -> Any:  # noqa: ANN401  YAML may hold anything
    """The content of a YAML file."""
    return YAML(typ="safe").load(path)


def names(folder: Path = HERE) -> tuple[str, ...]:
    """All devices of a folder, also those that start only by name."""
    topology = read_yaml(folder / "devices.yaml")
    return (*topology["devices"], *topology.get("more", ()))


def identities(net: str, only: Sequence[str] = (), folder: Path = HERE) -> tuple[Identity, ...]:
    """The usual devices, or those named, at addresses under `net`; ValueError for a bad name."""
    topology = read_yaml(folder / "devices.yaml")
    known = topology["devices"] | topology.get("more", {})
    if unknown := [name for name in only if name not in known]:
        raise ValueError(f"no device {unknown[0]!r}; there are {', '.join(known)}")
    wanted = only or topology["devices"]
    return tuple(_identity(name, facts, net) for name, facts in known.items() if name in wanted)


def clones(net: str, count: int, of: Sequence[str], folder: Path = HERE) -> tuple[Identity, ...]:
    """So many copies of these devices in turn, each with a name, address and serial of its own.

    Raise ValueError for a bad name. The addresses are those from `net`.100.1 on.
    """
    models = identities(net, of, folder)
    return tuple(
        replace(
            models[at % len(models)],
            name=f"{models[at % len(models)].name}-{at + 1:04d}",
            model=models[at % len(models)].name,
            address=f"{net}.{_FIRST_CLONES + at // _IN_A_NET}.{at % _IN_A_NET + 1}",
            serial=f"LAB{at + 1:08d}",
        )
        for at in range(count)
    )


def links(folder: Path = HERE) -> tuple[Link, ...]:
    """The links between the devices of a folder."""
    return tuple(link(text) for text in read_yaml(folder / "devices.yaml").get("links", ()))


def _identity(name: str, facts: dict[str, str], net: str) -> Identity:
    return Identity(
        name=name,
        platform=facts["platform"],
        role=facts["role"],
        site=facts["site"],
        address=f"{net}.{facts['host']}",
        ports={s.name: s.high for s in PLATFORMS[facts["platform"]].services},
        serial=facts["serial"],
        mac=facts["mac"],
        version=facts["version"],
        keeps_unknown=bool(facts.get("keeps_unknown")),
        boot_seconds=float(facts.get("boot_seconds", 0)),
    )


def boot(identity: Identity, clock: Clock, folder: Path = HERE) -> Chassis:
    """A device that has started with its config from the folder's `configs/`."""
    platform = PLATFORMS[identity.platform]
    text = (folder / "configs" / f"{identity.model or identity.name}.cfg").read_text()
    booted: Chassis = platform.boot(identity, clock, text)
    if identity.model:
        booted.edit([platform.naming.format(identity.name)])
    return booted
