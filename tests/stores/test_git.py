"""The evidence repository, against real git."""

import fcntl
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from gittools import NOON, RUNNING, Noon, git, no_file_above

from netops.errors import StoreError
from netops.stores.git import GitStore


@pytest.fixture
def store(tmp_path: Path) -> GitStore:
    return GitStore(tmp_path / "repo", clock=Noon())


def test_a_new_repository_is_empty_and_private(tmp_path: Path) -> None:
    store = GitStore(tmp_path / "repo", clock=Noon())
    assert store.head() is None
    assert store.read(RUNNING) is None
    assert store.paths("configs") == ()
    assert list(store.log()) == []
    assert (tmp_path / "repo").stat().st_mode & 0o777 == 0o700
    assert not list((tmp_path / "repo" / ".git").glob("hooks/*"))
    assert git(tmp_path / "repo", "config", "core.fsync").strip() == "all"


def test_a_write_is_one_commit_with_its_trailers(store: GitStore, tmp_path: Path) -> None:
    files = {RUNNING: b"hostname a\n", "log.jsonl": b"{}\n"}
    revision = store.write(files, message="Backup of 1 device\n\nRun-Id: r1\nChange-Id: CHG-1\n")
    (commit,) = store.log()
    assert (commit.revision, commit.time) == (revision, NOON)
    assert commit.subject == "Backup of 1 device"
    assert commit.trailers == {"Run-Id": "r1", "Change-Id": "CHG-1"}
    assert store.head() == revision
    assert (tmp_path / "repo" / RUNNING).read_bytes() == b"hostname a\n"
    assert git(tmp_path / "repo", "status", "--porcelain") == ""
    git(tmp_path / "repo", "fsck", "--strict")


def test_a_write_without_difference_makes_no_commit(store: GitStore) -> None:
    first = store.write({RUNNING: b"hostname a\n"}, message="one")
    assert store.write({RUNNING: b"hostname a\n"}, message="two") is None
    assert store.head() == first


def test_files_that_do_not_change_stay(store: GitStore) -> None:
    other = "configs/fra2/fra2-core1/running.cfg"
    old = store.write({RUNNING: b"a\n", other: b"x\n"}, message="one")
    store.write({RUNNING: b"b\n"}, message="two")
    assert old is not None
    assert store.read(other) == b"x\n"
    assert store.read(RUNNING, old) == b"a\n"
    assert [commit.subject for commit in store.log(RUNNING)] == ["two", "one"]
    assert [commit.subject for commit in store.log(other)] == ["one"]
    assert store.paths("configs/ams1") == (RUNNING,)
    assert store.paths("") == (RUNNING, other)


def test_a_diff_between_revisions_is_unified(store: GitStore) -> None:
    old = store.write({RUNNING: b"a\nb\n"}, message="one")
    new = store.write({RUNNING: b"a\nc\n"}, message="two")
    assert old is not None
    assert new is not None
    assert "-b\n+c" in store.diff(old, new, RUNNING)
    assert store.diff(old, new, "configs/fra2") == ""


def test_bytes_come_back_as_they_went_in(store: GitStore) -> None:
    content = bytes(range(256)) + b"\r\n\n\n  "
    store.write({RUNNING: content}, message="one")
    assert store.read(RUNNING) == content


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "/etc/passwd",
        "a//b",
        "a/.git/config",
        "-n",
        "a/b\nc",
        "a/ b",
        "",
        "a\\b",
        "ä",
        "a/..",
    ],
)
def test_a_hostile_path_is_refused(store: GitStore, path: str) -> None:
    with pytest.raises(StoreError, match="no path of the evidence"):
        store.write({path: b""}, message="one")
    assert store.head() is None


@pytest.mark.parametrize("revision", ["--all", "main:x\ny", "a..b", "", "deadbeef"])
def test_a_hostile_or_unknown_revision_is_refused(store: GitStore, revision: str) -> None:
    store.write({RUNNING: b"a\n"}, message="one")
    with pytest.raises(StoreError, match="revision"):
        store.diff("main", revision)


def test_a_full_disk_is_one_sentence_and_the_last_commit_stands(
    store: GitStore, tmp_path: Path
) -> None:
    first = store.write({RUNNING: b"hostname a\n"}, message="one")
    with no_file_above(64 * 1024), pytest.raises(StoreError, match="git failed") as failure:
        store.write({RUNNING: os.urandom(1 << 20)}, message="two")
    assert "\n" not in str(failure.value)
    assert store.head() == first
    again = GitStore(tmp_path / "repo", clock=Noon())
    assert again.read(RUNNING) == b"hostname a\n"
    assert git(tmp_path / "repo", "status", "--porcelain") == ""
    assert not list((tmp_path / "repo" / ".git").glob("fast_import_crash_*"))
    assert again.write({RUNNING: b"hostname b\n"}, message="three") is not None


def test_a_crash_between_commit_and_work_tree_is_healed_at_the_next_open(
    store: GitStore, tmp_path: Path
) -> None:
    root = tmp_path / "repo"
    store.write({RUNNING: b"hostname a\n"}, message="one")
    store.write({RUNNING: b"hostname b\n"}, message="two")
    (root / RUNNING).write_bytes(b"half")
    (root / ".git" / "index.lock").touch()
    (root / ".git" / "netops-writing").touch()
    GitStore(root, clock=Noon())
    assert (root / RUNNING).read_bytes() == b"hostname b\n"
    assert git(root, "status", "--porcelain") == ""


def test_a_commit_that_a_killed_writers_git_finished_alone_is_shown_at_the_next_open(
    store: GitStore, tmp_path: Path
) -> None:
    root = tmp_path / "repo"
    store.write({RUNNING: b"hostname a\n"}, message="one")
    tree = git(root, "rev-parse", "main^{tree}").strip()
    late = git(root, "commit-tree", "-p", "main", "-m", "late", tree).strip()
    git(root, "update-ref", "refs/heads/main", late)
    (root / RUNNING).unlink()
    assert GitStore(root, clock=Noon()).head() == late
    assert (root / RUNNING).read_bytes() == b"hostname a\n"


def test_a_reader_leaves_a_living_writer_alone(
    store: GitStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netops.stores.git_home.PATIENCE", 0)
    root = tmp_path / "repo"
    store.write({RUNNING: b"hostname a\n"}, message="one")
    (root / RUNNING).write_bytes(b"half")
    with (root / ".git" / "netops-writing").open("a") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        reader = GitStore(root, clock=Noon())
        assert reader.read(RUNNING) == b"hostname a\n"
        assert (root / RUNNING).read_bytes() == b"half"
        with pytest.raises(StoreError, match="another process is writing"):
            reader.write({RUNNING: b"hostname b\n"}, message="two")


def test_a_second_writer_does_not_overwrite_the_first(
    store: GitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.write({RUNNING: b"a\n"}, message="one")
    second = store.write({RUNNING: b"b\n"}, message="two")
    monkeypatch.setattr("netops.stores.git_objects.Objects.head", lambda _objects: first)
    with pytest.raises(StoreError, match="git failed"):
        store.write({RUNNING: b"c\n"}, message="three")
    monkeypatch.undo()
    assert store.head() == second


def test_the_callers_git_environment_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    git(tmp_path, "init", "-q", str(elsewhere))
    monkeypatch.setenv("GIT_DIR", str(elsewhere / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(elsewhere / ".git" / "index"))
    store = GitStore(tmp_path / "repo", clock=Noon())
    store.write({RUNNING: b"a\n"}, message="one")
    assert store.read(RUNNING) == b"a\n"
    assert (tmp_path / "repo" / RUNNING).exists()


def test_a_broken_repository_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "repo" / ".git"
    folder.mkdir(parents=True)
    (folder / "HEAD").write_text("nonsense")
    with pytest.raises(StoreError, match="no usable git repository"):
        GitStore(tmp_path / "repo", clock=Noon()).head()


@pytest.mark.parametrize("size", [0, 8, 22, 40, 80, 120, 200])
def test_a_repository_that_was_half_made_is_made_whole_at_the_next_open(
    tmp_path: Path, size: int
) -> None:
    """The kernel stops git in the middle: at its first file that is too large for the disk."""
    root = tmp_path / "repo"
    with no_file_above(size), pytest.raises(StoreError, match="cannot make the evidence"):
        GitStore(root, clock=Noon())
    store = GitStore(root, clock=Noon())
    assert store.head() is None
    store.write({RUNNING: b"a\n"}, message="one")
    assert {path.name for path in root.iterdir()} == {".git", "configs"}
    assert git(root, "config", "core.fsync").strip() == "all"
    git(root, "fsck", "--strict")


def test_a_kill_while_a_repository_is_made_leaves_nothing_that_stays(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from netops.stores.git_home import Home\n"
        "Path.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "Home(Path(sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", program, str(root)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL  # noqa: S603 (ours)
    assert [path.name for path in root.iterdir()] != [".git"]
    assert GitStore(root, clock=Noon()).head() is None
    assert [path.name for path in root.iterdir()] == [".git"]


def test_a_repository_that_lost_its_head_gets_it_back(store: GitStore, tmp_path: Path) -> None:
    store.write({RUNNING: b"a\n"}, message="one")
    (tmp_path / "repo" / ".git" / "HEAD").unlink()
    assert GitStore(tmp_path / "repo", clock=Noon()).read(RUNNING) == b"a\n"


def test_two_processes_that_begin_at_once_both_have_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second makes it whole just before the first would put its own in place."""
    root, rename = tmp_path / "repo", Path.rename

    def late(path: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "rename", rename)
        GitStore(root, clock=Noon()).write({RUNNING: b"theirs\n"}, message="one")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", late)
    assert GitStore(root, clock=Noon()).read(RUNNING) == b"theirs\n"


def test_a_killed_writer_leaves_the_last_commit_or_the_next_one(tmp_path: Path) -> None:
    """SIGKILL at many moments of a write; each time the repository opens, reads and writes."""
    program = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from netops.stores.git import GitStore\n"
        "class Now:\n    def now(self): return datetime.now(UTC)\n"
        "store = GitStore(Path(sys.argv[1]), clock=Now())\n"
        "print('ready', flush=True)\n"
        "for number in range(1000):\n"
        "    text = f'hostname a{number}\\n'.encode() * 2000\n"
        "    store.write({f'configs/s/d{n}/running.cfg': text for n in range(9)}, message='m')\n"
    )
    root = tmp_path / "repo"
    for delay in range(6):
        command = [sys.executable, "-c", program, str(root)]
        with subprocess.Popen(  # noqa: S603 (our own program)
            command, stdout=subprocess.PIPE, start_new_session=True
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=0.02 + delay * 0.013)
            os.killpg(child.pid, signal.SIGKILL)
        store = GitStore(root, clock=Noon())
        texts = {store.read(f"configs/s/d{n}/running.cfg") for n in range(9)}
        assert len(texts) == 1
        store.write({"log.jsonl": str(delay).encode()}, message="still writable")
        assert git(root, "status", "--porcelain") == ""
        git(root, "fsck", "--strict")
