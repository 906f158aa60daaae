"""Word patterns: which of several one line is told by."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from netops.config.patterns import Patterns

PATTERNS = Patterns(["ip route", "ip route * ?", "ip * 10.0.0.0", "ip **", "ip route $"])


def test_of_two_patterns_the_longer_one_is_found_and_the_earlier_of_equal_ones() -> None:
    found = [PATTERNS.of(line) for line in ("ip route 10.0.0.0 Null0", "ip route", "ip x", "vlan")]
    assert [hit.payload if hit else None for hit in found] == [1, 0, 3, None]


def test_every_pattern_that_a_line_begins_with_is_told() -> None:
    told = {hit.payload for hit in PATTERNS.every(["ip", "route", "10.0.0.0", "Null0"])}
    assert told == {0, 1, 2, 3}
    assert {hit.payload for hit in PATTERNS.every(["ip", "route"])} == {0, 3, 4}
    assert not list(PATTERNS.every(["vlan"]))


@pytest.fixture
def quick_turns():
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_threads_that_share_a_table_are_told_the_same(quick_turns: None) -> None:
    told = [f"w{i} a{j} * b" for i in range(3) for j in range(8)] + ["* x ? y", "$"]
    lines = [pattern.replace("*", "q").replace("?", "1").split() for pattern in told]
    alone = [Patterns(told).find(line) for line in lines]
    with ThreadPoolExecutor(4) as threads:
        for _ in range(50):
            table = Patterns(told)
            answers = threads.map(lambda _, table=table: [*map(table.find, lines)], range(4))
            assert all(answer == alone for answer in answers)
