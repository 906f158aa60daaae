"""`partial: true` and `owned` in the inventory: an intent that counts for some sections alone."""

from collections.abc import Iterable

from netops.errors import InputError
from netops.sources.layers import Layer
from netops.yamlfile import place

_HINT = "list them, as in `owned: [ntp, line vty, router bgp > neighbor]`"


def owned(layers: Iterable[Layer]) -> tuple[str, ...]:
    """The sections that a device's intended config owns; () where it speaks of the whole device.

    Each of the two words counts where it stands first, so that a host may say `partial: false`
    or own other sections than its group.
    """
    known = tuple(layers)
    is_partial, here = _first(known, "partial")
    sections, listed = _first(known, "owned")
    if is_partial is None and sections is not None:
        hint = "then the intended config counts for these sections alone"
        raise InputError("`owned` without `partial: true`", where=listed, hint=hint)
    if not isinstance(is_partial, bool | None):
        raise InputError("partial must be true or false", where=here)
    if not is_partial:
        return ()
    if sections is None:
        raise InputError("partial, and no section is `owned`", where=here, hint=_HINT)
    return _sections(sections, listed)


def _first(layers: Iterable[Layer], key: str) -> tuple[object, str]:
    """The first value of a key below `data`, and where it stands."""
    for layer in layers:
        if layer.values.get(key) is not None:
            return layer.values[key], place(layer.path, layer.values, key)
    return None, ""


def _sections(listed: object, where: str) -> tuple[str, ...]:
    if not isinstance(listed, list) or not listed:
        raise InputError("owned must be a list of sections", where=where, hint=_HINT)
    for section in listed:
        if not isinstance(section, str) or not all(s.strip() for s in section.split(">")):
            raise InputError(f"'{section}' names no section", where=where, hint=_HINT)
    return tuple(str(section) for section in listed)
