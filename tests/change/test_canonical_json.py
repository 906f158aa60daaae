"""One spelling for one value, as RFC 8785 has it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netops.change import canonical_json
from netops.errors import InputError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_reads_back_as_it_was(value):
    assert canonical_json.decode(canonical_json.encode(value)) == value


def test_the_example_of_the_rfc_is_spelled_as_the_rfc_has_it():
    # RFC 8785, 3.2.3: keys in the order of their UTF-16 code units
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = canonical_json.encode(dict.fromkeys(keys, 0))
    assert list(json.loads(written)) == [
        "\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33",
    ]  # fmt: skip
    assert canonical_json.encode('\u20ac$\u000f\nA\'B"\\"/') == (
        '"\u20ac$\\u000f\\nA\'B\\"\\\\\\"/"'.encode()
    )


def test_tuples_are_arrays():
    assert canonical_json.encode({"b": (1, None), "a": True}) == b'{"a":true,"b":[1,null]}'


@pytest.mark.parametrize("value", [1.5, 2**53, {1: "a"}, {"a": {"b"}}, [float("nan")], "\ud800"])
def test_what_has_no_single_spelling_is_refused(value):
    with pytest.raises(InputError):
        canonical_json.encode(value)


@pytest.mark.parametrize("text", [b"{", b'{"b":1,"a":2}', b'{"a": 1}', b'"\\u0041"', b"\xff"])
def test_another_spelling_of_a_value_is_refused(text):
    with pytest.raises(InputError, match=r"canonical form|is not JSON"):
        canonical_json.decode(text)


def test_the_digest_covers_the_exact_bytes():
    assert canonical_json.digest(b"a") != canonical_json.digest(b"a\n")
    assert canonical_json.digest(b"").startswith("sha256:e3b0c442")
