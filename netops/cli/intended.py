"""How devices should be: render the templates, or adopt what runs. No device is touched."""

import os
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import rich_click as click

from netops.audit.alike import grouped
from netops.cli.common import in_workspace, limited
from netops.cli.lazy import LazyGroup
from netops.cli.screen import Screen, diff_text, plain
from netops.config.partial import part
from netops.config.textdiff import unified
from netops.config.unmask import masked, named
from netops.errors import InputError, Unrendered
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.sinks.text import counted, last_verified, some
from netops.stores.files import told
from netops.wiring import Workspace

COMMANDS = {
    "render": ("netops.cli.intended:render", "Render golden templates to inventory/intended/."),
    "diff": ("netops.cli.intended:diff", "Show what rendering would change; write nothing."),
    "adopt": ("netops.cli.intended:adopt", "Take what runs as the first intended config."),
}
SAME, DIFFERS, MISSING = 0, 3, 4


@click.group(cls=LazyGroup, lazy=COMMANDS, name="intended")
def intended() -> None:
    """How devices should be: render golden templates, or adopt what runs."""


@click.command()
@limited
@click.option("--show", is_flag=True, help="Print the configs; write nothing.")
@in_workspace
def render(workspace: Workspace, screen: Screen, limit: tuple[str, ...], *, show: bool) -> None:
    """Render golden templates to inventory/intended/, for you to look at and commit."""
    texts = _rendered(workspace, screen, limit)
    if show:
        screen.document({"rendered": texts})
        for name, text in () if screen.json else texts.items():
            screen.remark(f"{name}:")
            screen.text(text)
        return
    changed = _changed(workspace, texts)
    for name in changed:
        _write(workspace.intended.path(name), texts[name])
    screen.document({"changed": changed, "written": True})
    _tell(screen, changed, f"{counted(len(changed), 'intended config')} written")


@click.command()
@limited
@in_workspace
def diff(workspace: Workspace, screen: Screen, limit: tuple[str, ...]) -> int:
    """Show what rendering would change in inventory/intended/; exit 3 if anything."""
    changed = _changed(workspace, _rendered(workspace, screen, limit))
    screen.document({"changed": changed, "written": False})
    verb = "differs" if len(changed) == 1 else "differ"
    _tell(screen, changed, f"{counted(len(changed), 'intended config')} {verb}")
    return DIFFERS if changed else SAME


@click.command()
@limited
@click.option("--replace", is_flag=True, help="Also where there is an intended config already.")
@click.option(
    "--env",
    "globs",
    multiple=True,
    metavar="GLOB",
    help="Variables to name in place of their values, as <env:NAME>; repeat to add.",
)
@in_workspace
def adopt(
    workspace: Workspace,
    screen: Screen,
    limit: tuple[str, ...],
    globs: tuple[str, ...],
    *,
    replace: bool,
) -> int:
    """Take the last stored running config as the first intended one, where there is none.

    A secret becomes <env:NAME> where --env names a variable that holds it. Elsewhere its digest
    stays: it is compared, and a change takes the value from the device itself.
    """
    values = dict(_values(globs))
    adopted: dict[str, dict[str, int]] = {}
    left: dict[str, str] = {}
    missing: list[str] = []
    for device in workspace.devices(limit):
        if why := _left(workspace, device, replace=replace):
            left[device.name] = why
        elif (stored := workspace.stored(device.name, ConfigKind.RUNNING)) is None:
            missing.append(device.name)
        else:
            text = _adopted(workspace, device, stored, values)
            _write(workspace.intended.path(device.name), text)
            adopted[device.name] = _secrets(text)
    screen.document({"adopted": adopted, "left": left, "missing": missing})
    screen.show(*(plain(line) for line in _told(workspace, adopted, left)))
    if missing:
        screen.show(plain(f"no stored running config: {some(missing)}", "red"))
    return MISSING if missing else SAME


def merged(errors: Iterable[InputError]) -> tuple[InputError, ...]:
    """The errors, each once: what is wrong with a template is so for all devices of its role."""

    def likeness(error: InputError) -> tuple[object, ...]:
        is_shared = isinstance(error, Unrendered)
        return (error.where, error.what) if is_shared else (error.where, error.what, error.hint)

    return tuple(_merged(group) for group in grouped(errors, likeness))


def _merged(alike: tuple[InputError, ...]) -> InputError:
    first = alike[0]
    if not isinstance(first, Unrendered):
        return first
    devices = [name for one in alike if isinstance(one, Unrendered) for name in one.devices]
    return Unrendered(first.why, first.where, *devices)


def _rendered(workspace: Workspace, screen: Screen, limit: tuple[str, ...]) -> dict[str, str]:
    """The rendering of every device that has a template; raise `InputError` if one fails."""
    texts: dict[str, str] = {}
    wrong: list[InputError] = []
    bare: list[str] = []
    for device in workspace.devices(limit):
        if workspace.intended.template(device.name) is None:
            bare.append(device.name)
            continue
        try:
            texts[device.name] = workspace.intended.render(device.name)
        except InputError as error:
            wrong.append(error)
    if wrong:
        raise _first(merged(wrong))
    if bare:
        screen.remark(f"no template for the role of {some(bare)}")
    return texts


def _first(wrong: tuple[InputError, ...]) -> InputError:
    first, *others = wrong
    if not others:
        return first
    more = f"{first.hint}; and {counted(len(others), 'more error')}, see `netops lint`"
    return InputError(first.what, where=first.where, hint=more)


def _changed(workspace: Workspace, texts: Mapping[str, str]) -> dict[str, str]:
    """The devices whose file is not what is rendered now, with the difference."""
    found: dict[str, str] = {}
    for name, fresh in texts.items():
        old = workspace.intended.written(name)
        if old is None:
            found[name] = f"new, {counted(len(fresh.splitlines()), 'line')}"
        elif old != fresh:
            found[name] = unified(old, fresh, old_name="committed", new_name="rendered")
    return found


def _tell(screen: Screen, changed: Mapping[str, str], summary: str) -> None:
    """The same difference once, with the devices that have it."""
    for names in grouped(changed, lambda name: changed[name]):
        screen.show(plain(some(names), "bold"), diff_text(changed[names[0]]))
    screen.show(plain(summary))


def _write(path: Path, text: str) -> None:
    with told(f"writing {path}"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _values(globs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The variables that these globs name, with their values."""
    for glob in globs:
        found = [name for name in sorted(os.environ) if fnmatchcase(name, glob)]
        if not found:
            raise InputError(f"no variable fits '{glob}'", where="--env", hint="export it first")
        yield from ((name, os.environ[name]) for name in found)


def _left(workspace: Workspace, device: Device, *, replace: bool) -> str:
    """Why a device is left alone, "" if it is not."""
    if template := workspace.intended.template(device.name):
        return f"rendered from {template}"
    if not replace and workspace.intended.written(device.name) is not None:
        return "has an intended config"
    return ""


def _adopted(workspace: Workspace, device: Device, stored: str, values: Mapping[str, str]) -> str:
    spec = platform(device.platform)
    owned = workspace.intended.owned(device.name)
    text = part(stored, owned, spec) if owned else stored
    return named(text, values, spec, workspace.state.key())


def _secrets(text: str) -> dict[str, int]:
    """How much was adopted, and on how many lines a secret is named in which way."""
    lines = text.splitlines()
    variables = sum("<env:" in line for line in lines)
    return {"lines": len(lines), "variables": variables, "digests": len(masked(text))}


def _told(
    workspace: Workspace, adopted: Mapping[str, Mapping[str, int]], left: Mapping[str, str]
) -> Iterator[str]:
    verified, now = workspace.reading.verified(), workspace.clock.now()
    for name, sums in adopted.items():
        secrets = f"{sums['variables']} by variable, {sums['digests']} by digest"
        age = last_verified(verified.get(name), now)
        yield f"{name}: {counted(sums['lines'], 'line')}, secrets: {secrets}; {age}"
    for why, names in ((left[group[0]], group) for group in grouped(left, lambda one: left[one])):
        yield f"left as they are, {why}: {some(names)}"
    yield f"{counted(len(adopted), 'intended config')} adopted"
