"""The journal: what recovery can rely on after a crash."""

import pytest

from netops.change.deeds import Step
from netops.change.journal import Record, Trace, decided, line, records, traces
from netops.errors import StoreError

from .stories import NOW


def note(device, step, result="", detail=""):
    return Record(NOW, device, step, result, detail)


RUN = (
    note("", Step.RUN, detail="CHG-2026-0001 1"),
    note("r1", Step.BEGIN),
    note("r2", Step.BEGIN),
    note("r1", Step.ARM),
    note("", Step.DECISION, "commit", "r1"),
    note("r1", Step.END, "applied"),
)


def written(*notes):
    return b"".join(line(one) for one in notes)


def test_a_journal_reads_back_as_it_was_written():
    assert records(written(*RUN), where="j") == RUN


def test_a_torn_last_line_was_never_acted_on_and_is_passed_over():
    content = written(*RUN)
    for cut in range(1, len(line(RUN[-1]))):
        assert records(content[:-cut], where="j") == RUN[:-1]


def test_damage_in_the_middle_stops_with_the_line():
    content = written(RUN[0]) + b"{}\n" + written(RUN[1])
    with pytest.raises(StoreError, match="j:2: the journal is damaged"):
        records(content, where="j")


def test_a_trace_says_how_far_each_device_came():
    assert traces(RUN) == (
        Trace("r1", frozenset({Step.BEGIN, Step.ARM, Step.END}), "applied"),
        Trace("r2", frozenset({Step.BEGIN})),
    )


def test_a_rollback_after_the_end_opens_the_device_again():
    assert traces((*RUN, note("r1", Step.RESTORE)))[0].end == ""


def test_until_the_decision_is_written_abort_is_presumed():
    assert decided(RUN, "r1")
    assert not decided(RUN, "r2")
    assert not decided(RUN[:4], "r1")
    assert not decided((*RUN, note("", Step.DECISION, "abort", "r1 r2")), "r1")
