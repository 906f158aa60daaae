"""Where a line stands, told by indentation."""

import pytest

from netops.config.sections import body, lines_of, section

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


def stands(text, line, comment=("!",)):
    lines = lines_of(text)
    return section(lines, lines.index(line), comment)


def test_a_line_stands_below_the_headers_above_it_past_blank_lines_and_comments():
    assert stands(IOS, "  neighbor 10.0.0.1 activate") == (
        "router bgp 65000",
        "address-family ipv4",
    )
    assert stands(IOS, " exit-address-family") == ("router bgp 65000",)
    assert stands(IOS, "interface Gi0/1") == ()


def test_braces_change_nothing_and_comments_are_the_platforms_own():
    assert stands(JUNOS, "        disable;", ("#", "/*")) == ("interfaces {", "ge-0/0/1 {")
    assert stands(JUNOS, "            family inet;") == ("interfaces {", "ge-0/0/0 {", "unit 0 {")


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
    lines = lines_of(IOS)
    found = body(lines, lines.index(header))
    assert (found.start, found.stop) == (below.start, below.stop)


def test_only_a_line_feed_ends_a_line_as_in_git():
    assert lines_of("a\x0bb\u2028c\nd\n") == ["a\x0bb\u2028c", "d"]
    assert lines_of("") == []
