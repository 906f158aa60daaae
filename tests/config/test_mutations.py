"""A seeded few of the random changes that `make mutations` plays by the thousand."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from emulated import Emulated
from mutations import play
from mutations.lines import Line, lines_of, text_of
from mutations.memory import Memory, memory
from mutations.play import FAILED, outcome
from mutations.spelling import respelled
from mutations.stock import stock

from netops.config.remediation import PROVEN, Remediation, remediate
from netops.platforms.registry import platform

PLANNED = ["cisco_ios", "arista_eos", "cisco_nxos", "cisco_xr", "juniper_junos"]
# IOS XR reads a section in another place as more of the one before it.
REORDERED = [nos for nos in PLANNED if nos != "cisco_xr"]
BLOCK = 12


@pytest.mark.parametrize("block", range(4))
@pytest.mark.parametrize("nos", PLANNED)
def test_what_is_proven_holds_on_the_device(nos: str, block: int) -> None:
    numbers = range(block * BLOCK, (block + 1) * BLOCK)
    found = {number: outcome(stock(nos).case(number)) for number in numbers}
    failed = {number: one.reason for number, one in found.items() if one.verdict == FAILED}
    assert failed == {}
    assert any(one.verdict == PROVEN and one.stops for one in found.values())


@pytest.mark.parametrize("nos", PLANNED)
def test_a_plan_that_lacks_its_last_line_is_found_out(
    nos: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shortened(*texts: object, **known: object) -> Remediation:
        plan = remediate(*texts, **known)
        return replace(plan, commands=plan.commands[:-1])

    monkeypatch.setattr(play, "remediate", shortened)
    verdicts = [outcome(stock(nos).case(number)).verdict for number in range(BLOCK)]
    assert FAILED in verdicts


@pytest.mark.parametrize("nos", REORDERED)
def test_another_spelling_is_the_same_config_to_a_device(nos: str) -> None:
    for number, (lines, wanted) in enumerate(held(nos)):
        spelled = text_of(respelled(lines, platform(nos), Random(number)), platform(nos))
        assert memory(Emulated(nos, spelled).memory).difference(wanted) == ""
        assert lines_of(spelled, platform(nos)) != []


def held(nos: str) -> Iterator[tuple[list[Line], Memory]]:
    """The configs of the stock and how a device shows them; a story may be of what none takes."""
    for lines in stock(nos).configs:
        with suppress(ValueError):
            yield lines, memory(Emulated(nos, text_of(lines, platform(nos))).memory)


def test_an_element_written_twice_is_in_a_set_once() -> None:
    once, twice, other = (
        memory(f"prefix-set OWN\n{elements}end-set\n")
        for elements in (
            "  10.5.0.0/16,\n  10.6.0.0/16\n",
            "  10.5.0.0/16,\n  10.6.0.0/16,\n  10.5.0.0/16\n",
            "  10.6.0.0/16,\n  10.5.0.0/16\n",
        )
    )
    assert twice.difference(once) == once.difference(twice) == ""
    assert other.difference(once) == "another order: prefix-set OWN"
