"""What unmodified drivers read of ports, neighbours and routes follows from all the configs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lab.sim.clock import Clock
from lab.sim.network import Network
from lab.topology import boot, identities, links, names

if TYPE_CHECKING:
    from napalm.base import NetworkDriver

EDGE, CORE = "ams1-edge1", "ams1-core1"
OURS, THEIRS = "GigabitEthernet0/1", "Ethernet1"


@pytest.fixture
def ios(device, driver):
    return driver(device(EDGE))


@pytest.fixture
def eos(device, driver):
    return driver(device(CORE))


def peers_up(session: NetworkDriver) -> set[str]:
    peers = session.get_bgp_neighbors()["global"]["peers"]
    return {address for address, peer in peers.items() if peer["is_up"]}


def hops(session: NetworkDriver, prefix: str) -> set[tuple[str, str]]:
    routes = session.get_route_to(prefix).get(prefix, [])
    return {(route["protocol"].lower(), route["next_hop"]) for route in routes}


def said(session: NetworkDriver, command: str) -> str:
    return session.cli([command])[command]


def test_a_shut_port_takes_its_neighbours_down_at_both_ends(lab, ios, eos):
    assert peers_up(ios) == {"10.1.11.2", "10.1.12.2", "198.51.100.21"}
    assert peers_up(eos) == {"10.1.11.1", "10.1.21.1"}
    lab.run_cli(CORE, [f"interface {THEIRS}", "shutdown"])
    assert peers_up(ios) == {"10.1.12.2", "198.51.100.21"}
    assert peers_up(eos) == {"10.1.21.1"}
    port = ios.get_interfaces()[OURS]
    assert (port["is_enabled"], port["is_up"]) == (True, False)
    port = eos.get_interfaces()[THEIRS]
    assert (port["is_enabled"], port["is_up"]) == (False, False)
    assert "10.1.11.2" not in said(ios, "show ip ospf neighbor")
    assert "10.1.11.1" not in said(eos, "show ip ospf neighbor")
    lab.run_cli(CORE, [f"interface {THEIRS}", "no shutdown"])
    assert "10.1.11.2" in peers_up(ios)


def test_routes_and_arp_entries_go_with_the_port_that_led_to_them(lab, ios, eos):
    assert hops(ios, "10.1.110.0/24") == {("bgp", "10.1.11.2")}
    assert hops(ios, "10.1.0.12/32") == {("ospf", "10.1.11.2"), ("ospf", "10.1.12.2")}
    assert hops(eos, "0.0.0.0/0") == {("ebgp", "10.1.11.1")}
    lab.run_cli(EDGE, [f"interface {OURS}", "shutdown"])
    assert hops(ios, "10.1.110.0/24") == {("bgp", "10.1.12.2")}
    assert hops(ios, "10.1.0.12/32") == {("ospf", "10.1.12.2")}
    assert hops(ios, "10.1.11.0/30") == set()
    assert hops(eos, "0.0.0.0/0") == {("ebgp", "10.1.21.1")}
    assert "10.1.11.1" not in {entry["ip"] for entry in eos.get_arp_table()}
    assert "10.1.11.2" not in {entry["ip"] for entry in ios.get_arp_table()}


def test_both_ends_know_each_others_hardware_address(ios, eos):
    macs = {entry["ip"]: entry["mac"] for entry in ios.get_arp_table()}
    assert macs["10.1.11.2"] == eos.get_interfaces()[THEIRS]["mac_address"]
    macs = {entry["ip"]: entry["mac"] for entry in eos.get_arp_table()}
    assert macs["10.1.11.1"] == ios.get_interfaces()[OURS]["mac_address"]


def test_lldp_is_heard_once_both_ends_speak_it(lab, ios, eos):
    assert ios.get_lldp_neighbors() == {}
    assert set(eos.get_lldp_neighbors()) == {"Ethernet3", "Ethernet4"}
    lab.run_cli(EDGE, ["lldp run"])
    assert ios.get_lldp_neighbors()[OURS] == [{"hostname": CORE, "port": THEIRS}]
    assert eos.get_lldp_neighbors()[THEIRS] == [{"hostname": EDGE, "port": OURS}]
    detail = eos.get_lldp_neighbors_detail()[THEIRS][0]
    assert detail["remote_port"] == OURS
    assert detail["remote_system_description"].startswith("Cisco IOS Software")
    lab.run_cli(CORE, [f"interface {THEIRS}", "no lldp transmit"])
    assert OURS not in ios.get_lldp_neighbors()
    assert THEIRS in eos.get_lldp_neighbors()


@pytest.mark.parametrize(
    "lines",
    [
        ["router bgp 65001", "neighbor 10.1.11.2 shutdown"],
        ["router bgp 65001", "neighbor 10.1.11.2 remote-as 65999"],
        ["router bgp 65001", "no neighbor 10.1.11.2"],
        ["router bgp 65001", "address-family ipv4", "no neighbor 10.1.11.2 activate"],
        [f"interface {OURS}", "ip address 10.1.11.5 255.255.255.252"],
    ],
    ids=lambda lines: lines[-1],
)
def test_a_session_needs_both_ends_to_name_each_other(lab, ios, eos, lines):
    lab.run_cli(EDGE, lines)
    assert peers_up(eos) == {"10.1.21.1"}
    assert "10.1.11.2" not in peers_up(ios)


def test_a_neighbour_that_is_shut_down_is_told_from_one_that_fails(lab, ios, eos):
    lab.run_cli(EDGE, ["router bgp 65001", "neighbor 10.1.11.2 shutdown"])
    peers = ios.get_bgp_neighbors()["global"]["peers"]
    assert (peers["10.1.11.2"]["is_enabled"], peers["10.1.11.2"]["is_up"]) == (False, False)
    peers = eos.get_bgp_neighbors()["global"]["peers"]
    assert (peers["10.1.11.1"]["is_enabled"], peers["10.1.11.1"]["is_up"]) == (True, False)
    lab.run_cli(CORE, ["router bgp 65101", "neighbor 10.1.11.1 shutdown"])
    assert not eos.get_bgp_neighbors()["global"]["peers"]["10.1.11.1"]["is_enabled"]


def test_a_neighbour_outside_the_lab_is_up_as_long_as_the_port_towards_it_is(lab, ios):
    assert hops(ios, "0.0.0.0/0") == {("bgp", "198.51.100.21")}
    lab.run_cli(EDGE, ["interface GigabitEthernet0/0", "shutdown"])
    assert "198.51.100.21" not in peers_up(ios)
    assert hops(ios, "0.0.0.0/0") == set()


@pytest.mark.parametrize(
    "lines",
    [
        ["router ospf 1", f"passive-interface {THEIRS}"],
        ["router ospf 1", "no network 10.1.11.0/30 area 0.0.0.0"],
        ["router ospf 1", "network 10.1.11.0/30 area 0.0.0.7"],
    ],
    ids=lambda lines: lines[-1],
)
def test_ospf_needs_one_area_and_two_active_ends(lab, ios, eos, lines):
    lab.run_cli(CORE, lines)
    assert "10.1.11.2" not in said(ios, "show ip ospf neighbor")
    assert "10.1.11.1" not in said(eos, "show ip ospf neighbor")
    assert "10.1.11.2" in peers_up(ios)


def test_a_vlan_is_up_while_a_port_that_carries_it_is(lab, eos):
    members = ("Ethernet3", "Ethernet4", "Ethernet5")
    assert eos.get_interfaces()["Vlan10"]["is_up"]
    lab.run_cli(CORE, [word for name in members for word in (f"interface {name}", "shutdown")])
    ports = eos.get_interfaces()
    assert not ports["Vlan10"]["is_up"]
    assert not ports["Port-Channel10"]["is_up"]


def test_a_device_without_bgp_has_no_neighbours(lab, ios, eos):
    lab.run_cli(EDGE, ["no router bgp 65001"])
    lab.run_cli(CORE, ["no router bgp 65101"])
    assert ios.get_bgp_neighbors() == {}
    assert eos.get_bgp_neighbors() == {}


def test_addresses_of_interfaces(ios, eos):
    assert ios.get_interfaces_ip()[OURS] == {"ipv4": {"10.1.11.1": {"prefix_length": 30}}}
    assert eos.get_interfaces_ip()[THEIRS]["ipv4"] == {"10.1.11.2": {"prefix_length": 30}}


def test_a_device_that_is_gone_is_down_for_its_neighbours(lab, device, ios):
    lab.fault(device(CORE), "unreachable")
    assert peers_up(ios) == {"10.1.12.2", "198.51.100.21"}
    assert not ios.get_interfaces()[OURS]["is_up"]


def test_people_read_the_same_in_tables(lab, ios, eos):
    lab.run_cli(CORE, [f"interface {THEIRS}", "shutdown"])
    brief = {row.split()[0]: row.split()[-2:] for row in said(ios, "sh ip int br").splitlines()}
    assert brief[OURS] == ["down", "down"]
    table = said(ios, "show ip route")
    assert "Gateway of last resort is 198.51.100.21 to network 0.0.0.0" in table
    assert "B        10.1.110.0/24 [20/0] via 10.1.12.2" in table
    assert " O        10.1.0.12/32 [110/11] via 10.1.21.1, Ethernet2" in said(eos, "show ip route")
    rows = said(eos, "show ip bgp summary").splitlines()
    assert [row.split()[-1] for row in rows if row.startswith("  10.1.")] == ["Active", "2"]


def test_a_route_follows_the_cost_that_ospf_is_given(lab, ios):
    lab.run_cli(EDGE, [f"interface {OURS}", "ip ospf cost 50"])
    assert hops(ios, "10.1.0.12/32") == {("ospf", "10.1.12.2")}
    assert hops(ios, "10.1.0.21/32") == {("ospf", "10.1.12.2")}


def test_every_bgp_session_of_the_lab_is_up_to_begin_with():
    devices = [boot(one, Clock()) for one in identities("127.61", names())]
    network = Network(devices, links())
    sessions = {one.identity.name: network.seen(one).sessions for one in devices}
    down = {
        (name, address)
        for name, found in sessions.items()
        for address, session in found.items()
        if not session.is_established
    }
    assert down == set()
    assert all(sessions.values())


def test_links_join_ports_that_exist_and_no_port_twice():
    devices = {one.name: boot(one, Clock()) for one in identities("127.61", names())}
    ends = [end for pair in links() for end in pair]
    assert len(ends) == len(set(ends))
    assert [end for end in ends if not devices[end.device].view().port(end.port)] == []


def test_a_device_without_links_is_looked_at_alone(monkeypatch):
    one, two = (boot(found, Clock()) for found in identities("127.61", [EDGE, CORE]))
    network = Network([one, two])
    monkeypatch.setattr(type(two), "view", lambda _device: pytest.fail("it was asked too"))
    seen = network.seen(one)
    assert seen.heard == ()
    assert OURS in seen.up
