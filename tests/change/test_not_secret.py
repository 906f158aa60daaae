"""What somebody said is no secret may be planned as it may be backed up; nothing else may."""

import pytest

from netops.change import drafting
from netops.errors import InputError, Refused

from .box import BASE
from .memory import asked, office

TOKEN = "feature " + "aB3xZ9qL" * 5


def planned(here, **fields):
    change = drafting.new(here.desk, asked(**fields)).id
    return drafting.plan(here.desk, change, actor="ana").plan


def test_a_line_that_is_no_secret_may_be_the_context_of_a_plan():
    here = office()
    here.boxes["r1"].running = BASE.replace("!\nend", f"!\n{TOKEN}\nend")
    with pytest.raises(Refused, match="lines of the plan still look like they hold a secret"):
        planned(here)
    here.change(harmless=lambda _device: ("^feature ",))
    assert TOKEN in planned(here).devices[0].diff


def test_a_line_that_is_no_secret_may_be_asked_for():
    here = office()
    with pytest.raises(InputError, match="line 1 of the lines for r1 holds a secret"):
        planned(here, snippets={"*": f"{TOKEN}\n"})
    here.change(harmless=lambda device: ("^feature ",) if device.name == "r1" else ())
    part = planned(here, snippets={"*": f"{TOKEN}\n"}).devices[0]
    assert part.commands == (TOKEN,)
    assert f"+{TOKEN}" in part.diff
    assert f"+{TOKEN}" in part.expected_device_diff


def test_a_secret_that_a_rule_knows_is_refused_whatever_was_said():
    here = office()
    here.change(harmless=lambda _device: ("snmp-server",))
    with pytest.raises(InputError, match="line 1 of the lines for r1 holds a secret"):
        planned(here, snippets={"*": "snmp-server community labSecretX RO\n"})
