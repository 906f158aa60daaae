"""What two leaves see of each other, through unmodified napalm 5.2.0 nxos_ssh and nxos."""

from __future__ import annotations

import pytest

HERE, THERE = "lon4-leaf1", "lon4-leaf2"
SHUT = ["interface Ethernet1/49", "shutdown"]


@pytest.fixture
def ends(device, driver):
    return driver(device(HERE), driver="nxos_ssh"), driver(device(THERE), driver="nxos")


def test_lldp_names_the_other_switch_at_both_ends(ends):
    over_ssh, over_api = ends
    assert over_ssh.get_lldp_neighbors()["Ethernet1/49"] == [
        {"hostname": f"{THERE}.lab.example", "port": "Ethernet1/49"}
    ]
    heard = over_api.get_lldp_neighbors_detail()["Ethernet1/49"][0]
    assert heard["remote_system_name"] == f"{HERE}.lab.example"
    assert heard["remote_chassis_id"] == "5254.0041.0001"
    assert heard["remote_port_description"] == "lon4-leaf2 Ethernet1/49"


def test_a_port_that_is_shut_is_down_at_both_ends(lab, ends):
    lab.run_cli(HERE, SHUT)
    near, far = (end.get_interfaces()["Ethernet1/49"] for end in ends)
    assert (near["is_enabled"], near["is_up"]) == (False, False)
    assert (far["is_enabled"], far["is_up"]) == (True, False)
    assert "Ethernet1/49" not in ends[0].get_lldp_neighbors()
    assert "Ethernet1/49" not in ends[1].get_lldp_neighbors()


def test_the_peer_link_is_up_while_one_member_is(lab, ends):
    for number in (47, 48):
        assert ends[1].get_interfaces()["port-channel1"]["is_up"] is True
        lab.run_cli(HERE, [f"interface Ethernet1/{number}", "shutdown"])
    assert ends[1].get_interfaces()["port-channel1"]["is_up"] is False
    assert ends[0].get_interfaces()["Vlan3900"]["is_up"] is False


def test_ospf_and_arp_follow_the_link(lab, ends):
    ssh, api = ends
    said = ssh.cli(["show ip ospf neighbors"])["show ip ospf neighbors"]
    assert [line.split()[0] for line in said.splitlines()[3:]] == ["10.40.255.2", "10.40.255.2"]
    mac = ssh.get_interfaces()["Ethernet1/49"]["mac_address"]
    assert ("10.40.49.1", mac) in {(row["ip"], row["mac"]) for row in api.get_arp_table()}
    assert "10.40.49.2" in {row["ip"] for row in ssh.get_arp_table()}
    lab.run_cli(THERE, SHUT)
    said = ssh.cli(["show ip ospf neighbors"])["show ip ospf neighbors"]
    assert said.split()[-1] == "Vlan3900"
    assert "10.40.49.2" not in {row["ip"] for row in ssh.get_arp_table()}


def test_bgp_lives_as_long_as_there_is_a_way_to_the_loopback(lab, ends):
    for end, address in zip(ends, ("10.40.255.2", "10.40.255.1"), strict=True):
        peer = end.get_bgp_neighbors()["global"]["peers"][address]
        assert peer["is_up"] is True
        assert peer["address_family"]["ipv4"]["received_prefixes"] > 0
    lab.run_cli(HERE, SHUT)
    assert ends[0].get_bgp_neighbors()["global"]["peers"]["10.40.255.2"]["is_up"] is True
    lab.run_cli(HERE, ["interface Vlan3900", "shutdown"])
    for end, address in zip(ends, ("10.40.255.2", "10.40.255.1"), strict=True):
        assert end.get_bgp_neighbors()["global"]["peers"][address]["is_up"] is False


def test_a_wrong_neighbour_as_ends_the_session_at_both_ends(lab, ends):
    lab.run_cli(HERE, ["router bgp 65040", "template peer LEAF", "remote-as 65041"])
    assert ends[0].get_bgp_neighbors()["global"]["peers"]["10.40.255.2"]["remote_as"] == 65041
    for end, address in zip(ends, ("10.40.255.2", "10.40.255.1"), strict=True):
        assert end.get_bgp_neighbors()["global"]["peers"][address]["is_up"] is False


def test_the_routing_table_says_who_brought_a_route(lab, ends):
    ssh, _ = ends
    (route,) = ssh.get_route_to("10.40.255.2")["10.40.255.2/32"]
    assert (route["protocol"], route["outgoing_interface"]) == ("ospf", "Ethernet1/49")
    assert ssh.get_route_to("10.40.0.5")["10.40.0.0/24"][0]["routing_table"] == "management"
    default = ssh.get_route_to("8.8.8.8")["0.0.0.0/0"]
    assert {row["routing_table"] for row in default} == {"default", "STORAGE", "management"}
    lab.run_cli(HERE, ["interface Ethernet1/50", "shutdown"])
    default = ssh.get_route_to("8.8.8.8")["0.0.0.0/0"]
    assert {row["routing_table"]: row["protocol"] for row in default}["default"] == "bgp"


def test_vlans_list_their_ports(ends):
    vlans = ends[1].get_vlans()
    assert vlans["20"]["name"] == "STORAGE"
    assert "Ethernet1/2" in vlans["20"]["interfaces"]
    assert vlans["1"]["name"] == "default"
    assert ends[1].get_ntp_servers() == {"10.20.0.51": {}, "10.20.0.52": {}}
