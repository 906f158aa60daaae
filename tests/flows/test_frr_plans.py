"""What the judge believes of FRR is true: each story's plan and ways back, on a real router."""

import re

import pytest
from trial import way_back

from netops.config.commands import read, written
from netops.config.drift import same
from netops.platforms.registry import platform

from .workbench import ROOT

pytestmark = pytest.mark.xdist_group("frr-flows")

FRR = platform("frr")
STORIES = sorted(
    story
    for story in (ROOT / "tests" / "cases" / "frr").iterdir()
    if not (story / "refused.txt").exists()
)
SHOWN = re.compile(r"^Current configuration:\n(.*?^end)$", re.MULTILINE | re.DOTALL)


class Stage:
    """Router r1, whose /var/tmp is a folder of ours."""

    def __init__(self, routers):
        self.routers = routers

    def ask(self, command):
        return self.routers.execute("r1", "sh", "-c", command)

    def give(self, lines):
        text = "".join(f"{line}\n" for line in lines)
        (self.routers.state / "r1" / "tmp" / "story").write_text(text)

    def becomes(self, text):
        """Go there from where the last story ended; that is a plan too, and it must hold."""
        self.takes(way_back(self.running(), text, FRR))
        assert same(self.running(), text, FRR)

    def takes(self, lines):
        """Type lines as netops pushes them."""
        self.give(lines)
        said = self.ask("vtysh -f /var/tmp/story 2>&1")
        assert "line " not in said, said

    def plays(self, *scripts):
        """Type one script after the other in one session; what the router holds after each."""
        shown = ("end", "show running-config")
        self.give(line for one in scripts for line in ("configure terminal", *one, *shown))
        said = self.ask("vtysh < /var/tmp/story 2>&1")
        assert "% " not in said, said
        found = SHOWN.findall(said)
        assert len(found) == len(scripts), said
        return found

    def running(self):
        return self.routers.vtysh("r1", "show running-config")


@pytest.fixture(scope="module")
def stage(real_routers):
    yield Stage(real_routers)
    real_routers.reset("r1")
    real_routers.settled()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_real_router_goes_where_the_plan_says_and_back_from_wherever_it_stops(stage, story):
    running, intended, plan, rollback = (
        (story / name).read_text()
        for name in ("running.cfg", "intended.cfg", "remediation.cfg", "rollback.cfg")
    )
    stage.becomes(running)
    commands = read(plan.splitlines(), FRR)
    steps = [written([command], FRR) for command in commands]
    backs = [way_back(halted, running, FRR) for halted in stage.plays(*steps)]
    stage.plays(backs[-1] if backs else ())
    starts = [written(commands[:stop], FRR) for stop in range(1, len(commands))]
    ways = [script for pair in zip(starts, backs, strict=False) for script in pair]
    for stop, returned in enumerate(stage.plays(*ways)[1::2] if ways else (), 1):
        assert same(returned, running, FRR), (stop, returned)
    stage.takes(plan.splitlines())
    assert same(stage.running(), intended, FRR)
    stage.takes(rollback.splitlines())
    assert same(stage.running(), running, FRR)
