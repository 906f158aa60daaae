"""Platforms by name: aliases, mistakes, and facts that compile."""

import re

import pytest

from netops.errors import InputError
from netops.platforms.registry import PLATFORMS, platform
from netops.platforms.spec import Platform


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


@pytest.mark.parametrize("nos", PLATFORMS.values(), ids=lambda nos: nos.name)
def test_the_quick_words_of_a_platform_are_words_and_no_regexes(nos: Platform) -> None:
    words = nos.secret_words.split("|")
    assert all(word and word == word.lower() for word in words)
    assert not set(nos.secret_words) & set("()[]?*+^\\")


@pytest.mark.parametrize("nos", PLATFORMS.values(), ids=lambda nos: nos.name)
def test_no_secret_pattern_has_a_choice_outside_a_group(nos: Platform) -> None:
    # They are sorted by the first word of the lines that they match.
    for secret in nos.secrets:
        bare = re.sub(r"\\.|\[(?:[^\]\\]|\\.)*\]", "", secret.pattern)
        while (inner := re.sub(r"\([^()]*\)", "", bare)) != bare:
            bare = inner
        assert "|" not in bare, secret.pattern
