"""What a command does to BGP neighbours: which stay, whose AS they have, where they take part."""

from netops.config.activation import (
    Regexes,
    drop_own_as,
    families,
    groups,
    hide,
    is_on,
    is_there,
    named,
    regexes,
)
from netops.config.commands import Command
from netops.config.meaning import Item, Section, State, section_of
from netops.config.places import at


def barring(state: State, section: Section, norm: str) -> list[Item]:
    """The line of a group without which alone its member may have an AS of its own."""
    known = regexes(state.grammar)
    found = known.own_as.match(norm) if known and known.router.fullmatch(section.header) else None
    if known is None or found is None:
        return []
    group = groups(known, section).get(found[1], "")
    leader = section.items.get(known.fact.own_as.format(group))
    return [leader] if leader is not None else []


def objection(state: State, section: Section, norm: str) -> str:
    """Why bgpd does not take a line of a neighbour or a member: who it names is not there."""
    known = regexes(state.grammar)
    if known is None or not known.router.fullmatch(section.header):
        return ""
    member = known.member.fullmatch(norm)
    if member and not is_there(section, known.fact.group.format(member[2])):
        return f"it needs `{known.fact.group.format(member[2])}`"
    if known.peer.match(norm) or not norm.startswith(known.fact.all_of.format("")):
        return ""
    makes = known.fact.makes.format(norm.split(" ")[1]).split(", ")
    return "" if section.items.keys() & set(makes) else "its neighbour is not there"


def follow(state: State, command: Command) -> None:
    """Let what the last command did below a router change what shows of its neighbours."""
    known = regexes(state.grammar) if command.path else None
    router = at(state, command.path[:1]) if known else None
    if known is None or router is None or not known.router.fullmatch(router.header):
        return
    line = " ".join(command.line.split())
    if not _matters(known, line.removeprefix("no ")):
        return
    _leave(state, known, router, line)
    _flip(state, known, router)
    drop_own_as(known, router)
    members = groups(known, router)
    joined = {hit[1] for _, item in state.came if (hit := known.member.fullmatch(item.norm))}
    for family in families(known, router):
        changed = (item for header, item in (*state.came, *state.gone) if header == family.header)
        told = {named(known, item) for item in changed}
        for member in (m for m, group in members.items() if group in told or m in joined):
            family.items.pop(known.fact.shown.format(member), None)
        hide(known, router, family)


def _matters(known: Regexes, line: str) -> bool:
    """Whether a line may change more than itself: a quick test, since few do."""
    whole = (known.default, known.member, known.group, known.line)
    return bool(known.own_as.match(line)) or any(one.fullmatch(line) for one in whole)


def _leave(state: State, known: Regexes, router: Section, line: str) -> None:
    """A group that loses its AS or goes takes its members along; a neighbour goes with its AS."""
    members = groups(known, router)
    own = known.own_as.match(line.removeprefix("no ")) if line.startswith("no ") else None
    gone = {name for _, item in state.gone for name in known.group.findall(item.norm)}
    if own:
        gone |= {own[1]}
        if not is_there(router, known.fact.group.format(own[1])):
            _forget(state, router, known, own[1])
    for member in [one for one, group in members.items() if group in gone]:
        _forget(state, router, known, member)


def _forget(state: State, router: Section, known: Regexes, name: str) -> None:
    begins = tuple(f"{no}{known.fact.all_of.format(name)} " for no in ("", "no "))
    for section in (router, *families(known, router)):
        for item in [i for i in section.items.values() if f"{i.norm} ".startswith(begins)]:
            state.pop(section, item.key)


def _flip(state: State, known: Regexes, router: Section) -> None:
    """Neighbours stay as they were when what holds for new ones changes: now it shows."""
    members = groups(known, router)
    peers = [hit[1] for i in router.items.values() if (hit := known.peer.match(i.norm))]
    alone = [peer for peer in dict.fromkeys(peers) if peer not in members]
    changed = (item for header, item in (*state.came, *state.gone) if header == router.header)
    for found in (known.default.fullmatch(item.key) for item in changed):
        if found and alone:
            header = found.expand(known.fact.header)
            no = "no " if is_on(known, router, header) else ""
            item = router.items.setdefault(header, Item(header, header, header))
            item.section = item.section or section_of(state.grammar, header)
            for line in map(known.fact.shown.format, alone):
                item.section.items.setdefault(line, Item(line, no + line, no + line))
