"""States share what neither has changed: no plan or proof may change what it began with."""

from pathlib import Path

import pytest

from netops.config.copies import alike
from netops.config.grammar import grammar
from netops.config.remediation import _Case
from netops.config.tree import parse
from netops.config.twins import states
from netops.platforms.registry import platform

CASES = Path(__file__).parents[1] / "cases"
# Nested statements have a tree of their own, which every plan copies.
STORIES = sorted(
    path.parent
    for path in CASES.glob("*/*/running.cfg")
    if not platform(path.parent.parent.name).statements
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.parent.name}/{story.name}")
def test_a_plan_leaves_what_it_began_with(story: Path) -> None:
    nos = platform(story.parent.name)
    running, intended = ((story / f"{one}.cfg").read_text() for one in ("running", "intended"))
    case = _Case(running, nos, "10.0.0.9", goal=parse(intended, nos))
    for commands in case.candidates():
        case.weigh(commands)
    trees = (parse(text, nos).children for text in (running, intended))
    fresh, goal = states(grammar(nos), *trees)
    assert alike(case._base.top, fresh.top)  # noqa: SLF001 (what nobody outside may touch)
    assert alike(case._goal.top, goal.top)  # noqa: SLF001 (as above)
