"""Drift of NX-OS and IOS XR texts: the line that differs, named with its section."""

import re

import pytest

from netops.config.clean import canonical
from netops.config.drift import drift
from netops.config.leaks import leaks
from netops.config.tree import parse, render
from netops.model.config import ConfigKind, DriftItem
from netops.platforms.registry import platform
from netops.platforms.spec import Platform
from tests.platforms.shown import LEAF, PE, SHOWN

NXOS, XR = platform("cisco_nxos"), platform("cisco_xr")
KEY = b"a key of this test"


def _items(running: str, reference: str, nos: Platform) -> list[tuple[object, ...]]:
    found = drift(running, reference, nos, device="d", against=ConfigKind.INTENDED)
    assert bool(found.items) <= bool(found.diff)
    return [_told(item) for item in found.items]


def _told(item: DriftItem) -> tuple[object, ...]:
    running = item.running.text if item.running else ""
    reference = item.reference.text if item.reference else ""
    return str(item.kind), item.section, running, reference


@pytest.mark.parametrize(("nos", "text"), SHOWN)
def test_what_a_device_shows_is_canonical_for_good(nos: Platform, text: str) -> None:
    clean = canonical(text, nos, KEY)
    assert canonical(clean, nos, KEY) == clean
    assert leaks(clean, nos) == ()
    assert "labSecret" not in clean
    assert render(parse(clean, nos)) == clean


@pytest.mark.parametrize(("nos", "text"), SHOWN)
def test_a_config_does_not_differ_from_itself(nos: Platform, text: str) -> None:
    clean = canonical(text, nos, KEY)
    assert _items(clean, clean, nos) == []
    assert _items(re.sub(r"(?m)^ *!\n", "", clean), clean, nos) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "  description SERVERS gateway\n",
            "  description elsewhere\n",
            (
                "changed",
                ("interface Vlan10",),
                "description elsewhere",
                "description SERVERS gateway",
            ),
        ),
        (
            "    priority 110\n",
            "    priority 90\n",
            ("changed", ("interface Vlan10", "hsrp 10"), "priority 90", "priority 110"),
        ),
        (
            "  ip route 0.0.0.0/0 10.40.20.254\n",
            "  ip route 0.0.0.0/0 10.40.20.254\n  ip route 10.9.0.0/16 10.40.20.9\n",
            ("extra", ("vrf context STORAGE",), "ip route 10.9.0.0/16 10.40.20.9", ""),
        ),
        (
            "  40 permit tcp 10.20.0.0/16 any eq 22\n",
            "  40 permit tcp any any eq 22\n",
            (
                "changed",
                ("ip access-list MGMT-IN",),
                "40 permit tcp any any eq 22",
                "40 permit tcp 10.20.0.0/16 any eq 22",
            ),
        ),
        (
            "ip prefix-list LOCAL seq 5 permit 10.40.0.0/16 le 24\n",
            "ip prefix-list LOCAL seq 5 permit 10.40.0.0/16 le 32\n",
            (
                "changed",
                (),
                "ip prefix-list LOCAL seq 5 permit 10.40.0.0/16 le 32",
                "ip prefix-list LOCAL seq 5 permit 10.40.0.0/16 le 24",
            ),
        ),
        (
            "      maximum-prefix 100 80\n",
            "",
            (
                "missing",
                ("router bgp 65040", "template peer SPINE", "address-family ipv4 unicast"),
                "",
                "maximum-prefix 100 80",
            ),
        ),
        (
            "Authorised access only. This system is monitored.\n",
            "lon4-leaf1>\n",
            ("changed", (), "banner motd #", "banner motd #"),
        ),
        (
            "feature bfd\n",
            "feature bfd\nfeature telnet\n",
            ("extra", (), "feature telnet", ""),
        ),
        (
            "hostname lon4-leaf1\n",
            "hostname lon4-leaf9\n",
            ("changed", (), "hostname lon4-leaf9", "hostname lon4-leaf1"),
        ),
    ],
)
def test_a_line_of_nx_os_is_told_with_its_section(
    old: str, new: str, told: tuple[object, ...]
) -> None:
    assert LEAF.count(old) == 1
    assert _items(LEAF.replace(old, new), LEAF, NXOS) == [told]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "  network 10.5.0.0/16\n",
            "  network 10.5.0.0/16\n  network 10.5.0.0/20\n",
            (
                "extra",
                ("router bgp 65105", "address-family ipv4 unicast"),
                "network 10.5.0.0/20",
                "",
            ),
        ),
        (
            "   maximum-prefix 1000 80\n",
            "   maximum-prefix 9000 80\n",
            (
                "changed",
                ("router bgp 65105", "neighbor 198.51.100.37", "address-family ipv4 unicast"),
                "maximum-prefix 9000 80",
                "maximum-prefix 1000 80",
            ),
        ),
        (
            " 20 permit ipv4 10.20.0.0 0.0.255.255 any\n",
            "",
            (
                "missing",
                ("ipv4 access-list MGMT-IN",),
                "",
                "20 permit ipv4 10.20.0.0 0.0.255.255 any",
            ),
        ),
        (
            "  police rate 256 kbps\n",
            "  police rate 512 kbps\n",
            (
                "changed",
                ("policy-map PM-CUSTOMER-IN", "class CM-MANAGEMENT"),
                "police rate 512 kbps",
                "police rate 256 kbps",
            ),
        ),
        (
            "  10.5.0.0/16\nend-set\n",
            "  10.5.0.0/16,\n  10.65.0.0/16\nend-set\n",
            ("extra", ("prefix-set OWN",), "10.65.0.0/16", ""),
        ),
        (
            "    set local-preference 200\n",
            "    set local-preference 300\n",
            (
                "changed",
                ("route-policy TRANSIT-IN",),
                "set local-preference 300",
                "set local-preference 200",
            ),
        ),
        (
            "    set local-preference 200\n    pass\n",
            "    set local-preference 200\n    set med 5\n    pass\n",
            ("extra", ("route-policy TRANSIT-IN",), "set med 5", ""),
        ),
        (
            "    set local-preference 200\n",
            "",
            ("missing", ("route-policy TRANSIT-IN",), "", "set local-preference 200"),
        ),
        (
            "All activity is logged and reviewed.\n",
            "",
            ("changed", (), "banner login ^C", "banner login ^C"),
        ),
        (
            " secret 10 $6$labSecretBreakglassXr\n",
            " secret 10 $6$labSecretOther\n",
            (
                "changed",
                ("username breakglass",),
                "secret 10 $6$labSecretOther",
                "secret 10 $6$labSecretBreakglassXr",
            ),
        ),
    ],
)
def test_a_line_of_ios_xr_is_told_with_its_section(
    old: str, new: str, told: tuple[object, ...]
) -> None:
    assert PE.count(old) == 1
    assert _items(PE.replace(old, new), PE, XR) == [told]


def test_the_order_of_a_route_policy_counts() -> None:
    one = "route-policy P\n  set med 5\n  pass\nend-policy\n!\nend\n"
    other = "route-policy P\n  pass\n  set med 5\nend-policy\n!\nend\n"
    section = ("route-policy P",)
    assert _items(one, other, XR) == [
        ("missing", section, "", "pass"),
        ("extra", section, "pass", ""),
    ]


def test_the_same_words_in_another_branch_of_a_policy_are_a_difference() -> None:
    text = (
        "route-policy P($as, $pref)\n  if as-path in A then\n    drop\n  endif\n"
        "  if as-path in B then\n    pass\n  endif\nend-policy\n!\nend\n"
    )
    turned = text.replace("in A", "in C").replace("in B", "in A").replace("in C", "in B")
    told = _items(turned, text, XR)
    assert {one[1] for one in told} == {("route-policy P($as, $pref)",)}


def test_a_policy_without_an_end_stays_lines() -> None:
    text = "route-policy P\n  pass\n"
    assert render(parse(text, XR)) == text
    assert _items(text, text, XR) == []


def test_the_elements_of_a_set_may_stand_in_any_order() -> None:
    one = "prefix-set S\n  10.0.0.0/8 le 24,\n  10.1.0.0/16\nend-set\n!\nend\n"
    other = "prefix-set S\n  10.1.0.0/16,\n  10.0.0.0/8 le 24\nend-set\n!\nend\n"
    assert _items(one, other, XR) == []


@pytest.mark.parametrize(
    ("nos", "one", "other"),
    [
        (
            XR,
            "policy-map P\n class A\n !\n class B\n !\n class class-default\n !\n end-policy-map\n",
            "policy-map P\n class B\n !\n class A\n !\n class class-default\n !\n end-policy-map\n",
        ),
        (
            NXOS,
            "policy-map type qos P\n  class A\n    set cos 1\n  class B\n    set cos 2\n",
            "policy-map type qos P\n  class B\n    set cos 2\n  class A\n    set cos 1\n",
        ),
    ],
)
def test_the_order_of_classes_counts(nos: Platform, one: str, other: str) -> None:
    assert [told[0] for told in _items(one, other, nos)] == ["moved"]


def test_the_line_that_ends_a_map_is_no_line_of_it() -> None:
    text = "class-map match-any A\n match access-group ipv4 X\n end-class-map\n!\nend\n"
    (node,) = parse(text, XR).children
    assert [child.text for child in node.children] == ["match access-group ipv4 X"]
    assert node.close == " end-class-map"
    assert _items("end\n", text, XR) == [
        ("missing", (), "", "class-map match-any A"),
        ("missing", ("class-map match-any A",), "", "match access-group ipv4 X"),
    ]


def test_a_group_of_ios_xr_holds_its_sections() -> None:
    text = (
        "group CORE\n interface 'GigabitEthernet.*'\n  mtu 9192\n !\nend-group\n"
        "interface GigabitEthernet0/0/0/7\n shutdown\n!\nend\n"
    )
    group, port = parse(text, XR).children
    assert (group.text, group.close) == ("group CORE", " !\nend-group")
    assert _items(text.replace("9192", "1500"), text, XR) == [
        ("changed", ("group CORE", "interface 'GigabitEthernet.*'"), "mtu 1500", "mtu 9192")
    ]
    without = text.replace("interface GigabitEthernet0/0/0/7\n shutdown\n!\n", "")
    assert port.children[0].text == "shutdown"
    assert _items(without, text, XR) == []


def test_ranges_of_vlans_mean_their_vlans() -> None:
    one = "interface Ethernet1/1\n  switchport trunk allowed vlan 10-12,20\n"
    other = "interface Ethernet1/1\n  switchport trunk allowed vlan 10,11,12,20\n"
    assert _items(one, other, NXOS) == []


def test_a_scheduled_job_ends_where_it_says() -> None:
    text = "scheduler job name save\ncopy running-config startup-config\nend-job\nfeature bfd\n"
    job, feature = parse(text, NXOS).children
    assert (job.text, job.close, feature.text) == (
        "scheduler job name save",
        "end-job",
        "feature bfd",
    )
    assert [child.text for child in job.children] == ["copy running-config startup-config"]
