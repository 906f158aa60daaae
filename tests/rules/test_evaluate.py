"""The match vocabulary, one behaviour at a time."""

from configs import device, judged

from netops.model.finding import Result, Severity
from netops.rules.rule import STIG, Absent, Check, Limit, Match, Reference, Rule

IOS = "cisco_ios"


def rule(fix="fix it", **match):
    check = Check(Match(**match), fix=fix, bad="", good="")
    return Rule("r", "Title", "area", Severity.HIGH, "Why.", {IOS: check})


def verdict(text, **match):
    return [one.result for one in judged([rule(**match)], text, IOS)]


def one(text, fix="fix it", **match):
    [finding] = judged([rule(fix, **match)], text, IOS)
    return finding


def test_a_rule_that_knows_nothing_of_the_platform_is_not_applicable():
    [finding] = judged([rule(must_have=("^x$",))], "x\n", "arista_eos")
    assert finding.result is Result.NOT_APPLICABLE
    assert finding.why == "Says nothing of Arista EOS."
    assert finding.fix == ""


def test_an_absent_line_fails_only_where_its_default_is_known_to_be_bad():
    assert verdict("a\n", must_have=("^x$",), absent=Absent.BAD) == [Result.FAIL]
    assert verdict("a\n", must_have=("^x$",), absent=Absent.GOOD) == [Result.PASS]
    assert verdict("a\n", must_have=("^x$",), absent=Absent.UNKNOWN) == [Result.UNKNOWN]


def test_an_explicit_no_fails_even_where_the_default_is_not_known():
    finding = one("a\nno logging on\n", must_have=("^logging on$",))
    assert finding.result is Result.FAIL
    assert [(line.number, line.text) for line in finding.evidence] == [(2, "no logging on")]


def test_a_line_that_must_be_negated_fails_when_it_is_there():
    finding = one("ip source-route\n", must_have=("^no ip source-route$",))
    assert (finding.result, finding.evidence[0].text) == (Result.FAIL, "ip source-route")


def test_a_pattern_never_matches_the_negated_line():
    assert verdict("no ip http server\n", must_not_have=("^ip http server$",)) == [Result.PASS]


def test_two_of_the_same_line_are_not_two_different_ones():
    must = {"must_have": (r"^ntp server \S+",), "at_least": 2}
    assert verdict("ntp server 1.1.1.1\nntp server 1.1.1.1\n", **must) == [Result.FAIL]
    finding = one("ntp server 1.1.1.1\n", **must)
    assert finding.why == "Why. 1 of at least 2."
    assert verdict("ntp server 1.1.1.1\nntp server 2.2.2.2\n", **must) == [Result.PASS]


def test_inactive_and_comment_lines_do_not_count():
    text = "inactive: snmp x\n# snmp x\nline vty 0 4\n inactive: transport input telnet\n"
    assert verdict(text, anywhere=True, must_not_have=("^.*(?:snmp|telnet)",)) == [Result.PASS]


def test_every_section_is_an_object_of_its_own_and_only_the_wrong_ones_are_told():
    text = "line vty 0 4\n transport input ssh\nline vty 5 15\n transport input telnet\n"
    finding = one(
        text,
        fix="{section}\n transport input ssh",
        each=("^line vty ",),
        must_not_have=("^transport input .*telnet",),
    )
    assert finding.section == ("line vty 5 15",)
    assert [(line.number, line.text) for line in finding.evidence] == [
        (4, " transport input telnet")
    ]
    assert finding.fix == "line vty 5 15\n transport input ssh"


def test_a_missing_line_shows_the_section_that_lacks_it():
    finding = one("line vty 0 4\n", each=("^line vty ",), must_have=("^a",), absent=Absent.BAD)
    assert finding.evidence[0].text == "line vty 0 4"


def test_no_object_is_not_applicable_unless_the_section_is_required():
    match = {"each": ("^archive$", "^log config$"), "must_have": ("^a$",), "absent": Absent.BAD}
    assert verdict("x\n", **match) == [Result.NOT_APPLICABLE]
    assert verdict("x\n", required=True, **match) == [Result.FAIL]
    assert verdict("archive\n log config\n  a\n", **match) == [Result.PASS]
    assert verdict("archive\n path x\n", **match) == [Result.NOT_APPLICABLE]


def test_where_and_unless_leave_objects_out():
    match = {
        "each": ("^interface ",),
        "where": ("^ip address ",),
        "unless": ("^shutdown$",),
        "must_have": ("^no ip redirects$",),
        "absent": Absent.BAD,
    }
    assert verdict("interface A\n ip address x\n", **match) == [Result.FAIL]
    assert verdict("interface A\n ip address x\n shutdown\n", **match) == [Result.NOT_APPLICABLE]
    assert verdict("interface A\n", **match) == [Result.NOT_APPLICABLE]


NEIGHBOR = {
    "each": (r"^router bgp (?P<asn>\d+)", r"^neighbor (?P<name>\S+) (?:remote-as (?!{asn}$)|peer)"),
    "beside": True,
    "must_have": ("^neighbor {name} password ",),
    "absent": Absent.BAD,
}


def test_a_line_among_its_siblings_can_be_an_object():
    text = "router bgp 1\n neighbor 10.0.0.1 remote-as 2\n neighbor 10.0.0.11 password x\n"
    finding = one(text, fix="router bgp {asn}\n neighbor {name} password KEY\n {gone}", **NEIGHBOR)
    assert finding.section == ("router bgp 1", "neighbor 10.0.0.1 remote-as 2")
    assert finding.fix == "router bgp 1\n neighbor 10.0.0.1 password KEY"


def test_what_an_outer_group_matched_narrows_the_inner_pattern():
    text = "router bgp 1\n neighbor 10.0.0.1 remote-as 1\n"
    assert verdict(text, **NEIGHBOR) == [Result.NOT_APPLICABLE]


def test_two_lines_with_one_name_are_one_object():
    text = "router bgp 1\n neighbor P peer\n neighbor P remote-as 2\n"
    assert verdict(text, **NEIGHBOR) == [Result.FAIL]


def test_a_global_line_can_stand_for_the_one_in_each_section():
    match = {
        "each": ("^interface ",),
        "must_have": ("^guard$",),
        "or_global": ("^guard default$",),
        "absent": Absent.BAD,
    }
    assert verdict("interface A\n", **match) == [Result.FAIL]
    assert verdict("guard default\ninterface A\n", **match) == [Result.PASS]


def test_lines_that_only_a_person_can_judge_are_manual_and_not_judged_further():
    finding = one(
        "interface Tunnel9\n",
        fix="no {line}",
        ask=("^interface Tunnel",),
        must_have=("^x$",),
        absent=Absent.BAD,
    )
    assert finding.result is Result.MANUAL
    assert finding.fix == "no interface Tunnel9"


def test_each_offending_line_is_evidence_of_one_finding_and_has_its_fix():
    finding = one("a 1\nb\na 2\n", fix="no {line}", must_not_have=("^a ",))
    assert [line.number for line in finding.evidence] == [1, 3]
    assert finding.fix == "no a 1\nno a 2"


def test_named_lines_are_findings_of_their_own():
    findings = judged(
        [rule(must_not_have=(r"^user (?P<name>\S+)(?: (?P<x>x))?",))], "user a\nuser b\n", IOS
    )
    assert len({one.fingerprint for one in findings}) == 2


IDLE = Limit(
    "idle-minutes",
    r"^exec-timeout (?P<number>\d+)(?: (?P<seconds>\d+))?$",
    "minutes",
    at_most=10,
    zero_is_never=True,
)


def limited(text, limit, **options):
    [finding] = judged([rule(each=("^line ",), limit=limit)], text, IOS, **options)
    return finding


def test_a_limit_names_the_number_the_threshold_and_the_profile():
    finding = limited("line vty 0 4\n exec-timeout 60 30\n", IDLE)
    assert finding.result is Result.FAIL
    assert finding.why == ("Why. 60.5 minutes; idle-minutes must be at most 10 (profile baseline).")


def test_a_profile_sets_the_threshold():
    text = "line vty 0 4\n exec-timeout 9 0\n"
    assert limited(text, IDLE).result is Result.PASS
    assert "at most 5 (profile stig)" in limited(text, IDLE, profile=STIG).why


def test_zero_can_mean_never():
    assert "0 (never) minutes" in limited("line vty 0 4\n exec-timeout 0 0\n", IDLE).why


def test_without_a_line_the_known_default_is_judged_and_an_unknown_one_is_unknown():
    text = "line vty 0 4\n"
    assert limited(text, IDLE).result is Result.UNKNOWN
    good, bad = (Limit("n", IDLE.line, "minutes", at_most=10, absent=n) for n in (10, 30))
    assert limited(text, good).result is Result.PASS
    assert "no line sets it, and the default is: 30" in limited(text, bad).why.lower()


def test_a_lower_bound_fails_below():
    length = Limit("length", r"^min (?P<number>\S+)$", "characters", at_least=12, absent=0)
    assert limited("line x\n min 15\n", length).result is Result.PASS
    assert "6 characters; length must be at least 12" in limited("line x\n min 6\n", length).why
    assert limited("line x\n", length).result is Result.FAIL


def test_a_captured_word_that_is_no_number_is_an_error_and_no_pass():
    length = Limit("length", r"^min (?P<number>\S+)$", "characters", at_least=12)
    finding = limited("line x\n min abc\n", length)
    assert finding.result is Result.ERROR
    assert "abc" in finding.why


ACL = Reference(
    r"^access-class (?P<name>\S+) in$",
    sections=(r"^ip access-list \S+ {name}$",),
    lines=("^access-list {name} ",),
)
OPEN = Reference(ACL.line, ACL.sections, ACL.lines, must_not_have=("^(?:.* )?permit any$",))


def referred(acl, refers=ACL):
    text = f"{acl}line vty 0 4\n access-class 10 in\n"
    [finding] = judged([rule(each=("^line vty ",), refers=refers)], text, IOS)
    return finding


def test_a_name_that_nothing_defines_fails():
    finding = referred("ip access-list standard 100\n permit any\n")
    assert finding.why == "Why. 10 is not defined."


def test_a_definition_without_lines_fails_and_shows_both():
    finding = referred("ip access-list standard 10\n")
    assert finding.why == "Why. 10 is empty."
    assert [line.number for line in finding.evidence] == [1, 3]


def test_a_definition_with_lines_passes_in_both_forms():
    assert referred("ip access-list standard 10\n permit x\n").result is Result.PASS
    assert referred("access-list 10 permit x\n").result is Result.PASS


def test_a_definition_can_say_too_much_in_both_forms():
    for acl in ("ip access-list standard 10\n permit any\n", "access-list 10 permit any\n"):
        assert referred(acl, OPEN).why == "Why. 10 lets everything through."
    assert referred("access-list 10 permit x\n", OPEN).result is Result.PASS
    assert referred("", OPEN).result is Result.PASS


def test_a_fingerprint_keeps_when_the_line_moves_or_its_number_grows():
    one_, other = (
        limited(text, IDLE).fingerprint
        for text in ("line vty 0 4\n exec-timeout 60 0\n", "x\nline vty 0 4\n exec-timeout 0 0\n")
    )
    assert one_ == other


def test_a_fingerprint_follows_the_serial_number_and_not_the_name():
    text, it = "x\n", rule(must_not_have=("^x$",))
    [named] = judged([it], text, IOS)
    assert named.device == device(IOS).name
    assert len(named.fingerprint) == 32


def test_a_second_secret_of_the_same_kind_is_the_same_finding_with_more_evidence():
    text = "snmp-server community <secret:aa> RW\nsnmp-server community <secret:bb> RW\n"
    match = {"must_not_have": (r"^snmp-server community \S+ RW$",)}
    both, first = one(text, **match), one(text.partition("\n")[0], **match)
    assert both.fingerprint == first.fingerprint
    assert len(both.evidence) == 2
