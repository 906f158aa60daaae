"""What defines a name, and how many lines refer to it, kept up to date from command to command."""

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

    def __init__(self, state: State, doors: tuple[str, ...], known: "Names | None" = None) -> None:
        """`known` are the names of the state that `state` is a copy of, if they were counted."""
        self._state, self._doors = state, doors
        self.uses: _Counts = _Counts(known.uses if known else None)
        self.at_doors: _Counts = _Counts(known.at_doors if known else None)
        self.defined: _Copies = _Copies(known.defined if known else None)
        self.news: set[Named] = set()
        for key, item in () if known else state.top.items.items():
            self._define(key)
            self._use(key, references(state.grammar, "", item), 1)
        self.news.clear()

    def over(self, state: State) -> "Names":
        """The names of a copy of the state, which goes its own way while this one stands still."""
        return Names(state, self._doors, known=self)

    def follow(self, command: Command) -> set[str]:
        """Count what the last command did; the top-level keys that it was about."""
        keys = touched(self._state, command)
        for key in keys:
            self._define(key)
        state, grammar = self._state, self._state.grammar
        for header, item in state.came:
            if named := grammar.references(header, item.norm):
                self._use(_header(state, command) if header else item.key, named, 1)
        for header, item in state.replaced:
            if named := grammar.references(header, item.norm):
                self._use(_header(state, command) if header else item.key, named, -1)
        for header, item in state.gone:
            root = _header(state, command) if header else item.key
            self._use(root, references(grammar, header, item), -1)
        return keys

    def of(self, key: str) -> list[Named]:
        """What a top-level item defines."""
        item = self._state.top.items.get(key)
        defined = self._state.grammar.definition(item.norm if item else key)
        return [defined] if defined else []

    def _define(self, key: str) -> None:
        item = self._state.top.items.get(key)
        named = self._state.grammar.definition(item.norm if item else key)
        if named is not None:
            keys = self.defined[named]
            keys.discard(key) if item is None or item.is_negative else keys.add(key)
            self.news.add(named)

    def _use(self, key: str, names: Iterable[Named], change: int) -> None:
        for named in names:
            self.uses[named] += change
            self.at_doors[named] += change if key.startswith(self._doors) else 0
            self.news.add(named)


class _Counts(dict[Named, int]):
    """Numbers on top of those of another mapping, 0 where neither has one."""

    def __init__(self, others: "_Counts | None") -> None:
        super().__init__()
        self._others = others

    def __missing__(self, named: Named) -> int:
        return 0 if self._others is None else self._others[named]


class _Copies(dict[Named, set[str]]):
    """Sets that another mapping holds, each copied when it is first asked for."""

    def __init__(self, others: "_Copies | None") -> None:
        super().__init__()
        self._others = others

    def __missing__(self, named: Named) -> set[str]:
        found = self[named] = set() if self._others is None else set(self._others[named])
        return found


def touched(state: State, command: Command) -> set[str]:
    """Keys of the top-level items that a command is about (before or after it was applied)."""
    grammar, top, norm = state.grammar, state.top, _header(state, command)
    bare = norm.removeprefix("no ")
    keys = {key_of(state, top, norm)[0], bare}
    keys |= state.beside
    for header, item in state.gone:
        if not header:
            keys.add(item.key)
    if flat := grammar.flat(bare):
        keys.add(flat[0])
    return keys


def _header(state: State, command: Command) -> str:
    line = command.path[0] if command.path else command.line
    return state.grammar.normal(line.removeprefix("default "))


def references(grammar: Grammar, header: str, item: Item) -> Iterable[Named]:
    """What an item and all below it name; lists of numbered entries name nothing."""
    if item.section is None:
        return grammar.references(header, item.norm)
    if not item.section.sequence or not item.section.sequence.numbered:
        return _walk(grammar, header, item)
    return ()


def _walk(grammar: Grammar, header: str, item: Item) -> Iterator[Named]:
    yield from grammar.references(header, item.norm)
    if item.section is not None:
        for line in item.section.items.values():
            yield from _walk(grammar, item.norm, line)
