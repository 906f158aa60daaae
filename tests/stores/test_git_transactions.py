"""One commit whose files come one by one: what it promises, and what it leaves."""

import os
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from gittools import RUNNING, Noon, children, git, left, no_file_above

from netops.errors import StoreError
from netops.stores import git_writing
from netops.stores.git import GitStore

OTHER = "configs/fra2/fra2-core1/running.cfg"


@pytest.fixture
def store(tmp_path: Path) -> GitStore:
    made = GitStore(tmp_path / "repo", clock=Noon())
    made.write({RUNNING: b"hostname a\n", OTHER: b"hostname x\n"}, message="before")
    return made


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each fast-import that is started."""
    names = []

    class Counted(git_writing.Import):
        def __init__(self, root, mark):
            names.append(root.name)
            super().__init__(root, mark)

    monkeypatch.setattr(git_writing, "Import", Counted)
    return names


def test_a_file_that_did_not_change_starts_no_import(store: GitStore, started: list[str]) -> None:
    with store.transaction() as transaction:
        assert transaction.put(RUNNING, b"hostname a\n") is False
        assert started == []
        assert transaction.put(OTHER, b"hostname y\n") is True
        assert started == ["repo"]
        assert transaction.put("configs/fra2/new/running.cfg", b"") is True
        assert transaction.commit("after") == store.head()
    assert store.read(OTHER) == b"hostname y\n"
    assert store.read("configs/fra2/new/running.cfg") == b""
    assert started == ["repo"]


def test_nothing_is_committed_and_nothing_stays_of_a_transaction_left_early(
    store: GitStore, tmp_path: Path
) -> None:
    before = store.head()
    with store.transaction() as transaction:
        transaction.put(RUNNING, os.urandom(1 << 20))
    assert store.head() == before
    assert left(tmp_path / "repo") == []
    assert store.write({RUNNING: b"hostname b\n"}, message="after") == store.head() != before


def test_an_error_in_the_run_commits_nothing_and_the_next_open_heals(
    store: GitStore, tmp_path: Path
) -> None:
    before = store.head()

    def run() -> None:
        with store.transaction() as transaction:
            transaction.put(RUNNING, os.urandom(1 << 20))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run()
    again = GitStore(tmp_path / "repo", clock=Noon())
    assert again.head() == before
    assert left(tmp_path / "repo") == []


def test_a_file_that_changes_and_changes_back_makes_no_commit(store: GitStore) -> None:
    before = store.head()
    with store.transaction() as transaction:
        transaction.put(RUNNING, b"hostname b\n")
        transaction.put(RUNNING, b"hostname a\n")
        assert transaction.commit("nothing") is None
    assert store.head() == before


def test_the_last_of_two_texts_of_a_file_is_committed(store: GitStore) -> None:
    with store.transaction() as transaction:
        transaction.put(RUNNING, b"hostname b\n")
        transaction.put(RUNNING, b"hostname c\n")
        transaction.commit("both")
    assert store.read(RUNNING) == b"hostname c\n"


def test_a_transaction_holds_no_text(store: GitStore) -> None:
    tracemalloc.start()
    with store.transaction() as transaction:
        for number in range(20):
            transaction.put(f"configs/s/d{number}/running.cfg", os.urandom(1 << 20))
        held, _ = tracemalloc.get_traced_memory()
        transaction.commit("large")
    tracemalloc.stop()
    assert held < 4 << 20
    assert len(store.read("configs/s/d7/running.cfg") or b"") == 1 << 20


def test_a_full_disk_is_told_at_the_file_that_meets_it(store: GitStore, tmp_path: Path) -> None:
    before = store.head()
    files = {f"configs/s/d{number}/running.cfg": os.urandom(1 << 20) for number in range(64)}
    with (
        no_file_above(64 * 1024),
        pytest.raises(StoreError, match=r"File size limit|File too large"),
    ):
        store.write(files, message="too much")
    again = GitStore(tmp_path / "repo", clock=Noon())
    assert again.head() == before
    assert left(tmp_path / "repo") == []


def test_a_commit_that_another_made_meanwhile_is_not_overwritten(
    store: GitStore, tmp_path: Path
) -> None:
    root = tmp_path / "repo"
    with store.transaction() as transaction:
        transaction.put(RUNNING, b"hostname b\n")
        late = git(root, "commit-tree", "-p", "main", "-m", "late", "main^{tree}").strip()
        git(root, "update-ref", "refs/heads/main", late)
        with pytest.raises(StoreError, match="git failed"):
            transaction.commit("too late")
    assert GitStore(root, clock=Noon()).head() == late


def test_a_writer_waits_for_the_git_of_a_killed_one(
    store: GitStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "repo" / ".git" / "netops-writing"
    hold = "import fcntl,sys; f=open(sys.argv[1],'a'); fcntl.flock(f,2); print(flush=True); input()"
    with subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-c", hold, str(mark)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as orphan:
        assert orphan.stdout is not None
        orphan.stdout.readline()

        def wait(_seconds: float) -> None:
            orphan.kill()
            orphan.wait()

        monkeypatch.setattr("netops.stores.git_home.time.sleep", wait)
        assert store.write({RUNNING: b"hostname b\n"}, message="after") is not None
        assert orphan.returncode == -signal.SIGKILL


def test_what_a_killed_runs_git_committed_while_we_waited_is_what_ours_follows(
    store: GitStore, tmp_path: Path
) -> None:
    """The orphan's commit changed a file to what the device no longer says."""
    root = tmp_path / "repo"
    with store.transaction() as transaction:
        assert transaction.put(OTHER, b"hostname x\n") is False
        GitStore(root, clock=Noon()).write({OTHER: b"hostname late\n"}, message="the orphan's")
        assert transaction.put(RUNNING, b"hostname b\n") is True
        assert transaction.commit("ours") == store.head()
    assert store.read(OTHER) == b"hostname x\n"
    assert [commit.subject for commit in store.log(OTHER)] == ["ours", "the orphan's", "before"]


def test_a_writer_that_waited_heals_what_the_killed_one_left(
    store: GitStore, tmp_path: Path
) -> None:
    """The killed one still held its mark when this store was opened."""
    folder = tmp_path / "repo" / ".git"
    (folder / "netops-writing").touch()
    (folder / "refs" / "heads" / "main.lock").touch()
    assert store.write({RUNNING: b"hostname b\n"}, message="after") == store.head()
    assert left(tmp_path / "repo") == []


@pytest.mark.parametrize("others", [{}, {OTHER: None}])
def test_a_view_that_somebody_wrote_into_shows_the_commit_again(
    store: GitStore, tmp_path: Path, others: dict[str, None]
) -> None:
    (tmp_path / "repo" / RUNNING).write_bytes(b"mine\n")
    store.write({RUNNING: b"hostname b\n", **others}, message="after")
    assert (tmp_path / "repo" / RUNNING).read_bytes() == b"hostname b\n"
    assert git(tmp_path / "repo", "status", "--porcelain") == ""


def test_a_file_that_becomes_a_folder_is_shown_as_one(store: GitStore, tmp_path: Path) -> None:
    store.write({f"{RUNNING}/part": b"hostname b\n"}, message="after")
    assert (tmp_path / "repo" / RUNNING / "part").read_bytes() == b"hostname b\n"
    assert git(tmp_path / "repo", "status", "--porcelain") == ""


@pytest.mark.parametrize("count", [2, 1001])
def test_few_files_and_many_are_shown_as_they_were_committed(
    store: GitStore, tmp_path: Path, count: int
) -> None:
    names = [f"configs/ams1/edge{number}/running.cfg" for number in range(count)]
    for turn in (b"a\n", b"b\n"):
        store.write(dict.fromkeys(names, turn), message="after")
        assert {(tmp_path / "repo" / name).read_bytes() for name in names} == {turn}
        assert git(tmp_path / "repo", "status", "--porcelain") == ""


def test_reading_many_files_takes_one_process(
    store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.read(RUNNING)
    monkeypatch.setattr(subprocess, "Popen", None)
    for _ in range(100):
        assert store.read(RUNNING) == b"hostname a\n"
        assert store.read("configs/none/of/it.cfg") is None
        assert store.head() is not None


def test_the_reading_process_sees_what_was_committed_since(store: GitStore) -> None:
    first = store.head()
    assert store.read(RUNNING) == b"hostname a\n"
    store.write({RUNNING: b"hostname b\n"}, message="after")
    assert store.read(RUNNING) == b"hostname b\n"
    assert store.read(RUNNING, first) == b"hostname a\n"
    assert first is not None
    assert store.read(RUNNING, first[:8]) == b"hostname a\n"
    assert store.read("configs/ams1") is None


@pytest.mark.usefixtures("store")
def test_a_reading_process_that_dies_is_an_error_and_not_a_missing_file(tmp_path: Path) -> None:
    before = children()
    store = GitStore(tmp_path / "repo", clock=Noon())
    store.read(RUNNING)
    (child,) = children() - before
    os.kill(child, signal.SIGKILL)
    with pytest.raises(StoreError, match="stopped answering"):
        store.read(RUNNING)
    assert store.read(RUNNING) == b"hostname a\n"


def test_a_store_that_is_gone_leaves_no_process_behind(tmp_path: Path) -> None:
    before = children()
    store = GitStore(tmp_path / "repo", clock=Noon())
    for number in range(5):
        store.write({RUNNING: b"%d" % number}, message="one")
        assert store.read(RUNNING) == b"%d" % number
        assert len(children() - before) == 1
    del store
    assert children() <= before


def test_every_text_streams_by_path_at_any_revision(store: GitStore) -> None:
    first = store.head()
    store.write({RUNNING: b"hostname b\n", "log.jsonl": b"{}\n"}, message="after")
    assert list(store.texts("configs")) == [(RUNNING, b"hostname b\n"), (OTHER, b"hostname x\n")]
    assert dict(store.texts("configs/ams1", first)) == {RUNNING: b"hostname a\n"}
    assert list(store.texts("changes")) == []
    with pytest.raises(StoreError, match="no revision"):
        next(store.texts("configs", "deadbeef"))


def test_texts_that_nobody_reads_to_the_end_leave_no_process(store: GitStore) -> None:
    store.write({f"configs/s/d{n}/x.cfg": os.urandom(1 << 18) for n in range(20)}, message="many")
    texts = store.texts("configs")
    next(texts)
    texts.close()


def test_an_empty_store_has_no_texts(tmp_path: Path) -> None:
    assert list(GitStore(tmp_path / "repo", clock=Noon()).texts("configs")) == []


def test_a_run_with_many_files_knows_each_of_them_too(store: GitStore) -> None:
    files = {f"configs/s/d{number}/running.cfg": b"%d\n" % number for number in range(600)}
    store.write(files, message="many")
    with store.transaction() as transaction:
        puts = {path: transaction.put(path, content) for path, content in files.items()}
        assert set(puts.values()) == {False}
        assert transaction.put(RUNNING, b"hostname b\n") is True
        assert transaction.put("configs/s/d599/running.cfg", b"new\n") is True
        transaction.commit("two of them")
    assert [commit.subject for commit in store.log("configs/s/d5/running.cfg")] == ["many"]
    assert store.read("configs/s/d599/running.cfg") == b"new\n"
    assert store.read("configs/s/d598/running.cfg") == b"598\n"


def test_a_file_that_goes_is_gone_with_the_commit_and_stays_in_its_history(
    store: GitStore, tmp_path: Path, started: list[str]
) -> None:
    before = store.head()
    with store.transaction() as transaction:
        assert transaction.put("configs/fra2/never/running.cfg", None) is False
        assert started == []
        assert transaction.put(OTHER, None) is True
        transaction.commit("gone")
    assert store.read(OTHER) is None
    assert store.read(OTHER, before) == b"hostname x\n"
    assert not (tmp_path / "repo" / OTHER).exists()
    assert [commit.subject for commit in store.log(OTHER)] == ["gone", "before"]
    assert store.write({OTHER: None}, message="again") is None
