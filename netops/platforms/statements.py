"""The shape of a platform whose config is a hierarchy of statements: facts only, no behaviour.

A statement is known by the end of its path, in words parted by blanks: `snmp community` is the
`community` below `snmp`. A plain word stands for a word of the language, never for a name that
somebody gave; `*` stands for any one word. The longest pattern that fits wins. Patterns of things
that are looked for in a whole config (references, lifelines) begin at the top instead.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """An entry that the device commits only with one of the statements `one_of`.

    All are patterns from the top; a `*` of `one_of` stands for the word that the same `*` of
    `entry` stood for.
    """

    entry: str
    one_of: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """Sessions of the tool live on these statements: one of them must stay."""

    one_of: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What netops knows of a language of nested statements.

    `single` statements hold one value, a new one replaces the old; `lists` hold many values.
    `keyed` are followed by a name: an entry of that name, which stays when it is empty. `entries`
    hold such entries by their names alone. `headed` are followed by one more word of the language
    (`family inet`). `containers` are known to hold statements, `present` mean something when they
    are empty. `oneline` print what they hold on their own line, `continued` go on in the heading
    of the statement that holds them (`from-zone A to-zone B`). `ordered` are read from the top, and
    `choices` are statements of which one holder has one at a time (pattern of the holder, words).

    `spelt` says how the device writes a word below a statement: `area` (0 is 0.0.0.0), `prefix`
    (a host is a /32), `logical` (a port is its unit 0). `marked` is a regex of values that the
    device marks as secrets when it shows them.

    `references` are patterns with `@kind` where the name stands, `definitions` (kind, pattern).
    `builtin` names exist without a definition, `required` are (pattern, why) without which nothing
    commits, `told` statements of the top in which the device tells of itself: no plan speaks of
    them. `scopes` are where a whole hierarchy of statements
    begins anew (an instance). `weakening` are (pattern, why) of what opens something when it
    comes, `guards` of what guarded something when it goes.
    """

    single: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    keyed: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    headed: tuple[str, ...] = ()
    containers: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    oneline: tuple[str, ...] = ()
    continued: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    spelt: tuple[tuple[str, str], ...] = ()
    marked: str = r"(?!)"
    references: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    builtin: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    required: tuple[tuple[str, str], ...] = ()
    needs: tuple[Need, ...] = ()
    lifelines: tuple[Line, ...] = ()
    weakening: tuple[tuple[str, str], ...] = ()
    guards: tuple[tuple[str, str], ...] = ()
