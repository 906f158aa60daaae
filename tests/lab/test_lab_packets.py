"""A list on the port by which a session comes in is asked about its first packet."""

import pytest

from lab.sim.engine import load
from lab.sim.ios import facts
from lab.sim.packets import comes_in

PORT = """\
interface GigabitEthernet0/1
 ip address 192.0.2.1 255.255.255.0
 ip access-group OUTSIDE in
interface GigabitEthernet0/0
 ip address 10.0.0.2 255.255.255.0
 ip access-group INSIDE in
"""


@pytest.mark.parametrize(
    ("entry", "is_in"),
    [
        ("permit tcp 10.0.0.0 0.0.0.255 host 10.0.0.2 eq 22", True),
        ("permit tcp 10.0.0.0 0.0.0.255 host 10.0.0.3 eq 22", False),
        ("permit tcp any any eq www", False),
        ("permit tcp any any eq www ssh", True),
        ("permit tcp any any established", False),
        ("permit tcp any range 1024 65535 any range 20 25", True),
        ("permit tcp any lt 1024 any", False),
        ("permit tcp any gt 1023 any neq 23", True),
        ("permit udp any any", False),
        ("permit ip 10.0.0.0/24 any log", True),
        ("remark nobody", True),
    ],
)
def test_the_first_entry_that_fits_a_syn_decides(entry, is_in):
    text = f"ip access-list extended INSIDE\n {entry}\n{PORT}"
    root = load(facts.GRAMMAR, text.splitlines(), lambda *_: None)
    assert comes_in(root, "10.0.0.9", 22) is is_in


def test_a_standard_list_knows_sources_only():
    text = f"ip access-list standard INSIDE\n permit 10.0.0.0 0.0.0.255\n{PORT}"
    root = load(facts.GRAMMAR, text.splitlines(), lambda *_: None)
    assert comes_in(root, "10.0.0.9", 22)
    assert comes_in(root, "10.0.0.9", 443)
