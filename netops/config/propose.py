"""hier_config proposes commands for the sections that differ; the judge decides about them.

It is asked only about plain sections. Lists that are read in order, banners, VLAN sets and
top-level flags are what it gets wrong (docs/adr), so our own rule table writes those.
"""

from collections.abc import Sequence
from contextlib import suppress

from hier_config import Platform as HierPlatform
from hier_config import WorkflowRemediation, get_hconfig
from hier_config.exceptions import DuplicateChildError

from netops.config.commands import Command, read
from netops.config.drift import differences
from netops.config.meaning import Item, Section, State
from netops.config.show import render_state

_MANY = 400


def propose(base: State, goal: State) -> Sequence[Command]:
    """Commands from hier_config, () where it cannot be asked or does not answer."""
    keys = {key for key in (*base.top.items, *goal.top.items) if _differs(base, goal, key)}
    items = [s.top.items[key] for s in (base, goal) for key in keys if key in s.top.items]
    if len(keys) > _MANY or not all(_is_plain(base, item) for item in items):
        return ()
    platform = base.grammar.platform
    hier = HierPlatform[platform.hier_config]
    lines: list[str] = []
    with suppress(DuplicateChildError, ValueError):
        running, wanted = (get_hconfig(hier, _text(state, keys)) for state in (base, goal))
        found = WorkflowRemediation(running, wanted).remediation_config
        lines += [line.cisco_style_text() for line in found.all_children_sorted()]
    return read(lines, platform)


def _differs(base: State, goal: State, key: str) -> bool:
    ours, theirs = base.top.items.get(key), goal.top.items.get(key)
    if ours is None or theirs is None:
        return True
    parts = [
        State(state.grammar, Section("", {key: item}), state.demoted)
        for state, item in ((base, ours), (goal, theirs))
    ]
    return next(differences(*parts), None) is not None


def _is_plain(state: State, item: Item) -> bool:
    section = item.section
    if section is None or section.flat or section.sequence is not None or item.body:
        return False
    return not any(
        line.body or line.section is not None or state.grammar.vlan_set(line.norm)
        for line in section.items.values()
    )


def _text(state: State, keys: set[str]) -> str:
    items = {key: item for key, item in state.top.items.items() if key in keys}
    return render_state(State(state.grammar, Section("", items), state.demoted))
