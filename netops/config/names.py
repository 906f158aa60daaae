"""What defines a name, and how many lines refer to it, kept up to date from command to command."""

from collections import Counter
from collections.abc import Iterable, Iterator

from netops.config.commands import Command
from netops.config.grammar import Grammar
from netops.config.meaning import Item, State, key_of

Named = tuple[str, str]


class Names:
    """The names in a state that changes; those at doors count by themselves too.

    `news` are the names that commands had to do with since it was emptied, `defined` holds the
    top-level keys that define one.
    """

    def __init__(self, state: State, doors: tuple[str, ...]) -> None:
        self._state, self._doors = state, doors
        self.uses: Counter[Named] = Counter()
        self.at_doors: Counter[Named] = Counter()
        self.defined: dict[Named, set[str]] = {}
        self.news: set[Named] = set()
        for key, item in state.top.items.items():
            self._define(key)
            self._use(key, _references(state.grammar, "", item), 1)
        self.news.clear()

    def follow(self, command: Command) -> set[str]:
        """Count what the last command did; the top-level keys that it was about."""
        keys = touched(self._state, command)
        for key in keys:
            self._define(key)
        state, grammar, root = self._state, self._state.grammar, _header(self._state, command)
        for header, item in state.came:
            self._use(root if header else item.key, grammar.references(header, item.norm), 1)
        for header, item in state.replaced:
            self._use(root if header else item.key, grammar.references(header, item.norm), -1)
        for header, item in state.gone:
            self._use(root if header else item.key, _references(grammar, header, item), -1)
        return keys

    def of(self, key: str) -> list[Named]:
        """What a top-level item defines."""
        item = self._state.top.items.get(key)
        defined = self._state.grammar.definition(item.norm if item else key)
        return [defined] if defined else []

    def _define(self, key: str) -> None:
        item = self._state.top.items.get(key)
        for named in self.of(key):
            keys = self.defined.setdefault(named, set())
            keys.discard(key) if item is None or item.is_negative else keys.add(key)
            self.news.add(named)

    def _use(self, key: str, names: Iterable[Named], change: int) -> None:
        for named in names:
            self.uses[named] += change
            self.at_doors[named] += change if key.startswith(self._doors) else 0
            self.news.add(named)


def touched(state: State, command: Command) -> set[str]:
    """Keys of the top-level items that a command is about (before or after it was applied)."""
    grammar, top, norm = state.grammar, state.top, _header(state, command)
    bare = norm.removeprefix("no ")
    keys = {key_of(state, top, norm)[0], bare}
    keys |= state.beside | {item.key for header, item in state.gone if not header}
    if flat := grammar.flat(bare):
        keys.add(flat[0])
    return keys


def _header(state: State, command: Command) -> str:
    line = command.path[0] if command.path else command.line
    return state.grammar.normal(line.removeprefix("default "))


def _references(grammar: Grammar, header: str, item: Item) -> Iterator[Named]:
    """What an item names; lists of numbered entries name nothing."""
    if item.section is None or not item.section.sequence or not item.section.sequence.numbered:
        yield from _walk(grammar, header, item)


def _walk(grammar: Grammar, header: str, item: Item) -> Iterator[Named]:
    yield from grammar.references(header, item.norm)
    if item.section is not None:
        for line in item.section.items.values():
            yield from _walk(grammar, item.norm, line)
