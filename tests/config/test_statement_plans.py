# ruff: noqa: E501, ISC004 (config texts stay in one piece)
"""Plans for devices of statements: proven from commit to commit, or refused with a reason."""

import pytest

from netops.config.drift import same
from netops.config.explain import explain
from netops.config.remediation import merge, remediate
from netops.config.simulate import simulate
from netops.platforms.registry import platform

JUNOS = platform("junos")
SOURCE = "10.0.0.9"
TERM = "set firewall family inet filter RE term"
RE = (
    "set system services ssh\n"
    "set interfaces fxp0 unit 0 family inet address 10.0.0.2/24\n"
    "set interfaces lo0 unit 0 family inet filter input RE\n"
    "set policy-options prefix-list NMS 10.0.0.0/24\n"
    f"{TERM} nms from source-prefix-list NMS\n"
    f"{TERM} nms from protocol tcp\n"
    f"{TERM} nms from destination-port 22\n"
    f"{TERM} nms from destination-port 830\n"
    f"{TERM} nms then accept\n"
    f"{TERM} rest then discard\n"
)


def planned(running, intended, source=SOURCE):
    found = remediate(running, intended, JUNOS, source=source)
    assert found.verdict == "proven", found.reason
    after = simulate(running, found.commands, JUNOS)
    assert same(after, intended, JUNOS)
    assert same(simulate(after, found.rollback, JUNOS), running, JUNOS)
    return found


def test_equal_configs_need_nothing():
    found = remediate(RE, RE, JUNOS, source=SOURCE)
    assert (found.verdict, found.commands, found.predicted) == ("proven", (), RE)


@pytest.mark.parametrize(
    ("old", "new", "commands"),
    [
        # one value takes the place of another; what nobody knows is deleted first
        ("set system host-name a", "set system host-name b", ["set system host-name b"]),
        ("set frobs knob 1", "set frobs knob 2", ["delete frobs knob 1", "set frobs knob 2"]),
        # also behind a name that somebody gave
        (
            'set policy-options as-path A ".* 65000 .*"',
            'set policy-options as-path A ".* 64512 .*"',
            ['set policy-options as-path A ".* 64512 .*"'],
        ),
        # a section goes by its name, a list entry by entry
        ("set system ntp server 10.0.0.1 key 1", "", ["delete system"]),
        (
            "set snmp community a\nset snmp community b\nset snmp name n",
            "set snmp name n",
            ["delete snmp community a", "delete snmp community b"],
        ),
        (
            "set security policies from-zone a to-zone b policy p then permit\nset snmp name n",
            "set snmp name n",
            ["delete security"],
        ),
        (
            "set security policies from-zone a to-zone b policy p then permit\n"
            "set security policies from-zone a to-zone c policy p then permit",
            "set security policies from-zone a to-zone c policy p then permit",
            ["delete security policies from-zone a to-zone b"],
        ),
        # policies of two zones are read from the top
        (
            "set security policies from-zone a to-zone b policy p then permit\n"
            "set security policies from-zone a to-zone b policy q then deny",
            "set security policies from-zone a to-zone b policy q then deny\n"
            "set security policies from-zone a to-zone b policy p then permit",
            [
                "insert security policies from-zone a to-zone b policy p after policy q",
            ],
        ),
        # what is only off, comes on
        (
            "set snmp name n\ndeactivate snmp",
            "set snmp name n",
            ["activate snmp"],
        ),
        # nothing but what is off is left: the mark goes with the section, and comes back
        (
            "set system ntp server 10.0.0.1\ndeactivate system ntp\nset snmp name n",
            "set system ntp server 10.0.0.2\ndeactivate system ntp\nset snmp name n",
            [
                "delete system ntp server 10.0.0.1",
                "set system ntp server 10.0.0.2",
                "deactivate system ntp",
            ],
        ),
        # an empty statement that means something stays
        (
            "set system services ssh root-login deny",
            "set system services ssh",
            ["delete system services ssh root-login"],
        ),
        (
            "set interfaces ge-0/0/1 unit 0 family inet address 192.0.2.1/30",
            "set interfaces ge-0/0/1 unit 0 family inet6 address 2001:db8::1/64",
            [
                "delete interfaces ge-0/0/1 unit 0 family inet",
                "set interfaces ge-0/0/1 unit 0 family inet6 address 2001:db8::1/64",
            ],
        ),
        (
            "set protocols bgp group G type internal\nset protocols bgp group G import ( A && B )",
            "set protocols bgp group G type internal",
            ["delete protocols bgp group G import"],
        ),
    ],
)
def test_a_plan_says_what_an_engineer_would(old, new, commands):
    found = planned(f"set version 21.4\n{old}\n", f"set version 21.4\n{new}\n")
    assert list(found.commands) == commands


def test_comments_are_annotated_where_they_stand():
    text = "system {\n    login {\n        user ana {\n            class super-user;\n        }\n    }\n}\n"
    wanted = text.replace("        user", '        /* say "ana" */\n        user')
    found = planned(text, wanted)
    assert found.commands == ("edit system login", 'annotate user ana "say \\"ana\\""', "top")
    assert found.rollback == ("edit system login", 'annotate user ana ""', "top")


def test_a_predicted_text_looks_as_the_intended_one():
    text = "system {\n    host-name a;\n}\n"
    wanted = text + "routing-options {\n    static {\n        route 10.0.0.0/8 discard;\n    }\n}\n"
    assert planned(text, wanted).predicted == wanted


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("NMS 10.0.0.0/24", "NMS 10.9.0.0/24", "no longer admits 10.0.0.9 to port 22"),
        (
            "destination-port 830\n",
            "destination-port 8300\n",
            "no longer admits 10.0.0.9 to port 830",
        ),
        ("from protocol tcp", "from protocol udp", "no longer admits"),
        (f"{TERM} nms then accept", f"{TERM} nms then reject", "no longer admits"),
        (f"{TERM} nms then accept", f"{TERM} nms then next term", "no longer admits"),
        (f"{TERM} nms from protocol tcp", f"{TERM} nms from tcp-established", "no longer admits"),
        (f"{TERM} nms from protocol tcp", f"{TERM} nms from dscp ef", "no longer admits"),
        ("10.0.0.2/24", "10.1.0.2/24", "fxp0.0, the way to 10.0.0.9, is down"),
        ("set system services ssh\n", "set system services telnet\n", "management is cut"),
        ("set interfaces lo0", "set interfaces fxp0 disable\nset interfaces lo0", "is down"),
        ("set interfaces lo0", "set interfaces fxp0 unit 0 disable\nset interfaces lo0", "is down"),
        (
            "set interfaces lo0",
            "set interfaces fxp0 unit 0 family inet filter input RE2\n"
            "set firewall family inet filter RE2 term t then discard\nset interfaces lo0",
            "the filter RE2 of fxp0.0 inet no longer admits",
        ),
        ("filter input RE\n", "filter input NOPE\n", "inet filter NOPE is referred to"),
        ("set system", "set apply-groups G\nset system", "group G is referred to"),
        (
            "set system services",
            "set protocols bgp group G neighbor 192.0.2.1\nset system services",
            "an external neighbor has no peer-as",
        ),
    ],
)
def test_what_cuts_or_does_not_commit_is_refused(old, new, reason):
    found = remediate(RE, RE.replace(old, new, 1), JUNOS, source=SOURCE)
    assert (found.verdict, found.commands) == ("refused", ())
    assert reason in found.reason
    assert found.proofs.reaches
    assert not found.proofs.safe


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{TERM} nms from protocol tcp\n", ""),
        (f"{TERM} nms from destination-port 22\n", f"{TERM} nms from destination-port ssh\n"),
        (f"{TERM} nms from destination-port 22\n", f"{TERM} nms from destination-port 20-23\n"),
        (
            f"{TERM} nms from source-prefix-list NMS\n",
            f"{TERM} nms from source-address 10.0.0.9/32\n",
        ),
        (f"{TERM} nms from source-prefix-list NMS\n", ""),
        (f"{TERM} nms then accept", f"{TERM} nms then count seen"),
        (f"{TERM} rest then discard", f"{TERM} rest from icmp-type 8\n{TERM} rest then discard"),
        (
            "set interfaces lo0 unit 0 family inet filter input RE\n",
            "set interfaces lo0 description x\n",
        ),
        (
            "NMS 10.0.0.0/24",
            "NMS 10.0.0.0/24\nset policy-options prefix-list NMS x\n"
            "set firewall family inet6 filter SIX term t then discard\n"
            "set interfaces lo0 unit 0 family inet6 filter input SIX",
        ),
        ("filter input RE\n", "filter input-list RE\n"),
    ],
)
def test_what_leaves_the_door_as_it_is_is_proven(old, new):
    planned(RE, RE.replace(old, new, 1))


def test_an_exception_in_a_list_shuts_us_out():
    guarded = RE + f"{TERM} nms from source-address 10.0.0.0/16\n"
    wanted = guarded + f"{TERM} nms from source-address 10.0.0.9/32 except\n"
    assert "no longer admits" in remediate(guarded, wanted, JUNOS, source=SOURCE).reason


ROUTED = (
    "set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.2/30\n"
    "set routing-options static route 0.0.0.0/0 next-hop 192.0.2.1\n"
    "set routing-options static route 10.0.0.0/8 discard\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.0.0.0/0 next-hop 192.0.2.1", "0.0.0.0/0 next-hop 192.0.2.9"),
        ("0.0.0.0/0 next-hop 192.0.2.1", "0.0.0.0/0 discard"),
        ("192.0.2.2/30", "192.0.2.6/30"),
    ],
)
def test_the_route_that_a_session_comes_by_stays(old, new):
    found = remediate(ROUTED, ROUTED.replace(old, new), JUNOS, source=SOURCE)
    assert "ge-0/0/0.0, the way to 10.0.0.9, is down" in found.reason


def test_who_comes_from_nowhere_known_is_not_watched():
    far = "set interfaces ge-0/0/0 unit 0 family inet address dhcp\n"
    planned(far, far + "set system host-name a\n")
    gone = ROUTED.replace("192.0.2.2/30", "198.51.100.2/30")
    planned(gone, gone + "set system host-name a\n")


def test_an_unknown_address_is_said_to_be_unknown():
    found = planned(RE, RE + "set system host-name a\n", source="")
    assert any("address is unknown" in note for note in found.proofs.notes)
    assert any("one commit" in note for note in found.proofs.notes)


def test_what_was_missing_before_is_a_risk_and_no_reason():
    text = "set protocols bgp group G import NOPE\nset protocols bgp group G type external\n"
    text += "set protocols bgp group G neighbor 192.0.2.1\n"
    found = planned(text, text + "set system host-name a\n")
    assert found.risks == (
        "policy statement NOPE is referred to, and the config does not define it",
    )


def test_what_a_group_defines_for_all_is_defined():
    text = (
        "set groups G policy-options policy-statement P then accept\nset apply-groups G\n"
        "set protocols bgp group X import <P>\n"
    )
    planned(text, text + "set protocols bgp group X import P\n")


def test_what_is_off_refers_to_nothing_and_defines_nothing():
    text = "set policy-options policy-statement P then accept\nset protocols bgp group X type internal\n"
    off = "set protocols bgp group X import NOPE\ndeactivate protocols bgp group X import\n"
    planned(text, text + off)
    used = text + "set protocols bgp group X import P\n"
    found = remediate(used, used + "deactivate policy-options\n", JUNOS, source="")
    assert "policy statement P is referred to" in found.reason


def test_an_instance_is_looked_at_as_the_whole_is():
    text = "set routing-instances R instance-type vrf\n"
    wanted = text + "set routing-instances R protocols bgp group G neighbor 192.0.2.1\n"
    assert "peer-as" in remediate(text, wanted, JUNOS, source="").reason
    planned(text, wanted + "set routing-instances R protocols bgp group G peer-as 64500\n")


@pytest.mark.parametrize(
    ("old", "new", "risk"),
    [
        ("", "set system services telnet", "`system services telnet` lets people log in"),
        ("set protocols bgp group G authentication-key x", "", "goes: sessions are no longer"),
        (
            "set interfaces lo0 unit 0 family inet filter input F",
            "",
            "`interfaces lo0 unit 0 family inet filter input` goes: nothing guards",
        ),
    ],
)
def test_what_weakens_is_a_risk_that_people_see(old, new, risk):
    head = "set system host-name a\nset protocols bgp group G type internal\n"
    head += "set firewall family inet filter F term t then accept\n"
    found = planned(f"{head}{old}\n", f"{head}{new}\n", source="")
    assert any(risk in one for one in found.risks)


# what a person wrote


def test_a_snippet_is_judged_and_predicted():
    found = merge(RE, "# a note\nset system host-name b\n", JUNOS, source=SOURCE)
    assert (found.verdict, found.commands) == ("proven", ("set system host-name b",))
    assert found.rollback == ("delete system host-name",)
    assert "+set system host-name b" in found.diff


def test_a_snippet_in_braces_is_merged():
    found = merge(RE, "system {\n    host-name b;\n}\n", JUNOS, source=SOURCE)
    assert found.commands == ("set system host-name b",)


def test_a_snippet_that_shuts_the_tool_out_is_refused_and_shown():
    found = merge(RE, "delete policy-options prefix-list NMS 10.0.0.0/24\n", JUNOS, source=SOURCE)
    assert found.verdict == "refused"
    assert "no longer admits" in found.reason
    assert found.commands
    assert found.risks[0] == found.reason.removeprefix("unsafe: ")


@pytest.mark.parametrize("snippet", ["show version\n", "set frobs knob 2\n"])
def test_a_snippet_that_cannot_be_followed_is_refused_whole(snippet):
    found = merge(RE + "set frobs knob 1\n", snippet, JUNOS, source=SOURCE)
    assert (found.verdict, found.commands) == ("refused", ())
    assert "cannot be simulated" in found.reason


def test_a_second_statement_beside_a_known_one_is_no_doubt():
    text = "system {\n    services {\n        ssh;\n    }\n}\n"
    found = merge(text, "set system services netconf ssh\n", JUNOS, source="")
    assert found.verdict == "proven"


def test_many_routes_leave_one_by_one_or_as_a_whole():
    routes = [
        f"set routing-options static route 10.{n // 250}.{n % 250}.0/24 discard"
        for n in range(2000)
    ]
    running = "\n".join(["set system host-name a", *routes]) + "\n"
    found = remediate(running, "set system host-name a\n", JUNOS, source="")
    assert found.commands == ("delete routing-options",)
    kept = "\n".join(["set system host-name a", *routes[::2]]) + "\n"
    assert len(remediate(running, kept, JUNOS, source="").commands) == 1000


def test_what_no_commands_lead_to_is_refused():
    """A device holds one of two verdicts, and an order needs names that no command mistakes."""
    head = "set policy-options policy-statement P term a then"
    one, both = f"{head} accept\n", f"{head} accept\n{head} reject\n"
    assert "would be left" in remediate(one, both, JUNOS, source="").reason
    assert "no proven way back" in remediate(both, one, JUNOS, source="").reason
    two = f"{one}{one.replace('term a', 'term before')}"
    found = remediate(two, f"{one.replace('term a', 'term before')}{one}", JUNOS, source="")
    assert (found.verdict, "names what is not there" in found.reason) == ("refused", True)


def test_all_policies_of_a_zone_leave_pair_by_pair():
    text = "set security policies from-zone {} to-zone b policy p then permit\n"
    found = planned(text.format("a") + text.format("c"), text.format("c"))
    assert found.commands == ("delete security policies from-zone a to-zone b",)


def steps(running, intended):
    plan = planned(running, intended)
    found = explain(running, intended, plan.commands, plan.rollback, JUNOS, source=SOURCE)
    return found.steps


def test_a_line_is_explained_by_the_drift_that_it_settles():
    (step,) = steps("set system host-name a\n", "set system host-name b\n")
    assert [item.section for item in step.settles] == [("system",)]
    assert step.undone_by == (1,)


def test_a_line_that_mends_says_what_it_mends():
    text = "set system ntp server 10.0.0.{}\ndeactivate system ntp\n"
    first, second, third = steps(text.format(1), text.format(2))
    assert first.makes
    assert second.makes
    assert third.mends


def test_a_line_that_weakens_warns():
    (step,) = steps(RE, RE + "set system services telnet\n")
    assert any("clear text" in one for one in step.warnings)


def test_what_goes_wrong_without_a_line_is_said():
    """Lines of a person may settle nothing, and still be needed, or not."""
    rest = f"{TERM[4:]} rest"
    lines = (
        f"set {TERM[4:]} zero then accept",
        f"insert {TERM[4:]} zero before term rest",
        f"delete {TERM[4:]} zero",
        "edit system",
        "up",
    )
    found = explain(RE, RE, lines, (), JUNOS, source=SOURCE)
    assert "names what is not there" in found.steps[0].needed
    assert [step.opens for step in found.steps] == [False, False, False, True, True]
    open_door = RE.replace(f"set {rest} then discard", f"set {rest} then accept")
    shut = (f"set {rest} then discard", f"set {TERM[4:]} nms then accept")
    for step in explain(open_door, RE, shut, (), JUNOS, source=SOURCE).steps[1:]:
        assert step.needed == ""


def test_what_no_commit_leads_back_to_is_not_left():
    """Only a text from elsewhere can hold it: no device does."""
    text = "set system host-name a\nset protocols bgp group G import P\n"
    wanted = text.replace("set protocols bgp group G import P\n", "")
    found = remediate(text, wanted, JUNOS, source="")
    assert found.reason.startswith("no proven way back: the device would refuse the commit")
    root = "set system root-authentication encrypted-password x\n"
    assert "root has no password" in remediate(text + root, text, JUNOS, source="").reason


ZONE = "set security zones security-zone trust"
INBOUND = "host-inbound-traffic system-services"
FIREWALL = (
    "set interfaces ge-0/0/1 unit 0 family inet address 10.0.0.2/24\n"
    f"{ZONE} interfaces ge-0/0/1.0\n"
    f"{ZONE} {INBOUND} ssh\n"
    f"{ZONE} {INBOUND} ping\n"
    "set security zones security-zone dmz interfaces ge-0/0/2.0\n"
)


@pytest.mark.parametrize(
    "intended",
    [
        FIREWALL.replace(f"{ZONE} {INBOUND} ssh\n", ""),
        FIREWALL.replace(f"{ZONE} interfaces ge-0/0/1.0\n", ""),
        # what the port says of itself counts instead of what its zone says
        FIREWALL + f"{ZONE} interfaces ge-0/0/1.0 {INBOUND} ping\n",
        FIREWALL + f"{ZONE} {INBOUND} all\n{ZONE} {INBOUND} ssh except\n",
        FIREWALL.replace(f"{ZONE} {INBOUND} ssh\n", "").replace(f"{ZONE} {INBOUND} ping\n", ""),
    ],
)
def test_the_zone_that_the_session_comes_in_by_keeps_letting_it_in(intended):
    found = remediate(FIREWALL, intended, JUNOS, source=SOURCE)
    assert found.reason == (
        "unsafe: after the commit no zone lets ssh in on ge-0/0/1.0, the way to 10.0.0.9"
    )


def test_another_service_of_the_zone_may_go_and_the_session_may_come_by_all_of_them():
    planned(FIREWALL, FIREWALL.replace(f"{ZONE} {INBOUND} ping\n", ""))
    planned(FIREWALL, FIREWALL.replace("services ssh", "services all"))
