"""What a NETCONF client asks of IOS-XR, read from its XML, and models as an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lab.sim.netconf import RpcError, child, text_of
from lab.sim.xr.subtree import selected, written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

CLI = "http://cisco.com/ns/yang/Cisco-IOS-XR-cli-cfg"
_USUAL = {"default-operation": "merge", "test-option": "test-then-set"}


def must_be_plain(operation: ET.Element) -> None:
    """Raise RpcError for more than a merge into the candidate, or a whole new candidate."""
    target = child(operation, "target")
    if target is None or child(target, "candidate") is None:
        raise RpcError("", tag="operation-not-supported", kind="protocol")
    for name, usual in _USUAL.items():
        if text_of(operation, name) not in {"", usual}:
            raise RpcError(name, tag="operation-not-supported", kind="protocol")


def number(operation: ET.Element, name: str, usual: int) -> int:
    """The number of this name, or the usual one; raise RpcError if it is none."""
    given = text_of(operation, name) or str(usual)
    if not given.isdecimal():
        raise RpcError(f"{name} is not a number", tag="invalid-value", kind="protocol")
    return int(given)


def cli_lines(operation: ET.Element) -> list[str]:
    """The lines of a configuration that is given as CLI text; raise RpcError for any other."""
    for config in operation.findall(".//{*}config"):
        for one in config:
            if one.tag != f"{{{CLI}}}cli":
                space, _, name = one.tag.removeprefix("{").rpartition("}")
                wrong = (
                    f"<bad-element>{escape(name)}</bad-element>\n"
                    f"<bad-namespace>{escape(space)}</bad-namespace>"
                )
                raise RpcError("", tag="unknown-namespace", kind="protocol", info=wrong)
            return (one.text or "").splitlines()
    raise RpcError("", tag="missing-element", kind="protocol")


def parts(asked: Iterable[ET.Element], known: Iterable[ET.Element]) -> list[ET.Element]:
    """What a filter asks for of the models that are known."""
    by_name = {one.tag: one for one in known}
    found = (selected(by_name[one.tag], one) for one in asked if one.tag in by_name)
    return [part for part in found if part is not None]


def reply(parts: Iterable[ET.Element]) -> str:
    """The models as the answer to `get`."""
    return "\n".join(("<data>", *map(written, parts), "</data>"))
