"""Every line form that holds a secret is masked, and what only looks like one survives."""

import pytest

from netops.config.leaks import leaks
from netops.config.redact import redact
from netops.platforms.registry import platform
from netops.platforms.spec import Platform
from tests.platforms.secret_lines import (
    EOS_PLAIN,
    EOS_SECRETS,
    FRR_PLAIN,
    FRR_SECRETS,
    IOS_PLAIN,
    IOS_SECRETS,
    texts,
)

IOS, EOS, FRR = platform("cisco_ios"), platform("arista_eos"), platform("frr")
KEY = b"a key of this test"
SECRET = [
    (nos, text)
    for nos, table in ((IOS, IOS_SECRETS), (EOS, EOS_SECRETS), (FRR, FRR_SECRETS))
    for text in texts(table)
]
PLAIN = [
    (nos, text)
    for nos, table in ((IOS, IOS_PLAIN), (EOS, EOS_PLAIN), (FRR, FRR_PLAIN))
    for text in texts(table)
]


@pytest.mark.parametrize("table", [IOS_SECRETS, EOS_SECRETS, FRR_SECRETS])
def test_the_tables_of_secrets_are_long(table: str) -> None:
    assert len(set(texts(table))) == len(texts(table)) >= 60


@pytest.mark.parametrize("table", [IOS_PLAIN, EOS_PLAIN, FRR_PLAIN])
def test_the_tables_of_what_survives_are_long(table: str) -> None:
    assert len(set(texts(table))) == len(texts(table)) >= 40


@pytest.mark.parametrize(("nos", "text"), SECRET)
def test_a_secret_is_masked(nos: Platform, text: str) -> None:
    masked = redact(text, nos, KEY)
    assert "S3cr3tV4lue" not in masked
    assert "<secret:" in masked


@pytest.mark.parametrize(("nos", "text"), SECRET)
def test_masking_twice_changes_nothing(nos: Platform, text: str) -> None:
    masked = redact(text, nos, KEY)
    assert redact(masked, nos, KEY) == masked
    assert leaks(masked, nos) == ()


@pytest.mark.parametrize(("nos", "text"), PLAIN)
def test_a_line_without_a_secret_survives(nos: Platform, text: str) -> None:
    assert redact(text, nos, KEY) == text
    assert leaks(text, nos) == ()
