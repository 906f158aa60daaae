"""Lines that match, and configs and sections that lack one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netops.config.search import Hit, answers, certain, question
from netops.errors import InputError
from netops.platforms.registry import platform

TEXT = """\
hostname r1
interface Gi1
 description to fra2
 ip address 10.0.0.1 255.255.255.0
interface Gi2
 shutdown
interface Gi3
line vty 0 4
 transport input ssh
"""


IOS = platform("cisco_ios")
BANNER = "banner motd ^C\nntp server 192.0.2.1\nline vty 0 4\n^C\nline vty 0 4\n login\n"


def found(*words, text=TEXT, **options):
    return [
        (hit.section, hit.line.number if hit.line else None, hit.line.text if hit.line else None)
        for hit in answers(question(*words, **options), text, IOS)
    ]


def test_what_a_banner_says_is_found_but_is_no_config():
    assert found("ntp server", text=BANNER) == [(("banner motd ^C",), 2, "ntp server 192.0.2.1")]
    assert found("ntp server", text=BANNER, missing=True) == [((), None, None)]
    lacking = found("transport", within="^line vty", text=BANNER, missing=True)
    assert [number for _, number, _ in lacking] == [5]


JUNOS = """\
system {
    services {
        /* was: netconf */
        ssh;
    }
    /*
    ntp server 192.0.2.1
    */
}
"""


@pytest.mark.parametrize(
    ("nos", "text"),
    [
        ("cisco_ios", "! ntp server 192.0.2.1 is gone\nline vty 0 4\n ! no ntp\n login\n"),
        ("juniper_junos", JUNOS),
    ],
)
def test_what_a_comment_says_is_found_but_no_config_has_it(nos, text):
    def asked(*words, **options):
        return list(answers(question(*words, **options), text, platform(nos)))

    assert asked("ntp server")
    assert asked("ntp server", missing=True) == [Hit((), None)]
    assert len(asked("ntp|netconf", within="vty|services", missing=True)) == 1
    assert asked("login|ssh", missing=True) == []
    assert asked("login|ssh", within="vty|services", missing=True) == []


def test_a_comment_is_no_header():
    text = "! interface Gi1\n  description x\ninterface Gi2\n ! description y\n"
    assert [hit[1] for hit in found("description", within="interface", text=text)] == [4]
    lacking = found("description", within="interface", text=text, missing=True)
    assert [number for _, number, _ in lacking] == [3]


def test_a_match_tells_its_line_and_the_headers_above_it():
    assert found(r"transport input \S+") == [(("line vty 0 4",), 9, " transport input ssh")]
    assert found("^interface Gi[12]$") == [((), 2, "interface Gi1"), ((), 5, "interface Gi2")]
    assert found("telnet") == []


def test_a_pattern_is_searched_line_by_line_and_never_over_the_end_of_one():
    assert found(r"Gi1\s+description") == []
    assert found(r"\AGi") == []
    assert [number for _, number, _ in found(r"\Aline|ssh\Z")] == [8, 9]


def test_words_as_they_are_know_no_regex():
    assert found("0.0.1", is_fixed=True) == [
        (("interface Gi1",), 4, " ip address 10.0.0.1 255.255.255.0")
    ]
    assert found("0.0.[1]", is_fixed=True) == []
    assert found("10.0.0.1 (", is_fixed=True) == []


def test_within_a_section_only_its_lines_count():
    assert [number for _, number, _ in found("s", within="^line")] == [9]
    assert found("hostname", within="^interface") == []


def test_a_config_that_lacks_a_line_is_one_answer_without_a_line():
    assert found("ntp server", missing=True) == [((), None, None)]
    assert found("hostname", missing=True) == []


def test_sections_that_lack_a_line_are_told_by_their_headers_empty_ones_too():
    lacking = found("description", within="^interface", missing=True)
    assert [text for _, _, text in lacking] == ["interface Gi2", "interface Gi3"]
    assert found("description", within="^router", missing=True) == []


@pytest.mark.parametrize(
    ("regex", "where"),
    [
        ("(a", "character 1"),
        ("a[", "character 2"),
        ("a{99999999999999999999}", "the regex is wrong"),
    ],
)
def test_a_wrong_regex_is_shown_where_it_is_wrong(regex, where):
    with pytest.raises(InputError, match=where):
        question(regex)
    with pytest.raises(InputError, match="--section"):
        question("a", within=regex)


@pytest.mark.parametrize(
    ("regex", "word"),
    [
        ("ntp server", "ntp server"),
        (r"^ip ssh version [12]$", "ip ssh version "),
        (r"colou?r", "colo"),
        (r"bar+z", "bar"),
        (r"(foo)?xyz", "xyz"),
        (r"a{2}cde", "cde"),
        (r"a]{bc", "bc"),
        (r"[^]]xyz", "xyz"),
        (r"a[]\]x]bcd", "bcd"),
        (r"\[core\]", "[core]"),
        (r"\bxy\d", "xy"),
        ("a|b", ""),
        ("(?i)ssh", ""),
        (r"\x41bc", ""),
        ("", ""),
        (".*", ""),
    ],
)
def test_the_word_that_every_match_holds_is_found(regex, word):
    re.compile(regex)
    assert certain(regex) == word


_REGEX = st.from_regex(
    r"([ab]|a[*+?]|\[ab\]|\.|\\\.|(\(a\))[?*]?|b\{0,2\}|\^|\$){0,6}", fullmatch=True
)


@given(_REGEX, st.text("ab. ", max_size=8))
def test_a_line_that_matches_always_holds_the_certain_word(regex, line):
    try:
        pattern = re.compile(regex)
    except re.error:
        return
    if pattern.search(line):
        assert certain(regex) in line
