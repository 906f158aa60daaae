"""Unmodified NAPALM iosxr (pyIOSXR, the XML agent): row 15 of the false successes."""

from __future__ import annotations

import pytest
from labtools import PASSWORD, USER, contract, row
from napalm import get_network_driver
from napalm.base.exceptions import ConnectionException, MergeConfigException
from napalm.pyIOSXR.exceptions import CommitError, LockError, XMLCLIError

from lab.topology import HERE

NAME = "zrh5-pe1"
MERGE = "interface GigabitEthernet0/0/0/4\n description changed\n"
THEIRS = ["interface GigabitEthernet0/0/0/3", "description theirs"]
REMOVED = " lldp\n  transmit disable\n !\n"


def base() -> str:
    return (HERE / "configs" / f"{NAME}.cfg").read_text()


@pytest.fixture
def connect(lab, device):
    """Open the driver; hang up afterwards.

    Its own `close` waits ten seconds for a prompt that the XML agent never shows.
    """
    opened = []

    def one():
        place = row(lab, device(NAME))
        options = {"port": place["ports"]["ssh"]}
        session = get_network_driver("iosxr")(
            place["address"], USER, PASSWORD, timeout=10, optional_args=options
        )
        session.open()
        opened.append(session)
        return session

    yield one
    for session in opened:
        session.device.device.paramiko_cleanup()


@pytest.fixture(params=[contract("napalm", "iosxr (XML agent)", "IOS-XR 7.3.2")])
def iosxr(connect):
    return connect()


def test_a_merge_is_compared_committed_and_rolled_back(lab, iosxr):
    iosxr.load_merge_candidate(config=MERGE)
    assert "+ description changed" in iosxr.compare_config()
    iosxr.commit_config(message="why")
    assert lab.memory(NAME) == base().replace("description unused", "description changed")
    iosxr.rollback()
    assert lab.memory(NAME) == base()


def test_a_replace_takes_away_what_it_does_not_name(lab, iosxr):
    iosxr.load_replace_candidate(config=base().replace(REMOVED, ""))
    assert "-   lldp" in iosxr.compare_config()
    iosxr.commit_config()
    assert lab.memory(NAME) == base().replace(REMOVED, "")


def test_a_replace_after_a_foreign_commit_becomes_a_merge_and_reports_success(lab, iosxr):
    lab.run_cli(NAME, THEIRS)
    iosxr.load_replace_candidate(config=base().replace(REMOVED, "").replace("unused", "mine"))
    iosxr.commit_config()
    left = lab.memory(NAME)
    assert " description mine\n" in left
    assert REMOVED in left


def test_an_unknown_word_is_refused_and_the_target_cleared(lab, iosxr):
    with pytest.raises(MergeConfigException, match="Invalid input detected"):
        iosxr.load_merge_candidate(config=f"{MERGE}hostnme x\n")
    with pytest.raises(CommitError, match="target configuration buffer is empty"):
        iosxr.commit_config()
    assert lab.memory(NAME) == base()


def test_two_cannot_lock(connect):
    first, second = connect(), connect()
    first.load_merge_candidate(config=MERGE)
    with pytest.raises(LockError):
        second.load_merge_candidate(config=MERGE)


def test_it_reads_the_configs(iosxr):
    configs = iosxr.get_config()
    assert configs["running"].strip().endswith(base().strip())
    assert configs["candidate"].strip().endswith(base().strip())


def test_commands_answer_without_time_stamps(iosxr):
    said = iosxr.cli(["show version"])["show version"]
    assert said.startswith("Cisco IOS XR Software, Version 7.3.2")


@pytest.mark.parametrize(
    "operation",
    [
        "<Get><Operational><SystemTime/></Operational></Get>",
        '<Commit Confirmed="soon"/>',
        "<Rollback><Previous>x</Previous></Rollback>",
        "<Rollback><Previous>99</Previous></Rollback>",
    ],
)
def test_what_it_does_not_do_is_refused_and_the_session_lives(lab, connect, operation):
    iosxr = connect()
    with pytest.raises(XMLCLIError):
        iosxr.device.make_rpc_call(operation)
    assert "hostname zrh5-pe1" in iosxr.get_config("running")["running"]
    assert lab.memory(NAME) == base()


def test_without_its_configuration_the_agent_is_not_there(lab, device, connect):
    lab.run_cli(device(NAME), ["no xml agent tty"])
    with pytest.raises(ConnectionException, match="XML agent is not enabled"):
        connect()
