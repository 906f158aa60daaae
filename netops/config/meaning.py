"""What a config means: sections and lines by key, in the one spelling, ready to be changed.

A `State` is loaded from a text and then changed by commands (see `simulate`). Texts stay as
they were written; comparing goes by the normal form.
"""

import re
from dataclasses import dataclass, field

from netops.config.grammar import Grammar, entry, ranges, vlans
from netops.config.vlansets import ALL_VLANS, changed
from netops.platforms.spec import Sequence


@dataclass(slots=True, eq=False)
class Item:
    """One line or section of a state. `number` is its place in the text that it came from.

    A line without a section never changes once it is loaded: states share it.
    """

    key: str
    norm: str
    text: str
    number: int = 0
    body: tuple[str, ...] = ()
    section: "Section | None" = None
    lead: tuple[str, ...] = ()
    close: str = ""
    order: int = 0
    plain: str = ""

    @property
    def is_negative(self) -> bool:
        """Whether the line says that something is off."""
        return self.norm.startswith("no ")


@dataclass(slots=True, eq=False)
class Section:
    """The lines below one header. `header` is in normal form, "" for the top level.

    `sequence` marks ordered entries: their `order` is the sequence number, and `numbered` says
    whether the text shows it. `flat` is the prefix of a section printed as top-level lines.
    `negated` are keys switched off by a command without leaving a line; those that
    a command switched on again without leaving one begin with `+`. `counted` says that commands
    made the numbers known which the text does not show.
    """

    header: str
    items: dict[str, Item] = field(default_factory=dict)
    sequence: Sequence | None = None
    numbered: bool = True
    flat: str = ""
    negated: set[str] = field(default_factory=set)
    by_text: dict[str, str] = field(default_factory=dict)
    highest: int = 0
    counted: bool = False

    def entries(self) -> list[Item]:
        """Ordered entries by number, then other lines as they came."""
        if self.sequence is None:
            return list(self.items.values())
        return sorted(self.items.values(), key=lambda item: item.order)


@dataclass(slots=True, eq=False)
class State:
    """A whole config. `demoted` are keys that turned out to have many values (see `put`).

    `owned` are the top-level keys whose items no other state holds (None: all of them): `own`
    copies any other before it is changed. Of the last command, each item with the header above it:
    `gone` are lines that it took away with all below them, `came` those that it set, `replaced`
    those that made room, `beside` the top-level keys beside its own.
    `meetings` are the keys of lines by what they share with lines that may be refused beside them,
    `shown` says whether some line of the top level is like a pattern, until one comes or goes.
    """

    grammar: Grammar
    top: Section = field(default_factory=lambda: Section(""))
    demoted: set[tuple[str, str]] = field(default_factory=set)
    tail: tuple[str, ...] = ()
    owned: set[str] | None = None
    gone: list[tuple[str, Item]] = field(default_factory=list)
    came: list[tuple[str, Item]] = field(default_factory=list)
    replaced: list[tuple[str, Item]] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    meetings: dict[tuple[str, ...], dict[str, dict[str, None]]] | None = None
    shown: dict[re.Pattern[str], bool] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget what the last command did."""
        self.gone.clear()
        self.came.clear()
        self.replaced.clear()
        self.beside.clear()

    def pop(self, section: Section, key: str) -> None:
        """Take an item away."""
        item = section.items.pop(key, None)
        if item is not None:
            self._turn(section)
            self.gone.append((section.header, item))
            section.negated.discard(key)

    def bring(self, section: Section, item: Item) -> None:
        """Put an item under its key, in place of the one that is there."""
        old = section.items.get(item.key)
        if old is not None:
            self.replaced.append((section.header, old))
        section.items[item.key] = item
        self._turn(section)
        self.came.append((section.header, item))

    def _turn(self, section: Section) -> None:
        if not section.header:
            self.shown.clear()

    def shows(self, pattern: re.Pattern[str]) -> bool:
        """Whether a line of the top level, or a header there, is like a pattern as a whole."""
        if pattern not in self.shown:
            norms = (item.norm for item in self.top.items.values())
            self.shown[pattern] = any(map(pattern.fullmatch, norms))
        return self.shown[pattern]


def section_of(grammar: Grammar, header: str) -> Section:
    """An empty section below a header."""
    sequence = grammar.sequence(header)
    return Section(header, sequence=sequence)


def key_of(state: State, section: Section, norm: str) -> tuple[str, str]:
    """(key, kind) of a line in normal form, `no` left aside; kinds as in `grammar.Key`."""
    bare = norm.removeprefix("no ")
    found = state.grammar.place(section.header).key(bare)
    if state.demoted and (section.header, found.text) in state.demoted:
        return bare, "many"
    return found.text, found.kind


def flat_section(
    state: State,
    section: Section,
    header: str,
    prefix: str,
    *,
    number: int = 0,
    lead: tuple[str, ...] = (),
) -> Section:
    """The section that one-line entries (`access-list 10 permit ...`) belong to, made if needed."""
    item = section.items.get(header)
    if item is not None and item.section is not None:
        return item.section
    inner = section_of(state.grammar, header)
    inner.flat = prefix
    section.items[header] = Item(header, header, header, number, lead=lead, section=inner)
    return inner


def opens(grammar: Grammar, section: Section, norm: str) -> bool:
    """Whether a header without lines still is a section: a definition, an interface, a class."""
    if grammar.candidate.opens(section.header, norm):
        return True
    if section.header:
        return section.sequence is not None and norm.startswith("class ")
    if norm.startswith(grammar.facts.alone):
        return False
    if norm.startswith(("interface ", "vlan ", "router ")):
        return True
    return grammar.definition(norm) is not None and not norm.startswith("aaa authentication")


def add_entry(state: State, section: Section, text: str, number: int, *, is_loading: bool) -> bool:
    """Add an entry to an ordered list; False where its number or its text is there already.

    A list may hold a remark twice: a device that shows it so has read it so when it started.
    """
    norm = state.grammar.normal(text)
    return put_entry(section, (text, norm), entry(norm), number, is_loading=is_loading)


def put_entry(
    section: Section,
    spelling: tuple[str, str],
    found: tuple[int | None, str] | None,
    number: int,
    *,
    is_loading: bool,
) -> bool:
    """`add_entry` of a line as it is spelled and in normal form, with what `entry` says of it."""
    text, norm = spelling
    if norm.startswith("description "):
        section.items["description"] = Item("description", norm, " ".join(text.split()), number)
        return True
    order, plain = found or (None, norm)
    if plain in section.by_text and not plain.startswith("remark"):
        return False
    step = section.sequence.step if section.sequence else 1
    if order is None:
        is_new = not section.items and section.sequence is not None and not section.sequence.shown
        if is_loading or is_new:
            section.numbered = False
            section.counted = not is_loading and not section.highest
        order = section.highest - section.highest % step + step
    key = f"#{order}"
    if key in section.items:
        return False
    section.highest = max(section.highest, order)
    section.by_text[plain] = key
    shown = norm if norm == text else " ".join(text.split())
    section.items[key] = Item(key, norm, shown, number, (), None, (), "", order, plain)
    return True


def fold_vlans(section: Section, words: str, norm: str, number: int) -> None:
    """Change the VLAN set of a line as its verb says; no line means all VLANs."""
    old = section.items.get(words)
    verb, _, rest = norm[len(words) + 1 :].partition(" ")
    before = vlan_members(old, words)
    after = changed(verb, rest, before)
    section.items.pop(words, None)
    if after != ALL_VLANS:
        text = f"{words} {ranges(set(after)) or 'none'}"
        lead, at = (old.lead, old.number) if old else ((), number)
        section.items[words] = Item(words, text, text, at, lead=lead)


def vlan_members(item: Item | None, words: str) -> frozenset[int]:
    """The VLANs that a trunk carries; all of them where no line restricts it."""
    if item is None:
        return ALL_VLANS
    return frozenset(vlans(item.norm[len(words) + 1 :]))
