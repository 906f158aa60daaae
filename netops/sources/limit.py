"""Which devices a run works on: names, globs, `key=value`, `@file`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from netops.errors import InputError, suggestion
from netops.model.device import Device

KEYS = ("site", "role", "platform", "tag")


def limited(
    devices: Iterable[Device], terms: Iterable[str], *, where: str = "--limit"
) -> tuple[Device, ...]:
    """The devices that any term names, in the order given; all of them without a term.

    A term is a name, a glob, `key=value` (`role=edge,site=ams1`: both must hold), or `@file` with
    one term a line. Raises `InputError` for a term that names nothing.
    """
    owned = tuple(devices)
    chosen: set[str] = set()
    wanted = tuple(terms)
    for term in wanted:
        for one, place in _expanded(term, where):
            chosen |= {device.name for device in _matching(owned, one, place)}
    return tuple(device for device in owned if device.name in chosen or not wanted)


def scoped(
    devices: Iterable[Device], scope: Mapping[str, Sequence[str]], *, where: str
) -> tuple[Device, ...]:
    """The devices that fit a playbook's scope: one of the values for every key."""
    left = tuple(devices)
    for key, values in scope.items():
        found = {d.name for value in values for d in _equal(left, key, value, where)}
        left = tuple(device for device in left if device.name in found)
    return left


def _expanded(term: str, where: str) -> Iterator[tuple[str, str]]:
    if not term.startswith("@"):
        yield term, where
        return
    path = Path(term[1:])
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path} as a list of devices", where=where) from error
    for number, line in enumerate(lines, start=1):
        if words := line.partition("#")[0].strip():
            yield words, f"{path}:{number}"


def _matching(devices: tuple[Device, ...], term: str, where: str) -> tuple[Device, ...]:
    if "=" in term:
        found = devices
        for pair in term.split(","):
            key, _, value = pair.partition("=")
            found = _equal(found, key.strip(), value.strip(), where)
    else:
        found = tuple(device for device in devices if fnmatchcase(device.name, term))
    if not found:
        names = [device.name for device in devices]
        raise InputError(f"no device fits '{term}'", where=where, hint=_near(term, names))
    return found


def _near(term: str, names: Sequence[str]) -> str:
    return "" if any(mark in term for mark in "=*?[") else suggestion(term, names)


def _equal(devices: tuple[Device, ...], key: str, value: str, where: str) -> tuple[Device, ...]:
    if key not in KEYS:
        raise InputError(f"unknown key '{key}'", where=where, hint=suggestion(key, KEYS))
    return tuple(device for device in devices if value in _words(device, key))


def _words(device: Device, key: str) -> tuple[str, ...]:
    return device.tags if key == "tag" else (str(getattr(device, key)),)
