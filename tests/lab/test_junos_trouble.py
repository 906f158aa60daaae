"""A Junos device in trouble: other operators, management that is cut, faults, odd requests."""

from __future__ import annotations

import pytest
from jnpr.junos.exception import (
    CommitError,
    ConnectClosedError,
    ConnectError,
    RpcError,
    RpcTimeoutError,
)
from junostools import NAME, candidate, terminal_of
from labtools import until
from lxml import etree
from napalm.base.exceptions import MergeConfigException
from netmiko.exceptions import NetmikoTimeoutException

from lab.topology import HERE

OTHER = "par3-edge2"
OURS = "set system domain-name ours.example"
LOCKS_OUT = "set firewall family inet filter PROTECT-RE term management then discard"


@pytest.fixture
def junos(device, driver):
    return driver(device(NAME))


@pytest.mark.parametrize("scenario", sorted(path.stem for path in HERE.glob("scenarios/*.yaml")))
def test_a_scenario_changes_the_device_and_leaves_its_trace(lab, device, scenario):
    before = lab.memory(device(NAME))
    lab.tamper(NAME, scenario)
    assert lab.memory(NAME) != before
    assert "User 'mallory' requested 'commit' operation" in lab.memory(NAME, "log")[-1]


def test_what_another_operator_prepares_goes_out_with_our_commit(lab, junos):
    with terminal_of(lab) as other:
        other.send_config_set(["set system domain-name theirs.example"], exit_config_mode=False)
        junos.device.cu.load("set interfaces ge-0/0/5 description ours", format="set")
        junos.device.cu.commit()
        assert "domain-name theirs.example;" in lab.memory(NAME)


def test_a_lock_is_refused_while_somebody_s_work_is_uncommitted(lab, junos):
    with terminal_of(lab) as other:
        other.send_config_set(["set system domain-name theirs.example"], exit_config_mode=False)
        with pytest.raises(Exception, match="configuration database modified"):
            junos.load_merge_candidate(config=OURS)
        assert "theirs.example" in candidate(lab)


def test_a_change_that_cuts_management_lets_the_open_session_live(lab, junos, driver):
    junos.load_merge_candidate(config=LOCKS_OUT)
    junos.commit_config(revert_in=120)
    assert junos.has_pending_commit()
    with pytest.raises(ConnectError):
        driver(NAME)
    with pytest.raises(NetmikoTimeoutException):
        terminal_of(lab)
    assert lab.memory(NAME, "logins")["denied"] == 2
    until(lambda: not lab.memory(NAME, "timers"), 15)
    assert driver(NAME).is_alive()["is_alive"]


def test_without_its_service_netconf_is_not_spoken_on_port_22_either(lab, device, driver):
    lab.run_cli(device(NAME), ["delete system services netconf"])
    with pytest.raises(ConnectError):
        driver(NAME)
    with terminal_of(lab) as session:
        assert "ssh {" in session.send_command("show configuration system services")


def test_the_wrong_device_answers_with_its_own_config_and_name(lab, junos):
    lab.fault(NAME, "wrong-device", {"as": OTHER})
    assert "host-name par3-edge2;" in junos.get_config()["running"]
    assert junos.get_facts()["hostname"] == OTHER


def test_an_empty_and_a_cut_config_are_what_they_are(lab, junos):
    lab.fault(NAME, "truncate-running", {"keep": "0.5"})
    assert not junos.get_config(retrieve="running")["running"].rstrip().endswith("}\n}")
    lab.clear(NAME)
    lab.fault(NAME, "empty-running")
    # An empty element is None to lxml, and the driver makes a string of it.
    assert junos.get_config(retrieve="running")["running"] == "None"


def test_a_full_flash_takes_no_commit(lab, junos):
    lab.fault(NAME, "flash-full")
    junos.load_merge_candidate(config=OURS)
    with pytest.raises(CommitError, match="No space left on device"):
        junos.commit_config()
    assert "ours.example" not in lab.memory(NAME)
    assert "ours.example" in candidate(lab)


def test_a_commit_may_run_and_never_be_answered(lab, junos):
    lab.fault(NAME, "mute", {"at": "commit"})
    junos.load_merge_candidate(config=OURS)
    junos.device.timeout = 1
    with pytest.raises(RpcTimeoutError):
        junos.commit_config()
    assert "ours.example" in lab.memory(NAME)
    lab.clear(NAME)  # or the session could not even be closed


def test_a_reply_may_be_cut_though_the_commit_has_run(lab, junos):
    lab.fault(NAME, "answer-cut", {"at": "commit", "byte": "20"})
    junos.load_merge_candidate(config=OURS)
    with pytest.raises(ConnectClosedError):
        junos.commit_config()
    assert "ours.example" in lab.memory(NAME)


def test_a_commit_may_be_refused_in_words(lab, junos):
    lab.fault(NAME, "commit-failed", {"says": "error: commit failed"})
    junos.load_merge_candidate(config=OURS)
    with pytest.raises(CommitError, match="commit failed"):
        junos.commit_config()
    assert "ours.example" not in lab.memory(NAME)


def test_a_line_of_a_load_may_be_refused_or_lost(lab, junos):
    two = f"{OURS}\nset interfaces ge-0/0/5 description ours"
    lab.fault(NAME, "line-refused", {"line": "2", "says": "syntax error"})
    with pytest.raises(MergeConfigException, match="syntax error"):
        junos.load_merge_candidate(config=two)
    lab.clear(NAME)
    lab.fault(NAME, "line-ignored", {"line": "2"})
    junos.load_merge_candidate(config=two)
    junos.commit_config()
    assert "ours.example" in lab.memory(NAME)
    assert "description ours" not in lab.memory(NAME)


def test_a_rollback_may_load_only_half(lab, junos):
    junos.load_merge_candidate(config=f"{OURS}\nset interfaces ge-0/0/5 description ours")
    junos.commit_config()
    lab.fault(NAME, "rollback-failed", {"says": "error"})
    junos.rollback()
    assert "ours.example" not in lab.memory(NAME)
    assert "description ours" in lab.memory(NAME)


def test_a_banner_that_looks_like_the_prompt_does_not_confuse_netmiko(lab, device):
    lab.fault(device(NAME), "banner-prompt")
    with terminal_of(lab) as session:
        assert session.find_prompt() == "netops@par3-edge1>"
        assert "announcement" in session.send_command("show configuration system login")
    lab.clear(NAME)
    assert "announcement" not in lab.memory(NAME)


@pytest.mark.parametrize(
    "operation",
    [
        "<load-configuration><configuration><system/></configuration></load-configuration>",
        '<load-configuration action="patch"><configuration-patch/></load-configuration>',
        "<commit-configuration><at-time>23:00</at-time></commit-configuration>",
        '<get-configuration compare="rollback" rollback="x"/>',
        '<load-configuration rollback="50"/>',
        "<no-such-thing/>",
    ],
)
def test_what_the_lab_does_not_do_is_refused_and_never_called_done(lab, junos, operation):
    with pytest.raises(RpcError):
        junos.device.rpc(etree.fromstring(operation))
    assert candidate(lab) == lab.memory(NAME)
    assert [one["user"] for one in lab.memory(NAME, "commands")] == ["netops"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("show configuration | display xml", "syntax error."),
        ("show configuration | match (", "error: bad pattern: ("),
        ("show configuration system services ftp", ""),
        ("configure private", "syntax error."),
        ("show configuration | compare rollback 40", "error: rollback 40 does not exist"),
    ],
)
def test_odd_lines_get_the_device_s_own_words(lab, device, line, said):
    device(NAME)
    with terminal_of(lab) as session:
        assert said in session.send_command(line)


def test_an_armed_commit_is_announced_above_the_prompt(lab, junos):
    junos.load_merge_candidate(config="set system domain-name new.example")
    junos.commit_config(revert_in=120)
    with terminal_of(lab) as session:
        session.write_channel("\n")
        said = session.read_until_pattern(r"edge1> $")
    assert "# commit confirmed will be rolled back in 2 minutes" in said
