"""An IOS-XR router in trouble: other operators, faults of the wire, reloads, hostile requests."""

from __future__ import annotations

from threading import Thread

import pytest
from labtools import PASSWORD, USER, row, until
from lxml import etree
from napalm import get_network_driver
from ncclient.operations.errors import TimeoutExpiredError
from ncclient.operations.rpc import RPCError
from ncclient.transport.errors import SessionCloseError
from netmiko import ConnectHandler

from lab.topology import HERE

NAME, OTHER = "zrh5-pe1", "zrh5-pe2"
MERGE = "interface GigabitEthernet0/0/0/4\n description changed\n no shutdown\n"
CHANGED = " description changed\n"


def base() -> str:
    return (HERE / "configs" / f"{NAME}.cfg").read_text()


@pytest.fixture
def connect(lab, device):
    """Open the driver for a session that may not live: nobody closes it."""

    def one(timeout: int = 10):
        place = row(lab, device(NAME))
        options = {"port": place["ports"]["netconf"]}
        make = get_network_driver("iosxr_netconf")
        session = make(place["address"], USER, PASSWORD, timeout=timeout, optional_args=options)
        session.open()
        return session

    return one


@pytest.fixture
def terminal(lab, device):
    place = row(lab, device(NAME))
    session = ConnectHandler(
        device_type="cisco_xr",
        host=place["address"],
        port=place["ports"]["ssh"],
        username=USER,
        password=PASSWORD,
    )
    yield session
    session.paramiko_cleanup()


def test_another_operator_is_kept_out_while_the_driver_has_loaded(lab, connect):
    iosxr = connect()
    lab.fault(NAME, "foreign-before-commit")
    iosxr.load_merge_candidate(config=MERGE)
    iosxr.commit_config()
    assert CHANGED in lab.memory(NAME)
    assert "mallory" not in lab.memory(NAME)
    assert "mallory on vty1 (10.66.0.9) did not get in" in "\n".join(lab.memory(NAME, "log"))


def test_another_operator_before_the_load_is_undone_by_a_replace_and_reported_as_success(
    lab, connect
):
    iosxr = connect()
    wanted = iosxr.get_config("running")["running"].replace("unused", "mine")
    lab.fault(NAME, "foreign-before-load")
    iosxr.load_replace_candidate(config=wanted)
    iosxr.commit_config()
    assert " description mine\n" in lab.memory(NAME)
    assert "mallory" not in lab.memory(NAME)
    users = [entry["user"] for entry in lab.memory(NAME, "commands")]
    assert "mallory" in users


def test_a_line_that_is_lost_on_the_way_is_not_missed_by_the_driver(lab, connect):
    iosxr = connect()
    lab.fault(NAME, "line-ignored", {"line": "3"})
    iosxr.load_merge_candidate(config=MERGE)
    iosxr.commit_config()
    assert f"{CHANGED} shutdown\n" in lab.memory(NAME)


def test_a_commit_that_runs_and_is_never_answered(lab, connect):
    iosxr = connect(timeout=2)
    iosxr.load_merge_candidate(config=MERGE)
    lab.fault(NAME, "mute")
    with pytest.raises(TimeoutExpiredError):
        iosxr.commit_config()
    assert CHANGED in lab.memory(NAME)


def test_a_commit_whose_answer_is_cut(lab, connect):
    iosxr = connect()
    iosxr.load_merge_candidate(config=MERGE)
    lab.fault(NAME, "answer-cut", {"at": "commit"})
    with pytest.raises(SessionCloseError):
        iosxr.commit_config()
    assert CHANGED in lab.memory(NAME)
    until(lambda: lab.memory(NAME, "sessions") == {})


def test_a_commit_that_is_refused_changes_nothing_and_keeps_the_lock(lab, connect):
    iosxr = connect()
    iosxr.load_merge_candidate(config=MERGE)
    lab.fault(NAME, "commit-failed")
    with pytest.raises(RPCError, match="Failed to commit: internal error"):
        iosxr.commit_config()
    assert lab.memory(NAME) == base()
    assert list(lab.memory(NAME, "sessions").values()) == ["locked"]
    iosxr.close()
    until(lambda: lab.memory(NAME, "sessions") == {})


def test_a_reload_before_the_commit_boots_the_last_commit(lab, connect):
    iosxr = connect()
    iosxr.load_merge_candidate(config=MERGE)
    lab.fault(NAME, "reload", {"at": "commit"})
    with pytest.raises(SessionCloseError):
        iosxr.commit_config()
    assert lab.memory(NAME) == base()
    assert lab.memory(NAME, "sessions") == {}
    assert connect().get_facts()["uptime"] < 1000


def test_a_reload_while_a_trial_runs_boots_the_trial_and_nothing_goes_back(lab, terminal):
    for line in ("configure", *MERGE.splitlines()):
        terminal.send_command(line, expect_string="#")
    lab.fault(NAME, "reload-armed")
    terminal.write_channel("commit confirmed 60\n")
    until(lambda: lab.memory(NAME, "sessions") == {})
    assert lab.memory(NAME, "timers") == []
    assert CHANGED in lab.memory(NAME)
    until(lambda: not terminal.is_alive())


def test_a_reload_that_somebody_types_ends_the_session(lab, terminal):
    asked = terminal.send_command("reload", expect_string=r"\[confirm\]")
    assert asked.rstrip().endswith("Proceed with reload? [confirm]")
    terminal.write_channel("\n")
    until(lambda: not terminal.is_alive())
    assert lab.memory(NAME) == base()


def test_a_commit_can_be_stopped_after_it_ran_and_before_it_is_answered(lab, connect):
    iosxr = connect()
    iosxr.load_merge_candidate(config=MERGE)
    lab.break_at(NAME, "^commit$", after=True)
    commit = Thread(target=iosxr.commit_config)
    commit.start()
    stood = lab.wait(NAME)
    assert (stood["user"], stood["line"]) == (USER, "commit")
    assert CHANGED in lab.memory(NAME)
    lab.release(NAME)
    commit.join()
    assert iosxr.compare_config() == ""


def test_wrong_empty_and_cut_configs(lab, connect):
    iosxr = connect()
    lab.fault(NAME, "wrong-device", {"as": OTHER})
    assert f"hostname {OTHER}\n" in iosxr.get_config("running")["running"]
    assert iosxr.get_facts()["hostname"] == OTHER
    lab.clear(NAME)
    lab.fault(NAME, "serial-changed")
    assert iosxr.get_facts()["serial_number"] == "FCW0000L0ST"


def test_a_prompt_in_the_banner_and_in_the_config_do_not_confuse_netmiko(lab, device, terminal):
    lab.fault(device(NAME), "config-prompt")
    assert f" description {NAME}#" in terminal.send_command("show running-config")
    terminal.send_config_set(["interface Gi0/0/0/4", "description typed"])
    terminal.commit()
    assert " description typed\n" in lab.memory(NAME)


@pytest.mark.parametrize(
    "operation",
    [
        "<kill-session><session-id>x</session-id></kill-session>",
        "<edit-config><target><candidate/></target></edit-config>",
        "<edit-config><config><x xmlns='urn:x'/></config></edit-config>",
        "<commit><confirmed/><confirm-timeout>soon</confirm-timeout></commit>",
        "<roll-back-configuration-last><count>x</count></roll-back-configuration-last>",
        "<roll-back-configuration-last><count>99</count></roll-back-configuration-last>",
        "<roll-back-configuration-to><commit-id>7</commit-id></roll-back-configuration-to>",
        "<edit-config><target><running/></target></edit-config>",
        "<edit-config><target><candidate/></target><test-option>set</test-option></edit-config>",
        "<cancel-commit/>",
        "<unlock><target><candidate/></target></unlock>",
        "<no-such-thing/>",
    ],
)
def test_what_it_does_not_do_is_refused_and_the_session_lives(lab, connect, operation):
    iosxr = connect()
    with pytest.raises(RPCError):
        iosxr.device.dispatch(etree.fromstring(operation))
    assert iosxr.get_facts()["hostname"] == NAME
    assert lab.memory(NAME) == base()


def test_what_makes_no_sense_fails_to_validate(lab, connect):
    iosxr = connect()
    iosxr.load_merge_candidate(config="interface Loopback0\n mtu 1400\n")
    with pytest.raises(RPCError, match="has not registered support for MTU"):
        iosxr.device.validate("candidate")
    iosxr.discard_config()
    iosxr.load_merge_candidate(config=MERGE)
    iosxr.device.validate("candidate")
    assert lab.memory(NAME) == base()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("commit foo", "% Invalid input detected at '^' marker."),
        ("commit confirmed", "% Incomplete command."),
        ("commit confirmed 5", "% Invalid input detected at '^' marker."),
        ("commit confirmed minutes 5000", "% Invalid input detected at '^' marker."),
        ("show configuration | include (", "% Invalid regular expression"),
        ("show configuration commit changes last 7", "not in the commit database"),
        ("show configuration commit changes 1000000009", "not in the commit database"),
        ("load harddisk:/none", "No such file or directory"),
        ("extcommunity-set rt MORE", ""),
        ("s", "% Ambiguous command"),
    ],
)
def test_odd_lines_get_the_devices_words_and_the_session_lives(lab, terminal, line, said):
    terminal.send_command("configure", expect_string="#")
    assert said in terminal.send_command(line, expect_string="#")
    terminal.send_command("abort", expect_string="#")
    assert terminal.find_prompt().startswith("RP/0/RP0/CPU0:zrh5-pe1")
    assert lab.memory(NAME) == base()


def test_a_full_disk_takes_no_file(lab, device, terminal):
    lab.fault(device(NAME), "flash-full")
    terminal.send_command("copy running-config disk0:/kept", expect_string=r"\?")
    assert "No space left on device" in terminal.send_command("", expect_string="#")
    assert lab.memory(NAME, "files") == {}
