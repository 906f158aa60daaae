"""A text as a tree of statements: braces, or lines that begin with `set`."""

from collections.abc import Callable, Sequence

from netops.config.statements.grammar import grammar
from netops.config.statements.tree import LINES, Node, Tree
from netops.config.statements.words import (
    Token,
    Values,
    Word,
    comment_text,
    grouped,
    is_cut_by_lines,
    is_signed,
    lines,
    tokens,
)
from netops.platforms.statements import StatementFacts

# What a line of the `set` form begins with.
VERBS = frozenset(
    {"set", "delete", "activate", "deactivate", "annotate", "insert", "rename", "edit", "top", "up"}
)
# What a line of braces ends with, if it is not empty.
_ENDS = frozenset({"", "{", "}", ";"})
_TAGS = frozenset({"inactive:", "active:", "replace:"})


def read(text: str, facts: StatementFacts) -> Tree:
    """Read a config in either form; never fails, whatever the text is."""
    tree = Tree(grammar(facts))
    if is_lines(text):
        tree.form = LINES
        _read_lines(tree, text)
    else:
        _Braces(tree).read(text)
    return tree


def is_lines(text: str) -> bool:
    """Whether a text is made of commands and not of braces."""
    first = next((token for token in tokens(text) if token.kind in {"word", "mark"}), None)
    return first is not None and first.text in VERBS


def _read_lines(tree: Tree, text: str) -> None:
    for number, (verb, *words) in lines(text):
        if verb == "set":
            enter(tree, tree.root, grouped(words), number=number)
        elif verb in {"deactivate", "activate"} and (node := tree.find(tree.root, words)):
            statement_of(node).is_inactive = verb == "deactivate"


def enter(
    tree: Tree,
    level: Node,
    words: Sequence[Word],
    *,
    number: int = 0,
    arrives: Callable[[Node, str], None] | None = None,
) -> list[Node]:
    """The nodes of a statement below `level`, made where they are not there; `level` is the first.

    Behind a value another statement of the same holder may follow (`server X key 1 prefer`).
    `arrives` is told of each new word, in its one spelling, before it comes to its holder.
    """
    path = [level]
    for word in words:
        _step_back(tree, path)
        holder = path[-1]
        if isinstance(word, Values):
            holder.kind = "lists" if holder.word and holder.role == "name" else holder.kind
            path += [tree.child(holder, one, number) for one in word.words][-1:]
        else:
            key = tree.grammar.normal(holder.names, word)
            node = holder.children.get(key)
            if node is None:
                (arrives or _learn)(holder, key)
                node = tree.add(holder, key, word, number)
            path.append(node)
    return path


def _step_back(tree: Tree, path: list[Node]) -> None:
    """Return to the holder once a statement is complete and more words follow."""
    last = path[-1]
    if len(path) == 1:
        return
    if last.role == "value":
        path.append(_above(_above(last)))
    elif last.role == "name" and not last.kind and tree.grammar.is_oneline(_above(last).names):
        path.append(_above(last))


def _above(node: Node) -> Node:
    return node.parent if node.parent is not None else node


def _learn(parent: Node, _key: str) -> None:
    """A second value in a text shows that a statement holds many, whatever the facts say."""
    if parent.kind == "single" and parent.children:
        parent.kind = "lists"


def statement_of(node: Node) -> Node:
    """The statement that a mark or a comment belongs to: never a value alone."""
    return _above(node) if node.role == "value" else node


def _headline(tree: Tree, path: list[Node]) -> Node:
    """The statement that a whole line is about: `server X` of `server X key 1 prefer`."""
    for at, node in enumerate(path[1:], 1):
        holds = node.role == "key" or node.is_leaf or node.kind in {"entries", "containers"}
        is_headed = node.role == "name" and path[at - 1].kind == "headed"
        goes_on = at + 1 < len(path) and tree.grammar.is_continued(path[at + 1].names)
        if (holds or is_headed) and not goes_on:
            return node
    return statement_of(path[-1])


class _Braces:
    """Reads one text; `last` is the statement that a remark behind it belongs to."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._open = [tree.root]
        self._words: list[str] = []
        self._notes: list[str] = []
        self._last: tuple[int, Node] = (0, tree.root)
        self._number = 0

    def read(self, text: str) -> None:
        if is_cut_by_lines(text):
            for number, row in enumerate(text.split("\n"), 1):
                self._row(row, number)
        else:
            for token in tokens(text):
                self._take(token)
        if self._words:
            self._end(is_open=False)
        self._tree.tail = tuple(self._notes)

    def _row(self, row: str, number: int) -> None:
        """One line; most are bare words, and cutting them at blanks takes a part of the time."""
        text = row.strip()
        if self._words or is_signed(text[:-1]) or text[-1:] not in _ENDS:
            for token in tokens(row, number):
                self._take(token)
        elif text == "}":
            self._close()
        elif text:
            self._number, self._words = number, text[:-1].split()
            self._end(is_open=text[-1] == "{", line=number)

    def _take(self, token: Token) -> None:
        if token.kind == "comment":
            self._notes.append(token.text.strip())
        elif token.kind == "remark":
            if self._last[0] == token.number:
                self._last[1].mark = token.text
        elif token.kind == "word" or token.text in {"[", "]"}:
            self._number = self._number if self._words else token.number
            self._words.append(token.text)
        elif token.text == "}":
            self._close()
        elif token.kind == "mark":
            self._end(is_open=token.text == "{", line=token.number)

    def _end(self, *, is_open: bool, line: int = 0) -> None:
        """A statement is complete, up to its `;` or `{`."""
        count = next((i for i, w in enumerate(self._words) if w not in _TAGS), len(self._words))
        tags, words = self._words[:count], self._words[count:]
        path = enter(self._tree, self._open[-1], grouped(words), number=self._number)
        if words:
            statement = _headline(self._tree, path)
            statement.is_inactive |= "inactive:" in tags
            self._comment(statement)
        if is_open:
            _open(path[-1])
            self._open.append(path[-1])
        self._last = (line, path[-1])
        self._words = []

    def _comment(self, statement: Node) -> None:
        if self._notes:
            statement.notes = (*statement.notes, *self._notes)
            statement.comment = " ".join(comment_text(one) for one in statement.notes)
            self._notes = []

    def _close(self) -> None:
        if self._words:
            self._end(is_open=False)
        if len(self._open) > 1:
            node = self._open.pop()
            if node.parent is not None and self._tree.is_void(node):
                del node.parent.children[node.key]


def _open(node: Node) -> None:
    """A brace shows that a statement holds others, whatever the facts say."""
    node.is_open = True
    if node.is_leaf:
        node.kind = "containers"
    elif node.kind == "keyed":
        node.kind = "entries"
    elif node.role == "value":
        node.role, _above(node).kind = "key", "keyed"


def prune(tree: Tree, node: Node) -> None:
    """Take a statement away that holds nothing and means nothing, and its holders alike."""
    while node.parent is not None and tree.is_void(node):
        del node.parent.children[node.key]
        node = node.parent
