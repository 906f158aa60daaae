"""Who stands behind a revision."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from netops.audit.origins import Asked, edited_by, editors, origin

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Committed:
    trailers: dict[str, str]
    author: str = "netops <netops@localhost>"
    revision: str = "1a2b"
    time: datetime = NOON
    subject: str = ""
    extra: tuple[str, ...] = field(default=())


def told(trailers, author="netops <netops@localhost>", changes=None):
    found = origin(Committed(trailers, author), "r1", changes or {})
    return found.by, found.person, found.is_verified


def test_a_change_names_who_asked_and_who_signed():
    changes = {"CHG-1": Asked("dana", ("alice", "carol")), "CHG-2": Asked("dana")}
    assert told({"Change-Id": "CHG-1"}, changes=changes) == (
        "CHG-1",
        "dana, approved by alice, carol",
        True,
    )
    assert told({"Change-Id": "CHG-2", "Run-Id": "x"}, changes=changes) == ("CHG-2", "dana", True)
    assert told({"Change-Id": "CHG-9"}) == ("CHG-9", "unknown", True)


def test_a_run_names_whom_the_devices_own_log_names():
    marks = {
        "Run-Id": "run1",
        "Edited-By": edited_by({"r1": "mallory from 192.0.2.7", "r2": "eve"}),
    }
    assert told(marks) == ("run1", "mallory from 192.0.2.7 (device log)", True)
    assert told({"Run-Id": "run1", "Edited-By": "r2 eve"}) == ("run1", "unknown", True)
    assert told({}) == ("", "unknown", True)


@pytest.mark.parametrize(
    ("author", "person"),
    [("Oxidized <o@example.com>", "unknown"), (" <>", "unknown"), ("Jo Doe <jo@x>", "Jo Doe")],
)
def test_imported_text_is_not_verified_and_its_author_is_a_person_unless_it_is_the_tool(
    author, person
):
    marks = {"Imported-From": "oxidized 0123456789abcdef"}
    assert told(marks, author) == ("oxidized 0123456789", person, False)


def test_a_name_cannot_end_the_trailer_or_bring_another_device_in():
    hostile = "eve; r2 alice\nChange-Id: CHG-1\x1b[31m"
    value = edited_by({"r1": hostile, "r3": "\n"})
    assert "\n" not in value
    assert set(editors(value)) == {"r1", "r3"}
    assert edited_by({"r1": "x" * 500}) == f"r1 {'x' * 80}"
    assert edited_by({"r1": "  "}) == "r1 ?"
    assert edited_by({}) == ""
    assert editors("") == {}
