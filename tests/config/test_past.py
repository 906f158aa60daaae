"""What another tool kept of a device that may have been another one then."""

from itertools import product
from pathlib import Path

import pytest

from netops.config.clean import canonical
from netops.config.past import past_text
from netops.platforms.registry import PLATFORMS, platform
from netops.platforms.spec import Platform
from tests.platforms import junos_lines, secret_lines
from tests.platforms.secret_lines_nxos import NXOS_SECRETS
from tests.platforms.secret_lines_xr import XR_SECRETS

KEY = b"a key of this test"
IOS, JUNOS = platform("cisco_ios"), platform("juniper_junos")
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
OTHERS = [(then, now) for then, now in product(SECRETS, PLATFORMS) if then != now]


def kept(name: str) -> str:
    return (Path(__file__).parents[2] / "lab" / "configs" / f"{name}.cfg").read_text()


@pytest.mark.parametrize("sign", [True, False])
@pytest.mark.parametrize(("then", "now"), OTHERS)
def test_no_secret_of_a_former_platform_is_left(then: str, now: str, *, sign: bool) -> None:
    for secret in SECRETS[then]:
        text = past_text(f"{SIGNS[then]}\n{secret}" if sign else secret, platform(now), KEY)
        assert text is None or "S3cr3tV4lue" not in text, secret


@pytest.mark.parametrize("now", PLATFORMS.values(), ids=lambda nos: nos.name)
@pytest.mark.parametrize("name", LAB)
def test_a_whole_config_is_read_as_what_it_was(name: str, now: Platform) -> None:
    text, then = kept(name), platform(LAB[name])
    bare = "".join(f"{line}\n" for line in text.splitlines() if line[:1] not in {"!", "#"})
    assert past_text(bare, now, KEY) == canonical(bare, then, KEY)


def test_a_text_with_the_signs_of_two_platforms_is_masked_by_the_rules_of_all() -> None:
    both = f"version 15.9\n{kept('par3-edge1')}set snmp community S3cr3tV4lue\n"
    text = past_text(both, IOS, KEY)
    assert text is None or "S3cr3tV4lue" not in text


def test_a_line_that_no_rule_masks_withholds_the_text_whatever_it_was() -> None:
    hidden = "crypto isakmp whatever AbC123dEf456GhI789jKl012MnO345pQr\n"
    assert past_text(f"version 15.9\n{hidden}", IOS, KEY) is None
    assert past_text(hidden, JUNOS, KEY) is None


def test_a_comment_that_says_a_secret_withholds_the_text() -> None:
    assert past_text("version 15.9\nhostname r1\n!enable secret Hidden0ne\n", IOS, KEY) is None


def test_a_secret_that_a_tool_left_out_gets_no_digest() -> None:
    assert past_text("enable secret <removed>\n", JUNOS, KEY) == "enable secret <secret>\n"


def test_a_text_without_a_secret_is_as_it_was_kept() -> None:
    assert past_text("! kept\r\nhostname r1\r\nend\r\n", IOS, KEY) == "hostname r1\nend\n"
