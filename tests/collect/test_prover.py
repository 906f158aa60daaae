"""Texts are judged in processes of their own, and none is lost when such a process is."""

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from netops.model.device import Device, Identity
from netops.tasks.claims import Claim, judged
from netops.tasks.prover import Prover

DEVICE = Device(name="r1", address="127.0.0.1", port=22, platform="cisco_ios", site="x", role="y")
MANY = 60


def claim(number: int, text: str = "version 15.9\nhostname r1\nsnmp-server community s3cr3t\n"):
    whole = f"{text}ip route 10.0.{number}.0 255.255.255.0 Null0\nend\n"
    return Claim(whole, DEVICE, Identity("r1", "S1", "15.9", ""), b"k" * 32, ())


CLAIMS = [claim(number) for number in range(MANY)]


def children() -> set[int]:
    """The processes of this one that judge."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        found |= {int(pid) for pid in (task / "children").read_text().split()}
    return {p for p in found if b"netops.tasks.judging" in Path(f"/proc/{p}/cmdline").read_bytes()}


def told(before=lambda: None, claims=CLAIMS):
    async def all_judged():
        async with Prover(MANY) as prover:
            await prover.judged(claims[0])
            before()
            return await asyncio.gather(*map(prover.judged, claims))

    return asyncio.run(all_judged())


def test_every_text_gets_the_verdict_that_it_would_get_here():
    assert told() == [judged(one) for one in CLAIMS]


def test_with_a_second_core_another_process_judges_and_ends_with_the_run():
    seen = []
    told(lambda: seen.append(children()))
    assert len(seen[0]) == (os.cpu_count() > 1)
    assert not children()


def test_a_prover_that_dies_loses_no_text():
    def kill():
        for pid in children():
            os.kill(pid, signal.SIGKILL)

    assert told(kill) == [judged(one) for one in CLAIMS]


def test_a_claim_that_breaks_the_prover_breaks_here_as_it_would_without_one():
    odd = replace(CLAIMS[1], device=replace(DEVICE, platform="no_such_platform"))
    with pytest.raises(Exception, match="no_such_platform"):
        told(claims=[CLAIMS[0], odd])


def test_a_machine_without_room_for_another_process_judges_here(monkeypatch):
    # The one thing that cannot be had for real: an interpreter that does not start.
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert told() == [judged(one) for one in CLAIMS]


def test_a_visit_that_was_given_up_leaves_the_answers_of_others_in_order():
    async def story():
        async with Prover(MANY) as prover:
            asked = [asyncio.ensure_future(prover.judged(one)) for one in CLAIMS]
            await asyncio.sleep(0)
            asked[0].cancel()
            return await asyncio.gather(*asked[1:])

    assert asyncio.run(story()) == [judged(one) for one in CLAIMS[1:]]
