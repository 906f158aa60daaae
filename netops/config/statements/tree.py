"""The tree of words that a config of statements is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from netops.config.statements.grammar import EVERYWHERE, Grammar, Names

BRACES, LINES = "braces", "lines"


@dataclass(slots=True, eq=False)
class Node:
    """One word with everything below it.

    `key` is its one spelling, `word` as it was written; in `names`, its path, `*` stands for names
    that people gave.
    `role` is `name` (a word of the language), `key` (an entry's name) or `value`; `kind` says what
    follows a name. `number` is the line where the word stood, 0 for what a command brought.
    `comment` is what a comment says and `notes` how it was written, `mark` a remark of the device
    behind the statement, `is_open` that a brace followed the word.
    """

    key: str
    word: str
    names: Names
    role: str
    kind: str
    parent: "Node | None" = None
    number: int = 0
    children: dict[str, "Node"] = field(default_factory=dict)
    is_inactive: bool = False
    comment: str = ""
    notes: tuple[str, ...] = ()
    mark: str = ""
    is_open: bool = False

    @property
    def is_leaf(self) -> bool:
        """Whether what follows are values, also behind a name that somebody gave (`as-path A`)."""
        return self.role != "value" and self.kind in {"single", "lists"}

    @property
    def path(self) -> tuple["Node", ...]:
        """The nodes from the top down to this one."""
        above = self.parent.path if self.parent is not None else ()
        return (*above, self) if self.word else above

    def walk(self) -> Iterator["Node"]:
        """The node itself and every node below it, in no order that means anything."""
        left = [self]
        while left:
            node = left.pop()
            yield node
            left.extend(node.children.values())

    def leaves(self) -> Iterator["Node"]:
        """The last words of all statements below, this one itself if it holds none."""
        if not self.children:
            yield self
        for child in self.children.values():
            yield from child.leaves()


@dataclass(slots=True, eq=False)
class Tree:
    """A whole config; `form` is how its text was written, `tail` comments behind everything.

    Only braces can show comments, so only they are held to them.
    """

    grammar: Grammar
    root: Node = field(default_factory=lambda: Node("", "", (), "name", "containers"))
    form: str = BRACES
    tail: tuple[str, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether a comment that is not there was left out on purpose."""
        return self.form == BRACES

    def child(self, parent: Node, word: str, number: int = 0) -> Node:
        """The node of a word below another one, made if needed."""
        key = self.grammar.normal(parent.names, word)
        found = parent.children.get(key)
        return self.add(parent, key, word, number) if found is None else found

    def add(self, parent: Node, key: str, word: str, number: int) -> Node:
        """A new node below another one; `key` is the one spelling of the word."""
        role = _role(self.grammar, parent, key)
        names = self.grammar.below(parent.names, key if role == "name" else "*")
        made = Node(key, word, names, role, self._kind(names, role), parent, number)
        parent.children[key] = made
        return made

    def _kind(self, names: Names, role: str) -> str:
        if role == "name" and names[-1] in EVERYWHERE:
            return EVERYWHERE[names[-1]]
        return self.grammar.kind(names) if role != "value" else ""

    def find(self, level: Node, words: Iterable[str]) -> Node | None:
        """The node at these words below `level`, None where nothing stands."""
        node: Node | None = level
        for word in words:
            if node is None:
                return None
            node = node.children.get(self.grammar.normal(node.names, word))
        return node

    def is_void(self, node: Node) -> bool:
        """Whether a statement holds nothing and means nothing without it."""
        return not (node.children or node.role == "key" or self.grammar.is_present(node.names))

    def copy(self) -> "Tree":
        """A deep copy."""
        return Tree(self.grammar, _copied(self.root, None), self.form, self.tail)


def _role(grammar: Grammar, parent: Node, key: str) -> str:
    if parent.kind in {"single", "lists"}:
        return "value"
    is_entry = parent.kind == "entries" and not grammar.is_named((*parent.names, key))
    return "key" if parent.kind == "keyed" or is_entry else "name"


def _copied(node: Node, parent: Node | None) -> Node:
    made = Node(
        node.key, node.word, node.names, node.role, node.kind, parent, node.number, {},
        node.is_inactive, node.comment, node.notes, node.mark, node.is_open,
    )  # fmt: skip
    made.children = {key: _copied(child, made) for key, child in node.children.items()}
    return made
