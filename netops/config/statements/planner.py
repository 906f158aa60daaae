"""Commands that lead from one tree of statements to another.

Old statements go first, then new ones come: what holds nothing on the way is made anew, and its
place in a list, its comment and its mark are set last. Nothing takes effect before the commit.
"""

from collections.abc import Iterator

from netops.config.statements.edit import Editor
from netops.config.statements.render import spelled
from netops.config.statements.tree import Node, Tree
from netops.config.statements.words import quoted
from netops.config.textdiff import longest_rise


def plan(state: Tree, target: Tree) -> tuple[str, ...]:
    """Commands from `state`, which is changed on the way, to `target`; raise `NotUnderstood`."""
    made = _Plan(state, target)
    made.run()
    return tuple(made.commands)


class _Plan:
    """One plan in the making; each command is played at once."""

    def __init__(self, state: Tree, target: Tree) -> None:
        self._state, self._target = state, target
        self._grammar = state.grammar
        self._editor = Editor(state)
        self._is_speaking = state.speaks and target.speaks
        self._old = {id(node): node for node in state.root.walk()}
        self.commands: list[str] = []

    def run(self) -> None:
        self._deletes(self._state.root, self._target.root)
        self._sets(self._target.root)
        pairs = list(self._pairs())
        for one, wanted in pairs:
            if self._grammar.is_ordered(one.names):
                self._order(one, wanted)
        for one, wanted in pairs:
            if one.comment != wanted.comment and self._is_speaking:
                self._comment(one, wanted)
        for one, wanted in pairs:
            if one.is_inactive != wanted.is_inactive:
                self._emit("deactivate" if wanted.is_inactive else "activate", spelled(one))

    def _emit(self, *words: str) -> None:
        line = " ".join(words)
        self._editor.run(line)
        self.commands.append(line)

    # what goes

    def _deletes(self, ours: Node, theirs: Node) -> None:
        for key, child in list(ours.children.items()):
            other = theirs.children.get(key)
            if other is not None:
                self._deletes_of(child, other)
            elif not (ours.kind == "single" and theirs.children) and not self._is_told(child):
                self._drop(child)

    def _deletes_of(self, ours: Node, theirs: Node) -> None:
        """A list that does not come out in its order by adding goes as a whole.

        So do the match types of one prefix: no `insert` names one of them.
        """
        is_same = ours.children.keys() == theirs.children.keys()
        is_ordered = self._grammar.is_ordered(ours.names)
        is_list = ours.kind == "lists" and (not is_same or is_ordered)
        if is_list or (is_ordered and self._is_continued(ours)):
            kept = [key for key in ours.children if key in theirs.children]
            if kept != list(theirs.children)[: len(kept)]:
                self._drop(ours)
                return
        self._deletes(ours, theirs)

    def _drop(self, node: Node) -> None:
        """Delete a statement by the words that name it, and no more than that."""
        if self._has_name(node):
            self._emit("delete", spelled(node))
            return
        for child in list(node.children.values()):
            self._drop(child)

    def _has_name(self, node: Node) -> bool:
        """Whether a command may end with this word: a list has no name without its entry."""
        if self._is_continued(node):
            return False
        if node.parent is not None and node.parent.kind == "headed":
            return True
        if node.role != "name" or not node.children or node.is_leaf or node.is_open:
            return True
        return node.kind in {"entries", "containers"} or self._grammar.is_present(node.names)

    def _is_told(self, node: Node) -> bool:
        """Whether the device tells it of itself, whatever it is told."""
        return len(node.names) == 1 and node.key in self._grammar.facts.told

    def _is_continued(self, node: Node) -> bool:
        return any(self._grammar.is_continued(child.names) for child in node.children.values())

    # what comes

    def _sets(self, wanted: Node) -> None:
        here = self._there(wanted)
        for child in wanted.children.values():
            if self._is_told(child):
                continue
            if here is None or child.key not in here.children:
                for leaf in child.leaves():
                    self._emit("set", spelled(leaf))
                here = self._there(wanted)
            else:
                self._sets(child)

    def _there(self, wanted: Node) -> Node | None:
        """The node of the state at the place of one of the target."""
        node: Node | None = self._state.root
        for step in wanted.path:
            node = node.children.get(step.key) if node is not None else None
        return node

    def _pairs(self) -> Iterator[tuple[Node, Node]]:
        found = [(self._state.root, self._target.root)]
        while found:
            one, wanted = found.pop()
            yield one, wanted
            if not wanted.is_leaf:  # nothing is said of a value alone
                ours = one.children
                both = [(ours[k], w) for k, w in wanted.children.items() if k in ours]
                found.extend(reversed(both))

    # order, comments, marks

    def _order(self, one: Node, wanted: Node) -> None:
        """Insert what stands wrong; what has just come is inserted and the rest stays."""
        if one.is_leaf or self._is_continued(one):
            return
        place = {key: at for at, key in enumerate(wanted.children)}
        old = [
            key for key, child in one.children.items() if key in place and id(child) in self._old
        ]
        kept = {old[at] for at in longest_rise([place[key] for key in old])}
        order = list(wanted.children)
        for at in range(len(order) - 1, -1, -1):
            key = order[at]
            after = order[at + 1] if at + 1 < len(order) else ""
            if key not in kept and _next(one, key) != after:
                other = after or list(one.children)[-1]
                self._insert(one.children[key], one.children[other], "before" if after else "after")

    def _insert(self, node: Node, other: Node, verb: str) -> None:
        holder = node.parent
        named = [quoted(holder.word)] if holder is not None and holder.kind == "keyed" else []
        self._emit("insert", spelled(node), verb, *named, quoted(other.word))

    def _comment(self, one: Node, wanted: Node) -> None:
        first = next(at for at in range(len(one.path), 0, -1) if self._begins(one.path[at - 1]))
        level = [quoted(step.word) for step in one.path[: first - 1]]
        name = [quoted(step.word) for step in one.path[first - 1 :]]
        if level:
            self._emit("edit", *level)
        self._emit("annotate", *name, f'"{wanted.comment.replace(chr(34), chr(92) + chr(34))}"')
        if level:
            self._emit("top")

    @staticmethod
    def _begins(node: Node) -> bool:
        """Whether a word begins a statement."""
        holder = node.parent
        is_joined = holder is not None and holder.kind in {"keyed", "headed"}
        return (node.role == "name" and not is_joined) or (
            node.role == "key" and holder is not None and holder.kind == "entries"
        )


def _next(holder: Node, key: str) -> str:
    """The key behind another one, "" at the end."""
    keys = list(holder.children)
    at = keys.index(key) + 1
    return keys[at] if at < len(keys) else ""
