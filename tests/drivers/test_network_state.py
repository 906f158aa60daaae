"""What is up around a device, as its driver reads it; and what is no answer."""

import pytest

from netops.change.moved import moved
from netops.drivers import eos_state, frr_state
from netops.errors import Cause, DeviceError
from netops.model.state import Neighbour, NetworkState
from netops.platforms.registry import platform

pytestmark = pytest.mark.xdist_group("lab-drivers")

NOTHING = {"vrfs": {}}
EOS = {
    "show ip bgp summary vrf all": {
        "vrfs": {
            "default": {
                "peers": {
                    "10.0.0.1": {"peerState": "Established"},
                    "10.0.0.2": {"peerState": "Active"},
                }
            },
            "RED": {"peers": {"10.7.0.1": {"peerState": "Established"}}},
        }
    },
    "show ip ospf neighbor": {
        "vrfs": {
            "default": {
                "instList": {
                    "1": {
                        "ospfNeighborEntries": [
                            {
                                "routerId": "10.1.0.1",
                                "interfaceName": "Ethernet1",
                                "adjacencyState": "full",
                            },
                            {
                                "routerId": "10.1.0.2",
                                "interfaceName": "Ethernet2",
                                "adjacencyState": "exchStart",
                            },
                        ]
                    }
                }
            }
        }
    },
    "show ip route vrf all": {
        "vrfs": {
            "default": {
                "routes": {
                    "10.0.0.0/8": {
                        "routeType": "eBGP",
                        "metric": 0,
                        "vias": [{"interface": "Ethernet1", "nexthopAddr": "10.0.0.1"}],
                    },
                    "10.0.0.0/31": {
                        "routeType": "connected",
                        "vias": [{"interface": "Ethernet1"}],
                    },
                }
            },
            "RED": {"routes": {"10.7.0.0/24": {}}},
        }
    },
    "show interfaces": {
        "interfaces": {
            "Ethernet1": {"lineProtocolStatus": "up"},
            "Ethernet2": {"lineProtocolStatus": "down"},
        }
    },
}


def test_the_eos_device_of_the_lab_knows_what_it_reaches(eos):
    with eos.session() as session:
        state, again = session.state(), session.state()
    assert moved(state, again, platform("arista_eos")) == ()
    assert state.routes
    assert state.interfaces
    assert state.tables["routes"].keys() == state.routes
    assert {one.protocol for one in state.neighbours} <= {"bgp", "ospf"}


def test_ios_says_that_it_cannot_tell_yet(ios):
    with ios.session() as session:
        assert session.state() is None


def test_eos_counts_only_what_is_up():
    assert eos_state.network_state(EOS.get) == NetworkState(
        frozenset(
            {
                Neighbour("bgp", "10.0.0.1"),
                Neighbour("bgp", "10.7.0.1", "RED"),
                Neighbour("ospf", "10.1.0.1", "Ethernet1"),
            }
        ),
        frozenset({"10.0.0.0/8", "10.0.0.0/31", "10.7.0.0/24 in RED"}),
        frozenset({"Ethernet1"}),
    )


def test_eos_tables_hold_what_is_said_of_each_name():
    tables = eos_state.network_state(EOS.get).tables
    assert tables["interfaces"] == EOS["show interfaces"]["interfaces"]
    assert tables["bgp"]["default"]["peers"]["10.0.0.2"] == {"peerState": "Active"}
    assert tables["ospf"]["10.1.0.2 on Ethernet2"]["adjacencyState"] == "exchStart"
    assert tables["routes"] == {
        "10.0.0.0/8": {"by": "eBGP", "metric": 0, "via": {"10.0.0.1": ""}},
        "10.0.0.0/31": {"by": "connected", "metric": None, "via": {"Ethernet1": ""}},
    }


def test_a_very_large_table_is_compared_by_its_prefixes_alone(monkeypatch):
    for module in (eos_state, frr_state):
        monkeypatch.setattr(module, "MOST_WAYS", 1)
    state = eos_state.network_state(EOS.get)
    assert len(state.routes) == 3
    assert state.tables["routes"] == {}
    one = '{"10.0.0.0/8": [%s], "10.1.0.0/16": [%s]}' % ((SELECTED % "default",) * 2)
    state = frr_state.network_state(Says(route=one))
    assert len(state.routes) == 2
    assert state.tables["routes"] == {}


def refusing(said):
    def ask(command):
        if "bgp" not in command:
            return {**NOTHING, "interfaces": {}}
        error = DeviceError(Cause.REFUSED, "command 1 of 1: could not run command")
        error.__cause__ = ValueError(said)
        raise error

    return ask


def test_an_eos_device_without_bgp_has_no_sessions():
    assert eos_state.network_state(refusing("could not run command [BGP inactive]")) == (
        NetworkState()
    )


def test_any_other_refusal_of_eos_is_no_answer():
    with pytest.raises(DeviceError, match="could not run command"):
        eos_state.network_state(refusing("could not run command [agent is restarting]"))


@pytest.mark.parametrize("answer", [{}, {"vrfs": {"default": {}}}, {"vrfs": None}])
def test_an_eos_answer_of_another_shape_is_no_answer(answer):
    with pytest.raises(DeviceError, match="neighbours and routes cannot be read"):
        eos_state.network_state(lambda _: answer)


SELECTED = (
    '{"selected": true, "vrfName": "%s", "protocol": "bgp", "metric": 20,'
    ' "nexthops": [{"ip": "10.0.0.1", "interfaceName": "eth1"}]}'
)


class Says:
    """A router's shell that answers from a table."""

    def __init__(self, **answers):
        self.answers = answers

    def run(self, command):
        words = ("bgp", "ospf", "ipv6", "route", "interface")
        word = next(word for word in words if f" {word} " in command)
        said = self.answers.get(word, "{}")
        if isinstance(said, DeviceError):
            raise said
        return said


def test_an_frr_router_answers_with_a_document_for_each_vrf():
    routes = (
        f'{{"10.0.0.0/8": [{SELECTED % "default"}]}}\n{{"10.7.0.0/24": [{SELECTED % "RED"}]}}\n'
    )
    ports = '{"eth1": {"operationalStatus": "up"}, "eth2": {"operationalStatus": "down"}}'
    state = frr_state.network_state(Says(route=routes, interface=ports))
    assert state == NetworkState(
        routes=frozenset({"10.0.0.0/8", "10.7.0.0/24 in RED"}), interfaces=frozenset({"eth1"})
    )
    assert state.tables["routes"]["10.0.0.0/8"] == {
        "by": "bgp", "metric": 20, "via": {"10.0.0.1": ""},
    }  # fmt: skip


def test_an_frr_daemon_that_does_not_run_is_an_answer_and_any_other_refusal_is_none():
    quiet = DeviceError(Cause.REFUSED, "bgpd is not running", raw="bgpd is not running\n")
    assert frr_state.network_state(Says(bgp=quiet)) == NetworkState()
    with pytest.raises(DeviceError, match="no more"):
        frr_state.network_state(Says(bgp=DeviceError(Cause.REFUSED, "no more", raw="% Error")))


@pytest.mark.parametrize("said", ["% Error", '{"default": {"ipv4Unicast": {"peers": [1]}}}'])
def test_an_frr_answer_of_another_shape_is_no_answer(said):
    with pytest.raises(DeviceError, match="neighbours and routes cannot be read"):
        frr_state.network_state(Says(bgp=said))
