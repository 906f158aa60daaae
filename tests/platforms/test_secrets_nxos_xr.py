"""Secrets of NX-OS and IOS XR: each form masked and nothing else, restored to the letter."""

import re
from dataclasses import replace

import pytest

from netops.config.leaks import leaks
from netops.config.redact import redact
from netops.config.unmask import unmask
from netops.platforms.registry import platform
from netops.platforms.spec import Platform
from tests.platforms.secret_lines import texts
from tests.platforms.secret_lines_nxos import NXOS_PLAIN, NXOS_SECRETS
from tests.platforms.secret_lines_xr import XR_PLAIN, XR_SECRETS

NXOS, XR = platform("cisco_nxos"), platform("cisco_xr")
KEY = b"a key of this test"
TOKEN = re.compile(r"<secret(?::[0-9a-f]{16})?>")
SECRET = [
    (nos, text) for nos, table in ((NXOS, NXOS_SECRETS), (XR, XR_SECRETS)) for text in texts(table)
]
PLAIN = [
    (nos, text) for nos, table in ((NXOS, NXOS_PLAIN), (XR, XR_PLAIN)) for text in texts(table)
]


@pytest.mark.parametrize("table", [NXOS_SECRETS, XR_SECRETS])
def test_sixty_forms_of_a_secret_are_known(table: str) -> None:
    assert len(set(texts(table))) >= 60


@pytest.mark.parametrize("table", [NXOS_PLAIN, XR_PLAIN])
def test_forty_lines_that_only_look_like_one_are_known(table: str) -> None:
    assert len(set(texts(table))) >= 40


@pytest.mark.parametrize(("nos", "text"), SECRET)
def test_nothing_is_left_of_a_secret(nos: Platform, text: str) -> None:
    masked = redact(text, nos, KEY)
    assert len(TOKEN.findall(masked)) == text.count("S3cr3tV4lue")
    assert "S3cr3t" not in masked
    assert leaks(masked, nos) == ()


@pytest.mark.parametrize(("nos", "text"), SECRET)
def test_all_but_the_secret_stays_as_it_was(nos: Platform, text: str) -> None:
    bare = re.sub(r'"?(?:0x)?S3cr3tV4lue"?(?= |@|$)', "S3cr3tV4lue", text, flags=re.MULTILINE)
    assert TOKEN.sub("S3cr3tV4lue", redact(text, nos, KEY)) == bare


@pytest.mark.parametrize(("nos", "text"), SECRET)
def test_masking_twice_changes_nothing(nos: Platform, text: str) -> None:
    once = redact(text, nos, KEY)
    assert redact(once, nos, KEY) == once


@pytest.mark.parametrize(("nos", "text"), [one for one in SECRET if "localizedV2key" not in one[1]])
def test_a_masked_line_is_restored_to_the_letter(nos: Platform, text: str) -> None:
    assert unmask(redact(text, nos, KEY), text, nos, KEY) == text


def test_a_key_that_is_salted_at_every_reading_shows_no_digest() -> None:
    line = "snmp-server user a network-admin auth md5 {} priv aes-128 {} localizedV2key\n"
    masked = redact(line.format("3752D36F5DEC", "3756B50865C3"), NXOS, KEY)
    assert masked == line.format("<secret>", "<secret>")
    assert redact(line.format("0153448F0CDE", "204F64F031BB"), NXOS, KEY) == masked


@pytest.mark.parametrize(("nos", "text"), PLAIN)
def test_a_line_without_a_secret_survives(nos: Platform, text: str) -> None:
    assert redact(text, nos, KEY) == text
    assert leaks(text, nos) == ()


@pytest.mark.parametrize(
    ("nos", "line"),
    [
        (NXOS, "widget password S3cr3tV4lue"),
        (NXOS, "    secret 5 S3cr3tV4lue"),
        (NXOS, "widget key-octet-string 7 S3cr3tV4lue"),
        (NXOS, "widget community S3cr3tV4lue group network-operator"),
        (NXOS, "widget hash $5$HIMIJM$qT5AXQEfCx.kdpdUF8dRHjlsjyL3TdgR9BhmK9uAYx7"),
        (NXOS, "widget 9hK2mQ7xT4vB8nW3jL6pZ1cR5"),
        (XR, " widget password S3cr3tV4lue"),
        (XR, " widget pre-shared-key clear S3cr3tV4lue"),
        (XR, " widget-password hmac-md5 encrypted S3cr3tV4lue"),
        (XR, " widget key-string password S3cr3tV4lue"),
        (XR, " widget 10 $6$DQgBZ/5PHNqI4Z/.$HofQanLIIeluTuln.fipZq6zLhTS0"),
        (XR, " widget 9hK2mQ7xT4vB8nW3jL6pZ1cR5"),
    ],
)
def test_what_no_pattern_knows_is_blocked_by_the_second_look(nos: Platform, line: str) -> None:
    text = f"{line}\n"
    assert redact(text, nos, KEY) == text
    assert len(leaks(text, nos)) == 1


@pytest.mark.parametrize(
    ("nos", "line"),
    [
        (NXOS, "key-string 7 {}"),
        (NXOS, "password 7 {}"),
        (XR, "key-string password {}"),
        (XR, "password encrypted {}"),
        (XR, "message-digest-key 1 md5 encrypted {}"),
        (XR, "hello-password hmac-md5 encrypted {}"),
        (XR, "password 7 {}"),
    ],
)
def test_a_new_salt_of_the_same_secret_does_not_show(nos: Platform, line: str) -> None:
    # The same word in four salts, and another word.
    same = ("0822455D0A16", "00071A150754", "02050D480809", "13061E010803")
    assert len({redact(line.format(coded), nos, KEY) for coded in same}) == 1
    assert redact(line.format("0822455D0A17"), nos, KEY) != redact(line.format(same[0]), nos, KEY)


@pytest.mark.parametrize(("nos", "table"), [(NXOS, NXOS_SECRETS), (XR, XR_SECRETS)])
def test_every_pattern_has_a_line_that_only_it_masks(nos: Platform, table: str) -> None:
    whole = [redact(text, nos, KEY) for text in texts(table)]
    idle = []
    for at, secret in enumerate(nos.secrets):
        less = replace(nos, secrets=(*nos.secrets[:at], *nos.secrets[at + 1 :]))
        if [redact(text, less, KEY) for text in texts(table)] == whole:
            idle.append(secret.pattern)
    assert idle == []
