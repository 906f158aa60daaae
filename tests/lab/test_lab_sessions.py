"""EOS tells of a commit timer in two dialects."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from lab.sim.clock import Clock
from lab.sim.device import Actor
from lab.sim.eos.cli import EosCli
from lab.topology import boot, identities

CORE = next(one for one in identities("127.61") if one.name == "ams1-core1")
ACTOR = Actor("netops", "127.0.0.1", "command-api")


async def armed(version: str):
    device = boot(replace(CORE, version=version), Clock())
    cli = EosCli(device, ACTOR, abbreviated=False)
    for line in ("configure session s", "vlan 40", "commit timer 00:05:00"):
        cli.run(line)
    facts = cli.run("show configuration sessions detail").facts
    cli.run("configure session s abort")
    return facts, device.clock.uptime()


@pytest.mark.parametrize("version", ["4.28.3M", "4.31.2F"])
def test_the_old_dialect_puts_the_timer_into_the_session(version):
    facts, uptime = asyncio.run(armed(version))
    assert facts["sessions"]["s"]["state"] == "pendingCommitTimer"
    assert facts["sessions"]["s"]["commitBy"] == pytest.approx(uptime + 300, abs=2)
    assert "commitTimerSessionName" not in facts


def test_the_new_dialect_puts_the_timer_beside_the_sessions():
    facts, uptime = asyncio.run(armed("4.32.1F"))
    assert facts["sessions"]["s"]["state"] == "committed"
    assert facts["commitTimerSessionName"] == "s"
    assert facts["commitTimerExpireTime"] == pytest.approx(uptime + 300, abs=2)


def test_only_five_sessions_can_be_pending():
    cli = EosCli(boot(CORE, Clock()), ACTOR, abbreviated=False)
    for number in range(5):
        cli.run(f"configure session s{number}")
        cli.leave()
    with pytest.raises(Exception, match="Maximum number of pending sessions"):
        cli.run("configure session s5")
