"""Devices that are slow, mute or hostile cost nobody else anything, and Ctrl-C has an end."""

import _thread
import socket
import threading
from contextlib import contextmanager
from dataclasses import replace

import pytest

from netops.errors import Cause
from netops.model.config import NotCollected, Snapshot
from netops.tasks import limits

pytestmark = pytest.mark.xdist_group("lab-collect")

EDGE = "ams1-edge1"


def failed(one):
    return {item.kind: item.cause for item in one.items if isinstance(item, NotCollected)}


def all_but(found, name):
    return [one for other, one in found.items() if other != name]


@pytest.mark.parametrize("fault", ["banner-prompt", "config-prompt"])
def test_lines_that_look_like_the_prompt_are_captured_whole(installation, fault):
    for device in installation.devices:
        installation.lab.fault(device.name, fault, {})
    for name, one in installation.collect().items():
        running = one.items[0]
        assert isinstance(running, Snapshot), running
        assert running.exact.endswith(installation.lab.memory(name))


def test_results_are_handed_on_as_they_come(installation):
    first = installation.devices[0].name
    installation.lab.fault(first, "slow", {"seconds": "0.4"})
    order = []
    installation.collect(hand_on=lambda one: order.append(one.device.name))
    assert order[-1] == first
    assert len(order) == 8


def test_a_mute_device_delays_nobody_and_keeps_what_it_said_before(installation):
    installation.read_timeout = 1.5
    installation.lab.fault(EDGE, "mute", {"where": "show startup-config"})
    order = []
    found = installation.collect(hand_on=lambda one: order.append(one.device.name))
    assert order[-1] == EDGE
    assert failed(found[EDGE]) == {"startup": Cause.TIMEOUT}
    assert isinstance(found[EDGE].items[0], Snapshot)
    assert not any(failed(one) for one in all_but(found, EDGE))


def test_a_device_that_always_says_something_ends_with_its_own_limit(installation):
    installation.collect()  # pins
    installation.device_timeout = 1.5
    installation.lab.fault(EDGE, "slow", {"seconds": "0.7"})
    found = installation.collect()
    assert set(failed(found[EDGE]).values()) == {Cause.TIMEOUT}
    assert "device_timeout" in found[EDGE].items[0].reason
    assert not any(failed(one) for one in all_but(found, EDGE))


def test_a_login_that_never_ends_is_no_refused_password(installation):
    installation.collect()  # the others prove the password
    installation.device_timeout = 1.0
    installation.lab.fault(EDGE, "auth-stall", {"seconds": "100"})
    assert set(failed(installation.collect()[EDGE]).values()) == {Cause.TIMEOUT}
    installation.lab.clear(EDGE)
    assert not any(failed(one) for one in installation.collect().values())


def test_ctrl_c_cuts_what_does_not_end_by_itself(installation, monkeypatch):
    monkeypatch.setattr(limits, "GRACE", 0.2)
    installation.lab.fault(EDGE, "mute", {"where": "show running-config"})
    seen = []

    def press_at_the_last(one):
        seen.append(one)
        if len(seen) == 7:
            _thread.interrupt_main()

    found = installation.collect(hand_on=press_at_the_last)
    assert installation.interrupted
    assert set(failed(found[EDGE]).values()) == {Cause.INTERRUPTED}
    assert not any(failed(one) for one in all_but(found, EDGE))


def test_a_second_ctrl_c_waits_for_nothing(installation, monkeypatch):
    monkeypatch.setattr(limits, "GRACE", 1000.0)
    installation.lab.fault(EDGE, "mute", {"where": "show running-config"})
    seen = []

    def press(one):
        seen.append(one)
        if len(seen) in {6, 7}:
            _thread.interrupt_main()

    found = installation.collect(hand_on=press)
    assert installation.interrupted
    assert set(failed(found[EDGE]).values()) == {Cause.INTERRUPTED}


@contextmanager
def listener(words):
    """Something that answers every caller with these words, or not at all (None)."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        callers = []

        def answer():
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                callers.append(caller)
                if words is not None:
                    with caller:
                        caller.sendall(words)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join()
    for caller in callers:
        caller.close()


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (b"HTTP/1.0 400 Bad Request\r\n\r\nno\r\n" * 20, Cause.NOT_SSH),
        (b"", Cause.NOT_SSH),
        (b"SSH-2.0-x\r\n" + bytes(1000), Cause.NOT_SSH),
        (b"\xff\xfe\x00garbage" * 5000, Cause.NOT_SSH),
        (None, Cause.UNREACHABLE),
    ],
    ids=["web server", "hangs up", "zeros", "garbage", "mute"],
)
def test_what_is_no_ssh_server_is_named_and_costs_no_login(installation, words, cause):
    with listener(words) as port:
        device = replace(installation.devices[0], name="odd", platform="cisco_ios", transport="ssh")
        installation.devices = (replace(device, address="127.0.0.1", port=port),)
        installation.connect_timeout = 1.0
        found = installation.collect()
    assert set(failed(found["odd"]).values()) == {cause}
    assert not list((installation.state.root / "known_hosts").iterdir())


@pytest.mark.parametrize("byte", ["0", "1", "50%", "99%"])
def test_a_session_that_breaks_in_a_config_is_lost(installation, byte):
    installation.lab.fault(EDGE, "answer-cut", {"byte": byte})
    found = installation.collect()
    assert set(failed(found[EDGE]).values()) == {Cause.SESSION_LOST}


def test_a_host_key_that_changed_gets_no_password(installation):
    installation.collect()
    every, before = installation.devices, installation.logins()
    installation.devices = tuple(one for one in installation.devices if one.name == EDGE)
    installation.lab.fault(EDGE, "host-key-changed", {})
    found = installation.collect()
    assert set(failed(found[EDGE]).values()) == {Cause.HOST_KEY}
    assert f"delete {installation.state.root / 'known_hosts' / EDGE}" in found[EDGE].items[0].reason
    installation.devices = every
    assert installation.logins() == before
