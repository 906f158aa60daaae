"""What a command does to which BGP neighbours take part in which address families."""

from netops.config.activation import Regexes, families, groups, hide, is_on, named, regexes
from netops.config.commands import Command
from netops.config.meaning import Item, Section, State, section_of
from netops.config.places import at


def follow(state: State, command: Command) -> None:
    """Let what the last command did below a router change what shows of its neighbours."""
    known = regexes(state.grammar) if command.path else None
    router = at(state, command.path[:1]) if known else None
    if known is None or router is None or not known.router.fullmatch(router.header):
        return
    _flip(state, known, router)
    members = groups(known, router)
    joined = {hit[1] for _, item in state.came if (hit := known.member.fullmatch(item.norm))}
    for family in families(known, router):
        changed = (item for header, item in (*state.came, *state.gone) if header == family.header)
        told = {named(known, item) for item in changed}
        for member in (m for m, group in members.items() if group in told or m in joined):
            family.items.pop(known.fact.shown.format(member), None)
        hide(known, router, family)


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
