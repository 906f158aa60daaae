"""Every line form that holds a secret is masked, and what only looks like one survives."""

import pytest

from netops.config.redact import leaks, redact
from netops.platforms.registry import platform
from netops.platforms.spec import Platform
from tests.platforms.secret_lines import EOS_PLAIN, EOS_SECRETS, IOS_PLAIN, IOS_SECRETS, texts

IOS, EOS = platform("cisco_ios"), platform("arista_eos")
KEY = b"a key of this test"
SECRET = [(IOS, text) for text in texts(IOS_SECRETS)] + [(EOS, t) for t in texts(EOS_SECRETS)]
PLAIN = [(IOS, text) for text in texts(IOS_PLAIN)] + [(EOS, t) for t in texts(EOS_PLAIN)]


def test_the_tables_are_long() -> None:
    assert len(texts(IOS_SECRETS)) >= 60
    assert len(texts(EOS_SECRETS)) >= 50


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
