"""Secrets back into a text that names them by digest, from a config that holds them.

An adopted intended config says `<secret:...>` where it was taken from a device. Such a line can be
sent only if the device still holds the value: nobody else knows it.
"""

import re

from netops.config.redact import redact
from netops.model.config import Line
from netops.platforms.spec import Platform

_TOKEN = re.compile(r"<secret:[0-9a-f]{16}>")


def unmask(text: str, source: str, platform: Platform, key: bytes) -> str:
    """Put the values that `source` (exact) holds in place of their digests in `text`.

    A digest that `source` does not hold stays: `masked` finds it.
    """
    if not _TOKEN.search(text):
        return text
    values = _values(source, platform, key)
    return _TOKEN.sub(lambda found: values.get(found[0], found[0]), text)


def masked(text: str) -> tuple[Line, ...]:
    """The lines of a text that still name a secret by its digest."""
    lines = enumerate(text.splitlines(), start=1)
    return tuple(Line(number, line) for number, line in lines if _TOKEN.search(line))


def _values(source: str, platform: Platform, key: bytes) -> dict[str, str]:
    values: dict[str, str] = {}
    shown = redact(source, platform, key).splitlines()
    for raw, line in zip(source.splitlines(), shown, strict=False):
        if raw != line:
            pattern = "(.+?)".join(re.escape(part) for part in _TOKEN.split(line))
            found = re.match(rf"{pattern}\s*$", raw)
            groups = found.groups() if found else ()
            values.update(zip(_TOKEN.findall(line), groups, strict=False))
    return values
