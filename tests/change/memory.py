"""A change desk in memory: doubles of its ports, and devices that are `Box`es."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from netops.change import apply, recover
from netops.change.deeds import Note, Read, Step
from netops.change.desk import Desk
from netops.change.gate import Rulebook
from netops.change.journal import Record, line
from netops.change.rollout import Decide, Enter, MayStart, Phase
from netops.change.windows import Calendar
from netops.errors import InputError, NetopsError
from netops.model.change import ChangeRequest
from netops.platforms.registry import platform
from netops.sources.change_file import ChangeFile

from .box import KEY, Box
from .stories import NOW, POLICY, SealOfName, device


@dataclass
class Commit:
    revision: str
    trailers: dict
    subject: str
    time: object = NOW


@dataclass
class MemoryStore:
    """A `Store` without a disk."""

    files: dict = field(default_factory=dict)
    commits: list = field(default_factory=list)
    then: list = field(default_factory=list)

    def head(self):
        return self.commits[-1].revision if self.commits else None

    def read(self, path, revision=None):
        files = self.files if revision is None else self.then[int(revision)]
        return files.get(path)

    def write(self, files, *, message):
        self.files |= files
        self.files = {path: text for path, text in self.files.items() if text is not None}
        subject, _, rest = message.partition("\n\n")
        trailers = dict(each.split(": ", 1) for each in rest.splitlines())
        self.commits.append(Commit(str(len(self.commits)), trailers, subject))
        self.then.append(dict(self.files))
        return self.head()

    def paths(self, under):
        return sorted(path for path in self.files if path.startswith(f"{under}/"))

    def log(self, path=None):
        before = [{}, *self.then]
        touched = (
            commit
            for commit, old, new in zip(self.commits, before, self.then, strict=False)
            if path is None or old.get(path) != new.get(path)
        )
        return iter(reversed(list(touched)))

    def diff(self, old, new, path=None):
        raise NotImplementedError


@dataclass
class MemorySealed:
    texts: dict = field(default_factory=dict)
    newest: dict = field(default_factory=dict)

    def seal(self, text):
        digest = f"sealed-{len(self.texts)}"
        self.texts[digest] = text
        return digest

    def unseal(self, digest):
        return self.texts[digest]

    def put(self, device, kind, exact, *, canonical, taken):
        assert canonical
        assert taken
        self.newest[(device, kind)] = exact
        return self.seal(exact)

    def settle(self):
        """All of it is in memory."""

    def get(self, device, kind, *, canonical=None):
        assert canonical is None
        return self.newest[(device, kind)]


@dataclass
class MemoryJournals:
    runs: dict = field(default_factory=dict)
    remembered: str = ""

    def open(self, change, run):
        self.runs.setdefault((change, run), [])
        return MemoryJournal(self.runs[(change, run)])

    def live(self, change):
        return tuple(sorted(run for name, run in self.runs if name == change))

    def content(self, change, run):
        return b"".join(line(record) for record in self.runs[(change, run)])

    def retire(self, change, run):
        del self.runs[(change, run)]

    def head(self):
        return self.remembered

    def remember(self, head):
        self.remembered = head


@dataclass
class MemoryJournal:
    records: list

    def append(self, record):
        self.records.append(record)


@dataclass
class Ticking:
    """A clock that moves a second at each look."""

    moment: object = NOW

    def now(self):
        self.moment += timedelta(seconds=1)
        return self.moment


@dataclass
class BoxNetwork:
    """A `Network` of boxes, one device after the other. `dies_at` is the phase that never ends."""

    boxes: dict
    clock: Ticking
    dies_at: object = None

    def read(self, devices):
        return {one.name: self.boxes[one.name].hear(Read("x")) for one in devices}

    def run(self, course, targets, *, journal, watch):
        try:
            ask = next(course)
            while True:
                ask = course.send(self._answer(ask, targets, journal, watch))
        except StopIteration as end:
            return end.value

    def _answer(self, ask, targets, journal, watch):
        match ask:
            case MayStart():
                return watch.may_start()
            case Enter():
                with suppress(NetopsError):
                    watch.enter(ask.state, ask.reason)
                return ""
            case Decide():
                result = "commit" if ask.commit else "abort"
                detail = " ".join(ask.devices)
                journal.append(Record(self.clock.now(), "", Step.DECISION, result, detail))
                return ""
        if ask.phase is self.dies_at:
            raise KeyboardInterrupt
        return tuple(self._phase(ask, targets[name], journal) for name in ask.devices)

    def _phase(self, ask, target, journal):
        talk = {
            Phase.ARM: lambda: apply.arm(target),
            Phase.KEEP: lambda: apply.keep(target),
            Phase.TAKE_BACK: lambda: apply.take_back(target, ask.reason),
            Phase.RESTORE: lambda: apply.restore(target, ask.reason),
            Phase.FORWARD: lambda: recover.forward(target),
            Phase.WITHDRAW: lambda: recover.withdraw(target),
        }[ask.phase]()
        box = self.boxes[target.name]
        return box.play(self._journaled(talk, target.name, journal))

    def _journaled(self, talk, name, journal):
        heard = None
        while True:
            try:
                deed = talk.send(heard)
            except StopIteration as end:
                return end.value
            if isinstance(deed, Note):
                journal.append(Record(self.clock.now(), name, deed.step, deed.result, deed.detail))
            heard = yield deed


@dataclass
class Office:
    """Everybody at the desk."""

    desk: Desk
    boxes: dict
    views: dict

    def change(self, **fields):
        self.desk = replace(self.desk, **fields)

    def rules(self, **fields):
        self.change(book=replace(self.desk.book, **fields))


def office(*names):
    names = names or ("r1",)
    clock, boxes, views = Ticking(), {name: Box(diff=None) for name in names}, {}
    intended = {}

    def wanted(one, _running):
        if one.name not in intended:
            raise InputError(f"{one.name} has no intended config")
        return intended[one.name]

    desk = Desk(
        store=MemoryStore(),
        view=views.get,
        sealed=MemorySealed(),
        journals=MemoryJournals(),
        requests=ChangeFile(),
        verifier=SealOfName(),
        network=BoxNetwork(boxes, clock),
        clock=clock,
        book=Rulebook(POLICY, "ana bo cy di", "sha256:signers", Calendar()),
        fleet={name: device(name) for name in names},
        platform=platform,
        intended=wanted,
        resolve=lambda text: text.replace("<env:RO>", "labSecretRO"),
        harmless=lambda _device: (),
        place=lambda name, kind: f"configs/ams1/{name}/{kind}.cfg",
        in_clear=False,
        confirm=lambda: None,
        key=KEY,
    )
    made = Office(desk, boxes, views)
    made.intended = intended
    return made


def asked(*devices, **fields):
    given = {
        "id": "", "title": "Telnet off", "reason": "audit", "requester": "ana",
        "devices": devices or ("r1",), "created": NOW, "snippets": {"*": LINES},
    }  # fmt: skip
    return ChangeRequest(**{**given, **fields})


LINES = """\
interface GigabitEthernet0/1
 description core
line vty 0 4
 transport input ssh
"""
