"""The evidence in several repositories: what one store promises, and what a shard alone does."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from gittools import NOON, Hourly, git, left, no_file_above

from netops.errors import PartlyStored, StoreError
from netops.stores import git_remote
from netops.stores.git import GitStore
from netops.stores.shards import ShardedStore

AMS, AMS2, FRA = (
    f"configs/{site}/{site}-{name}/running.cfg"
    for site, name in (("ams1", "edge1"), ("ams1", "edge2"), ("fra2", "core1"))
)
LOG = "log.jsonl"
RUN = "run\n\nRun-Id: r1\n"


def site(path: str) -> str | None:
    return path.split("/")[1] if path.startswith("configs/") else None


def opened(root: Path, shard_of=site) -> ShardedStore:
    return ShardedStore(
        root / "repo", root / "shards", shard_of=shard_of, begin=lambda: None, clock=Hourly()
    )


@pytest.fixture
def store(tmp_path: Path) -> ShardedStore:
    made = opened(tmp_path)
    made.write({AMS: b"a\n", AMS2: b"b\n", FRA: b"x\n", LOG: b"{}\n"}, message=RUN)
    return made


def test_each_shard_has_its_configs_and_the_main_repository_the_rest(
    store: ShardedStore, tmp_path: Path
) -> None:
    assert store.roots() == tuple(
        tmp_path / name for name in ("repo", "shards/ams1", "shards/fra2")
    )
    assert GitStore(tmp_path / "shards" / "ams1", clock=Hourly()).paths("") == (AMS, AMS2)
    assert store.main.paths("") == (LOG, "shards/ams1", "shards/fra2")
    assert store.paths("configs") == (AMS, AMS2, FRA)
    assert dict(store.texts("configs")) == {AMS: b"a\n", AMS2: b"b\n", FRA: b"x\n"}
    assert store.root_of(FRA) == tmp_path / "shards" / "fra2"
    assert store.root_of(LOG) == tmp_path / "repo"
    for root in store.roots():
        assert git(root, "log", "--format=%(trailers:key=Run-Id,valueonly)").strip() == "r1"
        git(root, "fsck", "--strict")


def test_a_run_commits_in_the_shards_that_change_and_no_other(store: ShardedStore) -> None:
    head = store.head()
    assert store.write({AMS: b"a2\n", FRA: b"x\n"}, message="second") == store.head() != head
    assert [commit.subject for commit in store.log(AMS)] == ["second", "run"]
    assert [commit.subject for commit in store.log(FRA)] == ["run"]
    assert store.write({AMS: b"a2\n", FRA: b"x\n"}, message="third") is None


def test_a_revision_of_the_main_repository_is_a_moment_of_the_whole_evidence(
    store: ShardedStore,
) -> None:
    first = store.head()
    assert first is not None
    store.write({AMS: b"a2\n"}, message="second")
    store.write({"configs/lon3/lon3-new/running.cfg": b"n\n"}, message="third")
    assert store.read(AMS, first) == b"a\n"
    assert dict(store.texts("configs", first)) == {AMS: b"a\n", AMS2: b"b\n", FRA: b"x\n"}
    assert store.read("configs/lon3/lon3-new/running.cfg", first) is None
    shards_own = next(store.log(AMS)).revision
    assert store.read(AMS, shards_own[:10]) == b"a2\n"
    assert store.at(AMS, NOON + timedelta(hours=1)) == list(store.log(AMS))[-1]
    assert "-a\n+a2" in store.diff(list(store.log(AMS))[-1].revision, shards_own, AMS)
    with pytest.raises(StoreError, match="no revision"):
        store.read(AMS, "deadbeef")


def test_what_is_nowhere_is_none(store: ShardedStore) -> None:
    assert store.read("configs/par4/par4-x/running.cfg") is None
    assert list(store.log("configs/par4/par4-x/running.cfg")) == []
    assert store.read("changes/none.json", store.head()) is None


def test_a_shard_that_fails_leaves_the_others_alone_and_is_named(
    store: ShardedStore, tmp_path: Path
) -> None:
    (tmp_path / "shards" / "ams1" / ".git" / "refs" / "heads" / "main.lock").touch()
    with pytest.raises(PartlyStored, match=r"not stored: shard ams1: .*; the other shards are"):
        store.write({AMS: b"a2\n", FRA: b"x2\n", LOG: b"{}\n{}\n"}, message="second")
    assert store.read(AMS) == b"a\n"
    assert store.read(FRA) == b"x2\n"
    assert store.read(LOG) == b"{}\n{}\n"
    again = opened(tmp_path)
    assert again.write({AMS: b"a2\n"}, message="third") is not None
    assert again.read(AMS) == b"a2\n"


def test_the_error_of_a_shard_says_what_was_lost_and_up_to_where_the_rest_is_stored(
    store: ShardedStore, tmp_path: Path
) -> None:
    new = "configs/lon3/lon3-new/running.cfg"
    (tmp_path / "shards" / "lon3").write_text("a file where a shard should be")
    with pytest.raises(PartlyStored) as partly:
        store.write({AMS: b"a2\n", new: b"n\n", LOG: b"{}\n{}\n"}, message="second")
    assert set(partly.value.shards) == {"lon3"}
    assert partly.value.lost == {new}
    assert partly.value.revision == store.head()
    assert store.read(AMS) == b"a2\n"


def test_a_shard_whose_disk_is_full_does_not_stop_the_run(
    store: ShardedStore, tmp_path: Path
) -> None:
    noise = bytes(range(256)) * 4096
    large = {f"configs/ams1/d{n}/running.cfg": bytes([n]) + noise for n in range(40)}

    def run() -> None:
        with store.transaction() as transaction, no_file_above(1024):
            for path, content in {**large, FRA: b"x2\n"}.items():
                transaction.put(path, content)
            with no_file_above(1 << 30):
                transaction.commit("second")

    with pytest.raises(StoreError, match="shard ams1"):
        run()
    assert opened(tmp_path).read(AMS) == b"a\n"
    assert left(tmp_path / "shards" / "ams1") == []


def test_nothing_is_committed_anywhere_when_a_run_ends_early(store: ShardedStore) -> None:
    heads = [git(root, "rev-parse", "main") for root in store.roots()]
    with store.transaction() as transaction:
        transaction.put(AMS, b"a2\n")
        transaction.put(FRA, b"x2\n")
    assert [git(root, "rev-parse", "main") for root in store.roots()] == heads
    assert [left(root) for root in store.roots()] == [[], [], []]


def test_a_device_that_changes_its_group_keeps_its_shard_and_its_history(tmp_path: Path) -> None:
    groups = {"ams1-edge1": "edge", "fra2-core1": "core"}

    def group(path: str) -> str | None:
        return groups.get(path.split("/")[2]) if path.startswith("configs/") else None

    opened(tmp_path, group).write({AMS: b"a\n", FRA: b"x\n"}, message="first")
    groups["ams1-edge1"] = "core"
    moved = opened(tmp_path, group)
    assert moved.read(AMS) == b"a\n"
    moved.write({AMS: b"a2\n"}, message="second")
    assert [commit.subject for commit in moved.log(AMS)] == ["second", "first"]
    assert moved.root_of(AMS) == tmp_path / "shards" / "edge"


@pytest.mark.parametrize("name", ["..", "a/b", "-x", ""])
def test_a_hostile_name_of_a_shard_is_refused(tmp_path: Path, name: str) -> None:
    store = opened(tmp_path, lambda _path: name)
    with pytest.raises(StoreError, match=r"no path of the evidence|no name of a shard"):
        store.write({AMS: b"a\n"}, message="first")
    assert not (tmp_path / "repo" / "configs").exists()


def test_every_shard_is_kept_up_and_pushed(store: ShardedStore, tmp_path: Path) -> None:
    store.upkeep()
    far = tmp_path / "far.git"
    git(tmp_path, "init", "-q", "--bare", "-bmain", str(far))
    assert store.push(str(far)) == {}
    assert git(far, "for-each-ref", "--format=%(refname)").split() == [
        "refs/heads/main", "refs/heads/shards/ams1", "refs/heads/shards/fra2",
    ]  # fmt: skip
    far.rename(tmp_path / "away.git")
    store.write({AMS: b"a2\n"}, message="second")
    assert set(store.push(str(far))) == {"main", "shards/ams1"}


def test_a_remote_is_asked_once_for_all_shards_and_has_one_time_limit(
    store: ShardedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git is a double here: nobody waits five minutes in a test."""
    asked = []

    def hanging(root: Path, words: Sequence[str], *, seconds: float, **_: object) -> str:
        asked.append((root.name, words[0]))
        now[0] += seconds  # it takes all the time that there is
        raise StoreError(f"git {words[0]} took longer than {seconds:.0f} s")

    now = [0.0]
    monkeypatch.setattr(git_remote, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(git_remote, "bounded", hanging)
    behind = store.push(str(tmp_path / "far.git"))
    assert asked == [("repo", "ls-remote")]
    assert {lacks.reason for lacks in behind.values()} == {"git ls-remote took longer than 300 s"}
    assert set(behind) == {"main", "shards/ams1", "shards/fra2"}


def test_a_remote_that_hangs_at_one_shard_is_not_waited_for_at_the_next(
    store: ShardedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git is a double here: nobody waits five minutes in a test."""
    asked = []

    def hanging(root: Path, words: Sequence[str], *, seconds: float, **_: object) -> str:
        asked.append((root.name, words[0]))
        if words[0] == "push":
            now[0] += seconds
            raise StoreError("git push took longer")
        return ""

    now = [0.0]
    monkeypatch.setattr(git_remote, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(git_remote, "bounded", hanging)
    behind = store.push(str(tmp_path / "far.git"))
    assert asked == [("repo", "ls-remote"), ("repo", "push")]
    assert behind["shards/fra2"].reason.startswith("the remote took longer than 300 s")
