"""The lab's devices are hardened: nothing of severity high or above may fail on them."""

from pathlib import Path

import pytest
from configs import judged
from emulated import Emulated

from netops.config.clean import canonical
from netops.model.finding import Result, Severity
from netops.platforms.registry import PLATFORMS
from netops.sources.rules import library

# The devices whose platform the rules speak of; the lab has more.
CONFIGS = Path(__file__).parents[2] / "lab" / "configs"
LAB = sorted(path for site in ("ams1", "fra2") for path in CONFIGS.glob(f"{site}-*.cfg"))


def test_there_are_eight_of_them():
    assert len(LAB) == 8


@pytest.mark.parametrize("path", LAB, ids=lambda path: path.stem)
def test_no_rule_of_severity_high_fails(path):
    platform, text = stored(path)
    failed = [
        (one.rule, one.section, one.why)
        for one in judged(library(), text, platform)
        if one.result in (Result.FAIL, Result.ERROR) and one.severity >= Severity.HIGH
    ]
    assert failed == []


# What the lab's scenarios type on a device, and the rules that notice.
TYPED = {
    "telnet-and-rw": (
        {
            "cisco_ios": [
                "line vty 0 4",
                " transport input telnet ssh",
                "snmp-server community X RW",
            ],
            "arista_eos": ["management telnet", "   no shutdown", "snmp-server community X rw"],
        },
        {"vty-telnet", "snmp-write", "snmp-community-filter"},
    ),
    "vty-filter-removed": (
        {
            "cisco_ios": ["line vty 0 4", " no access-class MGMT-IN in"],
            "arista_eos": ["management ssh", "   no ip access-group MGMT-IN in"],
        },
        {"vty-filter"},
    ),
    "acl-opened": (
        {
            "cisco_ios": ["ip access-list standard MGMT-IN", " 5 permit any"],
            "arista_eos": ["ip access-list standard MGMT-IN", "   5 permit any"],
        },
        {"vty-filter-open"},
    ),
}


@pytest.mark.parametrize("scenario", TYPED)
@pytest.mark.parametrize("path", LAB, ids=lambda path: path.stem)
def test_what_an_intruder_types_is_noticed(path, scenario):
    typed, noticed = TYPED[scenario]
    platform, text = stored(path)
    device = Emulated(platform, path.read_text())
    device.take(typed[platform])
    after = canonical(device.memory, PLATFORMS[platform], b"key")
    before, now = ({rule for rule, _ in failing(one, platform)} for one in (text, after))
    assert now - before == noticed


def stored(path):
    platform = "arista_eos" if "core" in path.stem else "cisco_ios"
    return platform, canonical(path.read_text(), PLATFORMS[platform], b"key")


def failing(text, platform):
    found = judged(library(), text, platform)
    return {(one.rule, one.section) for one in found if one.result is Result.FAIL}
