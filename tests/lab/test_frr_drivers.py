"""Unmodified netmiko cisco_ios against vtysh behind the real sshd of a real FRR."""

from __future__ import annotations

import json

import netmiko
import pytest
from frrtools import DRIVER
from labtools import PASSWORD, USER

pytestmark = [
    pytest.mark.xdist_group("lab-frr"),
    pytest.mark.parametrize("terminal", [DRIVER], indirect=True),
]


@pytest.fixture
def terminal(routers):
    address, port = routers.door("r1")
    with netmiko.ConnectHandler(
        device_type="cisco_ios",
        host=address,
        port=port,
        username=USER,
        password=PASSWORD,
        ssh_strict=True,
        alt_host_keys=True,
        alt_key_file=str(routers.state / "known_hosts"),
    ) as session:
        yield session


def test_a_login_lands_in_vtysh_of_its_own_router(terminal):
    assert terminal.find_prompt() == "r1#"
    assert terminal.send_command("show version").startswith("FRRouting 8.4")


def test_it_reads_the_running_config_whole(terminal, routers):
    said = terminal.send_command("show running-config")
    header, _, config = said.partition("Current configuration:\n!\n")
    assert header == "Building configuration...\n\n"
    assert config.removesuffix("end") == routers.fresh("r1")


def test_vtysh_has_no_startup_config_of_its_own_under_integrated_config(terminal):
    assert terminal.send_command("show startup-config") == ""


def test_a_line_takes_effect_at_once_and_is_saved_only_when_told(terminal, routers):
    terminal.send_config_set(["interface eth1", "description changed"])
    assert " description changed\n" in routers.running("r1")
    assert " description changed\n" not in routers.startup("r1")
    assert "[OK]" in terminal.save_config()
    assert routers.startup("r1") == routers.running("r1")
    terminal.send_config_set(["interface eth1", "description to r2"])
    assert "[OK]" in terminal.save_config()
    assert routers.startup("r1") == routers.fresh("r1")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("foo bar", "% Unknown command: foo bar"),
        ("router bgp 65009", "BGP is already running; AS is 65001"),
        ("ip route 10.0.0.0/8", "% Command incomplete: ip route 10.0.0.0/8"),
    ],
)
def test_a_refused_line_says_why(terminal, line, words):
    assert words in terminal.send_config_set([line])


def test_an_error_pattern_stops_at_the_refused_line(terminal, routers):
    lines = ["interface eth1", "foo bar", "description after"]
    with pytest.raises(netmiko.exceptions.ConfigInvalidException, match="foo bar"):
        terminal.send_config_set(lines, error_pattern=r"%.*")
    assert "description after" not in routers.running("r1")


def test_the_state_of_neighbours_and_routes_is_json(terminal):
    ospf = json.loads(terminal.send_command("show ip ospf neighbor json"))
    bgp = json.loads(terminal.send_command("show bgp ipv4 unicast summary json"))
    routes = json.loads(terminal.send_command("show ip route json"))
    assert {one["nbrState"] for many in ospf["neighbors"].values() for one in many} == {"Full/-"}
    assert {one["state"] for one in bgp["peers"].values()} == {"Established"}
    assert routes["10.255.0.4/32"][0]["protocol"] == "bgp"
