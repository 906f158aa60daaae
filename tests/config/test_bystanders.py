"""The short way for lines that only come and go leads where the long way does."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from netops.config.bystanders import is_bystander
from netops.config.commands import Command, NotUnderstood
from netops.config.grammar import grammar
from netops.config.meaning import Item, Section, State
from netops.config.simulate import apply
from netops.config.tree import parse
from netops.platforms.registry import platform

STORIES = Path(__file__).parents[1] / "cases"
PLATFORMS = ("cisco_ios", "cisco_nxos", "arista_eos", "cisco_xr", "frr")
SHORT = "netops.config.simulate.is_bystander"


def told(name: str) -> list[str]:
    """Every line of the top level that a story of the platform has, each once, as it came."""
    texts = (path.read_text() for path in sorted((STORIES / name).glob("*/*.cfg")))
    nodes = (node for text in texts for node in parse(text, platform(name)).children)
    return list(dict.fromkeys(node.text for node in nodes if not node.body and not node.children))


def commands(name: str) -> Iterator[Command]:
    """They come, come again, go, go again, come back, and go while they say `no`."""
    lines = [line.removeprefix("no ") for line in told(name)]
    nos = [f"no {line}" for line in lines]
    for line in (*lines, *lines, *nos, *nos, *lines, *reversed(nos)):
        yield Command((), line)


def seen(section: Section) -> list[object]:
    items = [told_of(item) for item in section.items.values()]
    return [items, sorted(section.negated)]


def told_of(item: Item) -> tuple[object, ...]:
    inner = seen(item.section) if item.section else None
    return item.key, item.norm, item.text, item.body, item.order, inner


def done(state: State) -> list[object]:
    """What the last command did, and what is there now."""
    changed = (state.gone, state.came, state.replaced)
    kinds = [[(header, told_of(item)) for header, item in kind] for kind in changed]
    return [*kinds, sorted(state.beside), seen(state.top)]


def said(state: State, command: Command) -> str:
    try:
        apply(state, command)
    except NotUnderstood as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", PLATFORMS)
def test_both_ways_lead_to_the_same(name: str) -> None:
    short, long = (State(grammar(platform(name))) for _ in "ab")
    with patch(SHORT, side_effect=is_bystander) as asked:
        for command in commands(name):
            answer = said(short, command)
            with patch(SHORT, return_value=False):
                assert said(long, command) == answer
            assert done(short) == done(long), command
    assert asked.called


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("cisco_ios", "ip route 10.0.0.0 255.0.0.0 192.0.2.1"),
        ("cisco_ios", "hostname r1"),
        ("cisco_nxos", "feature bgp"),
        ("frr", "ip route 10.0.0.0/8 192.0.2.1"),
    ],
)
def test_a_line_that_no_table_tells_of_comes_and_goes(name: str, line: str) -> None:
    assert is_bystander(grammar(platform(name)), line)


@pytest.mark.parametrize(
    "line",
    ["interface Vlan1", "access-list 10 permit any", "ip name-server 192.0.2.1", "control-plane"],
)
def test_a_line_that_a_table_tells_of_does_more(line: str) -> None:
    assert not is_bystander(grammar(platform("cisco_ios")), line)
