"""What each command of a plan settles and brings about, for those who ask why it is there."""

from collections.abc import Iterator, Mapping, Sequence

from netops.config.commands import NotUnderstood
from netops.config.statements.differences import differences, unmet
from netops.config.statements.edit import Editor, play
from netops.config.statements.judge import Checked, risks, unsafe
from netops.config.statements.tree import Node, Tree
from netops.model.config import DriftItem

# A statement that differs: its section, whether the goal is the side that has it, and its text.
Mark = tuple[tuple[str, ...], bool, str]
Found = Mapping[Mark, DriftItem]

# Commands that only go to another level.
_GOES = ("edit ", "top", "up")


def only_goes(command: str) -> bool:
    """Whether a command changes nothing but the level."""
    return command.startswith(_GOES)


def deeds(tree: Tree, goal: Tree, commands: Sequence[str]) -> Iterator[tuple[Found, Found]]:
    """(what is gone, what is new) of the differences after each command; `tree` is changed."""
    editor = Editor(tree)
    left: dict[str, Found] = {key: _left(tree, goal, key) for key in _keys(tree, goal)}
    level = ""
    for command in commands:
        editor.run(command)
        verb, _, rest = command.partition(" ")
        key = level or rest.partition(" ")[0]
        level = key if verb == "edit" else "" if verb == "top" else level
        old, now = left.get(key, {}), _left(tree, goal, key)
        left[key] = now
        gone = {mark: one for mark, one in old.items() if mark not in now}
        yield gone, {mark: one for mark, one in now.items() if mark not in old}


def _keys(tree: Tree, goal: Tree) -> dict[str, None]:
    return dict.fromkeys((*tree.root.children, *goal.root.children))


def _left(tree: Tree, goal: Tree, key: str) -> Found:
    found = differences(_only(tree, key), _only(goal, key))
    return {mark: one for one in found for mark in _marks(one)}


def _only(tree: Tree, key: str) -> Tree:
    """One statement of the top."""
    node = tree.root.children.get(key)
    root = Node("", "", (), "name", "containers", children={key: node} if node else {})
    return Tree(tree.grammar, root, tree.form)


def _marks(item: DriftItem) -> Iterator[Mark]:
    for is_wanted, line in ((False, item.running), (True, item.reference)):
        if line is not None:
            yield item.section, is_wanted, line.text


class StatementNeeds:
    """What goes wrong in a plan without some of its commands."""

    def __init__(self, begin: Tree, end: Tree, commands: Sequence[str], source: str) -> None:
        self._begin, self._end, self._commands = Checked(begin), end, commands
        self._source = source
        self._told = _told(begin, commands)

    def of(self, numbers: Sequence[int]) -> str:
        """The first thing that goes wrong without these commands, "" when nothing does."""
        kept = [line for at, line in enumerate(self._commands, 1) if at not in numbers]
        after = self._begin.tree.copy()
        try:
            play(after, kept)
        except NotUnderstood as error:
            return str(error)
        item = next(unmet(after, self._end), None)
        if item is None:
            return next(unsafe(self._begin, Checked(after), self._source), "")
        line = item.running or item.reference
        return f"`{' > '.join((*item.section, line.text if line else ''))}` would be left"

    def warnings(self, number: int) -> tuple[str, ...]:
        """What people must know of one command: what it opens, or what guard it takes away."""
        return self._told.get(number, ())


def _told(begin: Tree, commands: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """What the whole plan weakens, by the command that does it."""
    then, now = begin.copy(), begin.copy()
    play(then, commands)
    before = Checked(begin)
    whole = set(risks(before, Checked(then)))
    told: dict[int, tuple[str, ...]] = {}
    editor = Editor(now)
    for number, command in enumerate(commands, 1):
        editor.run(command)
        if whole:
            after = Checked(now.copy())
            told[number] = tuple(one for one in risks(before, after) if one in whole)
            before = after
    return told
