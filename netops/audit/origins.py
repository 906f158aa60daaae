"""How a revision came to be: by a run, a change or an import, and which person stands behind it.

An approved change names who asked and who signed. Where a device was edited past netops, its own
log may name somebody: that attributes, it never authorises. Git's author is a person only where
another tool's history was brought in, and somebody committed to that by hand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from netops.ports import Commit

EDITED_BY = "Edited-By"
IMPORTED_FROM = "Imported-From"
UNKNOWN = "unknown"
_NAME = re.compile(r"[^\w.@:+/ -]")
_LONGEST = 80
_TOOLS = frozenset({"", "oxidized", "rancid", "root", "unknown"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The people of one change."""

    requester: str
    approvers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """One revision of a device's config.

    `by` is the run or change that stored it, or where it was imported from; `person` says who
    changed the device, `unknown` when nobody can tell. Imported text was never proven whole.
    """

    revision: str
    time: datetime
    by: str
    person: str
    is_verified: bool


def origin(commit: Commit, device: str, changes: Mapping[str, Asked]) -> Origin:
    """Where one commit's version of a device's config comes from.

    `changes` maps the ids of changes to their people, as far as the evidence has them.
    """
    marks = commit.trailers
    change, foreign = marks.get("Change-Id", ""), _short(marks.get(IMPORTED_FROM, ""))
    by = change or foreign or marks.get("Run-Id", "")
    if change:
        person = _people(changes.get(change))
    elif foreign:
        person = _author(commit.author)
    else:
        person = editors(marks.get(EDITED_BY, "")).get(device, UNKNOWN)
    return Origin(commit.revision, commit.time, by, person, is_verified=not foreign)


def edited_by(named: Mapping[str, str]) -> str:
    """The value of the trailer `Edited-By`: device and whom its log names last, "" for nobody.

    >>> edited_by({"ams1-edge1": "mallory from 192.0.2.7"})
    'ams1-edge1 mallory from 192.0.2.7'
    """
    return "; ".join(f"{device} {_spelled(named[device])}" for device in sorted(named))


def editors(trailer: str) -> dict[str, str]:
    """Device -> whom its log named, of one trailer."""
    pairs = (part.partition(" ") for part in trailer.split("; ") if part)
    return {device: f"{who} (device log)" for device, _, who in pairs}


def _author(author: str) -> str:
    """Who committed to a repository of another tool, unless it was the tool."""
    name = author.partition(" <")[0].strip()
    return UNKNOWN if name.lower() in _TOOLS else name


def _short(foreign: str) -> str:
    """`oxidized` and the first digits of the commit there."""
    tool, _, commit = foreign.partition(" ")
    return f"{tool} {commit[:10]}".strip()


def _spelled(name: str) -> str:
    """A name that a device logged, without what could end the trailer or begin another name."""
    return _NAME.sub("?", name)[:_LONGEST].strip() or "?"


def _people(asked: Asked | None) -> str:
    if asked is None:
        return UNKNOWN
    signed = f", approved by {', '.join(asked.approvers)}" if asked.approvers else ""
    return f"{asked.requester}{signed}"
