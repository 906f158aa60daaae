"""Word patterns: which of several one line is told by."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from netops.config.patterns import Hit, Patterns

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


@pytest.mark.usefixtures("quick_turns")
def test_threads_that_share_a_table_are_told_the_same() -> None:
    told = [f"ip a{at} * b" for at in range(200)] + ["* x ? y", "$"]
    lines = [pattern.replace("*", "q").replace("?", "1").split() for pattern in told]
    alone = [Patterns(told).find(line) for line in lines]
    ready = Barrier(4)
    with ThreadPoolExecutor(4) as threads:
        for _ in range(10):
            table = Patterns(told)

            def asked(_: int, table: Patterns = table) -> list[Hit | None]:
                ready.wait()
                return [table.find(line) for line in lines]

            assert all(answer == alone for answer in threads.map(asked, range(4)))
