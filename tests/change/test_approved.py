"""What applied changes left is authorised; what was taken back, edited or lost is not."""

from netops.change import execution
from netops.change.approved import approved
from netops.change.canonical_json import digest

from .memory import office
from .test_desk import approved as signed
from .test_desk import opened

RUNNING = "configs/ams1/r1/running.cfg"


def applied(here):
    return execution.apply(here.desk, signed(here), operator="op").change


def test_before_any_change_nothing_is_approved():
    here = office()
    opened(here)
    assert approved(here.desk) == {}


def test_what_an_applied_change_left_is_approved_as_it_was_read_back():
    here = office()
    applied(here)
    assert approved(here.desk) == {"r1": {digest(here.desk.store.files[RUNNING])}}


def test_a_change_that_was_taken_back_counts_no_more():
    here = office()
    execution.rollback(here.desk, applied(here), operator="op", reason="noise")
    assert approved(here.desk) == {}


def test_a_result_that_the_log_does_not_know_counts_for_nothing():
    here = office()
    change = applied(here)
    path = f"changes/{change}/result.json"
    here.desk.store.write({path: b"{}"}, message="edit")
    assert approved(here.desk) == {}


def test_a_device_that_left_the_inventory_is_passed_over():
    here = office()
    applied(here)
    here.change(fleet={})
    assert approved(here.desk) == {}


def test_a_device_whose_config_was_not_stored_is_passed_over():
    here = office()
    change = applied(here)
    for files in here.desk.store.then:
        files.pop(RUNNING, None)
    assert change
    assert approved(here.desk) == {}
