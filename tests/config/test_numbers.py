"""Entries whose numbers the device keeps to itself: a number counts only where it is known."""

import pytest

from netops.config.commands import NotUnderstood
from netops.config.remediation import merge, remediate
from netops.config.simulate import simulate
from netops.platforms.registry import platform

IOS = platform("cisco_ios")
LIST = """\
ip access-list extended EDGE
 permit tcp any host 192.0.2.80 eq 443
 deny ip any any log
interface GigabitEthernet0/1
 ip access-group EDGE in
"""
COUNT = "ip access-list resequence EDGE 10 10"
INSERT = ("ip access-list extended EDGE", " 15 permit icmp any any")


def test_an_entry_goes_to_its_number_once_the_list_is_counted() -> None:
    found = simulate(LIST, (COUNT, *INSERT), IOS)
    assert found == LIST.replace(" deny", " permit icmp any any\n deny")


def test_a_list_that_shows_its_numbers_shows_the_new_ones() -> None:
    shown = "ip access-list extended EDGE\n 7 permit tcp any any eq 22\n 9 deny ip any any log\n"
    found = simulate(shown, ("ip access-list resequence EDGE 100 50",), IOS)
    assert found == shown.replace(" 7 ", " 100 ").replace(" 9 ", " 150 ")


@pytest.mark.parametrize("line", [" 15 permit icmp any any", " no 20"])
def test_a_number_that_the_device_does_not_show_is_nobodys_guess(line: str) -> None:
    with pytest.raises(NotUnderstood, match="does not show which entry has which number"):
        simulate(LIST, ("ip access-list extended EDGE", line), IOS)


def test_a_snippet_with_such_a_number_is_refused() -> None:
    found = merge(LIST, "\n".join(INSERT), IOS, source="10.0.0.9")
    assert found.verdict == "refused"
    assert "does not show which entry has which number" in found.reason
    counted = merge(LIST, "\n".join((COUNT, *INSERT)), IOS, source="10.0.0.9")
    assert counted.verdict == "proven"


def test_numbers_stay_unknown_in_a_list_with_a_remark() -> None:
    # Older releases give a remark no number, newer ones do.
    running = LIST.replace(" permit", " remark the web server\n permit")
    with pytest.raises(NotUnderstood, match="which entry has which number"):
        simulate(running, (COUNT, *INSERT), IOS)
    intended = running.replace(" deny", " permit icmp any any\n deny")
    found = remediate(running, intended, IOS, source="10.0.0.9")
    assert found.verdict == "proven"
    assert not any("resequence" in line for line in found.commands)


def test_the_numbers_of_a_list_that_the_plan_wrote_are_known() -> None:
    written = ("ip access-list extended NEW", " permit tcp any any eq 22", " deny ip any any")
    found = simulate("", (*written, " 15 permit tcp any any eq 443"), IOS)
    assert found.splitlines()[2] == " permit tcp any any eq 443"


def test_a_list_that_is_not_there_cannot_be_counted() -> None:
    with pytest.raises(NotUnderstood, match="there is no `ip access-list extended OTHER`"):
        simulate(LIST, ("ip access-list resequence OTHER 10 10",), IOS)


def test_entries_that_no_step_has_room_for_are_written_behind_one_another() -> None:
    many = [f" permit tcp any any eq {port}\n" for port in range(1, 1100)]
    intended = LIST.replace(" deny", f"{''.join(many)} deny")
    found = remediate(LIST, intended, IOS, source="10.0.0.9")
    assert found.verdict == "proven"
    assert not any("resequence" in line for line in found.commands)
