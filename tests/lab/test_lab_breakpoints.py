"""Break points: a device stops where a test wants it, and the test looks into its memory."""

from __future__ import annotations

import threading
import time

import pytest
from labtools import until
from sshtools import said, typed

from lab.__main__ import main
from lab.control import LabError

EDGE = "fra2-edge1"
LINES = ("configure terminal", "interface GigabitEthernet0/3", "description changed", "end")


@pytest.fixture
def typing(lab, device):
    """Somebody types the lines; the thread ends when the device has answered all."""
    device(EDGE)

    def begin() -> threading.Thread:
        thread = threading.Thread(target=typed, args=(lab, EDGE, LINES))
        thread.start()
        return thread

    return begin


def is_changed(lab) -> bool:
    return "description changed" in lab.memory(EDGE)


@pytest.mark.parametrize("is_after", [False, True])
def test_a_device_stops_before_or_after_a_command_ran(lab, typing, is_after):
    lab.break_at(EDGE, "^description", after=is_after)
    thread = typing()
    stood = lab.wait(EDGE)
    assert stood == {"user": "netops", "from": "127.0.0.1", "line": "description changed"}
    assert is_changed(lab) is is_after
    assert lab.memory(EDGE, "commands")[-1]["line"] == "description changed"
    lab.release(EDGE)
    thread.join()
    assert is_changed(lab)


def test_while_one_stands_others_may_work(lab, typing):
    lab.break_at(EDGE, "^description")
    thread = typing()
    lab.wait(EDGE)
    lab.run_cli(EDGE, ["interface GigabitEthernet0/3", "mtu 1400"])
    assert said(lab, EDGE, "show clock")
    lab.release(EDGE)
    thread.join()
    assert is_changed(lab)
    assert " mtu 1400\n" in lab.memory(EDGE)


def test_the_memory_tells_who_is_logged_in(lab, typing):
    lab.break_at(EDGE, "^description")
    thread = typing()
    lab.wait(EDGE)
    users = lab.memory(EDGE, "users")
    assert [(one["user"], one["source"]) for one in users] == [("netops", "127.0.0.1")]
    lab.release(EDGE)
    thread.join()
    until(lambda: lab.memory(EDGE, "users") == [])


def test_clearing_lets_a_device_go_on(lab, typing):
    lab.break_at(EDGE, "^description")
    thread = typing()
    lab.wait(EDGE)
    lab.clear(EDGE)
    thread.join()
    assert is_changed(lab)


def test_nothing_comes_in_time(lab, device):
    lab.break_at(device(EDGE), "^never typed$")
    began = time.monotonic()
    with pytest.raises(LabError, match=r"no break point was reached in 0\.2 s"):
        lab.wait(EDGE, 0.2)
    assert time.monotonic() - began < 5


def test_there_is_nothing_to_wait_for(lab, device):
    with pytest.raises(LabError, match="no break point is set"):
        lab.wait(device(EDGE))


def test_a_bad_expression_is_named(lab, device):
    with pytest.raises(LabError, match=r"'\(' is no regular expression"):
        lab.break_at(device(EDGE), "(")


def test_the_commands_of_the_same_names(lab, typing, capsys):
    def run(*words: str) -> str:
        assert main([words[0], "--state", str(lab.state), *words[1:]]) == 0
        return capsys.readouterr().out

    assert run("break", EDGE, "^description", "--after") == f"{EDGE}: stops at '^description'\n"
    thread = typing()
    assert "stands at 'description changed' of netops" in run("wait", EDGE)
    assert run("release", EDGE) == f"{EDGE}: goes on\n"
    thread.join()
