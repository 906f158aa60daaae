"""Texts become trees and come back as they were."""

from hypothesis import given
from hypothesis import strategies as st

from netops.config.tree import parse, render
from netops.platforms.registry import platform

IOS, EOS = platform("ios"), platform("eos")


def test_children_are_what_is_indented_deeper() -> None:
    tree = parse("interface Gi0/1\n description a\nhostname r1\n", IOS)
    assert [node.text for node in tree.children] == ["interface Gi0/1", "hostname r1"]
    assert tree.children[0].children[0].text == "description a"
    assert tree.children[0].children[0].number == 2


def test_a_banner_is_opaque() -> None:
    text = "banner motd ^C\n! not a comment\nr1#\nend\n^C\nhostname r1\n"
    tree = parse(text, IOS)
    assert [node.text for node in tree.children] == ["banner motd ^C", "hostname r1"]
    assert tree.children[0].body == ("! not a comment", "r1#", "end", "^C")
    assert render(tree) == text


def test_a_banner_on_one_line_has_no_body() -> None:
    tree = parse("banner motd #Hello#\nhostname r1\n", IOS)
    assert tree.children[0].body == ()
    assert len(tree.children) == 2


def test_a_banner_without_an_end_is_a_plain_line() -> None:
    tree = parse("banner motd ^C\nhostname r1\n", IOS)
    assert [node.text for node in tree.children] == ["banner motd ^C", "hostname r1"]


def test_an_eos_banner_ends_with_eof() -> None:
    text = "banner login\n hello\n!\nEOF\nhostname r1\n"
    tree = parse(text, EOS)
    assert tree.children[0].body == (" hello", "!", "EOF")
    assert render(tree) == text


def test_equal_certificate_lines_stay_in_order() -> None:
    text = (
        "crypto pki certificate chain T\n certificate self-signed 01\n"
        "  AAAA BBBB\n  AAAA BBBB\n  \tquit\nhostname r1\n"
    )
    tree = parse(text, IOS)
    assert len(tree.children[0].children[0].body) == 3
    assert render(tree) == text


def test_a_certificate_line_without_a_body_is_a_plain_line() -> None:
    tree = parse("crypto pki certificate chain T\n certificate self-signed 01\nhostname r\n", IOS)
    assert tree.children[0].children[0].body == ()


def test_an_address_family_closes_where_it_says_so() -> None:
    text = (
        "router bgp 1\n !\n address-family ipv4\n  neighbor 1.1.1.1 activate\n !\n"
        " exit-address-family\n neighbor 1.1.1.1 remote-as 2\n"
    )
    tree = parse(text, IOS)
    family = tree.children[0].children[0]
    assert [node.text for node in family.children] == ["neighbor 1.1.1.1 activate"]
    assert render(tree) == text


def test_ios_12_prints_an_address_family_without_indentation() -> None:
    text = (
        "router bgp 1\n bgp log-neighbor-changes\n address-family ipv4 vrf A\n"
        " redistribute connected\n network 10.0.0.0\n exit-address-family\n"
    )
    router = parse(text, IOS).children[0]
    assert [node.text for node in router.children] == [
        "bgp log-neighbor-changes",
        "address-family ipv4 vrf A",
    ]
    assert len(router.children[1].children) == 2


def test_a_closer_without_its_opener_is_a_plain_line() -> None:
    tree = parse("hostname r1\nexit-address-family\n", IOS)
    assert [node.text for node in tree.children] == ["hostname r1", "exit-address-family"]
    assert parse("exit-vrf\n", IOS).children[0].text == "exit-vrf"


def test_an_empty_address_family_closes_itself() -> None:
    text = "vrf definition A\n address-family ipv4\n exit-address-family\n"
    assert render(parse(text, IOS)) == text


def test_volatile_lines_and_blank_lines_are_left_out() -> None:
    text = "Building configuration...\n\nCurrent configuration : 12 bytes\nhostname r1\nend\n"
    assert render(parse(text, IOS)) == "hostname r1\nend\n"


def test_exit_lines_say_nothing() -> None:
    tree = parse("interface Gi0/1\n shutdown\nexit\nhostname r1\n", IOS)
    assert [node.text for node in tree.children] == ["interface Gi0/1", "hostname r1"]


def test_an_empty_text_is_an_empty_tree() -> None:
    assert render(parse("", IOS)) == ""


_WORDS = st.text(alphabet="abc019./:-", min_size=1, max_size=6).filter(lambda w: w[0] != "-")
_LINES = st.lists(
    st.tuples(st.integers(0, 2), st.lists(_WORDS, min_size=1, max_size=3)), max_size=20
)


@given(_LINES)
def test_rendering_a_parsed_text_gives_the_text_back(lines: list[tuple[int, list[str]]]) -> None:
    text = "".join(f"{' ' * depth}{' '.join(words)}\n" for depth, words in lines)
    assert render(parse(text, IOS)) == text
