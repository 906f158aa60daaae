"""Who gets in follows the configuration, for each new connection."""

from __future__ import annotations

import pytest
from labtools import PASSWORD, USER, row, until
from napalm.base.exceptions import ConnectionException
from netmiko import ConnectHandler
from netmiko.exceptions import NetmikoAuthenticationException
from pyeapi.eapilib import ConnectionError as EapiConnectionError

from lab.sim.access import admits, eos_admits, ios_admits, logs_in
from lab.sim.engine import load
from lab.sim.eos import facts as eos_facts
from lab.sim.ios import facts as ios_facts

OFFICE = "ip access-list standard OFFICE\n permit 10.99.0.0 0.0.255.255\n"


def ios(text: str):
    return load(ios_facts.GRAMMAR, text.splitlines(), lambda *_: None)


@pytest.mark.parametrize(
    ("entries", "source", "is_in"),
    [
        ("permit 127.0.0.1", "127.0.0.1", True),
        ("permit host 127.0.0.1", "127.0.0.1", True),
        ("permit 10.0.0.0 0.255.255.255", "10.9.9.9", True),
        ("permit 10.0.0.0 0.255.255.255", "11.0.0.1", False),
        ("deny any\n 5 permit any", "10.0.0.1", True),
        ("remark nobody", "10.0.0.1", True),
        ("permit udp any any\n permit tcp any any", "10.0.0.1", True),
        ("permit udp any any\n deny ip any any", "10.0.0.1", False),
    ],
)
def test_an_access_list_admits_by_its_first_match(entries, source, is_in):
    assert admits(ios(f"ip access-list standard A\n {entries}"), "A", source) is is_in


def test_an_undefined_list_admits_all():
    assert admits(ios("hostname a"), "A", "10.0.0.1")


def test_ssh_needs_its_transport_and_its_filter():
    vty = "line vty 0 4\n transport input {}\n access-class OFFICE in\n"
    assert ios_admits(ios(OFFICE + vty.format("ssh")), "10.99.0.1")
    assert not ios_admits(ios(OFFICE + vty.format("ssh")), "127.0.0.1")
    assert not ios_admits(ios(OFFICE + vty.format("telnet")), "10.99.0.1")


def test_eapi_needs_to_be_enabled_and_its_filter():
    text = "ip access-list standard A\n permit 10.99.0.0/16\nmanagement api http-commands\n"

    def opens(lines: str, source: str) -> bool:
        root = load(eos_facts.GRAMMAR, (text + lines).splitlines(), lambda *_: None)
        return eos_admits(root, source)

    assert not opens("", "10.99.0.1")
    assert opens("no shutdown", "127.0.0.1")
    filtered = "no shutdown\nvrf default\nno shutdown\nip access-group A"
    assert opens(filtered, "10.99.0.1")
    assert not opens(filtered, "127.0.0.1")


def test_the_login_methods_are_tried_in_order():
    tacacs = "aaa new-model\naaa group server tacacs+ T\n server name S\n"
    server = "tacacs server S\n address ipv4 10.0.0.1\n"
    methods = "aaa authentication login default group T local\nusername local secret 9 x\n"
    assert logs_in(ios(tacacs + server + methods), USER, PASSWORD)
    assert not logs_in(ios(tacacs + server + methods), "local", PASSWORD)
    assert logs_in(ios(tacacs + methods), "local", PASSWORD)
    assert not logs_in(ios(tacacs + methods), USER, PASSWORD)
    assert not logs_in(ios(tacacs + server + methods), USER, "wrong")


def test_a_filter_locks_the_tool_out_until_the_timer_reverts(lab, device, driver):
    name = device("ams1-edge2")
    inside = driver(name)
    inside.load_merge_candidate(config=OFFICE + "line vty 0 4\n access-class OFFICE in\nend\n")
    inside.commit_config(revert_in=60)
    assert "hostname" in inside.cli(["show running-config"])["show running-config"]
    with pytest.raises(ConnectionException):
        driver(name, conn_timeout=2)
    assert lab.memory(name, "logins")["denied"] > 0
    until(lambda: not lab.memory(name, "timers"))
    assert driver(name).get_facts()["hostname"] == name


def test_an_eapi_filter_locks_the_tool_out_until_the_timer_reverts(lab, device, driver):
    name = device("ams1-core2")
    inside = driver(name)
    inside.load_merge_candidate(
        config="ip access-list standard OFFICE\n10 permit 10.99.0.0/16\n"
        "management api http-commands\nvrf default\nip access-group OFFICE\n"
    )
    inside.commit_config(revert_in=60)
    inside.config_session = None
    with pytest.raises(EapiConnectionError):
        driver(name)
    until(lambda: not lab.memory(name, "timers"))
    assert driver(name).get_facts()["hostname"] == name


def test_a_wrong_password_is_refused_and_counted(lab, device):
    one = row(lab, device("ams1-edge2"))
    before = lab.memory("ams1-edge2", "logins")["wrong"]
    with pytest.raises(NetmikoAuthenticationException):
        ConnectHandler(
            device_type="cisco_ios",
            host=one["address"],
            port=one["port"],
            username=USER,
            password="wrong",
        )
    assert lab.memory("ams1-edge2", "logins")["wrong"] > before
