"""Words that come from a device stay words."""

from datetime import UTC, datetime, timedelta

import pytest

from netops.sinks.text import age, block, code, counted, last_verified, plain, some, visible

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_what_a_terminal_would_obey_is_shown_instead():
    assert visible("a\x1b[2J\x07\x9b\u202eb\u200b\r") == r"a\x1b[2J\x07\x9b\u202eb\u200b\r"
    assert visible("tab\tand\nline") == "tab\tand\nline"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(5, "now"), (90, "1 min"), (7200, "2 h"), (26 * 3600, "26 h"), (3 * 86400 + 5, "3 d")],
)
def test_ages_have_one_unit(seconds, said):
    assert age(NOW - timedelta(seconds=seconds), NOW) == said


def test_what_never_was_has_no_age():
    assert age(None, NOW) == "never"
    assert last_verified(None, NOW) == "never verified"


def test_the_last_proof_is_told_with_its_age():
    assert last_verified(NOW, NOW) == "last verified just now"
    assert last_verified(NOW - timedelta(hours=26), NOW) == "last verified 26 h ago"


def test_a_proof_that_is_still_to_come_is_not_called_fresh():
    later = NOW + timedelta(days=365)
    assert age(later, NOW) == "dated in the future"
    assert last_verified(later, NOW) == "last verified 2027-11-23, says a clock that was wrong"
    assert last_verified(NOW + timedelta(minutes=4), NOW) == "last verified just now"


def test_words_agree_with_their_number():
    assert [counted(n, "line") for n in (0, 1, 2)] == ["0 lines", "1 line", "2 lines"]


def test_text_in_markdown_is_neither_markup_nor_html_nor_a_link():
    said = plain("*a* <img src=x> [b](javascript:c) `d` | e\n# f https://evil.example")
    assert "\n" not in said
    for raw in ("*a*", "<img", "[b]", "`d`", " | ", "https://"):
        assert raw not in said.replace("\\", "\\\\") or f"\\{raw.strip()}" in said
    assert "https://" not in said


def test_a_code_span_is_longer_than_any_backticks_inside():
    assert code("a`b``c") == "```a`b``c```"
    assert code("`a`") == "`` `a` ``"
    assert code("a|b\nc") == r"`a\|b c`"


def test_a_block_is_longer_than_any_fence_inside():
    assert block("````\nx\x1b\n", "diff") == "`````diff\n````\nx\\x1b\n`````"
    assert block("x") == "```\nx\n```"


def test_a_long_list_of_names_ends_where_a_screen_does():
    assert some(["a", "b"]) == "a, b"
    assert some(["a", "b", "c", "d"], 2) == "a, b and 2 more"
