"""What a device showed is believed only when it is whole and its own."""

from dataclasses import replace

import pytest

from netops.config.listing import listing, stable
from netops.config.whole import doubt, unproven
from netops.errors import Cause
from netops.model.device import Device, Identity
from netops.platforms.registry import platform

IOS = platform("ios")
DEVICE = Device("r1", "cisco_ios", "127.0.0.1", 22, "ams1", "edge")
IDENTITY = Identity("r1", "SN1", "15.9")
GOOD = "Building configuration...\n!\nhostname r1\ninterface Gi0/1\n shutdown\n!\nend\n"


def _doubt(
    text: str, *, device: Device = DEVICE, identity: Identity = IDENTITY
) -> tuple[Cause, str] | None:
    return doubt(stable(listing(text, IOS)), device=device, identity=identity)


def test_a_whole_config_is_believed() -> None:
    assert _doubt(GOOD) is None


def test_a_prompt_like_banner_line_does_not_end_the_config() -> None:
    text = GOOD.replace("!\nend", "banner motd ^C\nr1#\nend\n^C\n!\nend")
    assert _doubt(text) is None


@pytest.mark.parametrize(
    ("text", "cause", "words"),
    [
        ("", Cause.NOT_WHOLE, "empty"),
        ("\n \n", Cause.NOT_WHOLE, "empty"),
        (GOOD.removesuffix("end\n"), Cause.NOT_WHOLE, "cut short"),
        (GOOD + GOOD, Cause.NOT_WHOLE, "more follows"),
        ("% Invalid input detected at '^' marker.\n", Cause.REFUSED, "line 1"),
        ("% Authorization failed.\n", Cause.REFUSED, "error message"),
        (GOOD.replace("hostname r1\n", ""), Cause.NOT_WHOLE, "no hostname"),
        (GOOD.replace("hostname r1", "hostname r2"), Cause.WRONG_DEVICE, "r2"),
    ],
)
def test_what_is_not_whole_is_doubted(text: str, cause: Cause, words: str) -> None:
    found = _doubt(text)
    assert found is not None
    assert found[0] is cause
    assert words in found[1]


def test_another_devices_serial_is_doubted() -> None:
    device = Device("r1", "cisco_ios", "127.0.0.1", 22, "ams1", "edge", serial="SN9")
    found = _doubt(GOOD, device=device)
    assert found is not None
    assert found[0] is Cause.WRONG_DEVICE


def test_a_known_serial_speaks_for_a_device_of_another_name() -> None:
    device = Device("edge-1", "cisco_ios", "127.0.0.1", 22, "ams1", "edge", serial="SN1")
    assert _doubt(GOOD, device=device) is None


def test_an_unknown_serial_needs_the_name_of_the_inventory() -> None:
    device = Device("edge-1", "cisco_ios", "127.0.0.1", 22, "ams1", "edge")
    found = _doubt(GOOD, device=device)
    assert found is not None
    assert "the inventory has edge-1" in found[1]


@pytest.mark.parametrize(
    ("configured", "told", "known", "stranger"),
    [
        ("sw1.berlin", "sw1.berlin", "sw1.paris", "sw1.berlin answers"),
        ("sw1", "sw1.berlin", "sw1.paris", "sw1.berlin answers"),
        ("sw1.berlin", "sw1.paris", "sw1.paris", "came from sw1.paris"),
        ("sw1.paris.", "SW1.Paris", "sw1.paris", ""),
        ("sw1", "sw1", "sw1.paris", ""),
        ("sw1.paris", "sw1", "sw1", ""),
    ],
)
def test_two_names_with_a_domain_are_compared_whole(
    configured: str, told: str, known: str, stranger: str
) -> None:
    device = replace(DEVICE, name=known)
    text = GOOD.replace("hostname r1", f"hostname {configured}")
    found = _doubt(text, device=device, identity=replace(IDENTITY, hostname=told))
    assert (found is None) == (not stranger)
    assert found is None or (found[0] is Cause.WRONG_DEVICE and stranger in found[1])


def _unproven(text: str, last: str | None, *, end: str = "end", way: str = "ssh") -> str:
    nos = replace(IOS, capture=replace(IOS.capture, end=end, framed=("netconf",)))
    return unproven(text, nos, last=last, way=way)


def test_a_config_that_lost_a_third_of_its_lines_is_read_again() -> None:
    last = GOOD + "".join(f"ip route 10.{n}.0.0 255.255.0.0 Null0\n" for n in range(20))
    assert _unproven(GOOD, last) == "20 of 27 lines fewer than the last good config"
    assert _unproven(last, GOOD) == ""
    assert _unproven(GOOD, None) == ""
    assert _unproven(last.replace("10.1.", "11.1."), last) == ""


def test_a_config_that_does_not_say_where_it_ends_is_read_again() -> None:
    assert "where it ends" in _unproven(GOOD, None, end="")
    assert "where it ends" in _unproven(GOOD, "hostname r0\n", end="")


def test_a_config_that_did_not_change_or_came_in_a_frame_is_read_once() -> None:
    assert _unproven(GOOD, GOOD, end="") == ""
    assert _unproven(GOOD, None, end="", way="netconf") == ""
