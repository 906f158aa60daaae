"""What must hold after every single command: filters in place, nothing dangling, a way in."""

from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, partial

from netops.config.access import carrier, doors, lets_in, way_in
from netops.config.commands import Command
from netops.config.doors import Doors
from netops.config.layers import is_shut
from netops.config.lifelines import Lifelines
from netops.config.matching import Matching, asked
from netops.config.meaning import Item, State, vlan_members
from netops.config.names import Named, Names
from netops.config.openings import Openings
from netops.config.vlansets import ALL_VLANS

_SAID = {
    "acl": "access list",
    "acl6": "IPv6 access list",
    "macl": "MAC access list",
    "prefix-list": "prefix list",
    "prefix-list6": "IPv6 prefix list",
    "vrf": "VRF",
}
# A login list or its servers that are missing let nobody in, a missing filter lets everybody in.
_GUARDS = frozenset({"acl", "acl6", "login-list", "aaa-group"})


@dataclass
class Watch:
    """Looks at a state after each command; only what the command touched is looked at again."""

    state: State
    target: State
    source: str
    unsafe: list[str] = field(default_factory=list)
    risks: list[str] = field(default_factory=list)
    _known: set[Named] = field(default_factory=set)
    _told: set[Named] = field(default_factory=set)
    _alive: set[int] = field(default_factory=set)
    _uplink: tuple[str, str] = ("", "")
    _carrier: str = ""
    _served: set[int] = field(default_factory=set)
    _trunks: dict[str, frozenset[int]] = field(default_factory=dict)
    openings: Openings = field(default_factory=Openings)
    _origin: "Watch | None" = None
    _routed: frozenset[str] = field(init=False)
    _doors: Doors = field(init=False)
    _matching: Matching = field(init=False)

    def __post_init__(self) -> None:
        self._lifelines = Lifelines(self.state)
        routes = self.state.grammar.facts.routes
        self._routed = frozenset(scope.split(" > ")[0] for scope, _ in routes)
        beginnings = tuple(doors(self.state.grammar.facts))
        self._names = Names(self.state, ("interface ", "aaa authentication login ", *beginnings))
        self._minded = ("interface ", "vlan ", *beginnings)

    def start(self) -> None:
        """Remember how things stood: what was open before is not this plan's doing."""
        self._known = {named for named in self._names.uses if self.is_hazard(named)}
        facts = self.state.grammar.facts
        self._alive = self._lifelines.alive()
        self._served = {i for i in range(len(facts.candidate.peers)) if not self._is_closed(i)}
        self._uplink = way_in(self.state, self.source)
        self._carrier = carrier(self.state, self._uplink[0])
        before = asked(self.state, self.state.top.items)
        self._matching = Matching(self.state, self.target, self._names, before)
        self._doors = Doors(self.state, self._names, self.source, self._uplink[0])
        for words in facts.vlan_sets:
            ports = (key for key in self.state.top.items if key.startswith("interface "))
            self._trunks.update({key: self._members(self.state, key, words) for key in ports})

    def over(self, state: State, target: State) -> "Watch":
        """Watch a copy of the state, which goes its own way to a target; this one stands still."""
        other = copy(self)
        other.move(state, target)
        return other

    def move(self, state: State, target: State) -> None:
        """Look at this copy of the state from now on."""
        vars(self).pop("_wanted", None)
        self.state, self.target = state, target
        self.unsafe, self.risks, self.openings, self._told = [], [], Openings(), set()
        self._names = self._names.over(state)
        self._lifelines = self._lifelines.over(state)
        self._doors = self._doors.over(state, self._names)
        self._matching = self._matching.over(state, target, self._names)
        self._alive, self._served = set(self._alive), set(self._served)

    def back(self, state: State, base: State, keys: Collection[str]) -> "Watch":
        """Watch a copy of the state that goes back to its base, by changing only these items.

        What stood when this watch started must stand there; what is wrong here may be so there.
        """
        other = self.over(state, base)
        other.turn(self, keys)
        return other

    def turn(self, origin: "Watch", keys: Collection[str]) -> None:
        """Measure by what is there now; `origin` goes on looking at it."""
        sets = ((key, words) for key in keys for words in self.state.grammar.facts.vlan_sets)
        self._trunks = {key: self._members(origin.state, key, words) for key, words in sets}
        self._matching.turn(keys)
        self._origin = origin

    def step(self, number: int, command: Command) -> set[str]:
        """Look again after one command; the top-level keys that it was about.

        `number` counts from 1.
        """
        self._frozen(number, command)
        keys = self.follow(command)
        self.look(number, keys, command.line)
        return keys

    def _frozen(self, number: int, command: Command) -> None:
        grammar = self.state.grammar
        named = grammar.definition(grammar.normal(command.path[0])) if command.path else None
        if named and named[0] in grammar.facts.frozen and self._names.uses[named] > 0:
            what = f"{' '.join(named)} is changed while in use, which the device refuses"
            self._breach(number, what, lambda: False)

    def look(self, number: int, keys: set[str], line: str = "") -> None:
        """Look again at what these top-level items are about, and at what was followed."""
        self.openings.look(number)
        is_named = bool(self._names.news)
        if is_named or self._matching.is_waiting:
            self._look_at_names(number, keys)
        # Most lines name nothing, and no session lives on them.
        if is_named or self._is_minded(keys):
            self._management(number, keys, line)
            self._width(number, keys)
        self._ways(number, keys)

    def _is_minded(self, keys: set[str]) -> bool:
        """Whether sessions may live on these items, or trunks be among them."""
        for key in keys:
            if key.startswith(self._minded):
                return True
        return self._lifelines.may_fall(keys)

    def _look_at_names(self, number: int, keys: set[str]) -> None:
        for one in sorted(self._names.news - self._known - self._told):
            if self.is_hazard(one) and not self._began_with(one):
                self._dangling(number, one)
        for key in self._matching.loose(keys, self._names.news):
            what = f"{self.state.top.items[key].norm} is in use before its match lines"
            self._breach(number, what, partial(self._matching.is_loose, key))
        self._names.news.clear()

    def follow(self, command: Command) -> set[str]:
        """Take in a command that is not looked at; the top-level keys that it was about."""
        return self._names.follow(command)

    def _breach(self, number: int, what: str, holds: Callable[[], bool]) -> None:
        """Something is open or cut since this command, for as long as it `holds`."""
        is_atomic = self.state.grammar.facts.atomic
        moment = "after the commit" if is_atomic else f"after command {number}"
        self.unsafe.append(f"{moment} {what}")
        self.openings.begin(number, what, holds)

    # nothing dangling, nothing empty

    def _began_with(self, named: Named) -> bool:
        """Whether the state that this one is a copy of lacks it too, as somebody wanted."""
        return self._origin is not None and self._origin.is_hazard(named)

    def is_hazard(self, named: Named) -> bool:
        """Whether something is in use that is missing or lets everything pass."""
        if self._names.uses[named] <= 0 or named[1] in self.state.grammar.facts.builtin:
            return False
        keys = self._names.defined[named]
        if not keys:
            return True
        items = self.state.top.items
        return all(self._is_empty(items.get(key)) for key in keys)

    def _is_empty(self, item: Item | None) -> bool:
        section = item.section if item is not None else None
        if section is None:
            return False
        if section.header.startswith(self.state.grammar.facts.hollow):
            return not any(i.norm.startswith("server") for i in section.items.values())
        if section.sequence is None or not section.sequence.fails_open:
            return False
        return not any(i.plain.startswith(("permit", "deny")) for i in section.items.values())

    def _dangling(self, number: int, named: Named) -> None:
        kind, name = named
        what = f"{_SAID.get(kind, kind)} {name}"
        if self._is_wanted_so(named):
            text = f"{what} is referred to, but the result does not define it"
            is_door = kind in _GUARDS and self._names.at_doors[named] > 0
            (self.unsafe if is_door else self.risks).append(text)
            self._told.add(named)
        else:
            what = f"{what} is in use while missing or empty"
            self._breach(number, what, partial(self.is_hazard, named))

    def _is_wanted_so(self, named: Named) -> bool:
        """Whether the target itself refers to something that it lacks."""
        hollow = self.state.grammar.facts.hollow
        found = self._wanted.get(named, ())
        return all(self._is_empty(i) and not i.norm.startswith(hollow) for i in found)

    @cached_property
    def _wanted(self) -> dict[Named, list[Item]]:
        """What the target defines."""
        found: dict[Named, list[Item]] = {}
        for item in self.target.top.items.values():
            if defined := self.target.grammar.definition(item.norm):
                found.setdefault(defined, []).append(item)
        return found

    # the way in

    def _management(self, number: int, keys: set[str], line: str) -> None:
        for i in self._lifelines.fallen(self._alive) if self._lifelines.may_fall(keys) else ():
            self._alive.discard(i)
            what = f"management is cut: {self.state.grammar.facts.lifelines[i].why}"
            self._breach(number, what, partial(self._is_dead, i))
        for what, is_shut_out in self._doors.shut(keys, line):
            self._breach(number, what, is_shut_out)
        self._interface(number, keys)

    def _interface(self, number: int, keys: set[str]) -> None:
        key, address = self._uplink
        if key and not keys.isdisjoint((key, self._carrier)):
            down = partial(self._is_down, key, address)
            if down():
                self._uplink = ("", "")
                self._breach(number, f"{key}, the way to {self.source}, is down", down)

    def _is_down(self, key: str, address: str) -> bool:
        item = self.state.top.items.get(key)
        lines = item.section.items if item is not None and item.section is not None else {}
        held = any(line.norm == address for line in lines.values())
        held &= not self._carrier or self._carrier in self.state.top.items
        return not held or item is None or item.section is None or is_shut(self.state, item.section)

    def _is_dead(self, i: int) -> bool:
        return not self._lifelines.stands(i)

    def _ways(self, number: int, keys: set[str]) -> None:
        """Whether services still admit the tool, and routes still lead to it."""
        peers = self.state.grammar.facts.candidate.peers
        for i in sorted(self._served) if self._served else ():
            if self._is_closed(i):
                self._served.discard(i)
                what = f"{peers[i].service} no longer admits {self.source}"
                self._breach(number, what, partial(self._is_closed, i))
        if self._uplink[0] and not self._routed.isdisjoint(keys) and self._is_lost():
            self._uplink = ("", "")
            self._breach(number, f"no route leads to {self.source}", self._is_lost)

    def _is_lost(self) -> bool:
        return not way_in(self.state, self.source)[0]

    def _is_closed(self, i: int) -> bool:
        fact = self.state.grammar.facts.candidate.peers[i]
        return not self.source or not lets_in(self.state, fact, self.source)

    # trunks

    def _width(self, number: int, keys: set[str]) -> None:
        for key in keys:
            if not key.startswith("interface "):
                continue
            for words in self.state.grammar.facts.vlan_sets:
                wide = partial(self._is_wide, key, words)
                if wide():
                    self._breach(number, f"{key} carries more VLANs than before or after", wide)

    def _is_wide(self, key: str, words: str) -> bool:
        now = self._members(self.state, key, words)
        allowed = self._trunks.get(key, ALL_VLANS) | self._members(self.target, key, words)
        return bool(now - allowed)

    def _members(self, state: State, key: str, words: str) -> frozenset[int]:
        item = state.top.items.get(key)
        lines = item.section.items if item is not None and item.section is not None else {}
        mode = lines.get("switchport mode")
        is_trunk = mode is not None and mode.norm.endswith(" trunk")
        return vlan_members(lines.get(words), words) if is_trunk else frozenset()


def started(state: State, target: State, source: str) -> Watch:
    """A watch that remembers how things stand."""
    watch = Watch(state, target, source)
    watch.start()
    return watch
