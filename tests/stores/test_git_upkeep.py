"""Packing what runs leave: due by what is there, in nobody's way, and safe to kill."""

import fcntl
import os
import random
from pathlib import Path

import pytest
from gittools import RUNNING, Noon, git, left

from netops.stores import git_upkeep
from netops.stores.git import GitStore


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "repo"


def packs(root: Path) -> list[Path]:
    return sorted((root / ".git" / "objects" / "pack").glob("*.pack"))


def grown(root: Path, runs: int, size: int = 100) -> GitStore:
    store = GitStore(root, clock=Noon())
    noise = random.Random(7)
    for number in range(runs):
        files = {f"configs/s/d{n}/x.cfg": b"%d\n" % number + noise.randbytes(size) for n in (1, 2)}
        store.write(files, message=f"run {number}")
    return store


def test_every_run_leaves_one_pack_and_few_packs_are_left_alone(root: Path) -> None:
    store = grown(root, 5)
    before = packs(root)
    store.upkeep()
    assert packs(root) == before
    assert len(before) == 5


def test_many_packs_are_joined_and_everything_is_still_there(root: Path) -> None:
    store = grown(root, git_upkeep._MANY_PACKS + 1)  # noqa: SLF001 (the bound itself is the matter)
    texts = [store.read("configs/s/d1/x.cfg", f"main~{n}") for n in range(20)]
    store.upkeep()
    assert len(packs(root)) < 5
    assert [store.read("configs/s/d1/x.cfg", f"main~{n}") for n in range(20)] == texts
    again = GitStore(root, clock=Noon())
    assert [again.read("configs/s/d1/x.cfg", f"main~{n}") for n in range(20)] == texts
    git(root, "fsck", "--strict")
    assert (root / ".git" / "objects" / "info" / "commit-graphs").exists() or (
        root / ".git" / "objects" / "info" / "commit-graph"
    ).exists()
    assert left(root) == []


def test_a_repository_that_has_doubled_is_packed_anew_with_deltas(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_upkeep, "_SMALL", 1000)
    store = GitStore(root, clock=Noon())
    text = random.Random(7).randbytes(1 << 16)
    for number in range(4):
        store.write({RUNNING: text + b"%d" % number}, message="one more")
    before = sum(path.stat().st_size for path in packs(root))
    store.upkeep()
    (one,) = packs(root)
    assert one.stat().st_size < before / 3
    store.write({RUNNING: b"small\n"}, message="one more")
    store.upkeep()
    assert one in packs(root)
    assert len(packs(root)) == 2


def test_an_upkeep_under_way_is_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_upkeep, "_SMALL", 1)
    store = grown(root, 3)
    before = packs(root)
    with (root / ".git" / "netops-upkeep").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        store.upkeep()
    assert packs(root) == before
    store.upkeep()
    assert len(packs(root)) == 1


def test_an_upkeep_that_takes_too_long_is_stopped_and_waits_until_more_is_due(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_upkeep, "_SMALL", 1)
    monkeypatch.setattr(git_upkeep, "_LIMIT", 0)
    store = grown(root, 3)
    before = packs(root)
    store.upkeep()
    assert packs(root) == before
    monkeypatch.setattr(git_upkeep, "_LIMIT", 600)
    store.upkeep()
    assert packs(root) == before
    git(root, "fsck", "--strict")


def test_what_a_killed_packing_left_goes_with_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_upkeep, "_SMALL", 1)
    store = grown(root, 3)
    folder = root / ".git" / "objects" / "pack"
    (folder / ".tmp-77-pack-0.pack").write_bytes(os.urandom(9))
    (folder / "tmp_pack_x").write_bytes(os.urandom(9))
    store.upkeep()
    assert left(root) == []


def test_a_run_can_write_while_an_upkeep_packs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_upkeep, "_SMALL", 1)
    store = grown(root, 3)
    with store.transaction() as transaction:
        transaction.put(RUNNING, b"hostname a\n")
        GitStore(root, clock=Noon()).upkeep()
        assert transaction.commit("meanwhile") == store.head()
    assert store.read(RUNNING) == b"hostname a\n"
    git(root, "fsck", "--strict")
