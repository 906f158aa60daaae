"""Shows a Junos configuration: in braces, as set commands, as XML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from lab.sim.junos.text import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lab.sim.junos.schema import Rule
    from lab.sim.junos.statements import Statement

_STEP = "    "
_MARK = " ## SECRET-DATA"


def braces(statement: Statement, margin: str = "") -> Iterator[str]:
    """The lines of what a statement holds, as `show configuration` prints them."""
    for child in statement.children:
        if child.comment:
            yield f"{margin}{child.comment}"
        head = f"{margin}{'inactive: ' if child.is_inactive else ''}{heading(child)}"
        if child.rule.oneline == "=":
            yield from (f"{head} {line.lstrip()}" for line in braces(child))
            continue
        tail = oneline(child)
        if tail is not None:
            yield f"{head}{tail};{_MARK if _is_secret(child) else ''}"
        else:
            yield f"{head} {{"
            yield from braces(child, margin + _STEP)
            yield f"{margin}}}"


def heading(statement: Statement) -> str:
    """A statement's own words: its name and its key, value or values."""
    values = [_value(statement, value) for value in statement.values]
    if statement.rule.kind == "L" and len(values) != 1:
        values = ["[", *values, "]"]
    return " ".join((*statement.rule.words, *values))


def _value(statement: Statement, value: str) -> str:
    return f'"{value}"' if statement.rule.kind == "$" else quoted(value)


def oneline(statement: Statement) -> str | None:
    """What stands behind the heading if it all fits one line; None if braces are needed."""
    children, rule = statement.children, statement.rule
    if not children:
        return ""
    if any(child.comment or child.is_inactive for child in children):
        return None
    tails = [oneline(child) for child in children]
    if None in tails or not _FITS[rule.oneline](children):
        return None
    return "".join(f" {heading(c)}{tail}" for c, tail in zip(children, tails, strict=True))


_FITS: dict[str, Callable[[list[Statement]], bool]] = {
    "": lambda _children: False,
    "0": lambda children: len(children) == 1 and not children[0].values,
    "1": lambda children: len(children) == 1 and not children[0].rule.is_list,
    "-": lambda _children: True,
    "=": lambda _children: False,
}


def _is_secret(statement: Statement) -> bool:
    is_hash = statement.rule.kind == "?" and statement.rule.words[-1].startswith('"$')
    return statement.rule.kind == "$" or is_hash or any(map(_is_secret, statement.children))


def commands(statement: Statement, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The lines of `| display set`."""
    for child in statement.children:
        here = (*path, *child.rule.words, *map(quoted, filter(None, [child.key])))
        if child.rule.is_leaf:
            yield from (" ".join(("set", *here, _value(child, value))) for value in child.values)
        elif not child.children:
            yield " ".join(("set", *here))
        yield from commands(child, here)
        if child.is_inactive:
            yield " ".join(("deactivate", *here))


def xml(statement: Statement, element: ET.Element) -> ET.Element:
    """Hang what a statement holds under an element, and return that."""
    for child in statement.children:
        parent = element
        for name in child.rule.elements[:-1]:
            parent = parent.find(name) or ET.SubElement(parent, name)
        _hang(child, parent)
    return element


def _hang(child: Statement, parent: ET.Element) -> None:
    inactive = {"inactive": "inactive"} if child.is_inactive else {}
    name = child.rule.elements[-1]
    if child.rule.is_leaf:
        for value in child.values:
            ET.SubElement(parent, name, inactive).text = value
    elif is_own_list(child.rule):
        xml(child, parent)
    else:
        node = ET.SubElement(parent, name, inactive)
        if child.rule.is_list:
            ET.SubElement(node, "name").text = child.key
        xml(child, node)


def is_own_list(rule: Rule) -> bool:
    """Whether a container has no XML element of its own, but its entries have one each.

    `name-server { 10.0.0.1; }` is `<name-server><name>10.0.0.1</name></name-server>`.
    """
    inner = rule.children
    return len(inner) == 1 and inner[0].kind == "*" and inner[0].elements == rule.elements[-1:]


def filtered(element: ET.Element, wanted: ET.Element) -> ET.Element:
    """What a subtree filter selects of an element."""
    kept = ET.Element(element.tag, element.attrib)
    kept.text = element.text
    parts = {part.tag.rpartition("}")[2]: part for part in wanted}
    for child in element:
        part = parts.get(child.tag)
        is_other = part is not None and (part.findtext("{*}name") or child.findtext("name")) != (
            child.findtext("name")
        )
        if (part is None and child.tag != "name") or is_other:
            continue
        kept.append(child if part is None or not len(part) else filtered(child, part))
    return kept
