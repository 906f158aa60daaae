"""`frr-reload.py` of Debian's frr-pythontools, run on a real router by an operator's login."""

from __future__ import annotations

import pytest
from frrtools import login, put, shell

pytestmark = pytest.mark.xdist_group("lab-frr")

RELOAD = "/usr/lib/frr/frr-reload.py"


@pytest.fixture
def session(routers):
    with login(routers, "r1") as opened:
        yield opened


def candidate(routers, old, new):
    base = routers.fresh("r1")
    assert base.count(old) == 1
    return base.replace(old, new)


def test_a_test_run_prints_the_lines_and_changes_nothing(session, routers):
    path = put(session, "new.conf", candidate(routers, "description to r2", "description x"))
    code, said = shell(session, f"{RELOAD} --test {path} 2>/dev/null")
    assert code == 0
    assert "interface eth1\n no description to r2\n" in said
    assert "interface eth1\n description x\n" in said
    assert routers.running("r1") == routers.fresh("r1")


def test_a_test_run_of_what_is_running_has_nothing_to_say(session):
    assert shell(session, f"{RELOAD} --test /etc/frr/frr.conf 2>/dev/null") == (0, "")


def test_a_test_run_of_an_invalid_candidate_is_refused(session, routers):
    path = put(session, "new.conf", candidate(routers, "description to r2", "foo bar"))
    code, said = shell(session, f"{RELOAD} --test {path}")
    assert code == 1
    assert "Unknown command:  foo bar" in said
    assert routers.running("r1") == routers.fresh("r1")


def test_a_reload_applies_a_candidate_and_saves_it_too(session, routers):
    wanted = candidate(routers, "description to r2", "description changed")
    path = put(session, "new.conf", wanted)
    assert shell(session, f"{RELOAD} --reload {path}")[0] == 0
    assert routers.running("r1") == wanted
    assert routers.startup("r1") == wanted
    back = put(session, "base.conf", routers.fresh("r1"))
    assert shell(session, f"{RELOAD} --reload {back}")[0] == 0
    assert routers.startup("r1") == routers.fresh("r1")


def test_a_reload_of_the_base_comes_back_to_the_byte(session, routers):
    base = put(session, "base.conf", routers.running("r1"))
    wanted = candidate(routers, "timers throttle lsa all 100", "timers throttle lsa all 200")
    new = put(session, "new.conf", wanted.replace("seq 5 permit", "seq 7 permit"))
    assert shell(session, f"{RELOAD} --reload {new}")[0] == 0
    assert routers.running("r1") == wanted.replace("seq 5 permit", "seq 7 permit")
    assert shell(session, f"{RELOAD} --reload {base}")[0] == 0
    assert routers.running("r1") == routers.fresh("r1")
    routers.settled()
