"""How a command line is matched: keywords with their abbreviations, typed arguments, errors.

A platform's words are a table of text, one rule a line, in the order in which the device
shows them. `KIND words / value / words`: all but the value identifies the line, so a line
entered again with the same identity replaces the old one.

    one     single-valued: a new value replaces the old one
    many    every different line is kept
    on      on by default: only its `no` form is shown
    zero    single-valued, and its absence is shown as `no ...`
    mode    opens a section; `> NAME` names the section's own table
    entry   a line of an access list, numbered
    flat    an entry of a numbered list, whose every line is shown with the words of its section
    text    a banner: everything up to its delimiter
    hex     a certificate: everything up to `quit`
    vlans   adds to or removes from a list of VLANs
    leave   closes the section and is never stored
    none    accepted and never stored
    !       the device prints a separator here
    group N / end   the rules between are shown together for each first N words
    KIND*   shown sorted by its words, not by the time of entry
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Address, IPv4Interface, IPv6Interface, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

REST = ("<line>", "...")


class Refused(Exception):
    """A command the device does not take; `why` is invalid, incomplete, ambiguous or a text."""

    def __init__(self, why: str, word: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.word = word


@dataclass(frozen=True, slots=True)
class Rule:
    """One accepted form of a line."""

    kind: str
    tokens: tuple[str, ...]
    key: int
    resume: int
    opens: str = ""
    rank: int = 0
    inner: int = 0
    block: int = 0
    grouped: int = 0
    is_sorted: bool = False

    def identity(self, words: Sequence[str]) -> str:
        """The words of a line that say which setting it is."""
        return " ".join((*words[: self.key], *words[self.resume :]))

    @property
    def literals(self) -> int:
        """How many leading words are keywords."""
        return next(
            (i for i, t in enumerate(self.tokens) if t[0] == "<" or t == "..."),
            len(self.tokens),
        )


@dataclass(frozen=True, slots=True)
class Match:
    """A line that was understood: its rule and its words in full."""

    rule: Rule
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cascade:
    """What else disappears: in `mode`, a line like `starts` removes lines under `removes`.

    Sections below whose line matches `spares` keep theirs.
    """

    mode: str
    starts: str
    removes: str
    says: str = ""
    spares: str = r"(?!)"


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """All that the engine knows of a platform; one of its own is only itself."""

    modes: Mapping[str, tuple[Rule, ...]]
    indent: int
    interfaces: tuple[str, ...]
    born_with: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    closes_with: Mapping[str, str] = field(default_factory=dict)
    cascades: tuple[Cascade, ...] = ()
    together: frozenset[str] = frozenset()
    separated: frozenset[str] = frozenset()
    are_entries_numbered: bool = False
    banner_end: str = ""
    banner_mark: str = "^C"
    separator: str = "!"
    ends: tuple[str, ...] = ("!", "end")
    are_blocks_mixed: bool = False
    shown_if_filled: frozenset[str] = frozenset()
    flat: frozenset[str] = frozenset()
    aliases: tuple[tuple[str, str], ...] = ()
    ports: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def rules(table: str) -> tuple[Rule, ...]:
    """Read a table (see the module's text)."""
    return tuple(_read(table.strip().splitlines()))


def _read(lines: Sequence[str]) -> Iterator[Rule]:
    rank, block, grouped, inner = 0, 0, 0, 0
    for line in lines:
        words = line.split()
        if not words or words[0] == "!":
            block += 1
        elif words[0] == "group":
            rank, grouped = rank + 1, int(words[1])
        elif words[0] == "end":
            grouped = 0
        else:
            inner += 1
            rank = rank if grouped else rank + 1
            yield _rule(words, rank=rank, inner=inner, block=block, grouped=grouped)


def _rule(words: list[str], *, rank: int, inner: int, block: int, grouped: int) -> Rule:
    kind = words[0].rstrip("*")
    opens = ""
    if ">" in words:
        opens = words[-1]
        words = words[: words.index(">")]
    cuts = [at for at, word in enumerate(words) if word == "/"]
    tokens = [word for word in words[1:] if word != "/"]
    key = cuts[0] - 1 if cuts else len(tokens)
    resume = cuts[1] - 2 if len(cuts) > 1 else len(tokens) + 1
    return Rule(
        kind=kind,
        tokens=tuple(tokens),
        key=key,
        resume=resume,
        opens=opens,
        rank=rank,
        inner=inner,
        block=block,
        grouped=grouped,
        is_sorted=words[0].endswith("*"),
    )


def match(
    table: Iterable[Rule],
    line: str,
    *,
    interfaces: Sequence[str] = (),
    negated: bool = False,
    abbreviated: bool = True,
) -> Match:
    """Find the one rule for `line`, or raise `Refused` with the position of the bad word."""
    words = line.split()
    live = list(table)
    full: list[str] = []
    for at, word in enumerate(words):
        step = _step(live, at, word, interfaces=interfaces, abbreviated=abbreviated)
        live, spelled = step
        if spelled is None:
            full.append(line.split(maxsplit=at)[at].rstrip())
            return Match(live[0], tuple(full))
        full.append(spelled)
    done = [rule for rule in live if _complete(rule, len(words), negated=negated)]
    if not done:
        raise Refused("incomplete", len(words))
    return Match(min(done, key=lambda rule: len(rule.tokens)), tuple(full))


def _step(
    live: list[Rule], at: int, word: str, *, interfaces: Sequence[str], abbreviated: bool
) -> tuple[list[Rule], str | None]:
    here = [(rule, rule.tokens[at]) for rule in live if at < len(rule.tokens)]
    low = word.lower()
    choices = {c for _, form in here if form[0] not in "<." for c in form.split("|")}
    found = {c for c in choices if c.lower() == low} or {
        c for c in choices if abbreviated and c.lower().startswith(low)
    }
    if len(found) == 1:
        spelled = found.pop()
        return [r for r, form in here if spelled in form.split("|")], spelled
    typed = [(r, s) for r, token in here if (s := _typed(token, word, interfaces)) is not None]
    if typed:
        spelled = typed[0][1]
        return [r for r, s in typed if s == spelled], spelled
    rest = [rule for rule, token in here if token in REST]
    if rest:
        return rest, None
    raise Refused("ambiguous" if found else "invalid", at)


def _complete(rule: Rule, count: int, *, negated: bool) -> bool:
    if count == len(rule.tokens) or rule.tokens[count : count + 1] == ("...",):
        return True
    if not negated or count > len(rule.tokens):
        return False
    if rule.resume < len(rule.tokens):
        return False
    least = rule.key if rule.key < len(rule.tokens) else rule.literals + 1
    return count >= min(least, len(rule.tokens))


def _typed(form: str, word: str, interfaces: Sequence[str]) -> str | None:
    if form == "<if>":
        return interface_name(word, interfaces)
    if form == "<area>":
        return _area(word)
    return word if form in _TYPES and _TYPES[form](word) else None


def _area(word: str) -> str | None:
    """An OSPF area as EOS and NX-OS show it, whatever was typed: an address."""
    try:
        return str(IPv4Address(int(word) if word.isdigit() else word))
    except AddressValueError:
        return None


def _reads(kind: Callable[[str], object], word: str) -> bool:
    try:
        kind(word)
    except ValueError:
        return False
    return True


_TYPES: Mapping[str, Callable[[str], bool]] = {
    "<w>": lambda word: True,  # noqa: ARG005  any word will do
    "<n>": str.isdigit,
    "<ip>": lambda word: _reads(IPv4Address, word),
    "<addr>": lambda word: _reads(ip_address, word),
    "<pfx>": lambda word: "/" in word and _reads(IPv4Interface, word),
    "<pfx6>": lambda word: "/" in word and _reads(IPv6Interface, word),
    "<release>": lambda word: bool(re.fullmatch(r"[0-9]+\.[0-9]+", word)),
    "<rt>": lambda word: bool(re.fullmatch(r"[0-9.]+:[0-9]+", word)),
}


def interface_name(word: str, names: Sequence[str]) -> str | None:
    """Spell an interface in full (`Gi0/1` -> `GigabitEthernet0/1`); None if it is none."""
    parts = re.fullmatch(r"([A-Za-z-]+)([0-9][0-9/.:]*(?:RS?P[0-9]/CPU[0-9]/[0-9]+)?)", word)
    if not parts:
        return None
    low = parts[1].lower()
    full = next((name for name in names if name.lower().startswith(low)), None)
    return full + parts[2] if full else None


def natural(
    words: Iterable[str], interfaces: Sequence[str] = ()
) -> tuple[tuple[int, int, str], ...]:
    """A sort key that reads numbers as numbers and knows the order of interface kinds."""
    return tuple(
        part
        for word in words
        for piece in re.findall(r"\d+|\D+", word)
        for part in [_part(piece, interfaces)]
    )


def _part(piece: str, interfaces: Sequence[str]) -> tuple[int, int, str]:
    if piece.isdigit():
        return (0, int(piece), "")
    if piece in interfaces:
        return (1, interfaces.index(piece), "")
    return (2, 0, piece)
