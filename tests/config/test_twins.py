"""What two texts spell alike is loaded once, and still nobody changes what the other holds."""

from netops.config.commands import Command
from netops.config.grammar import grammar
from netops.config.meaning import State
from netops.config.show import render_state
from netops.config.simulate import apply
from netops.config.tree import parse
from netops.config.twins import states
from netops.platforms.registry import platform

PORT = "interface GigabitEthernet0/1\n description uplink\n mtu 9000\n"
VLAN = "vlan 10\n name users\n"


def both(one: str, other: str, name: str = "cisco_ios") -> list[State]:
    nos = platform(name)
    return states(grammar(nos), *(parse(text, nos).children for text in (one, other)))


def same_item(one: str, other: str, key: str, name: str = "cisco_ios") -> bool:
    here, there = both(one, other, name)
    return here.top.items[key] is there.top.items[key]


def test_a_section_spelled_alike_is_one_thing_wherever_it_stands() -> None:
    assert same_item(PORT, f"hostname r1\n{PORT}", "interface GigabitEthernet0/1")
    other = PORT.replace("9000", "1500")
    assert not same_item(PORT, other, "interface GigabitEthernet0/1")


def test_a_section_that_comes_from_several_blocks_is_loaded_for_each_text() -> None:
    more = f"{PORT}interface GigabitEthernet0/1\n shutdown\n"
    assert not same_item(more, PORT, "interface GigabitEthernet0/1")
    assert not same_item(PORT, more, "interface GigabitEthernet0/1")
    here, there = both(PORT, more)
    lines = [one.top.items["interface GigabitEthernet0/1"].section for one in (here, there)]
    assert [len(one.items) for one in lines if one is not None] == [2, 3]


def test_a_list_in_two_forms_and_a_range_of_vlans_have_a_share_in_a_section() -> None:
    nested = "ip access-list extended 101\n permit ip any any\n"
    flat = f"{nested}access-list 101 deny ip any any\n"
    assert not same_item(flat, nested, "ip access-list extended 101")
    assert not same_item(f"{VLAN}vlan 10-11\n", VLAN, "vlan 10")
    assert same_item(VLAN, VLAN, "vlan 10")


def test_where_other_lines_decide_what_a_section_holds_each_text_has_its_own() -> None:
    port = "interface Ethernet1/1\n  description uplink\n"
    assert not same_item(port, port, "interface Ethernet1/1", "cisco_nxos")


def test_a_command_changes_the_text_that_takes_it_and_not_the_other() -> None:
    here, there = both(PORT, f"hostname r2\n{PORT}")
    for one, other, value in ((here, there, 1500), (there, here, 1400)):
        before = render_state(other)
        apply(one, Command(("interface GigabitEthernet0/1",), f"mtu {value}"))
        assert f" mtu {value}\n" in render_state(one)
        assert render_state(other) == before
