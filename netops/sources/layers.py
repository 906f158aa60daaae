"""Where a value of the inventory may stand: the host, its groups in order, the defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netops.errors import InputError, suggestion
from netops.yamlfile import place


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the inventory: names and what stands below them."""

    path: Path
    rows: Mapping[str, Any]

    def mapping(self, name: str) -> Mapping[str, Any]:
        """What stands below a name; raise `InputError` for anything but `key: value` lines."""
        row, where = self.rows[name], place(self.path, self.rows, name)
        if not isinstance(name, str):
            raise InputError(f"{name!r} is no name", where=where, hint="put it in quotes")
        if row is None:
            return {}
        if not isinstance(row, Mapping):
            raise InputError(f"'{name}' must hold `key: value` lines", where=where)
        return row


@dataclass(frozen=True, slots=True)
class Layer:
    """One mapping in the order of look-up, with its file for errors."""

    path: Path
    row: Mapping[str, Any]

    @property
    def values(self) -> Mapping[str, object]:
        """What stands below `data`."""
        return self.row.get("data") or {}


def group_layers(
    row: Mapping[str, Any], path: Path, groups: Source, *, seen: tuple[str, ...]
) -> Iterator[Layer]:
    """The groups that a row names, each with its own groups behind it."""
    for name in row.get("groups") or ():
        where = place(path, row, "groups")
        if name in seen:
            raise InputError(f"group '{name}' contains itself", where=where)
        if name not in groups.rows:
            known = [str(group) for group in groups.rows]
            hint = suggestion(str(name), known)
            raise InputError(f"unknown group '{name}'", where=where, hint=hint)
        group = groups.mapping(name)
        yield Layer(groups.path, group)
        yield from group_layers(group, groups.path, groups, seen=(*seen, name))
