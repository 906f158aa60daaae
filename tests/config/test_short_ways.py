"""What is asked of a line in the short way is what the long way says."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netops.config import grammar as compiled
from netops.config.grammar import Grammar
from netops.config.meaning import Item, Section, State
from netops.config.patterns import Patterns
from netops.config.scoped import Scoped
from netops.config.tree import parse
from netops.config.twins import states
from netops.platforms.registry import PLATFORMS, platform
from netops.platforms.spec import Platform

CASES = Path(__file__).parents[1] / "cases"
NAMES = [name for name in PLATFORMS if platform(name).statements is None]
WORDS = (
    "interface",
    "Gi",
    "0/1",
    "gi0/1",
    "Te1/1/1.100",
    "default",
    "vlan",
    "10-11,12",
    "10,11,13-14",
    "eq",
    "www",
    "range",
    "22",
    "ssh",
    "lt",
    "2001:DB8::1/64",
    "10.0.0.0",
    "permit",
    '"quoted"',
    "no",
    "x-1:",
    "Vl1x",
    "description",
)
MORE = (
    "vlan 10-12",
    "interface Ethernet1-2",
    "access-list 10 permit any",
    "ip prefix-list P permit 10.0.0.0/8",
    "ip name-server 10.0.0.1 10.0.0.2",
    " switchport trunk allowed vlan 1-10",
    " switchport trunk allowed vlan add 20",
    " match ip address prefix-list A B",
    " 10 permit ip any any",
    " permit ip any any",
    " mtu 9000",
    " mtu 1500",
    " no mtu",
    " class C",
    "  police 1000",
    "hostname r1",
    "hostname r2",
    "ip  route 10.0.0.0 255.0.0.0 10.0.0.1",
    "banner motd #a",
    "b#",
    "!",
)


def texts(name: str) -> list[str]:
    return [path.read_text() for path in sorted((CASES / name).glob("*/*.cfg"))]


def lines(name: str) -> st.SearchStrategy[str]:
    known = [line for text in texts(name) for line in text.splitlines()]
    drawn = st.lists(st.sampled_from((*known, *MORE)), max_size=25)
    return drawn.map("\n".join)


def told(section: Section, *, numbers: bool = True) -> object:
    items = [(key, item_told(item, numbers=numbers)) for key, item in section.items.items()]
    return section.header, items, section.numbered, section.flat, section.by_text, section.highest


def item_told(item: Item, *, numbers: bool) -> object:
    inner = told(item.section, numbers=numbers) if item.section is not None else None
    number = item.number if numbers else 0
    line = (item.key, item.norm, item.text, number, item.body, item.lead, item.close)
    return line, item.order, item.plain, inner


def loaded(grammar: Grammar, *given_texts: str) -> list[State]:
    nos = grammar.platform
    return states(grammar, *(parse(text, nos).children for text in given_texts))


def long_way(nos: Platform) -> Grammar:
    """Facts by which every line may be one that stands for others."""
    grammar = Grammar(nos)
    grammar.unusual = grammar.unusual_top = ("",)
    return grammar


@pytest.mark.parametrize("name", NAMES)
def test_a_usual_line_is_loaded_as_any_other(name: str) -> None:
    nos = platform(name)
    short, long = Grammar(nos), long_way(nos)

    def check(text: str) -> None:
        (one,), (other,) = loaded(short, text), loaded(long, text)
        assert (told(one.top), one.demoted) == (told(other.top), other.demoted)

    for text in texts(name):
        check(text)
    given(lines(name))(check)()


@pytest.mark.parametrize("name", NAMES)
def test_a_text_means_beside_another_what_it_means_alone(name: str) -> None:
    grammar = Grammar(platform(name))

    def check(one: str, other: str) -> None:
        beside, alone = loaded(grammar, one, other)[1], loaded(grammar, other)[0]
        # What one text shows to have many values has so in the other.
        if beside.demoted == alone.demoted:
            assert told(beside.top, numbers=False) == told(alone.top, numbers=False)

    spans = tuple(f"{words} " for words in platform(name).judge.habits.spans)
    # Where one text cuts a span the other is cut too.
    whole = [text for text in texts(name) if not any(f"\n{words}" in text for words in spans)]
    for one, other in pairwise(whole):
        check(one, other)
        check(one, f"{other}{one}{other}")


@pytest.mark.parametrize("name", NAMES)
def test_words_that_need_no_other_spelling_are_found_by_a_look_at_the_line(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, each = Grammar(platform(name)), Grammar(platform(name))
    known = {line for text in texts(name) for line in text.splitlines()}

    def check(line: str) -> None:
        found = quick.normal(line)
        with monkeypatch.context() as always:
            always.setattr(compiled, "_NUMBERED", re.compile(""))
            assert each.normal(line) == found

    for line in sorted(known):
        check(line)
    given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))(check)()


def test_ports_are_numbered_behind_what_compares_and_nowhere_else() -> None:
    normal = Grammar(platform("cisco_ios")).normal
    assert normal("permit tcp any eq www any range ssh 25 log") == (
        "permit tcp any eq 80 any range 22 25 log"
    )
    assert normal("permit tcp any eq www 443 x ssh") == "permit tcp any eq 80 443 x ssh"
    assert normal("permit tcp any eq") == "permit tcp any eq"


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_pattern_that_is_found_is_the_first_of_the_longest_ones(name: str) -> None:
    judge = platform(name).judge
    known = [
        *(line for scope in judge.scopes for line in (*scope.single, *scope.short, *scope.many)),
        *(line for _, line in judge.references),
        "ip **",
        "ip route $",
        "* route",
    ]
    table = Patterns(known)
    words = sorted({word for line in known for word in line.split()} - {""})

    @given(st.lists(st.sampled_from(words), min_size=1, max_size=6))
    def check(line: list[str]) -> None:
        hits = list(table.every(line))
        assert table.find(line) == (max(hits, key=lambda hit: hit.depth) if hits else None)

    check()
    for pattern in known:
        line = [word.replace("*", "x").replace("?", "y") for word in pattern.split()]
        hits = list(table.every(line))
        assert table.find(line) == (max(hits, key=lambda hit: hit.depth) if hits else None)


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_below_a_header_are_those_of_each_scope_that_it_is_like(name: str) -> None:
    judge = platform(name).judge
    pairs = (*judge.silent, *judge.references)
    scoped = Scoped(pairs)
    headers = {"", "x", *(scope.replace("*", "x").replace("?", "y") for scope, _ in pairs)}
    for header in sorted(headers):
        near = [
            Patterns((line,))
            for scope, line in pairs
            if (Patterns((scope,)).of(header) if scope and header else scope == header)
        ]
        for _, line in pairs:
            words = line.replace("*", "x").split(" ")
            is_one = any(hit.depth == len(words) for table in near for hit in table.every(words))
            assert scoped.below(header).is_one(" ".join(words)) is is_one
