"""The filters that a session of the tool passes: on lines and services, and on its port."""

from collections.abc import Callable, Iterator
from copy import copy
from functools import partial
from itertools import islice
from typing import NamedTuple

from netops.config.access import address, doors, ipv4, leads_to
from netops.config.grammar import entry
from netops.config.meaning import Section, State
from netops.config.names import Named, Names
from netops.config.patterns import Patterns
from netops.config.places import sections
from netops.config.sessions import Session, admits, covers

# A line or a service takes the tool by one of these.
_SERVICES = frozenset({22, 443})
_LOOPBACK = "interface loopback"

Shut = Callable[[], bool]


class Door(NamedTuple):
    """Where a filter stands, and the session that it is asked about."""

    place: str
    session: Session

    def __str__(self) -> str:
        """The door and whom it should admit, in words."""
        source, ports, to = self.session
        where = f" to port {min(ports)} of {to}" if to else ""
        return f"the filter of {self.place} no longer admits {source}{where}"


class Doors:
    """The doors of a state that changes: those that admitted the tool must go on to."""

    def __init__(self, state: State, names: Names, source: str, port: str) -> None:
        """`port` is the key of the interface that the tool comes in by, "" if unknown."""
        self._state, self._names, self._source = state, names, source
        self._wanted = ipv4(source)
        self._ports = {port} if port else set()
        facts = state.grammar.facts
        self._guarding: set[Named] = set()
        lines: dict[str, list[str]] = {}
        for scope, line in facts.filters if source else ():
            lines.setdefault(scope, []).append(line)
        self._filters = [(scope, Patterns(patterns)) for scope, patterns in lines.items()]
        self._beginnings = tuple(doors(facts))
        self._on_port = Patterns(facts.port_filters)
        self._barred = {door for door, is_open in self._all() if not is_open}
        self._open = {door for one in self._ports for door, is_open in self._at(one) if is_open}

    def over(self, state: State, names: Names) -> "Doors":
        """The doors of a copy of the state, which goes its own way."""
        other = copy(self)
        other.move(state, names)
        return other

    def move(self, state: State, names: Names) -> None:
        """Look at this copy of the state from now on."""
        self._state, self._names = state, names
        self._open, self._barred = set(self._open), set(self._barred)
        self._ports = set(self._ports)

    def shut(self, keys: set[str], line: str = "") -> Iterator[tuple[str, Shut]]:
        """What was shut by a change of these items, each told once, and whether it still is.

        `line` is the command, "" where several came at once.
        """
        for port in sorted(keys - self._ports):
            yield from self._entered(port)
        if self._is_door(keys) or (self._guards(keys) and not self._is_beside(keys, line)):
            for door, is_open in self._all():
                if not is_open and self._counts(door):
                    self._open.discard(door)
                    self._barred.add(door)
                    yield str(door), partial(self._is_shut, door)

    def _entered(self, port: str) -> Iterator[tuple[str, Shut]]:
        """A port that the tool comes in by since a change, if its filter keeps the tool out."""
        if self._is_way(port):
            self._ports.add(port)
            self._open |= {door for door, is_open in self._at(port) if is_open}
            if self._keeps_out(port):
                what = f"{self._source} comes in by {port}, whose filter does not admit it"
                yield what, partial(self._keeps_out, port)

    def _is_way(self, port: str) -> bool:
        item = self._state.top.items.get(port)
        return item is not None and self._wanted is not None and bool(leads_to(item, self._wanted))

    def _keeps_out(self, port: str) -> bool:
        return self._is_way(port) and not any(is_open for _, is_open in self._at(port))

    def _counts(self, door: Door) -> bool:
        """Whether a shut door is news; of the addresses on a port only those that were open are."""
        return door in self._open if door.session.to else door not in self._barred

    def _is_door(self, keys: set[str]) -> bool:
        return any(key in self._ports or key.startswith(self._beginnings) for key in keys)

    def _guards(self, keys: set[str]) -> bool:
        """Whether these items are lists that guard a door."""
        return any(one in self._guarding for key in keys for one in self._names.of(key))

    def _is_beside(self, keys: set[str], line: str) -> bool:
        """Whether a command changes one entry of many, which is about somebody else."""
        grammar, items = self._state.grammar, self._state.top.items
        norm = grammar.normal(line.removeprefix("no "))
        flat = grammar.flat(norm)
        found = entry(flat[1] if flat else norm)
        lists = [item.section for key in keys if (item := items.get(key)) is not None]
        if found is None or not all(one is not None and _has_others(one) for one in lists):
            return False
        sessions = {Session(self._source, _SERVICES), *(door.session for door in self._open)}
        return not any(covers(found[1], one) for one in sessions)

    def _is_shut(self, door: Door) -> bool:
        return not all(is_open for one, is_open in self._all() if one == door)

    def _all(self) -> Iterator[tuple[Door, bool]]:
        """(door, whether it admits the tool) of each filter in front of the management plane."""
        session = Session(self._source, _SERVICES)
        for scope, patterns in self._filters:
            for section in sections(self._state, scope):
                named = self._named(section, patterns)
                if section.header:
                    is_open = all(self._admits(one, session) for _, one in named)
                    yield Door(section.header, session), is_open
                else:
                    yield from ((Door(k, session), self._admits(n, session)) for k, n in named)
        for port in sorted(self._ports):
            yield from self._at(port)

    def _at(self, port: str) -> Iterator[tuple[Door, bool]]:
        """Each session that may come in by a port: to its address or one of a loopback."""
        item = self._state.top.items.get(port)
        if item is None or item.section is None:
            return
        named = self._named(item.section, self._on_port)
        for to in self._addresses(port):
            for service in sorted(set(self._state.grammar.platform.transports.values())):
                session = Session(self._source, frozenset({service}), to)
                yield Door(port, session), all(self._admits(n, session) for _, n in named)

    def _addresses(self, port: str) -> list[str]:
        items = self._state.top.items
        loopbacks = (i for i in items.values() if i.norm.lower().startswith(_LOOPBACK))
        ports = dict.fromkeys((items[port], *loopbacks))
        lines = (line for i in ports if i.section is not None for line in i.section.items.values())
        return [str(found.ip) for line in lines if (found := address(line.norm)) is not None]

    def _named(self, section: Section, patterns: Patterns) -> list[tuple[str, Named]]:
        """(key of the line, the list that it names) of the filters in a section."""
        hits = ((i.key, patterns.find(i.norm.split(" "))) for i in section.items.values())
        named = [(key, hit.named[0]) for key, hit in hits if hit]
        self._guarding.update(one for _, one in named)
        return named

    def _admits(self, named: Named, session: Session) -> bool:
        items = (self._state.top.items.get(key) for key in self._names.defined[named])
        lists = (item.section for item in items if item is not None and item.section is not None)
        return all(
            admits([entry.plain for entry in one.entries() if entry.plain], session)
            for one in lists
        )


def _has_others(section: Section) -> bool:
    """Whether a list has more than one entry: the only one decides by being there."""
    rules = (one for one in section.items.values() if one.plain.startswith(("permit", "deny")))
    return len(tuple(islice(rules, 2))) == 2  # noqa: PLR2004 (one and another)
