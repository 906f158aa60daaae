"""What the judge believes of FRR is true: each story's plan and way back, on a real router."""

import pytest

from netops.config.drift import same
from netops.platforms.registry import platform

from .workbench import ROOT

pytestmark = pytest.mark.xdist_group("frr-flows")

FRR = platform("frr")
STORIES = sorted((ROOT / "tests" / "cases" / "frr").iterdir())
RELOAD = "/usr/lib/frr/frr-reload.py --reload --stdout --confdir /run/story --rundir /run/story"


class Stage:
    """Router r1, whose /var/tmp is a folder of ours."""

    def __init__(self, routers):
        self.routers = routers
        self.ask("mkdir -p /run/story; cp /etc/frr/vtysh.conf /run/story")

    def ask(self, command):
        return self.routers.execute("r1", "sh", "-c", command)

    def give(self, text):
        (self.routers.state / "r1" / "tmp" / "story").write_text(text)

    def becomes(self, text):
        self.give(text)
        self.ask(f"cp /var/tmp/story /run/story/frr.conf; {RELOAD} /run/story/frr.conf 2>&1")
        assert same(self.running(), text, FRR)

    def takes(self, lines):
        """Type lines as netops pushes them."""
        self.give(lines)
        said = self.ask("vtysh -f /var/tmp/story 2>&1")
        assert "line " not in said, said

    def running(self):
        return self.routers.vtysh("r1", "show running-config")


@pytest.fixture(scope="module")
def stage(real_routers):
    yield Stage(real_routers)
    real_routers.reset("r1")
    real_routers.settled()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_real_router_goes_where_the_plan_says_and_back(stage, story):
    running, intended, plan, way_back = (
        (story / name).read_text()
        for name in ("running.cfg", "intended.cfg", "remediation.cfg", "rollback.cfg")
    )
    stage.becomes(running)
    stage.takes(plan)
    assert same(stage.running(), intended, FRR)
    stage.takes(way_back)
    assert same(stage.running(), running, FRR)
