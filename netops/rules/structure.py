"""Objects in a parsed config: the places that a rule judges, and the lines that count there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from netops.config.tree import Node, Tree
from netops.rules.rule import Match


@dataclass(frozen=True, slots=True)
class Place:
    """One object: the whole config, a section, or a line among its siblings.

    `path` holds the lines that lead to it, its own line last; `head` is its own line, None for
    the whole config and for a required section that is missing; `nodes` are the lines that are
    judged; `names` what named groups matched on the way.
    """

    path: tuple[str, ...] = ()
    head: Node | None = None
    nodes: tuple[Node, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def fill(pattern: str, names: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a pattern after putting what was matched before in place of `{name}`."""
    for name, value in names.items():
        pattern = pattern.replace(f"{{{name}}}", re.escape(value))
    return re.compile(pattern)


def negation(pattern: str) -> str:
    """The pattern of the line that takes back, or is taken back by, a line of `pattern`."""
    return f"^{pattern[4:]}" if pattern.startswith("^no ") else f"^(?:no|default) {pattern[1:]}"


def in_force(tree: Tree) -> Tree:
    """The tree without lines that say nothing to the device: comments, deactivated sections."""
    return replace(tree, children=_pruned(tree.children))


def _pruned(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(
        node._replace(children=_pruned(node.children)) if node.children else node
        for node in nodes
        if not node.text.startswith(("!", "#", "inactive:"))
    )


def below(nodes: Iterable[Node]) -> Iterator[Node]:
    """The lines among `nodes` and everything below them."""
    for node in nodes:
        yield node
        if node.children:
            yield from below(node.children)


def hits(
    nodes: Iterable[Node], patterns: Iterable[str], names: Mapping[str, str]
) -> Iterator[tuple[Node, dict[str, str]]]:
    """Each line that a pattern matches, with the named groups of the first that does."""
    compiled = [fill(pattern, names) for pattern in patterns]
    for node in nodes if compiled else ():
        found = next((match for one in compiled if (match := one.search(node.text))), None)
        if found:
            yield node, {k: v for k, v in found.groupdict().items() if v is not None}


def places(tree: Tree, match: Match) -> tuple[Place, ...]:
    """Every object that the rule judges in this config, after `where` and `unless`."""
    if not match.each:
        found = [Place(nodes=_judged(tree.children, match))]
    else:
        found = list(_walk(tree.children, match, match.each, Place()))
        if not found and match.required:
            found = [Place()]
    return tuple(place for place in _distinct(found) if _counts(place, match))


def _walk(
    nodes: tuple[Node, ...], match: Match, path: tuple[str, ...], up: Place
) -> Iterator[Place]:
    for node, groups in hits(nodes, path[:1], up.names):
        names = {**up.names, **groups, "section": node.text}
        here = Place((*up.path, node.text), node, (), names)
        if path[1:]:
            yield from _walk(node.children, match, path[1:], here)
        else:
            lines = _judged(nodes if match.beside else node.children, match)
            yield Place(here.path, node, lines, names)


def _judged(nodes: tuple[Node, ...], match: Match) -> tuple[Node, ...]:
    return tuple(below(nodes)) if match.anywhere else nodes


def _distinct(found: Iterable[Place]) -> Iterator[Place]:
    # `neighbor X peer-group` and `neighbor X remote-as` are one object with two lines.
    seen = set()
    for place in found:
        key = (place.path[:-1], place.names.get("name", place.path[-1:]))
        if key not in seen:
            seen.add(key)
            yield place


def _counts(place: Place, match: Match) -> bool:
    return all(any(hits(place.nodes, [one], place.names)) for one in match.where) and not any(
        hits(place.nodes, match.unless, place.names)
    )
