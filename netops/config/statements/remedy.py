"""From drift to a plan for a device of statements: proven from commit to commit, or refused."""

from collections.abc import Sequence
from dataclasses import replace

from netops.config.commands import NotUnderstood
from netops.config.plans import PROVEN, REFUSED, Remediation, nothing_to_do, refused
from netops.config.statements.differences import unmet
from netops.config.statements.edit import commands_of, play
from netops.config.statements.judge import Checked, refusals, risks, unsafe
from netops.config.statements.planner import plan
from netops.config.statements.read import read
from netops.config.statements.render import render
from netops.config.statements.tree import Node, Tree
from netops.config.textdiff import unified
from netops.model.change import Proofs
from netops.model.config import DriftItem
from netops.platforms.statements import StatementFacts

_ONE_COMMIT = "all of it comes into force at one commit: there is no state between"


def simulate(running: str, commands: Sequence[str], facts: StatementFacts) -> str:
    """The config of a device that took commands and committed; raise `NotUnderstood`."""
    tree = read(running, facts)
    play(tree, commands)
    return render(tree)


def remediate(running: str, intended: str, facts: StatementFacts, *, source: str) -> Remediation:
    """Plan from the running to the intended config, as `netops.config.remediation` does."""
    base, goal = read(running, facts), read(intended, facts)
    if next(unmet(base, goal), None) is None:
        return nothing_to_do(running)
    after = base.copy()
    try:
        commands = plan(after, goal)
        _dress(after.root, goal.root)
        left = _left(after, goal)
        return _weighed(running, base, after, commands, source=source, left=left)
    except NotUnderstood as error:
        return refused(running, str(error))


def merge(running: str, snippet: str, facts: StatementFacts, *, source: str) -> Remediation:
    """Judge commands, or statements in braces to merge, that a person wrote."""
    base = read(running, facts)
    after = base.copy()
    try:
        commands = commands_of(snippet, base)
        play(after, commands, is_given=True)
        return _weighed(running, base, after, commands, source=source, is_given=True)
    except NotUnderstood as error:
        return refused(running, str(error))


def _weighed(
    running: str,
    base: Tree,
    after: Tree,
    commands: tuple[str, ...],
    *,
    source: str,
    left: str = "",
    is_given: bool = False,
) -> Remediation:
    """Prove commands that lead from `base` to `after`, with the way back from behind the commit.

    A planner changes a tree only by commands that are read as the device reads them, so what it
    leaves is what they lead to. `left` is what of the goal `after` does not have.
    """
    returned = after.copy()
    back = plan(returned, base)
    was, will = Checked(base), Checked(after)
    found = tuple(unsafe(was, will, source))
    lost = _left(returned, base) or next(refusals(will, was), "")
    reason = _reason(left, found, lost)
    notes = (*found, *([] if source else [_UNKNOWN]), _ONE_COMMIT)
    proofs = Proofs(reaches=not left, safe=not found, rolls_back=not lost, notes=notes)
    if reason and not (is_given and not left):
        return replace(refused(running, reason, proofs), findings=found)
    before, predicted = render(base), render(after)
    return Remediation(
        REFUSED if reason else PROVEN,
        reason,
        commands=commands,
        rollback=back,
        predicted=predicted,
        diff=unified(before, predicted, old_name="running", new_name="predicted"),
        proofs=proofs,
        risks=(*found, *risks(was, will)),
        findings=found,
    )


_UNKNOWN = "the tool's own address is unknown: filters were not tried against it"


def _left(tree: Tree, goal: Tree) -> str:
    """What of the goal is not reached, "" if nothing."""
    item = next(unmet(tree, goal), None)
    return _said(item) if item is not None else ""


def _said(item: DriftItem) -> str:
    line = item.running or item.reference
    return " > ".join((*item.section, line.text if line else ""))


def _reason(left: str, found: tuple[str, ...], lost: str) -> str:
    if left:
        return f"no proven plan: `{left}` would be left"
    if found:
        return f"unsafe: {found[0]}"
    return f"no proven way back: {lost}" if lost else ""


def _dress(node: Node, model: Node) -> None:
    """What a command brought looks as the intended text has it."""
    for key in node.children.keys() & model.children.keys():
        child, other = node.children[key], model.children[key]
        if not child.number:
            child.is_open, child.mark, child.number = other.is_open, other.mark, other.number
        if child.comment == other.comment:
            child.notes = child.notes or other.notes
        _dress(child, other)
