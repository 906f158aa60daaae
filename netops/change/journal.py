"""The journal of one run: what was about to be done, and what came of it, one JSON line each.

A line is written and synced before its deed. A line without its newline was never finished, so its
deed was never done: it is passed over. Any other damage stops recovery.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from netops.change import canonical_json
from netops.change.deeds import Step
from netops.change.wire import plain, typed
from netops.errors import InputError, StoreError


@dataclass(frozen=True, slots=True)
class Record:
    """One line. `device` is "" for the run itself; `result` is "" before the deed.

    `detail` says what a later reader needs: the run's change and revision, the decision.
    """

    time: datetime
    device: str
    step: Step
    result: str = ""
    detail: str = ""


class Journal(Protocol):
    """Where the records of one run go."""

    def append(self, record: Record) -> None:
        """Write and sync one record; raise `StoreError` when the disk does not take it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """How far one device came: the steps noted for it, and how it ended, "" if it did not."""

    device: str
    steps: frozenset[Step]
    end: str = ""


def line(record: Record) -> bytes:
    """The record as it stands in the file."""
    return canonical_json.encode(plain(record)) + b"\n"


def records(content: bytes, *, where: str) -> tuple[Record, ...]:
    """Every finished record; raise `StoreError` that names the line that is damaged."""
    *whole, _torn = content.split(b"\n")
    return tuple(_record(text, f"{where}:{at}") for at, text in enumerate(whole, start=1))


def traces(journal: Iterable[Record]) -> tuple[Trace, ...]:
    """Each device that the run began with, in the order of its first record."""
    steps: dict[str, set[Step]] = {}
    ends: dict[str, str] = {}
    for record in journal:
        if record.device:
            steps.setdefault(record.device, set()).add(record.step)
            # Whatever comes after an end (a rollback of what was kept) opens the device again.
            ends[record.device] = record.result if record.step is Step.END else ""
    return tuple(Trace(name, frozenset(seen), ends.get(name, "")) for name, seen in steps.items())


def decided(journal: Iterable[Record], device: str) -> bool:
    """Was the decision to commit durable for this device? Until it is, abort is presumed."""
    commit = False
    for record in journal:
        if record.step is Step.DECISION and device in record.detail.split():
            commit = record.result == "commit"
    return commit


def before(journal: Iterable[Record], device: str) -> str:
    """What was up around a device when a run last began with it, as it was noted; "" if not."""
    noted = [one.detail for one in journal if one.step is Step.PRE and one.device == device]
    return noted[-1] if noted else ""


def _record(text: bytes, where: str) -> Record:
    try:
        return typed(canonical_json.decode(text), Record, what="record")
    except InputError as error:
        raise StoreError(
            f"{where}: the journal is damaged ({error}); look at the devices by hand"
        ) from error
