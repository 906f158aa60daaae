"""`inventory/netops.yaml` and `NETOPS_*` variables, checked once and frozen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

from netops.errors import InputError, suggestion
from netops.yamlfile import place, read_mapping, read_quickly


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


class _Jump(msgspec.Struct, kw_only=True):
    """One jump host of the file."""

    address: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9:][A-Za-z0-9.:_-]{0,252}\Z")]
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 22
    username: str
    password: str


class _File(msgspec.Struct, kw_only=True):
    """The file's shape. Relative folders are relative to the folder that holds `inventory/`."""

    backups: str = "backups"
    playbooks: str = "playbooks"
    reports: str = "reports"
    workers: Annotated[int, msgspec.Meta(ge=1, le=2000)] = 500
    connect_timeout: Annotated[float, msgspec.Meta(gt=0, le=600)] = 15
    read_timeout: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 60
    device_timeout: Annotated[float, msgspec.Meta(gt=0, le=86400)] = 300
    stale_after: Annotated[float, msgspec.Meta(gt=0, le=87600)] = 26
    shards: Literal["none", "site", "group"] = "none"
    remote: str = ""
    secrets: Literal["redact", "keep"] = "redact"
    jump_hosts: dict[str, Any] = {}


class _Wrong(Exception):
    """A setting is wrong: its keys from the outermost on, why, and its right spelling."""

    def __init__(self, keys: tuple[str, ...], why: str, hint: str = "") -> None:
        super().__init__(why)
        self.keys, self.why, self.hint = keys, why, hint


_FOLDERS = ("backups", "playbooks", "reports")
_REMOTE = re.compile(r"(/|file:///|ssh://|https://|[\w.-]+@[\w.-]+:(?!:))[\x21-\x7e]+")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")


def settings(inventory: Path, environ: Mapping[str, str]) -> Settings:
    """Read `netops.yaml` in the inventory folder; `NETOPS_WORKERS` and its like win over it.

    Raises `InputError` that names the line, or the variable, and what is allowed.
    """
    path = inventory / "netops.yaml"
    ours = {f"NETOPS_{name.upper()}": name for name in _File.__struct_fields__}
    chosen = {name: environ[variable] for variable, name in ours.items() if variable in environ}
    try:
        checked = _checked(_File, {**_written(path), **chosen})
        remote = _remote(checked.pop("remote"))
        jumps = {name: _jump(name, of) for name, of in checked.pop("jump_hosts").items()}
    except _Wrong as wrong:
        raise _invalid(wrong, path, chosen) from None
    base = inventory.resolve().parent
    folders: dict[str, Any] = {name: base / checked.pop(name) for name in _FOLDERS}
    return Settings(
        inventory=inventory.resolve(), **folders, **checked, remote=remote, jump_hosts=jumps
    )


def _written(path: Path) -> Mapping[str, object]:
    try:
        return read_quickly(path) if path.exists() else {}
    except InputError:
        # Slower, and it knows on which line the error stands.
        return read_mapping(path)


def _checked(
    shape: type[msgspec.Struct], written: Mapping[str, object], *above: str
) -> dict[str, Any]:
    """Every field of a shape, as written or by default; no error repeats what was written."""
    fields = msgspec.structs.fields(shape)
    # A word misspelled is missing too; the spelling is what helps.
    for key in written.keys() - {one.name for one in fields}:
        hint = suggestion(str(key), [one.name for one in fields])
        raise _Wrong((*above, str(key)), "unknown", hint)
    found = {}
    for one in fields:
        if one.name not in written and one.required:
            raise _Wrong((*above, one.name), "is missing")
        if one.name in written:
            try:
                found[one.name] = msgspec.convert(written[one.name], one.type, strict=False)
            except msgspec.ValidationError as error:
                raise _Wrong((*above, one.name), _wanted(one, error)) from None
    return msgspec.structs.asdict(shape(**found))


def _wanted(field: msgspec.structs.FieldInfo, error: msgspec.ValidationError) -> str:
    if get_origin(field.type) is Literal:
        return f"must be one of {', '.join(get_args(field.type))}"
    return f"{error}".replace("Expected", "expected", 1)


def _jump(name: str, written: object) -> JumpHost:
    keys = ("jump_hosts", str(name))
    if not _NAME.fullmatch(str(name)):
        raise _Wrong(keys, f"a name should match {_NAME.pattern}")
    if not isinstance(written, Mapping):
        raise _Wrong(keys, "must hold `key: value` lines")
    jump = JumpHost(**_checked(_Jump, written, *keys))
    for key in ("username", "password"):
        # Never quoted: what stands here may be the password itself.
        if not getattr(jump, key).startswith("env:"):
            raise _Wrong((*keys, key), "must be a reference; write env:NAME")
    return jump


def _remote(url: str) -> str:
    # Never quoted: what stands here may hold the password itself.
    if re.match(r"[a-z+]+://[^/@]*:[^/@]*@", url):
        raise _Wrong(("remote",), "holds a password; leave it to ssh or git")
    if re.match(r"https://[^/]*@", url):
        # A token stands there as a name, and git would show it to everybody who lists processes.
        raise _Wrong(("remote",), "names a user; leave that to git's credential helper")
    if url and not _REMOTE.fullmatch(url):
        forms = "/folder, file:///folder, ssh://host/path, user@host:path or https://host/path"
        raise _Wrong(("remote",), f"must be {forms}")
    return url


def _invalid(wrong: _Wrong, path: Path, chosen: Mapping[str, str]) -> InputError:
    *above, key = wrong.keys
    named = ".".join(wrong.keys)
    is_chosen = not above and key in chosen
    where = f"NETOPS_{key.upper()}" if is_chosen else _place(path, above, key)
    if wrong.why == "unknown":
        return InputError(f"unknown setting '{named}'", where=where, hint=wrong.hint)
    return InputError(f"{named}: {wrong.why}", where=where)


def _place(path: Path, above: list[str], key: str) -> str:
    inner: Mapping[str, Any] = read_mapping(path)
    for name in above:
        inner = inner[name]
    return place(path, inner, key)
