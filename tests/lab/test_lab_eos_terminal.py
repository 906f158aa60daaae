"""EOS at a terminal, by unmodified netmiko arista_eos."""

from __future__ import annotations

import pytest
from labtools import PASSWORD, USER, contract, row, until
from netmiko import ConnectHandler, NetmikoAuthenticationException

NAME = "ams1-core1"


@pytest.fixture
def login(lab, device):
    opened = []
    one = row(lab, device(NAME))

    def connect(password: str = PASSWORD) -> ConnectHandler:
        session = ConnectHandler(
            device_type="arista_eos",
            host=one["address"],
            port=one["ports"]["ssh"],
            username=USER,
            password=password,
            secret=PASSWORD,
        )
        opened.append(session)
        return session

    yield connect
    for session in opened:
        session.disconnect()


@pytest.fixture(params=[contract("netmiko", "arista_eos", "EOS 4.28.3M")])
def terminal(login):
    return login()


def test_it_configures_and_prints_errors_as_on_a_terminal(lab, terminal):
    said = terminal.send_config_set(["interface Et6", "description typed", "foo bar", "interface"])
    assert "(config-if-Et6)#" in said
    assert "% Invalid input" in said
    assert "% Incomplete command" in said
    assert "   description typed\n" in lab.memory(NAME)
    assert "Copy completed successfully." in terminal.save_config()
    assert lab.memory(NAME, "startup") == lab.memory(NAME)


def test_a_banner_is_typed_line_by_line(lab, terminal):
    terminal.send_config_set(["banner motd", "# Maintenance", "interface Ethernet1", "EOF"])
    assert "banner motd\n# Maintenance\ninterface Ethernet1\nEOF\n" in lab.memory(NAME)


def test_a_session_is_in_the_prompt_and_commits_or_aborts(lab, terminal):
    def typed(line: str) -> str:
        return terminal.send_command(line, expect_string=r"#")

    typed("configure session maintenance")
    assert terminal.find_prompt() == f"{NAME}(config-s-mainte)#"
    typed("interface Ethernet6")
    typed("description typed")
    assert "+   description typed" in typed("show session-config diffs").splitlines()
    assert "description typed" not in lab.memory(NAME)
    typed("commit")
    assert terminal.find_prompt() == f"{NAME}#"
    assert "   description typed\n" in lab.memory(NAME)
    typed("configure session other")
    typed("no interface Ethernet6")
    typed("abort")
    assert "   description typed\n" in lab.memory(NAME)
    assert lab.memory(NAME, "sessions") == {"maintenance": "completed"}


def test_an_answer_comes_as_data_where_the_device_has_a_model_for_it(terminal):
    shown = terminal.send_command("show hostname | json")
    assert f'"hostname": "{NAME}"' in shown
    assert "% This command is not" in terminal.send_command("show running-config | json")


def test_who_is_not_authorised_for_more_must_enable(lab, login):
    lab.run_cli(NAME, ["no aaa authorization exec default"])
    session = login()
    assert session.find_prompt() == f"{NAME}>"
    assert "privileged mode required" in session.send_command("configure", expect_string=">")
    assert "EOS" not in session.enable()
    assert session.find_prompt() == f"{NAME}#"


def test_a_wrong_password_and_a_filtered_source_get_no_login(lab, login):
    with pytest.raises(NetmikoAuthenticationException):
        login("wrong")
    lab.run_cli(NAME, ["ip access-list standard MGMT-IN", "no 10"])
    with pytest.raises(Exception, match=r"Error reading SSH protocol banner|TCP connection"):
        login()


def test_a_reload_ends_the_session_and_boots_what_was_saved(lab, login):
    session = login()
    lab.run_cli(NAME, ["interface Ethernet6", "description changed"])
    session.send_command("reload", expect_string=r"\[confirm\]")
    session.write_channel("\n")
    until(lambda: "description changed" not in lab.memory(NAME))
    until(lambda: not session.is_alive())
    assert login().find_prompt() == f"{NAME}#"
