"""Of each line of a plan: why it is there, what it undoes, and what undoes it."""

from pathlib import Path

import pytest

from netops.config import explain as module
from netops.config.explain import Explanation, Step, explain
from netops.config.remediation import merge, remediate
from netops.model.config import DriftKind
from netops.platforms.registry import platform

IOS = platform("ios")
SOURCE = "10.0.0.9"
CASES = Path(__file__).parent.parent / "cases"
PLANNED = sorted(path.parent for path in CASES.glob("*/*/remediation.cfg"))


def explained(running: str, intended: str) -> Explanation:
    plan = remediate(running, intended, IOS, source=SOURCE)
    assert plan.verdict == "proven", plan.reason
    return explain(running, intended, plan.commands, plan.rollback, IOS, source=SOURCE)


def settled(step: Step) -> list[tuple[str, str, str]]:
    return [
        (
            one.kind,
            one.running.text if one.running else "",
            one.reference.text if one.reference else "",
        )
        for one in step.settles
    ]


def made(step: Step) -> list[str]:
    lines = (one.reference or one.running for one in step.makes)
    return [line.text for line in lines if line]


def test_a_changed_line_settles_its_drift_and_the_way_back_names_the_line_that_undoes_it() -> None:
    (step,) = explained("hostname a\n", "hostname b\n").steps
    assert (step.number, step.path, step.line) == (1, (), "hostname b")
    assert settled(step) == [("changed", "hostname a", "hostname b")]
    assert (step.makes, step.mends, step.needed, step.warnings) == ((), (), "", ())
    assert step.undone_by == (1,)


def test_equal_configs_have_nothing_to_explain() -> None:
    assert explained("hostname a\n", "hostname a\n") == Explanation((), ())


def test_a_header_that_is_there_already_only_opens_its_section() -> None:
    port = "interface GigabitEthernet0/1\n description {}\n"
    header, line = explained(port.format("a"), port.format("b")).steps
    assert header.opens
    assert (header.settles, header.makes, header.mends, header.needed) == ((), (), (), "")
    assert (line.path, line.opens) == (("interface GigabitEthernet0/1",), False)


LIST = """\
ip access-list standard MGMT-IN
 {}
 deny any log
line vty 0 4
 access-class MGMT-IN in
 transport input ssh
"""


def test_a_second_list_is_there_so_that_the_door_is_never_without_a_filter() -> None:
    found = explained(
        LIST.format("permit 10.0.0.0 0.0.0.255"), LIST.format("permit 10.0.0.0 0.0.0.127")
    )
    steps = {step.line: step for step in found.steps}
    fill = steps["permit 10.0.0.0 0.0.0.127"]
    spare = next(step for step in found.steps if step.path == (found.steps[0].line,))
    assert found.steps[0].line == "ip access-list standard MGMT-IN-NETOPS"
    assert not spare.settles
    assert "access list MGMT-IN-NETOPS is referred to" in spare.needed
    bind = steps["access-class MGMT-IN-NETOPS in"]
    gone = steps["no ip access-list standard MGMT-IN"]
    assert bind.needed == (
        f"after command {gone.number} access list MGMT-IN is in use while missing or empty"
    )
    assert bind.until == (steps["access-class MGMT-IN in"].number,)
    assert steps["access-class MGMT-IN in"].mends == (bind.number,)
    assert settled(gone) == [("extra", "permit 10.0.0.0 0.0.0.255", "")]
    assert "deny any log" in made(gone)
    assert settled(fill) == [("missing", "", "permit 10.0.0.0 0.0.0.127")]
    assert fill.undone_by
    last = steps["no ip access-list standard MGMT-IN-NETOPS"]
    assert found.steps[0].number in last.mends
    assert set(found.steps[0].until) == {last.number}


def test_what_another_vrf_takes_along_is_named_with_the_line_that_brings_it_back() -> None:
    running = (
        "vrf definition A\nvrf definition B\ninterface GigabitEthernet0/1\n vrf forwarding A\n"
        " ip address 10.1.0.1 255.255.255.0\n"
    )
    found = explained(running, running.replace("forwarding A", "forwarding B"))
    steps = {step.line: step for step in found.steps}
    address = steps["ip address 10.1.0.1 255.255.255.0"]
    assert made(steps["vrf forwarding B"]) == ["ip address 10.1.0.1 255.255.255.0"]
    assert steps["vrf forwarding B"].until == (address.number,)
    assert address.mends == (steps["vrf forwarding B"].number,)


def test_a_line_that_opens_something_says_for_how_long() -> None:
    running = "ip access-list standard A\n permit any\n" + "line vty 0 4\n access-class A in\n"
    snippet = "no ip access-list standard A\nhostname b\nip access-list standard A\n permit any\n"
    plan = merge(running, snippet, IOS, source="")
    assert plan.verdict == "refused"
    found = explain(running, plan.predicted, plan.commands, plan.rollback, IOS, source="")
    what = "access list A is in use while missing or empty: open for 3 commands, 1 to 3"
    assert what in plan.findings
    assert found.steps[0].warnings == (what,)


def test_a_line_that_weakens_is_marked() -> None:
    (step,) = explained("no ip http server\n", "ip http server\n").steps
    assert step.warnings == ("`ip http server` turns the clear-text web server on",)


def test_a_line_that_changes_nothing_has_no_reason() -> None:
    found = explain("hostname a\n", "hostname a\n", ["hostname a"], [], IOS, source="")
    (step,) = found.steps
    assert (step.settles, step.makes, step.needed, step.undone_by) == ((), (), "", ())


def test_once_the_budget_is_spent_lines_of_one_section_are_looked_at_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_BUDGET", 0)
    port = "interface GigabitEthernet0/1\n description {}\n mtu {}\nhostname {}\n"
    found = explained(port.format("a", 9000, "a"), port.format("b", 9100, "b"))
    last = next(step for step in found.steps if step.line == "mtu 9100")
    first = next(step for step in found.steps if step.line == "description b")
    assert {kind for kind, _, _ in settled(last)} == {DriftKind.CHANGED}
    assert len(last.settles) == 2
    assert first.needed.endswith("description a` would be left")


@pytest.mark.parametrize("story", PLANNED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_line_of_every_story_has_a_reason(story: Path) -> None:
    nos = platform(story.parent.name)
    running, intended, commands, back = (
        (story / f"{name}.cfg").read_text()
        for name in ("running", "intended", "remediation", "rollback")
    )
    found = explain(running, intended, commands.splitlines(), back.splitlines(), nos, source=SOURCE)
    idle = {
        step.line
        for step in found.steps
        if not (step.settles or step.makes or step.mends or step.needed or step.opens)
    }
    # A port that nobody wants is left shut: that means the same as a port at its default.
    assert idle <= {"shutdown"}
    drift = {item for step in found.steps for item in step.settles}
    assert drift or not found.steps
