"""Pushing the evidence, against real bare repositories and a real sshd."""

import getpass
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from gittools import NOON, RUNNING, Hourly, git

from netops.stores import git_remote
from netops.stores.git import GitStore


@pytest.fixture
def store(tmp_path: Path) -> GitStore:
    made = GitStore(tmp_path / "repo", clock=Hourly())
    made.write({RUNNING: b"hostname a\n"}, message="one")
    return made


@pytest.fixture
def far(tmp_path: Path) -> Path:
    folder = tmp_path / "far.git"
    git(tmp_path, "init", "-q", "--bare", "-bmain", str(folder))
    return folder


def hooked(far: Path, script: str) -> Path:
    hook = far / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(0o700)
    return hook


def test_the_remote_gets_every_commit(store: GitStore, far: Path) -> None:
    assert store.push(str(far)) == {}
    assert git(far, "rev-parse", "main").strip() == store.head()
    store.write({RUNNING: b"hostname b\n"}, message="two")
    store.write({RUNNING: b"hostname c\n"}, message="three")
    assert store.push(f"file://{far}") == {}
    assert git(far, "log", "--format=%s", "main").split() == ["three", "two", "one"]


def test_an_empty_store_pushes_nothing(tmp_path: Path, far: Path) -> None:
    assert GitStore(tmp_path / "new", clock=Hourly()).push(str(far)) == {}


def test_a_remote_that_does_not_answer_lacks_nothing_that_we_know_of_after_a_push(
    store: GitStore, far: Path
) -> None:
    store.push(str(far))
    shutil.rmtree(far)
    assert store.push(str(far)) == {}


def test_a_remote_that_was_made_anew_gets_everything_again(
    store: GitStore, far: Path, tmp_path: Path
) -> None:
    store.push(str(far))
    shutil.rmtree(far)
    git(tmp_path, "init", "-q", "--bare", "-bmain", str(far))
    assert store.push(str(far)) == {}
    assert git(far, "rev-parse", "main").strip() == store.head()


def test_a_remote_that_was_made_anew_and_declines_lacks_every_commit(
    store: GitStore, far: Path, tmp_path: Path
) -> None:
    store.write({RUNNING: b"hostname b\n"}, message="two")
    store.push(str(far))
    shutil.rmtree(far)
    git(tmp_path, "init", "-q", "--bare", "-bmain", str(far))
    hooked(far, "exit 1")
    assert store.push(str(far))["main"].commits == 2


@pytest.mark.parametrize("how", ["reset", "restored"])
def test_evidence_that_is_older_than_its_remote_is_told_so(
    store: GitStore, far: Path, tmp_path: Path, how: str
) -> None:
    store.push(str(far))
    older = tmp_path / "repo"
    if how == "restored":
        older = shutil.copytree(tmp_path / "repo", tmp_path / "restored")
    store.write({RUNNING: b"hostname b\n"}, message="two")
    store.push(str(far))
    if how == "reset":
        git(older, "update-ref", "refs/heads/main", "main~1")
    lacks = GitStore(older, clock=Hourly()).push(str(far))["main"]
    assert (lacks.commits, lacks.since) == (0, NOON + timedelta(hours=1))
    assert "the two have diverged" in lacks.reason


def test_a_failure_says_how_much_is_missing_since_when_and_the_next_push_brings_all(
    store: GitStore, far: Path
) -> None:
    store.push(str(far))
    away = far.rename(far.with_name("away.git"))
    for number in range(3):
        store.write({RUNNING: b"hostname %d\n" % number}, message="more")
    lacks = store.push(str(far))["main"]
    assert (lacks.commits, lacks.since) == (3, NOON + timedelta(hours=2))
    assert "does not appear to be a git repository" in lacks.reason
    assert store.head() is not None
    away.rename(far)
    assert store.push(str(far)) == {}
    assert git(far, "rev-parse", "main").strip() == store.head()


def test_another_remote_is_told_what_it_lacks_not_what_the_first_has(
    store: GitStore, far: Path, tmp_path: Path
) -> None:
    store.push(str(far))
    assert store.push(str(tmp_path / "nothing.git"))["main"].commits == 1


def test_a_remote_that_went_its_own_way_is_never_overwritten(
    store: GitStore, far: Path, tmp_path: Path
) -> None:
    store.push(str(far))
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(far), str(other))
    who = ("-c", "user.name=x", "-c", "user.email=x@x")
    git(other, *who, "commit", "-q", "--allow-empty", "-m", "foreign")
    git(other, "push", "-q", "origin", "main")
    foreign = git(far, "rev-parse", "main")
    store.write({RUNNING: b"hostname b\n"}, message="two")
    lacks = store.push(str(far))["main"]
    assert "the two have diverged" in lacks.reason
    assert lacks.commits == 1
    assert git(far, "rev-parse", "main") == foreign


def test_a_push_that_hangs_ends_with_its_limit(
    store: GitStore, far: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = hooked(far, "read x < /dev/tty || sleep 600")
    monkeypatch.setattr(git_remote, "LIMIT", 1.0)
    assert store.push(str(far))["main"].reason == "git push took longer than 1 s"
    hook.unlink()
    monkeypatch.undo()
    assert store.push(str(far)) == {}


def test_the_remotes_words_are_one_short_line(store: GitStore, far: Path) -> None:
    hooked(far, "echo no room >&2\nexit 1")
    reason = store.push(str(far))["main"].reason
    assert "\n" not in reason
    assert reason == "it declined: pre-receive hook declined"


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[int]:
    """A real sshd for this account, on a port of its own; the port."""
    server = shutil.which("sshd") or "/usr/sbin/sshd"
    if not Path(server).exists():
        pytest.skip("no sshd here")
    folder = tmp_path / "sshd"
    folder.mkdir(mode=0o700)
    for name in ("host", "client"):
        subprocess.run(  # noqa: S603 (our own words)
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)],  # noqa: S607
            check=True,
        )
    with socket.socket() as free:
        free.bind(("127.154.1.1", 0))
        port = free.getsockname()[1]
    (folder / "conf").write_text(
        f"ListenAddress 127.154.1.1:{port}\nHostKey {folder}/host\nPidFile none\nUsePAM no\n"
        f"AuthorizedKeysFile {folder}/client.pub\nStrictModes no\nPasswordAuthentication no\n"
    )
    Path("/run/sshd").mkdir(exist_ok=True)
    with subprocess.Popen(  # noqa: S603 (our own configuration)
        [server, "-D", "-e", "-f", str(folder / "conf")], stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        assert "listening" in child.stderr.readline()
        yield port
        child.terminate()


def test_over_ssh_an_unknown_host_key_is_refused_and_a_known_one_is_not(
    store: GitStore,
    far: Path,
    sshd: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its keys are named to ssh here, which finds an account's own whatever HOME says."""
    keys = tmp_path / "sshd"
    known = tmp_path / "known_hosts"
    known.touch()
    monkeypatch.setattr(
        git_remote,
        "_SSH",
        f"{git_remote._SSH} -F none -i {keys}/client -oUserKnownHostsFile={known}",  # noqa: SLF001
    )
    url = f"ssh://{getpass.getuser()}@127.154.1.1:{sshd}{far}"
    lacks = store.push(url)["main"]
    assert (lacks.commits, lacks.since) == (1, NOON + timedelta(hours=1))
    assert lacks.reason.startswith("No ED25519 host key is known for [127.154.1.1]")
    key = (keys / "host.pub").read_text().split()[:2]
    known.write_text(f"[127.154.1.1]:{sshd} {' '.join(key)}\n")
    assert store.push(url) == {}
    assert git(far, "rev-parse", "main").strip() == store.head()


def test_nobody_is_asked_for_a_password(store: GitStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_ASKPASS", "/bin/false")
    asked = git_remote._environment()  # noqa: SLF001 (what git is told is the matter)
    assert "BatchMode=yes" in asked["GIT_SSH_COMMAND"]
    assert "StrictHostKeyChecking=yes" in asked["GIT_SSH_COMMAND"]
    assert os.access(shutil.which(asked["GIT_ASKPASS"]) or "", os.X_OK)
    assert store.push("ext::sh -c true")["main"].reason.startswith("transport 'ext' not allowed")
