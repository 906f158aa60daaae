"""A text that names secrets by digest gets their values back from a config that holds them."""

from dataclasses import replace

import pytest

from netops.config.redact import redact
from netops.config.unmask import masked, named, unmask
from netops.platforms.registry import platform
from netops.platforms.spec import Secret

IOS = platform("cisco_ios")
RESALTING = replace(
    IOS, secrets=(*IOS.secrets, Secret(r"gadget key (?P<secret>\S+)", resalted=True))
)
KEY = b"k" * 32
EXACT = """\
username bob privilege 15 secret 9 $9$labSecretBob
snmp-server community labSecretRO RO 10
interface GigabitEthernet0/1
 ip ospf message-digest-key 1 md5 7 094F471A1A0A
"""


def test_a_text_without_digests_is_left_alone():
    assert unmask(EXACT, "", IOS, KEY) is EXACT


def test_every_value_comes_back_from_the_config_that_holds_it():
    assert unmask(redact(EXACT, IOS, KEY), EXACT, IOS, KEY) == EXACT


def test_a_digest_that_the_source_does_not_hold_stays_and_is_found():
    adopted = redact("snmp-server community other RO 10\n", IOS, KEY)
    left = unmask(adopted, EXACT, IOS, KEY)
    assert left == adopted
    assert [line.number for line in masked(left)] == [1]


@pytest.mark.parametrize("trailing", [" ", "\t"])
def test_blanks_at_the_end_of_a_line_are_no_part_of_a_secret(trailing):
    source = f"enable secret 9 $9$labSecretEnable{trailing}\n"
    adopted = redact("enable secret 9 $9$labSecretEnable\n", IOS, KEY)
    assert unmask(adopted, source, IOS, KEY) == "enable secret 9 $9$labSecretEnable\n"


def test_blank_lines_and_headers_of_a_terminal_do_not_shift_the_lines():
    shown = f"Building configuration...\n\nCurrent configuration : 99 bytes\n!\n{EXACT}\n\n"
    assert unmask(redact(EXACT, IOS, KEY), shown, IOS, KEY) == EXACT


def test_what_a_device_salts_anew_never_comes_back_and_is_found():
    source = EXACT + "gadget key Zx81\n"
    left = unmask(redact(source, RESALTING, KEY), source, RESALTING, KEY)
    assert left == EXACT + "gadget key <secret>\n"
    assert [line.number for line in masked(left)] == [5]


def test_a_value_comes_back_only_where_it_is_written_the_same_way():
    source = "line vty 0 4\n password 7 094F471A1A0A\n"
    other = redact("line con 0\n password 7 0822455D0A16 \n password 0 cisco\n", IOS, KEY)
    left = unmask(other, source, IOS, KEY)
    assert left.startswith("line con 0\n password 7 094F471A1A0A \n password 0 <secret:")


def test_a_value_moves_to_a_line_that_the_source_does_not_have():
    wanted = redact("snmp-server community labSecretRO RO 20\n", IOS, KEY)
    assert unmask(wanted, EXACT, IOS, KEY) == "snmp-server community labSecretRO RO 20\n"


def test_a_value_that_a_variable_holds_is_named_by_it():
    text = redact(EXACT, IOS, KEY)
    values = {"RO": "labSecretRO", "AGAIN": "labSecretRO", "BOB": "$9$labSecretBob", "NO": "x"}
    said = named(text, values, IOS, KEY)
    assert "snmp-server community <env:AGAIN> RO 10\n" in said
    assert "secret 9 <env:BOB>\n" in said
    assert [line.number for line in masked(said)] == [4]


def test_a_coded_value_is_named_only_by_a_variable_that_holds_the_code():
    text = redact("line con 0\n password 7 0822455D0A16\n password 0 cisco\n", IOS, KEY)
    plain, coded = (named(text, {"P": value}, IOS, KEY) for value in ("cisco", "094F471A1A0A"))
    assert plain.endswith("\n password 0 <env:P>\n")
    assert " password 7 <secret:" in plain
    assert coded.startswith("line con 0\n password 7 <env:P>\n password 0 <secret:")


def test_junos_takes_a_plain_value_where_it_shows_a_coded_one():
    junos = platform("juniper_junos")
    assert junos.encoding == "$9$"
    text = redact('secret "$9$JHGkPz36tpBUj";\n', junos, KEY)
    assert named(text, {"K": "$9$JHGkPz36tpBUj"}, junos, KEY) == "secret <env:K>;\n"
