"""What a misbehaving device does to an unmodified driver."""

from __future__ import annotations

import socket
import ssl
import time
from http.client import IncompleteRead

import pytest
from labtools import PASSWORD, USER, row
from netmiko import ConnectHandler
from netmiko.exceptions import ReadTimeout
from pyeapi.eapilib import CommandError

from lab.control import LabError
from lab.sim.faults import FAULTS
from lab.topology import HERE

REFUSALS = ("incomplete-command", "overlaps", "vlan-missing", "command-rejected", "ambiguous")
EDGE, CORE = "fra2-edge1", "fra2-core1"
MERGE = "interface GigabitEthernet0/3\n description changed\n mtu 1400\nend\n"


def terminal(lab, name: str, **options):
    one = row(lab, name)
    return ConnectHandler(
        device_type="cisco_ios",
        host=one["address"],
        port=one["port"],
        username=USER,
        password=PASSWORD,
        **options,
    )


def text_of(name: str) -> str:
    return (HERE / "configs" / f"{name}.cfg").read_text()


def test_a_merge_refuses_one_line_and_the_bare_driver_calls_it_success(lab, device, driver):
    lab.fault(device(EDGE), "incomplete-command", {"line": "2"})
    ios = driver(EDGE)
    ios.load_merge_candidate(config=MERGE)
    ios.commit_config()
    assert " description changed\n" not in lab.memory(EDGE)
    assert " mtu 1400\n" in lab.memory(EDGE, "startup")


@pytest.mark.parametrize("name", REFUSALS)
def test_the_refusals_print_their_text(lab, device, name):
    lab.fault(device(EDGE), name)
    lab.run_cli(EDGE, ["file prompt quiet"])
    with terminal(lab, EDGE) as session:
        session.send_command("copy running-config flash:x")
        said = session.send_command("copy flash:x running-config")
    assert FAULTS[name].settings["says"].partition("{")[0] in said
    assert "bytes copied" in said


def test_a_file_that_cannot_be_opened(lab, device, driver):
    lab.fault(device(EDGE), "open-failed")
    ios = driver(EDGE)
    ios.load_merge_candidate(config=MERGE)
    ios.commit_config()
    assert " description changed\n" not in lab.memory(EDGE)


def test_a_replace_that_is_aborted_leaves_half_of_it(lab, device, driver):
    lab.fault(device(EDGE), "replace-aborted")
    wanted = text_of(EDGE).replace("transit", "uplink").replace("row 1", "row 9")
    ios = driver(EDGE)
    ios.load_replace_candidate(config=wanted)
    ios.commit_config()
    held = lab.memory(EDGE)
    assert "description uplink AS64500" in held
    assert "row 1" in held


@pytest.mark.parametrize(
    ("name", "settings"),
    [("truncate-running", {"keep": "0.5"}), ("empty-running", {})],
)
def test_show_running_config_can_be_wrong(lab, device, driver, name, settings):
    for one in (device(EDGE), device(CORE)):
        lab.fault(one, name, settings)
        running = driver(one).get_config(retrieve="running")["running"]
        assert not running.rstrip().endswith("\nend")


def test_show_running_config_can_be_refused(lab, device, driver):
    for one in (device(EDGE), device(CORE)):
        lab.fault(one, "refuse-show-run")
    assert driver(EDGE).get_config(retrieve="running")["running"] == "% Authorization failed."
    with pytest.raises(CommandError, match="Authorization failed"):
        driver(CORE).get_config(retrieve="running")


def test_another_device_answers(lab, device, driver):
    for one, other in ((device(EDGE), "ams1-edge1"), (device(CORE), "ams1-core1")):
        lab.fault(one, "wrong-device", {"as": other})
        session = driver(one)
        assert f"hostname {other}" in session.get_config(retrieve="running")["running"]
        assert session.get_facts()["hostname"] == other


def test_a_banner_line_looks_like_the_prompt(lab, device):
    lab.fault(device(EDGE), "banner-prompt")
    assert f"\n{EDGE}#\n" in lab.memory(EDGE)
    assert row(lab, EDGE)["saved"]
    lab.clear(EDGE)
    assert lab.memory(EDGE) == text_of(EDGE)


def test_a_connection_dies_half_way(lab, device, driver):
    lab.fault(device(EDGE), "drop-mid-output")
    session = terminal(lab, EDGE)
    with pytest.raises(ReadTimeout):
        session.send_command("show running-config", read_timeout=1)
    assert not session.is_alive()
    lab.fault(device(CORE), "drop-mid-output")
    core = driver(CORE)
    with pytest.raises(IncompleteRead):
        core.get_config(retrieve="running")


def test_nothing_listens(lab, device):
    for name in (device(EDGE), device(CORE)):
        one = row(lab, name)
        lab.fault(name, "unreachable")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((one["address"], one["port"]), timeout=2)
        lab.clear(name)
        socket.create_connection((one["address"], one["port"]), timeout=2).close()


def test_the_certificate_changes_and_comes_back(lab, device):
    one = row(lab, device(CORE))
    where = (one["address"], one["port"])
    first = ssl.get_server_certificate(where)
    lab.fault(CORE, "host-key-changed")
    assert ssl.get_server_certificate(where) != first
    lab.clear(CORE)
    assert ssl.get_server_certificate(where) == first


def test_the_host_key_changes_and_comes_back(lab, device):
    def key() -> str:
        with terminal(lab, EDGE) as session:
            return session.remote_conn.get_transport().get_remote_server_key().get_base64()

    first = key()
    lab.fault(device(EDGE), "host-key-changed")
    assert key() != first
    lab.clear(EDGE)
    assert key() == first


def test_replies_can_be_slow(lab, device, driver):
    core = driver(device(CORE))
    lab.fault(CORE, "slow", {"seconds": "0.3"})
    began = time.monotonic()
    core.get_config(retrieve="running")
    assert time.monotonic() - began >= 0.3


def test_a_login_can_be_late(lab, device, driver):
    lab.fault(device(CORE), "auth-stall", {"seconds": "0.3"})
    began = time.monotonic()
    driver(CORE)
    assert time.monotonic() - began >= 0.3


def test_eapi_refuses_a_line_too(lab, device, driver):
    core = driver(device(CORE))
    lab.fault(CORE, "vlan-missing")
    with pytest.raises(CommandError, match="VLAN 10 does not exist"):
        core.device.run_commands(["configure session s", "vlan 10"])


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        ("unreachabel", {}, "did you mean 'unreachable'"),
        ("slow", {"minutes": "1"}, "it takes at, where, seconds"),
        ("slow", {"seconds": "soon"}, "takes numbers"),
        ("wrong-device", {"as": "nobody"}, "no device 'nobody'"),
    ],
)
def test_a_bad_fault_is_named(lab, name, settings, says):
    with pytest.raises(LabError, match=says):
        lab.fault(EDGE, name, settings)
