"""A seeded few of the random changes that `python -m mutations frr` plays by the hundred."""

from dataclasses import replace

import pytest
from mutations import routers
from mutations.play import FAILED
from mutations.routers import real_case, real_outcome, real_router
from networks import WORKER
from real_routers import require_routers

from netops.config.remediation import PROVEN, remediate

pytestmark = pytest.mark.xdist_group("frr-flows")


@pytest.fixture(scope="module")
def router():
    require_routers()
    with real_router(f"127.{160 + WORKER}") as found:
        yield found


def test_what_is_proven_holds_on_a_real_router(router):
    found = {number: real_outcome(router, real_case(router, number)) for number in range(4)}
    assert {number: one.reason for number, one in found.items() if one.verdict == FAILED} == {}
    assert any(one.verdict == PROVEN and one.stops for one in found.values())


def test_a_plan_that_lacks_its_last_line_is_found_out(router, monkeypatch):
    def shortened(*texts, **known):
        plan = remediate(*texts, **known)
        return replace(plan, commands=plan.commands[:1])

    monkeypatch.setattr(routers, "remediate", shortened)
    found = [real_outcome(router, real_case(router, number)) for number in range(3)]
    assert FAILED in [one.verdict for one in found]
