"""Waves and timers: what must hold for any change (T13)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netops.change.waves import Member, member, revert_minutes, waves
from netops.errors import InputError
from netops.platforms.spec import RevertFacts

from .stories import device, device_plan

MEMBERS = st.lists(
    st.builds(
        Member,
        name=st.text("abcdefgh", min_size=1, max_size=3),
        kind=st.sampled_from("xyz"),
        impact=st.integers(0, 3),
        group=st.none() | st.sampled_from(["g", "h"]),
    ),
    unique_by=lambda one: one.name,
    max_size=60,
)


@given(MEMBERS)
def test_every_device_is_in_exactly_one_wave(members):
    names = [name for wave in waves(members) for name in wave]
    assert sorted(names) == sorted(one.name for one in members)
    assert all(waves(members))


@given(MEMBERS)
def test_two_members_of_a_redundancy_group_are_never_in_flight_together(members):
    group = {one.name: one.group for one in members}
    for wave in waves(members):
        groups = [group[name] for name in wave if group[name]]
        assert len(groups) == len(set(groups))


@given(MEMBERS)
def test_one_device_of_a_class_goes_before_all_others_of_it(members):
    kind = {one.name: one.kind for one in members}
    seen = set()
    for wave in waves(members):
        kinds = [kind[name] for name in wave]
        assert all(each in seen for each in kinds if kinds.count(each) > 1)
        seen |= set(kinds)


@given(MEMBERS)
def test_a_change_of_more_than_one_device_never_goes_all_at_once(members):
    assert len(waves(members)) >= min(len(members), 2)


@given(MEMBERS)
def test_the_order_of_the_request_does_not_matter(members):
    assert waves(reversed(members)) == waves(members)


def test_a_hundred_equal_devices_go_as_one_then_5_then_25_then_the_rest():
    members = [Member(f"r{n:03}", "x", 0, None) for n in range(100)]
    assert [len(wave) for wave in waves(members)] == [1, 5, 25, 69]


def test_the_low_impact_device_goes_first():
    members = [Member("busy", "x", 5, None), Member("calm", "x", 1, None)]
    assert waves(members) == (("calm",), ("busy",))


def test_where_every_device_is_a_class_of_its_own_one_goes_ahead():
    members = [Member("b", "x", 0, None), Member("a", "y", 0, None), Member("c", "z", 0, None)]
    assert waves(members) == (("a",), ("b", "c"))


def test_a_class_is_platform_role_and_commands_without_their_numbers():
    one = member(device("r1"), device_plan(commands=("ip route 10.0.0.0 255.0.0.0 10.1.1.1",)))
    two = member(device("r2"), device_plan(commands=("ip route 10.9.0.0 255.0.0.0 10.1.7.1",)))
    other = member(device("r3", role="core"), device_plan(commands=("ip route 10.9.0.0",)))
    assert one.kind == two.kind != other.kind


def test_a_device_with_a_peer_has_less_impact_than_one_alone():
    paired = member(device("r1", redundancy_group="pair"), device_plan(commands=("a",) * 50))
    assert paired.impact < member(device("r2"), device_plan(commands=("a",))).impact


IOS = RevertFacts(unit=60, shortest=60, longest=7200)


def test_the_timer_is_twice_the_worst_case_rounded_up():
    assert revert_minutes([IOS], soak=0, widest=1) == 2
    assert revert_minutes([IOS], soak=16, widest=1) == 3
    assert revert_minutes([IOS], soak=0, widest=21) == 3
    assert revert_minutes([IOS], soak=300, widest=1) == 12


def test_the_timer_is_never_shorter_than_the_platform_can():
    slow = RevertFacts(unit=60, shortest=300, longest=7200)
    assert revert_minutes([IOS, slow], soak=0, widest=1) == 5


def test_a_wave_that_cannot_fit_the_timer_is_refused():
    with pytest.raises(InputError, match="122 minutes is more than the 120"):
        revert_minutes([IOS], soak=3600, widest=1)


def test_a_change_of_nothing_has_no_wave():
    assert waves([]) == ()
    assert revert_minutes([], soak=0, widest=0) == 0
