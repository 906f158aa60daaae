"""Unmodified netmiko cisco_xr against the emulated IOS-XR device: its command line."""

from __future__ import annotations

import re

import pytest
from labtools import PASSWORD, USER, contract, row, until
from netmiko import ConnectHandler

from lab.topology import HERE

NAME = "zrh5-pe1"
UNUSED = "interface GigabitEthernet0/0/0/4"
THEIRS = ["interface GigabitEthernet0/0/0/3", "description theirs"]
STAMP = re.compile(r"^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\.\d{3} UTC$")


def base() -> str:
    return (HERE / "configs" / f"{NAME}.cfg").read_text()


@pytest.fixture
def connect(lab, device):
    opened = []

    def one(**options):
        place = row(lab, device(NAME))
        session = ConnectHandler(
            device_type="cisco_xr",
            host=place["address"],
            port=place["ports"]["ssh"],
            username=USER,
            password=PASSWORD,
            **options,
        )
        opened.append(session)
        return session

    yield one
    for session in opened:
        session.paramiko_cleanup()


@pytest.fixture(params=[contract("netmiko", "cisco_xr", "IOS-XR 7.3.2")])
def terminal(connect):
    return connect()


def typed(terminal, *lines: str) -> str:
    """Type lines one by one, each until the next prompt, and return what was said to the last."""
    said = ""
    for line in lines:
        said = terminal.send_command(line, expect_string=r"(#|\]: ?|\?)$")
    return said


def test_the_prompt_tells_the_place(terminal):
    assert terminal.find_prompt() == "RP/0/RP0/CPU0:zrh5-pe1#"
    places = {
        "configure": "config",
        "interface Gi0/0/0/3": "config-if",
        "interface Gi0/0/0/3.100": "config-subif",
        "router bgp 65105": "config-bgp",
        "neighbor 10.5.0.2": "config-bgp-nbr",
        "address-family ipv4 unicast": "config-bgp-nbr-af",
        "router ospf CORE": "config-ospf",
        "area 0": "config-ospf-ar",
        "root": "config",
        "prefix-set MORE": "config-pfx",
        "abort": "config",
        "route-policy MORE": "config-rpl",
        "end-policy": "config",
    }
    for line, place in places.items():
        typed(terminal, line)
        assert terminal.find_prompt() == f"RP/0/RP0/CPU0:zrh5-pe1({place})#", line


def test_a_line_with_the_time_comes_before_each_answer_until_it_is_turned_off(terminal):
    first, *rest = terminal.send_command("show version").splitlines()
    assert STAMP.match(first)
    assert rest[0] == "Cisco IOS XR Software, Version 7.3.2"
    typed(terminal, "terminal exec prompt no-timestamp")
    assert terminal.send_command("show version").startswith("Cisco IOS XR Software")


def test_the_running_config_is_shown_whole_or_in_part(terminal):
    head, shown = terminal.send_command("show running-config").split("\n!\n", 1)
    assert "Building configuration...\n!! IOS XR Configuration 7.3.2\n" in head
    assert shown.strip() == base().strip()
    part = terminal.send_command("sh run int gi0/0/0/4").split("\n", 1)[1]
    assert part.strip().endswith("description unused\n shutdown\n!")
    assert "% No such configuration item(s)" in terminal.send_command("sh run router isis")
    lines = terminal.send_command("show running-config | include ^hostname").splitlines()
    assert lines[-1] == "hostname zrh5-pe1"


def test_nothing_runs_before_it_is_committed(lab, terminal):
    said = terminal.send_config_set([UNUSED, "desc typed", "foo bar", "description"])
    assert "% Invalid input detected at '^' marker." in said
    assert "% Incomplete command." in said
    caret = next(line for line in said.splitlines() if line.strip() == "^")
    assert caret.index("^") == len("RP/0/RP0/CPU0:zrh5-pe1(config-if)#")
    assert lab.memory(NAME) == base()
    shown = terminal.send_command("show configuration")
    assert f"{UNUSED}\n description typed\n!\nend" in shown
    terminal.commit()
    assert lab.memory(NAME) == base().replace("description unused", "description typed")
    assert lab.memory(NAME, "startup") == lab.memory(NAME)
    assert terminal.find_prompt().endswith("(config-if)#")


def test_a_commit_is_listed_with_its_label_and_comment(lab, terminal):
    terminal.send_config_set([UNUSED, "description typed"])
    terminal.commit(label="CHG-1", comment="the reason")
    terminal.send_config_set(["no description"])
    terminal.commit()
    terminal.exit_config_mode()
    rows = terminal.send_command("show configuration commit list").splitlines()
    assert [line.split()[:3] for line in rows[-2:]] == [
        ["1", "1000000002", USER],
        ["2", "CHG-1", USER],
    ]
    detail = terminal.send_command("show configuration commit list detail")
    assert "Label: CHG-1" in detail
    assert "Comment:  the reason" in detail
    changes = terminal.send_command("show configuration commit changes last 1")
    assert f"{UNUSED}\n no description\n!\nend" in changes
    log = "\n".join(lab.memory(NAME, "log"))
    assert f"%MGBL-CONFIG-6-DB_COMMIT : Configuration committed by user '{USER}'" in log


def test_rollback_undoes_commits_with_a_commit_of_its_own(lab, terminal):
    for text in ("one", "two", "three"):
        terminal.send_config_set([UNUSED, f"description {text}"])
        terminal.commit()
    terminal.exit_config_mode()
    said = terminal.send_command("rollback configuration last 1")
    assert said.strip().endswith("Configuration successfully rolled back 1 commits.")
    assert " description two\n" in lab.memory(NAME)
    said = terminal.send_command("rollback configuration to 1000000002")
    assert "Configuration successfully rolled back to '1000000002'." in said
    assert " description one\n" in lab.memory(NAME)
    rows = terminal.send_command("show configuration commit list 2").splitlines()
    assert [line.split()[4] for line in rows[-2:]] == ["Rollback", "Rollback"]


def test_one_line_without_sense_reverts_the_whole_commit(lab, terminal):
    terminal.send_config_set([UNUSED, "description typed", "router bgp 65999"])
    with pytest.raises(ValueError, match="during a pseudo-atomic operation"):
        terminal.commit()
    assert lab.memory(NAME) == base()
    failed = terminal.send_command("show configuration failed")
    assert "router bgp 65999\n!!% AS number is wrong" in failed
    terminal.send_config_set(["no router bgp 65999"])
    terminal.commit()
    assert " description typed\n" in lab.memory(NAME)


def test_a_commit_after_a_foreign_one_asks(lab, terminal):
    terminal.send_config_set([UNUSED, "description mine"])
    lab.run_cli(NAME, THEIRS)
    with pytest.raises(ValueError, match="Other commits occurred"):
        terminal.commit()
    assert " description mine\n" not in lab.memory(NAME)
    asked = typed(terminal, "commit")
    assert asked.rstrip().endswith("Do you wish to proceed with this commit anyway? [no]:")
    typed(terminal, "yes")
    assert {" description mine", " description theirs"} <= set(lab.memory(NAME).splitlines())


def test_commit_replace_asks_and_leaves_only_what_was_entered(lab, terminal):
    wanted = base().replace("description unused", "description only")
    lines = [line for line in wanted.splitlines() if line not in {"!", "end"}]
    terminal.send_config_set(lines, cmd_verify=False)
    said = terminal.send_command("show configuration changes diff")
    assert "#   description unused\n#   description only\n" in said
    terminal.commit(replace=True)
    assert lab.memory(NAME) == wanted
    terminal.send_config_set(["root", "hostname bare"])
    terminal.commit(replace=True)
    assert lab.memory(NAME) == "hostname bare\nend\n"


def test_an_exclusive_session_keeps_others_from_committing(lab, connect):
    first, second = connect(), connect()
    typed(first, "configure exclusive", UNUSED, "description first")
    said = typed(second, "configure exclusive")
    assert "The Configuration Namespace is locked by another agent." in said
    assert re.search(rf"{USER} .*\*$", said, re.MULTILINE)
    second.send_config_set([UNUSED, "description second"])
    assert "locked by another agent" in typed(second, "commit")
    typed(first, "commit", "end")
    assert " description first\n" in lab.memory(NAME)
    assert "One or more commits have occurred" in typed(second, "commit")
    typed(second, "yes")
    assert " description second\n" in lab.memory(NAME)


def test_a_trial_that_nobody_confirms_goes_back_by_itself(lab, terminal):
    typed(terminal, "configure", UNUSED, "description trial", "commit confirmed 60")
    assert " description trial\n" in lab.memory(NAME)
    assert lab.memory(NAME, "timers")[0]["minutes"] == 1
    until(lambda: not lab.memory(NAME, "timers"))
    assert lab.memory(NAME) == base()
    typed(terminal, "end")
    rows = terminal.send_command("show configuration commit list").splitlines()
    assert [line.split()[4] for line in rows[-2:]] == ["Rollback", "CLI"]


def test_only_the_session_of_a_trial_confirms_it(lab, connect):
    first, second = connect(), connect()
    typed(first, "configure", UNUSED, "description trial", "commit confirmed minutes 10")
    assert "No configuration changes to commit." in typed(second, "configure", "commit")
    said = typed(second, "hostname other", "commit")
    assert "% Cannot commit because there is an unexpired trial/rollback session" in said
    typed(second, "abort")
    assert "A trial commit is underway in another" in typed(second, "configure exclusive")
    assert "Client: commit-confirm" in second.send_command("show configuration sessions detail")
    assert "% Confirming commit for trial session." in typed(first, "commit")
    assert lab.memory(NAME, "timers") == []
    assert " description trial\n" in lab.memory(NAME)


def test_leaving_a_trial_takes_it_back_at_once(lab, terminal):
    typed(terminal, "configure", UNUSED, "description trial", "commit confirmed 600")
    asked = typed(terminal, "end")
    assert "You are exiting after a 'commit confirm' with an active rollback session." in asked
    typed(terminal, "yes")
    assert lab.memory(NAME) == base()
    assert lab.memory(NAME, "timers") == []


def test_a_lost_connection_leaves_a_trial_to_its_timer_and_drops_what_was_not_committed(
    lab, connect
):
    session = connect()
    typed(session, "configure", UNUSED, "description trial", "commit confirmed 120")
    typed(session, "description lost")
    session.paramiko_cleanup()
    until(lambda: not lab.memory(NAME, "sessions"))
    assert " description trial\n" in lab.memory(NAME)
    until(lambda: not lab.memory(NAME, "timers"))
    assert lab.memory(NAME) == base()


def test_uncommitted_changes_are_asked_for_cleared_and_aborted(lab, terminal):
    asked = typed(terminal, "configure", "hostname other", "end")
    assert asked.rstrip().endswith("commit them before exiting(yes/no/cancel)? [cancel]:")
    typed(terminal, "cancel")
    assert terminal.check_config_mode()
    typed(terminal, "clear", "end")
    assert not terminal.check_config_mode()
    typed(terminal, "configure", "hostname other", "abort")
    assert not terminal.check_config_mode()
    typed(terminal, "configure", "hostname other", "end", "yes")
    assert lab.memory(NAME).startswith("hostname other\n")
    assert terminal.find_prompt() == "RP/0/RP0/CPU0:other#"


def test_a_file_of_the_device_is_loaded_into_the_target(lab, terminal):
    asked = typed(terminal, "copy running-config disk0:/kept.cfg")
    assert asked.rstrip().endswith("Destination file name (control-c to abort): [/kept.cfg]?")
    assert "[OK]" in typed(terminal, "")
    assert "hostname zrh5-pe1\n" in lab.memory(NAME, "files")["kept.cfg"]
    typed(terminal, "configure", "hostname other", "no lldp", "commit")
    said = typed(terminal, "load disk0:/kept.cfg")
    assert "bytes parsed in 1 sec" in said
    typed(terminal, "commit")
    assert lab.memory(NAME) == base()
    assert "No such file" in typed(terminal, "load disk0:/none")


def test_what_it_sees_of_others_is_printed(terminal):
    assert re.search(r"10\.5\.0\.2 .* 01:40:12  \d", terminal.send_command("show bgp summary"))
    assert "zrh5-pe2        GigabitEthernet0/0/0/0" in terminal.send_command("show lldp neighbors")
    assert "10.5.0.2        1     FULL/  -" in terminal.send_command("show ospf neighbor")
    brief = terminal.send_command("show ipv4 interface brief")
    assert re.search(r"GigabitEthernet0/0/0/4 +unassigned +Shutdown +Down +default", brief)
    assert "O    10.5.0.2/32 [110/" in terminal.send_command("show route")
    assert re.search(r"10\.5\.12\.2 .* 5254\.0005\.02\d\d ", terminal.send_command("show arp"))
    assert "Gi0/0/0/4          admin-down" in terminal.send_command("show interfaces description")


def test_a_banner_and_a_secret_typed_in_the_clear(lab, terminal):
    lines = ["banner motd ^C", "Maintenance on Sunday.", "zrh5-pe1#", "^C", "username joe"]
    terminal.send_config_set([*lines, "secret verySecret"], cmd_verify=False)
    terminal.commit()
    memory = lab.memory(NAME)
    assert "banner motd ^C\nMaintenance on Sunday.\nzrh5-pe1#\n^C\n" in memory
    assert "verySecret" not in memory
    assert "username joe\n secret 10 $6$labSecret" in memory
