"""An intent for parts of a device: the sections that it owns; everything else stays as it runs.

A section is named by the words that its first line begins with: `ntp`, `line vty`. In a word `*`
stands for any letters and `?` for one (`interface Gi*`); `router bgp > neighbor` names lines
inside another section. A `no` in front of a line does not count. `set` lines of Junos are owned by
the sections that they would stand in if they were in braces.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from netops.config.grammar import Grammar, grammar
from netops.config.headers import several
from netops.config.statements.forms import in_braces, like
from netops.config.statements.read import is_lines
from netops.config.statements.words import lines
from netops.config.tree import Node, Tree, parse, render
from netops.errors import InputError
from netops.model.config import Line
from netops.platforms.spec import Platform

_Path = tuple[re.Pattern[str], ...]
_OFF = re.compile(r"^(?:no |inactive: )")
_PORTS = re.compile(r"(?<=^interface )[A-Za-z-]+(?=[\d*?])")


def whole(running: str, intended: str, owned: Iterable[str], platform: Platform) -> str:
    """The config that a device should have: owned sections as intended, all else as it runs.

    Raises `InputError` where some lines of a list that is read in order would be owned, and
    others not: nobody could say where they belong.
    """
    claim = _claim(owned, platform)
    ours, theirs = _sections(running, platform), _sections(intended, platform)
    _check_lists(claim, (*ours.children, *theirs.children))
    joined = render(Tree(_joined(claim, ours.children, theirs.children, 0), ours.tail))
    return like(intended, joined, platform.statements) if platform.statements else joined


def part(text: str, owned: Iterable[str], platform: Platform) -> str:
    """The owned sections of a text, and nothing else of it."""
    tree = _sections(text, platform)
    owns = render(Tree(_joined(_claim(owned, platform), (), tree.children, 0)))
    return like(text, owns, platform.statements) if platform.statements else owns


def strangers(text: str, owned: Iterable[str], platform: Platform) -> tuple[Line, ...]:
    """The lines of a text that stand in no owned section."""
    claim = _claim(owned, platform)
    if platform.statements and is_lines(text):
        return tuple(_loose(claim, text, platform))
    return tuple(_outside(claim, parse(text, platform).children))


def _sections(text: str, platform: Platform) -> Tree:
    facts = platform.statements
    return parse(in_braces(text, facts) if facts else text, platform)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What is owned on one level: a path of one step owns a line, a longer one leads below it."""

    grammar: Grammar
    paths: tuple[_Path, ...]

    def spelled(self, node: Node) -> str:
        """The line as a path names it."""
        text = self.grammar.normal(node.text)
        if self.grammar.platform.capture.braces:
            text = text.rstrip(" {;")
        return _OFF.sub("", text)

    def owner(self, node: Node) -> int | None:
        """Which path owns a line with all that is below it, None if none does."""
        line = self.spelled(node)
        owners = (at for at, path in enumerate(self.paths) if not path[1:] and path[0].match(line))
        return next(owners, None)

    def below(self, node: Node) -> "_Claim | None":
        """What is owned inside a section that is not owned itself, None for nothing."""
        line = self.spelled(node)
        paths = tuple(path[1:] for path in self.paths if path[1:] and path[0].match(line))
        if not paths:
            return None
        if self.grammar.sequence(self.grammar.normal(node.text)) is not None:
            raise _torn(line)
        return _Claim(self.grammar, paths)


def _claim(owned: Iterable[str], platform: Platform) -> _Claim:
    known = grammar(platform)
    steps = (section.split(">") for section in owned)
    return _Claim(known, tuple(tuple(_begins(step, known) for step in path) for path in steps))


def _begins(words: str, known: Grammar) -> re.Pattern[str]:
    """A line that begins with these words, in whichever spelling they are."""
    ports = known.platform.interfaces
    spelled = _PORTS.sub(lambda at: ports.get(at[0].lower(), at[0]), known.normal(words))
    letters = re.escape(spelled).replace(r"\*", r"\S*").replace(r"\?", r"\S")
    return re.compile(rf"{letters}(?: |$)")


def _joined(
    claim: _Claim, ours: Sequence[Node], theirs: Sequence[Node], indent: int
) -> tuple[Node, ...]:
    """Our lines with theirs in the place of those that are owned; all of them at `indent`."""
    wanted, inner = _wanted(claim, theirs)
    found: list[Node] = []
    for node in _split(claim, ours):
        if (owner := claim.owner(node)) is not None:
            found += (_shifted(one, indent) for one in wanted.pop(owner, ()))
        elif deeper := claim.below(node):
            _, others = inner.pop(claim.spelled(node), (deeper, []))
            found.append(_within(deeper, node, others))
        else:
            found.append(node)
    left = [node for nodes in wanted.values() for node in nodes]
    for below, nodes in inner.values():
        made = _within(below, nodes[0]._replace(children=()), nodes)
        left += [made] if made.children else []
    return (*found, *(_shifted(node, indent) for node in left))


def _wanted(
    claim: _Claim, theirs: Sequence[Node]
) -> tuple[dict[int, list[Node]], dict[str, tuple[_Claim, list[Node]]]]:
    """Their owned lines by the path that owns them, and sections that hold some by header."""
    wanted: dict[int, list[Node]] = {}
    inner: dict[str, tuple[_Claim, list[Node]]] = {}
    for node in _split(claim, theirs):
        if (owner := claim.owner(node)) is not None:
            wanted.setdefault(owner, []).append(node)
        elif deeper := claim.below(node):
            inner.setdefault(claim.spelled(node), (deeper, []))[1].append(node)
    return wanted, inner


def _within(deeper: _Claim, node: Node, others: Sequence[Node]) -> Node:
    """Our section with their owned lines in it."""
    step = deeper.grammar.facts.indent
    indent = node.children[0].indent if node.children else node.indent + step
    theirs = [child for other in others for child in other.children]
    return node._replace(children=_joined(deeper, node.children, theirs, indent))


def _shifted(node: Node, indent: int) -> Node:
    """A line at another depth, with all that is below it."""
    by = indent - node.indent
    if not by:
        return node
    close = "\n".join(_moved(line, by) for line in node.close.split("\n"))
    children = tuple(_shifted(child, child.indent + by) for child in node.children)
    return node._replace(indent=indent, close=close, children=children)


def _moved(line: str, by: int) -> str:
    bare = line.lstrip()
    return bare and " " * (len(line) - len(bare) + by) + bare


def _split(claim: _Claim, nodes: Iterable[Node]) -> Iterator[Node]:
    """The lines, a `vlan 10-12` as three of them where not all have the same owner."""
    for node in nodes:
        texts = several(claim.grammar, node.text, claim.grammar.normal(node.text))
        pieces = [node._replace(text=text) for text in texts]
        owners = {claim.owner(piece) for piece in pieces}
        yield from pieces if len(owners) > 1 else (node,)


def _outside(claim: _Claim, nodes: Sequence[Node]) -> Iterator[Line]:
    for node in _split(claim, nodes):
        if claim.owner(node) is not None:
            continue
        if deeper := claim.below(node):
            yield from _outside(deeper, node.children)
        else:
            yield Line(node.number, node.text)


def _loose(claim: _Claim, text: str, platform: Platform) -> Iterator[Line]:
    """The `set` lines that stand in no owned section, marks and all."""
    for number, (verb, *words) in lines(text):
        statement = " ".join(words)
        alone = _sections(f"set {statement}", platform)
        if any(_outside(claim, alone.children)):
            yield Line(number, f"{verb} {statement}")


def _check_lists(claim: _Claim, nodes: Sequence[Node]) -> None:
    """A list that shows as lines of its own is owned whole, too."""
    lists: dict[bool, set[str]] = {True: set(), False: set()}
    for node in nodes:
        if flat := claim.grammar.flat(claim.grammar.normal(node.text)):
            lists[claim.owner(node) is not None].add(flat[0])
    for header in sorted(lists[True] & lists[False]):
        raise _torn(header)


def _torn(header: str) -> InputError:
    what = f"'{header}' is read in order, and only some of its lines would be owned"
    return InputError(what, where="owned", hint="own the whole of it, or nothing")
