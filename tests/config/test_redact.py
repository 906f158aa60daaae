"""Secrets leave the text; what still looks like one is found and not shown."""

from dataclasses import replace

import pytest

from netops.config.clean import canonical, cleaned, clear
from netops.config.leaks import leaks
from netops.config.listing import listing, stable
from netops.config.redact import digest, redact
from netops.platforms.registry import platform
from netops.platforms.spec import Secret

RESALTING = replace(
    platform("ios"), secrets=(Secret(r"gadget key (?P<secret>\S+)", resalted=True),)
)
IOS, EOS = platform("ios"), platform("eos")
KEY = b"k"


def test_the_same_password_with_another_salt_has_the_same_digest() -> None:
    one = redact("line vty 0 4\n password 7 0822455D0A16\n", IOS, KEY)
    two = redact("line vty 0 4\n password 7 094F471A1A0A\n", IOS, KEY)
    assert one == two


def test_an_ntp_key_names_its_encoding_behind_it() -> None:
    one = redact("ntp authentication-key 1 md5 0822455D0A16 7\n", IOS, KEY)
    assert digest("cisco", KEY) in one


def test_a_changed_secret_shows() -> None:
    assert digest("a", KEY) != digest("b", KEY) != digest("b", b"other key")


def test_a_type_7_that_is_none_is_digested_as_it_stands() -> None:
    assert digest("99zz", KEY, encoding="type 7") == digest("99zz", KEY)
    assert digest("00FFFFFF", KEY, encoding="type 7") == digest("00FFFFFF", KEY)


def test_a_diff_and_an_undo_are_masked_too() -> None:
    text = (
        "+username a secret 9 S3cr3t\n-snmp-server community S3cr3t RO\nno enable secret 9 S3cr3t\n"
    )
    masked = redact(text, IOS, KEY)
    assert "S3cr3t" not in masked
    assert masked.startswith("+username a secret 9 <secret:")


def test_references_stay_as_they_are() -> None:
    text = "enable secret 9 <env:ENABLE>\nsnmp-server community <env:RO> RO\n"
    assert redact(text, IOS, KEY) == text


def test_a_url_in_a_comment_or_a_banner_is_masked() -> None:
    text = "! see ftp://u:S3cr3t@10.0.0.1\nbanner motd #\nftp://u:S3cr3t@10.0.0.1\n#\n"
    assert "S3cr3t" not in redact(text, IOS, KEY)


def test_canonical_text_is_clean_and_stays_so() -> None:
    text = (
        "Building configuration...\r\n\r\n! Last configuration change at noon\r\n"
        "hostname r1\r\nenable secret 9 S3cr3t\r\nntp clock-period 17\r\nend\r\n\r\n"
    )
    clean = canonical(text, IOS, KEY)
    assert clean == f"hostname r1\nenable secret 9 {digest('S3cr3t', KEY)}\nend\n"
    assert canonical(clean, IOS, KEY) == clean


def test_a_volatile_line_inside_a_banner_stays() -> None:
    text = "banner motd ^C\nBuilding configuration...\n^C\n"
    assert canonical(text, IOS, KEY) == text


def test_eos_head_lines_are_volatile() -> None:
    text = "! Command: show running-config\n! device: sw1 (vEOS)\n!\nhostname sw1\nend\n"
    assert canonical(text, EOS, KEY) == "!\nhostname sw1\nend\n"


def test_unknown_places_of_secrets_are_found() -> None:
    text = (
        "frobnicate password hunter2\n"
        "gadget hash $1$mERr$hx5rVt7rPNoS4wqbXKX7m0\n"
        "thing kJ8dK3lqP9xZ2mN7vB4cT6yR1wQ5\n"
        "lonely$6$abcdefgh$ijklmnopqr\n"
        "hostname r1\n"
    )
    found = leaks(text, IOS)
    assert [line.number for line in found] == [1, 2, 3, 4]
    assert all("hunter2" not in line.text and "kJ8" not in line.text for line in found)


def test_a_private_key_in_a_banner_is_found_with_its_line() -> None:
    text = "hostname r1\nbanner motd ^C\nhello\n-----BEGIN RSA PRIVATE KEY-----\n^C\n"
    assert [line.number for line in leaks(text, IOS)] == [4]


def test_public_text_is_no_leak() -> None:
    text = (
        "crypto pki certificate chain T\n certificate self-signed 01\n"
        "  aGVsbG8gd29ybGQgSGVsbG8gV29ybGQgMTIzNDU2Nzg5MA\n  quit\n"
        "interface GigabitEthernet0/1\n description Link-To-AMS1-Core2-Circuit-ID-XK9912\n"
    )
    assert leaks(text, IOS) == ()


def test_long_names_are_no_leak() -> None:
    assert leaks("route-map CUSTOMER-ROUTES-INBOUND-2024 permit 10\n", IOS) == ()


def test_redaction_keeps_every_line_in_its_place() -> None:
    text = "hostname r1\n\n\nenable secret 9 $9$labSecret\n\nend\n"
    lines = redact(text, IOS, KEY).split("\n")
    assert len(lines) == len(text.split("\n"))
    assert lines[5] == "end"


def test_a_secret_that_is_salted_anew_each_time_has_a_mask_that_lasts() -> None:
    one = redact("gadget key Zx81 on\n", RESALTING, KEY)
    two = redact("gadget key 9pQw on\n", RESALTING, KEY)
    assert one == two == redact(one, RESALTING, KEY) == "gadget key <secret> on\n"
    assert leaks(one, RESALTING) == ()


def test_several_secrets_of_one_kind_in_a_line_are_all_masked() -> None:
    text = "ap username u password 0 longS3cr3t secret 0 S3cr3t and scp://u:S3cr3t@h both\n"
    masked = redact(text, EOS, KEY)
    one = digest("S3cr3t", KEY)
    long = digest("longS3cr3t", KEY)
    assert masked == f"ap username u password 0 {long} secret 0 {one} and scp://u:{one}@h both\n"
    assert redact(masked, EOS, KEY) == masked


def test_blanks_at_the_end_of_a_line_stay_where_they_are() -> None:
    masked = redact("enable secret 9 S3cr3t \t\nhostname r1  \n\n", IOS, KEY)
    assert masked == f"enable secret 9 {digest('S3cr3t', KEY)} \t\nhostname r1  \n\n"


def test_a_text_full_of_banners_that_never_end_is_read_in_one_pass() -> None:
    text = "banner motd\n" * 3 + "hostname sw1\n"
    assert canonical(text, EOS, KEY) == text


def test_a_line_made_to_be_slow_shows_nothing_behind_its_first_secret() -> None:
    text = "ap x " + "password 7 S3cr3t " * 9 + "end\n"
    masked = redact(text, EOS, KEY)
    assert masked.startswith("ap x password 7 <secret:")
    assert masked.count(" ") == text[: text.index("S3cr3t")].count(" ")
    assert redact(masked, EOS, KEY) == masked


def test_what_looks_like_a_secret_is_numbered_as_the_device_showed_it() -> None:
    text = "Building configuration...\n\nhostname r1\nfrobnicate password hunter2\n"
    found = cleaned(stable(listing(text, IOS)), KEY)
    assert found.suspects == (4,)
    assert cleaned(stable(listing(text, IOS)), KEY, ("^frobnicate ",)).suspects == ()


def test_a_text_in_clear_has_the_lines_of_the_canonical_one() -> None:
    text = "Building configuration...\n\nhostname r1\nenable secret 9 S3cr3t\n"
    assert clear(text, IOS) == "hostname r1\nenable secret 9 S3cr3t\n"


def test_a_long_word_is_looked_for_behind_the_whole_of_the_one_before():
    token = "aB3dE5gH7jK9mN1pQ3sT5vW7"
    text = f"alias exec web https://host.example/pages?x={token}\nthing token {token}\n"
    assert [line.number for line in leaks(text, IOS)] == [2]


@pytest.mark.parametrize("mask", ["<secret>", "<env:X>", "<secret:0123456789abcdef>"])
def test_a_word_that_looks_like_a_mask_hides_no_secret_before_it(mask):
    text = f"hostname r1\nfrobnicate password hunter2 note {mask}\n"
    assert cleaned(stable(listing(text, IOS)), KEY).suspects == (2,)


def test_a_secret_that_a_rule_knows_hides_none_before_it_that_no_rule_knows():
    text = "hostname r1\nfrobnicate password hunter2 note secret 7 0822455D0A16\n"
    assert cleaned(stable(listing(text, IOS)), KEY).suspects == (2,)
    assert len(leaks(redact(text, IOS, KEY), IOS)) == 1


@pytest.mark.parametrize("mask", ["<secret>", "<env:X>"])
def test_a_mask_that_no_rule_made_hides_nothing_in_a_masked_text_either(mask):
    assert len(leaks(f"frobnicate password hunter2 note {mask}\n", IOS)) == 1
    assert leaks(f"frobnicate password 7 {mask}\n", IOS) == ()
    assert leaks(f"crypto ikev2 keyring K\n peer P\n  pre-shared-key hex {mask}\n", IOS) == ()


@pytest.mark.parametrize("mask", ["<secret:notoneofours>", "<env:two-words>"])
def test_what_is_no_mask_of_ours_is_a_value(mask):
    assert len(leaks(f"enable secret 9 {mask}\n", IOS)) == 1


def test_a_digest_is_believed_where_its_section_does_not_show():
    line = f"password option 1 for PEERS 7 {digest('S3cr3t', KEY)}\n"
    assert leaks(line, platform("nxos")) == ()


TOKEN = "aB3dE5gH7jK9mN1pQ3sT5vW7"


@pytest.mark.parametrize(
    "line",
    [
        f"thing token {TOKEN} image 7",
        f"thing token {TOKEN} description of it",
        f"image 1 of 2 thing token {TOKEN}",
        f"thing ssh-rsa AAAAB3NzaC1yc2EAAAADAQABaa a@b token {TOKEN}",
    ],
)
def test_a_public_word_elsewhere_in_the_line_excuses_no_long_word(line):
    assert len(leaks(f"{line}\n", IOS)) == 1


@pytest.mark.parametrize(
    "line",
    [
        f"thing description to AMS1 circuit {TOKEN}",
        f"key-hash ssh-rsa {TOKEN} bob",
        f'thing fingerprint sha256 "{TOKEN}"',
        f"verify /md5 flash:one {TOKEN}",
    ],
)
def test_a_public_word_right_before_a_long_one_says_that_it_is_no_secret(line):
    assert leaks(f"{line}\n", IOS) == ()
