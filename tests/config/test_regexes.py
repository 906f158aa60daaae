"""A table of regexes answers as each of its regexes does."""

import re

import pytest

from netops.config.regexes import Regexes, begins
from netops.platforms.registry import PLATFORMS, platform

TABLES = {
    (name, kind): patterns
    for name in PLATFORMS
    for kind, patterns in (
        ("volatile", platform(name).capture.volatile),
        ("errors", platform(name).capture.errors),
        ("weakening", tuple(one for one, _ in platform(name).judge.weakening)),
        ("spellings", tuple(one for one, _ in platform(name).judge.spellings)),
    )
}
LINES = (
    "",
    "Building configuration...",
    "Current configuration : 4711 bytes",
    "!Time: now",
    "ntp clock-period 17",
    "ip finger",
    "service tcp-small-servers",
    "snmp-server community x RW",
    "10 permit ip any any",
    "permit any",
    "no ip ssh version",
    "no neighbor 10.0.0.1 password",
    "no ntp",
    "http server",
    "logging 10.0.0.1",
    "area 0.0.0.1",
    "area 1",
    "network 10.0.0.0/8 area 0",
    "ip route 10.0.0.0/8 null0",
    "route-policy A(1)",
    "x,",
    "encr aes",
    "hostname r1",
)


@pytest.mark.parametrize(("name", "kind"), TABLES)
def test_the_tables_of_the_platforms_answer_as_their_regexes_do(name: str, kind: str) -> None:
    patterns = TABLES[name, kind]
    table = Regexes(patterns)
    for line in LINES:
        assert table.match(line) is any(re.match(one, line) is not None for one in patterns), line
        whole = any(re.fullmatch(one, line) is not None for one in patterns)
        assert table.fullmatch(line) is whole, line


@pytest.mark.parametrize(
    ("pattern", "beginning"),
    [
        (r"no logging (?:host|trap)", "no logging "),
        (r"interfaces? x", "interface"),
        (r"a{2}b", ""),
        (r"exit|quit", ""),
        (r"log[)|(]x", "log"),
        (r"log[\](]|x", ""),
        (r"log\(|x", ""),
        (r"log \d+", "log "),
        (r"(?:a|b)c", ""),
    ],
)
def test_a_beginning_is_what_all_lines_share_that_a_regex_matches(
    pattern: str, beginning: str
) -> None:
    assert begins(pattern) == beginning
