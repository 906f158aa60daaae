"""How each device should be: `golden/<role>.j2` rendered with the inventory's values.

A template, and a file rendered from it, holds no secret, only references `<env:NAME>`; they become
the exact text in memory, on the way to a comparison or a device.
"""

import re
from itertools import groupby
from pathlib import Path
from traceback import FrameSummary, extract_tb

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from netops.config.partial import strangers
from netops.errors import InputError, SecretError, Unrendered
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.ports import Secrets
from netops.sources.inventory import Entry, Inventory

_REFERENCE = re.compile(r"<(env:[A-Za-z_][A-Za-z0-9_]*)>")

# Whatever a template may raise with a value that it was not made for.
_FAULTS: tuple[type[Exception], ...] = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
    OSError,
)


class IntendedConfigs:
    """Intended configs of an inventory: templates by role, or a file of the device's own."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._golden = inventory.folder / "golden"
        self._templates = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(self._golden),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def text(self, name: str) -> str | None:
        """The intended config with its references, None if nobody wrote one for this device.

        With a template for the device's role, `intended/<device>.cfg` is its committed rendering:
        if it is there and differs, that is an error, for nobody could say which one counts. So is
        a line outside the sections that a partial intent owns, for it would count for nothing.
        """
        template, path = self.template(name), self.path(name)
        written = self.written(name)
        text = written if template is None else self.render(name)
        if template is not None and written not in {None, text}:
            raise InputError(
                f"is not what {template} renders",
                where=str(path),
                hint="look at `netops intended diff`, then render it, or mend the template",
            )
        self._check_owned(name, text or "")
        return text

    def exact(self, name: str, secrets: Secrets) -> str | None:
        """The same, values in place of references; raise `SecretError` for a missing one."""
        text = self.text(name)
        return text and resolved(text, secrets, where=f"intended config of {name}")

    def render(self, name: str) -> str:
        """Render the template of the device's role; errors name file, line and device."""
        entry = self._inventory.entry(name)
        template = f"{entry.device.role}.j2"
        try:
            return self._templates.get_template(template).render(_values(entry))
        except TemplateSyntaxError as error:
            where = f"{self._golden / (error.name or template)}:{error.lineno}"
            raise Unrendered(f"{error.message}", where, name) from error
        except _FAULTS as error:
            raise Unrendered(*_told(error, self._golden / template), name) from error

    def template(self, name: str) -> str | None:
        """The template of the device's role, `golden/<role>.j2`; None where nobody wrote one."""
        template = f"{self._inventory.entry(name).device.role}.j2"
        return f"golden/{template}" if (self._golden / template).exists() else None

    def path(self, name: str) -> Path:
        """Where the committed rendering of a device belongs."""
        return self._inventory.folder / "intended" / f"{name}.cfg"

    def written(self, name: str) -> str | None:
        """What stands in the device's file, None where there is none."""
        path = self.path(name)
        try:
            return path.read_text(encoding="utf-8") if path.exists() else None
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("cannot be read as text", where=str(path)) from error

    def owned(self, name: str) -> tuple[str, ...]:
        """The sections that the intended config speaks of, () for the whole device."""
        return self._inventory.entry(name).owned

    def _check_owned(self, name: str, text: str) -> None:
        entry = self._inventory.entry(name)
        if not entry.owned:
            return
        spec = platform(entry.device.platform)
        if not (outside := strangers(text, entry.owned, spec)):
            return
        number, what = outside[0].number, "stands in no section that is `owned`"
        if template := self.template(name):
            where = str(self._inventory.folder / template)
            raise Unrendered(f"line {number} of what it renders {what}", where, name)
        hint = "own its section, or take the line out"
        raise InputError(what, where=f"{self.path(name)}:{number}", hint=hint)


def resolved(text: str, secrets: Secrets, *, where: str) -> str:
    """Put values in place of `<env:NAME>`; raise `SecretError` for one that is missing."""

    def value(match: re.Match[str]) -> str:
        found = secrets.value(match[1])
        if not found.isprintable():
            # A line break in a value would be a config line that nobody reviewed.
            raise SecretError(f"{where}: the value of {match[1]} holds a control character")
        return found

    return _REFERENCE.sub(value, text)


def _values(entry: Entry) -> dict[str, object]:
    return {**entry.values, "device": _shown(entry.device)}


def _shown(device: Device) -> dict[str, object]:
    fields = ("name", "platform", "address", "site", "role", "serial", "redundancy_group", "tags")
    return {field: getattr(device, field) for field in fields}


def _frames(error: Exception) -> list[FrameSummary]:
    """Jinja gives the frames of a template its file name and its line numbers."""
    return [one for one in extract_tb(error.__traceback__) if one.filename.endswith(".j2")]


def _place(frame: FrameSummary) -> str:
    return f"{frame.filename}:{frame.lineno}"


def _told(error: Exception, template: Path) -> tuple[str, str]:
    """What went wrong in a template, and the line where it did."""
    frames = _frames(error)
    if not frames:
        return f"{error}", str(template)
    if isinstance(error, RecursionError):
        return _cycle(frames)
    return f"{error}", _place(frames[-1])


def _cycle(frames: list[FrameSummary]) -> tuple[str, str]:
    """The files from the first that comes again back to it, and the line that leads into it."""
    runs = [next(run) for _, run in groupby(frames, key=lambda frame: frame.filename)]
    files = [Path(frame.filename).name for frame in runs]
    at = next((at for at, file in enumerate(files) if file in files[at + 1 :]), len(files) - 1)
    first, around = files[at], files[at + 1 :]
    between = around[: around.index(first)] if first in around else []
    return f"it leads back to itself: {' > '.join((first, *between, first))}", _place(runs[at])
