"""More lines are more work, and each as much: counted in calls, for seconds are the machine's."""

import gc
import re
import sys
from collections.abc import Callable
from functools import partial

import pytest

from netops.config.grammar import grammar
from netops.config.remediation import merge, remediate
from netops.platforms.registry import platform

IOS = platform("ios")
SOURCE = "10.0.0.9"
HEAD = (
    "username ops secret 9 x\nip access-list standard MGMT\n permit 10.0.0.0 0.0.0.255\n"
    "interface Vlan1\n ip address 10.0.0.2 255.255.255.0\n"
)
TAIL = (
    "ip route 0.0.0.0 0.0.0.0 10.0.0.1\nline vty 0 4\n access-class MGMT in\n transport input ssh\n"
)


def lines(form: str, count: int) -> str:
    return "".join(form.format(n=n, a=n // 250, b=n % 250) for n in range(count))


def routes_leave(count: int) -> tuple[str, str]:
    return HEAD + lines("ip route 11.{a}.{b}.0 255.255.255.0 Null0\n", count) + TAIL, HEAD + TAIL


def routes_of_a_vrf_are_others(count: int) -> tuple[str, str]:
    form = "ip route vrf RED 11.{a}.{b}.0 255.255.255.0 Null0\n"
    return HEAD + lines(form, count) + TAIL, HEAD + lines(form.replace("11.", "12."), count) + TAIL


def unknown_lines_are_others(count: int) -> tuple[str, str]:
    return HEAD + lines("frobnicate all a{n}\n", count) + TAIL, HEAD + lines(
        "frobnicate all b{n}\n", count
    ) + TAIL


def entries(count: int) -> list[str]:
    return lines(" permit tcp host 11.0.{a}.{b} any eq 22\n", count).splitlines(keepends=True)


def a_list_in_use_changes_in_the_middle(count: int) -> tuple[str, str]:
    old = entries(count)
    new = [*old[: count // 2], " permit icmp any any\n", *old[count // 2 :]]
    use = "interface GigabitEthernet0/1\n ip access-group X in\n"
    head = HEAD + "ip access-list extended X\n"
    return head + "".join(old) + use + TAIL, head + "".join(new) + use + TAIL


def a_numbered_list_gets_entries_without_numbers(count: int) -> tuple[str, str]:
    old = [f" {10 * n}{one}" for n, one in enumerate(entries(count), 1)]
    new = [*entries(count)[::2], " permit icmp any any\n"]
    head = HEAD + "ip access-list extended X\n"
    return head + "".join(old) + TAIL, head + "".join(new) + TAIL


def neighbours_of_one_router_change(count: int) -> tuple[str, str]:
    form = (
        " neighbor 11.0.{a}.{b} remote-as 65001\n neighbor 11.0.{a}.{b} description d{n}\n"
        " neighbor 11.0.{a}.{b} route-map IN in\n"
    )
    old = HEAD + "route-map IN permit 10\nrouter bgp 1\n" + lines(form, count) + TAIL
    return old, old.replace(" description d", " description e")


def ports_change(count: int) -> tuple[str, str]:
    form = "interface GigabitEthernet{a}/{b}\n description d{n}\n switchport access vlan 7\n"
    old = HEAD + lines(form, count) + TAIL
    return old, old.replace(" description d", " description e")


def one_port_of_many_changes(count: int) -> tuple[str, str]:
    old, _ = ports_change(count)
    return old, old.replace(" description d7\n", " description e\n")


SHAPES = [
    routes_leave,
    routes_of_a_vrf_are_others,
    unknown_lines_are_others,
    a_list_in_use_changes_in_the_middle,
    a_numbered_list_gets_entries_without_numbers,
    neighbours_of_one_router_change,
    ports_change,
    one_port_of_many_changes,
]


def work(deed: Callable[[], object]) -> int:
    """How many functions a deed calls, in Python and in C, with nothing kept from before.

    `re` keeps 512 patterns, so what the tests before compiled decides which of ours it compiles
    anew; a collection runs the finalizers of objects that are not ours.
    """
    grammar.cache_clear()
    re.purge()
    gc.collect()
    gc.disable()
    count = 0

    def seen(_frame: object, event: str, _detail: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        deed()
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


def growth(deed: Callable[[int], object]) -> float:
    """How much more the third hundred of lines costs than the second; 1 where work is linear."""
    first, second, third = (work(partial(deed, count)) for count in (60, 180, 300))
    return (third - second) / (second - first)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_more_lines_are_no_more_work_for_each(shape: Callable[[int], tuple[str, str]]) -> None:
    assert remediate(*shape(60), IOS, source=SOURCE).verdict == "proven"
    assert growth(lambda count: remediate(*shape(count), IOS, source=SOURCE)) < 1.3


def test_a_longer_snippet_is_no_more_work_for_each_line() -> None:
    def judged(count: int) -> object:
        snippet = "interface Vlan7\n" + lines(
            " ip address 11.{a}.{b}.1 255.255.255.0 secondary\n", count
        )
        return merge(HEAD + TAIL, snippet, IOS, source=SOURCE)

    assert growth(judged) < 1.3
