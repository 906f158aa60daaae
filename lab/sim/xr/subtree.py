"""Subtree filters (RFC 6241, section 6): the part of a tree that a client asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

Value: TypeAlias = Union[str, Sequence["Value"], Mapping[str, "Value"]]  # noqa: UP007  recursive


def element(tag: str, value: Value, namespace: str = "") -> ET.Element:
    """An element from plain values: a mapping for what is nested, a sequence for a list.

    A name of another namespace, `{urn:x}name`, takes what is nested in it along.
    """
    made = ET.Element(tag if tag.startswith("{") else f"{{{namespace}}}{tag}")
    inside = made.tag[1:].partition("}")[0]
    if isinstance(value, str):
        made.text = value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            many = [inner] if isinstance(inner, str | Mapping) else inner
            made.extend(element(name, one, inside) for one in many)
    return made


def written(one: ET.Element, around: str = "") -> str:
    """An element as text, without prefixes; `around` is the namespace of what it stands in."""
    space, _, name = one.tag[1:].partition("}")
    opened = f'{name} xmlns="{space}"' if space != around else name
    inner = "".join(written(child, space) for child in one) or escape(one.text or "")
    return f"<{opened}>{inner}</{name}>" if inner else f"<{opened}/>"


def selected(found: ET.Element, wanted: ET.Element) -> ET.Element | None:
    """What `wanted` selects of `found`, which has its name; None if that is nothing."""
    matches = [one for one in wanted if not len(one) and (one.text or "").strip()]
    if not all(_holds(found, match) for match in matches):
        return None
    inner = [one for one in wanted if one not in matches]
    if not inner:
        return found
    kept = ET.Element(found.tag)
    for child in found:
        if any(child.tag == match.tag for match in matches):
            kept.append(child)
        part = next((s for one in inner if (s := _same(child, one)) is not None), None)
        if part is not None:
            kept.append(part)
    return kept if len(kept) else None


def _same(child: ET.Element, wanted: ET.Element) -> ET.Element | None:
    return selected(child, wanted) if child.tag == wanted.tag else None


def _holds(found: ET.Element, match: ET.Element) -> bool:
    text = (match.text or "").strip()
    return any(c.tag == match.tag and (c.text or "").strip() == text for c in found)
