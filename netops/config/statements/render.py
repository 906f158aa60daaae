"""A tree as text: in braces as the device prints them, or as `set` lines."""

from collections.abc import Iterator

from netops.config.statements.tree import LINES, Node, Tree
from netops.config.statements.words import quoted

_STEP = "    "


def render(tree: Tree) -> str:
    """The text of a tree in the form that it was read from."""
    if tree.form == LINES:
        found = list(set_lines(tree.root))
    else:
        found = [*_Page(tree).level(tree.root, ""), *tree.tail]
    return "".join(f"{line}\n" for line in found)


def spelled(node: Node) -> str:
    """The words from the top down to a node, as a command writes them."""
    words: list[str] = []
    while node.parent is not None:
        words.append(quoted(node.word))
        node = node.parent
    return " ".join(reversed(words))


def set_lines(node: Node) -> Iterator[str]:
    """`set` and `deactivate` lines for everything below a node (the node too, if it is alone)."""
    if not node.children and node.word:
        yield f"set {spelled(node)}"
    for child in node.children.values():
        yield from set_lines(child)
    if node.is_inactive:
        yield f"deactivate {spelled(node)}"


class _Page:
    """The lines of a text in braces."""

    def __init__(self, tree: Tree) -> None:
        self._grammar = tree.grammar

    def level(self, holder: Node, margin: str) -> Iterator[str]:
        """The statements that a node holds."""
        for child in holder.children.values():
            if child.role == "key" or child.is_leaf or self._is_block(child):
                yield from self._statement(child, "", margin)
            else:
                for entry in child.children.values() or (child,):
                    before = f"{child.word} " if entry is not child else ""
                    # What is said of the first word alone stands in front of all of it.
                    if entry is not child and child.is_inactive:
                        before = f"inactive: {before}"
                    yield from self._statement(entry, before, margin)

    def _is_block(self, node: Node) -> bool:
        """Whether a word and what follows it are not one heading."""
        if node.kind in {"keyed", "headed"}:
            return False
        if self._grammar.is_oneline(node.names):
            return True
        if node.is_open or not node.children or node.kind in {"entries", "containers"}:
            return True
        inner = node.children.values()
        return any(one.children for one in inner) and not any(one.is_open for one in inner)

    def _statement(self, node: Node, before: str, margin: str) -> Iterator[str]:
        yield from (f"{margin}{note}" for note in node.notes)
        head = f"{margin}{'inactive: ' if node.is_inactive else ''}{before}{node.word}"
        tail = self._oneline(node)
        if tail is not None:
            yield f"{head}{tail};{self._mark(node)}"
            return
        inner = node.children.values()
        if any(self._grammar.is_continued(child.names) for child in inner):
            for child in inner:
                yield from self._continued(child, f"{before}{node.word} ", margin)
            return
        yield f"{head} {{"
        yield from self.level(node, margin + _STEP)
        yield f"{margin}}}"

    def _continued(self, node: Node, before: str, margin: str) -> Iterator[str]:
        """A statement behind the heading of its holder, or each of its entries."""
        if node.kind != "keyed":
            yield from self._statement(node, before, margin)
        else:
            for entry in node.children.values():
                yield from self._statement(entry, f"{before}{node.word} ", margin)

    def _oneline(self, node: Node) -> str | None:
        """What stands behind a heading if it all fits one line, None if it needs braces."""
        children = list(node.children.values())
        if not children:
            return ""
        if node.is_leaf:
            words = [child.word for child in children]
            return f" [ {' '.join(words)} ]" if len(words) > 1 else f" {words[0]}"
        if not (self._grammar.is_oneline(node.names) or self._is_short(node)):
            return None
        if any(child.notes or child.is_inactive for child in children) or node.is_open:
            return None
        tails = [self._oneline(child) for child in children]
        if None in tails:
            return None
        return "".join(f" {c.word}{tail}" for c, tail in zip(children, tails, strict=True))

    @staticmethod
    def _is_short(node: Node) -> bool:
        """Whether a statement that holds one thing has it on its own line.

        As it stood in the text; what a command brought does if the one thing holds nothing more.
        """
        if len(node.children) > 1 or node.is_open or node.kind == "entries":
            return False
        (only,) = node.children.values()
        return bool(node.number) or (not only.children and node.kind != "containers")

    def _mark(self, node: Node) -> str:
        """The remark of the device behind a line with a secret."""
        last = list(node.leaves())
        known = next((one.mark for one in (*last, node) if one.mark), "")
        is_secret = any(self._grammar.marked.match(one.word) for one in last)
        return f" {known}" if known else " ## SECRET-DATA" if is_secret else ""
