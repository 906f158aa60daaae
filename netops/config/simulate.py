"""What a device holds after it took commands: the judge's own model, apart from the proposer."""

import re
from collections.abc import Iterable
from dataclasses import replace

from netops.config import bundles
from netops.config.bystanders import is_bystander
from netops.config.cascades import cascade
from netops.config.commands import Command, NotUnderstood, read
from netops.config.copies import own
from netops.config.elsewhere import taken
from netops.config.entries import remove_entry
from netops.config.flats import remove_flat, set_flat
from netops.config.grammar import entry, grammar
from netops.config.headers import parted, several
from netops.config.meaning import (
    Item,
    Section,
    State,
    add_entry,
    fold_vlans,
    key_of,
    opens,
    section_of,
)
from netops.config.negatives import is_back, off
from netops.config.numbers import resequenced
from netops.config.objections import objections
from netops.config.places import clings, lingers
from netops.config.sequels import follow
from netops.config.show import render_state
from netops.config.spans import cut
from netops.config.statements import remedy
from netops.config.tree import parse
from netops.config.twins import states
from netops.platforms.spec import Platform

_EXEC = re.compile(
    r"(?:do |show |copy |write\b|reload\b|configure\b|conf t|clear |debug |delete |erase |ping "
    r"|exit\b|end\b|disable$|enable$|terminal )"
)


def simulate(running: str, commands: Iterable[str], platform: Platform) -> str:
    """Return the config that a device with `running` holds after it took `commands`.

    `commands` are lines indented by section. Raises `NotUnderstood` for a line that is no
    configuration, or that the device would refuse.
    """
    if platform.statements:
        return remedy.simulate(running, tuple(commands), platform.statements)
    tree, told = parse(running, platform), parse("\n".join(lines := tuple(commands)), platform)
    held, _ = cut(grammar(platform), (tree.children, told.children))
    (state,) = states(grammar(platform), held)
    state.tail = tree.tail
    for command in read(lines, platform, beside=held):
        apply(state, command)
    return render_state(state)


def apply(state: State, command: Command) -> None:
    """Change the state by one command; `gone`, `came` and `replaced` then tell what it did."""
    state.begin()
    if state.grammar.has_habits:
        command = taken(state, command)
    section = state.top
    for header in command.path:
        section = _enter(state, section, header)
    is_exec = not section.header and _EXEC.match(command.line)
    if is_exec and not state.grammar.top.key(command.line).kind:
        raise _not_understood(command, "it is not a configuration line")
    if state.grammar.facts.habits.inlined:
        section, command = _unfolded(state, section, command)
    line = " ".join(command.line.split())
    norm = state.grammar.normal(line)
    for objects in objections(state.grammar)[section.header]:
        if why := objects(state, section, norm):
            raise _not_understood(command, why)
    if section.header or not _comes_or_goes(state, line, norm, command):
        _do(state, section, line, command)
    if state.grammar.has_habits:
        told = (section, *bundles.followers(state, section, norm))
        for one in told[1:]:
            _do(state, one, line, command)
        follow(state, told, norm, command)


def _comes_or_goes(state: State, line: str, norm: str, command: Command) -> bool:
    """Play a line of the top level if nothing but itself comes or goes; False for any other.

    What `_do` does would be the same, and takes twice as long.
    """
    bare = norm.removeprefix("no ")
    if command.opens or command.body or not is_bystander(state.grammar, bare):
        return False
    top, (key, kind) = state.top, key_of(state, state.top, bare)
    held = top.items.get(key)
    if bare is norm:
        if held is None:
            state.bring(top, Item(key, norm, line))
            top.negated.discard(key)
        return held is None
    is_there = held is not None and not held.is_negative and (kind != "many" or held.norm == bare)
    if is_there:
        state.pop(top, key)
        top.negated.add(key)
    return is_there


def _unfolded(state: State, section: Section, command: Command) -> tuple[Section, Command]:
    """The section and the command that a line stands for which is a header and more."""
    no = "no " if command.line.startswith("no ") else ""
    both = parted(state.grammar, section.header, command.line.removeprefix("no "))
    if both is None:
        return section, command
    inner = _enter(state, section, both[0])
    return inner, Command((*command.path, both[0]), no + both[1])


def _do(state: State, section: Section, line: str, command: Command) -> None:
    if line.startswith("default "):
        _default(state, section, line[8:])
    elif line.startswith("no "):
        values = state.grammar.spread(state.grammar.normal(line[3:]))
        for one in values if len(values) > 1 else [line[3:]]:
            _remove(state, section, one, command)
    else:
        _set(state, section, line, command)


def _not_understood(command: Command, why: str) -> NotUnderstood:
    words = " ".join(command.line.split()[:3])
    return NotUnderstood(f"`{words}` cannot be simulated: {why}")


def _enter(state: State, section: Section, header: str) -> Section:
    if both := parted(state.grammar, section.header, header):
        header = both[0]
    norm = state.grammar.normal(header)
    if not section.header and len(several(state.grammar, header, norm)) > 1:
        message = f"`{header}` opens several sections at once; give each its own"
        raise NotUnderstood(message)
    item = section.items.get(key_of(state, section, norm)[0])
    if item is not None and lingers(state, section, item, norm):
        raise NotUnderstood(f"`{header}` is refused while `{item.text}` is there")
    if item is None or item.norm != norm:
        item = _put(state, section, header, norm, ())
    if not section.header:
        item = own(state, item.key)
    inner = item.section
    if inner is None:
        inner = section_of(state.grammar, norm)
        section.items[item.key] = replace(item, section=inner)
    return inner


def _set(state: State, section: Section, line: str, command: Command) -> None:
    norm = state.grammar.normal(line)
    if not section.header and resequenced(state, norm):
        return
    if not section.header and (flat := state.grammar.flat(norm)):
        set_flat(state, section, flat)
    elif not section.header and len(names := several(state.grammar, line, norm)) > 1:
        for name in names:
            _enter(state, section, name)
    elif section.sequence and section.sequence.numbered and entry(norm):
        if not add_entry(state, section, line, 0, is_loading=False):
            raise _not_understood(command, "its number or its text is in the list already")
    elif words := state.grammar.vlan_set(norm):
        fold_vlans(section, words, norm, 0)
    else:
        for one in state.grammar.spread(norm) if len(state.grammar.spread(norm)) > 1 else [line]:
            _put_line(state, section, one, command)


def _put_line(state: State, section: Section, line: str, command: Command) -> None:
    norm = state.grammar.normal(line)
    if command.opens or (not command.body and opens(state.grammar, section, norm)):
        inner = _enter(state, section, line)
        if state.grammar.candidate.is_block(norm):
            for key in tuple(inner.items):
                state.pop(inner, key)
        return
    key, _ = key_of(state, section, norm)
    old = section.items.get(key)
    body = state.grammar.candidate.shown(norm, command.body)
    if old is not None and old.norm == norm and old.body == body:
        return
    if old is not None and state.grammar.place(section.header).is_cleared(norm):
        raise _not_understood(command, "the device takes it only when the old line is gone")
    if old is not None and lingers(state, section, old, norm):
        raise _not_understood(command, "the old line must go first, or stays in part")
    cascade(state, section, norm, is_change=True)
    if state.grammar.is_silent(section.header, norm) or is_back(state, section, (key, norm), old):
        state.pop(section, key)
        section.negated.discard(key)
        section.negated.add(f"+{key}")
    else:
        _put(state, section, line, norm, body)


def _put(state: State, section: Section, text: str, norm: str, body: tuple[str, ...]) -> Item:
    _only_one(state, section, norm)
    key, _ = key_of(state, section, norm)
    old = section.items.get(key)
    item = Item(key, norm, " ".join(text.split()), old.number if old else 0, body)
    if old is not None:
        item.section, item.lead, item.close, item.order = (
            old.section,
            old.lead,
            old.close,
            old.order,
        )
    elif section.sequence:
        section.highest += section.sequence.step
        item.order = section.highest
    state.bring(section, item)
    section.negated.discard(key)
    return item


def _only_one(state: State, section: Section, norm: str) -> None:
    if section.header or not (rival := state.grammar.rival(norm)):
        return
    for other in section.items.values():
        if other.norm != norm and state.grammar.rival(other.norm) == rival:
            message = f"`{norm}` is refused while `{other.norm}` is there"
            raise NotUnderstood(message)


def _default(state: State, section: Section, line: str) -> None:
    norm = state.grammar.normal(line)
    key, _ = key_of(state, section, norm)
    item = section.items.get(key)
    if item is not None and item.section is not None and norm.startswith("interface "):
        state.gone += ((norm, line) for line in item.section.items.values())
        section.items[key] = replace(item, section=section_of(state.grammar, norm))
    else:
        state.pop(section, key)


def _remove(state: State, section: Section, line: str, command: Command) -> None:
    grammar = state.grammar
    norm = grammar.normal(line)
    if not section.header:
        if (why := grammar.stuck(norm)) and not _is_awaited(state, line, norm):
            raise _not_understood(command, why)
        if norm.startswith(grammar.flat_begins) and remove_flat(state, section, norm):
            return
    elif grammar.candidate.is_block(section.header):
        raise _not_understood(command, "a set is written whole, without the element")
    if section.sequence and section.sequence.numbered and remove_entry(section, norm):
        return
    if words := grammar.vlan_set(norm):
        state.pop(section, words)
        return
    if grammar.stays(norm):
        raise _not_understood(command, "the device keeps this section")
    if clings(state, section, norm):
        raise _not_understood(command, "the device takes only the keywords away that it names")
    if _remove_item(state, section, norm):
        cascade(state, section, f"no {norm}", is_change=False)


def _is_awaited(state: State, line: str, norm: str) -> bool:
    """Whether a port that is not there yet is taken back as such."""
    awaited = state.grammar.facts.candidate.awaited
    item = state.top.items.get(key_of(state, state.top, norm)[0])
    return line.startswith(awaited) and (item is None or item.text.startswith(awaited))


def _remove_item(state: State, section: Section, norm: str) -> bool:
    """Take a line away by its key, else every line that begins with these words."""
    key, kind = key_of(state, section, norm)
    item = section.items.get(key)
    if item is not None and item.is_negative:
        return False
    if item is not None and (kind != "many" or item.norm == norm):
        state.pop(section, key)
        off(state, section, key, norm)
        return True
    if f"{norm} $" not in state.grammar.place(section.header).scope.single:
        begun = f"{norm} "
        lines = section.items.items()
        for one in [k for k, i in lines if i.norm.startswith(begun) and not i.plain]:
            state.pop(section, one)
    off(state, section, key, norm)
    return True
