"""What cannot be made safe is a finding with its span; what weakens is said, or refused."""

import pytest

from netops.config.commands import read
from netops.config.grammar import grammar
from netops.config.meaning import State
from netops.config.openings import Opening, Openings
from netops.config.remediation import merge, remediate
from netops.config.tree import parse
from netops.config.twins import states
from netops.config.weakening import unasked, weakens
from netops.platforms.registry import platform

IOS, EOS = platform("ios"), platform("eos")
SOURCE = "10.0.0.9"
RUNNING = """\
aaa new-model
aaa authentication login default local
username admin secret 9 x
ip access-list standard M
 permit 10.0.0.0 0.0.0.255
interface GigabitEthernet0/0
 ip address 10.0.0.2 255.255.255.0
interface GigabitEthernet0/9
 switchport trunk allowed vlan 10
 switchport mode trunk
line vty 0 4
 access-class M in
 transport input ssh
"""


@pytest.mark.parametrize(
    ("snippet", "finding"),
    [
        (
            "interface GigabitEthernet0/0\n shutdown\n no shutdown\n",
            (
                "interface GigabitEthernet0/0, the way to 10.0.0.9, is down: open for 1 command, "
                "after command 2"
            ),
        ),
        (
            "line vty 0 4\n transport input telnet\n exec-timeout 5 0\n transport input ssh\n",
            "management is cut: SSH to the device is cut: open for 2 commands, 2 to 3",
        ),
        (
            (
                "ip access-list standard M\n no permit 10.0.0.0 0.0.0.255\n"
                " permit 10.9.0.0 0.0.0.255\n permit 10.0.0.0 0.0.0.255\n"
            ),
            (
                "the filter of line vty 0 4 no longer admits 10.0.0.9: open for 1 command, "
                "after command 3"
            ),
        ),
        (
            (
                "interface GigabitEthernet0/9\n no switchport trunk allowed vlan\n"
                " switchport trunk allowed vlan 10\n"
            ),
            (
                "interface GigabitEthernet0/9 carries more VLANs than before or after: "
                "open for 1 command, after command 2"
            ),
        ),
        (
            "hostname b\nno username admin\n",
            "management is cut: the last local user goes: open for 1 command, after command 2",
        ),
    ],
)
def test_what_is_open_or_cut_is_a_finding_with_its_span(snippet: str, finding: str) -> None:
    found = merge(RUNNING, snippet, IOS, source=SOURCE)
    assert found.verdict == "refused"
    assert finding in found.findings
    assert finding in found.risks
    # Told once: not as a span and as a moment.
    assert not [risk for risk in found.risks if risk.startswith("after command")]


MAP = """\
ip prefix-list A seq 5 permit 10.1.0.0/16
route-map OUT permit 10
 match ip address prefix-list A
 match tag 5
{}router bgp 65000
 neighbor 192.0.2.1 remote-as 65001
 neighbor 192.0.2.1 route-map OUT out
"""


@pytest.mark.parametrize(
    ("snippet", "finding"),
    [
        (
            "route-map OUT permit 20\n match ip address prefix-list A\n match tag 7\n",
            "route-map OUT permit 20 is in use before its match lines: open for 2 commands, 1 to 2",
        ),
        (
            "route-map OUT permit 10\n no match tag 5\n match tag 7\n",
            (
                "route-map OUT permit 10 is in use before its match lines: "
                "open for 1 command, after command 2"
            ),
        ),
        (
            (
                "route-map NEW permit 10\nrouter bgp 65000\n neighbor 192.0.2.1 route-map NEW in\n"
                "route-map NEW permit 10\n match tag 7\n"
            ),
            "route-map NEW permit 10 is in use before its match lines: open for 2 commands, 3 to 4",
        ),
    ],
)
def test_an_entry_in_use_without_its_match_is_a_finding(snippet: str, finding: str) -> None:
    found = merge(MAP.format(""), snippet, IOS, source=SOURCE)
    assert found.verdict == "refused"
    assert found.findings == (finding,)


@pytest.mark.parametrize(
    "snippet",
    [
        "route-map OUT permit 20\n set metric 5\n",
        "route-map OUT permit 10\n match tag 7\n no match tag 5\n",
        "no route-map OUT permit 10\n",
    ],
)
def test_an_entry_that_asks_what_it_should_is_none(snippet: str) -> None:
    running = MAP.format("route-map OUT deny 30\n")
    assert merge(running, snippet, IOS, source=SOURCE).findings == ()


def test_an_entry_whose_lines_are_saved_together_is_looked_at_when_it_is_left() -> None:
    running = (
        "route-map OUT permit 10\n   match tag 5\n"
        "router bgp 65000\n   neighbor 192.0.2.1 route-map OUT out\n"
    )
    whole = "route-map OUT permit 20\n   match tag 7\n"
    late = f"route-map OUT permit 20\nhostname b\n{whole}"
    assert merge(running, whole, EOS, source=SOURCE).findings == ()
    assert merge(running, late, EOS, source=SOURCE).findings == (
        "route-map OUT permit 20 is in use before its match lines: open for 2 commands, 2 to 3",
    )


def test_a_refused_plan_keeps_its_findings() -> None:
    found = remediate(RUNNING, RUNNING.replace("username admin secret 9 x\n", ""), IOS, source="")
    assert found.verdict == "refused"
    assert found.commands == ()
    assert found.findings == (
        "management is cut: the last local user goes: open for 1 command, after command 1",
        (
            "management is cut: logins are for local users, and there is none: "
            "open for 1 command, after command 1"
        ),
    )


def test_an_opening_that_nobody_closes_lasts_to_the_end() -> None:
    openings = Openings()
    openings.begin(2, "A", lambda: True)
    openings.begin(3, "A", lambda: False)
    openings.look(4)
    assert openings.over(5) == (Opening("A", 2, 5),)


def _state(text: str) -> State:
    (state,) = states(grammar(IOS), parse(text, IOS).children)
    return state


@pytest.mark.parametrize(
    "command",
    [
        "ip http server",
        "snmp-server community x RW",
        "line vty 0 4\n transport input telnet ssh",
    ],
)
def test_what_weakens_unasked_is_named(command: str) -> None:
    commands = read(command.splitlines(), IOS)
    target = _state("line vty 0 4\n transport input ssh\n")
    assert unasked(target, commands) == weakens(target, commands[-1])[0]
    assert unasked(_state(command), commands) == ""


@pytest.mark.parametrize(
    "command",
    [
        "no service password-encryption",
        "ip access-list extended A\n permit ip any any",
        "interface GigabitEthernet0/7\n no ip access-group A in",
        "hostname b",
    ],
)
def test_what_only_takes_away_or_stands_in_a_list_needs_no_wish(command: str) -> None:
    assert unasked(_state("ip access-list extended A\n"), read(command.splitlines(), IOS)) == ""


def test_a_plan_that_weakens_without_a_wish_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "`ip http server` turns the clear-text web server on"
    monkeypatch.setattr("netops.config.remediation.unasked", lambda _target, _commands: said)
    found = remediate("hostname a\n", "hostname b\n", IOS, source=SOURCE)
    assert found.verdict == "refused"
    assert found.reason == f"weakens: {said}, and the intended config does not ask for it"
    # A snippet is asked for by being written.
    assert merge("hostname a\n", "hostname b\n", IOS, source=SOURCE).verdict == "proven"
