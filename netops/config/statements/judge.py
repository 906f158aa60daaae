"""Would the device take the commit, and does the tool get in after it?

Nothing of a candidate is in force before the commit, so what held before is held against what
holds after.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import product

from netops.config.statements.access import DOORS, admits, binds, lets_in, stands, way_in
from netops.config.statements.active import everywhere, found, has
from netops.config.statements.tree import Node, Tree
from netops.platforms.statements import Need

Named = tuple[str, str]
_REFUSED = "the device would refuse the commit"


class Checked:
    """A tree that nobody changes any more, and what a commit check finds in it, looked for once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    @cached_property
    def dangling(self) -> dict[Named, None]:
        """The (kind, name) of each reference to something that is not defined."""
        return dict.fromkeys(dangling(self.tree))

    @cached_property
    def lacking(self) -> dict[str, str]:
        """Why it would not be committed as it stands, by entry."""
        return dict(_lacking(self.tree))


def refusals(before: Checked, after: Checked) -> Iterator[str]:
    """Why the device would refuse a commit; what it held before is taken to be fine."""
    for kind, name in after.dangling:
        if (kind, name) not in before.dangling:
            yield f"{_REFUSED}: {kind} {name} is referred to and not defined"
    for entry, why in after.lacking.items():
        if entry not in before.lacking:
            yield f"{_REFUSED}: {why} ({entry})"
    for pattern, why in before.tree.grammar.facts.required:
        if has(before.tree, pattern) and not has(after.tree, pattern):
            yield f"{_REFUSED}: {why}"


def unsafe(before: Checked, after: Checked, source: str) -> Iterator[str]:
    """Why a commit that leads from one tree to the other would fail or shut the tool out."""
    yield from refusals(before, after)
    old, new = before.tree, after.tree
    for fact in old.grammar.facts.lifelines:
        was, is_there = (any(has(tree, one) for one in fact.one_of) for tree in (old, new))
        if was and not is_there:
            yield f"after the commit management is cut: {fact.why}"
    if source:
        yield from _shut_out(old, new, source)


def risks(before: Checked, after: Checked) -> Iterator[str]:
    """What opens something, or takes a guard away."""
    facts = before.tree.grammar.facts
    for pattern, why in facts.weakening:
        old = {_said(node) for node, _ in everywhere(before.tree, pattern)}
        new = dict.fromkeys(_said(node) for node, _ in everywhere(after.tree, pattern))
        yield from (f"`{one}` {why}" for one in new if one not in old)
    gone: dict[str, str] = {}
    for pattern, why in facts.guards:
        left = {_said(node) for node, _ in everywhere(after.tree, pattern)}
        for node, _ in everywhere(before.tree, pattern):
            if _said(node) not in left:
                gone.setdefault(_said(node), why)
    yield from (f"`{one}` goes: {why}" for one, why in gone.items())
    for kind, name in after.dangling:
        if (kind, name) in before.dangling:
            yield f"{kind} {name} is referred to, and the config does not define it"


def _said(node: Node) -> str:
    return " ".join(one.word for one in node.path)


# what refers to what


def dangling(tree: Tree) -> Iterator[Named]:
    """(kind, name) of each reference in force to something that is not defined."""
    facts = tree.grammar.facts
    defined: set[Named] = {("", name) for name in facts.builtin}
    for home in _homes(tree):
        for kind, pattern in facts.definitions:
            defined |= {(kind, bound[-1]) for _, bound in found(home, tuple(pattern.split()))}
    for pattern in facts.references:
        kind = next(word[1:] for word in pattern.split() if word[0] == "@")
        for node, bound in everywhere(tree, pattern):
            name = bound[-1]
            if _is_name(node) and not defined & {(kind, name), ("", name)}:
                yield kind.replace("-", " "), name
    yield from _groups(tree)


def _homes(tree: Tree) -> Iterator[Node]:
    """Where definitions stand: the top, and the groups that the whole config inherits."""
    yield tree.root
    for _, (name,) in found(tree.root, ("apply-groups", "*")):
        yield from (node for node, _ in found(tree.root, ("groups", name)))


def _is_name(node: Node) -> bool:
    """Whether a value is a name and no part of an expression."""
    return not node.key.startswith(("<", "("))


def _groups(tree: Tree) -> Iterator[Named]:
    defined = {name for _, (name,) in found(tree.root, ("groups", "*"))}
    for node in _in_force(tree.root):
        if node.role == "name" and node.key == "apply-groups":
            yield from (("group", name) for name in node.children if name not in defined)


def _in_force(node: Node) -> Iterator[Node]:
    left = [node]
    while left:
        below = [one for one in left.pop().children.values() if not one.is_inactive]
        yield from below
        left += below


def _lacking(tree: Tree) -> Iterator[tuple[str, str]]:
    """(entry, why) of what the device would not commit as it stands."""
    for need in tree.grammar.facts.needs:
        for node, bound in everywhere(tree, need.entry):
            if not _is_met(node, need, bound):
                yield _said(node), need.why


def _is_met(node: Node, need: Need, bound: tuple[str, ...]) -> bool:
    length = len(need.entry.split())
    top = node
    for _ in range(length):
        top = top.parent if top.parent is not None else top
    for pattern in need.one_of:
        left = iter(bound)
        words = tuple(next(left) if word == "*" else word for word in pattern.split())
        if next(found(top, words), None) is not None:
            return True
    return False


# the way in


def _shut_out(before: Tree, after: Tree, source: str) -> Iterator[str]:
    way = way_in(before, source)
    if way is not None and not stands(after, way):
        yield f"after the commit {way.port}, the way to {source}, is down"
    ports = {way.port} if way is not None else set()
    for port, service in product(ports, ("ssh", "netconf")):
        if lets_in(before, port, service) and not lets_in(after, port, service):
            yield f"after the commit no zone lets {service} in on {port}, the way to {source}"
    shut = {
        (bind.place, door)
        for bind in binds(before, ports)
        for door in DOORS
        if not admits(before, bind, source, door)
    }
    for bind in binds(after, ports):
        for door in DOORS:
            if (bind.place, door) not in shut and not admits(after, bind, source, door):
                yield (
                    f"after the commit the filter {' '.join(bind.names)} of {bind.place} "
                    f"no longer admits {source} to port {door}"
                )
