"""What is different around a device after a change, without what moves by itself."""

import copy

import pytest

from netops.change.apply import keep
from netops.change.moved import moved, summary
from netops.model.change import DeviceState, Pending
from netops.model.state import NetworkState
from netops.platforms.registry import PLATFORMS, platform

from .box import IOS, PREDICTED, Box, target

EOS, FRR = platform("eos"), platform("frr")
TABLES = {
    "interfaces": {
        "Ethernet1": {
            "lineProtocolStatus": "up",
            "mtu": 1500,
            "description": "uplink",
            "interfaceCounters": {"inOctets": 1},
            "lastStatusChangeTimestamp": 1.5,
        }
    },
    "bgp": {"default": {"peers": {"10.0.0.1": {"peerState": "Established", "prefixReceived": 7}}}},
    "ospf": {"10.1.0.1 on Ethernet1": {"adjacencyState": "full", "inactivity": 100.0}},
    "routes": {"10.9.0.0/24": {"by": "eBGP", "metric": 0, "via": {"10.0.0.1": ""}}},
}
BEFORE = NetworkState(tables=TABLES)


def after(**edits):
    """The tables with values changed: `bgp__default__asn=1`; None takes a key away."""
    tables = copy.deepcopy(TABLES)
    for place, value in edits.items():
        *path, last = place.split("__")
        at = tables
        for word in path:
            at = at[_KEYS.get(word, word)]
        if value is None:
            del at[_KEYS.get(last, last)]
        else:
            at[_KEYS.get(last, last)] = value
    return NetworkState(tables=tables)


_KEYS = {
    "e1": "Ethernet1", "e2": "Ethernet2", "peer": "10.0.0.1", "near": "10.1.0.1 on Ethernet1",
    "net": "10.9.0.0/24", "hop": "10.0.0.1", "other": "10.0.0.5",
}  # fmt: skip


def test_two_equal_readings_have_no_difference():
    assert moved(BEFORE, after(), EOS) == ()
    assert summary(()) == ""


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"interfaces__e1__mtu": 9000}, ("interfaces Ethernet1 mtu was 1500 and is 9000",)),
        ({"interfaces__e2": {"mtu": 1}}, ("interfaces Ethernet2 is new",)),
        ({"interfaces__e1": {"mtu": 1500}}, ("interfaces Ethernet1 lineProtocolStatus is gone",)),
        (
            {"bgp__default__peers__peer__prefixReceived": 0},
            ("bgp default peers 10.0.0.1 prefixReceived was 7 and is 0",),
        ),
        (
            {"routes__net__via__hop": None, "routes__net__via__other": ""},
            ("routes 10.9.0.0/24 via 10.0.0.1 is gone", "routes 10.9.0.0/24 via 10.0.0.5 is new"),
        ),
        (
            {"ospf__near__adjacencyState": "2Ways"},
            ("ospf 10.1.0.1 on Ethernet1 adjacencyState was full and is 2Ways",),
        ),
    ],
)
def test_a_difference_is_told_with_its_place(edits, said):
    assert moved(BEFORE, after(**edits), EOS) == said


@pytest.mark.parametrize(
    "edits",
    [
        {"interfaces__e1__interfaceCounters": {"inOctets": 9, "outOctets": 1}},
        {"interfaces__e1__lastStatusChangeTimestamp": 9.5},
        {"interfaces__e1__description": "core"},
        {"bgp__default__peers__peer__upDownTime": 3.0},
        {"ospf__near__inactivity": 140.0},
    ],
)
def test_what_moves_by_itself_is_left_out(edits):
    assert moved(BEFORE, after(**edits), EOS) == ()
    # On a platform without such facts it would show.
    assert moved(BEFORE, after(**edits), IOS) != ()


@pytest.mark.parametrize("name", ["x']['interfaceCounters", "__x", "'\"", "interfaceCounters"])
def test_a_name_that_a_device_made_up_hides_nothing(name):
    one, other = (NetworkState(tables={"interfaces": {name: {"mtu": mtu}}}) for mtu in (1500, 9000))
    assert moved(one, other, EOS) == (f"interfaces {name} mtu was 1500 and is 9000",)


def test_a_table_that_one_reading_lacks_is_not_compared():
    assert moved(NetworkState(), BEFORE, EOS) == ()
    assert moved(BEFORE, after(routes={}), EOS) == ()


def test_long_values_are_cut_and_many_differences_are_counted():
    edits = {f"interfaces__p{n}": {"mtu": n} for n in range(7)}
    said = moved(BEFORE, after(interfaces__e1__mtu="x" * 99, **edits), EOS)
    assert f"and is {'x' * 40}..." in said[0]
    assert summary(said).startswith("different around it: interfaces Ethernet1 mtu was 1500")
    assert summary(said).endswith("interfaces p3 is new and 3 more")


@pytest.mark.parametrize("name", PLATFORMS)
def test_each_place_that_is_left_out_lies_in_a_table(name):
    tables = {place.split(" ")[0] for place in platform(name).unwatched}
    assert tables <= {"bgp", "ospf", "interfaces", "routes"}


def test_a_device_that_is_done_tells_what_changed_around_it():
    box = Box(running=PREDICTED, pending=Pending("netops", 60, ours=True))
    box.around = after(interfaces__e1__mtu=9000)
    kept = box.play(keep(target(around=BEFORE))).outcome
    assert kept.state is DeviceState.APPLIED
    assert kept.reason == "different around it: interfaces Ethernet1 mtu was 1500 and is 9000"
