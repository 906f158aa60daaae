"""Which commits touched which file: quick, and never believed more than git."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from gittools import NOON, RUNNING, Hourly, Noon, git

from netops.stores.git import GitStore
from netops.stores.git_questions import GitQuestions

OTHER = "configs/fra2/fra2-core1/running.cfg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "repo"


@pytest.fixture
def store(root: Path) -> GitStore:
    made = GitStore(root, clock=Hourly())
    for number in range(3):
        made.write(
            {RUNNING: b"hostname a%d\n" % number}, message=f"run {number}\n\nRun-Id: r{number}"
        )
        made.write({OTHER: b"hostname x%d\n" % number}, message=f"other {number}")
    assert len(history(made)) == 3  # the first question makes the index
    return made


def history(store: GitStore, path: str = RUNNING) -> list[str]:
    return [commit.subject for commit in store.log(path)]


def by_git(root: Path, path: str = RUNNING) -> list[str]:
    return git(root, "log", "--format=%s", "main", "--", path).splitlines()


def index(root: Path) -> Path:
    return root / ".git" / "netops-index.sqlite"


def test_the_history_of_a_file_asks_no_git_log(
    store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.head()
    monkeypatch.setattr("subprocess.Popen", None)
    first, *_ = found = list(store.log(RUNNING))
    assert [commit.subject for commit in found] == ["run 2", "run 1", "run 0"]
    assert (first.time, first.trailers) == (NOON + timedelta(hours=5), {"Run-Id": "r2"})
    assert first.author == "netops <netops@localhost>"
    assert history(store, "configs/none.cfg") == []


@pytest.mark.parametrize(("hours", "said"), [(0, None), (1, "run 0"), (4, "run 1"), (99, "run 2")])
def test_the_revision_at_a_date_is_the_last_at_or_before_it(
    store: GitStore, hours: int, said: str | None
) -> None:
    found = store.at(RUNNING, NOON + timedelta(hours=hours))
    assert (found and found.subject) == said


def test_the_whole_log_ends_at_a_date_too(store: GitStore) -> None:
    found = store.log(until=NOON + timedelta(hours=2))
    assert [commit.subject for commit in found] == ["other 0", "run 0"]


def test_a_commit_that_came_from_elsewhere_is_in_the_next_answer(
    store: GitStore, root: Path
) -> None:
    (root / RUNNING).write_bytes(b"by hand\n")
    git(root, "-c", "user.name=Ann", "commit", "-q", "-a", "-m", "by hand \x1f\x01")
    assert history(store) == by_git(root)
    assert history(store)[0].startswith("by hand")
    assert next(store.log(RUNNING)).author.startswith("Ann <")


@pytest.mark.parametrize("seconds", ["99999999999999", ""])
def test_a_commit_of_a_clock_or_an_author_beyond_belief_has_a_history_too(
    store: GitStore, root: Path, seconds: str
) -> None:
    """One that somebody made with another tool: git takes nearly everything."""
    head, tree = git(root, "rev-parse", "main", "main^{tree}").split()
    words = f"tree {tree}\nparent {head}\nauthor J\udcff <x> 1 +0000\n"
    made = root / ".git" / "made"
    stamp = f"{seconds} +0000" if seconds else ""
    made.write_text(f"{words}committer J <x> {stamp}\n\nodd\n", errors="surrogateescape")
    revision = git(root, "hash-object", "-t", "commit", "-w", "--literally", str(made)).strip()
    git(root, "update-ref", "refs/heads/main", revision)
    assert history(store) == ["run 2", "run 1", "run 0"]
    assert next(store.log()).subject == "odd"
    assert GitQuestions(root).commits([revision])[revision].author == "J\ufffd <x>"


def test_a_history_that_was_rewritten_is_indexed_anew(store: GitStore, root: Path) -> None:
    git(root, "reset", "-q", "--hard", "main~3")
    git(root, "commit", "-q", "--allow-empty", "-m", "another way")
    assert history(store) == by_git(root) == ["run 1", "run 0"]
    store.write({RUNNING: b"hostname b\n"}, message="and on")
    assert history(store) == by_git(root)


def test_a_merge_counts_once_with_what_it_brought(store: GitStore, root: Path) -> None:
    git(root, "checkout", "-q", "-b", "side", "main~2")
    (root / RUNNING).write_bytes(b"on the side\n")
    git(root, "commit", "-q", "-a", "-m", "side")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "-s", "ort", "-X", "theirs", "-m", "merged", "side")
    assert history(store)[0] == "merged"


@pytest.mark.parametrize("content", [None, b"", b"nonsense" * 1000])
def test_a_lost_or_damaged_index_costs_time_and_never_truth(
    store: GitStore, root: Path, content: bytes | None
) -> None:
    index(root).unlink()
    if content is not None:
        index(root).write_bytes(content)
    assert history(store) == by_git(root) == ["run 2", "run 1", "run 0"]
    store.write({RUNNING: b"hostname b\n"}, message="and on")
    assert history(GitStore(root, clock=Noon())) == by_git(root)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("table", ["touched", "revisions", "paths", "sqlite_autoindex_paths_1"])
@pytest.mark.parametrize("damage", [b"\0", b"\xff", b"nonsense"])
def test_a_damaged_page_of_an_index_costs_time_and_never_truth(
    root: Path, table: str, damage: bytes
) -> None:
    with sqlite3.connect(index(root)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
        number = page.fetchone()[0]
        size = other.execute("PRAGMA page_size").fetchone()[0]
    other.close()
    with index(root).open("r+b") as file:
        file.seek((number - 1) * size)
        file.write((damage * size)[:size])
    assert history(GitStore(root, clock=Noon())) == by_git(root) == ["run 2", "run 1", "run 0"]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "lost",
    [
        "DELETE FROM touched",
        "DELETE FROM revisions",
        "DELETE FROM paths",
        "UPDATE revisions SET line = x'ff00'",
        "UPDATE paths SET path = path || 'x'",
    ],
)
def test_an_index_that_lost_rows_is_made_anew(root: Path, lost: str) -> None:
    with sqlite3.connect(index(root)) as other:
        other.execute(lost)
    other.close()
    assert history(GitStore(root, clock=Noon())) == by_git(root)


def test_an_index_of_another_format_is_made_anew(store: GitStore, root: Path) -> None:
    with sqlite3.connect(index(root)) as other:
        other.execute("PRAGMA user_version = 99")
        other.execute("DROP TABLE touched")
    other.close()
    assert history(store) == by_git(root)


def test_without_room_for_an_index_git_answers(store: GitStore, root: Path) -> None:
    for file in (root / ".git").glob("netops-index.sqlite*"):
        file.unlink()
    index(root).mkdir()
    assert history(store) == by_git(root)
    assert store.write({RUNNING: b"hostname b\n"}, message="and on") is not None
    assert history(store)[0] == "and on"
    last = store.at(RUNNING, NOON + timedelta(hours=1))
    assert last is not None
    assert last.subject == "run 0"


def test_a_repository_that_never_had_an_index_gets_one(root: Path) -> None:
    GitStore(root, clock=Noon()).write({RUNNING: b"a\n"}, message="one")
    for file in (root / ".git").glob("netops-index.sqlite*"):
        file.unlink()
    assert history(GitStore(root, clock=Noon())) == ["one"]
    assert index(root).exists()
