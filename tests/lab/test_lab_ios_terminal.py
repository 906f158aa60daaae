"""IOS at a terminal: pages, questions, reloads."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import asyncssh
import pytest
from labtools import PASSWORD, USER, row, until
from netmiko import ConnectHandler

if TYPE_CHECKING:
    from collections.abc import Callable

NAME, SLOW = "ams1-edge1", "fra2-edge2"
EDIT = ["interface GigabitEthernet0/3", "description changed"]


@pytest.fixture
def login(lab, device) -> Callable[[str], ConnectHandler]:
    opened = []

    def connect(name: str) -> ConnectHandler:
        one = row(lab, name)
        address = {"host": one["address"], "port": one["ports"]["ssh"]}
        made = ConnectHandler(
            "", device_type="cisco_ios", username=USER, password=PASSWORD, **address
        )
        opened.append(made)
        return made

    yield lambda name: connect(device(name))
    for one in opened:
        one.disconnect()


async def typed(address: str, port: int, keys: list[tuple[str, str]]) -> list[str]:
    """What a terminal shows after each of the keys, up to the words expected there."""
    options = {"username": USER, "password": PASSWORD, "known_hosts": None}
    async with (
        asyncssh.connect(address, port, **options) as connection,
        connection.create_process(term_type="vt100") as process,
    ):
        await process.stdout.readuntil("#")
        said = []
        for key, expected in keys:
            process.stdin.write(key)
            said.append(await asyncio.wait_for(process.stdout.readuntil(expected), 5))
        return said


def test_a_long_answer_stops_after_each_page_until_a_key_is_pressed(lab, device):
    one = row(lab, device(NAME))
    more = "--More-- "
    keys = [("show run\n", more), ("\n", more), (" ", more), ("q", "#"), ("show clock\n", "#")]
    first, line, page, end, clock = asyncio.run(typed(one["address"], one["ports"]["ssh"], keys))
    assert len(first.splitlines()) == 1 + 24 + 1
    assert "interface Loopback0" not in first
    assert len(line.splitlines()) == 1 + 1
    assert len(page.splitlines()) == 24 + 1
    assert end.endswith("\b" * 9 + "ams1-edge1#")
    assert len(clock.splitlines()) == 3


def test_terminal_length_0_shows_all_of_it(lab, device):
    one = row(lab, device(NAME))
    keys = [("terminal length 0\n", "edge1#"), ("show run\n", "\nend\r\nams1-edge1#")]
    assert "--More--" not in asyncio.run(typed(one["address"], one["ports"]["ssh"], keys))[1]


def test_the_removal_of_a_user_asks_first(lab, login):
    session = login(NAME)
    lab.run_cli(NAME, ["username guest privilege 1 secret 9 $9$x"])
    session.config_mode()
    asked = session.send_command("no username guest", expect_string=r"\[confirm\]")
    assert "This operation will remove all username related configurations" in asked
    session.send_command("n", expect_string="#")
    assert "username guest" in lab.memory(NAME)
    session.send_command("no username guest", expect_string=r"\[confirm\]")
    session.send_command("", expect_string="#")
    assert "username guest" not in lab.memory(NAME)
    assert "username breakglass" in lab.memory(NAME)
    assert session.send_command("no username guest", expect_string="#") == ""


def test_a_reload_ends_all_sessions_and_boots_what_was_saved(lab, login):
    session, other = login(NAME), login(NAME)
    lab.run_cli(NAME, EDIT)
    asked = session.send_command("reload", expect_string=r"\[yes/no\]")
    assert "System configuration has been modified. Save?" in asked
    session.send_command("no", expect_string=r"\[confirm\]")
    session.write_channel("\n")
    until(lambda: "description changed" not in lab.memory(NAME))
    until(lambda: not other.is_alive())
    until(lambda: not session.is_alive())
    assert "uptime is 1 week" not in login(NAME).send_command("show version")


def test_a_reload_may_save_first(lab, login):
    session = login(NAME)
    lab.run_cli(NAME, EDIT)
    session.send_command("reload", expect_string=r"\[yes/no\]")
    assert "[OK]" in session.send_command("yes", expect_string=r"\[confirm\]")
    session.write_channel("\n")
    until(lambda: not session.is_alive())
    assert " description changed\n" in lab.memory(NAME)


def test_a_reload_forgets_an_armed_rollback(lab, login):
    session = login(NAME)
    session.send_command("configure terminal revert timer 5", expect_string=r"\(config\)#")
    session.send_config_set(EDIT, enter_config_mode=False)
    assert lab.memory(NAME, "timers")
    session.send_command("reload", expect_string=r"\[yes/no\]")
    session.send_command("yes", expect_string=r"\[confirm\]")
    session.write_channel("\n")
    until(lambda: not session.is_alive())
    assert lab.memory(NAME, "timers") == []
    assert " description changed\n" in lab.memory(NAME)


def test_a_reload_is_scheduled_shown_and_cancelled(login):
    session = login(NAME)
    assert session.send_command("reload cancel") == "% No reload is scheduled."
    said = session.send_command("reload in 5", expect_string=r"\[confirm\]")
    assert "(in 5 minutes) by netops" in said
    session.send_command("", expect_string="#")
    assert "Reload scheduled for " in session.send_command("show reload")
    assert "SHUTDOWN ABORTED" in session.send_command("reload cancel")
    assert session.send_command("show reload") == "% No reload is scheduled."


def test_a_scheduled_reload_happens(lab, login):
    session = login(NAME)
    lab.run_cli(NAME, EDIT)
    session.send_command("reload in 1", expect_string=r"\[yes/no\]")
    session.send_command("no", expect_string=r"\[confirm\]")
    session.send_command("", expect_string="#")
    assert "description changed" in lab.memory(NAME)
    until(lambda: "description changed" not in lab.memory(NAME))
    until(lambda: not session.is_alive())


def test_a_router_that_boots_takes_no_login_and_is_down_for_its_neighbours(login, driver):
    session = login(SLOW)
    neighbour = driver("fra2-core1")
    assert neighbour.get_interfaces()["Ethernet2"]["is_up"]
    session.send_command("reload", expect_string=r"\[confirm\]")
    session.write_channel("\n")
    until(lambda: not session.is_alive())
    assert not neighbour.get_interfaces()["Ethernet2"]["is_up"]
    with pytest.raises(Exception, match="TCP connection to device failed"):
        login(SLOW)
    until(lambda: neighbour.get_interfaces()["Ethernet2"]["is_up"])
    assert login(SLOW).find_prompt() == f"{SLOW}#"
