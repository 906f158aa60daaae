"""What `commit` and `commit check` complain about: names that are used and defined nowhere.

Texts and paths are from memory of mgd and rpd; the shape of the whole reply is as published.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from lab.sim.junos.show import heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lab.sim.junos.statements import Statement

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A statement that fails the check: where it stands, itself, and why."""

    path: str
    statement: str
    why: str


@dataclass(frozen=True, slots=True)
class _Reference:
    used: tuple[str, ...]
    defined: tuple[str, ...]
    why: str
    built_in: frozenset[str] = frozenset()


_FILTER = "Referenced filter '{}' is not defined"
_POLICY = "Policy error: Policy {} referenced but not defined"
_PREFIX_LIST = "Referenced prefix-list '{}' is not defined"
_COMMUNITY = "Policy error: Community {} referenced but not defined"
_CLASSES = frozenset({"super-user", "superuser", "operator", "read-only", "unauthorized"})
_STATEMENT = ("policy-options", "policy-statement")
_LISTS = ("policy-options", "prefix-list")
_UNIT = ("interfaces", _ANY, "unit", _ANY)
_BGP = (
    ("protocols", "bgp"),
    ("protocols", "bgp", "group", _ANY),
    ("protocols", "bgp", "group", _ANY, "neighbor", _ANY),
)
_POLICY_LEVELS = ((*_STATEMENT, _ANY), (*_STATEMENT, _ANY, "term", _ANY))


def _references() -> Iterator[_Reference]:
    for family, way in product(("inet", "inet6"), ("input", "output")):
        used = (*_UNIT, "family", family, "filter", way)
        yield _Reference(used, ("firewall", "family", family, "filter"), _FILTER)
    users = (*_BGP, ("protocols", "ospf"))
    for user, way in product(users, ("import", "export")):
        yield _Reference((*user, way), _STATEMENT, _POLICY)
    yield _Reference(("routing-options", "forwarding-table", "export"), _STATEMENT, _POLICY)
    for level in _POLICY_LEVELS:
        yield _Reference((*level, "from", "prefix-list", _ANY), _LISTS, _PREFIX_LIST)
        yield _Reference((*level, "from", "prefix-list-filter", _ANY), _LISTS, _PREFIX_LIST)
        community = ("policy-options", "community")
        yield _Reference((*level, "from", "community"), community, _COMMUNITY)
        for verb in ("add", "set", "delete"):
            yield _Reference((*level, "then", "community", verb, _ANY), community, _COMMUNITY)
    for family in ("inet", "inet6"):
        term = ("firewall", "family", family, "filter", _ANY, "term", _ANY)
        for name in ("source-prefix-list", "destination-prefix-list", "prefix-list"):
            yield _Reference((*term, "from", name, _ANY), _LISTS, _PREFIX_LIST)
        policer = "Referenced policer '{}' is not defined"
        yield _Reference((*term, "then", "policer"), ("firewall", "policer"), policer)
    why = "Login class '{}' is not defined"
    yield _Reference(("system", "login", "user", _ANY, "class"), _LOGIN_CLASS, why, _CLASSES)


_LOGIN_CLASS = ("system", "login", "class")
_REFERENCES = tuple(_references())


def complaints(root: Statement) -> list[Complaint]:
    """Everything that the commit check finds wrong, in the order of the checks."""
    found = list(_mandatory(root))
    for reference in _REFERENCES:
        names = {str(one.key) for one in root.walk(*reference.defined, _ANY)}
        found += _undefined(root, reference, names | reference.built_in)
    return [*found, *_strangers(root)]


def _mandatory(root: Statement) -> Iterator[Complaint]:
    if not root.at("system", "root-authentication"):
        yield Complaint("[edit]", "system", "Missing mandatory statement: 'root-authentication'")


def _undefined(root: Statement, reference: _Reference, names: set[str]) -> Iterator[Complaint]:
    for path, statement in _with_paths(root, reference.used):
        for name in statement.values:
            if name not in names:
                yield Complaint(path, heading(statement), reference.why.format(name))


def _strangers(root: Statement) -> Iterator[Complaint]:
    for group in root.walk("protocols", "bgp", "group", _ANY):
        is_internal = group.value("type") == "internal"
        for neighbor in group.walk("neighbor", _ANY):
            if not (is_internal or neighbor.value("peer-as") or group.value("peer-as")):
                why = (
                    f"Error in neighbor {neighbor.key} of group {group.key}:\n"
                    "peer AS number must be configured for an external peer"
                )
                yield Complaint("[edit protocols]", "bgp", why)


def _with_paths(root: Statement, pattern: Sequence[str]) -> Iterator[tuple[str, Statement]]:
    """Like `walk`, with the `[edit ...]` path of what holds each statement."""

    def descend(
        at: Statement, rest: Sequence[str], path: tuple[str, ...]
    ) -> Iterator[tuple[str, Statement]]:
        for child in at.children:
            size = len(child.words)
            fits = all(p in (_ANY, w) for p, w in zip(rest, child.words, strict=False))
            if child.is_inactive or size > len(rest) or not fits:
                continue
            if size == len(rest):
                yield f"[{' '.join(('edit', *path))}]", child
            else:
                yield from descend(child, rest[size:], (*path, *child.words))

    return descend(root, pattern, ())
