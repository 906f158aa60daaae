"""From wherever a plan stops a rollback leads back, and people are told where that was tried."""

from typing import Any

import pytest

from netops.config import homeward, rollback
from netops.config.commands import Command
from netops.config.copies import copied_state, shared
from netops.config.drift import differences, same
from netops.config.grammar import grammar
from netops.config.lifelines import Lifelines
from netops.config.meaning import State
from netops.config.remediation import remediate
from netops.config.repair import After, repair
from netops.config.rollback import way_back
from netops.config.simulate import apply, simulate
from netops.config.tree import parse
from netops.config.twins import states
from netops.platforms.registry import platform

IOS = platform("ios")
PORTS = "".join(
    f"interface GigabitEthernet0/{n}\n description port {n}\n switchport access vlan {n}\n"
    for n in range(1, 9)
)
RENAMED = PORTS.replace("description port", "description desk")


def held(*texts: str) -> list[State]:
    return states(grammar(IOS), *(parse(text, IOS).children for text in texts))


def test_every_stop_point_of_a_usual_plan_is_tried() -> None:
    found = remediate(PORTS, RENAMED, IOS, source="10.0.0.9")
    assert found.proofs.notes == ("rollback proven at each of 16 stop points",)


def test_of_a_long_plan_people_are_told_how_many_stop_points_were_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rollback, "_ALONE", 60)
    monkeypatch.setattr(rollback, "_TOGETHER", 60)
    found = remediate(PORTS, RENAMED, IOS, source="10.0.0.9")
    assert found.verdict == "proven"
    assert found.proofs.notes == ("rollback proven at 2 of 16 stop points",)


def test_an_address_that_moves_comes_back_with_both_its_ports() -> None:
    running = (
        "interface Vlan1\n ip address 10.1.0.1 255.255.255.0\ninterface Vlan2\n mtu 1500\n"
        "interface Vlan3\n mtu 1500\n"
    )
    intended = (
        "interface Vlan1\n mtu 9000\ninterface Vlan2\n ip address 10.1.0.1 255.255.255.0\n"
        "interface Vlan3\n mtu 9000\n"
    )
    found = remediate(running, intended, IOS, source="10.0.0.9")
    assert found.verdict == "proven", found.reason
    assert found.proofs.notes[0].startswith("rollback proven at each of")


def test_what_only_shows_beside_other_sections_is_found_too() -> None:
    two = "router bgp 1\n bgp router-id 1.1.1.1\nrouter bgp 2\n"
    state, base = held(two, two)
    commands = [Command((), "no router bgp 1"), Command((), "hostname b")]
    with_hostname = [*commands, Command((), "no router bgp 2")]
    assert "stopped after command 1" in way_back(lambda: (state, base), with_hostname, base).lost


def test_a_copy_changes_without_its_original() -> None:
    base, goal = held(PORTS, PORTS.replace("description port 3", "description desk 3"))
    shared(base, goal)
    port = "interface GigabitEthernet0/2"
    assert base.top.items[port] is goal.top.items[port]
    again = held(PORTS)[0]
    copy = copied_state(base)
    assert [command.line for command in repair(copy, goal)] == ["description desk 3"]
    assert list(differences(base, again)) == []
    assert list(differences(copy, goal)) == []


def test_a_lifeline_is_looked_for_again_when_the_line_that_was_found_is_gone() -> None:
    (state,) = held(
        "username a secret 9 x\nusername b secret 9 x\nline vty 0 4\n exec-timeout 5 0\n"
    )
    facts = IOS.judge.lifelines
    users = next(at for at, fact in enumerate(facts) if fact.lines == ("username ",))
    harmless = {at for at, fact in enumerate(facts) if fact.never}
    lines = Lifelines(state)
    assert lines.alive() == {users} | harmless
    apply(state, Command((), "no username a"))
    assert lines.stands(users)
    apply(state, Command((), "no username b"))
    assert not lines.stands(users)
    apply(state, Command((), "username c secret 9 x"))
    assert lines.stands(users)


@pytest.mark.parametrize(
    ("name", "lines", "rollback"),
    [
        ("cisco_ios", ["no cdp run"], ("default cdp run",)),
        ("arista_eos", ["no lldp run"], ("default lldp run",)),
        ("frr", ["router bgp 1", " no bgp suppress-duplicates"], ("bgp suppress-duplicates",)),
        ("cisco_xr", ["no cdp"], ("cdp",)),
        (
            "cisco_ios",
            ["interface GigabitEthernet0/1", " no snmp trap link-status"],
            ("default snmp trap link-status",),
        ),
    ],
)
def test_a_no_of_which_the_device_was_silent_is_taken_back(
    name: str, lines: list[str], rollback: tuple[str, ...]
) -> None:
    nos = platform(name)
    running = "".join(f"{line}\n" for line in lines[:-1]) or "hostname a\n"
    wanted = "".join(f"{line}\n" for line in (*lines[:-1], lines[-1]))
    intended = wanted if len(lines) > 1 else running + wanted
    found = remediate(running, intended, nos, source="10.0.0.9")
    assert found.verdict == "proven", found.reason
    assert tuple(line.strip() for line in found.rollback if line.strip() in rollback) == rollback
    assert same(simulate(found.predicted, found.rollback, nos), running, nos)


VTY = "hostname {}\nline vty 0 4\n exec-timeout {} 0\n transport input ssh\n"


VTY_PATH = ("line vty 0 4",)
CUTTING = [Command(VTY_PATH, f"transport input {one}") for one in ("telnet", "ssh")]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (CUTTING, "is unsafe: after command 1 management is cut"),
        ([Command((), "no line vty 0 4")], "misses: `no line vty` cannot be simulated"),
    ],
)
def test_a_plan_whose_ways_back_all_do_harm_is_refused(
    first: list[Command], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def harmful(here: State, base: State, *, after: After, **known: Any) -> list[Command]:
        for number, command in enumerate(first, 1):
            apply(here, command)
            after(number, command)
        return [*first, *repair(here, base, after=after, **known)]

    monkeypatch.setattr(homeward, "repair", harmful)
    found = remediate(VTY.format("a", 5), VTY.format("b", 9), IOS, source="10.0.0.9")
    assert found.verdict == "refused"
    refusal = f"no proven way back: stopped after command 1 the rollback {said}"
    assert found.reason.startswith(refusal)
