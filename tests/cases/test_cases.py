"""Each folder tells one story: what runs, what was meant, the drift, the plan and the way back."""

from pathlib import Path

import pytest

from netops.config.drift import drift, same
from netops.config.plans import Remediation
from netops.config.remediation import remediate
from netops.config.simulate import simulate
from netops.model.config import ConfigKind, Drift, Line
from netops.platforms.registry import platform

SOURCE = "10.0.0.9"
STORIES = sorted(path.parent for path in Path(__file__).parent.glob("*/*/running.cfg"))


def _told(found: Drift) -> str:
    lines = (
        f"{item.kind} | {' > '.join(item.section)} "
        f"| {_line(item.running)} | {_line(item.reference)}\n"
        for item in found.items
    )
    return "".join(lines)


def _line(line: Line | None) -> str:
    return f"{line.number}: {line.text}" if line else ""


def _text(lines: tuple[str, ...]) -> str:
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture(params=STORIES, ids=[f"{s.parent.name}/{s.name}" for s in STORIES])
def story(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def _plan(story: Path) -> tuple[str, str, Remediation]:
    running, intended = ((story / f"{one}.cfg").read_text() for one in ("running", "intended"))
    return (
        running,
        intended,
        remediate(running, intended, platform(story.parent.name), source=SOURCE),
    )


def test_a_story_has_its_drift(story: Path) -> None:
    running, intended, _ = _plan(story)
    found = drift(
        running,
        intended,
        platform(story.parent.name),
        device="r1",
        against=ConfigKind.INTENDED,
    )
    assert _told(found) == (story / "drift.txt").read_text()


def test_a_story_has_its_plan_and_its_way_back(story: Path) -> None:
    running, _, plan = _plan(story)
    if (story / "refused.txt").exists():
        assert plan.verdict == "refused"
        assert plan.reason + "\n" == (story / "refused.txt").read_text()
        assert plan.commands == ()
        return
    assert plan.verdict == "proven", plan.reason
    assert _text(plan.commands) == (story / "remediation.cfg").read_text()
    assert _text(plan.rollback) == (story / "rollback.cfg").read_text()
    nos = platform(story.parent.name)
    after = simulate(running, plan.commands, nos)
    assert same(after, plan.predicted, nos)
    assert same(simulate(after, plan.rollback, nos), running, nos)


def test_a_plan_that_was_applied_has_nothing_left_to_do(story: Path) -> None:
    _, intended, plan = _plan(story)
    nos = platform(story.parent.name)
    if plan.verdict == "proven":
        again = remediate(plan.predicted, intended, nos, source=SOURCE)
        assert again.commands == ()
