"""Where a line stands, told by indentation."""

import pytest

from netops.config.sections import Outline, lines_of
from netops.platforms.registry import platform

IOS = """\
hostname r1
router bgp 65000
 neighbor 10.0.0.1 remote-as 65001
!
 address-family ipv4
  redistribute static

  neighbor 10.0.0.1 activate
 exit-address-family
!
interface Gi0/1
"""
JUNOS = """\
interfaces {
    ge-0/0/0 {
        unit 0 {
            family inet;
        }
    }
    # spare
    ge-0/0/1 {
        disable;
    }
}
"""


OF_IOS = platform("cisco_ios")
BANNER = """\
banner motd ^C
interface Gi9
 description no interface
^C
interface Gi1
 description one
"""


def stands(text, line, known=OF_IOS):
    outline = Outline(text, known)
    return outline.section(outline.lines.index(line))


def test_a_line_stands_below_the_headers_above_it_past_blank_lines_and_comments():
    assert stands(IOS, "  neighbor 10.0.0.1 activate") == (
        "router bgp 65000",
        "address-family ipv4",
    )
    assert stands(IOS, " exit-address-family") == ("router bgp 65000",)
    assert stands(IOS, "interface Gi0/1") == ()


def test_braces_change_nothing_and_comments_are_the_platforms_own():
    junos = platform("juniper_junos")
    assert stands(JUNOS, "        disable;", junos) == ("interfaces {", "ge-0/0/1 {")
    assert stands(JUNOS, "            family inet;", None)[-1] == "unit 0 {"


def test_the_text_of_a_banner_stands_below_its_first_line_whatever_it_looks_like():
    assert stands(BANNER, " description no interface") == ("banner motd ^C",)
    assert stands(BANNER, "interface Gi9") == ("banner motd ^C",)
    assert stands(BANNER, " description one") == ("interface Gi1",)
    assert list(Outline(BANNER, None).body(1)) == [2]


def test_a_word_that_only_looks_like_a_banner_begins_none():
    text = "interface Gi1\n description the banner of fra2\nbanner motd ^C\n a banner\n^C\n"
    assert dict(Outline(text, OF_IOS).prose) == {3: 2, 4: 2}
    assert stands(text, " description the banner of fra2") == ("interface Gi1",)


@pytest.mark.parametrize(
    ("header", "below"),
    [
        ("router bgp 65000", range(2, 9)),
        (" address-family ipv4", range(5, 8)),
        ("hostname r1", range(1, 1)),
        ("interface Gi0/1", range(11, 11)),
    ],
)
def test_a_section_ends_where_a_line_is_indented_no_deeper(header, below):
    outline = Outline(IOS, OF_IOS)
    found = outline.body(outline.lines.index(header))
    assert (found.start, found.stop) == (below.start, below.stop)


def test_only_a_line_feed_ends_a_line_as_in_git():
    assert lines_of("a\x0bb\u2028c\nd\n") == ["a\x0bb\u2028c", "d"]
    assert lines_of("") == []
