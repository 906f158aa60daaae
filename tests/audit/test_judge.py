"""Findings of drift, unsaved changes and devices that were not seen."""

from dataclasses import replace

from fleet import CORE, DEVICES, EDGE, INTENDED, RUNNING, STARTUP, lost, snapshot

from netops.audit.compare import compare
from netops.audit.episodes import Episode
from netops.audit.judge import judge
from netops.errors import Cause
from netops.model.device import Device
from netops.model.finding import Result, Severity, Verdict
from netops.rules.rule import Check, Match, Rule

GOOD = "hostname edge1\nline vty 0 4\n transport input ssh\n"
TELNET = "hostname edge1\nline vty 0 4\n transport input telnet ssh\n"
NO_X = Rule(
    "no-x",
    "X must be off",
    "area",
    Severity.LOW,
    "Why.",
    {"cisco_ios": Check(Match(must_not_have=("^x$",)), "no x", "x", "")},
)
ONLY_EDGE = {"edge1": EDGE}


def judged(collected, *, intended=None, against=(INTENDED, STARTUP), devices=None, **options):
    devices = devices or ONLY_EDGE
    drifts = compare(collected, devices, intended=intended or {}, against=against)
    return judge(collected, devices, drifts=drifts, against=against, **options)


def told(findings):
    return [(one.device, one.rule, one.result) for one in findings]


def drift_of(running, intended=GOOD):
    found = judged([snapshot(EDGE, running)], intended={"edge1": intended}, against=(INTENDED,))
    return [one for one in found if one.result is Result.FAIL]


def test_a_device_as_intended_and_saved_passes():
    collected = [snapshot(EDGE, GOOD), snapshot(EDGE, GOOD, STARTUP)]
    found = judged(collected, intended={"edge1": GOOD}, rules=[NO_X])
    assert told(found) == [
        ("edge1", "no-x", Result.PASS),
        ("edge1", "drift", Result.PASS),
        ("edge1", "unsaved-change", Result.PASS),
    ]


def test_drift_tells_section_line_and_both_texts():
    [finding] = drift_of(TELNET)
    assert finding.title == "line vty 0 4 is not as intended"
    assert finding.section == ("line vty 0 4",)
    assert finding.evidence[0].number == 3
    assert "`transport input telnet ssh` instead of `transport input ssh` changed" in finding.why
    assert finding.severity is Severity.HIGH


def test_a_line_that_is_gone_is_named_though_it_has_no_number():
    [finding] = drift_of("hostname edge1\nline vty 0 4\n")
    assert finding.evidence == ()
    assert "`transport input ssh` is missing" in finding.why


def test_drift_outside_protected_lines_is_medium():
    port = "interface GigabitEthernet0/1\n description {}\n"
    [finding] = drift_of(GOOD + port.format("a"), GOOD + port.format("b"))
    assert finding.severity is Severity.MEDIUM


def test_each_object_that_drifted_is_a_finding_with_a_name_that_holds_no_value():
    community = "snmp-server community <secret:{}> RW\n"
    one, two = (drift_of(GOOD + community.format(x)) for x in ("aaaa", "bbbb"))
    assert one[0].fingerprint == two[0].fingerprint
    both = drift_of(TELNET + community.format("aaaa"))
    assert len({finding.fingerprint for finding in both}) == 2


def test_a_new_section_and_its_lines_are_one_finding():
    [finding] = drift_of(GOOD + "interface Tunnel9\n tunnel destination 192.0.2.9\n")
    assert finding.section == ("interface Tunnel9",)
    assert len(finding.evidence) == 2
    assert finding.severity is Severity.HIGH


def test_a_changed_device_takes_the_verdict_of_its_episode():
    episode = Episode("edge1", Verdict.UNAUTHORISED, ("admin from 10.0.0.9",))
    found = judged(
        [snapshot(EDGE, TELNET)],
        intended={"edge1": GOOD},
        against=(INTENDED,),
        episodes={"edge1": episode},
    )
    assert (found[0].verdict, found[0].actors) == (Verdict.UNAUTHORISED, ("admin from 10.0.0.9",))
    assert drift_of(TELNET)[0].verdict is Verdict.UNATTRIBUTED


def test_an_unsaved_change_names_the_device_and_its_lines():
    collected = [snapshot(EDGE, TELNET), snapshot(EDGE, GOOD, STARTUP)]
    [finding] = judged(collected, against=(STARTUP,))
    assert finding.rule == "unsaved-change"
    assert finding.title == "1 running line is not saved"
    assert (finding.verdict, finding.severity) == (Verdict.UNSAVED, Severity.HIGH)
    assert finding.actors == ()
    episode = Episode("edge1", Verdict.UNAUTHORISED, ("eve",))
    [finding] = judged(collected, against=(STARTUP,), episodes={"edge1": episode})
    assert finding.actors == ("eve",)


def test_two_unsaved_lines_are_counted():
    collected = [snapshot(EDGE, TELNET + "ip finger\n"), snapshot(EDGE, GOOD, STARTUP)]
    [finding] = judged(collected, against=(STARTUP,))
    assert finding.title == "2 running lines are not saved"


def test_a_device_that_was_not_collected_is_unknown_and_never_clean():
    found = judged([lost(EDGE)], intended={"edge1": GOOD}, rules=[NO_X])
    assert told(found) == [("edge1", "not-collected", Result.UNKNOWN)]
    assert found[0].why == "device timeout: no answer in 60 s"


def test_a_device_that_nobody_asked_is_unknown_too():
    found = judged([snapshot(EDGE, GOOD)], devices=DEVICES, against=())
    assert told(found) == [("core1", "not-collected", Result.UNKNOWN)]
    assert found[0].why == "nothing was collected"


def test_a_startup_that_was_not_collected_leaves_unsaved_unknown():
    found = judged([snapshot(EDGE, GOOD), lost(EDGE, kind=STARTUP)], against=(STARTUP,))
    assert told(found) == [
        ("edge1", "not-collected", Result.UNKNOWN),
        ("edge1", "unsaved-change", Result.UNKNOWN),
    ]


def test_unsaved_changes_do_not_apply_where_what_runs_is_what_boots():
    router = Device("pe1", "cisco_xr", "192.0.2.3", 830, "zrh5", "pe")
    text = "hostname pe1\nend\n"
    [finding] = judged([snapshot(router, text)], devices={"pe1": router}, against=(STARTUP,))
    assert (finding.rule, finding.result) == ("unsaved-change", Result.NOT_APPLICABLE)
    assert finding.why == "Cisco IOS XR has no startup config: what runs is what boots"


def test_without_an_intended_config_drift_is_unknown():
    [finding] = judged([snapshot(EDGE, GOOD)], against=(INTENDED,))
    assert (finding.rule, finding.result) == ("drift", Result.UNKNOWN)
    assert finding.why == "there is no intended config to compare with"


def test_a_changed_host_key_is_a_critical_finding_of_its_own():
    found = judged([lost(CORE, Cause.HOST_KEY)], devices={"core1": CORE})
    assert told(found) == [
        ("core1", "not-collected", Result.UNKNOWN),
        ("core1", "host-key", Result.FAIL),
    ]
    assert found[1].severity is Severity.CRITICAL


def test_findings_keep_their_name_when_a_serial_number_stays_and_the_name_changes():
    boxes = [replace(EDGE, serial="S1"), replace(EDGE, serial="S1", name="renamed")]
    marks = {judged([lost(box)], devices={box.name: box})[0].fingerprint for box in boxes}
    assert len(marks) == 1


def test_kinds_do_not_share_a_fingerprint():
    found = judged([lost(EDGE), lost(EDGE, kind=STARTUP)])
    assert len({one.fingerprint for one in found}) == 2
    assert RUNNING in found[0].title
