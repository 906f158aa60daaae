"""What a Junos device says about itself: version, chassis, clock, commits; and its reboot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lab.sim.netconf import RpcError, text_of

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from lab.sim.junos.box import Box

# A tree of XML: names (with attributes behind a blank) to text, trees or lists of either.
Tree = Mapping[str, "str | Tree | Sequence[str] | Sequence[Tree]"]
Answer = Callable[["Box", "ET.Element"], Tree]

MODEL = "vmx"
# The routing engine's own address on the internal network, by which PyEZ learns which it is on.
_INTERNAL = "128.0.0.4"
_FILES = {"/etc/hosts.junos": f"128.0.0.1 master\n{_INTERNAL} re0\n"}


def written(tree: Tree) -> str:
    """A tree as XML text."""
    parts = []
    for head, value in tree.items():
        name = head.split(maxsplit=1)[0]
        for one in [value] if isinstance(value, str | Mapping) else value:
            inner = escape(one) if isinstance(one, str) else f"\n{written(one)}\n"
            parts.append(f"<{head}>{inner}</{name}>" if inner.strip() else f"<{head}/>")
    return "\n".join(parts)


def moment(when: datetime) -> str:
    """`2026-11-23 03:41:55 UTC`, as the device writes a moment."""
    return when.strftime("%Y-%m-%d %H:%M:%S UTC")


def _dated(when: datetime) -> Tree:
    return {f'date-time junos:seconds="{int(when.timestamp())}"': moment(when)}


def length(seconds: float) -> str:
    """`12d 01:20`, or `01:20:05` within the first day, as the device writes a length of time."""
    span = timedelta(seconds=int(seconds))
    hours, rest = divmod(span.seconds, 3600)
    clock = f"{hours:02}:{rest // 60:02}"
    return f"{span.days}d {clock}" if span.days else f"{clock}:{rest % 60:02}"


def _uptime(box: Box, _operation: ET.Element) -> Tree:
    now, up = box.clock.now(), box.clock.uptime()
    booted, configured = now - timedelta(seconds=up), box.database.commits[0]
    ran = f'time-length junos:seconds="{int(up)}"'
    return {
        "system-uptime-information": {
            "current-time": _dated(now),
            "time-source": "NTP CLOCK",
            "system-booted-time": {**_dated(booted), ran: length(up)},
            "protocols-started-time": {**_dated(booted), ran: length(up)},
            "last-configured-time": {
                **_dated(configured.moment),
                'time-length junos:seconds="0"': "00:00:00",
                "user": configured.user,
            },
        }
    }


def _software(box: Box, _operation: ET.Element) -> Tree:
    version = box.identity.version
    return {
        "software-information": {
            "host-name": box.hostname,
            "product-model": MODEL,
            "product-name": MODEL,
            "junos-version": version,
            "package-information": {
                "name": "os-kernel",
                "comment": f"JUNOS OS Kernel 64-bit  [{version}]",
            },
        }
    }


def _inventory(box: Box, _operation: ET.Element) -> Tree:
    chassis = {"name": "Chassis", "serial-number": box.identity.serial, "description": "VMX"}
    return {"chassis-inventory": {"chassis": chassis}}


def _engine(box: Box, _operation: ET.Element) -> Tree:
    up = box.clock.uptime()
    engine = {
        "slot": "0",
        "mastership-state": "master",
        "status": "OK",
        "model": "RE-VMX",
        "last-reboot-reason": "Router rebooted after a normal shutdown.",
        f'up-time junos:seconds="{int(up)}"': length(up),
    }
    return {"route-engine-information": {"route-engine": engine}}


def _revision(box: Box, _operation: ET.Element) -> Tree:
    last = box.database.commits[0]
    comment = {"comment": last.remark} if last.remark else {}
    told = {"revision": last.revision, "user": last.user, "client": last.client}
    return {"commit-revision-information": {**told, **_dated(last.moment), **comment}}


def _history(box: Box, _operation: ET.Element) -> Tree:
    rows: list[Tree] = []
    for number, one in enumerate(box.database.commits):
        row = {"sequence-number": str(number), "user": one.user, "client": one.client}
        comment = {"log": one.remark} if one.remark else {}
        rows.append({**row, **_dated(one.moment), **comment})
    return {"commit-information": {"commit-history": rows}}


def _file(_box: Box, operation: ET.Element) -> Tree:
    name = text_of(operation, "filename")
    if name not in _FILES:
        raise RpcError(f"\nerror: could not resolve file: {name}\n")
    text = _FILES[name]
    return {f'file-content filename="{name}" filesize="{len(text)}"': text}


def _instances(_box: Box, _operation: ET.Element) -> Tree:
    master = {"instance-name": "master", "instance-type": "forwarding"}
    return {"instance-information": {"instance-core": master}}


def _reboot(box: Box, _operation: ET.Element) -> Tree:
    box.reboot()
    return {"request-reboot-results": {"request-reboot-status": "Shutdown NOW!"}}


def internal_interface() -> Tree:
    """The interface of the internal network, which only `__juniper_private1__` shows."""
    address: Tree = {"ifa-local": f"{_INTERNAL}/2"}
    family: Tree = {"address-family-name": "inet", "interface-address": address}
    unit: Tree = {
        "name": "em1.0",
        "admin-status": "up",
        "oper-status": "up",
        "address-family": family,
    }
    port: Tree = {
        "name": "em1",
        "admin-status": "up",
        "oper-status": "up",
        "logical-interface": unit,
    }
    return {"interface-information": {"physical-interface": port}}


ANSWERS: dict[str, Answer] = {
    "get-system-uptime-information": _uptime,
    "get-software-information": _software,
    "get-chassis-inventory": _inventory,
    "get-route-engine-information": _engine,
    "get-commit-revision-information": _revision,
    "get-commit-information": _history,
    "file-show": _file,
    "request-reboot": _reboot,
    "get-instance-information": _instances,
}
