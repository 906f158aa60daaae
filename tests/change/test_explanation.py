"""A plan is explained from what would be applied: sealed, approved, redacted."""

import pytest

from netops.change import drafting
from netops.change.dossier import dossier
from netops.change.explanation import explained
from netops.errors import InputError, Refused

from .box import BASE, PREDICTED
from .memory import office
from .test_desk import opened, planned


def test_each_line_of_a_plan_has_its_reason_and_its_way_back():
    here = office()
    found = dict(explained(here.desk, dossier(here.desk, planned(here))))
    assert set(found) == {"r1"}
    lines = {step.line: step for step in found["r1"].steps}
    ssh = lines["transport input ssh"]
    (drift,) = ssh.settles
    assert (drift.running.text, drift.reference.text) == (
        "transport input telnet ssh",
        "transport input ssh",
    )
    (number,) = ssh.undone_by
    assert found["r1"].way_back[number - 1].line == "transport input telnet ssh"


def test_one_device_can_be_asked_for_and_only_one_of_the_plan():
    here = office()
    change = planned(here)
    assert explained(here.desk, dossier(here.desk, change), ["r1"])
    with pytest.raises(InputError, match="has no plan for nobody"):
        explained(here.desk, dossier(here.desk, change), ["r1", "nobody"])


def test_a_change_without_a_plan_has_nothing_to_explain():
    here = office()
    with pytest.raises(Refused, match="plan it first"):
        explained(here.desk, dossier(here.desk, opened(here)))


def test_an_explanation_holds_no_secret():
    here = office()
    secret = "snmp-server community labSecretRW RW\n"
    box = here.boxes["r1"]
    box.running = box.startup = BASE.replace("!\nend\n", f"{secret}!\nend\n")
    here.intended["r1"] = PREDICTED
    change = opened(here, snippets={})
    drafting.plan(here.desk, change, actor="ana")
    found = str(explained(here.desk, dossier(here.desk, change)))
    assert "snmp-server community <secret:" in found
    assert "labSecret" not in found
