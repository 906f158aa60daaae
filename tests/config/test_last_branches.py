"""Corners of planning that whole stories do not reach: fallbacks, refusals, nothing to take."""

from netops.config.commands import read, written
from netops.config.device_diff import expected
from netops.config.judge import Judgement
from netops.config.remediation import _Case, _reason, merge, remediate
from netops.config.simulate import simulate
from netops.config.tree import parse
from netops.model.change import Mode, Proofs
from netops.platforms.registry import platform

IOS = platform("cisco_ios")
RUNNING = """\
hostname r1
interface GigabitEthernet0/1
 description a
end
"""
INTENDED = RUNNING.replace("description a", "description b")


def case() -> _Case:
    return _Case(RUNNING, IOS, "", goal=parse(INTENDED, IOS))


def test_hier_config_is_asked_after_our_rules_and_before_the_swaps() -> None:
    proposals = [written(each, IOS) for each in case().candidates()]
    assert len(proposals) == 3
    assert proposals[0] == ("interface GigabitEthernet0/1", " description b")
    assert proposals[1][-1] == " description b"


def test_commands_that_do_not_reach_the_goal_are_refused() -> None:
    found = case().weigh([])
    assert (found.verdict, found.commands) == ("refused", ())
    assert "would be left" in found.reason


def test_commands_that_the_device_would_refuse_are_refused() -> None:
    found = case().weigh(read(["no interface GigabitEthernet0/1"], IOS))
    assert found.verdict == "refused"


def test_a_plan_without_a_proven_way_back_says_so() -> None:
    said = Judgement(missed=(), unsafe=(), gaps=(), risks=(), kept=())
    proofs = Proofs(reaches=True, safe=True, rolls_back=False, notes=("step 2 stays",))
    assert _reason(said, proofs) == "no proven way back: step 2 stays"


def test_a_default_of_a_line_that_is_not_there_changes_nothing() -> None:
    commands = ["interface GigabitEthernet0/1", " default shutdown"]
    assert simulate(RUNNING, commands, IOS) == simulate(RUNNING, (), IOS)


def test_what_a_line_before_took_along_is_not_taken_again() -> None:
    running = """\
router bgp 1
 neighbor PG peer-group
 neighbor PG remote-as 2
 neighbor 192.0.2.1 peer-group PG
end
"""
    found = remediate(running, "router bgp 1\nend\n", IOS, source="")
    assert found.verdict == "proven"


def test_a_blank_line_of_a_banner_is_no_line_of_the_device_diff() -> None:
    commands = ["banner motd ^C", "Welcome", "", "back", "^C"]
    predicted = simulate(RUNNING, commands, IOS)
    told = expected(RUNNING, commands, predicted, mode=Mode.MERGE, platform=IOS)
    assert "Welcome" in told
    assert "back" in told


def test_a_section_that_the_device_keeps_is_not_taken_away_when_it_is_empty() -> None:
    found = remediate("line con 0\nhostname a\n", "hostname b\n", IOS, source="")
    assert found.commands == ("hostname b",)


def test_a_group_that_logins_use_never_stands_without_a_server() -> None:
    running = (
        "aaa new-model\naaa group server tacacs+ T\n server name A\n"
        "aaa authentication login default group T local\ntacacs server A\n"
    )
    found = merge(running, "aaa group server tacacs+ T\n no server name A\n", IOS, source="")
    assert "in use while missing or empty" in found.reason
