"""The change desk: the ports of the change engine, and the log that every step is written to.

Everything that touches the world is a port of `Desk`. `dossier` reads a change from the evidence;
`drafting`, `review` and `execution` take it from one state to the next.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from netops.change.deeds import Seen, Target, Unseen
from netops.change.gate import Rulebook
from netops.change.journal import Journal
from netops.change.log import Broken, Entry, Event, Head, following, head_from, line, verify
from netops.change.rollout import Course, Ended
from netops.change.signatures import Verifier
from netops.errors import StoreError
from netops.model.change import ChangeRequest, State
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.platforms.spec import Platform
from netops.ports import Clock, Sealed, Store

LOG = "log.jsonl"
TRAILER = "Log-Head"


class Requests(Protocol):
    """`change.yaml` as text and back."""

    def dump(self, request: ChangeRequest) -> str:
        """The file's text."""

    def load(self, text: str, *, where: str) -> ChangeRequest:
        """Read the file; raise `InputError` with `file:line`."""


class Journals(Protocol):
    """Live journals, and the head of the log that is remembered outside of git."""

    def open(self, change: str, run: str) -> Journal:
        """The journal of a run, new or continued."""

    def live(self, change: str) -> tuple[str, ...]:
        """The runs of a change that have not ended, oldest first."""

    def content(self, change: str, run: str) -> bytes:
        """The journal's bytes."""

    def retire(self, change: str, run: str) -> None:
        """Remove a journal whose text is committed."""

    def head(self) -> str:
        """The remembered head, "" for none."""

    def remember(self, head: str) -> None:
        """Remember a head."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What a run asks back: record a state, and whether another wave may start ("" or why not)."""

    enter: Callable[[State, str], None]
    may_start: Callable[[], str]


class Network(Protocol):
    """The devices: readings, and runs over live sessions."""

    def read(self, devices: Iterable[Device]) -> Mapping[str, Seen | Unseen]:
        """One fresh reading of each device, by name."""

    def run(
        self,
        course: Course[Ended],
        targets: Mapping[str, Target],
        *,
        journal: Journal,
        watch: Watch,
    ) -> Ended:
        """Play a course to its end; an interrupt takes back what is armed before it returns."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The ports of the change engine.

    `view` reads a file of the evidence's work tree, or None. `intended` is the exact intended
    config of a device that runs a given one, `resolve` puts values in place of `<env:NAME>`
    references. `harmless` are the patterns of a device's lines that only look like a secret.
    `place` is where a device's config lies in the evidence; with `in_clear` its secrets go there
    too, in a text beside it.
    `confirm` raises `Locked` when another host took the right to write over.
    """

    store: Store
    view: Callable[[str], bytes | None]
    sealed: Sealed
    journals: Journals
    requests: Requests
    verifier: Verifier
    network: Network
    clock: Clock
    book: Rulebook
    fleet: Mapping[str, Device]
    platform: Callable[[str], Platform]
    intended: Callable[[Device, str], str]
    resolve: Callable[[str], str]
    harmless: Callable[[Device], tuple[str, ...]]
    place: Callable[[str, ConfigKind], str]
    in_clear: bool
    confirm: Callable[[], None]
    key: bytes = field(repr=False)


def changes(desk: Desk) -> tuple[str, ...]:
    """Every change in the evidence, by id."""
    names = (path.split("/") for path in desk.store.paths("changes"))
    return tuple(sorted({name[1] for name in names if len(name) > 2}))  # noqa: PLR2004 (a file in it)


def verify_log(desk: Desk, copy: bytes | None = None) -> tuple[Entry, ...] | Broken:
    """Check the committed log and its view, or a copy, against every head that is remembered."""
    committed = desk.store.read(LOG) or b""
    heads = tuple(_heads(desk))
    if copy is not None:
        return verify(copy, heads)
    found = verify(committed, heads)
    seen = desk.view(LOG)
    if not isinstance(found, Broken) and seen is not None and seen != committed:
        return _edited_view(seen, heads)
    return found


def log(desk: Desk) -> tuple[Entry, ...]:
    """The records of the committed log; raise `StoreError` when it is no evidence any more."""
    found = verify(desk.store.read(LOG) or b"", _heads(desk))
    if isinstance(found, Broken):
        raise StoreError(f"{found}; nothing is done on a log that was tampered with")
    return found


def record(
    desk: Desk,
    event: Event,
    *,
    actor: str,
    digest: str = "",
    files: Mapping[str, bytes | None] | None = None,
    trailers: Mapping[str, str] | None = None,
) -> None:
    """One step: its files and its log record in one commit, and the new head remembered."""
    chain = log(desk)
    tail = chain[-1] if chain else None
    entry = following(tail, time=desk.clock.now(), actor=actor, event=event, digest=digest)
    head = Head(entry.seq, entry.hash)
    content = (desk.store.read(LOG) or b"") + line(entry)
    marks = {"Change-Id": event.change, **(trailers or {}), TRAILER: str(head)}
    footer = "".join(f"{name}: {value}\n" for name, value in marks.items())
    message = f"{event.change}: {event.word}\n\n{footer}"
    desk.confirm()
    desk.store.write({**(files or {}), LOG: content}, message=message)
    desk.journals.remember(str(head))


def _heads(desk: Desk) -> Iterable[Head]:
    if text := desk.journals.head():
        yield head_from(text)
    for commit in desk.store.log(LOG):
        if TRAILER in commit.trailers:
            yield head_from(commit.trailers[TRAILER])
        break


def _edited_view(seen: bytes, heads: Iterable[Head]) -> tuple[Entry, ...] | Broken:
    found = verify(seen, heads)
    return found if isinstance(found, Broken) else Broken(1, "the work tree is not the commit")
