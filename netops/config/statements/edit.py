"""What a device holds after it took configuration commands: set, delete, insert, annotate, ..."""

from collections.abc import Callable, Iterable, Sequence

from netops.config.commands import NotUnderstood, brief
from netops.config.statements.read import VERBS, enter, prune, read, statement_of
from netops.config.statements.render import set_lines
from netops.config.statements.tree import Node, Tree
from netops.config.statements.words import Values, grouped, plain, words_of

_BRACES = frozenset("{}")
_LIST_KINDS = frozenset({"keyed", "headed"})


def commands_of(snippet: str, tree: Tree) -> tuple[str, ...]:
    """The commands of a snippet; statements in braces are merged, so they become `set` lines."""
    stripped = [line.strip() for line in snippet.splitlines()]
    found = tuple(line for line in stripped if line and not line.startswith("#"))
    if found and found[0].split()[0] not in VERBS and "{" in snippet:
        return tuple(set_lines(read(snippet, tree.grammar.facts).root))
    return found


def play(tree: Tree, commands: Iterable[str], *, is_given: bool = False) -> None:
    """Change a tree by commands, as `Editor` does."""
    editor = Editor(tree, is_given=is_given)
    for command in commands:
        editor.run(command)


class Editor:
    """A stay in configuration mode on a tree.

    Raises `NotUnderstood` for what is no command, what the device would refuse, and, where a person
    wrote it (`is_given`), what may be a new value as well as one more of them.
    """

    def __init__(self, tree: Tree, *, is_given: bool = False) -> None:
        self._tree, self._is_given = tree, is_given
        self._here: list[str] = []
        self._verbs: dict[str, Callable[[list[str]], None]] = {
            "set": self._set,
            "delete": self._delete,
            "activate": self._activate,
            "deactivate": self._deactivate,
            "annotate": self._annotate,
            "insert": self._insert,
            "rename": self._rename,
            "edit": self._edit,
            "top": self._top,
            "up": self._up,
        }

    def run(self, command: str) -> None:
        """Take one command."""
        words = words_of(command)
        verb = self._verbs.get(words[0]) if words else None
        if verb is None:
            raise NotUnderstood(f"`{brief(words)}` cannot be simulated: it is no command for it")
        verb(words[1:])

    def _level(self) -> Node:
        found = self._tree.find(self._tree.root, self._here)
        return found if found is not None else enter(self._tree, self._tree.root, self._here)[-1]

    def _found(self, words: Sequence[str]) -> Node | None:
        steps = [word for word in grouped(words) if isinstance(word, str)]
        return self._tree.find(self._level(), steps)

    # set

    def _set(self, words: list[str]) -> None:
        if not words or not _BRACES.isdisjoint(words):
            raise NotUnderstood(
                f"`set {brief(words)}` cannot be simulated: no statement stands there"
            )
        enter(self._tree, self._level(), grouped(words), arrives=self._arrives)

    def _arrives(self, parent: Node, key: str) -> None:
        """Make room for a word that takes the place of another one."""
        if parent.is_leaf and parent.kind == "single":
            parent.children.clear()
        for rival in self._tree.grammar.rivals((*parent.names, key)):
            parent.children.pop(rival, None)
        if self._is_given and _is_doubtful(parent):
            raise NotUnderstood(
                f"`{brief([one.word for one in parent.path])} {key}` cannot be simulated: it may "
                "take the place of what stands there, or not; delete that first"
            )

    # delete

    def _delete(self, words: list[str]) -> None:
        *above, last = grouped(words) or [""]
        if not words:
            raise NotUnderstood("`delete` alone deletes everything")
        names = [one for one in above if isinstance(one, str)]
        level = self._level()
        for one in last.words if isinstance(last, Values) else (last,):
            self._delete_one(self._tree.find(level, names), [*names, one])

    def _delete_one(self, holder: Node | None, words: Sequence[str]) -> None:
        node = self._tree.find(holder, words[-1:]) if holder is not None else None
        if node is None and holder is not None and holder.kind == "single" and holder.children:
            raise NotUnderstood(f"`delete {brief(words)}` names another value than the one there")
        if node is None or node.parent is None:
            return
        if node.role == "name" and node.kind in _LIST_KINDS and node.children:
            raise NotUnderstood(f"`delete {brief(words)}` does not say which one")
        del node.parent.children[node.key]
        prune(self._tree, node.parent)

    # marks and comments

    def _activate(self, words: list[str]) -> None:
        if node := self._found(words):
            statement_of(node).is_inactive = False

    def _deactivate(self, words: list[str]) -> None:
        if node := self._found(words):
            statement_of(node).is_inactive = True

    def _annotate(self, words: list[str]) -> None:
        level, node = self._level(), self._found(words[:-1])
        if node is None or node is level:
            raise NotUnderstood(f"`annotate {brief(words[:-1])}` names nothing at this level")
        if not all(_goes_on(one) for one in node.path[len(level.path) + 1 :]):
            raise NotUnderstood(f"`annotate {brief(words[:-1])}` must be said one level above it")
        node.comment = " ".join(plain(words[-1]).split())
        node.notes = (f"/* {node.comment} */",) if node.comment else ()

    # order and names

    def _insert(self, words: list[str]) -> None:
        at = next((i for i, word in enumerate(words) if word in {"before", "after"}), 0)
        node = self._found(words[:at])
        holder = node.parent if node is not None else None
        if not at or node is None or holder is None:
            raise NotUnderstood(f"`insert {brief(words)}` names what is not there")
        siblings, other = holder.children, self._tree.grammar.normal(holder.names, words[-1])
        if other not in siblings or other == node.key:
            raise NotUnderstood(f"`insert {brief(words)}` names what is not there")
        order = [key for key in siblings if key != node.key]
        order.insert(order.index(other) + (words[at] == "after"), node.key)
        kept = dict(siblings)
        siblings.clear()
        siblings.update((key, kept[key]) for key in order)

    def _rename(self, words: list[str]) -> None:
        at = words.index("to") if "to" in words else 0
        node = self._found(words[:at])
        if not at or node is None or node.role != "key" or node.parent is None:
            raise NotUnderstood(f"`rename {brief(words)}` names no entry")
        key = self._tree.grammar.normal(node.parent.names, words[-1])
        siblings = node.parent.children
        if key in siblings:
            raise NotUnderstood(f"`rename {brief(words)}` gives a name that is taken")
        kept = [(key if one is node else old, one) for old, one in siblings.items()]
        node.key, node.word = key, words[-1]
        siblings.clear()
        siblings.update(kept)

    # levels

    def _edit(self, words: list[str]) -> None:
        self._here += words

    def _top(self, words: list[str]) -> None:
        here, self._here = self._here, []
        if words:
            self.run(" ".join(words))
            self._here = self._here if words[0] == "edit" else here

    def _up(self, _words: list[str]) -> None:
        path = self._level().path
        is_name = bool(path) and _goes_on(path[-1])
        above = path[:-2] if is_name else path[:-1]
        self._here = [one.word for one in above]


def _is_doubtful(parent: Node) -> bool:
    """Whether what follows an unknown statement may be its one value."""
    if parent.role != "name" or parent.kind or parent.is_open or len(parent.children) != 1:
        return False
    return not next(iter(parent.children.values())).children


def _goes_on(node: Node) -> bool:
    """Whether a word belongs to the heading of the word before it."""
    return node.parent is not None and node.parent.kind in {"keyed", "headed"}
