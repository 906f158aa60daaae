"""What is special where all of a change takes effect at one commit: facts only.

The lines go into a target first, and one commit makes it run, or refuses all of it. Word patterns
are those of `netops.platforms.spec`; a path of sections is written `router bgp ? > neighbor *`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """A line without which the device refuses a section at the commit.

    Each section at the end of the path `scope` that holds a line beginning with one of `when`
    (any line, if empty) needs one that begins with one of `lines`: in itself, or in the section
    that a line `via NAME` names (`use neighbor-group IBGP` means `neighbor-group IBGP`, which
    stands somewhere above it).
    """

    scope: str
    lines: tuple[str, ...]
    why: str
    when: tuple[str, ...] = ()
    via: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A new value of `line` in `scope` that the device refuses while lines of `stays` stay."""

    scope: str
    line: str
    stays: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Peers:
    """Who may come in by a service, once a section at the end of the path `scope` is there.

    In the sections `ports` below it, lines that begin with one of `allows` let the service in:
    from anywhere, or, where they hold lines that begin with `peer`, from these networks.
    """

    service: str
    scope: str
    ports: str
    allows: tuple[str, ...]
    peer: str


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """What one commit asks for.

    `blocks` are headers of sections that are always written whole: entered again, they forget
    their old lines; elements are parted by commas. `opening` are (scope, line) that open a
    section even when nothing stands below it, `leave` is the line that leaves any section.
    `programs` are headers of text that the device indents anew. `required` are kinds of objects
    that must be there for who refers to them, `within` are (kind, regex with the name in group 1)
    of references inside of opaque text. `refused` are (header, first words) of lines that no
    commit takes; `masked` lines take a prefix length and show a mask. `awaited` are beginnings of
    headers of ports that are not there yet: what is said of them can be taken away.
    """

    blocks: tuple[str, ...] = ()
    opening: tuple[tuple[str, str], ...] = ()
    leave: str = ""
    programs: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    within: tuple[tuple[str, str], ...] = ()
    needs: tuple[Need, ...] = ()
    moves: tuple[Move, ...] = ()
    peers: tuple[Peers, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    masked: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
