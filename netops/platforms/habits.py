"""What a system does around its lines: what it takes only beside others, hides, or spells anew."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """Lines that a device knows only while another line is there, and loses with it.

    `scope` is a regex of their section's whole header ("" is the top level), `line` one of how
    they begin. `needs` is the other line in normal form, at the top level, or in the same section
    where `within`. With `absent` they are known only while that line is not there.
    """

    needs: str
    scope: str
    line: str
    within: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Born:
    """Interfaces that are shut until told otherwise: `no shutdown` shows, and `shutdown` does not.

    `header` is a regex, `line` one of some line of the section; `top` is a line of the top level.
    Both must be there where they are named.
    """

    header: str
    line: str = ""
    top: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Ports that share settings: the bundle takes them for its ports, a port alone takes none.

    `key` begins the line of a port that names its bundle by number, `header` is the bundle's own
    (a format string), `shared` a regex of the beginnings of such settings, with their `no`.
    """

    key: str
    header: str
    shared: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A line that a device refuses while another one stands in another section.

    Regexes: `scope` and `elsewhere` of whole headers of the top level, `line` and `other` of the
    beginnings of lines below them.
    """

    scope: str
    line: str
    elsewhere: str
    other: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    r"""A line that a system takes in one section and shows in another, with its `no`.

    `scope` is a regex of the first section's whole header, `line` one of the whole line; `header`
    and `shown` are what the line becomes, with the groups of `line` as `\1`.
    """

    scope: str
    line: str
    header: str
    shown: str


@dataclass(frozen=True, slots=True)
class Activation:
    r"""How neighbours of a router take part in its address families (see `config.activation`).

    Regexes of whole headers: `router`, `family`. Of whole lines of the router: `default` decides
    for new neighbours, `member` puts a neighbour (group 1) into a group (2), `peer` is how the
    lines of a neighbour begin. `line` is one of the family, `shown` the same with `{}` for the
    neighbour. `header` is the family of `default`, `decides` the other way round (`\1`); `on` are
    those lines that hold when they are not there. With `{}` for a name: `group` makes a group,
    `own_as` begins the line of an AS (members have that of their group, and go with it), `all_of`
    begins each line of a neighbour, `makes` are the keys of those that make one, parted by commas.
    """

    router: str
    family: str
    default: str
    member: str
    peer: str
    line: str
    shown: str
    header: str
    decides: str
    on: tuple[str, ...]
    group: str
    own_as: str
    all_of: str
    makes: str


@dataclass(frozen=True, slots=True)
class Blanket:
    """A line that holds for all, and lines of which each is about one.

    In sections whose header begins with one of `scope`: beside the line `whole` only the `no` of a
    line shows that begins with `each` (a regex), without it only the line itself.
    """

    scope: tuple[str, ...]
    whole: str
    each: str


@dataclass(frozen=True, slots=True)
class Made:
    """A section that a line of another one makes where it is not there.

    `scope` is the beginning of the header, `line` a regex whose only group is the name in `header`
    (a format string). The section shows only on a device with a top-level line that `shown`, a
    regex, matches.
    """

    scope: str
    line: str
    header: str
    shown: str


@dataclass(frozen=True, slots=True)
class Habits:
    """How a system differs from one that prints what it was told.

    `refused` are (regex of a command, why netops plans none). `quiet` says that a line which
    takes its own `no` back leaves no line. `masked` is a regex of lines in which an address and a
    mask mean a prefix. `ranges` says that one header may name several interfaces. `inlined` are
    (scope, header) of sections whose first line may follow their header at once. `bundle` says how
    ports stand together. `elsewhere` are lines that show in another section. `apart` is a regex of
    lines in normal form of which a section does not hold two kinds (group `kind`, empty for one of
    them) whose other groups are the same, `bars` are lines that others keep out from afar.
    `activation` says which neighbours are in which family. `asked` are the kinds of names that a
    line may name only once they are defined. `makes` are the sections that a line of another one
    makes. `spans` begin headers with the first and the last of what they name by number. `joined`
    are regexes of top-level lines that add to each other: group 1 says whose they are, the other
    groups are their parts, in the order in which one line shows them.
    """

    gates: tuple[Gate, ...] = ()
    born: tuple[Born, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    quiet: bool = False
    masked: str = r"(?!)"
    ranges: bool = False
    inlined: tuple[tuple[str, str], ...] = ()
    bundle: Bundle | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    apart: str = ""
    bars: tuple[Bar, ...] = ()
    activation: Activation | None = None
    blankets: tuple[Blanket, ...] = ()
    asked: tuple[str, ...] = ()
    makes: tuple[Made, ...] = ()
    spans: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
