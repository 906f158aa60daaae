"""The tree that grows level by level is the one that rows make when each stands open."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netops.config.tree import Node, Row, Tree, parse, rows
from netops.platforms.registry import PLATFORMS, platform
from netops.platforms.spec import Platform

WORDS = (
    "hostname r1",
    "interface Ethernet1",
    "router bgp 65000",
    "address-family ipv4 vrf A",
    "neighbor 10.0.0.1 activate",
    "class-map match-any C",
    "policy-map P",
    "class C",
    "vrf A",
    "group G",
    "route-policy P",
    "banner motd ^C",
    "text ^C",
    "crypto pki certificate chain T",
    "certificate 01",
    "! a comment",
    "!",
    "exit",
    "quit",
    "end",
    "EOF",
    "}",
    "scheduler job name J",
    "building configuration...",
    "Building configuration...",
    "",
)


@dataclass
class Open:
    row: Row
    lead: tuple[str, ...]
    children: list["Open"] = field(default_factory=list)
    close: str = ""

    def node(self) -> Node:
        children = tuple(child.node() for child in self.children)
        row = self.row
        return Node(
            row.text, row.number, children, row.body, self.lead, self.close, indent=row.indent
        )


class Chain:
    """Every line that is open, outermost first."""

    def __init__(self, nos: Platform) -> None:
        self.closers = nos.closers
        self.root = Open(Row(0, -1, "", ""), ())
        self.open = [self.root]
        self.lead: list[str] = []

    def take(self, row: Row) -> None:
        if row.text in self.closers and self.closed(row):
            return
        if row.is_comment or row.text in {"exit", "quit"} or (row.text == "end" and not row.indent):
            self.lead += (row.raw, *row.body)
            return
        while self.open[-1].row.indent >= row.indent:
            self.open.pop()
        opened = Open(row, tuple(self.lead))
        self.lead.clear()
        self.open[-1].children.append(opened)
        self.open.append(opened)

    def closed(self, row: Row) -> bool:
        while self.open[-1].row.indent > row.indent:
            self.open.pop()
        section = self.ended(self.closers[row.text])
        if section is not None:
            section.close = "\n".join((*self.lead, row.raw))
            self.lead.clear()
        return section is not None

    def ended(self, opener: str) -> Open | None:
        inner = self.open[-1]
        if inner is self.root or (not opener and inner.row.indent and not inner.children):
            return None
        if inner.row.text.startswith(opener):
            return self.open.pop()
        if self.open[-2].row.text.startswith(opener):
            self.open.pop()
            return self.open.pop()
        siblings = self.open[-2].children
        for at in range(len(siblings) - 1, -1, -1):
            if siblings[at].row.text.startswith(opener) and not siblings[at].close:
                siblings[at].children.extend(siblings[at + 1 :])
                del siblings[at + 1 :]
                self.open.pop()
                return siblings[at]
        return None


def grown(text: str, nos: Platform) -> Tree:
    chain = Chain(nos)
    for row in rows(text, nos):
        if not row.is_volatile:
            chain.take(row)
    return Tree(tuple(child.node() for child in chain.root.children), tuple(chain.lead))


@pytest.mark.parametrize("name", PLATFORMS)
def test_lines_of_any_depth_make_the_same_tree(name: str) -> None:
    nos = platform(name)
    line = st.tuples(st.integers(0, 3), st.sampled_from((*WORDS, *nos.closers)))

    @given(st.lists(line, max_size=25))
    def check(lines: list[tuple[int, str]]) -> None:
        text = "\n".join(" " * indent + words for indent, words in lines)
        assert parse(text, nos) == grown(text, nos)

    check()
