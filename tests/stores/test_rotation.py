"""Several recipients, an escrow key, and a rotation that is killed at each of its steps."""

import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from netops.errors import InputError, SecretError, StoreError
from netops.model.config import ConfigKind
from netops.stores import sealed as stores_sealed
from netops.stores.files import sync_below
from netops.stores.recipients import OURS, KeyRing, Recipient, checked
from netops.stores.rotation import is_rotating, rotate
from netops.stores.sealed import AgeSealed, opened
from netops.stores.state import StateFolder

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEEP = KeyRing.keep_own
TEXTS = [f"hostname r{number}\nsnmp-server community labSecret RO\n" for number in range(5)]

# Kills its own process at the n-th thing that is done to a file.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from netops.stores import rotation
from netops.stores.sealed import AgeSealed
from netops.stores.state import StateFolder
root, left = Path(sys.argv[1]), int(sys.argv[2])
rotation._BATCH = 2
sealed = AgeSealed(root / "sealed", state=StateFolder(root / "state"))
def count(event, arguments):
    global left
    written = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_ACCMODE
    if written or event in ("os.rename", "os.remove", "os.mkdir", "shutil.rmtree"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
rotation.rotate(sealed, at=datetime(2026, 3, 1, 12, tzinfo=UTC))
"""


def at(root: Path) -> AgeSealed:
    return AgeSealed(root / "sealed", state=StateFolder(root / "state"))


@pytest.fixture
def sealed(tmp_path: Path) -> AgeSealed:
    made = at(tmp_path)
    for number, text in enumerate(TEXTS):
        made.put(f"r{number}", ConfigKind.RUNNING, text, canonical=f"c{number}")
    made.settle()
    return made


def texts(sealed: AgeSealed, identity: Path | None = None) -> list[str]:
    return [
        sealed.get(f"r{number}", ConfigKind.RUNNING, canonical=f"c{number}", identity=identity)
        for number in range(len(TEXTS))
    ]


def escrow(folder: Path, kind: str) -> tuple[str, Path]:
    """A public key of somebody else, and the file of its private one."""
    path = folder / f"escrow-{kind}"
    if kind == "age":
        made = pyrage.x25519.Identity.generate()
        path.write_text(f"# created for a test\n# public key: {made.to_public()}\n{made}\n")
        return str(made.to_public()), path
    command = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "safe of ops", "-f", str(path)]
    subprocess.run(command, check=True)  # noqa: S603 (the system's own ssh-keygen)
    return path.with_suffix(".pub").read_text(), path


def admit(sealed: AgeSealed, key: str, comment: str = "") -> None:
    sealed.keys.replace((*sealed.keys.recipients(), checked(key, comment)))


@pytest.mark.parametrize("kind", ["age", "ed25519", "rsa"])
def test_an_escrow_key_opens_what_is_sealed_without_the_key_of_this_machine(
    sealed: AgeSealed, tmp_path: Path, kind: str
) -> None:
    key, private = escrow(tmp_path, kind)
    admit(sealed, key)
    digest = sealed.seal("sealed later\n")
    with pytest.raises(SecretError, match="does not fit"):
        texts(sealed, private)
    rotate(sealed, at=NOON)
    sealed.keys.identity_file.unlink()
    assert texts(sealed, private) == TEXTS
    assert sealed.unseal(digest, identity=private) == "sealed later\n"


def test_a_rotation_leaves_one_key_that_opens_and_names_the_old_one_for_deletion(
    sealed: AgeSealed, tmp_path: Path
) -> None:
    before = sealed.keys.own()
    heard: list[tuple[int, int]] = []
    done = rotate(sealed, at=NOON, seen=lambda count, every: heard.append((count, every)))
    assert (done.texts, done.fresh, done.closed, done.continued) == (5, 5, (), False)
    assert heard == [(5, 5)]
    assert done.retired is not None
    assert done.retired.read_text().splitlines() == before
    assert not set(sealed.keys.own()) & set(before)
    old = sealed.keys.private(done.retired)
    for path in sealed.files():
        with pytest.raises(SecretError):
            opened(path, old)
    done.retired.unlink()
    assert texts(at(tmp_path)) == TEXTS
    assert [one.comment for one in sealed.keys.recipients()] == [OURS]


def test_a_rotation_that_is_killed_anywhere_keeps_every_text_and_is_ended_by_the_next(
    sealed: AgeSealed, tmp_path: Path
) -> None:
    """Each step is killed once; before and after the next call every text opens."""
    admit(sealed, escrow(tmp_path, "age")[0], "escrow")
    step, died = 0, -9
    while died == -9:
        step += 1
        command = [sys.executable, "-c", KILLED, str(tmp_path), str(step)]
        died = subprocess.run(command, check=False).returncode  # noqa: S603 (our own program)
        after = at(tmp_path)
        assert texts(after) == TEXTS, step
        rotate(after, at=NOON)
        assert texts(at(tmp_path)) == TEXTS, step
        assert not is_rotating(after.keys)
        assert len(after.keys.own()) == 1
        assert [one.comment for one in after.keys.recipients()] == ["escrow", OURS]
    assert died == 0
    assert step > 20


def test_the_old_key_retires_only_when_every_replaced_text_is_on_the_disk(
    sealed: AgeSealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is watched, not cut: a power cut needs a machine of its own."""
    (old,) = sealed.keys.private()
    done: list[str] = []

    def still_old(path: Path) -> bool:
        with suppress(SecretError):
            opened(path, [old])
            return True
        return False

    def synced(folder: Path) -> None:
        sync_below(folder)
        done.append(f"synced, {sum(map(still_old, sealed.files()))} old")

    def kept(self: KeyRing, keys: Iterable[str]) -> None:
        lines = list(keys)
        done.append(f"{len(lines)} keys")
        KEEP(self, lines)

    monkeypatch.setattr(stores_sealed, "sync_below", synced)
    monkeypatch.setattr(KeyRing, "keep_own", kept)
    rotate(sealed, at=NOON)
    assert done == ["2 keys", "synced, 5 old", "synced, 0 old", "1 keys"]


def test_texts_sealed_by_a_run_between_two_halves_of_a_rotation_open_too(
    sealed: AgeSealed, tmp_path: Path
) -> None:
    def cut(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(sealed, at=NOON, seen=cut)
    digest = at(tmp_path).seal("sealed meanwhile\n")
    done = rotate(at(tmp_path), at=NOON)
    assert (done.fresh, done.continued) == (0, True)
    assert at(tmp_path).unseal(digest) == "sealed meanwhile\n"


def test_a_lost_key_is_replaced_with_the_help_of_an_escrow_key(
    sealed: AgeSealed, tmp_path: Path
) -> None:
    key, private = escrow(tmp_path, "age")
    admit(sealed, key, "escrow")
    rotate(sealed, at=NOON)
    sealed.keys.identity_file.unlink()
    with pytest.raises(SecretError, match="bring the key back"):
        rotate(at(tmp_path), at=NOON)
    rotate(at(tmp_path), at=NOON, identity=private)
    assert texts(at(tmp_path)) == TEXTS
    assert [one.comment for one in at(tmp_path).keys.recipients()] == ["escrow", OURS]


def test_a_key_that_opens_nothing_changes_nothing(sealed: AgeSealed, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    _, stranger = escrow(tmp_path, "age")
    before[stranger] = stranger.read_bytes()
    sealed.keys.identity_file.rename(tmp_path / "away")
    with pytest.raises(SecretError, match="nothing was changed"):
        rotate(at(tmp_path), at=NOON, identity=stranger)
    (tmp_path / "away").rename(sealed.keys.identity_file)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_damaged_text_does_not_stop_the_others(sealed: AgeSealed, tmp_path: Path) -> None:
    damaged = sealed.files()[0]
    damaged.write_bytes(b"age-encryption.org/v1\n")
    done = rotate(sealed, at=NOON)
    assert (done.fresh, done.closed) == (4, (damaged,))
    assert not is_rotating(at(tmp_path).keys)


def test_a_rotation_whose_new_key_was_taken_away_asks_for_it(sealed: AgeSealed) -> None:
    before = sealed.keys.own()

    def cut(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(sealed, at=NOON, seen=cut)
    sealed.keys.keep_own(before)
    with pytest.raises(StoreError, match="lost the new key"):
        rotate(sealed, at=NOON)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("nonsense", "no public key"),
        ("ssh-ed25519 AAAA", "no public key"),
        ("AGE-SECRET-KEY-1QQQ", "a private key"),
    ],
)
def test_what_is_no_public_key_is_not_taken_and_not_repeated(key: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        checked(key, "")
    assert key not in str(refused.value)


def test_a_comment_cannot_bring_a_key_of_its_own(tmp_path: Path) -> None:
    key, _ = escrow(tmp_path, "age")
    with pytest.raises(InputError, match="one line"):
        checked(key, f"x\n{key}")


def test_an_ssh_key_has_the_fingerprint_that_ssh_keygen_shows(tmp_path: Path) -> None:
    key, private = escrow(tmp_path, "ed25519")
    one = checked(key, "")
    command = ["ssh-keygen", "-l", "-f", str(private)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 (the same)
    assert one.fingerprint in shown
    assert one == Recipient(one.key, "safe of ops")
    assert one.is_named(one.fingerprint[:15])
    assert one.is_named("safe of ops")
    assert not one.is_named("SHA256:nobody")


def test_an_ssh_key_with_a_passphrase_is_told(sealed: AgeSealed, tmp_path: Path) -> None:
    path = tmp_path / "locked"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "labSecret", "-f", str(path)]
    subprocess.run(command, check=True)  # noqa: S603 (the system's own ssh-keygen)
    with pytest.raises(SecretError, match="passphrase"):
        texts(sealed, path)


def test_nothing_of_a_rotation_can_be_read_by_others(sealed: AgeSealed, tmp_path: Path) -> None:
    rotate(sealed, at=NOON)
    modes = {oct(path.stat().st_mode & 0o077) for path in tmp_path.rglob("*")}
    assert modes == {"0o0"}
