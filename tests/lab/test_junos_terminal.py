"""netmiko juniper_junos against the emulated device's command line."""

from __future__ import annotations

import pytest
from junostools import NAME, candidate, terminal_of
from labtools import USER, contract, until

DRIVER = contract("netmiko", "juniper_junos", "Junos 21.4R3")
LINES = ["set interfaces ge-0/0/5 description typed"]


@pytest.fixture(params=[DRIVER])
def terminal(lab, device):
    device(NAME)
    with terminal_of(lab) as session:
        yield session


def test_it_shows_the_config_in_both_forms(lab, terminal):
    shown = terminal.send_command("show configuration")
    assert shown.splitlines()[0].startswith("## Last commit: ")
    assert shown.split("\n", 1)[1].rstrip() + "\n" == lab.memory(NAME)
    listed = terminal.send_command("show configuration | display set | match ge-0/0/5")
    assert listed.split("\n") == [
        "set interfaces ge-0/0/5 description unused",
        "set interfaces ge-0/0/5 disable",
        "",
    ]
    part = terminal.send_command("show configuration system services netconf")
    assert part.split() == ["ssh;"]


def test_a_change_is_compared_checked_committed_and_left(lab, terminal):
    terminal.send_config_set(LINES, exit_config_mode=False)
    compared = terminal.send_command("show | compare", expect_string=r"#\s*$")
    assert compared.split("\n")[:3] == [
        "[edit interfaces ge-0/0/5]",
        "-   description unused;",
        "+   description typed;",
    ]
    assert "configuration check succeeds" in terminal.commit(check=True)
    assert "commit complete" in terminal.commit(comment="by hand", and_quit=True)
    assert "description typed;" in lab.memory(NAME)
    assert "by hand" in terminal.send_command("show system commit")


def test_an_uncommitted_change_is_asked_about_on_the_way_out(lab, terminal):
    said = terminal.send_config_set(LINES)
    assert "The configuration has been changed but not committed" in said
    assert "Exit with uncommitted changes? [yes,no] (yes)" in said
    assert "description typed;" in candidate(lab)
    assert "description typed;" not in lab.memory(NAME)


def test_rollback_takes_the_candidate_back(lab, terminal):
    terminal.send_config_set([*LINES, "rollback 0"])
    assert candidate(lab) == lab.memory(NAME)


def test_a_word_it_does_not_know_gets_a_caret(terminal):
    said = terminal.send_config_set(["set interfaces ge-0/0/5 descr x"])
    assert "syntax error." in said
    caret = next(line for line in said.splitlines() if line.strip() == "^")
    assert caret.index("^") == len("netops@par3-edge1# set interfaces ge-0/0/5 ")
    assert "unknown command." in terminal.send_command("shw version")


def test_a_commit_that_fails_says_where(lab, terminal):
    terminal.send_config_set(["set protocols ospf export NOPE"], exit_config_mode=False)
    with pytest.raises(ValueError, match="configuration check-out failed") as failed:
        terminal.commit()
    where = "[edit protocols ospf]\n  'export [ OSPF-EXPORT NOPE ]'\n    Policy error: Policy NOPE"
    assert where in str(failed.value)
    terminal.send_config_set(["rollback 0"])
    assert candidate(lab) == lab.memory(NAME)


def test_commit_confirmed_goes_back_and_any_commit_keeps(lab, terminal):
    terminal.send_config_set(LINES, exit_config_mode=False)
    said = terminal.commit(confirm=True, confirm_delay=1)
    assert "will be automatically rolled back in 1 minutes unless confirmed" in said
    assert lab.memory(NAME, "timers")[0]["user"] == USER
    until(lambda: not lab.memory(NAME, "timers"))
    assert "description typed;" not in lab.memory(NAME)


def test_commit_check_confirms_too(lab, terminal):
    terminal.send_config_set(LINES, exit_config_mode=False)
    terminal.commit(confirm=True, confirm_delay=2)
    terminal.commit(check=True)
    assert lab.memory(NAME, "timers") == []
    assert "description typed;" in lab.memory(NAME)


def test_exclusive_mode_keeps_others_out(lab, terminal):
    terminal.config_mode("configure exclusive")
    with terminal_of(lab) as other:
        said = other.send_command("configure", expect_string=r"[>#] $")
        assert "error: configuration database locked by:" in said
        assert "exclusive" in said
    terminal.exit_config_mode()
    assert lab.memory(NAME, "sessions") == {}


def test_the_shared_candidate_is_everybody_s(lab, terminal):
    terminal.send_config_set(LINES, exit_config_mode=False)
    with terminal_of(lab) as other:
        said = other.config_mode()
        assert "Users currently editing the configuration:" in said
        assert "The configuration has been changed but not committed" in said
        other.commit(and_quit=True)
    assert "description typed;" in lab.memory(NAME)


def test_terms_are_ordered_by_insert(lab, terminal):
    path = "firewall family inet filter PROTECT-RE term"
    terminal.send_config_set(
        [f"set {path} web then discard", f"insert {path} web before term bgp", "commit"]
    )
    text = lab.memory(NAME)
    assert text.index("term ssh-rest") < text.index("term web") < text.index("term bgp")
