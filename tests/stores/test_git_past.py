"""Repositories of other tools are read, and history is written into an empty one; real git."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from foreign_git import START, ForeignGit

from netops.errors import InputError, StoreError
from netops.stores.git import GitStore
from netops.stores.git_foreign import ForeignRepository
from netops.stores.git_past import Past, write_past
from netops.stores.shards import ShardedStore

R1 = "configs/ams1/r1/running.cfg"


class Now:
    def now(self):
        return START


@pytest.fixture
def theirs(tmp_path: Path) -> ForeignGit:
    return ForeignGit(tmp_path / "theirs")


def past(hour: float, **files: bytes) -> Past:
    paths = {f"configs/ams1/{name}/running.cfg": content for name, content in files.items()}
    return Past(START + timedelta(hours=hour), "Jo Doe", f"hour {hour}\n", paths)


def imported(hour: float, sites: tuple[str, ...] = ("ams1", "fra2")) -> Past:
    paths = {f"configs/{site}/r1/running.cfg": b"hour %d\n" % hour for site in sites}
    mark = f"import\n\nImported-From: oxidized {hour}\n"
    return Past(START + timedelta(hours=hour), "Jo Doe", mark, paths)


def divided(folder: Path) -> ShardedStore:
    def site(path: str) -> str | None:
        return path.split("/")[1] if path.startswith("configs/") else None

    return ShardedStore(
        folder / "repo", folder / "shards", shard_of=site, begin=lambda: None, clock=Now()
    )


def contents(repository: ForeignRepository) -> list[tuple[str, bytes]]:
    named = [row for commit in repository.commits() for row in commit.files]
    texts = repository.contents(blob for _, blob in named)
    return [(path, text) for (path, _), text in zip(named, texts, strict=True)]


@pytest.mark.parametrize("is_bare", [True, False])
def test_every_commit_tells_what_it_added_and_changed_oldest_first(
    theirs: ForeignGit, tmp_path: Path, *, is_bare: bool
) -> None:
    first = theirs.commit({"r1": "a\n", "core/r2": b"\xff\x00\n"}, hour=0)
    theirs.commit({"r1": "b\n"}, hour=1, who="Jo Doe")
    theirs.commit({"r1": None}, hour=2)
    root = theirs.bare(tmp_path / "theirs.git") if is_bare else theirs.root
    repository = ForeignRepository(root)
    commits = repository.commits()
    assert [len(one.files) for one in commits] == [2, 1, 0]
    assert (commits[0].revision, commits[0].time) == (first, START)
    assert [one.author for one in commits] == ["Oxidized", "Jo Doe", "Oxidized"]
    assert contents(repository) == [("core/r2", b"\xff\x00\n"), ("r1", b"a\n"), ("r1", b"b\n")]


def test_a_merge_counts_once_and_links_and_strange_names_are_no_configs(theirs: ForeignGit) -> None:
    theirs.commit({"r1": "a\n"}, hour=0)
    theirs.git("checkout", "-q", "-b", "side")
    theirs.commit({"r2": "b\n"}, hour=1)
    theirs.git("checkout", "-q", "master")
    theirs.commit({"r3": "c\n", "line\nfeed": "d\n"}, hour=2)
    (theirs.root / "link").symlink_to("/etc/passwd")
    theirs.git("merge", "-q", "--no-ff", "-m", "merge", "side", hour=3)
    theirs.commit({}, hour=4)
    paths = [path for path, _ in contents(ForeignRepository(theirs.root))]
    assert paths == ["r1", "r3", "r2"]


def test_a_folder_without_a_repository_and_one_without_a_commit_are_named(
    theirs: ForeignGit, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no git repository here"):
        ForeignRepository(tmp_path).commits()
    with pytest.raises(InputError, match="has no commit"):
        ForeignRepository(theirs.root).commits()


def test_nothing_that_a_foreign_repository_configures_is_run(
    theirs: ForeignGit, tmp_path: Path
) -> None:
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    trap.chmod(0o700)
    theirs.commit({"r1": "a\n", ".gitattributes": "* diff=x\n"}, hour=0)
    theirs.sign()
    for name in ("diff.external", "diff.x.textconv", "core.pager", "gpg.program", "core.fsmonitor"):
        theirs.git("config", name, str(trap))
    theirs.git("config", "log.showSignature", "true")
    assert contents(ForeignRepository(theirs.root))[-1] == ("r1", b"a\n")
    assert not sprung.exists()


def test_a_repository_with_a_hole_is_one_sentence(theirs: ForeignGit) -> None:
    theirs.commit({"r1": "a\n"}, hour=0)
    (blob,) = [
        blob for commit in ForeignRepository(theirs.root).commits() for _, blob in commit.files
    ]
    (theirs.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(StoreError, match="lacks an object"):
        contents(ForeignRepository(theirs.root))


def test_the_past_is_written_with_its_times_and_authors(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    hostile = Past(START + timedelta(hours=2), "<\n>", "m\n", {R1: b"c\n"})
    assert (
        write_past(
            GitStore(root, clock=Now()),
            iter([past(0, r1=b"a\n", r2=b"x\n"), past(1, r1=b"b\n"), hostile]),
        )
        == 3
    )
    store = GitStore(root, clock=Now())
    assert [(one.time - START, one.author) for one in store.log(R1)] == [
        (timedelta(hours=2), "unknown <>"),
        (timedelta(hours=1), "Jo Doe <>"),
        (timedelta(hours=0), "Jo Doe <>"),
    ]
    assert (root / R1).read_bytes() == b"c\n"
    subprocess.run(["git", "-C", str(root), "fsck", "--strict"], check=True)  # noqa: S603, S607 (git)


def test_an_error_on_the_way_leaves_the_repository_empty(tmp_path: Path) -> None:
    root = tmp_path / "repo"

    def broken() -> Iterator[Past]:
        for hour in range(50):
            yield past(hour, r1=os.urandom(4096))
        raise InputError("no such thing")

    with pytest.raises(InputError):
        write_past(GitStore(root, clock=Now()), broken())
    store = GitStore(root, clock=Now())
    assert store.head() is None
    assert not list((root / ".git" / "objects" / "pack").iterdir())
    assert write_past(GitStore(root, clock=Now()), [past(0, r1=b"a\n")]) == 1


@pytest.mark.parametrize("whole", [0, 1, 2])
def test_an_import_that_is_killed_between_shards_begins_anew(tmp_path: Path, whole: int) -> None:
    """Killed when so many of two shards are whole; then called again with fewer devices."""
    program = (
        "import os, signal, sys; from pathlib import Path; from datetime import datetime\n"
        "from netops.stores import git_past; from netops.stores.git_writing import Import\n"
        "from test_git_past import divided, imported\n"
        "end, left = Import.end, [int(sys.argv[2])]\n"
        "def ends(one):\n"
        "    if not left[0]: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    left[0] -= 1\n"
        "    end(one)\n"
        "Import.end = ends\n"
        "git_past.write_past(divided(Path(sys.argv[1])), [imported(n) for n in range(3)])\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path), str(whole)]
    path = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(command, check=False, env=path)  # noqa: S603 (our own program)
    assert done.returncode == -signal.SIGKILL
    assert divided(tmp_path).head() is None
    fewer = [imported(number, sites=("fra2",)) for number in range(2)]
    assert write_past(divided(tmp_path), fewer) == 2
    store = divided(tmp_path)
    assert store.paths("configs") == ("configs/fra2/r1/running.cfg",)
    assert len(list(store.log("configs/fra2/r1/running.cfg"))) == 2
    assert len(list(store.log())) == 2
    files = {path.name for path in (tmp_path / "shards").rglob("*.cfg")}
    assert files == {"running.cfg"}
    for root in store.roots():
        fsck = ["git", "-C", str(root), "fsck", "--strict"]
        subprocess.run(fsck, check=True)  # noqa: S603 (git)


def test_a_shard_that_a_run_has_written_is_no_beginning(tmp_path: Path) -> None:
    divided(tmp_path).shard("ams1").write({R1: b"a\n"}, message="run\n\nRun-Id: r1\n")
    with pytest.raises(StoreError, match="holds commits"):
        write_past(divided(tmp_path), [imported(0)])
    assert divided(tmp_path).read(R1) == b"a\n"


def test_nothing_to_write_leaves_an_empty_repository(tmp_path: Path) -> None:
    assert write_past(GitStore(tmp_path / "repo", clock=Now()), []) == 0
    assert GitStore(tmp_path / "repo", clock=Now()).head() is None
