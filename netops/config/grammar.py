"""A platform's facts, compiled: the normal form of a line, its key, what it names and means."""

import re
from functools import cached_property, lru_cache

from netops.config.addresses import ipv6
from netops.config.below import Place
from netops.config.candidate import Candidate
from netops.config.kept import Kept
from netops.config.masks import prefixes
from netops.config.patterns import Patterns
from netops.config.regexes import Regexes
from netops.config.scoped import Scoped
from netops.platforms.habits import Habits
from netops.platforms.spec import Cascade, Platform, Sequence

_VLANS = re.compile(r"\d+(?:[-,]\d+)+")
_PORT = re.compile(r"([A-Za-z-]+)(\d[\d/.:]*)")
_PORT_ENDS = frozenset("0123456789/.:")
_V6 = re.compile(r"[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:/\d+)?")
_COMPARES = frozenset({"eq", "neq", "gt", "lt", "range"})
_VLAN_WORDS = frozenset({"vlan", "vlan-list", "vlan-id"})
_NAMING = frozenset({"interface", "default"})
# A word that ends like the name of a port.
_NUMBERED = re.compile(r"[A-Za-z-]\d[\d/.:]*(?![^ ])")
_ENTRY = re.compile(r"(?:(?:sequence |seq )?(\d+) +)?((?:permit|deny|remark)\b.*)")


class Grammar:
    """Everything the judge asks of a platform, ready to answer fast."""

    def __init__(self, platform: Platform) -> None:
        facts = platform.judge
        self.platform, self.facts = platform, facts
        # A system without habits shows each line where it took it, and nothing else for it.
        self.has_habits = facts.habits != Habits()
        self._places = [Place(scope) for scope in facts.scopes if scope.header]
        self._place_of = Patterns(scope.header for scope in facts.scopes if scope.header)
        self.top = next(Place(scope) for scope in facts.scopes if not scope.header)
        self._free = re.compile(platform.free_text)
        self._interfaces = platform.interfaces
        self._masked = re.compile(facts.habits.masked)
        self._respelled = Regexes(old for old, _ in facts.spellings)
        self._sequences = Patterns(sequence.header for sequence in facts.sequences)
        self._exclusive = Patterns(facts.exclusive)
        self._definitions = Patterns(header for _, header in facts.definitions)
        # What lines below a header say that holds anyway.
        self.silent = Scoped(facts.silent).below
        self._explicit = Scoped(facts.explicit)
        self._restored = Scoped(facts.restored)
        self._references = Scoped(facts.references)
        self._spread = Patterns(facts.spread)
        self._listing = (*facts.spread, *(begins for begins, _ in facts.unfolds))
        # How lines begin that may stand for others, or for a part of a line.
        self.unusual = (*self._listing, *facts.vlan_sets)
        self._closers = {opener: closer for closer, opener in platform.closers.items()}
        self._any_closer = self._closers.get("", "")
        self.candidate = Candidate(facts.candidate)
        # The one spelling of everything that means the same.
        self.normal = Kept(self._normal).__getitem__
        # The place below a header ("" is the top level).
        self.place = Kept(self._place).__getitem__
        # (kind, name) of the object that a top-level line defines.
        self.definition = Kept(self._definition).__getitem__
        # Which headers exclude each other: the words that they share, "" for others.
        self.rival = Kept(self._rival).__getitem__
        # What may take other lines along in a section, with the pattern of its line, and how the
        # lines begin that do.
        self.cascades = Kept(self._cascades_of).__getitem__
        self._words = Kept(self._spelling)
        self._flat_forms = Kept(self._flat)
        self.flat_begins = tuple(flat.prefix.partition("{")[0] for flat in facts.flats)
        self.unusual_top = (*self.unusual, *self.flat_begins, "vlan ", "interface ")
        self._spreads = Kept(self._spread_of)
        # Why no command removes what a line of the top level says, "" where one does.
        self.stuck = Kept(self._stuck).__getitem__
        self._has_stays = any(scope.stays for scope in facts.scopes)
        self.weakening = Regexes(pattern for pattern, _ in facts.weakening)
        self._cascades = [
            (Patterns((fact.scope,)), fact, Patterns((fact.line,))) for fact in facts.cascades
        ]

    @cached_property
    def _physical(self) -> re.Pattern[str]:
        return re.compile(rf"interface {self.facts.physical}")

    @cached_property
    def _spellings(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(old), new) for old, new in self.facts.spellings)

    def _normal(self, line: str) -> str:
        text = " ".join(line.replace('"', "").split())
        if text.startswith("no "):
            return "no " + self.normal(text[3:])
        if self._free.match(text):
            return text
        if self._masked.match(text):
            text = prefixes(text)
        if self._respelled.match(text):
            for old, new in self._spellings:
                text = old.sub(new, text, count=1) if old.match(text) else text
        text = self.candidate.masked(text)
        words = text.split(" ")
        if words[0] in _NAMING and len(words) > 2 and words[-1][:1].isdigit():  # noqa: PLR2004 (`interface Gi 0/1`)
            words[-2:] = [words[-2] + words[-1]]
            text = " ".join(words)
        if not _COMPARES.isdisjoint(words):
            words = self._numbered(words)
            text = " ".join(words)
        if not _VLAN_WORDS.isdisjoint(words):
            return " ".join(map(self._word, words, ("", *words)))
        is_plain = ":" not in text and not _NUMBERED.search(text)
        return text if is_plain else " ".join([self._words[word] for word in words])

    def _numbered(self, words: list[str]) -> list[str]:
        """Ports by number: one or more of them stand behind `eq`, two behind `range`."""
        ports, found, is_port, first = self.facts.ports, words.copy(), False, 0
        for at, word in enumerate(words):
            if is_port and (at == first or word in ports or word.isdigit()):
                found[at] = ports.get(word, word)
            else:
                is_port = False
            if word in _COMPARES:
                is_port, first = True, at + 1
        return found

    def _word(self, word: str, before: str) -> str:
        if before in _VLAN_WORDS and _VLANS.fullmatch(word):
            return ranges(vlans(word))
        return self._words[word]

    def _spelling(self, word: str) -> str:
        """The one spelling of a word, whatever stands before it."""
        if ":" in word and _V6.fullmatch(word):
            return ipv6(word)
        is_port = word[-1:] in _PORT_ENDS and not word[0].isdigit()
        found = _PORT.fullmatch(word) if is_port else None
        if found and (full := self._interfaces.get(found[1].lower())):
            return full + found[2]
        return word

    def _place(self, header: str) -> Place:
        if not header:
            return self.top
        hit = self._place_of.find(header.split(" "))
        return self._places[hit.payload if hit else -1]

    def _cascades_of(self, header: str) -> tuple[tuple[str, ...], list[tuple[Cascade, Patterns]]]:
        words = header.split(" ")
        found = [
            (fact, line)
            for scope, fact, line in self._cascades
            if fact.scope == header or (header and fact.scope and scope.find(words))
        ]
        begins = {no + one for _, line in found for one in line.begins for no in ("", "no ")}
        return tuple(begins), found

    def flat(self, line: str) -> tuple[str, str, str] | None:
        """(header, entry, prefix) of a top-level line that stands for a line in a section."""
        return self._flat_forms[line] if line.startswith(self.flat_begins) else None

    def _flat(self, line: str) -> tuple[str, str, str] | None:
        for begins, flat in zip(self.flat_begins, self.facts.flats, strict=True):
            if line.startswith(begins) and (found := re.fullmatch(flat.line, line)):
                name = found["name"]
                return flat.header.format(name=name), found["entry"], flat.prefix.format(name=name)
        return None

    def is_nested(self, prefix: str) -> bool:
        """Whether the device takes the section form of a flat prefix."""
        return any(
            flat.nested and re.match(flat.line, f"{prefix}permit x") for flat in self.facts.flats
        )

    def sequence(self, header: str) -> Sequence | None:
        """The facts of an ordered section, None for a section whose lines may stand anyhow."""
        hit = self._sequences.find(header.split(" "))
        return self.facts.sequences[hit.payload] if hit else None

    def _definition(self, header: str) -> tuple[str, str] | None:
        hit = self._definitions.of(header)
        if hit is None:
            return None
        kind, pattern = self.facts.definitions[hit.payload]
        return kind, hit.holes[[p for p in pattern.split() if p in {"*", "?"}].index("*")]

    def references(self, header: str, line: str) -> tuple[tuple[str, str], ...]:
        """(kind, name) of each object that a line in the section `header` names."""
        return self._references.below(header).named(line)

    def is_silent(self, header: str, line: str) -> bool:
        """Whether a line says what holds anyway."""
        return self.silent(header).is_one(line)

    def is_restored(self, header: str, line: str) -> bool:
        """Whether a `no` of this line is taken back when the intent is silent."""
        return not self.facts.resets or self._restored.below(header).is_one(line)

    def is_explicit(self, header: str, line: str) -> bool:
        """Whether the device shows both this line and its `no`."""
        return self._explicit.below(header).is_one(line)

    def is_physical(self, header: str, text: str) -> bool:
        """Whether a header, as it is spelled in `text`, is that of a port which is there."""
        is_awaited = text.startswith(self.facts.candidate.awaited)
        return not is_awaited and self._physical.fullmatch(header) is not None

    def _stuck(self, header: str) -> str:
        if self._physical.fullmatch(header):
            return "a physical interface cannot be removed"
        return "the device keeps this section" if self.is_kept(header) else ""

    def stays(self, header: str) -> bool:
        """Whether no command removes the section below a header."""
        return self._has_stays and self.place(header).scope.stays

    def is_kept(self, header: str) -> bool:
        """Whether the device keeps this section whatever it is told; `$` is the end of a header."""
        kept, line = self.facts.unremovable, f"{header} $ "
        return line.startswith(kept) and any(line.startswith(f"{one} ") for one in kept)

    def _rival(self, header: str) -> str:
        hit = self._exclusive.of(header)
        words = header.split(" ") if hit else []
        return " ".join(words[i] for i in hit.key) if hit else ""

    def closer(self, header: str, *, is_top: bool) -> str:
        """The line with which the device shows the end of a section, "" where it needs none."""
        has_blocks = bool(self.candidate.facts.blocks)
        if is_top and not self._any_closer and not has_blocks:
            return ""
        words = header.split(" ")
        own = self._closers.get(" ".join(words[:2]), self._closers.get(words[0], ""))
        if has_blocks:
            return self._any_closer if self.candidate.is_block(header) else own
        return own or self._any_closer

    def spread(self, line: str) -> list[str]:
        """The lines that a line with a list of values stands for."""
        return self._spreads[line] if line.startswith(self._listing) else [line]

    def _spread_of(self, line: str) -> list[str]:
        for begins, parts in self.facts.unfolds:
            if line.startswith(begins):
                return [part + line[len(begins) :] for part in parts]
        words = line.split(" ")
        hit = self._spread.find(words)
        if hit is None or len(words) <= hit.depth + 1 or words[hit.depth] == "vrf":
            return [line]
        return [" ".join((*words[: hit.depth], value)) for value in words[hit.depth :]]

    def vlan_set(self, line: str) -> str:
        """The words before the VLANs of a line that holds a set of them, "" for other lines."""
        sets = self.facts.vlan_sets
        if not line.startswith(sets):
            return ""
        return next((w for w in sets if line == w or line.startswith(f"{w} ")), "")


def entry(line: str) -> tuple[int | None, str] | None:
    """(sequence number, text) of an entry of a list, None for another line."""
    found = _ENTRY.fullmatch(line)
    return (int(found[1]) if found[1] else None, found[2]) if found else None


def vlans(text: str) -> set[int]:
    """The VLANs of `10-12,20`; empty for words that are no list."""
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if not first.isdigit() or (last and not last.isdigit()):
            return set()
        found.update(range(int(first), min(int(last or first), 4095) + 1))
    return found


def ranges(numbers: set[int]) -> str:
    """`10-12,20`, sorted and joined; pairs count as a range."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


@lru_cache(maxsize=16)
def grammar(platform: Platform) -> Grammar:
    """The compiled facts of a platform, made once per platform value."""
    return Grammar(platform)
