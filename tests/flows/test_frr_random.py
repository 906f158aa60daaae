"""Random changes on a real router: each leads where it should, and back to the byte.

Changes follow on each other: the next begins where the last one led. `NETOPS_FRR_CHANGES` and
`NETOPS_FRR_SEED` choose others.
"""

import os
from random import Random

import pytest
from trial import way_back

from netops.config.clean import canonical
from netops.config.commands import read, written
from netops.config.drift import same
from netops.config.remediation import remediate
from netops.config.tree import Tree, parse, render
from netops.platforms.registry import platform

from .frr import Console
from .frr_changes import drawn

FRR = platform("frr")
pytestmark = pytest.mark.xdist_group("frr-flows")

CHANGES = int(os.environ.get("NETOPS_FRR_CHANGES", "6"))
SEED = os.environ.get("NETOPS_FRR_SEED", "1")


@pytest.fixture(scope="module")
def console(real_routers):
    yield Console(real_routers)
    real_routers.reset("r1")
    real_routers.settled()


def shown(text):
    """The evidence of a config, its sections in order of their words.

    FRR lists what was made last last, whatever it is worth.
    """
    tree = parse(canonical(text, FRR, b"a key of this test"), FRR)
    return "".join(sorted(render(Tree((section,))) for section in tree.children))


@pytest.mark.parametrize("number", range(CHANGES))
def test_a_random_change_leads_there_and_back_to_the_byte(console, number):
    before = console.running()
    intended = drawn(console.routers.fresh("r1"), SEED, number)
    plan = remediate(before, intended, FRR, source="")
    assert plan.verdict == "proven", plan.reason
    commands = read(plan.commands, FRR)
    stop = Random(f"{SEED} {number}").randrange(len(commands) + 1)
    halted = console.takes(written(commands[:stop], FRR))
    assert shown(console.takes(way_back(halted, before, FRR))) == shown(before)
    assert same(console.takes(plan.commands), intended, FRR)
    assert shown(console.takes(plan.rollback)) == shown(before)
    assert same(console.takes(plan.commands), intended, FRR)
