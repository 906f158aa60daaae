"""What holds for every config: drift, plans and the way back, for texts that nobody wrote."""

import re
from functools import partial
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mutations.lines import Line, text_of
from mutations.mutate import mutated
from mutations.spelling import respelled
from mutations.stock import stock
from mutations.vocabulary import places
from trial import way_back

from netops.config.drift import drift, same
from netops.config.grammar import grammar
from netops.config.remediation import PROVEN, remediate
from netops.config.simulate import simulate
from netops.config.tree import parse, render, rows
from netops.config.twins import states
from netops.model.config import ConfigKind, DriftItem, DriftKind
from netops.platforms.registry import PLATFORMS, platform
from netops.platforms.spec import Platform

LINES = [name for name in PLATFORMS if name != "juniper_junos"]  # braces are not lines
PLANNED = ["cisco_ios", "arista_eos", "frr"]
SOURCE = "10.20.0.9"

each_platform = pytest.mark.parametrize("name", LINES)
each_planned = pytest.mark.parametrize("name", PLANNED)
some = partial(settings, deadline=None, derandomize=True, database=None)


def _tops(name: str) -> st.SearchStrategy[list[Line]]:
    """Configs made of lines and sections that some config has at its top."""
    known = {line.text: line for config in stock(name).configs for line in config}
    tops = st.sampled_from(list(known.values()))
    return st.lists(tops, min_size=1, max_size=8, unique_by=_once)


def _once(line: Line) -> str:
    """What a device holds once: a class matches any or all."""
    return re.sub(r"(?<=^class-map) match-(?:all|any)", "", line.text)


def _changed(name: str, lines: list[Line], seeds: list[int]) -> list[Line]:
    for seed in seeds:
        lines = mutated(lines, stock(name).vocabulary, Random(seed), times=1)
    return lines


def _config(name: str) -> st.SearchStrategy[str]:
    seeds = st.lists(st.integers(0, 9999), max_size=3)
    lines = st.builds(partial(_changed, name), _tops(name), seeds)
    return lines.map(lambda found: text_of(found, platform(name)))


@st.composite
def _pairs(draw: st.DrawFn, name: str) -> tuple[str, str]:
    """A config, and what a few changes make of it."""
    lines = draw(_tops(name))
    seeds = draw(st.lists(st.integers(0, 9999), min_size=1, max_size=3))
    nos = platform(name)
    return text_of(lines, nos), text_of(_changed(name, lines, seeds), nos)


def _has_one_value_each(pair: tuple[str, str], nos: Platform) -> bool:
    """Whether a device may show these: none shows two values of what has one."""
    trees = (parse(text, nos).children for text in pair)
    return not states(grammar(nos), *trees)[0].demoted


def _items(running: str, reference: str, nos: Platform) -> tuple[DriftItem, ...]:
    return drift(running, reference, nos, device="r1", against=ConfigKind.INTENDED).items


@each_platform
def test_a_config_does_not_drift_from_itself(name: str) -> None:
    nos = platform(name)

    @some(max_examples=40)
    @given(_config(name))
    def holds(text: str) -> None:
        assert _items(text, text, nos) == ()
        assert same(text, render(parse(text, nos)), nos)

    holds()


@each_planned
def test_a_config_needs_no_command_to_become_itself(name: str) -> None:
    nos = platform(name)

    @some(max_examples=40)
    @given(_tops(name), st.integers(0, 9999))
    def holds(lines: list[Line], seed: int) -> None:
        text = text_of(lines, nos)
        other = text_of(respelled(lines, nos, Random(seed)), nos)
        for intended in (text, other):
            plan = remediate(text, intended, nos, source=SOURCE)
            assert (plan.verdict, plan.commands) == (PROVEN, ())

    holds()


@each_platform
def test_drift_is_empty_on_both_sides_or_on_none(name: str) -> None:
    nos = platform(name)

    @some(max_examples=60)
    @given(_pairs(name))
    def holds(pair: tuple[str, str]) -> None:
        running, reference = pair
        there, back = _items(running, reference, nos), _items(reference, running, nos)
        assert bool(there) == bool(back) == (not same(running, reference, nos))

    holds()


@each_platform
def test_a_line_that_is_missing_is_found(name: str) -> None:
    nos = platform(name)
    whole = stock(name).configs[0]
    count = sum(1 for _ in places(whole))

    @some(max_examples=40)
    @given(st.integers(0, count - 1))
    def holds(at: int) -> None:
        lines = [line.clone() for line in whole]
        _, gone = list(places(lines))[at]
        header = next((above.text for above in lines if gone in above.children), "")
        assume(not gone.children and not grammar(nos).is_silent(header, gone.text))
        text = text_of(lines, nos)
        _without(lines, gone)
        assert _items(text_of(lines, nos), text, nos) != ()

    holds()


def _without(lines: list[Line], gone: Line) -> None:
    lines[:] = [line for line in lines if line is not gone]
    for line in lines:
        _without(line.children, gone)


@each_planned
def test_a_proven_plan_reaches_and_then_nothing_is_left(name: str) -> None:
    nos = platform(name)

    @some(max_examples=60)
    @given(_pairs(name))
    def holds(pair: tuple[str, str]) -> None:
        running, intended = pair
        assume(_has_one_value_each(pair, nos))
        plan = remediate(running, intended, nos, source=SOURCE)
        assume(plan.verdict == PROVEN)
        after = simulate(running, plan.commands, nos)
        left = _items(after, plan.predicted, nos)
        # What a command said is predicted, though not every device shows it.
        assert all(item.kind is DriftKind.MISSING for item in left)
        assert remediate(plan.predicted, intended, nos, source=SOURCE).commands == ()
        assert same(simulate(after, plan.rollback, nos), running, nos)

    holds()


@each_planned
def test_a_proven_plan_can_be_taken_back_from_each_of_its_lines(name: str) -> None:
    nos = platform(name)

    @some(max_examples=40)
    @given(_pairs(name))
    def holds(pair: tuple[str, str]) -> None:
        running, intended = pair
        assume(_has_one_value_each(pair, nos))
        plan = remediate(running, intended, nos, source=SOURCE)
        assume(plan.verdict == PROVEN)
        for row in rows("\n".join(plan.commands), nos):
            stopped = simulate(running, plan.commands[: row.number + len(row.body)], nos)
            assert same(simulate(stopped, way_back(stopped, running, nos), nos), running, nos)

    holds()


@pytest.mark.parametrize("name", list(PLATFORMS))
def test_a_text_comes_back_from_its_tree(name: str) -> None:
    nos = platform(name)
    words = sorted({line.text for config in stock(name).configs for _, line in places(config)})
    ends = ["!", "exit", "end", "#", "}", *nos.closers]
    line = st.sampled_from([*words, *ends]) | st.text("ab{}!^C #", min_size=1, max_size=6)
    indented = st.builds(lambda depth, text: " " * depth + text, st.integers(0, 5), line)

    @some(max_examples=200)
    @given(st.lists(indented, max_size=12))
    def holds(lines: list[str]) -> None:
        text = "".join(f"{one.rstrip()}\n" for one in lines if one.strip())
        volatile = {row.number for row in rows(text, nos) if row.is_volatile}
        shown = [one for at, one in enumerate(text.splitlines(), 1) if at not in volatile]
        assert render(parse(text, nos)).splitlines() == shown

    holds()
