"""What an IOS-XR router sees of the others follows from the configs at both ends of its links."""

from __future__ import annotations

import pytest
from labtools import contract

NAME, FAR = "zrh5-pe1", "zrh5-pe2"
DIRECT, MEMBER, TRANSIT = (f"GigabitEthernet0/0/0/{port}" for port in range(3))


@pytest.fixture(params=[contract("napalm", "iosxr_netconf", "IOS-XR 7.3.2")])
def iosxr(device, driver):
    device(FAR)
    return driver(device(NAME))


def peers(iosxr) -> dict:
    return iosxr.get_bgp_neighbors()["global"]["peers"]


def test_bgp_neighbours_are_up_inside_and_outside_the_lab(iosxr):
    said = iosxr.get_bgp_neighbors()
    assert said["global"]["router_id"] == "10.5.0.1"
    inside = said["global"]["peers"]["10.5.0.2"]
    assert (inside["local_as"], inside["remote_as"], inside["is_up"]) == (65105, 65105, True)
    assert (inside["description"], inside["remote_id"]) == ("zrh5-pe2", "10.5.0.2")
    assert said["global"]["peers"]["198.51.100.37"]["is_up"]
    assert inside["address_family"]["ipv4"]["received_prefixes"] > 0
    assert set(said) == {"global", "CUST-A"}


def test_bgp_neighbours_in_detail(iosxr):
    detail = iosxr.get_bgp_neighbors_detail()["global"][64501][0]
    assert (detail["local_address"], detail["remote_address"]) == ("198.51.100.38", "198.51.100.37")
    assert (detail["import_policy"], detail["export_policy"]) == ("TRANSIT-IN", "TRANSIT-OUT")
    assert (detail["connection_state"], detail["holdtime"]) == ("Established", 180)


def test_lldp_tells_of_the_other_router(iosxr):
    neighbors = iosxr.get_lldp_neighbors()
    assert neighbors[DIRECT] == [{"hostname": FAR, "port": DIRECT}]
    detail = iosxr.get_lldp_neighbors_detail()[DIRECT][0]
    assert detail["remote_port_description"] == f"{NAME} {DIRECT}"
    assert detail["remote_system_capab"] == ["router"]


def test_arp_and_routes(iosxr):
    table = {entry["ip"]: entry for entry in iosxr.get_arp_table()}
    assert table["10.5.12.2"]["interface"] == DIRECT
    assert table["10.5.13.2"]["interface"] == "Bundle-Ether1"
    route = iosxr.get_route_to("10.5.0.2/32")["10.5.0.2/32"][0]
    assert (route["protocol"], route["next_hop"]) == ("ospf", "10.5.12.2")
    assert iosxr.get_route_to("10.5.12.0/30")["10.5.12.0/30"][0]["protocol"] == "connected"
    assert iosxr.get_route_to("192.0.2.0/24") == {}


def test_a_port_that_the_other_end_shuts_is_down_here_and_its_way_is_gone(lab, iosxr):
    lab.run_cli(FAR, [f"interface {DIRECT}", "shutdown"])
    interfaces = iosxr.get_interfaces()
    assert (interfaces[DIRECT]["is_enabled"], interfaces[DIRECT]["is_up"]) == (True, False)
    assert DIRECT not in iosxr.get_lldp_neighbors()
    assert "10.5.12.2" not in {entry["ip"] for entry in iosxr.get_arp_table()}
    assert iosxr.get_route_to("10.5.0.2/32")["10.5.0.2/32"][0]["next_hop"] == "10.5.13.2"
    assert peers(iosxr)["10.5.0.2"]["is_up"]


def test_a_bundle_goes_with_its_last_member_and_bgp_with_the_last_way(lab, iosxr):
    lab.run_cli(FAR, [f"interface {MEMBER}", "shutdown"])
    assert not iosxr.get_interfaces()["Bundle-Ether1"]["is_up"]
    lab.run_cli(NAME, [f"interface {DIRECT}", "shutdown"])
    assert not peers(iosxr)["10.5.0.2"]["is_up"]
    assert peers(iosxr)["10.5.0.2"]["is_enabled"]
    lab.run_cli(NAME, [f"no interface {DIRECT} shutdown"])
    assert peers(iosxr)["10.5.0.2"]["is_up"]


def test_a_wrong_as_ends_the_session_at_both_ends(lab, iosxr):
    lab.run_cli(FAR, ["router bgp 65105", "neighbor 10.5.0.1", "remote-as 65999"])
    assert not peers(iosxr)["10.5.0.2"]["is_up"]


def test_a_neighbour_that_is_shut_is_not_enabled(lab, iosxr):
    lab.run_cli(NAME, ["router bgp 65105 neighbor 198.51.100.37 shutdown"])
    assert peers(iosxr)["198.51.100.37"]["is_enabled"] is False
    assert peers(iosxr)["198.51.100.37"]["is_up"] is False
    assert peers(iosxr)["198.51.100.37"]["uptime"] == -1


def test_only_what_is_committed_counts(iosxr):
    iosxr.load_merge_candidate(config=f"interface {TRANSIT}\n shutdown\n")
    assert peers(iosxr)["198.51.100.37"]["is_up"]
    iosxr.commit_config()
    assert not peers(iosxr)["198.51.100.37"]["is_up"]
    assert not iosxr.get_interfaces()[TRANSIT]["is_enabled"]
