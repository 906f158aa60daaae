"""A line diff that is right and stays fast."""

import difflib

from hypothesis import given
from hypothesis import strategies as st

from netops.config.textdiff import changes, longest_rise, unified


def test_equal_texts_have_no_diff() -> None:
    assert unified("a\n", "a\n", old_name="x", new_name="y") == ""


def test_a_changed_line_shows_with_three_lines_around_it() -> None:
    old = "\n".join("abcdefghi")
    new = old.replace("e", "E")
    expected = "".join(
        f"{line}\n"
        for line in difflib.unified_diff(old.split(), new.split(), "x", "y", lineterm="")
    )
    assert unified(old, new, old_name="x", new_name="y") == expected


def test_an_empty_side_counts_from_zero() -> None:
    assert "@@ -0,0 +1 @@" in unified("", "a\n", old_name="x", new_name="y")
    assert "@@ -1,2 +0,0 @@" in unified("a\nb\n", "", old_name="x", new_name="y")


def test_changes_far_apart_make_two_hunks() -> None:
    old = [str(n) for n in range(40)]
    new = ["x", *old[1:-1], "y"]
    diff = unified("\n".join(old), "\n".join(new), old_name="a", new_name="b")
    assert diff.count("@@ -") == 2


def test_long_stretches_of_equal_lines_are_shown_as_replaced() -> None:
    old, new = ["!"] * 600, ["!"] * 601
    assert changes(old, new) == [(0, 600, 0, 601)]


def test_fifty_thousand_lines_are_no_trouble() -> None:
    old = [f"line {n}" for n in range(50_000)]
    new = [*old[:100], "new", *old[101:]]
    assert changes(old, new) == [(100, 101, 100, 101)]


def test_the_longest_rise_of_nothing_is_nothing() -> None:
    assert longest_rise([]) == []
    assert longest_rise([2, 0, 1]) == [1, 2]


@given(
    st.lists(st.sampled_from("abcd!"), max_size=12), st.lists(st.sampled_from("abcd!"), max_size=12)
)
def test_playing_the_changes_on_the_old_gives_the_new(old: list[str], new: list[str]) -> None:
    built: list[str] = []
    at = 0
    for a1, a2, b1, b2 in changes(old, new):
        built += old[at:a1] + new[b1:b2]
        at = a2
    assert built + old[at:] == new


def test_the_head_of_a_hunk_says_where_its_first_change_stands():
    def place(lines, row):
        return f"in {lines[0]} at {row}"

    grown = unified("a\nb\n", "a\nx\nb\n", old_name="o", new_name="n", heading=place)
    assert "@@ -1,2 +1,3 @@ in a at 1\n" in grown
    shrunk = unified("A\nx\nb\n", "a\nb\n", old_name="o", new_name="n", heading=place)
    assert "@@ -1,3 +1,2 @@ in A at 0\n" in shrunk
    assert " @@\n" in unified("a\n", "b\n", old_name="o", new_name="n")
