"""The state folder on a real disk."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netops.errors import Locked, SecretError, StoreError
from netops.model.config import ConfigKind
from netops.stores.files import append_line, write_whole
from netops.stores.state import LastVerified, StateFolder

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 1, 13, tzinfo=UTC)
RUNNING = ("ams1-edge1", ConfigKind.RUNNING)


class Noon:
    def now(self) -> datetime:
        return NOON


@pytest.fixture
def state(tmp_path: Path) -> StateFolder:
    return StateFolder(tmp_path / "state")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_folder_is_tightened_and_its_files_are_private(tmp_path: Path) -> None:
    loose = tmp_path / "state"
    loose.mkdir(mode=0o755)
    state = StateFolder(loose)
    state.key()
    state.remember_verified({RUNNING: LastVerified(NOON, "abc")})
    with state.lock("run nightly", clock=Noon()):
        assert {mode(path) for path in loose.iterdir()} == {0o600}
    assert mode(loose) == 0o700


def test_the_key_is_made_once(state: StateFolder) -> None:
    assert state.key() == state.key()
    assert StateFolder(state.root).key() == state.key()


def test_a_damaged_key_is_never_replaced(state: StateFolder) -> None:
    state.key()
    (state.root / "hmac.key").write_bytes(b"short")
    with pytest.raises(SecretError, match="damaged"):
        state.key()


@pytest.mark.parametrize("evidence", ["repo/configs", "sealed/index.jsonl", "shards/ams1/configs"])
def test_a_lost_key_is_not_made_anew_beside_what_it_masked(tmp_path: Path, evidence: str) -> None:
    (tmp_path / evidence).mkdir(parents=True)
    state = StateFolder(tmp_path / "state")
    with pytest.raises(SecretError, match=rf"hmac\.key is gone, and .*{evidence} was made with it"):
        state.key()
    (state.root / "hmac.key").write_bytes(bytes(32))
    assert state.key() == bytes(32)


def test_a_second_run_learns_who_holds_the_lock_and_since_when(state: StateFolder) -> None:
    with (
        state.lock("run nightly", clock=Noon()),
        pytest.raises(Locked, match=rf"'run nightly' of .*pid {os.getpid()}, since 2026-03-01T12"),
        StateFolder(state.root).lock("backup", clock=Noon()),
    ):
        pass
    with state.lock("backup", clock=Noon()):
        pass


def test_what_was_verified_last_survives_and_merges(state: StateFolder) -> None:
    startup = ("ams1-edge1", ConfigKind.STARTUP)
    state.remember_verified({RUNNING: LastVerified(NOON, "abc")})
    state.remember_verified({startup: LastVerified(LATER, "def")})
    assert StateFolder(state.root).last_verified() == {
        RUNNING: LastVerified(NOON, "abc"),
        startup: LastVerified(LATER, "def"),
    }


def test_the_mark_of_a_devices_log_stays_while_the_device_refuses_to_show_it(
    state: StateFolder,
) -> None:
    state.remember_verified({RUNNING: LastVerified(NOON, "abc", "mark")})
    state.remember_verified({RUNNING: LastVerified(LATER, "def")})
    assert state.last_verified()[RUNNING] == LastVerified(LATER, "def", "mark")


def test_a_damaged_record_is_named(state: StateFolder) -> None:
    (state.root / "collected.json").write_text("{")
    with pytest.raises(StoreError, match=r"collected\.json is damaged"):
        state.last_verified()


def test_a_refused_credential_is_remembered_without_its_words(state: StateFolder) -> None:
    wrong = state.fingerprint("netops", "labSecret")
    state.refuse(wrong, "ams1-edge1", at=NOON, until=LATER)
    state.refuse(wrong, "fra2-edge1", at=LATER, until=LATER)
    found = StateFolder(state.root).refused(wrong)
    assert found is not None
    assert (found.device, found.since, found.until) == ("fra2-edge1", LATER, LATER)
    assert found.times == 2
    assert state.refused(state.fingerprint("netops", "corrected")) is None
    assert "labSecret" not in (state.root / "refused.json").read_text()
    found.record.unlink()
    assert state.refused(wrong) is None
    state.refuse(wrong, "ams1-edge1", at=NOON, until=LATER)
    state.clear(wrong)
    assert state.refused(wrong) is None


def test_a_refusal_of_an_earlier_version_rests_for_an_hour(state: StateFolder) -> None:
    row = {"device": "ams1-edge1", "since": NOON.isoformat()}
    (state.root / "refused.json").write_text(json.dumps({"abc": row}))
    found = state.refused("abc")
    assert found is not None
    assert (found.until, found.times) == (LATER, 1)


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"writing .*/x failed"):
        write_whole(tmp_path / "missing" / "x", b"")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_replacement_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(StoreError, match=r"writing .*/x failed"):
        write_whole(tmp_path / "x", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_torn_tail_is_closed_before_the_next_line(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"one\ntw")
    append_line(tmp_path / "log", b"three")
    assert (tmp_path / "log").read_bytes() == b"one\ntw\nthree\n"
