"""Sealed texts, with real age encryption."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from netops.errors import SecretError, StoreError
from netops.model.config import ConfigKind
from netops.stores.sealed import AgeSealed
from netops.stores.state import StateFolder

EXACT = "hostname a\r\nsnmp-server community labSecret RO\n"


@pytest.fixture
def state(tmp_path: Path) -> StateFolder:
    return StateFolder(tmp_path / "state")


@pytest.fixture
def sealed(tmp_path: Path, state: StateFolder) -> AgeSealed:
    return AgeSealed(tmp_path / "sealed", state=state)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_text_comes_back_to_the_byte(sealed: AgeSealed) -> None:
    assert sealed.unseal(sealed.seal(EXACT)) == EXACT


def test_nothing_on_disk_shows_the_text_or_its_plain_digest(
    sealed: AgeSealed, tmp_path: Path
) -> None:
    digest = sealed.put("ams1-edge1", ConfigKind.RUNNING, EXACT, canonical="x")
    for path in files(tmp_path):
        assert b"labSecret" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    other = AgeSealed(tmp_path / "other", state=StateFolder(tmp_path / "state2"))
    assert other.seal(EXACT) != digest


def test_sealing_twice_keeps_one_file_and_one_entry(sealed: AgeSealed, tmp_path: Path) -> None:
    for _ in range(2):
        sealed.put("ams1-edge1", ConfigKind.RUNNING, EXACT, canonical="x")
        sealed.settle()
    assert len(list((tmp_path / "sealed").rglob("*.age"))) == 1
    assert (tmp_path / "sealed" / "index.jsonl").read_text().count("\n") == 1


def test_the_newest_is_found_and_the_one_with_a_canonical_text(
    sealed: AgeSealed, tmp_path: Path, state: StateFolder
) -> None:
    sealed.put("ams1-edge1", ConfigKind.RUNNING, "one", canonical="1")
    sealed.put("ams1-edge1", ConfigKind.RUNNING, "two", canonical="2")
    sealed.put("ams1-edge1", ConfigKind.STARTUP, "three", canonical="1")
    sealed.settle()
    again = AgeSealed(tmp_path / "sealed", state=state)
    assert again.get("ams1-edge1", ConfigKind.RUNNING) == "two"
    assert again.get("ams1-edge1", ConfigKind.RUNNING, canonical="1") == "one"
    with pytest.raises(StoreError, match="no such running config of ams1-edge1"):
        again.get("ams1-edge1", ConfigKind.RUNNING, canonical="3")


def test_a_torn_index_line_is_passed_over(
    sealed: AgeSealed, tmp_path: Path, state: StateFolder
) -> None:
    sealed.put("ams1-edge1", ConfigKind.RUNNING, "one", canonical="1")
    sealed.settle()
    with (tmp_path / "sealed" / "index.jsonl").open("a") as index:
        index.write('{"device": "ams1-')
    again = AgeSealed(tmp_path / "sealed", state=state)
    again.put("ams1-edge1", ConfigKind.RUNNING, "two", canonical="2")
    again.settle()
    last = AgeSealed(tmp_path / "sealed", state=state)
    assert last.get("ams1-edge1", ConfigKind.RUNNING) == "two"
    assert last.get("ams1-edge1", ConfigKind.RUNNING, canonical="1") == "one"


def test_a_collector_without_the_private_key_seals_but_does_not_open(
    sealed: AgeSealed, state: StateFolder, tmp_path: Path
) -> None:
    (state.root / "age" / "identity.txt").unlink()
    collector = AgeSealed(tmp_path / "sealed", state=state)
    digest = collector.seal(EXACT)
    with pytest.raises(SecretError, match="bring the key back"):
        sealed.unseal(digest)


def test_a_damaged_or_unknown_text_is_one_sentence(sealed: AgeSealed, tmp_path: Path) -> None:
    digest = sealed.seal(EXACT)
    (tmp_path / "sealed" / digest[:2] / f"{digest}.age").write_bytes(b"age-encryption.org/v1\n")
    with pytest.raises(SecretError, match="damaged"):
        sealed.unseal(digest)
    with pytest.raises(StoreError, match="has no text"):
        sealed.unseal("0" * 64)
    with pytest.raises(StoreError, match="no path"):
        sealed.unseal("../../x")


@pytest.mark.parametrize("content", ["nonsense", "# none"])
def test_a_recipients_file_without_a_usable_key_stops_sealing(
    sealed: AgeSealed, state: StateFolder, content: str
) -> None:
    (state.root / "age" / "recipients.txt").write_text(content)
    with pytest.raises(SecretError, match=r"recipients\.txt holds"):
        sealed.seal(EXACT)


def test_a_broken_identity_is_not_shown(sealed: AgeSealed, state: StateFolder) -> None:
    digest = sealed.seal(EXACT)
    (state.root / "age" / "identity.txt").write_text("AGE-SECRET-KEY-XYZ")
    with pytest.raises(SecretError, match="no age identity") as failure:
        sealed.unseal(digest)
    assert "XYZ" not in str(failure.value)


def put(sealed: AgeSealed, exact: str, *, lasting: str, canonical: str = "x") -> str:
    return sealed.put(
        "ams1-edge1", ConfigKind.RUNNING, exact, canonical=canonical, lasting=lambda: lasting
    )


def test_a_text_whose_clock_alone_went_on_is_not_sealed_again(
    sealed: AgeSealed, tmp_path: Path, state: StateFolder
) -> None:
    first = put(sealed, "!Time: 1\nhostname a\n", lasting="hostname a")
    sealed.settle()
    again = AgeSealed(tmp_path / "sealed", state=state)
    assert put(again, "!Time: 2\nhostname a\n", lasting="hostname a") == first
    assert put(again, "!Time: 3\nhostname b\n", lasting="hostname b") != first
    assert put(again, "!Time: 4\nhostname a\n", lasting="hostname a") == first
    again.settle()
    assert len(again.files()) == 2
    assert again.get("ams1-edge1", ConfigKind.RUNNING) == "!Time: 1\nhostname a\n"


def test_what_a_run_put_and_did_not_settle_is_no_text_of_a_device(
    sealed: AgeSealed, tmp_path: Path, state: StateFolder
) -> None:
    digest = sealed.put("ams1-edge1", ConfigKind.RUNNING, EXACT, canonical="x")
    sealed.file(digest).write_bytes(b"")
    again = AgeSealed(tmp_path / "sealed", state=state)
    with pytest.raises(StoreError, match="no such running config"):
        again.get("ams1-edge1", ConfigKind.RUNNING)
    again.put("ams1-edge1", ConfigKind.RUNNING, EXACT, canonical="x")
    again.settle()
    assert again.get("ams1-edge1", ConfigKind.RUNNING) == EXACT


def test_what_a_dead_run_left_half_written_goes_with_the_next(
    sealed: AgeSealed, tmp_path: Path, state: StateFolder
) -> None:
    sealed.put("ams1-edge1", ConfigKind.RUNNING, "one", canonical="x")
    (tmp_path / "sealed" / ".new" / "tmp123").write_bytes(b"age-enc")
    again = AgeSealed(tmp_path / "sealed", state=state)
    again.put("ams1-edge1", ConfigKind.RUNNING, "two", canonical="y")
    assert list((tmp_path / "sealed" / ".new").iterdir()) == []


def test_a_restore_of_the_past_gives_the_text_of_then_not_a_later_one_that_git_shows_alike(
    sealed: AgeSealed, tmp_path: Path, state: StateFolder
) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    day = timedelta(days=1)
    place = ("ams1-edge1", ConfigKind.RUNNING)
    for number, shown in enumerate("xyx"):
        sealed.put(*place, f"salt {number}", canonical=shown, taken=noon + number * day)
    sealed.settle()
    again = AgeSealed(tmp_path / "sealed", state=state)
    assert again.get(*place, canonical="x", until=noon) == "salt 0"
    assert again.get(*place, canonical="x", until=noon + day) == "salt 0"
    assert again.get(*place, canonical="x", until=noon + 2 * day) == "salt 2"
    assert again.get(*place, canonical="x") == "salt 2"
    assert again.get(*place, canonical="y", until=noon) == "salt 1"


def test_lost_recipients_are_not_made_anew_beside_sealed_texts(
    sealed: AgeSealed, tmp_path: Path, state: StateFolder
) -> None:
    sealed.put("ams1-edge1", ConfigKind.RUNNING, EXACT, canonical="x")
    sealed.settle()
    recipients = state.root / "age" / "recipients.txt"
    recipients.unlink()
    again = AgeSealed(tmp_path / "sealed", state=state)
    with pytest.raises(SecretError, match=r"recipients\.txt is gone, .*; put the saved file back"):
        again.put("ams1-edge1", ConfigKind.RUNNING, "new", canonical="y")
    assert not recipients.exists()


def test_a_first_use_that_was_killed_between_its_two_files_is_ended_by_the_next(
    sealed: AgeSealed, tmp_path: Path, state: StateFolder
) -> None:
    before = sealed.keys.public_of_own()
    (state.root / "age" / "recipients.txt").unlink()
    again = AgeSealed(tmp_path / "sealed", state=state)
    assert tuple(one.key for one in again.keys.recipients()) == before
