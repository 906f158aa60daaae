"""A device as the change engine meets it: it answers deeds, keeps a memory, and can lie.

The tests look at `running` and `startup` directly; the engine only hears what `hear` returns.
"""

from dataclasses import dataclass, field

from netops.change.deeds import (
    Arm,
    CleanUp,
    Confirm,
    Load,
    Loaded,
    Note,
    Read,
    Revert,
    Save,
    Seen,
    Target,
    Unseen,
    Wait,
)
from netops.config.device_diff import normalise
from netops.config.redact import redact
from netops.errors import Cause
from netops.model.change import Answer, Mode, Pending, Reply
from netops.model.device import Identity
from netops.platforms.registry import platform

from .stories import device

IOS = platform("cisco_ios")
KEY = b"k" * 32
BASE = """\
hostname r1
!
interface GigabitEthernet0/1
 description uplink
!
line vty 0 4
 login local
 transport input telnet ssh
!
end
"""
PREDICTED = BASE.replace("telnet ssh", "ssh").replace("uplink", "core")
HALF = BASE.replace("uplink", "core")
FOREIGN = BASE.replace("uplink", "somebody was here")
DIFF = "!List of Commands:\nline vty 0 4\n transport input ssh\nend\n"
OK = Reply(Answer.OK)
LOST = Unseen(Cause.UNREACHABLE, "no answer")


def target(**fields):
    given = {
        "device": device(), "platform": IOS, "label": "CHG-2026-0001-r1", "serial": "S1",
        "os_version": "15.2", "mode": Mode.MERGE,
        "expected_diff": normalise(redact(DIFF, IOS, KEY), mode=Mode.MERGE, platform=IOS),
        "minutes": 2, "soak": 0, "text": "line vty 0 4\n transport input ssh\n", "base": BASE,
        "startup": BASE, "predicted": PREDICTED, "key": KEY,
    }  # fmt: skip
    return Target(**{**given, **fields})


@dataclass
class Box:
    """`says` overrides the reply to a deed by its name; `arms` is what a commit really does.

    `cuts` says that no new session is possible while a commit is armed. `deaf` is how many reads
    still get no answer. `full` is how many more journal records fit. `around` is what is up around
    the device; of a list each reading takes one, and the last stays.
    """

    running: str = BASE
    startup: str = BASE
    serial: str = "S1"
    diff: str | None = DIFF
    arms: str = PREDICTED
    is_armed_by: str = "netops"
    arms_timer: bool = True
    reverts_to: str | None = None
    keeps: bool = True
    saves: bool = True
    goes_back: bool = True
    cuts: bool = False
    deaf: int = 0
    full: int = 1000
    says: dict = field(default_factory=dict)
    on: dict = field(default_factory=dict)
    left: tuple = ()
    around: object = None
    pending: Pending | None = None
    clock: int = 0
    deadline: int = 0
    candidate: str = ""
    before: str = ""
    heard: list = field(default_factory=list)

    def play(self, talk):
        try:
            deed = next(talk)
            while True:
                self.heard.append(deed)
                deed = talk.send(self.hear(deed))
        except StopIteration as end:
            return end.value

    def did(self):
        return [type(deed).__name__ for deed in self.heard if not isinstance(deed, Note)]

    def noted(self):
        return [(deed.step, deed.result) for deed in self.heard if isinstance(deed, Note)]

    def hear(self, deed):
        name = type(deed).__name__
        for edit in self.on.pop(name, ()):
            edit(self)
        reply = getattr(self, f"_{name.lower()}")(deed)
        said = self.says.get(name, reply)
        return said.pop(0) if isinstance(said, list) else said

    def _note(self, _deed):
        self.full -= 1
        return OK if self.full >= 0 else Reply(Answer.REJECTED, "no space left")

    def _read(self, deed):
        assert isinstance(deed, Read)
        if self.deaf > 0 or (self.cuts and self.pending):
            self.deaf -= 1
            return LOST
        identity = Identity("r1", self.serial, "15.2")
        around = self.around
        if isinstance(around, list):
            around = around.pop(0) if len(around) > 1 else around[0]
        return Seen(identity, self.running, self.startup, self.pending, self.left, around)

    def _load(self, deed):
        assert isinstance(deed, Load)
        self.candidate = deed.text
        told = f"!List of Commands:\n{deed.text}end\n" if self.diff is None else self.diff
        return Loaded(told, self.running)

    def _arm(self, deed):
        assert isinstance(deed, Arm)
        self.before = self.running
        self.deadline = self.clock + deed.minutes * 60
        self.running = self.candidate if self.candidate.startswith("hostname") else self.arms
        if self.arms_timer:
            self.pending = Pending(self.is_armed_by, 60, ours=self.is_armed_by == "netops")
        return OK

    def _confirm(self, deed):
        assert isinstance(deed, Confirm)
        if self.keeps:
            self.pending = None
        return OK

    def _revert(self, deed):
        assert isinstance(deed, Revert)
        if self.goes_back:
            self.go_home()
        return OK

    def _save(self, deed):
        assert isinstance(deed, Save)
        if self.saves:
            self.startup = self.running
        return OK

    def _cleanup(self, deed):
        assert isinstance(deed, CleanUp)
        return OK

    def _wait(self, deed):
        assert isinstance(deed, Wait)
        self.clock += deed.seconds
        if self.pending and self.clock >= self.deadline:
            self.go_home()
        return OK

    def go_home(self):
        self.running = self.before if self.reverts_to is None else self.reverts_to
        self.pending = None
