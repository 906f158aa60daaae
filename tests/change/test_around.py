"""What was up around a device must be up after a change, unless people approved its loss."""

import json

import pytest

from netops.change import around, execution
from netops.change.apply import arm, take_back
from netops.change.deeds import Seen, Stand, Step, Unseen
from netops.change.rollout import Phase
from netops.errors import Cause, DeviceError
from netops.model.change import DeviceState
from netops.model.device import Identity
from netops.model.state import Neighbour, NetworkState

from .box import BASE, PREDICTED, Box, target
from .memory import office
from .test_desk import approved, planned

R4 = Neighbour("bgp", "10.9.0.1")
R2 = Neighbour("ospf", "10.255.0.2", "eth1")
V6 = Neighbour("bgp", "2001:db8::1", "RED")
UP = NetworkState(frozenset({R4, R2, V6}), frozenset({"10.9.0.0/31", "2001:db8::/64"}))
PORTS = NetworkState(interfaces=frozenset({"GigabitEthernet0/1", "GigabitEthernet0/2"}))
ONE_PORT = NetworkState(interfaces=frozenset({"GigabitEthernet0/2"}))
DOWN = "interface GigabitEthernet0/1 was up before the change and is not now"
NO_R4 = NetworkState(UP.neighbours - {R4}, UP.routes)
MUTE = Unseen(Cause.REFUSED, "no JSON")
GONE = "BGP neighbour 10.9.0.1 was up before the change and is not now"


def seen(state):
    return Seen(Identity("r1", "S1", "15.2"), BASE, BASE, None, (), state)


def lost(before, now, *may_lose):
    return list(around.lost(target(around=before), seen(now), may_lose=may_lose))


def test_nothing_is_lost_when_all_that_was_up_is_up():
    assert lost(UP, UP) == []
    assert lost(NO_R4, UP) == []


def test_a_neighbour_that_is_gone_is_named_with_its_protocol_and_place():
    assert lost(UP, NO_R4) == [GONE]
    assert lost(UP, NetworkState(frozenset({R4}), UP.routes)) == [
        "BGP neighbour 2001:db8::1 on RED was up before the change and is not now",
        "OSPF neighbour 10.255.0.2 on eth1 was up before the change and is not now",
    ]


def test_routes_that_are_gone_are_counted_and_five_are_named():
    many = NetworkState(routes=frozenset(f"{n}.0.0.0/8" for n in range(1, 8)))
    assert lost(many, NetworkState()) == [
        "routes are gone since: 1.0.0.0/8, 2.0.0.0/8, 3.0.0.0/8, 4.0.0.0/8, 5.0.0.0/8 and 2 more"
    ]
    assert lost(UP, NetworkState(UP.neighbours, frozenset({"10.9.0.0/31"}))) == [
        "routes are gone since: 2001:db8::/64"
    ]


@pytest.mark.parametrize(
    "word", ["bgp 10.9.0.1", "bgp 10.9.0.0/24", "bgp *", "bgp 10.9.0.1/32", "bgp 10.0.0.0/8"]
)
def test_what_people_approved_to_lose_is_no_loss(word):
    assert around.problem(word) == ""
    assert lost(UP, NO_R4, word) == []


@pytest.mark.parametrize("word", ["ospf *", "route *", "bgp 10.8.0.0/16", "bgp r4", "bgp ::/0"])
def test_a_permission_for_something_else_permits_nothing(word):
    assert around.problem(word) == ""
    assert lost(UP, NO_R4, word) == [GONE]


def test_a_network_permits_the_routes_and_the_neighbours_in_it_of_both_families():
    nothing = NetworkState(frozenset({R4, R2}))
    permits = ("bgp 2001:db8::/32", "route 2001:db8::/32", "route 10.9.0.0/16")
    assert lost(UP, nothing, *permits) == []


def test_a_route_in_a_vrf_is_permitted_by_its_prefix():
    before = NetworkState(routes=frozenset({"10.7.0.0/24 in RED"}))
    assert lost(before, NetworkState(), "route 10.7.0.0/24") == []


def test_an_interface_that_is_down_is_named_and_may_be_approved():
    assert lost(PORTS, PORTS) == []
    assert lost(PORTS, ONE_PORT) == [DOWN]
    for word in ("interface GigabitEthernet0/1", "interface *"):
        assert around.problem(word) == ""
        assert lost(PORTS, ONE_PORT, word) == []
    assert lost(PORTS, ONE_PORT, "interface GigabitEthernet0/2") == [DOWN]


@pytest.mark.parametrize(
    "predicted",
    [
        PREDICTED.replace(" description core", " shutdown"),
        PREDICTED.replace("interface GigabitEthernet0/1\n description core\n", ""),
    ],
)
def test_what_the_approved_config_shuts_or_has_no_more_is_meant(predicted):
    assert around.meant(target(predicted=predicted)) == ()
    assert around.meant(target(around=PORTS)) == ()
    assert around.meant(target(around=PORTS, predicted=predicted)) == (
        "interface GigabitEthernet0/1",
    )


def test_a_port_that_the_change_shuts_is_no_doubt_and_must_be_back_when_it_is_taken_back():
    shut = PREDICTED.replace(" description core", " shutdown")
    box = Box(around=[PORTS, ONE_PORT], arms=shut)
    assert box.play(arm(target(predicted=shut))).stand is Stand.ARMED
    outcome = box.play(take_back(target(predicted=shut, around=PORTS), "no")).outcome
    assert outcome.state is DeviceState.NEEDS_ATTENTION
    assert DOWN in outcome.reason


def test_a_port_that_goes_down_by_itself_is_a_doubt():
    box = Box(around=[PORTS, ONE_PORT, PORTS])
    prepared = box.play(arm(target()))
    assert (prepared.stand, prepared.reason) == (Stand.DOUBTED, DOWN)


def test_a_question_without_an_answer_is_everything_lost():
    assert lost(UP, MUTE, "bgp *") == ["neighbours and routes cannot be read (no JSON)"]
    assert lost(UP, None) == ["neighbours and routes cannot be read"]


def test_where_nobody_can_tell_nothing_is_asked():
    assert lost(None, None) == []
    assert lost(None, MUTE) == []


def test_the_journal_remembers_neighbours_and_interfaces():
    assert around.from_detail(around.as_detail(PORTS)) == PORTS
    assert around.from_detail(around.as_detail(UP)) == NetworkState(UP.neighbours)
    assert around.as_detail(None) == around.as_detail(MUTE) == ""
    assert around.from_detail("") is None


# One device


def test_a_lost_neighbour_is_a_doubt_and_comes_back_with_the_base():
    box = Box(around=[UP, NO_R4, NO_R4, NO_R4, UP])
    prepared = box.play(arm(target()))
    assert (prepared.stand, prepared.reason, prepared.around) == (Stand.DOUBTED, GONE, UP)
    outcome = box.play(take_back(target(around=prepared.around), GONE)).outcome
    assert (outcome.state, outcome.reason) == (DeviceState.ROLLED_BACK, GONE)
    assert (box.running, box.pending) == (BASE, None)


def test_a_lost_neighbour_that_was_approved_is_none():
    box = Box(around=[UP, NO_R4])
    assert box.play(arm(target(may_lose=("bgp 10.9.0.1",)))).stand is Stand.ARMED


def test_a_neighbour_may_come_good_during_the_soak():
    box = Box(around=[UP, NO_R4, UP])
    assert box.play(arm(target(soak=10))).stand is Stand.ARMED


def test_a_neighbour_that_does_not_come_back_with_the_base_needs_a_person():
    box = Box(around=[UP, NO_R4])
    prepared = box.play(arm(target()))
    outcome = box.play(take_back(target(around=prepared.around), GONE)).outcome
    assert outcome.state is DeviceState.NEEDS_ATTENTION
    assert outcome.reason == f"{GONE}; not back at its base: {GONE}"
    assert box.running == BASE


def test_a_device_that_cannot_tell_its_neighbours_is_not_touched():
    box = Box(around=MUTE)
    prepared = box.play(arm(target()))
    assert prepared.stand is Stand.UNTOUCHED
    assert prepared.reason == "neighbours and routes cannot be read (no JSON)"
    assert box.did() == ["Read"]


def test_a_device_that_stops_telling_once_armed_goes_back():
    box = Box(around=[UP, MUTE])
    prepared = box.play(arm(target()))
    assert prepared.stand is Stand.DOUBTED
    assert prepared.reason == "neighbours and routes cannot be read (no JSON)"


def test_the_neighbours_are_noted_before_anything_is_loaded():
    box = Box(around=UP)
    box.play(arm(target()))
    (note,) = [one for one in box.heard if getattr(one, "step", None) is Step.PRE]
    assert around.from_detail(note.detail) == NetworkState(UP.neighbours)


# At the desk


def plan_of(here, change):
    return json.loads(here.desk.store.read(f"changes/{change}/rev-1/plan.json"))


def test_the_plan_says_what_must_stay_up_and_what_may_go():
    here = office()
    here.boxes["r1"].around = UP
    change = planned(here, may_lose=("bgp 10.9.0.1",))
    made = plan_of(here, change)
    assert made["devices"][0]["checks"] == ["neighbours", "routes", "interfaces"]
    assert made["may_lose"] == ["bgp 10.9.0.1"]
    assert not [reason for reason in made["risk_reasons"] if "not checked" in reason]


def test_a_plan_without_a_look_around_says_so():
    here = office()
    made = plan_of(here, planned(here))
    assert made["devices"][0]["checks"] == []
    assert "low: neighbours and routes are not checked on this platform: r1" in made["risk_reasons"]


def test_nothing_is_planned_for_a_device_that_cannot_tell_its_neighbours():
    here = office()
    here.boxes["r1"].around = MUTE
    with pytest.raises(DeviceError, match="r1: no JSON; nothing was planned"):
        planned(here)


def test_recovery_waits_for_the_neighbours_that_the_dead_run_had_noted():
    here = office()
    box = here.boxes["r1"]
    box.around = UP
    change = approved(here)
    box.on["Arm"] = [lambda box: setattr(box, "around", [NO_R4])]
    here.desk.network.dies_at = Phase.TAKE_BACK
    with pytest.raises(KeyboardInterrupt):
        execution.apply(here.desk, change, operator="op")
    assert box.running == PREDICTED
    here.desk.network.dies_at = None
    box.on["Revert"] = [lambda box: setattr(box, "around", [NO_R4, NO_R4, UP])]
    (report,) = execution.recover(here.desk, change, operator="op")
    assert [one.state for one in report.outcomes] == [DeviceState.ROLLED_BACK]
    assert box.around == [UP]
