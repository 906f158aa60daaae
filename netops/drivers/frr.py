"""FRRouting over SSH: vtysh reads and pushes, and a process on the router takes a change back.

FRR has no candidate, no confirmed commit and no transaction. The candidate is a file, checked by
vtysh before anything is pushed; `frr-reload --test` is not asked (of an invalid candidate it makes
a plan that deletes everything). The revert timer is `frr_router.sh`, started before the push.
"""

import hashlib
import re
import shlex
from types import TracebackType
from typing import Self

from netops.drivers.frr_facts import NAMES, ended, identity, unfit_lines
from netops.drivers.frr_shell import SCRIPT, RouterShell, login
from netops.drivers.frr_state import network_state
from netops.drivers.pins import changed_key, ssh_pin
from netops.drivers.replies import checked_label, judged, printable, shown, unsure
from netops.drivers.session import Session
from netops.errors import Cause, DeviceError
from netops.model.change import Answer, Mode, Pending, Reply
from netops.model.config import ConfigKind
from netops.model.device import Identity
from netops.model.state import NetworkState

_FOLDER = "/run/frr/netops"
_REFUSED = re.compile(r"^(?:line \d+: |%)", re.MULTILINE)


class FrrDriver(Session):
    """A `Driver` for one SSH connection, with an exec request for each command."""

    _shell: RouterShell
    _loaded = ("", Mode.MERGE)

    def __enter__(self) -> Self:
        """Open the connection: pinned host key, one login attempt."""
        pin = ssh_pin(self._device, self._pins, timeout=self._connect_timeout)
        try:
            self._shell = login(
                self._device,
                self._login,
                pin,
                timeout=self._connect_timeout,
                patience=self._read_timeout,
            )
        except DeviceError as error:
            if error.cause is Cause.HOST_KEY:
                raise changed_key(self._device, pin) from error
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection; never touches an armed commit."""
        self._shell.close()

    def identity(self) -> Identity:
        """Host name and release; the serial number is the machine's."""
        return identity(self._shell.run(NAMES))

    def fetch(self, kind: ConfigKind) -> str:
        """Read running or startup, exact text; raise if the reply is an error or cut short."""
        text = self._shell.run(self._platform.capture.commands[kind])
        return shown(ended(kind, text), self._platform)

    def events(self) -> tuple[str, ...]:
        """Nothing: the daemons log commands without the user who typed them."""
        return ()

    def state(self) -> NetworkState:
        """BGP and OSPF neighbours that are up, and the routes in use."""
        return network_state(self._shell)

    def pending(self, label: str) -> Pending | None:
        """The revert timer that runs on the router, if any, and whether it carries our label."""
        for line in self._shell.script("pending").splitlines():
            owner, _, left = line.partition(" ")
            return Pending(
                owner=printable(owner),
                seconds_left=max(int(left), 0),
                ours=owner == checked_label(label),
            )
        return None

    def load(self, text: str, *, mode: Mode, label: str) -> None:
        """Copy the candidate to the router, and let vtysh look at every line of it.

        The running config is kept beside it: that is what the timer goes back to.
        """
        name = checked_label(label)
        self._shell.script("prepare", name)
        files = {"router.sh": SCRIPT, "goal/frr.conf": _as_file(text)}
        for path, content in files.items():
            target = shlex.quote(f"{_FOLDER}/{name}/{path}")
            self._shell.run(f"umask 077; cat > {target}", content)
        digests = self._shell.script("check", name)
        if any(hashlib.sha256(c.encode()).hexdigest() not in digests for c in files.values()):
            raise DeviceError(Cause.REFUSED, "the candidate did not arrive whole")
        self._loaded = (name, mode)

    def device_diff(self) -> str:
        """The candidate as vtysh reads it on the router: FRR cannot say more without a push."""
        return self._shell.script("reading", self._loaded[0])

    def commit_armed(self, *, minutes: int) -> Reply:
        """Start the timer on the router, then push; never saved."""
        name, mode = self._loaded
        try:
            said = self._shell.script("push", name, str(minutes * 60), mode.value)
        except DeviceError as error:
            return unsure(error)
        # vtysh ends well though a daemon refused a line. Daemons also say what is no refusal.
        refused = _REFUSED.search(said)
        return Reply(Answer.REJECTED, unfit_lines(said)) if refused else Reply(Answer.OK)

    def confirm(self, label: str) -> Reply:
        """Stop our timer; does not save."""
        return self._settle(label, lambda armed: self._verb("keep", armed.owner))

    def revert(self, label: str) -> Reply:
        """Let our timer fire now, and wait until it is done."""
        return self._settle(label, lambda armed: self._verb("back", armed.owner))

    def save(self) -> Reply:
        """Make startup equal running."""
        try:
            return judged(self._shell.run("vtysh -c 'write memory' 2>&1"), done=r"\[OK\]")
        except DeviceError as error:
            return unsure(error)

    def discard(self, label: str) -> None:
        """Remove our folder unless its timer runs: that one is confirmed or reverted."""
        self._shell.script("discard", checked_label(label))

    def leftovers(self, label: str) -> tuple[str, ...]:
        """Our folder on the router."""
        return tuple(self._shell.script("leftovers", checked_label(label)).split())

    def _verb(self, verb: str, name: str) -> Reply:
        self._shell.script(verb, name)
        return Reply(Answer.OK)


def _as_file(text: str) -> str:
    return f"{text.rstrip()}\n"
