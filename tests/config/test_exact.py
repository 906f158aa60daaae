"""Masking loses nothing: whoever holds the source gets it back, to the byte."""

from hypothesis import given, settings
from hypothesis import strategies as st

from netops.config.clean import canonical
from netops.config.redact import redact
from netops.config.unmask import unmask
from netops.platforms.registry import PLATFORMS
from tests.platforms import junos_lines
from tests.platforms.secret_lines import EOS_SECRETS, FRR_SECRETS, IOS_PLAIN, IOS_SECRETS, texts

KEY = b"a key of this test"
# The same password in two codes, in one code under two salts, and as it stands.
TWINS = [
    "line vty 0 4\n password 7 0822455D0A16\n",
    "line vty 5 9\n password 7 094F471A1A0A\n",
    "line con 0\n password cisco\n",
    'system {\n    secret "$9$FNkC3/t1IcevLuOWx"; ## SECRET-DATA\n}\n',
    'system {\n    secret "$9$o1aGiPfz/Cuk.tO"; ## SECRET-DATA\n}\n',
    'username a secret 9 "quoted"\nusername a secret 9 quoted\n',
    "enable secret 9 S3cr3t \t\n\n\n",
]
KNOWN = [
    *(
        text
        for table in (IOS_SECRETS, EOS_SECRETS, FRR_SECRETS, IOS_PLAIN)
        for text in texts(table)
    ),
    *junos_lines.texts(junos_lines.JUNOS_SECRETS),
    *TWINS,
]
LINES = st.text(st.characters(exclude_characters="\r<", exclude_categories=["Cs"]))
TEXTS = st.lists(st.sampled_from(KNOWN) | LINES).map("".join)
NAME = st.sampled_from(sorted(PLATFORMS))


@settings(deadline=None)
@given(TEXTS, NAME)
def test_every_byte_comes_back_from_the_source(text, name):
    nos = PLATFORMS[name]
    assert unmask(redact(text, nos, KEY), text, nos, KEY) == text


@settings(deadline=None)
@given(TEXTS, NAME)
def test_masking_keeps_the_lines_and_settles_at_once(text, name):
    nos = PLATFORMS[name]
    masked = redact(text, nos, KEY)
    assert masked.count("\n") == text.count("\n")
    assert redact(masked, nos, KEY) == masked


@settings(deadline=None)
@given(TEXTS, NAME)
def test_a_canonical_text_is_clean_for_good(text, name):
    nos = PLATFORMS[name]
    clean = canonical(text, nos, KEY)
    assert canonical(clean, nos, KEY) == clean
