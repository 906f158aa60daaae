"""Nornir SimpleInventory files, read strictly: every error names its file and line.

A value is looked up in the host, then in its groups from left to right (each with its own groups
behind it), then in the defaults, as Nornir does.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netops.errors import InputError, suggestion
from netops.model.device import Device
from netops.platforms.registry import PLATFORMS, platform
from netops.platforms.spec import Platform
from netops.sources.checked import checked_address, checked_name, checked_port
from netops.sources.layers import Layer, Source, group_layers
from netops.sources.owned import owned
from netops.yamlfile import place, read_mapping, read_quickly

_ENTRY_KEYS = ("hostname", "port", "username", "password", "platform", "groups", "data")
_DATA_TEXTS = ("site", "role", "serial", "redundancy_group", "source", "transport", "jump")


@dataclass(frozen=True, slots=True)
class Entry:
    """A device with what only the shell needs: credential references and template values.

    `groups` are those that its own entry names, in that order; `owned` the sections that its
    intended config speaks of, () for the whole device.
    """

    device: Device
    username: str
    password: str
    values: Mapping[str, object]
    groups: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every device that we own, sorted by name."""

    folder: Path
    entries: tuple[Entry, ...]

    @property
    def devices(self) -> tuple[Device, ...]:
        """The devices alone."""
        return tuple(entry.device for entry in self.entries)

    def entry(self, name: str) -> Entry:
        """The entry of a device; raise `InputError` with a hint if there is none."""
        at = bisect_left(self.entries, name, key=lambda entry: entry.device.name)
        if at < len(self.entries) and self.entries[at].device.name == name:
            return self.entries[at]
        names = [entry.device.name for entry in self.entries]
        raise InputError(f"unknown device '{name}'", hint=suggestion(name, names))


def inventory(folder: Path, *, jump_hosts: Collection[str] = ()) -> Inventory:
    """Read `hosts.yaml`, `groups.yaml` and `defaults.yaml`; a wrong one is an `InputError`.

    `jump_hosts` are the names that `jump` may have.
    """
    try:
        return _read(folder, jump_hosts, read_quickly)
    except InputError:
        # Slower, and it knows on which line the error stands.
        return _read(folder, jump_hosts, read_mapping)


def _read(
    folder: Path, jump_hosts: Collection[str], read: Callable[[Path], Mapping[str, Any]]
) -> Inventory:
    hosts = Source(folder / "hosts.yaml", read(folder / "hosts.yaml"))
    groups, defaults = (
        Source(path, read(path) if path.exists() else {})
        for path in (folder / "groups.yaml", folder / "defaults.yaml")
    )
    _check_keys(defaults, defaults.rows)
    for source in (hosts, groups):
        for name in source.rows:
            _check_keys(source, source.mapping(name))
    entries = (_entry(name, hosts, groups, defaults, jump_hosts) for name in sorted(hosts.rows))
    return Inventory(folder, tuple(entries))


def _check_keys(source: Source, row: Mapping[str, Any]) -> None:
    for key in row:
        if key not in _ENTRY_KEYS:
            hint = suggestion(str(key), _ENTRY_KEYS)
            raise InputError(f"unknown key '{key}'", where=place(source.path, row, key), hint=hint)
    if "data" in row and not isinstance(row["data"] or {}, Mapping):
        where = place(source.path, row, "data")
        raise InputError("data must hold `key: value` lines", where=where)
    for key in ("username", "password"):
        _check_reference(source, row, key)


def _check_reference(source: Source, row: Mapping[str, Any], key: str) -> None:
    value = row.get(key)
    if value is None or str(value).startswith("env:"):
        return
    # Never quoted: what stands here may be the password itself.
    raise InputError(
        f"{key} must be a reference", where=place(source.path, row, key), hint="write env:NAME"
    )


def _entry(
    name: str, hosts: Source, groups: Source, defaults: Source, jump_hosts: Collection[str]
) -> Entry:
    where = place(hosts.path, hosts.rows, name)
    checked_name(name, "device name", where=where)
    own = hosts.mapping(name)
    layers = (
        Layer(hosts.path, own),
        *group_layers(own, hosts.path, groups, seen=()),
        Layer(defaults.path, defaults.rows),
    )
    _check_jump(layers, jump_hosts)
    values = {key: value for layer in reversed(layers) for key, value in layer.values.items()}
    return Entry(
        device=_device(name, layers, where),
        username=_text(layers, "username", where),
        password=_text(layers, "password", where),
        values=values,
        groups=tuple(str(group) for group in own.get("groups") or ()),
        owned=owned(layers),
    )


def _device(name: str, layers: Iterable[Layer], where: str) -> Device:
    layers = tuple(layers)
    facts = {key: _fact(layers, key) for key in _DATA_TEXTS}
    for key in ("site", "role"):
        if not facts[key]:
            raise InputError(f"'{name}' has no {key}", where=where, hint=f"add {key} to its data")
        checked_name(facts[key], key, where=where)
    found, spoken = _platform(layers, where)
    transport = _transport(found, facts["transport"] or spoken, where)
    return Device(
        name=name,
        platform=found.name,
        address=_address(layers, where),
        port=_port(layers, found.transports[transport], where),
        site=facts["site"],
        role=facts["role"],
        serial=facts["serial"] or None,
        redundancy_group=facts["redundancy_group"] or None,
        tags=_tags(layers, where),
        source=facts["source"],
        transport=transport,
        jump=facts["jump"],
    )


def _check_jump(layers: Iterable[Layer], known: Collection[str]) -> None:
    for layer in layers:
        named = layer.values.get("jump")
        if named and named not in known:
            where = place(layer.path, layer.values, "jump")
            hint = suggestion(str(named), known) if known else "add it to netops.yaml: jump_hosts"
            raise InputError(f"unknown jump host '{named}'", where=where, hint=hint)


def _find(layers: Iterable[Layer], key: str) -> tuple[object, str]:
    """The first value of a key, and where it stands."""
    for layer in layers:
        if layer.row.get(key) is not None:
            return layer.row[key], place(layer.path, layer.row, key)
    return None, ""


def _text(layers: Iterable[Layer], key: str, where: str) -> str:
    value, _ = _find(layers, key)
    if value is None:
        raise InputError(f"no {key} here, in a group or in the defaults", where=where)
    return str(value)


def _fact(layers: Iterable[Layer], key: str) -> str:
    for layer in layers:
        value = layer.values.get(key)
        if value is not None:
            if isinstance(value, str | int):
                return str(value)
            raise InputError(f"{key} must be one word", where=place(layer.path, layer.row, "data"))
    return ""


def _platform(layers: Iterable[Layer], where: str) -> tuple[Platform, str]:
    """The platform, and the transport that its alias names, "" for the usual one."""
    value, stands = _find(layers, "platform")
    if value is None:
        known = ", ".join(sorted(PLATFORMS))
        raise InputError("no platform here or in a group", where=where, hint=f"known: {known}")
    try:
        found = platform(str(value))
    except InputError as error:
        raise InputError(error.what, where=stands, hint=error.hint) from None
    return found, found.spoken.get(str(value).strip().lower(), "")


def _transport(known: Platform, named: str, where: str) -> str:
    """How the device is read: as the inventory says, or in its platform's usual way."""
    if named and named not in known.transports:
        what = f"{known.title} is not read by '{named}'"
        raise InputError(what, where=where, hint=suggestion(named, known.transports))
    return named or next(iter(known.transports))


def _address(layers: Iterable[Layer], where: str) -> str:
    value, stands = _find(layers, "hostname")
    if value is None:
        raise InputError("no hostname", where=where, hint="add the address to connect to")
    return checked_address(str(value), where=stands)


def _port(layers: Iterable[Layer], usual: int, where: str) -> int:
    value, stands = _find(layers, "port")
    if value is None:
        return usual
    return checked_port(value, where=stands or where)


def _tags(layers: Iterable[Layer], where: str) -> tuple[str, ...]:
    """Tags add up over all layers, sorted."""
    found: set[str] = set()
    for layer in layers:
        tags = layer.values.get("tags") or ()
        if isinstance(tags, str) or not isinstance(tags, Iterable):
            here = place(layer.path, layer.row, "data")
            raise InputError("tags must be a list", where=here)
        for tag in tags:
            checked_name(str(tag), "tag", where=where)
            found.add(str(tag))
    return tuple(sorted(found))
