"""Platforms by name: aliases, mistakes, and facts that compile."""

import re

import pytest

from netops.errors import InputError
from netops.platforms.registry import PLATFORMS, platform


@pytest.mark.parametrize("name", ["cisco_ios", "ios", "cisco_xe", "iosxe", " IOS "])
def test_ios_answers_to_its_aliases(name: str) -> None:
    assert platform(name) is PLATFORMS["cisco_ios"]


def test_eos_answers_to_its_alias() -> None:
    assert platform("eos").name == "arista_eos"


def test_frr_answers_to_its_whole_name() -> None:
    assert platform("FRRouting") is PLATFORMS["frr"]


def test_a_misspelt_name_gets_a_suggestion() -> None:
    with pytest.raises(InputError, match="did you mean 'cisco_ios'"):
        platform("cisco_iso")


def test_a_strange_name_gets_the_list() -> None:
    with pytest.raises(InputError, match="known are arista_eos, cisco_ios"):
        platform("zzz")


@pytest.mark.parametrize("nos", PLATFORMS.values(), ids=lambda nos: nos.name)
def test_every_secret_pattern_names_its_secret(nos: object) -> None:
    for secret in platform(nos.name).secrets:  # type: ignore[attr-defined]  # a platform by id
        assert "secret" in re.compile(secret.pattern).groupindex
