"""What cannot be taken back, or would be written wrong, is said before anything is sent."""

from dataclasses import replace

from netops.config.commands import Command
from netops.config.device_diff import normalise
from netops.config.grammar import grammar
from netops.config.judge import judge
from netops.config.meaning import State
from netops.config.propose import propose
from netops.config.remediation import merge, remediate
from netops.config.rollback import way_back
from netops.config.swap import users
from netops.config.tree import parse
from netops.config.twins import states
from netops.model.change import Mode
from netops.platforms.logins import LOCAL_LOGIN
from netops.platforms.registry import platform

IOS, EOS = platform("ios"), platform("eos")
TWO_ROUTERS = "router bgp 1\nrouter bgp 2\n"


def _states(*texts: str) -> list[State]:
    return states(grammar(IOS), *(parse(text, IOS).children for text in texts))


def test_a_snippet_without_a_way_back_is_refused() -> None:
    found = merge(TWO_ROUTERS, "no router bgp 1\nno router bgp 2\n", IOS, source="")
    assert found.verdict == "refused"
    assert "no proven way back" in found.reason


def test_a_stop_point_without_a_way_back_is_named() -> None:
    def load() -> tuple[State, State]:
        one, two = _states(TWO_ROUTERS, TWO_ROUTERS)
        return one, two

    commands = [Command((), "no router bgp 1"), Command((), "no router bgp 2")]
    assert "stopped after command 1" in way_back(load, commands, load()[1]).lost


def test_a_command_that_a_device_refuses_ends_the_judgement() -> None:
    base, goal = _states("hostname a\n", "hostname b\n")
    said = judge(base, [Command((), "reload in 5")], goal, source="")
    assert not said.reaches
    assert not said.is_safe
    assert "cannot be simulated" in said.error


def test_hier_config_proposes_for_plain_sections_only() -> None:
    plain = _states(
        "interface Loopback1\n description a\n", "interface Loopback1\n description b\n"
    )
    assert [command.line for command in propose(*plain)][-1] == "description b"
    assert propose(*_states("hostname a\n", "hostname b\n")) == ()


def test_nobody_uses_a_list_that_no_line_names() -> None:
    (state,) = _states("interface Loopback1\n shutdown\nhostname a\n")
    assert users(state, ("acl", "A")) == []


def test_several_hunks_of_an_eos_diff_are_played_in_order() -> None:
    base = "".join(f"alias a{n} show {n}\n" for n in range(30))
    diff = (
        "@@ -1,2 +1,2 @@\n-alias a0 show 0\n+alias a0 show x\n alias a1 show 1\n"
        "@@ -29,2 +29,1 @@\n alias a28 show 28\n-alias a29 show 29\n"
    )
    found = normalise(diff, mode=Mode.MERGE, platform=EOS, base=base)
    assert found == "+alias a0 show x\n-alias a0 show 0\n-alias a29 show 29\n"


def test_logins_for_local_users_are_cut_by_the_last_user_that_goes() -> None:
    """No other lifeline draws the eye to users here."""
    ios = replace(IOS, judge=replace(IOS.judge, lifelines=(LOCAL_LOGIN,)))
    login = "aaa new-model\naaa authentication login default local\n"
    users = "username one secret 9 $9$a\nusername two secret 9 $9$b\n"
    plan = remediate(login + users, login, ios, source="")
    assert plan.reason == (
        "unsafe: after command 2 management is cut: logins are for local users, and there is none"
    )
