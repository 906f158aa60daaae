"""What only git can answer, against real git."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from netops.errors import StoreError
from netops.stores.git import GitStore
from netops.stores.git_questions import GitQuestions, Lines

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
R1 = "configs/ams1/r1/running.cfg"
R2 = "configs/ams1/r2/running.cfg"


class Hourly:
    """A clock that moves by an hour at each look."""

    def __init__(self) -> None:
        self.time = NOON - timedelta(hours=1)

    def now(self) -> datetime:
        self.time += timedelta(hours=1)
        return self.time


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "repo"


@pytest.fixture
def revisions(root: Path) -> list[str]:
    """Three hours: r1 and r2 appear, r1 changes, r2 changes."""
    store = GitStore(root, clock=Hourly())
    made = [
        store.write({R1: b"a\nb\nc\n", R2: b"x\n"}, message="one\n\nRun-Id: run1\n"),
        store.write({R1: b"a\nB\nc\nd\n"}, message="two\n\nChange-Id: CHG-1\n"),
        store.write({R2: b"y"}, message="three"),
    ]
    return [revision for revision in made if revision]


def test_a_moment_has_the_last_commit_at_or_before_it(root: Path, revisions: list[str]) -> None:
    asked = GitQuestions(root)
    assert asked.revision_at(NOON) == revisions[0]
    assert asked.revision_at(NOON + timedelta(minutes=59)) == revisions[0]
    assert asked.revision_at(NOON + timedelta(days=9)) == revisions[2]
    assert asked.revision_at(NOON - timedelta(seconds=1)) is None


@pytest.mark.parametrize("year", [1, 1969, 1970, 1972, 1999])
def test_nothing_was_there_yet_long_ago(root: Path, revisions: list[str], year: int) -> None:
    then = datetime(year, 1, 2, tzinfo=UTC)
    assert revisions
    assert GitQuestions(root).revision_at(then) is None
    assert list(GitStore(root, clock=Hourly()).log(until=then)) == []


def test_a_short_hash_and_a_branch_stand_for_a_full_hash(root: Path, revisions: list[str]) -> None:
    asked = GitQuestions(root)
    assert asked.revision(revisions[1][:8]) == revisions[1]
    assert asked.revision("main~2") == revisions[0]
    assert asked.revision("deadbeef") is None
    assert asked.head() == revisions[2]
    with pytest.raises(StoreError, match="no revision"):
        asked.revision("--all")


def test_an_empty_repository_has_no_head(root: Path) -> None:
    GitStore(root, clock=Hourly())
    assert GitQuestions(root).head() == ""


def test_each_line_comes_from_the_commit_that_put_it_there(
    root: Path, revisions: list[str]
) -> None:
    one, two, three = revisions
    asked = GitQuestions(root)
    assert asked.blamed(R1, three) == (one, two, one, two)
    assert asked.blamed(R1, one) == (one, one, one)


def test_commits_are_told_by_hash_with_their_trailers(root: Path, revisions: list[str]) -> None:
    found = GitQuestions(root).commits([revisions[1], revisions[1], revisions[0]])
    assert {one.revision: dict(one.trailers) for one in found.values()} == {
        revisions[0]: {"Run-Id": "run1"},
        revisions[1]: {"Change-Id": "CHG-1"},
    }
    assert GitQuestions(root).commits([]) == {}


def test_lines_in_and_out_are_counted_for_one_file(root: Path, revisions: list[str]) -> None:
    assert GitQuestions(root).counts(R1, revisions) == {
        revisions[0]: Lines(3, 0),
        revisions[1]: Lines(2, 1),
    }


def test_texts_come_in_the_order_asked_and_only_those_that_are_there(
    root: Path, revisions: list[str]
) -> None:
    asked = GitQuestions(root)
    gone = "configs/ams1/r9/running.cfg"
    assert list(asked.texts([R2, gone, R1], revisions[2])) == [(R2, "y"), (R1, "a\nB\nc\nd\n")]
    assert list(asked.texts([R2], revisions[0])) == [(R2, "x\n")]
    assert asked.paths("configs", revisions[0]) == (R1, R2)


def test_what_differs_between_two_revisions_is_named(root: Path, revisions: list[str]) -> None:
    asked = GitQuestions(root)
    assert asked.changed(revisions[0], revisions[1], "configs") == (R1,)
    assert asked.changed(revisions[0], revisions[2], "configs") == (R1, R2)
    assert asked.changed(revisions[0], revisions[0], "configs") == ()


def test_more_texts_than_two_pipes_hold_come_whole(root: Path) -> None:
    """Neither side waits for the other: more names and more text than a pipe takes at once."""
    text = b"interface Gi0/1\n" * 500
    files = {f"configs/s/d{n}/running.cfg": b"%d\n%b" % (n, text) for n in range(3000)}
    store = GitStore(root, clock=Hourly())
    revision = store.write(files, message="many")
    assert revision is not None
    found = dict(GitQuestions(root).texts(sorted(files), revision))
    assert {path: body.encode() for path, body in found.items()} == files


def test_two_questions_about_one_repository_are_one(root: Path, tmp_path: Path) -> None:
    assert {GitQuestions(root): 1}[GitQuestions(root)] == 1
    assert GitQuestions(root) != GitQuestions(tmp_path)


def test_a_repository_that_git_cannot_read_is_one_sentence(
    root: Path, revisions: list[str]
) -> None:
    command = ["git", "-C", str(root), "rev-parse", f"{revisions[0]}:{R1}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (git)
    with pytest.raises(StoreError, match="git failed"):
        GitQuestions(root).blamed(R1, done.stdout.strip())
