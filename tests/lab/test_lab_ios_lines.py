"""IOS lines that concern more than their own section: vty ranges, VLANs, VRFs."""

from __future__ import annotations

import pytest

from lab.sim.clock import Clock
from lab.sim.device import Actor
from lab.sim.ios.cli import IosCli
from lab.topology import boot, identities

EDGE = next(one for one in identities("127.61") if one.name == "ams1-edge1")


@pytest.fixture
def cli():
    return IosCli(boot(EDGE, Clock()), Actor("netops", "127.0.0.1", "vty0"))


def typed(cli, *lines: str) -> list[str]:
    said = [cli.run(line).text for line in ("configure terminal", *lines, "end")]
    return [text for text in said[1:] if text]


def timeouts(cli) -> dict[str, str]:
    found = cli.device.running.starting("line vty")
    return {node.line: getattr(node.get("exec-timeout"), "line", "") for node in found}


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["line vty 0 15", "exec-timeout 5 0"], {"0 4": "5", "5 15": "5"}),
        (["line vty 0 2", "exec-timeout 5 0"], {"0 2": "5", "3 4": "10"}),
        (["line vty 3", "exec-timeout 5 0"], {"0 2": "10", "3": "5", "4": "10"}),
        (["line vty 0 2", "exit"], {"0 4": "10"}),
        (["line vty 0 2", "exec-timeout 5 0", "exec-timeout 10 0"], {"0 4": "10"}),
        (["line vty 2 6", "exec-timeout 5 0"], {"0 1": "10", "2 4": "5", "5 6": "5"}),
        (["line vty 5 9", "exec-timeout 5 0"], {"0 4": "10", "5 9": "5"}),
    ],
    ids=lambda given: " / ".join(given) if isinstance(given, list) else "",
)
def test_each_vty_has_settings_of_its_own_and_equals_are_shown_together(cli, lines, shown):
    assert typed(cli, *lines) == []
    expected = {f"line vty {name}": f"exec-timeout {value} 0" for name, value in shown.items()}
    assert timeouts(cli) == expected


def test_a_split_range_keeps_the_settings_of_the_one_it_was_in(cli):
    typed(cli, "line vty 0 2", "exec-timeout 5 0")
    for node in cli.device.running.starting("line vty"):
        assert node.get("access-class in").line == "access-class MGMT-IN in"
        assert node.get("transport input").line == "transport input ssh"


def test_a_config_with_split_ranges_boots_as_it_was_shown(cli):
    typed(cli, "line vty 0 2", "exec-timeout 5 0", "line vty 5 15", "no exec")
    text = cli.device.text()
    refused = []
    root = cli.device.build(text.splitlines(), lambda line, _error: refused.append(line))
    assert cli.device.shown(root) == text
    assert refused == []


def test_an_access_vlan_that_is_not_there_is_made(cli):
    lines = ["interface GigabitEthernet0/3", "switchport access vlan 77", "description x"]
    assert typed(cli, *lines) == ["% Access VLAN does not exist. Creating vlan 77"]
    assert typed(cli, *lines) == []
    assert "vlan 77\n" in cli.device.text()
    port = cli.device.running.get("interface GigabitEthernet0/3")
    assert port.get("description").line == "description x"


def test_an_interface_goes_only_into_a_vrf_that_is_there(cli):
    lines = ["interface GigabitEthernet0/3", "vrf forwarding BLUE"]
    assert typed(cli, *lines) == ["% VRF BLUE not configured."]
    assert "vrf forwarding" not in cli.device.text()
    assert typed(cli, "vrf definition BLUE", "address-family ipv4", *lines) == []
    assert " vrf forwarding BLUE\n" in cli.device.text()
