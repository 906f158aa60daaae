"""Junos texts: braces and `set` lines, comments, strings over many lines, coded passwords."""

from pathlib import Path

import pytest

from netops.config.clean import canonical
from netops.config.drift import drift
from netops.config.encodings import dollar9
from netops.config.leaks import leaks
from netops.config.listing import listing, stable
from netops.config.redact import digest, redact
from netops.config.tree import parse, render
from netops.config.whole import doubt
from netops.errors import Cause
from netops.model.config import ConfigKind
from netops.model.device import Device, Identity
from netops.platforms.registry import platform
from tests.platforms.junos_lines import JUNOS_PLAIN, JUNOS_SECRETS, texts

JUNOS = platform("junos")
KEY = b"a key of this test"
DEVICE = Device("r1", "juniper_junos", "192.0.2.1", 830, "par3", "edge")
IDENTITY = Identity("r1", "SN1", "21.4R3")
GOOD = """\
## Last commit: 2026-03-01 12:00:00 UTC by ana
version 21.4R3;
groups {
    other {
        system {
            host-name r1-re1;
        }
    }
}
system {
    host-name r1;
    /* a note
       over two lines { */
    login {
        message "unauthorized use
of r1 } is forbidden";
    }
}
"""


def doubted(text, identity=IDENTITY):
    return doubt(stable(listing(text, JUNOS)), device=DEVICE, identity=identity)


@pytest.mark.parametrize("text", texts(JUNOS_SECRETS))
def test_a_secret_is_masked_for_good(text):
    masked = redact(text, JUNOS, KEY)
    assert "S3cr3tV4lue" not in masked
    assert "<secret:" in masked
    assert redact(masked, JUNOS, KEY) == masked
    assert leaks(masked, JUNOS) == ()


@pytest.mark.parametrize("text", texts(JUNOS_PLAIN))
def test_a_statement_without_a_secret_survives(text):
    assert redact(text, JUNOS, KEY) == text
    assert leaks(text, JUNOS) == ()


def test_the_tables_are_long():
    assert len(set(texts(JUNOS_SECRETS))) >= 60
    assert len(set(texts(JUNOS_PLAIN))) >= 40


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("$9$LbHX-wg4Z", "lc"),
        ("$9$FNkC3/t1IcevLuOWx", "hello"),
        ("$9$o1aGiPfz/Cuk.tO", "hello"),
        ("$9$", None),
        ("hello", None),
        ("$9$not a code", None),
        ("$9$LbHX-wg4", None),
        ("$9$Q", None),
        ("$9$QzzzQQQ", None),
    ],
)
def test_a_code_that_anybody_can_read_is_read(coded, plain):
    assert dollar9(coded) == plain


def test_a_password_that_is_coded_anew_has_the_same_digest():
    one = redact('secret "$9$FNkC3/t1IcevLuOWx"; ## SECRET-DATA\n', JUNOS, KEY)
    two = redact('secret "$9$o1aGiPfz/Cuk.tO"; ## SECRET-DATA\n', JUNOS, KEY)
    assert one == two == f"secret {digest('hello', KEY)}; ## SECRET-DATA\n"


def test_a_config_whose_braces_match_is_believed():
    assert doubted(GOOD) is None


def test_of_two_routing_engines_the_one_that_answers_is_meant():
    found = doubted(GOOD, Identity("r1-re1", "SN1", "21.4R3"))
    assert found is not None
    assert found[1] == "r1-re1 answers where the inventory has r1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.removesuffix("}\n"), "line 10 is not closed: cut short"),
        (GOOD + "}\n", "line 19 closes a section that no line opens"),
        ("error: permission denied\n", "line 1 is an error message"),
        (GOOD.replace("host-name r1;", "no-ping;"), "the config of r1-re1 came from r1"),
        ("system {\n    no-ping;\n}\n", "names no hostname"),
        ("access {\n    host-name r1;\n}\n", "names no hostname"),
    ],
)
def test_what_is_not_whole_is_doubted(text, words):
    found = doubted(text)
    assert found is not None
    assert found[0] in {Cause.NOT_WHOLE, Cause.REFUSED, Cause.WRONG_DEVICE}
    assert words in found[1]


def test_the_line_that_names_the_last_commit_is_left_out():
    assert canonical(GOOD, JUNOS, KEY) == GOOD.partition("\n")[2]


def test_sections_and_long_strings_come_out_of_the_tree_as_they_went_in():
    assert render(parse(GOOD, JUNOS)) == canonical(GOOD, JUNOS, KEY)


def test_a_private_key_in_a_string_over_many_lines_is_found():
    text = 'local {\n    "-----BEGIN RSA PRIVATE KEY-----\nMIIC\n-----END";\n}\n'
    assert [line.number for line in leaks(redact(text, JUNOS, KEY), JUNOS)] == [2]


def test_a_changed_statement_is_drift_in_its_section():
    wanted = GOOD.replace("host-name r1;", "host-name r1;\n    no-redirects;")
    found = drift(GOOD, wanted, JUNOS, device="r1", against=ConfigKind.INTENDED)
    assert [(item.kind, item.section) for item in found.items] == [("missing", ("system",))]


def test_terms_that_change_their_places_are_drift():
    terms = ["        term A {\n            then accept;\n        }\n"]
    terms.append(terms[0].replace("A {", "B {").replace("accept", "reject"))
    text = "policy-options {{\n    policy-statement P {{\n{}{}    }}\n}}\n"
    running, wanted = text.format(*terms), text.format(*reversed(terms))
    found = drift(running, wanted, JUNOS, device="r1", against=ConfigKind.INTENDED)
    assert {item.kind for item in found.items} == {"moved"}
    assert drift(running, running, JUNOS, device="r1", against=ConfigKind.INTENDED).items == ()


def test_statements_outside_such_lists_may_stand_in_any_order():
    running = "system {\n    no-redirects;\n    services {\n        ssh;\n    }\n}\n"
    wanted = "system {\n    services {\n        ssh;\n    }\n    no-redirects;\n}\n"
    found = drift(running, wanted, JUNOS, device="r1", against=ConfigKind.INTENDED)
    assert found.items == ()


@pytest.mark.parametrize("name", ["par3-edge1", "par3-edge2"])
def test_a_whole_router_is_clean(name):
    text = (Path(__file__).parents[2] / "lab" / "configs" / f"{name}.cfg").read_text()
    clean = canonical(text, JUNOS, KEY)
    assert "labSecret" not in clean
    assert leaks(clean, JUNOS) == ()
    assert render(parse(clean, JUNOS)) == clean
    found = doubt(
        stable(listing(text, JUNOS)),
        device=Device(name, "juniper_junos", "192.0.2.1", 830, "par3", "edge"),
        identity=Identity(name, "SN1", "21.4R3"),
    )
    assert found is None
