"""How dangerous a plan is, and why."""

from dataclasses import replace

import pytest

from netops.change.risk import Facts, Risk, level, risks
from netops.model.change import Proofs
from netops.platforms.spec import Platform, RevertFacts

from .stories import device, device_plan

UNSET = dict.fromkeys(Platform.__dataclass_fields__)
IOS = Platform(
    **{
        **UNSET,
        "name": "cisco_ios",
        "revert": RevertFacts(unit=60, shortest=60, longest=7200),
    }
)
FLEET = {name: device(name) for name in ("r1", "r2", "r3")}
QUIET = ("interface Gi1", " description uplink")


def found(*plans, fleet=FLEET, platform=IOS):
    return risks(Facts(plans, fleet, {"cisco_ios": platform}))


def test_a_description_is_a_low_risk():
    assert found(device_plan(commands=QUIET)) == ()
    assert level(()) == "low"


def test_the_management_plane_is_high_and_names_the_line():
    assert found(device_plan(commands=("line vty 0 4", " login"))) == (
        Risk("high", "touches the management plane: r1 'line vty 0 4'"),
    )
    assert found(device_plan(commands=("no aaa new-model",)))[0].level == "high"


@pytest.mark.parametrize(
    "line",
    [
        " no ip access-group EDGE in",
        "no ip access-list extended EDGE",
        "no access-list 10",
        " no access-class 5 in",
        "no ip prefix-list P",
        "no route-map R",
        " no service-policy input Q",
        "no ipv6 access-list V6",
    ],
)
def test_a_filter_or_policy_that_goes_is_high(line):
    assert found(device_plan(commands=(line,))) == (
        Risk("high", f"takes a filter or a policy away: r1 '{line.strip()}'"),
    )


def test_what_the_plan_warns_of_is_high():
    plan = device_plan(commands=QUIET, risks=("would cut management",))
    assert found(plan) == (Risk("high", "the plan warns: r1: would cut management"),)


@pytest.mark.parametrize("name", ["reaches", "safe", "rolls_back"])
def test_a_plan_with_any_proof_missing_is_high(name):
    proofs = replace(Proofs(reaches=True, safe=True, rolls_back=True), **{name: False})
    assert found(device_plan(commands=QUIET, proofs=proofs)) == (Risk("high", "not proven: r1"),)


def test_a_device_that_cannot_go_back_by_itself_is_high():
    platform = replace(IOS, revert=replace(IOS.revert, native=False))
    assert found(device_plan(commands=QUIET), platform=platform) == (
        Risk("high", "has no revert of its own: r1"),
    )


def test_the_core_role_is_a_floor_of_medium():
    fleet = {"r1": device("r1", role="core")}
    reasons = found(device_plan(commands=QUIET), fleet=fleet)
    assert level(reasons) == "medium"


def test_a_whole_redundancy_group_is_medium_and_half_of_one_is_not():
    fleet = {name: device(name, redundancy_group="pair") for name in ("r1", "r2")}
    plans = [device_plan(name, commands=QUIET) for name in fleet]
    assert found(*plans, fleet=fleet) == (Risk("medium", "covers a whole redundancy group: pair"),)
    assert found(plans[0], fleet=fleet) == ()


def test_many_devices_are_medium():
    fleet = {f"r{n}": device(f"r{n}") for n in range(26)}
    plans = [device_plan(name, commands=QUIET) for name in fleet]
    assert found(*plans, fleet=fleet) == (Risk("medium", "reaches far: 26 devices"),)


def test_the_highest_floor_decides():
    assert level((Risk("medium", "a"), Risk("high", "b"), Risk("low", "c"))) == "high"


def test_a_device_whose_neighbours_nobody_can_look_at_is_told_and_not_more_than_low():
    (risk,) = found(device_plan(commands=QUIET, checks=()))
    assert risk == Risk("low", "neighbours and routes are not checked on this platform: r1")
