"""Who must agree, and whose word counts (T9)."""

from datetime import timedelta

import pytest

from netops.change.policy import Match, Rule, Scope, Touched, matching, objections, touched, unmet

from .stories import NOW, POLICY, approval, device, device_plan

EDGE = Touched("edge", "ams1", ("pci",), "cisco_ios", ("line vty 0 4",))


def scope(*devices, risk="low", type="normal"):  # noqa: A002 (the policy's own word)
    return Scope(risk, type, devices or (EDGE,))


def test_the_sections_of_a_device_are_the_top_lines_of_its_commands():
    plan = device_plan(
        commands=("line vty 0 4", " login local", "no ip http server", "line vty 0 4")
    )
    seen = touched(device(tags=("pci",)), plan)
    assert seen.sections == ("line vty 0 4", "ip http server")
    assert (seen.role, seen.site, seen.tags, seen.platform) == (
        "edge",
        "ams1",
        ("pci",),
        "cisco_ios",
    )


@pytest.mark.parametrize(
    ("match", "matches"),
    [
        (Match(), True),
        (Match(role=("edge",)), True),
        (Match(role=("core",)), False),
        (Match(site=("ams1", "fra2")), True),
        (Match(site=("fra2",)), False),
        (Match(tag=("pci",)), True),
        (Match(tag=("lab",)), False),
        (Match(platform=("cisco_ios",)), True),
        (Match(platform=("arista_eos",)), False),
        (Match(section=("aaa", "line vty")), True),
        (Match(section=("router bgp",)), False),
        (Match(risk=("low",)), True),
        (Match(risk=("high",)), False),
        (Match(type=("normal",)), True),
        (Match(type=("emergency",)), False),
        (Match(role=("edge",), section=("router bgp",)), False),
    ],
)
def test_a_rule_matches_when_everything_that_it_names_does(match, matches):
    policy = type(POLICY)({}, (Rule("r", match, ("cab",), 1, 1),), "")
    assert bool(matching(policy, scope())) is matches


def test_a_rule_must_match_on_one_device_and_not_on_two_halves_of_the_plan():
    policy = type(POLICY)(
        {}, (Rule("r", Match(role=("core",), section=("line",)), ("cab",), 1, 1),), ""
    )
    core = Touched("core", "ams1", (), "cisco_ios", ("router bgp 1",))
    assert matching(policy, scope(EDGE, core)) == ()


def test_all_matching_rules_add_up():
    rules = matching(POLICY, scope(risk="high"))
    assert [rule.name for rule in rules] == ["two people", "high risk"]
    assert unmet(rules, [approval("bo"), approval("cy")]) == ("high risk: 0 of 1 approvals by cab",)
    assert unmet(rules, [approval("bo"), approval("cy", role="cab")]) == ()


def test_one_approval_of_two_is_not_enough():
    rules = matching(POLICY, scope())
    assert unmet(rules, [approval("bo")]) == ("two people: 1 of 2 approvals by reviewer or cab",)


def test_one_person_counts_once_however_often_they_sign():
    rules = matching(POLICY, scope())
    assert unmet(rules, [approval("bo"), approval("bo", reason="again")]) != ()


def test_what_no_rule_covers_nobody_can_approve():
    assert "no rule of the policy covers" in unmet((), [approval("bo"), approval("cy")])[0]


def test_the_one_who_applies_is_never_the_only_approver():
    rules = (Rule("one", Match(), ("reviewer",), 1, 72),)
    assert unmet(rules, [approval("bo")], operator="bo") == (
        "bo applies this change and cannot be its only approver",
    )
    assert unmet(rules, [approval("bo"), approval("cy")], operator="bo") == ()


def weighed(word, now=NOW, rules=POLICY.rules):
    return objections(word, policy=POLICY, rules=rules, requester="ana", now=now)


def test_a_reviewers_word_counts():
    assert weighed(approval("bo")) == ()


def test_the_requesters_own_word_never_counts():
    assert weighed(approval("ana")) == ("ana asked for this change and cannot approve it",)


def test_a_role_that_the_policy_does_not_give_is_not_taken():
    assert weighed(approval("bo", role="cab")) == ("bo does not hold the role cab",)
    assert weighed(approval("eve")) == ("eve does not hold the role reviewer",)


def test_a_word_ends_when_its_signer_said_so():
    word = approval("bo", expires=NOW + timedelta(hours=1))
    assert weighed(word, NOW + timedelta(minutes=59)) == ()
    assert weighed(word, NOW + timedelta(hours=1)) == ("bo's word expired at 2026-11-23 02:00 UTC",)


def test_a_word_ends_when_todays_policy_says_so_whatever_its_signer_wrote():
    word = approval("cy", role="cab", expires=NOW + timedelta(days=900))
    assert weighed(word, NOW + timedelta(hours=23)) == ()
    assert weighed(word, NOW + timedelta(hours=24)) != ()


def test_a_word_dated_in_the_future_does_not_count():
    assert weighed(approval("bo", issued=NOW + timedelta(minutes=1))) == (
        "bo's word is dated in the future",
    )


def test_a_role_that_no_rule_asks_for_has_no_expiry_of_its_own():
    assert weighed(approval("bo"), rules=()) == ()
