"""`inventory/netops.yaml` and `NETOPS_*` variables, checked once and frozen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from netops.errors import InputError, suggestion
from netops.yamlfile import place, read_mapping


@dataclass(frozen=True, slots=True)
class JumpHost:
    """An SSH server that devices are reached through; user name and password are references."""

    address: str
    port: int
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, and how patient to be. Folders are absolute.

    `workers` is how many devices are read at once. `connect_timeout` and `read_timeout` are
    seconds: to open a session, and for one command to answer; `device_timeout` is for a whole
    visit that reads a device. `stale_after` is hours that a proof of a config is good for.
    `shards` is what has a repository of its own: `none`, each `site` or each `group`. `remote` is
    where the evidence is pushed after a run, "" for nowhere. `secrets` is `redact`, or `keep` for
    a second text of each config in git with its secrets in clear. `jump_hosts` are by name.
    """

    inventory: Path
    backups: Path
    playbooks: Path
    reports: Path
    workers: int
    connect_timeout: float
    read_timeout: float
    device_timeout: float
    stale_after: float
    shards: str = "none"
    remote: str = ""
    secrets: str = "redact"
    jump_hosts: Mapping[str, JumpHost] = field(default_factory=dict)


class _Jump(BaseModel):
    """One jump host of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: Annotated[str, Field(pattern=r"^[A-Za-z0-9:][A-Za-z0-9.:_-]{0,252}$")]
    port: Annotated[int, Field(ge=1, le=65535)] = 22
    username: str
    password: str

    @field_validator("username", "password")
    @classmethod
    def _reference(cls, value: str) -> str:
        # Never quoted: what stands here may be the password itself.
        if not value.startswith("env:"):
            raise PydanticCustomError("reference", "must be a reference; write env:NAME")
        return value


_REMOTE = re.compile(r"(/|file:///|ssh://|https://|[\w.-]+@[\w.-]+:(?!:))[\x21-\x7e]+")
_Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$")]


def _remote(url: str) -> str:
    # Never quoted: what stands here may hold the password itself.
    if re.match(r"[a-z+]+://[^/@]*:[^/@]*@", url):
        raise PydanticCustomError("password", "holds a password; leave it to ssh or git")
    if re.match(r"https://[^/]*@", url):
        # A token stands there as a name, and git would show it to everybody who lists processes.
        raise PydanticCustomError("user", "names a user; leave that to git's credential helper")
    if url and not _REMOTE.fullmatch(url):
        forms = "/folder, file:///folder, ssh://host/path, user@host:path or https://host/path"
        raise PydanticCustomError("remote", f"must be {forms}")
    return url


class _File(BaseModel):
    """The file's shape. Relative folders are relative to the folder that holds `inventory/`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backups: str = "backups"
    playbooks: str = "playbooks"
    reports: str = "reports"
    workers: Annotated[int, Field(ge=1, le=2000)] = 500
    connect_timeout: Annotated[float, Field(gt=0, le=600)] = 15
    read_timeout: Annotated[float, Field(gt=0, le=3600)] = 60
    device_timeout: Annotated[float, Field(gt=0, le=86400)] = 300
    stale_after: Annotated[float, Field(gt=0, le=87600)] = 26
    shards: Literal["none", "site", "group"] = "none"
    remote: Annotated[str, AfterValidator(_remote)] = ""
    secrets: Literal["redact", "keep"] = "redact"
    jump_hosts: Mapping[_Name, _Jump] = {}


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
    plain = checked.model_dump(exclude={*_FOLDERS, "jump_hosts"})
    jumps = {name: JumpHost(**jump.model_dump()) for name, jump in checked.jump_hosts.items()}
    return Settings(inventory=inventory.resolve(), **folders, **plain, jump_hosts=jumps)


def _invalid(
    error: ValidationError,
    path: Path,
    written: Mapping[str, object],
    chosen: Mapping[str, str],
) -> InputError:
    found = error.errors(include_url=False)
    # A word misspelled is missing too; the spelling is what helps.
    first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
    *above, key = [str(part) for part in first["loc"] if part != "[key]"]
    inner = written
    for name in above:
        deeper = inner.get(name)
        inner = deeper if isinstance(deeper, Mapping) else {}
    where = f"NETOPS_{key.upper()}" if key in chosen else place(path, inner or written, key)
    named = ".".join([*above, key])
    if first["type"] == "extra_forbidden":
        known = _Jump.model_fields if above else _File.model_fields
        return InputError(f"unknown setting '{named}'", where=where, hint=suggestion(key, known))
    return InputError(f"{named}: {first['msg'].lower()}", where=where)
