"""What a Junos configuration may hold: a tree of rules, read from a table of words.

A line of the table is one statement, nested by two blanks:

    name                a container; a statement without a value if nothing is nested in it
    name V              a statement with one value; `V:type` checks it
    name L              a statement with a list of values: `import [ A B ];`
    name $              a statement with a secret, shown with `## SECRET-DATA`
    name K              a list whose entries are `name KEY`
    *                   a list whose entries are the bare key; its XML element is the container's,
                        or the one written behind the asterisk: `*prefix-list-item:prefix`
    ^                   everything of the top again (what a group may hold)

and behind it, in any order: `1` on one line if all it holds is one statement with a value or
without, `0` if that is one without a value, `-` always on one line, `=` one line for each that it
holds and none of its own,
`<` entries in their natural order instead of the order of entry, `!` means something when it
is empty, `@choice` one of its kind.
A slash in a name stands for a blank: `family/inet`. `apply-groups` may stand in every container.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv4Address, ip_address, ip_interface
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = {"V", "L", "K", "$"}
_FLAGS = {"0", "1", "-", "=", "<", "!"}


@dataclass(slots=True, eq=False)
class Rule:
    """One statement that the configuration may hold; `kind` is a letter of the table."""

    words: tuple[str, ...]
    kind: str
    elements: tuple[str, ...]
    checks: str = ""
    choice: str = ""
    oneline: str = ""
    is_sorted: bool = False
    is_present: bool = False
    rank: int = 0
    behind: str = ""
    children: list[Rule] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        """Whether there may be several, told apart by a key."""
        return self.kind in {"K", "*"}

    @property
    def is_leaf(self) -> bool:
        """Whether it holds a value instead of statements."""
        return self.kind in {"V", "L", "$"}

    def find(self, words: tuple[str, ...]) -> Rule | None:
        """The rule of a statement that begins with these words."""
        named = (rule for rule in self.children if rule.words == words[: len(rule.words)])
        found = max(named, key=lambda rule: len(rule.words), default=None)
        is_groups = not found and words[:1] == APPLY_GROUPS.words and self.children
        return APPLY_GROUPS if is_groups else found

    def spelled(self, value: str) -> str:
        """A key or value as the device writes it.

        Area 0 is 0.0.0.0, a host is a prefix, and a routing protocol means unit 0 of a port.
        """
        if self.checks == "area" and value.isdecimal():
            return str(IPv4Address(int(value)))
        if self.checks == "prefix" and "/" not in value and not value.startswith("<"):
            return f"{value}/{128 if ':' in value else 32}"
        if self.checks == "logical" and "." not in value and re.search(r"\d$", value):
            return f"{value}.0"
        return value

    def takes(self, value: str) -> bool:
        """Whether a key or value is of the kind that the rule asks for."""
        check = _CHECKS.get(self.checks)
        if not check:
            return True
        try:
            return bool(check(value))
        except ValueError:
            return False


APPLY_GROUPS = Rule(("apply-groups",), "L", ("apply-groups",), rank=-1)
_PORT = re.compile(r"<.*>|all|(ge|xe|et|ae|lo|fxp|irb|em|gr|st|vtep)[-\d/:]*(\.\d+)?")
# Wildcards of configuration groups (`<*>`, `<ge-*>`) stand for any key.
_CHECKS: dict[str, Callable[[str], object]] = {
    "int": lambda value: value.isdecimal(),
    "area": lambda value: value.startswith("<") or value.isdecimal() or IPv4Address(value),
    "ip": lambda value: value.startswith("<") or ip_address(value),
    "prefix": lambda value: value.startswith("<") or ip_interface(value),
    "interface": _PORT.fullmatch,
    "logical": _PORT.fullmatch,
}


def read(table: str) -> Rule:
    """The root rule of a table of words; raise ValueError for an unknown flag."""
    root = Rule((), "", ())
    path = [root]
    recursive = []
    for rank, line in enumerate(filter(str.strip, table.splitlines())):
        words = line.split()
        del path[(len(line) - len(line.lstrip())) // 2 + 1 :]
        if words == ["^"]:
            recursive.append(path[-1])
            continue
        rule = _rule(words, path[-1], rank)
        path[-1].children.append(rule)
        path.append(rule)
    for rule in recursive:
        rule.children = root.children
    return root


def _rule(words: list[str], parent: Rule, rank: int) -> Rule:
    head, _, checks = words[0].partition(":")
    kind, _, checked = words[1].partition(":") if len(words) > 1 else ("", "", "")
    flags = words[2:] if kind in _KINDS else words[1:]
    is_hidden = head.startswith("*")
    if unknown := [flag for flag in flags if flag not in _FLAGS and flag[0] != "@"]:
        raise ValueError(f"no flag of a rule: {unknown[0]!r} in {' '.join(words)!r}")
    return Rule(
        words=() if is_hidden else tuple(head.split("/")),
        kind="*" if is_hidden else kind if kind in _KINDS else "",
        elements=_elements(head, parent),
        checks=checks or checked,
        choice=next((flag for flag in flags if flag.startswith("@")), ""),
        oneline=next((flag for flag in flags if flag in "01-="), ""),
        is_sorted="<" in flags,
        is_present="!" in flags,
        rank=rank,
    )


def _elements(name: str, parent: Rule) -> tuple[str, ...]:
    if name == "*":
        return parent.elements[-1:]
    return tuple(name.lstrip("*").split("/"))


@cache
def stranger(words: tuple[str, ...], rank: int, behind: str) -> Rule:
    """The rule of a statement that the table does not know.

    It stands where the text has it: behind a statement of this rank, in a sorted list behind
    the entry of this key.
    """
    return Rule(words, "?", ("undocumented",), rank=rank, behind=behind)


def nested(table: str, depth: int) -> str:
    """A table that stands inside another one, so many levels down."""
    return "\n".join("  " * depth + line for line in table.strip().splitlines())
