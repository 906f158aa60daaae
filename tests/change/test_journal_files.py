"""Live journals on disk: what a crash leaves, and what it does not."""

import pytest

from netops.change.deeds import Step
from netops.change.journal import Record, line, records
from netops.errors import StoreError
from netops.stores.journal import Journals

from .stories import CHANGE, NOW

ONE, TWO = Record(NOW, "r1", Step.BEGIN), Record(NOW, "r1", Step.LOAD, "ok")


@pytest.fixture
def journals(tmp_path):
    return Journals(tmp_path)


def test_a_journal_is_there_until_it_is_retired(journals):
    journal = journals.open(CHANGE, "20261123T1")
    journal.append(ONE)
    journal.append(TWO)
    assert journals.live(CHANGE) == ("20261123T1",)
    assert journals.live("CHG-2026-0002") == ()
    assert records(journals.content(CHANGE, "20261123T1"), where="j") == (ONE, TWO)
    journals.retire(CHANGE, "20261123T1")
    assert journals.live(CHANGE) == ()


def test_a_record_that_a_crash_cut_short_goes_when_the_run_is_continued(journals, tmp_path):
    journals.open(CHANGE, "a").append(ONE)
    (path,) = (tmp_path / "journal").iterdir()
    path.write_bytes(path.read_bytes() + line(TWO)[:20])
    journals.open(CHANGE, "a").append(TWO)
    assert records(journals.content(CHANGE, "a"), where="j") == (ONE, TWO)


def test_a_journal_is_for_its_owner_only(journals, tmp_path):
    journals.open(CHANGE, "a").append(ONE)
    (path,) = (tmp_path / "journal").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_disk_that_takes_no_record_is_an_error_and_not_silence(journals, tmp_path):
    journal = journals.open(CHANGE, "a")
    journal.append(ONE)
    (path,) = (tmp_path / "journal").iterdir()
    path.unlink()
    path.mkdir()
    with pytest.raises(StoreError, match="appending to"):
        journal.append(TWO)


def test_the_head_of_the_log_is_remembered(journals):
    assert journals.head() == ""
    journals.remember("1:sha256:ab")
    assert journals.head() == "1:sha256:ab"
    journals.remember("2:sha256:cd")
    assert journals.head() == "2:sha256:cd"


def test_a_name_that_is_a_path_is_refused(journals):
    with pytest.raises(StoreError):
        journals.open("../x", "a")
