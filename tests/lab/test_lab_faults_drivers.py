"""Faults in loads and commits, as unmodified drivers meet them."""

from __future__ import annotations

import pytest
from jnpr.junos.exception import ConnectClosedError
from labtools import until
from napalm.base.exceptions import MergeConfigException
from ncclient.operations import TimeoutExpiredError
from netmiko.exceptions import ReadTimeout
from pyeapi.eapilib import ConnectionError as EapiConnectionError

IOS, EOS, NXOS, XR, JUNOS = "fra2-edge1", "fra2-core1", "lon4-leaf1", "zrh5-pe1", "par3-edge1"
LINES = {
    IOS: "interface GigabitEthernet0/3\n description changed\n mtu 1400\nend\n",
    EOS: "interface Ethernet6\n   description changed\n   mtu 1400\n",
    NXOS: "interface Ethernet1/4\n  description changed\n  mtu 1400\n",
    XR: "interface GigabitEthernet0/0/0/4\n description changed\n mtu 1400\n",
    JUNOS: "interfaces {\n ge-0/0/4 {\n  description changed;\n  mtu 1400;\n }\n}\n",
}
# How netmiko, pyeapi and PyEZ tell that a session died.
DEAD = (ReadTimeout, EapiConnectionError, ConnectClosedError)
SECOND = {name: {"line": "1" if name == JUNOS else "2"} for name in LINES}
EVERYWHERE = pytest.mark.parametrize("name", LINES)


def merged(driver, name: str, **options) -> None:
    session = driver(name)
    session.load_merge_candidate(config=LINES[name])
    session.commit_config(**options)


@EVERYWHERE
def test_line_k_of_a_merge_is_lost_and_every_driver_reports_success(lab, device, driver, name):
    lab.fault(device(name), "line-ignored", SECOND[name])
    merged(driver, name)
    assert "description changed" not in lab.memory(name)
    assert " mtu 1400" in lab.memory(name)


@EVERYWHERE
def test_half_of_line_k_arrives_and_every_driver_reports_success(lab, device, driver, name):
    lab.fault(device(name), "line-halved", SECOND[name])
    merged(driver, name)
    assert " description chan" in lab.memory(name)
    assert "description changed" not in lab.memory(name)


@EVERYWHERE
def test_all_from_line_k_is_lost_and_every_driver_reports_success(lab, device, driver, name):
    lab.fault(device(name), "lines-lost", SECOND[name])
    merged(driver, name)
    assert "description changed" not in lab.memory(name)
    assert " mtu 1400" not in lab.memory(name)


@pytest.mark.parametrize("name", [EOS, XR, JUNOS])
def test_line_k_is_refused_and_the_driver_says_so(lab, device, driver, name):
    base = lab.memory(device(name))
    lab.fault(name, "line-refused", SECOND[name])
    with pytest.raises(MergeConfigException):
        merged(driver, name)
    assert lab.memory(name) == base


@pytest.mark.parametrize(("name", "says"), [(IOS, "replace"), (EOS, "commit"), (JUNOS, "commit")])
def test_another_operator_comes_while_a_revert_is_armed(lab, device, driver, name, says):
    lab.fault(device(name), "foreign-while-armed")
    merged(driver, name, revert_in=60)
    assert "mallory" in lab.memory(name), says
    assert [one["user"] for one in lab.memory(name, "commands")].count("mallory") > 2


@pytest.mark.parametrize("name", [IOS, EOS, NXOS])
def test_another_operator_comes_between_diff_and_commit(lab, device, driver, name):
    session = driver(device(name))
    session.load_merge_candidate(config=LINES[name])
    session.compare_config()
    lab.fault(name, "foreign-before-commit")
    assert "mallory" not in lab.memory(name)
    session.commit_config()
    assert any(one["user"] == "mallory" for one in lab.memory(name, "commands"))


@pytest.mark.parametrize("name", [JUNOS, XR])
def test_a_lock_keeps_another_operator_out_and_the_log_tells(lab, device, driver, name):
    session = driver(device(name))
    session.load_merge_candidate(config=LINES[name])
    lab.fault(name, "foreign-before-commit")
    session.commit_config()
    assert "mallory" not in lab.memory(name)
    assert "description changed" in lab.memory(name)


@pytest.mark.parametrize(("name", "keeps_it"), [(IOS, False), (EOS, False), (JUNOS, True)])
def test_a_reload_while_armed(lab, device, driver, name, keeps_it):
    session = driver(device(name))
    session.load_merge_candidate(config=LINES[name])
    lab.fault(name, "reload-armed")
    with pytest.raises(DEAD):
        session.commit_config(revert_in=60)
    session.close = lambda: None  # there is nothing left to close
    until(lambda: lab.memory(name, "timers") == [])
    assert ("description changed" in lab.memory(name)) is keeps_it


def test_a_full_flash_stops_the_ios_driver_before_the_commit(lab, device, driver):
    base = lab.memory(device(IOS))
    session = driver(IOS)
    lab.fault(IOS, "flash-full")
    with pytest.raises(MergeConfigException, match="Insufficient space"):
        session.load_merge_candidate(config=LINES[IOS])
    assert lab.memory(IOS, "files") == {}
    assert lab.memory(IOS) == base


def test_a_netconf_answer_that_never_comes_though_the_commit_ran(lab, device, driver):
    session = driver(device(XR))
    session.load_merge_candidate(config=LINES[XR])
    lab.fault(XR, "mute", {"at": "commit"})
    session.device.timeout = 1
    with pytest.raises(TimeoutExpiredError):
        session.device.commit()
    assert "description changed" in lab.memory(XR)
    lab.clear(XR)


@pytest.mark.parametrize("name", [XR, JUNOS])
def test_a_netconf_reading_ends_too_early(lab, device, driver, name):
    session = driver(device(name))
    whole = session.get_config(retrieve="running")["running"]
    lab.fault(name, "truncate-running", {"keep": "0.5"})
    part = session.get_config(retrieve="running")["running"]
    assert whole.startswith(part[: len(part) // 2])
    assert 0.3 < len(part) / len(whole) < 0.7
