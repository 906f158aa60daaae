"""Cisco NX-OS 9.3 as a language: what it takes, keeps, hides, and takes along."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lab.sim.clock import Clock
from lab.sim.device import Actor
from lab.sim.nxos.access import admits_api, admits_ssh
from lab.sim.nxos.cli import NxosCli
from lab.sim.nxos.facts import GATES
from lab.sim.nxos.patch import execute, patch, read
from lab.sim.platforms import PLATFORMS
from lab.topology import HERE, boot, identities

LEAVES = ("lon4-leaf1", "lon4-leaf2")


def switch(name: str = LEAVES[0]):
    return boot(next(i for i in identities("127.61", [name])), Clock())


def switch_of(text: str):
    return PLATFORMS["cisco_nxos"].boot(identities("127.61", LEAVES[:1])[0], Clock(), text)


def typed(device, *lines: str, user: str = "netops") -> str:
    """What a new session answers to these lines in configuration mode, and to `end`."""
    cli = NxosCli(device, Actor(user, "10.20.0.5", "pts/0"))
    return "\n".join(cli.run(line).text for line in ("configure terminal", *lines, "end"))


def asked(device, *lines: str, user: str = "netops") -> str:
    cli = NxosCli(device, Actor(user, "10.20.0.5", "pts/0"))
    return "\n".join(cli.run(line).text for line in lines)


@pytest.mark.parametrize("name", LEAVES)
def test_a_config_is_shown_as_it_was_read(name):
    text = (HERE / "configs" / f"{name}.cfg").read_text()
    device = switch(name)
    assert device.text() == device.startup == text
    assert device.shown(device.build(text.splitlines(), lambda *_: None)) == text


def test_the_leaves_have_the_same_shape():
    texts = [re.sub(r"[0-9]+", "x", (HERE / "configs" / f"{n}.cfg").read_text()) for n in LEAVES]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(("here", "there"), [LEAVES, LEAVES[::-1]])
def test_a_patch_leads_from_one_switch_to_the_other(here, there):
    device, text = switch(here), (HERE / "configs" / f"{there}.cfg").read_text()
    wanted, strays = read(device.grammar, text.splitlines())
    commands = patch(device.running, wanted, strays)
    done = execute(device.grammar, device.running, commands, stops=True)
    assert done.failures == 0
    assert device.shown(done.root) == text
    assert patch(done.root, wanted) == []


@pytest.mark.parametrize("feature", sorted({feature for feature, _, _ in GATES}))
def test_a_feature_gates_its_lines_and_takes_them_along(feature):
    device = switch()
    typed(device, f"feature {feature}", f"no feature {feature}")
    left = device.text()
    for name, mode, starts in GATES:
        if name == feature and not mode:
            assert f"\n{starts.rstrip('*')}" not in left
    assert f"\nfeature {feature}\n" not in left


@pytest.mark.parametrize(
    "line",
    ["router bgp 1", "router ospf X", "interface Vlan7", "vpc domain 1", "tacacs-server timeout 9"],
)
def test_a_line_without_its_feature_is_invalid(line):
    device = switch()
    gone = [f"no feature {name}" for name in ("bgp", "ospf", "interface-vlan", "vpc", "tacacs+")]
    assert "% Invalid command at '^' marker." in typed(device, *gone, line)
    assert line not in device.text()


def test_no_feature_ospf_takes_the_lines_below_the_interfaces():
    device = switch()
    typed(device, "no feature ospf")
    assert "ip ospf" not in device.text()
    assert "router ospf" not in device.text()
    assert "ip address 10.40.49.1/30" in device.text()
    assert "system-fm-ospf" in device.checkpoints


def test_access_list_entries_are_numbered_and_spelled_in_prefixes():
    device = switch()
    typed(
        device,
        "ip access-list NEW",
        "permit tcp host 10.0.0.1 10.1.0.0 0.0.255.255 eq 22",
        "deny ip any any",
        "15 permit icmp any any",
        "no 20",
    )
    assert (
        "ip access-list NEW\n"
        "  10 permit tcp 10.0.0.1/32 10.1.0.0/16 eq 22\n"
        "  15 permit icmp any any\n" in device.text()
    )
    assert "Duplicate sequence number" in typed(device, "ip access-list NEW", "15 deny ip any any")


def test_prefix_lists_number_themselves_and_addresses_lose_their_mask():
    device = switch()
    typed(
        device,
        "ip prefix-list P permit 10.0.0.0/8",
        "ip prefix-list P permit 10.1.0.0/16",
        "interface e1/4",
        "no switchport",
        "ip address 10.9.0.1 255.255.255.252",
    )
    assert "P seq 5 permit 10.0.0.0/8\nip prefix-list P seq 10 permit" in device.text()
    assert "  ip address 10.9.0.1/30\n" in device.text()


def test_a_port_changes_its_layer_and_loses_the_lines_of_the_other():
    device = switch()
    typed(device, "interface Ethernet1/3", "no switchport", "ip address 10.9.9.1/30")
    section = device.running.get("interface Ethernet1/3")
    assert [child.line for child in section.children] == [
        "description backup1",
        "no switchport",
        "spanning-tree port type edge",
        "storm-control broadcast level 1.00",
        "ip address 10.9.9.1/30",
    ]
    typed(device, "interface Ethernet1/3", "switchport")
    assert "10.9.9.1" not in device.text()
    assert "% Invalid command" in typed(device, "interface Ethernet1/3", "ip address 1.1.1.1/30")


def test_a_range_of_interfaces_takes_each_line_in_all_of_them():
    device = switch()
    cli = NxosCli(device, Actor("netops", "10.20.0.5", "pts/0"))
    cli.run("configure terminal")
    cli.run("interface e1/1-2, e1/4")
    assert cli.prompt == "lon4-leaf1(config-if-range)# "
    cli.run("description of a range")
    assert "% Invalid command" in cli.run("foo").text
    cli.run("hostname other")
    assert cli.prompt == "other(config)# "
    changed = [n.line for n in device.running.starting("interface") if n.get("description")]
    assert [line for line in changed if "of a range" in str(device.running.get(line))] == [
        "interface Ethernet1/1",
        "interface Ethernet1/2",
        "interface Ethernet1/4",
    ]


def test_short_words_take_the_same_along():
    device = switch()
    assert "% Invalid command" in typed(device, "no int e1/3")
    typed(device, "no feat bgp", "hostn other")
    assert "router bgp" not in device.text()
    assert "vdc other id 1" in device.text()


def test_a_new_vrf_takes_the_addresses():
    device = switch()
    typed(device, "interface Ethernet1/49", "vrf member STORAGE")
    section = device.running.get("interface Ethernet1/49")
    assert not any(child.line.startswith("ip ") for child in section.children)


def test_an_address_may_be_taken_in_another_vrf_only():
    device = switch()
    port = ["interface Ethernet1/4", "no switchport"]
    said = typed(device, *port, "ip address 10.40.49.2/24")
    assert "% 10.40.49.0/24 overlaps with address configured on Ethernet1/49\n" in said + "\n"
    typed(device, *port, "vrf member STORAGE", "ip address 10.40.49.2/24")
    assert "  vrf member STORAGE\n  ip address 10.40.49.2/24\n" in device.text()


def test_hardware_stays_whatever_is_said_or_left_out():
    device = switch()
    assert "% Invalid command" in typed(device, "no interface Ethernet1/3", "no interface mgmt0")
    text = "".join(
        f"{part}\n\n"
        for part in device.text().split("\n\n")
        if not part.startswith("interface Ethernet1/3")
    )
    device.files["less"] = f"!Command: Checkpoint cmd vdc 1\n{text}".encode()
    assert "completed successfully" in asked(device, "rollback running-config file less")
    assert device.running.get("interface Ethernet1/3").children == []
    typed(device, "no interface Vlan10")
    assert "interface Vlan10\n" not in device.text()


def test_passwords_become_hashes_and_the_vdc_follows_the_name():
    device = switch()
    typed(device, "username eve password 0 clear-text role network-operator", "hostname other")
    assert "clear-text" not in device.text()
    assert "username eve password 5 $5$labSecret" in device.text()
    assert "hostname other\nvdc other id 1\n" in device.text()


def test_a_banner_may_hold_the_usual_delimiter():
    device = switch()
    typed(device, "banner motd @", "call #42", "@")
    assert "banner motd @\ncall #42\n@\n" in device.text()
    again, strays = read(device.grammar, device.text().splitlines())
    assert strays == ()
    assert device.shown(again) == device.text()


def test_a_readers_role_may_only_look():
    device = switch()
    typed(device, "username eve password 0 x role network-operator")
    before = device.text()
    assert "hostname" in asked(device, "show running-config", user="eve")
    assert asked(device, "configure terminal", user="eve") == "% Permission denied for the role\n"
    assert asked(device, "copy running-config startup-config", user="eve").startswith("% Perm")
    assert device.text() == before


def test_the_logs_name_who_configured_what():
    device = switch()
    typed(device, "interface e1/4", "description theirs")
    log = asked(device, "show logging logfile")
    assert (
        " lon4-leaf1 %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by netops on 10.20.0.5@pts/0"
        in log
    )
    assert (
        asked(device, "show accounting log")
        .splitlines()[-1]
        .endswith(
            ":type=update:id=10.20.0.5@pts/0:user=netops:cmd=configure terminal ; "
            "interface Ethernet1/4 ; description theirs (SUCCESS)"
        )
    )


def test_ten_checkpoints_are_kept_by_name_and_no_more():
    device = switch()
    said = asked(device, *["checkpoint"] * 10)
    assert said.count("Done") == 10
    assert list(device.checkpoints)[-1] == "user-checkpoint-10"
    assert "Maximum number" in asked(device, "checkpoint one-more")
    assert asked(device, "no checkpoint user-checkpoint-3", "checkpoint one-more").endswith("Done")
    assert "Created by netops" in asked(device, "show checkpoint summary")


def test_a_checkpoint_file_asks_before_it_overwrites_unless_told_not_to():
    device = switch()
    asked(device, "checkpoint file kept")
    old = device.files["kept"]
    assert old.startswith(b"!Command: Checkpoint cmd vdc 1\n!Time: ")
    typed(device, "hostname other")
    assert "overwrite (y/n)? [no]" in asked(device, "checkpoint file kept", "n")
    assert device.files["kept"] == old
    asked(device, "terminal dont-ask", "checkpoint file kept")
    assert b"hostname other" in device.files["kept"]


def test_a_rollback_skips_what_fails_if_it_may():
    device = switch()
    text = f"!Command: Checkpoint cmd vdc 1\n{device.text()}foo bar\nlogging level bgp 5\n"
    device.files["wanted"] = text.encode()
    assert "Rollback failed." in asked(device, "rollback running-config file wanted")
    assert "logging level bgp 5" not in device.text()
    said = asked(device, "rollback running-config file wanted best-effort")
    assert "Syntax error while parsing 'foo bar'" in said
    assert "logging level bgp 5" in device.text()


def test_lines_below_an_unknown_section_do_not_fall_into_the_one_before():
    device = switch()
    text = device.text() + "router eigrp 1\n  router-id 9.9.9.9\n"
    root, strays = read(device.grammar, text.splitlines())
    assert [(s.path, s.line) for s in strays] == [
        ((), "router eigrp 1"),
        (("router eigrp 1",), "router-id 9.9.9.9"),
    ]
    assert device.shown(root) == device.text()


def test_a_backup_from_elsewhere_keeps_the_lines_that_the_lab_does_not_know():
    text = (
        (HERE / "configs" / f"{LEAVES[0]}.cfg")
        .read_text()
        .replace(
            "router ospf UNDERLAY\n",
            "router isis CORE\n  net 49.0001.0000.0000.0001.00\n  log-adjacency-changes\n"
            "router ospf UNDERLAY\n  segment-routing mpls\n",
        )
    )
    identity = replace(switch().identity, keeps_unknown=True)
    device = PLATFORMS["cisco_nxos"].boot(identity, Clock(), text)
    assert device.text() == text
    typed(device, "interface Ethernet1/4", "description other")
    device.files["kept"] = f"!Command: Checkpoint cmd vdc 1\n{text}".encode()
    assert "completed successfully" in asked(device, "rollback running-config file kept")
    assert device.text() == text


def test_a_replace_wants_the_version_of_the_switch():
    device = switch()
    text = device.text().replace("version 9.3(8)", "version 9.3(7)")
    device.files["old"] = text.encode()
    assert "Version mismatch" in asked(device, "configure replace bootflash:old")


def test_the_filter_of_mgmt0_tells_ssh_from_https():
    device = switch()
    assert admits_ssh(device.running, "127.0.0.1")
    assert admits_api(device.running, "127.0.0.1")
    assert not admits_ssh(device.running, "192.0.2.1")
    typed(device, "ip access-list MGMT-IN", "no 20")
    assert not admits_ssh(device.running, "127.0.0.1")
    assert admits_api(device.running, "127.0.0.1")
    typed(device, "no feature nxapi")
    assert not admits_api(device.running, "127.0.0.1")


def test_the_head_of_a_config_says_when_it_changed():
    device = switch()
    head = asked(device, "show running-config").splitlines()[1:4]
    assert head[0] == "!Command: show running-config"
    moment = head[2].removeprefix("!Time: ")
    assert datetime.strptime(moment, "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
    assert head[1].startswith("!Running configuration last done at: ")


def test_a_new_vrf_takes_all_of_layer_3():
    device = switch()
    typed(device, "interface Vlan10", "vrf member STORAGE")
    lines = [child.line for child in device.running.get("interface Vlan10").children]
    assert lines == ["description SERVERS gateway", "vrf member STORAGE", "no shutdown"]


def test_a_route_map_collects_what_it_matches():
    device = switch()
    typed(device, "route-map SPINE-OUT permit 10", "match ip address prefix-list DEFAULT LOCAL")
    section = device.running.get("route-map SPINE-OUT 10")
    assert [c.line for c in section.children] == [
        "match ip address prefix-list DEFAULT LOCAL LOOPBACKS"
    ]
    typed(device, "route-map SPINE-OUT permit 10", "no match ip address prefix-list LOCAL DEFAULT")
    assert [c.line for c in section.children] == ["match ip address prefix-list LOOPBACKS"]
    typed(device, "route-map SPINE-OUT permit 10", "no match ip address prefix-list")
    assert section.children == []


def test_a_patch_takes_away_what_a_route_map_collected():
    device = switch()
    old = device.running.clone()
    typed(device, "route-map SPINE-OUT permit 10", "no match ip address prefix-list LOCAL")
    commands = patch(old, device.running)
    assert execute(device.grammar, old, commands, stops=True).root == device.running


def test_a_bundle_decides_for_its_ports():
    device = switch()
    port = "interface Ethernet1/1"
    assert "member of port-channel11" in typed(device, port, "switchport trunk allowed vlan 10")
    typed(device, "interface port-channel11", "switchport trunk allowed vlan remove 20")
    for name in ("port-channel11", "Ethernet1/1"):
        section = device.running.get(f"interface {name}")
        assert section.get("switchport trunk allowed vlan").line.endswith(" 10,100")


@pytest.mark.parametrize(
    ("port", "line", "words"),
    [
        ("Ethernet1/1", "channel-group 12 mode active", "a member of port-channel11 already"),
        ("Ethernet1/3", "channel-group 11 mode active", "not compatible"),
        ("Ethernet1/3", "channel-group 11 force mode active", ""),
        ("Ethernet1/4", "channel-group 99 mode active", ""),
    ],
)
def test_a_port_joins_one_bundle_that_is_like_it(port, line, words):
    device = switch()
    said = typed(device, f"interface {port}", line)
    assert words in said
    found = device.running.get(f"interface {port}").get("channel-group")
    assert words or found.line == line


def test_a_port_makes_the_bundle_that_it_joins():
    device = switch()
    typed(device, "interface Ethernet1/4", "mtu 9216", "channel-group 99 mode active")
    assert device.running.get("interface port-channel99").get("mtu").line == "mtu 9216"


@pytest.mark.parametrize("name", ["loopback0", "Vlan10", "Ethernet1/4.1"])
def test_only_a_port_of_the_hardware_joins_a_bundle(name):
    assert "% Invalid" in typed(switch(), f"interface {name}", "channel-group 99 mode on")


def test_a_port_shows_what_its_bundle_has_whatever_was_booted():
    port = "interface Ethernet1/1\n  mtu 9216\n  channel-group 7\n"
    text = f"interface port-channel7\n  mtu 1600\n{port}"
    assert switch_of(text).running.get("interface Ethernet1/1").get("mtu").line == "mtu 1600"


def test_a_mode_of_lacp_needs_its_feature():
    device = switch()
    typed(device, "no feature lacp")
    said = typed(device, "interface Ethernet1/4", "channel-group 99 mode active")
    assert "% Invalid" in said


def test_the_default_vlan_stays_and_the_last_ones_are_the_switchs_own():
    device = switch()
    assert "cannot be deleted" in typed(device, "no vlan 1")
    assert "% Invalid" in typed(device, "vlan 3968")
    assert "\nvlan 1,10,20,30,100,3900\n" in device.text()


def test_an_interface_comes_with_its_feature_and_stays_as_long():
    device = switch_of("hostname small\n")
    typed(device, "feature interface-vlan")
    assert "% Invalid" in typed(device, "no interface Vlan1")
    assert "\ninterface Vlan1\n" in device.text()


@pytest.mark.parametrize("entry", ["permit tcp the any", "10 deny ipx any any", "permit ip"])
def test_an_entry_names_a_protocol_and_a_source(entry):
    assert "% I" in typed(switch(), "ip access-list NEW", entry)


def test_addresses_of_version_6_are_shown_in_small_letters():
    device = switch()
    typed(device, "ipv6 access-list SIX", "permit tcp 2001:DB8::/32 any")
    assert "10 permit tcp 2001:db8::/32 any" in device.text()


def test_a_bundle_that_goes_lets_its_ports_go():
    device = switch()
    typed(device, "no interface port-channel11")
    assert device.running.get("interface Ethernet1/1").get("channel-group") is None


@pytest.mark.parametrize(
    ("name", "is_open"),
    [("Ethernet1/49.100", False), ("port-channel99", True), ("loopback9", True), ("Vlan99", False)],
)
def test_routed_interfaces_are_born_shut_or_open(name, is_open):
    device = switch()
    typed(device, f"interface {name}", *(["no switchport"] if name.startswith("port") else []))
    section = device.running.get(f"interface {name}")
    typed(device, f"interface {name}", "no shutdown")
    assert (section.get("no shutdown") is None) is is_open


def test_older_words_are_kept_as_the_newer():
    device = switch()
    typed(device, "switchname other", "line vty", "ip access-class SNMP-RO in")
    assert "hostname other" in device.text()
    assert "  access-class SNMP-RO in\n" in device.text()
