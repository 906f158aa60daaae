"""A plan on disk: the same plan, or an error that says what is wrong with it."""

import pytest

from netops.change import canonical_json
from netops.change.wire import plan_bytes, plan_from
from netops.errors import InputError

from .stories import plan


def test_a_plan_reads_back_as_it_was_written():
    written = plan_bytes(plan())
    assert plan_from(written, where="plan.json") == plan()
    assert plan_bytes(plan_from(written, where="plan.json")) == written


def test_a_plan_in_another_spelling_is_no_plan():
    with pytest.raises(InputError, match=r"rev-1/plan\.json: the plan is not in canonical form"):
        plan_from(plan_bytes(plan()) + b"\n", where="rev-1/plan.json")


def test_a_plan_without_its_fields_is_no_plan():
    with pytest.raises(InputError, match=r"plan\.json: .*missing required field"):
        plan_from(canonical_json.encode({"change": "x"}), where="plan.json")
