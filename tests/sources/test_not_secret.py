"""The list of lines that only look like a secret: narrow patterns, each with its reason."""

import pytest

from netops.errors import InputError
from netops.model.device import Device
from netops.sources.not_secret import NotSecret, harmless, not_secret

R1 = Device("r1", "cisco_ios", "192.0.2.1", 22, "ams1", "edge")
SW1 = Device("sw1", "arista_eos", "192.0.2.2", 443, "ams1", "leaf")
GOOD = """\
not-secret:
  - pattern: '^ *license udi '
    reason: a serial number, printed on the case
  - pattern: '^ *token-name '
    reason: names a token, and is none
    platform: eos
    device: "sw*"
"""


def read(tmp_path, text):
    path = tmp_path / "not-secret.yaml"
    path.write_text(text)
    return not_secret(path)


def test_no_file_allows_nothing(tmp_path):
    assert not_secret(tmp_path / "not-secret.yaml") == ()


def test_an_empty_file_allows_nothing(tmp_path):
    assert read(tmp_path, "") == ()


def test_an_entry_names_a_line_a_reason_and_where_it_holds(tmp_path):
    first, second = read(tmp_path, GOOD)
    assert first == NotSecret("^ *license udi ", "a serial number, printed on the case")
    assert second.platform == "arista_eos"
    assert harmless((first, second), R1) == (first.pattern,)
    assert harmless((first, second), SW1) == (first.pattern, second.pattern)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("allow: []\n", 1, "unknown word 'allow'"),
        ("not-secret: yes\n", 1, "holds a list"),
        ("not-secret:\n  - just a text\n", 2, "a pattern and a reason"),
        ("not-secret:\n  - pattern: ^a b\n    resaon: x\n", 3, "did you mean 'reason'"),
        ("not-secret:\n  - pattern: ^a b\n", 2, "an entry without a reason"),
        ("not-secret:\n  - pattern: ^a b\n    reason: ' '\n", 2, "an entry without a reason"),
        ("not-secret:\n  - reason: because\n", 2, "an entry without a pattern"),
        ("not-secret:\n  - pattern: 7\n    reason: x\n", 2, "'pattern' is no text"),
        ("not-secret:\n  - reason: x\n    pattern: '('\n", 3, "no regex"),
        ("not-secret:\n  - reason: x\n    pattern: '.*'\n", 3, "matches everything"),
        ("not-secret:\n  - reason: x\n    pattern: 'BEGIN'\n", 3, "hide a private key"),
        ("not-secret:\n  - reason: x\n    pattern: 'KEY-----$'\n", 3, "hide a private key"),
        ("not-secret:\n  - reason: x\n    pattern: '\\w{20}'\n", 3, "lines of secrets"),
        ("not-secret:\n  - reason: x\n    pattern: 'password'\n", 3, "lines of secrets"),
        (
            "not-secret:\n  - pattern: ^a b\n    reason: x\n    platform: cisco_iso\n",
            4,
            "did you mean 'cisco_ios'",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, text, line, words):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert f"not-secret.yaml:{line}: " in str(caught.value)
    assert words in str(caught.value)
