"""Errors in our words: what answers is not what we came for."""

import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from netops.drivers.connect import Connector
from netops.drivers.ios import _private_file
from netops.drivers.login import Login
from netops.drivers.replies import complaints, judged
from netops.drivers.taxonomy import device_error
from netops.errors import Cause, DeviceError
from netops.model.change import Answer
from netops.model.device import Device
from netops.stores.state import StateFolder

EDGE = Device("r1", "cisco_ios", "127.0.0.1", 0, "ams1", "edge")


@contextmanager
def listener(words):
    """Something that answers every caller with these words and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    caller.sendall(words)
                    caller.recv(1024)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def cause(device, folder):
    connect = Connector(
        lambda _device: Login("netops", "labSecret"),
        pins=StateFolder(folder),
        connect_timeout=2,
        read_timeout=2,
    )
    with pytest.raises(DeviceError) as failure, connect(device):
        pass
    return failure.value.cause


@pytest.mark.parametrize("platform", ["cisco_ios", "arista_eos"])
def test_a_web_server_is_neither_ssh_nor_tls(tmp_path, platform):
    with listener(b"HTTP/1.0 400 Bad Request\r\n\r\nno\r\n" * 20) as port:
        device = replace(EDGE, platform=platform, port=port)
        assert cause(device, tmp_path) is Cause.NOT_SSH


@pytest.mark.parametrize("platform", ["cisco_ios", "arista_eos"])
def test_a_name_without_address_is_unreachable(tmp_path, platform):
    device = replace(EDGE, platform=platform, address="r1.invalid", port=22)
    assert cause(device, tmp_path) is Cause.UNREACHABLE


def test_an_exception_that_nobody_foresaw_is_still_ours():
    found = device_error(KeyError("labSecret"))
    assert found.cause is Cause.REFUSED
    assert "labSecret" not in str(found)


def test_a_login_without_enable_mode_is_told_what_it_needs():
    found = device_error(ValueError("Failed to enter enable mode. Please ensure you pass"))
    assert "privilege level 15" in found.reason


def test_our_own_error_keeps_its_cause():
    error = RuntimeError()
    error.__cause__ = DeviceError(Cause.LEAK, "x")
    assert device_error(error).cause is Cause.LEAK


def test_the_candidate_file_is_private():
    with _private_file("key labSecret\n") as name:
        assert Path(name).read_text() == "key labSecret\n"
        assert Path(name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "line",
    [
        "%SYS-5-CONFIG_I: Configured from console by x on vty0 (10.0.0.1)",
        "*Mar  1 00:00:01.000: %SYS-5-CONFIG_I: Configured",
        "1200 bytes copied in 0.3 secs (4000 bytes/sec)",
    ],
)
def test_a_log_line_that_crosses_the_terminal_is_no_error(line):
    assert complaints(f"{line}\nok") == ""


def test_a_reply_without_its_word_of_success_is_rejected():
    assert judged("Total number of passes: 1", done="Rollback Done").answer is Answer.REJECTED
    assert judged("Rollback Done", done="Rollback Done").answer is Answer.OK


def test_a_device_does_not_speak_to_our_terminal():
    said = complaints("% \x1b]0;owned\x07" + "x" * 1000)
    assert "\x1b" not in said
    assert len(said) <= 400


def test_what_a_device_quotes_is_left_out():
    assert "labSecret" not in complaints('% Ambiguous command:  "key labSecret"')
