"""Every rule of the library against its own snippets, and inside a config that is clean."""

from collections import Counter
from pathlib import Path

import pytest
from configs import branches, enter, join, judged, results, text, without

from netops.model.finding import Result
from netops.sources.rules import library

RULES = library()
CHECKS = [
    pytest.param(rule, platform, id=f"{rule.id}-{platform}")
    for rule in RULES
    for platform in rule.platforms
]
CLEAN = {path.stem: path.read_text() for path in (Path(__file__).parent / "clean").glob("*.cfg")}
# What else a bad line of one rule is wrong about, by its nature.
ALSO = {
    "snmp-write": {"snmp-community-filter", "snmp-v2c"},
    "syslog-remote": {"syslog-two", "logging-source"},
    "vty-filter": {"vty-filter-open"},
    "static-trunks": {"native-vlan"},
    "aaa-command-accounting": {"config-logged"},
    "ospf-clear-auth": {"reversible-secrets"},
}


def wrong(rule, platform):
    only_asks = rule.platforms[platform].match.ask and not rule.platforms[platform].match.limit
    return Result.MANUAL if only_asks else Result.FAIL


@pytest.mark.parametrize(("rule", "platform"), CHECKS)
def test_the_bad_snippet_fails_and_the_good_one_passes(rule, platform):
    check = rule.platforms[platform]
    assert {one.result for one in judged([rule], check.bad, platform)} == {wrong(rule, platform)}
    assert {one.result for one in judged([rule], check.good, platform)} == {Result.PASS}


@pytest.mark.parametrize(("rule", "platform"), CHECKS)
def test_a_bad_line_in_a_clean_config_fails_its_rule_and_no_other(rule, platform):
    base, mutated = mutation(rule, platform)
    before, after = (results(RULES, text(one, platform), platform) for one in (base, mutated))
    assert {result for result, _ in before[rule.id]} == {Result.PASS}
    assert {result for result, _ in after[rule.id]} == {wrong(rule, platform)}
    changed = {name for name in before if before[name] != after[name]} - {rule.id}
    assert changed <= ALSO.get(rule.id, set())


@pytest.mark.parametrize(("rule", "platform"), CHECKS)
def test_the_fix_makes_the_rule_pass_and_again_changes_nothing(rule, platform):
    _, broken = mutation(rule, platform)
    findings = judged([rule], text(broken, platform), platform)
    fixed = broken
    for one in findings:
        assert one.fix
        assert "{" not in one.fix
        fixed = enter(fixed, one.fix, platform)
    after = judged([rule], text(fixed, platform), platform)
    assert {one.result for one in after} <= {Result.PASS, Result.NOT_APPLICABLE}
    again = fixed
    for one in findings:
        again = enter(again, one.fix, platform)
    assert again == fixed


@pytest.mark.parametrize("platform", sorted(CLEAN))
def test_the_clean_config_passes_every_rule_of_its_platform(platform):
    said = {one.rule: one.result for one in judged(RULES, CLEAN[platform], platform)}
    spoken = {rule.id for rule in RULES if platform in rule.platforms}
    assert {name for name, result in said.items() if result is Result.PASS} == spoken
    assert {result for name, result in said.items() if name not in spoken} <= {
        Result.NOT_APPLICABLE
    }


def test_thirty_rules_and_more_speak_of_both_platforms():
    platforms = Counter(name for rule in RULES for name in rule.platforms)
    assert len(RULES) >= 30
    both = {"cisco_ios", "arista_eos"}
    assert min(platforms[name] for name in both) >= 30
    assert sum(both <= set(rule.platforms) for rule in RULES) / len(RULES) > 0.9


def test_some_rules_speak_of_frr():
    assert sum("frr" in rule.platforms for rule in RULES) == 5


def mutation(rule, platform):
    """A clean config that has the rule's good lines, and the same with its bad ones instead."""
    check = rule.platforms[platform]
    good, bad = branches(check.good, platform), branches(check.bad, platform)
    base = join(branches(CLEAN[platform], platform), good)
    return base, join(without(base, without(good, bad)), bad)
