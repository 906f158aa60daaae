"""What the last run was to collect."""

from pathlib import Path

import pytest

from netops.errors import StoreError
from netops.stores.attempts import Attempt, Attempts

BOTH = frozenset({"ams1-edge1", "ams1-core1"})


def test_a_run_that_began_and_never_ended_has_collected_nothing(tmp_path: Path) -> None:
    assert Attempts(tmp_path).last() is None
    Attempts(tmp_path).begin("r1", BOTH)
    assert Attempts(tmp_path).last() == Attempt("r1", BOTH, BOTH)


def test_a_run_that_ended_misses_what_it_did_not_collect(tmp_path: Path) -> None:
    Attempts(tmp_path).begin("r1", BOTH)
    Attempts(tmp_path).end("r1", {"ams1-core1"})
    assert Attempts(tmp_path).last() == Attempt("r1", BOTH, frozenset({"ams1-edge1"}))


def test_what_one_run_missed_stays_missed_when_the_next_asks_others(tmp_path: Path) -> None:
    Attempts(tmp_path).begin("r1", BOTH)
    Attempts(tmp_path).end("r1", {"ams1-core1"})
    Attempts(tmp_path).begin("r2", {"fra2-core1"})
    Attempts(tmp_path).end("r2", {"fra2-core1"})
    every = BOTH | {"fra2-core1"}
    assert Attempts(tmp_path).last() == Attempt("r2", every, frozenset({"ams1-edge1"}))


def test_a_run_that_was_overtaken_does_not_end_another_one(tmp_path: Path) -> None:
    Attempts(tmp_path).begin("r1", BOTH)
    Attempts(tmp_path).begin("r2", BOTH)
    Attempts(tmp_path).end("r1", BOTH)
    assert Attempts(tmp_path).last() == Attempt("r2", BOTH, BOTH)


@pytest.mark.parametrize("content", ["{", "[]", '{"run": "r1"}'])
def test_a_damaged_record_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "last-run.json").write_text(content)
    with pytest.raises(StoreError, match="damaged; the next run begins a new one"):
        Attempts(tmp_path).last()
    Attempts(tmp_path).begin("r1", BOTH)
    assert Attempts(tmp_path).last() == Attempt("r1", BOTH, BOTH)
