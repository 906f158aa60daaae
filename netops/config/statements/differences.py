"""In what do two trees of statements differ? Missing, extra, changed and moved statements."""

from collections.abc import Iterator

from netops.config.statements.tree import Node, Tree
from netops.config.textdiff import longest_rise
from netops.model.config import DriftItem, DriftKind, Line

Path = tuple[str, ...]


def differences(ours: Tree, theirs: Tree) -> Iterator[DriftItem]:
    """Every difference, `ours` as running and `theirs` as reference."""
    pair = _Pair(ours, is_speaking=ours.speaks and theirs.speaks)
    yield from pair.level(ours.root, theirs.root, ())


def unmet(tree: Tree, goal: Tree) -> Iterator[DriftItem]:
    """The differences that a plan has to end: all but what the device tells of itself."""
    told = tree.grammar.facts.told
    for item in differences(tree, goal):
        line = item.running or item.reference
        if item.section or line is None or not line.text.startswith(told):
            yield item


class _Pair:
    """Two trees side by side; comments count where both texts can show them."""

    def __init__(self, ours: Tree, *, is_speaking: bool) -> None:
        self._grammar = ours.grammar
        self._is_speaking = is_speaking

    def level(self, ours: Node, theirs: Node, path: Path, before: str = "") -> Iterator[DriftItem]:
        """What two holders hold; `before` are the words in front of each of their statements."""
        for key, one in ours.children.items():
            other = theirs.children.get(key)
            if other is None:
                yield from self._alone(one, DriftKind.EXTRA, path, before)
            else:
                yield from self._both(one, other, path, before)
        for key, other in theirs.children.items():
            if key not in ours.children:
                yield from self._alone(other, DriftKind.MISSING, path, before)

    def _both(self, one: Node, other: Node, path: Path, before: str) -> Iterator[DriftItem]:
        if one.is_leaf or other.is_leaf:
            yield from self._leaf(one, other, path, before)
        elif _is_heading(one) and _is_heading(other):
            yield from self.level(one, other, path, f"{before}{one.word} ")
            yield from self._moved(one, other, path, f"{before}{one.word} ")
        else:
            yield from self._said(one, other, path, before)
            below = (*path, f"{before}{one.word}")
            yield from self.level(one, other, below)
            yield from self._moved(one, other, below, "")

    def _leaf(self, one: Node, other: Node, path: Path, before: str) -> Iterator[DriftItem]:
        values, others = list(one.children), list(other.children)
        if not self._grammar.is_ordered(one.names):
            values, others = sorted(values), sorted(others)
        if values != others or one.is_inactive != other.is_inactive:
            ours, theirs = _line(one, before), _line(other, before)
            yield DriftItem(DriftKind.CHANGED, path, ours, theirs)
        yield from self._comments(one, other, (*path, f"{before}{one.word}"))

    def _said(self, one: Node, other: Node, path: Path, before: str) -> Iterator[DriftItem]:
        if one.is_inactive != other.is_inactive:
            yield DriftItem(DriftKind.CHANGED, path, _line(one, before), _line(other, before))
        yield from self._comments(one, other, (*path, f"{before}{one.word}"))

    def _comments(self, one: Node, other: Node, path: Path) -> Iterator[DriftItem]:
        if self._is_speaking and one.comment != other.comment:
            ours, theirs = _comment(one), _comment(other)
            kind = DriftKind.CHANGED if ours and theirs else DriftKind.EXTRA
            yield DriftItem(kind if ours else DriftKind.MISSING, path, ours, theirs)

    def _alone(self, node: Node, kind: DriftKind, path: Path, before: str) -> Iterator[DriftItem]:
        if _is_heading(node):
            for child in node.children.values():
                yield from self._alone(child, kind, path, f"{before}{node.word} ")
            return
        line = _line(node, before)
        is_extra = kind is DriftKind.EXTRA
        yield DriftItem(kind, path, line if is_extra else None, None if is_extra else line)
        if not node.is_leaf:
            for child in node.children.values():
                yield from self._alone(child, kind, (*path, line.text), "")

    def _moved(self, one: Node, other: Node, path: Path, before: str) -> Iterator[DriftItem]:
        if not self._grammar.is_ordered(one.names):
            return
        place = {key: at for at, key in enumerate(other.children)}
        common = [key for key in one.children if key in place]
        kept = set(longest_rise([place[key] for key in common]))
        for at, key in enumerate(common):
            if at not in kept:
                here, there = one.children[key], other.children[key]
                yield DriftItem(DriftKind.MOVED, path, _line(here, before), _line(there, before))


def _is_heading(node: Node) -> bool:
    """Whether a word is only the beginning of the headings of what it holds."""
    if node.role != "name" or node.is_open or node.is_inactive or not node.children:
        return False
    return node.kind in {"keyed", "headed", ""}


def _line(node: Node, before: str = "") -> Line:
    mark = "inactive: " if node.is_inactive else ""
    words = [child.word for child in node.children.values()] if node.is_leaf else []
    values = f"[ {' '.join(words)} ]" if len(words) > 1 else "".join(words)
    return Line(node.number, f"{mark}{before}{node.word} {values}".rstrip())


def _comment(node: Node) -> Line | None:
    return Line(node.number, f"/* {node.comment} */") if node.comment else None
