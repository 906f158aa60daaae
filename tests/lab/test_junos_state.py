"""What a Junos device sees follows from its own config and from its neighbour's."""

from __future__ import annotations

import pytest
from junostools import NAME, terminal_of

OTHER = "par3-edge2"
LINKS = ("ge-0/0/1", "ge-0/0/2")


@pytest.fixture
def both(device, driver):
    return driver(device(NAME)), driver(device(OTHER))


def adjacent(lab, name: str) -> set[str]:
    with terminal_of(lab, name) as session:
        rows = session.send_command("show ospf neighbor").splitlines()[1:]
    return {row.split()[1] for row in rows if " Full " in row}


def is_up(session, address: str) -> bool:
    return session.get_bgp_neighbors()["global"]["peers"][address]["is_up"]


def test_both_ends_see_each_other(lab, both):
    here, there = both
    for session, far in ((here, OTHER), (there, NAME)):
        heard = session.get_lldp_neighbors()
        assert heard == {port: [{"hostname": far, "port": port}] for port in LINKS}
    assert is_up(here, "10.3.0.12")
    assert is_up(there, "10.3.0.11")
    assert adjacent(lab, NAME) == adjacent(lab, OTHER) == {"ge-0/0/1.0", "ge-0/0/2.0"}
    assert "10.3.12.2" in {entry["ip"] for entry in here.get_arp_table()}


def test_a_port_disabled_here_is_down_there(lab, both):
    here, there = both
    here.load_merge_candidate(config="set interfaces ge-0/0/1 disable")
    here.commit_config()
    assert there.get_interfaces()["ge-0/0/1"]["is_enabled"] is True
    assert there.get_interfaces()["ge-0/0/1"]["is_up"] is False
    assert set(there.get_lldp_neighbors()) == {"ge-0/0/2"}
    assert adjacent(lab, OTHER) == {"ge-0/0/2.0"}
    assert is_up(there, "10.3.0.11")


def test_without_a_way_to_its_loopback_a_neighbour_is_lost_on_both_ends(both):
    here, there = both
    here.load_merge_candidate(config="set protocols ospf area 0 interface lo0.0 disable")
    here.commit_config()
    assert not is_up(there, "10.3.0.11")
    assert not is_up(here, "10.3.0.12")
    here.rollback()
    assert is_up(there, "10.3.0.11")


def test_a_wrong_neighbour_as_drops_the_session_on_both_ends(both):
    here, there = both
    here.load_merge_candidate(config="set protocols bgp group IBGP local-as 65999")
    here.commit_config()
    assert not is_up(here, "10.3.0.12")
    assert not is_up(there, "10.3.0.11")


def test_routes_follow_the_config(both):
    here, there = both
    (route,) = there.get_route_to("10.3.0.11/32")["10.3.0.11/32"]
    assert (route["protocol"], route["next_hop"]) == ("OSPF", "10.3.12.1")
    here.load_merge_candidate(config="deactivate interfaces ge-0/0/1")
    here.commit_config()
    (route,) = there.get_route_to("10.3.0.11/32")["10.3.0.11/32"]
    assert (route["next_hop"], route["outgoing_interface"]) == ("10.3.13.1", "ge-0/0/2.0")
    (static,) = here.get_route_to("10.20.0.0/16", protocol="static")["10.20.0.0/16"]
    assert (static["protocol"], static["preference"]) == ("Static", 5)


def test_a_device_that_nothing_answers_for_is_gone_for_its_neighbours(lab, both):
    _, there = both
    lab.fault(NAME, "unreachable")
    assert there.get_lldp_neighbors() == {}
    assert not is_up(there, "10.3.0.11")
