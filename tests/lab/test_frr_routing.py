"""Real OSPF and BGP between real routers: what a bad change does, and that it heals."""

from __future__ import annotations

import pytest
from labtools import until

from lab.frr.__main__ import main

pytestmark = pytest.mark.xdist_group("lab-frr")

TO_R4 = "10.9.0.1"
OF_R1 = "10.9.0.0"


def ospf(routers, name):
    return routers.neighbours(name)["ospf"]


def bgp(routers, name):
    return routers.neighbours(name)["bgp"]


def configure(routers, name, *lines):
    routers.vtysh(name, "configure terminal", *lines)


def command(routers, *words):
    assert main([*words, "--state", str(routers.state)]) == 0


def test_every_adjacency_of_the_topology_is_up(routers):
    assert ospf(routers, "r1") == {"10.255.0.2": "Full", "10.255.0.3": "Full"}
    assert bgp(routers, "r1") == dict.fromkeys(["10.255.0.2", "10.255.0.3", TO_R4], "Established")
    assert [row["up"] for row in routers.status()] == [5, 5, 4, 5, 5, 4]


def test_every_loopback_answers_from_the_other_site(routers):
    assert routers.reaches("r3", "r6")
    (route,) = routers.routes("r3")["10.255.0.6/32"]
    assert route["protocol"] == "bgp"


def test_a_wrong_remote_as_drops_the_session_on_both_ends(routers):
    configure(routers, "r1", "router bgp 65001", f"neighbor {TO_R4} remote-as 65009")
    until(lambda: bgp(routers, "r4")[OF_R1] != "Established")
    assert bgp(routers, "r1")[TO_R4] != "Established"
    assert bgp(routers, "r2")["10.9.0.3"] == "Established"
    configure(routers, "r1", "router bgp 65001", f"neighbor {TO_R4} remote-as 65002")
    until(lambda: bgp(routers, "r4")[OF_R1] == "Established")


def test_a_shut_interface_drops_its_neighbour_on_both_ends(routers):
    configure(routers, "r1", "interface eth1", "shutdown")
    until(lambda: "10.255.0.1" not in ospf(routers, "r2"))
    assert "10.255.0.2" not in ospf(routers, "r1")
    until(lambda: routers.reaches("r1", "r2"))
    configure(routers, "r1", "interface eth1", "no shutdown")
    until(lambda: ospf(routers, "r2").get("10.255.0.1") == "Full")


def test_an_unlike_ospf_key_loses_the_neighbour_until_it_is_alike_again(routers):
    configure(routers, "r1", "interface eth1", *key("labSecretWrong"))
    until(lambda: "10.255.0.1" not in ospf(routers, "r2"))
    configure(routers, "r1", "interface eth1", *key("labSecretOspf"))
    until(lambda: ospf(routers, "r2").get("10.255.0.1") == "Full")


def key(secret):
    return "no ip ospf message-digest-key 1", f"ip ospf message-digest-key 1 md5 {secret}"


def test_a_cut_cable_is_routed_around_and_mended(routers):
    command(routers, "cut", "r1-r4")
    until(lambda: bgp(routers, "r4")[OF_R1] != "Established")
    until(lambda: routers.reaches("r1", "r4"))
    command(routers, "cut", "r2-r5")
    until(lambda: not routers.reaches("r1", "r4"))
    command(routers, "mend", "r1-r4")
    command(routers, "mend", "r2-r5")
    until(lambda: routers.reaches("r1", "r4"))


def test_a_dead_daemon_is_started_again_with_its_saved_config(routers):
    command(routers, "kill", "r1", "bgpd")
    until(lambda: bgp(routers, "r4")[OF_R1] != "Established")
    routers.settled()
    assert bgp(routers, "r1")[TO_R4] == "Established"


def test_a_reboot_forgets_what_was_not_saved_and_nothing_else(routers):
    configure(routers, "r2", "interface eth1", "ip address 192.0.2.1/24")
    assert "192.0.2.1" in routers.execute("r2", "ip", "-brief", "address")
    machine = routers.execute("r2", "cat", "/etc/machine-id")
    command(routers, "reboot", "r2")
    assert routers.execute("r2", "cat", "/etc/machine-id") == machine
    assert routers.running("r2") == routers.fresh("r2")
    assert "192.0.2.1" not in routers.execute("r2", "ip", "-brief", "address")
    routers.settled()
