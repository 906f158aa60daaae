"""`inventory/netops.yaml` and `NETOPS_*` variables, checked once and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from netops.errors import InputError, suggestion
from netops.yamlfile import place, read_mapping


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, and how patient to be. Folders are absolute.

    `workers` is how many devices are read at once. `connect_timeout` and `read_timeout` are
    seconds: to open a session, and for one command to answer.
    """

    inventory: Path
    backups: Path
    playbooks: Path
    reports: Path
    workers: int
    connect_timeout: float
    read_timeout: float


class _File(BaseModel):
    """The file's shape. Relative folders are relative to the folder that holds `inventory/`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backups: str = "backups"
    playbooks: str = "playbooks"
    reports: str = "reports"
    workers: Annotated[int, Field(ge=1, le=500)] = 50
    connect_timeout: Annotated[float, Field(gt=0, le=600)] = 15
    read_timeout: Annotated[float, Field(gt=0, le=3600)] = 60


_FOLDERS = ("backups", "playbooks", "reports")


def settings(inventory: Path, environ: Mapping[str, str]) -> Settings:
    """Read `netops.yaml` in the inventory folder; `NETOPS_WORKERS` and its like win over it.

    Raises `InputError` that names the line, or the variable, and what is allowed.
    """
    path = inventory / "netops.yaml"
    written: Mapping[str, object] = read_mapping(path) if path.exists() else {}
    ours = {f"NETOPS_{name.upper()}": name for name in _File.model_fields}
    chosen = {name: environ[variable] for variable, name in ours.items() if variable in environ}
    try:
        checked = _File.model_validate({**written, **chosen})
    except ValidationError as error:
        raise _invalid(error, path, written, chosen) from None
    base = inventory.resolve().parent
    folders: dict[str, Any] = {name: base / getattr(checked, name) for name in _FOLDERS}
    return Settings(
        inventory=inventory.resolve(), **folders, **checked.model_dump(exclude=set(_FOLDERS))
    )


def _invalid(
    error: ValidationError,
    path: Path,
    written: Mapping[str, object],
    chosen: Mapping[str, str],
) -> InputError:
    first = error.errors(include_url=False)[0]
    key = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        where = place(path, written, key)
        return InputError(
            f"unknown setting '{key}'", where=where, hint=suggestion(key, _File.model_fields)
        )
    where = f"NETOPS_{key.upper()}" if key in chosen else place(path, written, key)
    return InputError(f"{key}: {first['msg'].lower()}", where=where)
