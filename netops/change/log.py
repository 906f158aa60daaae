"""The change log: one JSON record a line, each holding the hash of the one before it.

A record is `{seq, time, actor, event, digest, prev, hash}`; `hash` is sha256 over the canonical
JSON of the other six. The chain alone cannot show that its tail was cut or that somebody wrote it
anew from some record on; a `Head` kept elsewhere (the state folder, a git trailer) shows both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from netops.change import canonical_json
from netops.change.wire import plain, typed
from netops.errors import InputError
from netops.model.change import State

GENESIS = "sha256:" + "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a change: a word of the trade, the state it is in now, and why."""

    change: str
    word: str
    state: State
    rev: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record. `seq` counts from 1; `digest` is of what the event is about, "" for nothing."""

    seq: int
    time: datetime
    actor: str
    event: Event
    digest: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last record that somebody remembers; written `seq:hash`."""

    seq: int
    hash: str

    def __str__(self) -> str:
        """The form that goes into a trailer or a file."""
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the log stops being evidence; `line` counts from 1."""

    line: int
    reason: str

    def __str__(self) -> str:
        """One sentence for a person."""
        return f"log.jsonl:{self.line}: {self.reason}"


def head_from(text: str) -> Head:
    """Read `seq:hash`; raise `InputError` when it is something else."""
    seq, colon, digest = text.strip().partition(":")
    if not (colon and seq.isascii() and seq.isdigit()):
        raise InputError(f"'{text.strip()[:40]}' is no log head", hint="expected seq:hash")
    return Head(int(seq), digest)


def following(
    tail: Entry | None, *, time: datetime, actor: str, event: Event, digest: str = ""
) -> Entry:
    """The record that comes after `tail` (None: the first)."""
    seq, prev = (tail.seq + 1, tail.hash) if tail else (1, GENESIS)
    entry = Entry(seq, time, actor, event, digest, prev, "")
    return replace(entry, hash=_hash(entry))


def line(entry: Entry) -> bytes:
    """The record as it stands in the file."""
    return canonical_json.encode(plain(entry)) + b"\n"


def verify(log: bytes, heads: Iterable[Head] = ()) -> tuple[Entry, ...] | Broken:
    """Every record if the chain is whole and holds every remembered head, else where it breaks."""
    chain: list[Entry] = []
    lines = log.split(b"\n")
    if lines.pop():
        return Broken(len(lines) + 1, "the last record is cut short")
    for number, text in enumerate(lines, start=1):
        entry = _read(text)
        wrong = entry if isinstance(entry, str) else _breaks(entry, chain[-1] if chain else None)
        if wrong or isinstance(entry, str):
            return Broken(number, wrong)
        chain.append(entry)
    return next((found for head in heads if (found := _forgotten(chain, head))), tuple(chain))


def _read(text: bytes) -> Entry | str:
    try:
        entry = typed(canonical_json.decode(text), Entry, what="record")
    except InputError as error:
        return f"the record was edited: {error}"
    if line(entry) != text + b"\n":
        return "the record was edited: it holds more, or spells it otherwise, than we write"
    return entry


def _breaks(entry: Entry, before: Entry | None) -> str:
    expected = following(
        before, time=entry.time, actor=entry.actor, event=entry.event, digest=entry.digest
    )
    if entry.seq != expected.seq:
        return f"record {entry.seq} stands where {expected.seq} belongs: dropped or moved"
    if entry.prev != expected.prev:
        return f"record {entry.seq} does not follow the one before it: one of them was replaced"
    if entry.hash != expected.hash:
        return f"record {entry.seq} does not match its own hash: it was edited"
    return ""


def _forgotten(chain: list[Entry], head: Head) -> Broken | None:
    if head.seq > len(chain):
        return Broken(len(chain) + 1, f"the tail was cut: record {head.seq} is remembered but gone")
    if head.seq and chain[head.seq - 1].hash != head.hash:
        return Broken(head.seq, f"record {head.seq} is not the one remembered: written anew")
    return None


def _hash(entry: Entry) -> str:
    fields = plain(entry)
    assert isinstance(fields, dict)  # noqa: S101 (a dataclass becomes a dict; for the type checker)
    del fields["hash"]
    return canonical_json.digest(canonical_json.encode(fields))
