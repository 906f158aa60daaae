"""Which sections an intended config speaks of, as the inventory says it, mistakes included."""

from pathlib import Path

import pytest

from netops.errors import InputError
from netops.sources.inventory import inventory

DEFAULTS = "username: env:U\npassword: env:P\n"
GROUPS = "edge:\n  data:\n    role: edge\n    partial: true\n    owned: [ntp, line vty]\n"
HOST = "r1:\n  hostname: 192.0.2.1\n  platform: ios\n  groups: [edge]\n  data:\n    site: ams1\n"


def owned(folder: Path, more: str = "", groups: str = GROUPS) -> tuple[str, ...]:
    for name, text in (("hosts", HOST + more), ("groups", groups), ("defaults", DEFAULTS)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return inventory(folder).entry("r1").owned


def test_a_group_says_which_sections_are_owned(tmp_path: Path) -> None:
    assert owned(tmp_path) == ("ntp", "line vty")


def test_a_host_may_own_others_or_be_intended_whole(tmp_path: Path) -> None:
    assert owned(tmp_path, "    owned: [router bgp > neighbor]\n") == ("router bgp > neighbor",)
    assert owned(tmp_path, "    partial: false\n") == ()


def test_without_a_word_the_whole_device_is_intended(tmp_path: Path) -> None:
    assert owned(tmp_path, groups="edge: {data: {role: edge}}\n") == ()


WHOLE = "edge: {data: {role: edge}}\n"


@pytest.mark.parametrize(
    ("more", "groups", "said"),
    [
        ("    partial: maybe\n", GROUPS, r"hosts\.yaml:7: partial must be true or false"),
        ("    owned: [ntp]\n", WHOLE, r"hosts\.yaml:7: `owned` without `partial: true`"),
        ("    partial: true\n", WHOLE, r"hosts\.yaml:7: partial, and no section is `owned`"),
        ("    owned: ntp\n", GROUPS, r"hosts\.yaml:7: owned must be a list of sections"),
        ("    owned: []\n", GROUPS, r"hosts\.yaml:7: owned must be a list of sections"),
        ("    owned: [7]\n", GROUPS, r"hosts\.yaml:7: '7' names no section"),
        ("    owned: ['line vty > ']\n", GROUPS, r"hosts\.yaml:7: 'line vty > ' names no section"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, more: str, groups: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        owned(tmp_path, more, groups)
