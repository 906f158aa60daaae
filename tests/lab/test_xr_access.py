"""Who reaches an IOS-XR router: filters, management plane protection, AAA; sessions live on."""

from __future__ import annotations

import pytest
from labtools import PASSWORD, USER, row
from napalm.base.exceptions import ConnectionException
from netmiko import ConnectHandler
from netmiko.exceptions import NetmikoAuthenticationException
from paramiko.ssh_exception import SSHException

from lab.topology import HERE

NAME = "zrh5-pe1"
INSIDE = "control-plane management-plane inband interface all"


@pytest.fixture
def connect(lab, device):
    opened = []

    def one(user: str = USER, password: str = PASSWORD):
        place = row(lab, device(NAME))
        session = ConnectHandler(
            device_type="cisco_xr",
            host=place["address"],
            port=place["ports"]["ssh"],
            username=user,
            password=password,
            conn_timeout=5,
        )
        opened.append(session)
        return session

    yield one
    for session in opened:
        session.disconnect()


@pytest.mark.parametrize(
    "lines",
    [
        ["ipv4 access-list MGMT-IN", "5 deny ipv4 127.0.0.0/8 any"],
        ["ssh server vrf default ipv4 access-list SNMP-RO"],
        ["line default", "access-class ingress SNMP-RO"],
        [f"no {INSIDE} allow SSH peer address ipv4 127.0.0.0/8"],
        ["no ssh server v2"],
    ],
    ids=["entry", "server", "line", "protection", "off"],
)
def test_a_commit_that_shuts_the_door_keeps_the_open_session(lab, connect, lines):
    session = connect()
    lab.run_cli(NAME, lines)
    with pytest.raises((SSHException, OSError)):
        connect()
    assert lab.memory(NAME, "logins")["denied"] >= 1
    assert session.find_prompt() == "RP/0/RP0/CPU0:zrh5-pe1#"
    session.send_command("rollback configuration last 1")
    connect()


@pytest.mark.parametrize(
    "line",
    [
        "no ssh server netconf vrf default",
        "no netconf-yang agent",
        f"no {INSIDE} allow NETCONF peer address ipv4 127.0.0.0/8",
    ],
)
def test_netconf_has_a_door_of_its_own(lab, connect, driver, line):
    session = connect()
    lab.run_cli(NAME, [line])
    with pytest.raises(ConnectionException):
        driver(NAME)
    assert session.is_alive()
    connect()


def test_the_order_of_aaa_decides_who_logs_in(lab, connect):
    session = connect()
    lab.run_cli(NAME, ["aaa authentication login default local"])
    with pytest.raises(NetmikoAuthenticationException):
        connect()
    connect("breakglass")
    session.send_command("rollback configuration last 1")
    with pytest.raises(NetmikoAuthenticationException):
        connect("breakglass")
    with pytest.raises(NetmikoAuthenticationException):
        connect(password="wrong")


def test_who_is_asked_first_sees_the_banner(connect):
    banner = connect().remote_conn.get_transport().get_banner()
    assert b"This system is for authorised use only." in banner


@pytest.mark.parametrize("scenario", sorted(p.stem for p in (HERE / "scenarios").glob("*.yaml")))
def test_each_story_of_another_operator_can_be_told_on_it(lab, device, scenario):
    before = lab.memory(device(NAME))
    lab.tamper(NAME, scenario)
    assert lab.memory(NAME) != before
    assert lab.memory(NAME, "startup") == lab.memory(NAME)
    assert lab.memory(NAME, "sessions") == {}
