"""The shape of a platform: facts only, no behaviour. One file per NOS holds one value.

Lines are described in three small notations:

- a *regex* where the text of a line matters (volatile lines, secrets, banners);
- a *word pattern* where its place in the grammar matters: words match themselves, `*` is any one
  word and part of the key, `?` is any one word and not part of the key, `@kind` is a `?` that
  names an object of that kind (`ip access-group @acl in`). The longest pattern that matches the
  start of a line wins.
- a *scope*: a word pattern for the innermost parent line, "" for the top level, `**` for any.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from netops.platforms.candidate import CandidateFacts
from netops.platforms.capture import CaptureFacts
from netops.platforms.habits import Habits
from netops.platforms.statements import StatementFacts


def words(table: str) -> tuple[str, ...]:
    """Word patterns from a table: parted by commas, over as many lines as it takes."""
    return tuple(" ".join(cell.split()) for cell in table.split(",") if cell.strip())


def pairs(table: str) -> tuple[tuple[str, str], ...]:
    """Pairs of patterns from a table, one a line: `scope: line`, nothing before `:` for top."""
    rows = (line.partition(":") for line in table.splitlines() if line.strip())
    return tuple((left.strip(), right.strip()) for left, _, right in rows)


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret stands in a line: the named group `secret` of `pattern` is masked.

    `pattern` is matched at the first word of the line, after a leading `no`. `section` is a regex
    that the start of some parent line must match, "" for any. `resalted` says that the device
    shows the same secret in another way each time: no digest of it would last.
    """

    pattern: str
    section: str = ""
    resalted: bool = False


@dataclass(frozen=True, slots=True)
class Opaque:
    """Text inside a config: a banner, a certificate, a script.

    `start` matches the whole first line. With a group `delimiter` the text ends where that
    delimiter comes again (on the same line too); else at the first line that matches `end`.
    `public` marks text whose random look is no secret (certificates). `words` is a quick test: a
    first line holds one of them. `by_line` says that a difference
    is told line by line (a policy) and not as a whole (a banner).
    """

    start: str
    end: str = ""
    public: bool = False
    words: tuple[str, ...] = field(kw_only=True)
    by_line: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What the lines below one kind of header mean (word patterns, see the module).

    `single`: the key has one value, a new line replaces the old one. `short`: the same, and its
    undo names only the key (`no description`). `many`: lines that stand side by side. `named`:
    regexes of the beginning by which a line is known, where words do not tell (a route, by its
    prefix and next hop). `cleared`: a new value is taken only after the old one went.
    `first` are set before all other lines of the section, `last` after them. `guards` keep a door:
    they stand before it opens, and go after it is shut. `leave_early` go before the lines that they
    lean on (a secondary address before the primary). `removed_first`
    says that old lines leave before new ones come (an interface); else new ones come first.
    `sticky` are (beginning of a line, keywords that stay until a `no` takes them away, `*` where
    the whole old line must go before a new one comes). `rivals` are (new line, key of an old one,
    with the words that `*` stood for as `{0}`) that must go before. `stays`: no command removes
    the section; it shows as long as it has lines. `whole`: nothing below is changed in place; the
    section goes and comes anew.
    """

    header: str
    single: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    leave_early: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    removed_first: bool = True
    sticky: tuple[tuple[str, str], ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()
    stays: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A section whose lines count in order: an ACL, a prefix list, a policy-map.

    `header` is a word pattern. `numbered`: entries may carry a sequence number, and those that
    do not get the last number plus `step`. `first_match`: an entry decides, so an empty list
    that somebody refers to lets everything pass (`fails_open`). `number` is how the sequence
    number is written, `shown` whether the device
    shows numbers that nobody gave, `guard` an entry that says what the end of the list says anyway.
    `resequence` is the command that counts the entries anew: list, first number, step. `lines` is
    how its entries begin where they are single lines without numbers, and a new one comes last.
    """

    header: str
    kind: str
    numbered: bool = False
    step: int = 10
    fails_open: bool = False
    pinned_last: str = ""
    number: str = "{} "
    shown: bool = True
    guard: str = ""
    resequence: str = ""
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Flat:
    """A section that the device prints as top-level lines, one per entry.

    `line` is a regex with groups `name` and `entry`; `header` is the section it stands for and
    `prefix` how each entry is spelled (both are format strings with `name`). `nested` says that
    the device also takes the section form, and needs it to remove one entry.
    """

    line: str
    header: str
    prefix: str
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Cascade:
    """An undo or a new value of `line` in `scope` that takes the lines `takes` with it.

    `takes` are format strings over the words of the line that matched `*` or `?` (`{0}`). Sections
    below whose header begins with one of `spares` keep theirs: a VRF has its own neighbours.
    """

    scope: str
    line: str
    takes: tuple[str, ...]
    on_change: bool = False
    spares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lifeline:
    """Lines that sessions of the tool live on: one of `lines` must stay at every step.

    `lines` are beginnings of lines, `word` a regex of which such a line must keep one word.
    `never` turns it round: no such whole line may come at the top level, unless a line there begins
    with `unless`.
    """

    scope: str
    lines: tuple[str, ...]
    why: str
    word: str = ""
    never: bool = False
    unless: str = ""


@dataclass(frozen=True, slots=True)
class JudgeFacts:
    """What the simulator, the planner and the proofs know of a platform's lines.

    `references` are (scope, line with `@kind`); `definitions` are (kind, header with one `*`), in
    the order in which definitions must come. `filters` are the references that guard the management
    plane; their scopes may name a path (`management api ** > vrf *`). `port_filters` are those on
    an interface that sort out what comes in by it. `spread` lines hold a list that could as well be
    one line each, `unfolds` are (beginning of a line, those of the lines that it stands for), and
    `ports` numbers of the ports that an access list names; `vlan_sets` lines hold a set of VLANs
    with `add` and `remove`. `silent` lines say what holds anyway and do not show; `explicit` lines
    show in both forms. A `no` that the intent does not name stays, unless it is `restored`.
    `exclusive` are patterns of headers that exist once. `physical` is a regex of interfaces that
    cannot be removed, `unremovable` are other such headers. `weakening` are (regex of a command,
    what it does), `spellings` (regex, replacement) of lines with an older form. `builtin` names
    exist without a definition. `told` are beginnings of top-level lines in which the device tells
    of itself: their difference shows, and no command changes it. `resets` says that the device
    knows `default LINE`; where it does not, a `no` that shows is the only sign of a setting, and
    the line itself takes it back. `atomic`: nothing takes effect before one commit takes all, so
    the steps between are no states of the device; `candidate` says what the commit asks for.
    `routes` are (path of sections, first words) of static routes, which hold the way to the tool.
    `habits` are what the system does around its lines. `rises` leaves a section that stands in
    another one, where the device shows no line that ends it. `hollow` are beginnings of the headers
    of server groups: one without a server logs nobody in. `matched` are those of entries that match
    everything until they hold a `match` line; `staged` says that the lines of such an entry come
    into force together, when its section is left. `frozen` are kinds of objects of which the device
    takes no line while something names them. `alone` are beginnings of lines that look like a
    header and open nothing: `exit` behind one would leave the configuration.
    """

    indent: int
    scopes: tuple[Scope, ...] = (Scope(""),)
    references: tuple[tuple[str, str], ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    sequences: tuple[Sequence, ...] = ()
    flats: tuple[Flat, ...] = ()
    cascades: tuple[Cascade, ...] = ()
    lifelines: tuple[Lifeline, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    port_filters: tuple[str, ...] = ()
    spread: tuple[str, ...] = ()
    unfolds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ports: Mapping[str, str] = field(default_factory=dict)
    vlan_sets: tuple[str, ...] = ()
    silent: tuple[tuple[str, str], ...] = ()
    physical: str = r"(?!)"
    unremovable: tuple[str, ...] = ()
    weakening: tuple[tuple[str, str], ...] = ()
    explicit: tuple[tuple[str, str], ...] = ()
    restored: tuple[tuple[str, str], ...] = ()
    exclusive: tuple[str, ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()
    builtin: tuple[str, ...] = ()
    resets: bool = True
    atomic: bool = False
    candidate: CandidateFacts = field(default_factory=CandidateFacts)
    routes: tuple[tuple[str, str], ...] = ()
    habits: Habits = field(default_factory=Habits)
    rises: str = ""
    hollow: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    staged: bool = False
    frozen: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RevertFacts:
    """How a device goes back by itself. `unit` is the timer's unit in seconds."""

    unit: int
    shortest: int
    longest: int
    native: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Platform:
    """One network operating system; there is one value of each, so identity is equality.

    `name` is netmiko's; `aliases` are accepted in the inventory. `transports` maps each way to
    read a device to its port, the usual one first; `spoken` says which way an alias means
    (NAPALM's `nxos` is NX-API). `revert` is None where netops cannot take a change back: no
    change of such a device is planned.

    `comment` are the beginnings of comments, parted by blanks. `interfaces` maps lower-case
    spellings of an interface type to the full one. `free_text` is a regex of lines whose words
    are prose. `closers` maps a line that ends a section to the first
    words of the section it ends, "" for any section. `account` is how the device tells what a
    candidate would change: `contextual` (IOS), `unified` (EOS), or `candidate` when it can only
    say how it reads the candidate. `secret_words` is a quick test: a line without one has no
    secret (lower-case words, parted by `|`); `plain` are regexes of lines that only look like one.
    `encoding` names how a value is written that anybody can read back: it is read before its
    digest is made. `signs` are regexes of whole lines at top level that no other platform writes:
    they tell whose config an old text is.
    `unwatched` are the places in the tables of a `NetworkState` that say nothing about a change
    (keys from the outside in, `*` for any): counters and timers, and what the config says anyway.
    `statements` describe a config that is a hierarchy of statements: it is compared and planned
    by them, and `judge` says only what is read in order.
    """

    name: str
    title: str
    aliases: tuple[str, ...]
    hier_config: str
    comment: str
    transports: Mapping[str, int]
    capture: CaptureFacts
    secrets: tuple[Secret, ...]
    secret_words: str
    plain: tuple[str, ...]
    opaque: tuple[Opaque, ...]
    closers: Mapping[str, str]
    interfaces: Mapping[str, str]
    free_text: str
    revert: RevertFacts | None
    judge: JudgeFacts
    account: str = "contextual"
    protected: tuple[str, ...] = ()
    spoken: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "type 7"
    signs: tuple[str, ...] = ()
    unwatched: tuple[str, ...] = ()
    statements: StatementFacts | None = None
