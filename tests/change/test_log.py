"""The hash chain: whatever is done to the file is found, with the line and the reason."""

from datetime import UTC, datetime, timedelta

import pytest

from netops.change import canonical_json
from netops.change.log import (
    GENESIS,
    Broken,
    Event,
    Head,
    following,
    head_from,
    line,
    verify,
)
from netops.errors import InputError
from netops.model.change import State

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def chain(length):
    tail, made = None, []
    for number in range(length):
        event = Event("CHG-2026-0001", "planned", State.PLANNED, number, "wörds")
        tail = following(tail, time=START + timedelta(number), actor="ana", event=event)
        made.append(tail)
    return made


def text(records):
    return b"".join(line(entry) for entry in records)


def test_a_sound_log_reads_back_as_it_was_written():
    records = chain(3)
    assert verify(text(records)) == tuple(records)
    assert records[0].prev == GENESIS
    assert records[1].prev == records[0].hash


def test_an_empty_log_is_sound():
    assert verify(b"") == ()


def test_a_flip_in_any_byte_is_found():
    log = text(chain(3))
    for position in range(len(log)):
        edited = bytearray(log)
        edited[position] ^= 1 << position % 8
        assert isinstance(verify(bytes(edited)), Broken), position


def test_a_flip_names_the_line_where_it_is():
    records = chain(3)
    edited = text(records).replace(b'"rev":1', b'"rev":7')
    found = verify(edited)
    assert isinstance(found, Broken)
    assert str(found).startswith("log.jsonl:2: record 2 does not match its own hash")


def test_a_dropped_record_is_found():
    one, _, three = chain(3)
    assert verify(text([one, three])) == Broken(
        2, "record 3 stands where 2 belongs: dropped or moved"
    )


def test_records_in_another_order_are_found():
    one, two, three = chain(3)
    assert isinstance(verify(text([one, three, two])), Broken)


def test_a_replaced_record_is_found_at_the_one_that_followed_it():
    one, _, three = chain(3)
    event = Event("CHG-2026-0001", "approved", State.APPROVED, 1)
    forged = following(one, time=START, actor="eve", event=event)
    found = verify(text([one, forged, three]))
    assert isinstance(found, Broken)
    assert found.line == 3


def test_a_cut_tail_is_found_by_whoever_remembers_the_head():
    records = chain(3)
    head = Head(3, records[2].hash)
    assert verify(text(records), [head]) == tuple(records)
    assert verify(text(records[:2]), [head]) == Broken(
        3, "the tail was cut: record 3 is remembered but gone"
    )


def test_a_log_written_anew_from_some_record_on_is_found_by_its_head():
    one, two, _ = chain(3)
    event = Event("CHG-2026-0001", "applied", State.APPLIED, 1)
    forged = following(one, time=START, actor="eve", event=event)
    found = verify(text([one, forged]), [Head(2, two.hash)])
    assert found == Broken(2, "record 2 is not the one remembered: written anew")


def test_a_head_of_nothing_holds_for_every_log():
    assert verify(b"", [Head(0, GENESIS)]) == ()


def test_a_torn_last_record_is_found():
    assert verify(text(chain(2))[:-1]) == Broken(2, "the last record is cut short")


def test_a_record_with_more_fields_than_ours_is_found():
    record = canonical_json.decode(text(chain(1))[:-1])
    padded = canonical_json.encode({**record, "also": "this"}) + b"\n"
    assert isinstance(verify(padded), Broken)


def test_a_record_of_another_shape_is_found():
    assert verify(b'{"seq":1}\n').reason.startswith("the record was edited")


def test_a_head_survives_its_trip_through_a_trailer():
    head = Head(12, "sha256:ab")
    assert head_from(f" {head}\n") == head


@pytest.mark.parametrize("words", ["", "12", "x:sha256:ab", "²:a"])
def test_what_is_no_head_is_refused(words):
    with pytest.raises(InputError, match="is no log head"):
        head_from(words)
