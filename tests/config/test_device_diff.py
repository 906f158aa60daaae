# ruff: noqa: E501 (config texts stay in one piece)
"""A device's diff says what was approved, in whatever shape it prints it."""

import difflib

import pytest

from netops.config.device_diff import UNREADABLE, expected, normalise
from netops.model.change import Mode
from netops.platforms.registry import platform

IOS, EOS = platform("ios"), platform("eos")
BASE = "hostname r1\ninterface GigabitEthernet0/1\n description a\nline vty 0 4\n transport input all\nend\n"
COMMANDS = (
    "hostname r2",
    "interface Gi0/1",
    " description b",
    "line vty 0 4",
    " no transport input",
    "banner motd ^C",
    "hello",
    "^C",
)


def _merge(text: str) -> str:
    return normalise(text, mode=Mode.MERGE, platform=IOS)


def test_an_ios_merge_lists_the_lines_of_the_file() -> None:
    want = expected(BASE, COMMANDS, "", mode=Mode.MERGE, platform=IOS)
    device = (
        "!List of Commands:\nhostname r2\ninterface Gi0/1\n description b\nline vty 0 4\n"
        " no transport input\nbanner motd ^C\nhello\n^C\nend\n"
    )
    napalm = (
        "+hostname r2\n+interface Gi0/1\n+ description b\n+line vty 0 4\n- no transport input\n"
        "+banner motd ^C\n+hello\n+^C"
    )
    assert _merge(device) == want == _merge(napalm)
    assert " +description b" in want.splitlines()


def test_a_line_that_is_there_already_is_not_in_the_merge_diff() -> None:
    want = expected(BASE, ("HOSTNAME R1", "ntp server 1.1.1.1"), "", mode=Mode.MERGE, platform=IOS)
    assert want == "+ntp server 1.1.1.1\n"


def test_another_line_is_another_diff() -> None:
    want = expected(BASE, COMMANDS, "", mode=Mode.MERGE, platform=IOS)
    assert _merge("+hostname r3") != want


def test_no_changes_is_an_empty_form() -> None:
    assert _merge("!List of Commands:\nend\n!No changes were found\n") == ""


@pytest.mark.parametrize("sign_first", [True, False])
def test_an_ios_replace_shows_signed_lines_under_their_headers(*, sign_first: bool) -> None:
    after = BASE.replace("description a", "description b").replace("hostname r1", "hostname r2")
    after = after.replace(
        "line vty", "interface Loopback5\n shutdown\nbanner motd #\nhi\n#\nline vty"
    )
    want = expected(BASE, (), after, mode=Mode.REPLACE, platform=IOS)
    inner = (
        ["+ description b", "- description a"]
        if sign_first
        else [" +description b", " -description a"]
    )
    device = "\r\n".join(
        [
            "!Contextual Config Diffs:",
            "+hostname r2",
            "interface GigabitEthernet0/1",
            *inner,
            "+interface Loopback5",
            "+ shutdown",
            "+banner motd #",
            "+hi",
            "+#",
            "-hostname r1",
        ]
    )
    assert normalise(device, mode=Mode.REPLACE, platform=IOS) == want


def test_a_section_that_was_emptied_is_not_a_section_that_went() -> None:
    base = "interface Loopback5\n shutdown\nhostname r1\n"
    gone = expected(base, (), "hostname r1\n", mode=Mode.REPLACE, platform=IOS)
    emptied = expected(
        base, (), "interface Loopback5\nhostname r1\n", mode=Mode.REPLACE, platform=IOS
    )
    assert gone != emptied


EOS_BASE = (
    "! Command: show running-config\n! device: sw1\n!\nhostname sw1\n!\n"
    "interface Ethernet1\n   description one\n   mtu 9000\n   no switchport\n   ip address 10.0.0.1/31\n!\n"
    "interface Ethernet2\n   description two\n   mtu 9000\n   no switchport\n   ip address 10.0.0.3/31\n!\nend\n"
)


def _device(after: str) -> str:
    old, new = (text.splitlines()[2:] for text in (EOS_BASE, after))
    return "\n".join(difflib.unified_diff(old, new, "a", "b", lineterm=""))


def _eos(text: str, base: str = EOS_BASE) -> str:
    return normalise(text, mode=Mode.MERGE, platform=EOS, base=base)


def test_an_eos_diff_is_played_on_the_base() -> None:
    predicted = EOS_BASE.replace("end\n", "interface Loopback1\n   description new\nend\n")
    predicted = predicted.replace("ip address 10.0.0.3/31", "ip address 10.0.0.5/31")
    shown = EOS_BASE.replace(
        "interface Ethernet2", "interface Loopback1\n   description new\n!\ninterface Ethernet2"
    ).replace("ip address 10.0.0.3/31", "ip address 10.0.0.5/31")
    want = expected(EOS_BASE, (), predicted, mode=Mode.MERGE, platform=EOS)
    assert _eos(_device(shown)) == want
    assert "interface Ethernet2\n +ip address 10.0.0.5/31\n" in want


def test_the_same_line_in_another_section_is_another_diff() -> None:
    first = _device(EOS_BASE.replace("ip address 10.0.0.1/31", "ip address 10.0.0.5/31"))
    second = _device(EOS_BASE.replace("ip address 10.0.0.3/31", "ip address 10.0.0.5/31"))
    assert _eos(first) != _eos(second)


def test_an_eos_diff_without_its_first_two_lines_reads_the_same() -> None:
    text = _device(EOS_BASE.replace("hostname sw1", "hostname sw2"))
    assert _eos("\n".join(text.splitlines()[2:])) == _eos(text)


def test_a_diff_that_does_not_fit_the_base_equals_nothing() -> None:
    text = _device(EOS_BASE.replace("hostname sw1", "hostname sw2"))
    assert _eos(text, base="hostname other\n") == UNREADABLE


def test_no_eos_diff_is_an_empty_form() -> None:
    assert _eos("") == ""
