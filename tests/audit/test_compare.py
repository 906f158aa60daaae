"""Which pairs of texts are compared."""

from fleet import CORE, DEVICES, EDGE, INTENDED, RUNNING, STARTUP, lost, snapshot

from netops.audit.compare import compare

TEXT = "hostname edge1\n"
COLLECTED = (
    snapshot(EDGE, TEXT),
    snapshot(EDGE, "hostname old\n", STARTUP),
    lost(CORE),
    lost(CORE, kind=STARTUP),
)


def pairs(against, intended=None):
    drifts = compare(COLLECTED, DEVICES, intended=intended or {}, against=against)
    return [(one.device, one.against, len(one.items)) for one in drifts]


def test_running_is_held_against_what_was_asked_for():
    intended = {"edge1": TEXT, "core1": TEXT}
    assert pairs([INTENDED], intended) == [("edge1", INTENDED, 0)]
    assert pairs([STARTUP], intended) == [("edge1", STARTUP, 1)]
    assert pairs([STARTUP, INTENDED], intended) == [("edge1", INTENDED, 0), ("edge1", STARTUP, 1)]


def test_without_a_reference_there_is_no_drift_to_speak_of():
    assert pairs([INTENDED]) == []
    assert pairs([RUNNING]) == []


def test_running_is_held_against_what_the_evidence_has_of_it_and_of_another_device():
    stored = {"": {"edge1": TEXT, "core1": TEXT}, "edge2": {"edge1": "hostname edge2\n"}}
    found = compare(COLLECTED, DEVICES, intended={}, against=[RUNNING], stored=stored)
    assert [(one.reference, len(one.items)) for one in found] == [
        ("the last backup", 0),
        ("edge2", 1),
    ]


def test_what_an_intent_owns_is_said_of_its_drift_and_of_no_other():
    owned = {"edge1": ("hostname",)}
    against = [INTENDED, STARTUP]
    found = compare(COLLECTED, DEVICES, intended={"edge1": TEXT}, against=against, owned=owned)
    assert [(one.against, one.owned) for one in found] == [
        (INTENDED, ("hostname",)),
        (STARTUP, ()),
    ]
