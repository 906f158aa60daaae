"""Devices on which the same is wrong are told together, and never two that differ."""

from dataclasses import replace

import pytest
from fleet import INTENDED, RUNNING, STARTUP

from netops.audit.alike import drift_likeness, finding_likeness, grouped
from netops.model.config import Drift, DriftItem, DriftKind, Line
from netops.model.finding import Finding, Result, Severity, Verdict


def item(text, *, number=1, kind=DriftKind.EXTRA, section=("line vty 0 4",)):
    return DriftItem(kind, section, Line(number, text), None)


TELNET = Drift("r1", INTENDED, (item(" transport input telnet"), item(" no login")), "")


def alike(one, other):
    return drift_likeness(one) == drift_likeness(other)


def test_the_same_lines_on_other_places_of_another_device_are_the_same_drift():
    items = (item("no login", number=80), item("transport input telnet", number=90))
    assert alike(TELNET, Drift("r2", INTENDED, items, "another text"))


@pytest.mark.parametrize(
    "other",
    [
        replace(TELNET, against=STARTUP),
        replace(TELNET, against=RUNNING, other="r9"),
        replace(TELNET, owned=("line vty",)),
        replace(TELNET, items=TELNET.items[:1]),
        replace(TELNET, items=(*TELNET.items, TELNET.items[0])),
        replace(TELNET, items=tuple(item(one.running.text, section=()) for one in TELNET.items)),
        replace(
            TELNET,
            items=tuple(replace(one, reference=Line(1, "x"), kind=DriftKind.CHANGED)
                        for one in TELNET.items),
        ),
    ],
)  # fmt: skip
def test_what_differs_in_anything_that_is_told_is_not_the_same(other):
    assert not alike(TELNET, other)


FOUND = Finding(
    "f1", "vty-telnet", "Telnet", "r1", Severity.HIGH, Result.FAIL,
    evidence=(Line(7, " transport input telnet"),), verdict=Verdict.UNAUTHORISED, actors=("eve",),
)  # fmt: skip


def test_findings_differ_in_what_they_say_and_not_in_where_it_stands():
    same = replace(
        FOUND, device="r2", fingerprint="f2", evidence=(Line(9, "transport input telnet"),)
    )
    other = replace(same, actors=("mallory",))
    groups = grouped([FOUND, other, same], finding_likeness)
    assert groups == ((FOUND, same), (other,))


@pytest.mark.parametrize(
    ("drift", "said"),
    [
        (TELNET, "intended"),
        (replace(TELNET, owned=("ntp", "line vty")), "intended in ntp, line vty"),
        (replace(TELNET, against=STARTUP), "startup"),
        (replace(TELNET, against=RUNNING), "the last backup"),
        (replace(TELNET, against=RUNNING, other="r9"), "r9"),
    ],
)
def test_a_drift_says_what_it_was_held_against(drift, said):
    assert drift.reference == said
