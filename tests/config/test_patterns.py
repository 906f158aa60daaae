"""Word patterns: which of several one line is told by."""

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
