"""The YANG models of which this device has data: what runs, and what is configured.

A model is known by the qualified name of its top element; its values are plain mappings, from
which a client's subtree filter selects. The shapes are those of replies of real devices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.xr.neighbors import LINE_CARD, arp, bgp, lldp, rib
from lab.sim.xr.show import MODEL
from lab.sim.xr.state import ports
from lab.sim.xr.subtree import Value, element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from xml.etree import ElementTree as ET

    from lab.sim.tree import Node
    from lab.sim.xr.device import Router
    from lab.sim.xr.state import Port

_XR = "http://cisco.com/ns/yang/Cisco-IOS-XR-{}"
_YLIB = "urn:ietf:params:xml:ns:yang:ietf-yang-library"
_PROCESSOR = "0/RP0/CPU0"


def _system_time(router: Router) -> Value:
    up = str(int(router.clock.uptime()))
    return {"uptime": {"host-name": router.hostname, "uptime": up}}


def _interfaces(router: Router) -> Value:
    # An agent of the device sorts both lists by name, and the drivers walk them in step.
    found = sorted(ports(router), key=lambda port: port.name)
    up = router.network.seen(router).up
    return {
        "interfaces": {"interface": [_described(port) for port in found]},
        "interface-xr": {"interface": [_stated(port, is_up=port.name in up) for port in found]},
    }


def _described(port: Port) -> Value:
    text = port.value("description")
    return {"interface-name": port.name, **({"description": text} if text else {})}


def _stated(port: Port, *, is_up: bool) -> Value:
    state = "im-state-admin-down"
    if port.is_enabled:
        state = "im-state-up" if is_up else "im-state-down"
    mac = {"mac-address": {"address": port.mac}} if port.is_ethernet else {}
    return {
        "interface-name": port.name,
        "state": state,
        "line-state": state,
        "mtu": str(port.mtu),
        **mac,
        "bandwidth": str(port.bandwidth),
    }


def _inventory(router: Router) -> Value:
    own = router.identity
    bag = {"software-revision": own.version, "serial-number": own.serial, "model-name": MODEL}
    return {"entities": {"entity": [{"name": "Rack 0", "attributes": {"inv-basic-bag": bag}}]}}


def _ipv4(router: Router) -> Value:
    return _by_node_and_vrf(
        router,
        lambda port: _addressed4(port) if port.addresses else None,
        ("details", "detail"),
    )


def _addressed4(port: Port) -> Value:
    first, *others = port.addresses
    second = [{"address": str(a.ip), "prefix-length": str(a.network.prefixlen)} for a in others]
    return {
        "interface-name": port.name,
        "primary-address": str(first.ip),
        "prefix-length": str(first.network.prefixlen),
        "secondary-address": second,
    }


def _ipv6(router: Router) -> Value:
    return _by_node_and_vrf(
        router,
        lambda port: _addressed6(port) if port.addresses6 else None,
        ("global-details", "global-detail"),
    )


def _addressed6(port: Port) -> Value:
    listed = [
        {"address": str(a.ip), "prefix-length": str(a.network.prefixlen)} for a in port.addresses6
    ]
    return {"interface-name": port.name, "address": listed}


def _by_node_and_vrf(
    router: Router, shown: Callable[[Port], Value | None], names: tuple[str, str]
) -> Value:
    nodes: dict[str, dict[str, list[Value]]] = {}
    for port in ports(router):
        if detail := shown(port):
            node = LINE_CARD if port.name.startswith("GigabitEthernet") else _PROCESSOR
            nodes.setdefault(node, {}).setdefault(port.vrf, []).append(detail)
    return {
        "nodes": {
            "node": [
                {
                    "node-name": node,
                    "interface-data": {
                        "vrfs": {
                            "vrf": [
                                {"vrf-name": vrf, names[0]: {names[1]: details}}
                                for vrf, details in vrfs.items()
                            ]
                        }
                    },
                }
                for node, vrfs in nodes.items()
            ]
        }
    }


def _yang_library(_router: Router) -> Value:
    spaces = [{"namespace": tag[1:].partition("}")[0]} for tag in CONFIGURATION]
    return {"module-set": [{"name": "XR-only", "module": spaces}]}


def _host_names(root: Node) -> Value:
    return {"host-name": line.line.split()[1]} if (line := root.get("hostname")) else {}


def _interface_configurations(root: Node) -> Value:
    nodes = root.starting("interface")
    return {"interface-configuration": [_configured(node) for node in nodes]}


def _configured(node: Node) -> Value:
    first = {"active": "act", "interface-name": node.line.split()[-1]}
    texts = {n.key: n.line.partition(" ")[2] for n in node.children if n.key == "description"}
    return {**first, **texts, **({"shutdown": ""} if node.get("shutdown") else {})}


def _snmp(root: Node) -> Value:
    words = [node.line.split() for node in root.starting("snmp-server community")]
    names = [
        {
            "community-name": line[2],
            "priviledge": "read-write" if "RW" in line else "read-only",
            **({"v4-access-list": line[-1]} if "IPv4" in line else {}),
        }
        for line in words
    ]
    system = {
        name: node.line.split(maxsplit=2)[2]
        for name in ("contact", "location")
        if (node := root.get(f"snmp-server {name}"))
    }
    return {
        "administration": {"default-communities": {"default-community": names}},
        "system": system,
    }


def _users(root: Node) -> Value:
    names = {"username": [_user(node) for node in root.starting("username")]}
    return {_named("aaa-locald-cfg", "usernames"): names}


def _user(node: Node) -> Value:
    groups = [{"name": child.line.split()[1]} for child in node.starting("group")]
    under = {"usergroup-under-usernames": {"usergroup-under-username": groups}}
    return {"name": node.line.split()[1], **under}


def _ntp(root: Node) -> Value:
    section = root.get("ntp")
    lines = [c.line.split() for c in section.children] if section else []
    peers: list[Value] = [
        {"address-ipv4": line[1], "peer-type-ipv4": [{"peer-type": line[0]}]}
        for line in lines
        if line[0] in {"server", "peer"}
    ]
    return {
        "peer-vrfs": {"peer-vrf": [{"vrf-name": "default", "peer-ipv4s": {"peer-ipv4": peers}}]}
    }


def _named(model: str, name: str) -> str:
    return f"{{{_XR.format(model)}}}{name}"


_STATE: Mapping[str, Callable[[Router], Value]] = {
    _named("shellutil-oper", "system-time"): _system_time,
    _named("pfi-im-cmd-oper", "interfaces"): _interfaces,
    _named("invmgr-oper", "inventory"): _inventory,
    _named("ipv4-io-oper", "ipv4-network"): _ipv4,
    _named("ipv6-ma-oper", "ipv6-network"): _ipv6,
    _named("ethernet-lldp-oper", "lldp"): lldp,
    _named("ipv4-arp-oper", "arp"): arp,
    _named("ipv4-bgp-oper", "bgp"): bgp,
    _named("ip-rib-ipv4-oper", "rib"): rib,
    f"{{{_YLIB}}}yang-library": _yang_library,
}
CONFIGURATION: Mapping[str, Callable[[Node], Value]] = {
    _named("shellutil-cfg", "host-names"): _host_names,
    _named("aaa-lib-cfg", "aaa"): _users,
    _named("snmp-agent-cfg", "snmp"): _snmp,
    _named("ip-ntp-cfg", "ntp"): _ntp,
    _named("ifmgr-cfg", "interface-configurations"): _interface_configurations,
}


def state(router: Router, tags: Iterable[str]) -> Iterator[ET.Element]:
    """The models of these names, as the router is now; what it does not have is left out."""
    return (element(tag, _STATE[tag](router)) for tag in tags if tag in _STATE)


def configuration(root: Node, tags: Iterable[str] = CONFIGURATION) -> Iterator[ET.Element]:
    """The models of these names in a configuration; all of them if none is named."""
    return (element(tag, CONFIGURATION[tag](root)) for tag in tags if tag in CONFIGURATION)
