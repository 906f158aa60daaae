"""The pure stages on files, for pipelines: their verdicts, exit codes and JSON."""

import json

import pytest

RUNNING = """\
hostname r1
!
username ops secret 9 $9$labSecretOps
!
interface GigabitEthernet0/1
 description uplink
!
snmp-server community labSecretRW RW
!
line vty 0 4
 login local
 transport input telnet ssh
!
end
"""
INTENDED = RUNNING.replace(" telnet ssh", " ssh").replace("uplink", "core")
HOSTILE = "\x1b[2J\x1b]0;owned\x07 \u202ekcab [bold red]x[/]"


@pytest.fixture
def running(tmp_path):
    file = tmp_path / "running.cfg"
    file.write_text(RUNNING)
    return file


@pytest.fixture
def intended(tmp_path):
    file = tmp_path / "intended.cfg"
    file.write_text(INTENDED)
    return file


def test_a_redacted_config_holds_no_secret(netops, running):
    said = netops("file", "redact", "-p", "ios", running)
    assert "labSecret" not in said.out + said.err
    assert "snmp-server community <secret:" in said.out
    assert json.loads(netops("file", "redact", "-p", "ios", running, "--json").out)["text"]


def test_a_weak_config_fails_its_audit_and_a_lenient_bar_passes_it(netops, running):
    said = netops("file", "audit", "-p", "ios", running, expect=3)
    assert "labSecret" not in said.out
    assert "transport input telnet ssh" in said.out
    found = json.loads(netops("file", "audit", "-p", "ios", running, "--json", expect=3).out)
    rows = {"rule", "result", "severity", "line", "evidence"}
    assert all(rows <= set(one) for one in found)
    assert {"fail", "pass"} <= {one["result"] for one in found}


def test_drift_between_two_files_is_exit_3_and_none_is_exit_0(netops, running, intended):
    said = netops("file", "drift", "-p", "ios", running, intended, expect=3)
    assert "transport input" in said.out
    assert "labSecret" not in said.out
    assert "no drift" in netops("file", "drift", "-p", "ios", running, running).out
    found = json.loads(
        netops("file", "drift", "-p", "ios", running, intended, "--json", expect=3).out
    )
    assert found["drift"] is True


def test_a_line_is_told_by_its_number_in_the_file_behind_lines_that_change_by_themselves(
    netops, running, intended
):
    running.write_text("Building configuration...\n\n!\n! Last configuration change\n!\n" + RUNNING)
    line = running.read_text().splitlines().index(" transport input telnet ssh") + 1
    for word, code in (("drift", 3), ("explain", 0)):
        said = netops("file", word, "-p", "ios", running, intended, expect=code).out
        assert f"(line {line})" in said


def test_a_remediation_is_commands_or_a_refusal_with_a_reason(netops, running, intended):
    plan = json.loads(netops("file", "remediate", "-p", "ios", running, intended, "--json").out)
    assert plan["verdict"] == "proven"
    assert plan["commands"]
    assert plan["rollback"]
    intended.write_text("this is no config\n")
    said = netops("file", "remediate", "-p", "ios", running, intended, "--json", expect=5)
    assert json.loads(said.out)["verdict"] == "refused"
    assert json.loads(said.out)["reason"]


def test_an_explained_plan_says_of_each_line_why_it_is_there_and_what_undoes_it(
    netops, running, intended
):
    intended.write_text(INTENDED.replace("snmp-server community labSecretRW RW\n", ""))
    said = netops("file", "explain", "-p", "ios", running, intended).out
    assert "labSecret" not in said
    for words in (
        "transport input ssh",
        "`description uplink` (line 6) becomes `description core`",
        "running has `snmp-server community <secret:",
        "way back",
    ):
        assert words in said
    found = json.loads(netops("file", "explain", "-p", "ios", running, intended, "--json").out)
    assert found["verdict"] == "proven"
    assert found["findings"] == []
    back = [line["line"] for line in found["way_back"]]
    ssh = next(step for step in found["steps"] if step["line"] == "transport input ssh")
    assert [back[n - 1] for n in ssh["undone_by"]] == ["transport input telnet ssh"]


def test_what_is_done_for_safety_says_what_would_go_wrong_without_it(netops, running, intended):
    text = "ip access-list standard M\n permit 10.{}.0.0 0.0.255.255\n"
    text += "line vty 0 4\n access-class M in\n"
    running.write_text(text.format(1))
    intended.write_text(text.format(2))
    said = netops("file", "explain", "-p", "ios", running, intended).out
    assert "safety    without it: " in said
    assert "makes     sets up `ip access-list standard M-NETOPS`" in said
    assert "until     command " in said
    assert "mends     what command " in said


def test_a_refused_plan_says_for_how_long_something_would_be_open(netops, running, intended):
    running.write_text("aaa new-model\nusername ops secret 9 x\n")
    intended.write_text("aaa new-model\n")
    said = netops("file", "explain", "-p", "ios", running, intended, expect=5).out
    assert "refused: unsafe: after command 1 management is cut" in said
    assert "open for 1 command, after command 1" in said
    found = netops("file", "explain", "-p", "ios", running, intended, "--json", expect=5).out
    assert json.loads(found)["findings"]


def test_an_unknown_platform_is_told_with_the_nearest_name(netops, running):
    said = netops("file", "redact", "-p", "cisco_iso", running, expect=2)
    assert "unknown platform 'cisco_iso'; did you mean 'cisco_ios'" in said.err


def test_a_file_that_is_not_there_or_not_text_is_a_usage_error(netops, tmp_path):
    assert "nowhere.cfg" in netops("file", "redact", "-p", "ios", "nowhere.cfg", expect=2).err
    binary = tmp_path / "binary.cfg"
    binary.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8 text" in netops("file", "redact", "-p", "ios", binary, expect=2).err


COMMANDS = (
    ("redact",),
    ("audit",),
    ("drift", "intended.cfg"),
    ("remediate", "intended.cfg"),
    ("explain", "intended.cfg"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_what_a_device_says_never_reaches_the_terminal_raw(netops_raw, running, intended, command):
    running.write_text(RUNNING.replace("uplink", HOSTILE))
    name, *others = command
    for more in ((), ("--json",)):
        said = netops_raw("file", name, "-p", "ios", running, *others, *more)
        for mark in ("\x1b", "\x07", "\u202e"):
            assert mark not in said.out + said.err
    assert intended.exists()


@pytest.fixture
def netops_raw(process):
    """In a process of its own, as on a terminal that knows everything."""
    return lambda *arguments: process(*arguments, TERM="xterm-256color")


def test_a_hostile_name_is_made_visible_in_an_error(netops):
    said = netops("rules", "\x1b[2Jx", expect=2)
    assert "\\x1b[2Jx" in said.err


def test_an_intent_for_some_sections_leaves_the_rest_as_it_runs(netops, running, intended):
    intended.write_text("line vty 0 4\n login local\n transport input ssh\n")
    part = ("-p", "ios", running, intended, "--owned", "line vty")
    said = netops("file", "drift", *part, expect=3).out
    assert "against intended in line vty" in said
    assert "transport input" in said
    assert "hostname" not in said
    plan = json.loads(netops("file", "remediate", *part, "--json").out)
    assert plan["commands"] == ["line vty 0 4", " transport input ssh"]
    intended.write_text("hostname r2\n")
    assert "intended.cfg:1: stands in no" in netops("file", "drift", *part, expect=2).err
