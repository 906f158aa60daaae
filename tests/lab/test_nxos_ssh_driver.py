"""napalm 5.2.0 nxos_ssh and netmiko 4.8.0 cisco_nxos, unmodified, against the emulated switch."""

from __future__ import annotations

import pytest
from labtools import PASSWORD, USER, contract, row, until
from napalm.base.exceptions import MergeConfigException, ReplaceConfigException
from netmiko import (
    BaseConnection,
    ConnectHandler,
    NetmikoAuthenticationException,
    NetmikoTimeoutException,
    file_transfer,
)
from scp import SCPException

from lab.topology import HERE

NAME = "lon4-leaf1"
FIRST_LINE = "!Command: Checkpoint cmd vdc 1"
MERGE = "interface Ethernet1/4\n  description changed\n"


@pytest.fixture(params=[contract("napalm", "nxos_ssh", "NX-OS 9.3(8)")])
def nxos(device, driver):
    return driver(device(NAME), driver="nxos_ssh")


def shipped(name: str = NAME) -> str:
    return (HERE / "configs" / f"{name}.cfg").read_text()


def checkpoint(text: str) -> str:
    return f"{FIRST_LINE}\n{text}"


@pytest.fixture
def put(terminal, tmp_path):
    """Place a file through SCP, as an operator would."""

    def place(name: str, text: str) -> None:
        (tmp_path / name).write_text(text)
        done = file_transfer(
            terminal,
            source_file=str(tmp_path / name),
            dest_file=name,
            file_system="bootflash:",
            overwrite_file=True,
        )
        assert done["file_verified"]

    return place


def test_it_reads_both_configs_whole(lab, nxos):
    configs = nxos.get_config()
    assert configs["running"].endswith(shipped().strip())
    assert configs["startup"].endswith(shipped().strip())
    assert lab.memory(NAME) == shipped()
    raw = nxos.cli(["show running-config"])["show running-config"]
    assert "!Command: show running-config\n!Running configuration last done at: " in raw
    assert not raw.rstrip().endswith("end")


def test_facts_and_interfaces(nxos):
    facts = nxos.get_facts()
    assert facts["hostname"] == NAME
    assert facts["fqdn"] == f"{NAME}.lab.example"
    assert facts["os_version"] == "9.3(8)"
    assert facts["serial_number"] == "9LON4A00001"
    assert facts["model"] == "Nexus9000 C9300v Chassis"
    assert facts["uptime"] > 0
    assert {"Ethernet1/49", "Vlan10", "Port-channel1", "Loopback0"} <= set(facts["interface_list"])
    interfaces = nxos.get_interfaces()
    assert interfaces["Ethernet1/4"]["is_enabled"] is False
    assert interfaces["Ethernet1/4"]["is_up"] is False
    assert interfaces["Ethernet1/49"]["is_up"] is True
    assert interfaces["Ethernet1/49"]["mtu"] == 9216
    assert interfaces["Vlan1"]["is_enabled"] is False
    addresses = nxos.get_interfaces_ip()
    assert addresses["Ethernet1/49"]["ipv4"] == {"10.40.49.1": {"prefix_length": 30}}
    assert addresses["mgmt0"]["ipv4"] == {"10.40.0.11": {"prefix_length": 24}}


def test_bgp_neighbors_follow_from_the_config(lab, nxos):
    peers = nxos.get_bgp_neighbors()["global"]["peers"]
    assert peers["10.40.255.2"]["remote_as"] == 65040
    assert peers["10.40.51.1"]["remote_as"] == 65400
    lab.run_cli(NAME, ["router bgp 65040", "neighbor 10.40.51.1", "shutdown"])
    assert nxos.get_bgp_neighbors()["global"]["peers"]["10.40.51.1"]["is_enabled"] is False
    lab.run_cli(NAME, ["no feature bgp"])
    assert nxos.get_bgp_neighbors() == {}


def test_a_merge_is_compared_committed_and_saved(lab, nxos):
    nxos.load_merge_candidate(config=MERGE)
    assert nxos.compare_config() == MERGE.strip()
    nxos.commit_config()
    assert "  description changed\n" in lab.memory(NAME)
    assert lab.memory(NAME, "startup") == lab.memory(NAME)


def test_a_replace_is_compared_committed_and_rolled_back(lab, nxos):
    wanted = shipped().replace("description unused", "description spare")
    nxos.load_replace_candidate(config=checkpoint(wanted))
    assert nxos.compare_config().splitlines() == [
        "interface Ethernet1/4",
        "  description spare",
        "  exit",
    ]
    assert lab.memory(NAME) == shipped()
    nxos.commit_config()
    assert lab.memory(NAME) == lab.memory(NAME, "startup") == wanted
    nxos.rollback()
    assert lab.memory(NAME) == lab.memory(NAME, "startup") == shipped()


def test_a_discarded_candidate_is_deleted_and_nothing_changed(lab, nxos):
    nxos.load_replace_candidate(config=checkpoint(shipped().replace("unused", "spare")))
    assert "candidate_config.txt" in lab.memory(NAME, "files")
    nxos.discard_config()
    assert lab.memory(NAME, "files") == {}
    assert lab.memory(NAME) == shipped()


def test_a_merge_with_an_unknown_word_is_taken_back(lab, nxos):
    nxos.load_merge_candidate(config=f"{MERGE}hostnme x\n")
    with pytest.raises(MergeConfigException, match="automatic rollback attempted"):
        nxos.commit_config()
    assert lab.memory(NAME) == shipped()


def test_a_replace_with_an_unknown_line_is_taken_back_by_the_switch(lab, nxos):
    wanted = shipped().replace("unused", "spare") + "foo bar\n"
    nxos.load_replace_candidate(config=checkpoint(wanted))
    assert nxos.compare_config().endswith("foo bar")
    with pytest.raises(ReplaceConfigException, match="Syntax error while parsing 'foo bar'"):
        nxos.commit_config()
    assert lab.memory(NAME) == shipped()


def test_a_file_that_is_no_checkpoint_changes_nothing_and_the_driver_does_not_say(lab, nxos):
    nxos.load_replace_candidate(config=shipped().replace("unused", "spare"))
    with pytest.raises(IndexError):
        nxos.compare_config()
    nxos.commit_config()
    assert lab.memory(NAME) == shipped()


def test_the_driver_knows_no_timer(nxos):
    nxos.load_merge_candidate(config=MERGE)
    with pytest.raises(NotImplementedError, match="Commit confirm"):
        nxos.commit_config(revert_in=60)


def logged_in(one, password: str = PASSWORD) -> BaseConnection:
    return ConnectHandler(
        device_type="cisco_nxos",
        host=one["address"],
        port=one["port"],
        username=USER,
        password=password,
    )


@pytest.fixture(params=[contract("netmiko", "cisco_nxos", "NX-OS 9.3(8)")])
def terminal(lab, device):
    with logged_in(row(lab, device(NAME))) as session:
        yield session


def test_netmiko_configures_and_sees_the_switchs_errors(lab, terminal):
    said = terminal.send_config_set(["interface e1/4", "desc typed", "foo bar", "hostname"])
    assert "% Invalid command at '^' marker." in said
    assert "% Incomplete command at '^' marker." in said
    caret = next(line for line in said.splitlines() if line.strip() == "^")
    assert caret.index("^") == len(f"{NAME}(config-if)# ")
    assert "  description typed\n" in lab.memory(NAME)
    assert lab.memory(NAME, "startup") == shipped()
    assert "Copy complete." in terminal.save_config()
    assert lab.memory(NAME, "startup") == lab.memory(NAME)


def test_netmiko_reads_filtered_output_by_short_commands(terminal):
    assert terminal.send_command("sh run | i hostname") == f"hostname {NAME}"
    assert terminal.send_command("sh run | sec 'line vty'").splitlines() == [
        "line vty",
        "  exec-timeout 10",
        "  session-limit 16",
        "  access-class VTY-IN in",
    ]
    assert "SN: 9LON4A00001" in terminal.send_command("show inventory")
    assert "Ambiguous command" in terminal.send_command("c")


def test_a_feature_that_goes_takes_its_configuration_along(lab, terminal):
    said = terminal.send_config_set(["no feature bgp", "router bgp 65040"])
    assert "% Invalid command at '^' marker." in said
    assert "bgp" not in lab.memory(NAME).replace("eq bgp", "")
    assert "system-fm-bgp:" in terminal.send_command("show checkpoint summary")
    back = "rollback running-config checkpoint system-fm-bgp"
    assert "Rollback completed successfully." in terminal.send_command(back)
    assert lab.memory(NAME) == shipped()


def test_vlans_are_a_list_and_ports_hide_their_defaults(lab, terminal):
    terminal.send_config_set(
        ["vlan 40-42", "no vlan 20", "interface e1/4", "no shut", "no switchport", "no shut"]
    )
    running = lab.memory(NAME)
    assert "\nvlan 1,10,30,40-42,100,3900\n" in running
    assert "STORAGE\n  " not in running.split("vrf context")[0]
    assert (
        "interface Ethernet1/4\n  description unused\n  no switchport\n  no shutdown\n\n" in running
    )
    shown = terminal.send_command("show running-config all")
    assert "switchport trunk allowed vlan 1-4094" in shown
    terminal.send_config_set(["interface e1/4", "switchport"])
    assert "interface Ethernet1/4\n  description unused\n\n" in lab.memory(NAME)


def test_a_rollback_does_what_its_kind_says(lab, terminal, put):
    bad = checkpoint(shipped().replace("unused", "spare") + "foo bar\n")
    terminal.send_command("checkpoint file good")
    for kind, is_changed in (("atomic", False), ("stop-at-first-failure", True)):
        put("bad", bad)
        said = terminal.send_command(f"rollback running-config file bad {kind}")
        assert "Rollback failed." in said
        assert ("description spare" in lab.memory(NAME)) is is_changed
    terminal.send_command("rollback running-config file good")
    assert lab.memory(NAME) == shipped()


def test_a_replace_that_is_not_committed_goes_back_when_its_timer_ends(lab, terminal, put):
    put("wanted", shipped().replace("unused", "spare"))
    said = terminal.send_command("configure replace bootflash:wanted commit-timeout 60")
    assert "Configure replace completed successfully." in said
    assert "description spare" in lab.memory(NAME)
    assert lab.memory(NAME, "timers")[0]["user"] == USER
    until(lambda: not lab.memory(NAME, "timers"))
    assert lab.memory(NAME) == shipped()


def test_a_committed_replace_stays(lab, terminal, put):
    wanted = shipped().replace("unused", "spare")
    put("wanted", wanted)
    checked = terminal.send_command("configure replace bootflash:wanted verify-only")
    assert "Patch validation completed successful" in checked
    assert lab.memory(NAME) == shipped()
    terminal.send_command("configure replace bootflash:wanted commit-timeout 600")
    assert "Commit pending: yes" in terminal.send_command("show config-replace status")
    terminal.send_command("configure replace commit")
    assert lab.memory(NAME, "timers") == []
    assert lab.memory(NAME) == wanted
    log = terminal.send_command("show config-replace log exec")
    assert "Rollback Status      : Success" in log
    assert "`description spare`" in log


@pytest.mark.parametrize("story", sorted(path.stem for path in (HERE / "scenarios").glob("*.yaml")))
def test_another_operator_can_do_what_each_scenario_says(lab, device, story):
    lab.tamper(device(NAME), story)
    assert lab.memory(NAME) != shipped()
    is_saved = lab.memory(NAME, "startup") == lab.memory(NAME)
    assert is_saved is (story != "unsaved-edit")


def test_a_change_that_cuts_management_goes_back_by_its_timer(lab, terminal, put):
    one = row(lab, NAME)
    put("cut", shipped().replace("  20 permit tcp 127.0.0.1/32 any eq 22\n", ""))
    said = terminal.send_command("configure replace bootflash:cut commit-timeout 120")
    assert "completed successfully" in said
    with pytest.raises(NetmikoTimeoutException, match=r"reset by peer|protocol banner"):
        logged_in(one)
    assert terminal.send_command("show hostname") == f"{NAME}.lab.example"  # the old session lives
    until(lambda: not lab.memory(NAME, "timers"))
    with logged_in(one) as again:
        assert again.find_prompt() == f"{NAME}#"
    assert lab.memory(NAME) == shipped()


def test_a_reload_before_the_commit_boots_what_was_saved(lab, terminal, put):
    put("wanted", shipped().replace("unused", "spare"))
    terminal.send_command("configure replace bootflash:wanted commit-timeout 3600")
    assert "description spare" in lab.memory(NAME)
    asked = terminal.send_command("reload", expect_string=r"\(y/n\)\?")
    assert "WARNING: There is unsaved configuration!!!" in asked
    terminal.write_channel("y\n")
    until(lambda: not lab.memory(NAME, "timers"))
    assert lab.memory(NAME) == shipped()
    with logged_in(row(lab, NAME)) as again:
        assert "candidate" not in again.send_command("dir")
        assert "wanted" in again.send_command("dir")


@pytest.mark.parametrize("mode", ["merge", "replace"])
def test_a_new_hostname_does_not_lose_the_session(lab, nxos, mode):
    if mode == "merge":
        nxos.load_merge_candidate(config="hostname renamed\n")
    else:
        nxos.load_replace_candidate(config=checkpoint(shipped().replace(NAME, "renamed", 2)))
    nxos.commit_config()
    assert "hostname renamed\nvdc renamed id 1\n" in lab.memory(NAME, "startup")
    assert nxos.get_facts()["hostname"] == "renamed"
    nxos.rollback()
    assert lab.memory(NAME, "startup") == shipped()


def test_a_banner_with_a_line_like_the_prompt_does_not_hide_the_config(lab, device, driver):
    lab.fault(device(NAME), "banner-prompt")
    running = driver(NAME, driver="nxos_ssh").get_config()["running"]
    assert f"banner exec ^\nMaintenance on Sunday.\n{NAME}#\n^" in lab.memory(NAME)
    assert running.endswith(lab.memory(NAME).strip())
    lab.clear(NAME)
    assert lab.memory(NAME) == shipped()


def test_a_login_that_the_servers_refuse_is_counted(lab, device):
    one = row(lab, device(NAME))
    with pytest.raises(NetmikoAuthenticationException):
        logged_in(one, password="wrong")
    assert lab.memory(NAME, "logins")["wrong"] == 1


def test_a_copy_needs_the_scp_server(lab, terminal, put):
    terminal.send_config_set(["no feature scp-server"])
    with pytest.raises(SCPException):
        put("refused", "text")
    assert "refused" not in lab.memory(NAME, "files")
