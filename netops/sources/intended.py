"""How each device should be: `golden/<role>.j2` rendered with the inventory's values.

A template, and a file rendered from it, holds no secret, only references `<env:NAME>`; they become
the exact text in memory, on the way to a comparison or a device.
"""

import re
from pathlib import Path
from traceback import extract_tb

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from netops.errors import InputError, SecretError
from netops.model.device import Device
from netops.ports import Secrets
from netops.sources.inventory import Entry, Inventory

_REFERENCE = re.compile(r"<(env:[A-Za-z_][A-Za-z0-9_]*)>")


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
        if it is there and differs, that is an error, for nobody could say which one counts.
        """
        entry = self._inventory.entry(name)
        path = self.path(name)
        written = _file(path)
        if not (self._golden / f"{entry.device.role}.j2").exists():
            return written
        rendered = self.render(name)
        if written is not None and written != rendered:
            raise InputError(
                f"is not what golden/{entry.device.role}.j2 renders",
                where=str(path),
                hint="run `netops intended`, and look at the difference",
            )
        return rendered

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
            raise InputError(f"template error: {error.message}", where=where) from error
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise InputError(
                f"template error: {error}", where=self._line(error, template), hint=f"for {name}"
            ) from error

    def path(self, name: str) -> Path:
        """Where the committed rendering of a device belongs."""
        return self._inventory.folder / "intended" / f"{name}.cfg"

    def _line(self, error: Exception, template: str) -> str:
        """Jinja gives the frames of a template its file name and its line numbers."""
        frames = [f for f in extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
        return (
            f"{frames[-1].filename}:{frames[-1].lineno}" if frames else str(self._golden / template)
        )


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


def _file(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8") if path.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot be read as text", where=str(path)) from error
