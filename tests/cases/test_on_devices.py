"""Each story on an emulated device, which was written apart from netops and shares none of it.

The device boots what runs, takes the commands at its own command line, and its memory is read: it
must hold what was meant. From wherever a push may stop, the way back that is planned from a fresh
reading must lead to what ran before, and on the way nobody gets in who was kept out. FRR stories
run on real routers (tests/flows/test_frr_plans.py).
"""

from pathlib import Path

import pytest
from emulated import TOOL
from trial import Trial

from lab.sim.platforms import PLATFORMS
from netops.config.remediation import remediate

STORIES = sorted(
    path.parent
    for path in Path(__file__).parent.glob("*/*/running.cfg")
    if path.parent.parent.name in PLATFORMS
)
REFUSED = [story for story in STORIES if (story / "refused.txt").exists()]
PLANNED = [story for story in STORIES if story not in REFUSED]
# What no device holds: a line without the one that it needs.
LACKING = [story for story in REFUSED if "it needs `" in (story / "refused.txt").read_text()]


def named(story: Path) -> str:
    return f"{story.parent.name}/{story.name}"


def lines(story: Path, name: str) -> list[str]:
    return (story / f"{name}.cfg").read_text().splitlines()


def trial(story: Path) -> Trial:
    running, intended = ((story / f"{one}.cfg").read_text() for one in ("running", "intended"))
    commands = [] if story in REFUSED else lines(story, "remediation")
    return Trial(story.parent.name, running, intended, commands)


@pytest.mark.parametrize("story", PLANNED, ids=named)
def test_a_device_goes_where_the_plan_says_and_back(story: Path) -> None:
    found = trial(story)
    device = found.device()
    device.take(lines(story, "remediation"))
    assert found.missed(device.memory) == []
    device.take(lines(story, "rollback"))
    assert found.is_back(device.memory), device.memory


@pytest.mark.parametrize("story", PLANNED, ids=named)
def test_a_plan_from_what_the_device_shows_leads_there_too(story: Path) -> None:
    found = trial(story)
    device = found.device()
    plan = remediate(device.memory, found.intended, found.platform, source=TOOL)
    assert plan.verdict == "proven", plan.reason
    device.take(plan.commands)
    assert found.missed(device.memory) == []


@pytest.mark.parametrize("story", PLANNED, ids=named)
def test_a_device_goes_back_from_every_point_where_a_push_may_stop(story: Path) -> None:
    assert list(trial(story).lost()) == []


@pytest.mark.parametrize("story", PLANNED, ids=named)
def test_on_the_way_nobody_is_let_in_or_locked_out(story: Path) -> None:
    assert list(trial(story).opened()) == []


@pytest.mark.parametrize("story", LACKING, ids=named)
def test_a_device_does_not_take_a_line_without_the_one_that_it_needs(story: Path) -> None:
    found = trial(story)
    assert found.device().memory
    with pytest.raises(ValueError, match=r"invalid|not configured"):
        found.goal()


@pytest.mark.parametrize("story", [one for one in REFUSED if one not in LACKING], ids=named)
def test_a_device_knows_what_a_refused_plan_speaks_of(story: Path) -> None:
    found = trial(story)
    assert found.device().memory
    assert found.goal().memory


@pytest.mark.parametrize("story", PLANNED, ids=named)
def test_on_the_way_back_nobody_is_let_in_or_locked_out(story: Path) -> None:
    there = trial(story)
    back = lines(story, "rollback")
    home = Trial(there.name, there.running, there.intended, back, taken=there.commands)
    assert list(home.opened()) == []
