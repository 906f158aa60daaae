"""Open files for sessions. The system's limits are the test's own: a process cannot raise them."""

import resource

import pytest

from netops.errors import InputError
from netops.tasks.room import make_room


@pytest.fixture
def limits(monkeypatch):
    def allowed(soft, hard):
        now = [(soft, hard)]
        monkeypatch.setattr(resource, "getrlimit", lambda _: now[0])
        monkeypatch.setattr(resource, "setrlimit", lambda _, pair: now.insert(0, pair))
        return now

    return allowed


def test_the_soft_limit_is_raised_to_what_is_needed(limits):
    now = limits(1024, 4096)
    make_room(500)
    assert now[0] == (1256, 4096)


@pytest.mark.parametrize("soft", [4096, resource.RLIM_INFINITY])
def test_a_limit_that_is_high_enough_stays(limits, soft):
    now = limits(soft, soft)
    make_room(500)
    assert now == [(soft, soft)]


def test_a_hard_limit_that_is_too_low_is_named_with_what_to_do(limits):
    limits(256, 1024)
    with pytest.raises(InputError) as told:
        make_room(500)
    assert str(told.value) == (
        "workers: 500 sessions at once need 1256 open files, and 1024 are allowed; set it to 384, "
        "or raise `ulimit -Hn`"
    )
