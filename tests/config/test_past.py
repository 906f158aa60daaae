"""What another tool kept of a device that may have been another one then."""

from pathlib import Path

import pytest

from netops.config.clean import canonical
from netops.config.past import past_text
from netops.platforms.registry import PLATFORMS, platform
from tests.platforms import junos_lines, secret_lines
from tests.platforms.secret_lines_nxos import NXOS_SECRETS
from tests.platforms.secret_lines_xr import XR_SECRETS

KEY = b"a key of this test"
LAB = {
    "ams1-edge1": "cisco_ios",
    "ams1-core1": "arista_eos",
    "lon4-leaf1": "cisco_nxos",
    "zrh5-pe1": "cisco_xr",
    "par3-edge1": "juniper_junos",
}
SECRETS = {
    "cisco_ios": secret_lines.texts(secret_lines.IOS_SECRETS),
    "arista_eos": secret_lines.texts(secret_lines.EOS_SECRETS),
    "frr": secret_lines.texts(secret_lines.FRR_SECRETS),
    "cisco_nxos": secret_lines.texts(NXOS_SECRETS),
    "cisco_xr": secret_lines.texts(XR_SECRETS),
    "juniper_junos": junos_lines.texts(junos_lines.JUNOS_SECRETS),
}
SIGNS = {
    "cisco_ios": "version 15.9",
    "arista_eos": "service routing protocols model multi-agent",
    "frr": "frr version 8.4.4",
    "cisco_nxos": "version 9.3(8) Bios:version",
    "cisco_xr": "interface MgmtEth0/RP0/CPU0/0",
    "juniper_junos": "version 21.4R3-S4.9;",
}


def kept(name: str) -> str:
    return (Path(__file__).parents[2] / "lab" / "configs" / f"{name}.cfg").read_text()


def test_every_platform_has_signs() -> None:
    assert {nos.name for nos in PLATFORMS.values() if nos.signs} == set(PLATFORMS) == set(SIGNS)


@pytest.mark.parametrize("then", SECRETS)
def test_no_secret_is_left_whatever_the_device_was(then: str) -> None:
    for secret in SECRETS[then]:
        text = past_text(f"{SIGNS[then]}\n{secret}", KEY)
        assert text is None or ("S3cr3tV4lue" not in text and "<secret" in text), secret


@pytest.mark.parametrize("name", LAB)
def test_a_whole_config_is_read_as_what_it_was(name: str) -> None:
    text, then = kept(name), platform(LAB[name])
    bare = "".join(f"{line}\n" for line in text.splitlines() if line[:1] not in {"!", "#"})
    assert past_text(bare, KEY) == canonical(bare, then, KEY)


@pytest.mark.parametrize("signs", ["", "version 15.9\nversion 21.4R3-S4.9;\n"])
def test_a_text_with_the_signs_of_no_platform_or_of_two_is_withheld(signs: str) -> None:
    assert past_text(f"{signs}set vpn psksecret S3cr3tV4lue\n", KEY) is None


def test_a_line_that_no_rule_masks_withholds_the_text() -> None:
    hidden = "crypto isakmp whatever AbC123dEf456GhI789jKl012MnO345pQr\n"
    assert past_text(f"version 15.9\n{hidden}", KEY) is None


def test_a_comment_that_says_a_secret_withholds_the_text() -> None:
    assert past_text("version 15.9\nhostname r1\n!enable secret Hidden0ne\n", KEY) is None


def test_a_text_without_a_secret_is_as_it_was_kept() -> None:
    text = "! kept\r\nversion 15.9\r\nhostname r1\r\nend\r\n"
    assert past_text(text, KEY) == "version 15.9\nhostname r1\nend\n"
