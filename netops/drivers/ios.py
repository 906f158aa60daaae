"""Cisco IOS and IOS-XE: NAPALM opens, loads over SCP and compares; what commits is read by us.

NAPALM's commit, confirm and rollback are not used: they report success on errors they do not
know, save before anybody verified, and leave `file prompt quiet` in the config that a revert
timer goes back to.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from napalm.ios import IOSDriver

from netops.drivers.ios_shell import IosShell
from netops.drivers.pins import changed_key, connected, ssh_pin
from netops.drivers.replies import (
    checked_label,
    complaints,
    judged,
    named,
    printable,
    shown,
    told,
    unsure,
)
from netops.drivers.session import Session
from netops.drivers.taxonomy import device_error
from netops.errors import Cause, DeviceError
from netops.model.change import Answer, Mode, Pending, Reply
from netops.model.config import ConfigKind
from netops.model.device import Identity

_ANSWERS: Mapping[bytes, str] = MappingProxyType(
    {
        rb"Destination filename \[[^\]]*\]\? ?": "",
        rb"all username[^\n]*confirm[^\n]*": "",
        rb"\[confirm\] ?": "",
    }
)
_FILE_ROW = re.compile(r"^ *\d+ +\S+ +\d+ .* (\S+)$", re.MULTILINE)
# A device without the archive feature, or too old for it, has no timers.
_NO_TIMERS = re.compile(
    r"^ *%.*\b(?:turn config archive on|Invalid input)|Archive feature not enabled", re.MULTILINE
)
_OWNER = re.compile(r"^ *User: *(\S+)", re.MULTILINE)


class IosDriver(Session):
    """A `Driver` for one SSH session."""

    _mode = Mode.MERGE
    _file = ""

    def __enter__(self) -> Self:
        """Open the session: pinned host key, one login attempt."""
        pin = ssh_pin(self._device, self._pins, timeout=self._connect_timeout)
        self._napalm = self._driver(pin)
        try:
            self._napalm.open()
            # The second transport, for SCP, makes a connection of its own.
            self._napalm.device.sock = None
            self._shell = IosShell(self._napalm.device, patience=self._read_timeout)
        except Exception as error:
            self._close()
            found = device_error(error, opening=True)
            if found.cause is Cause.HOST_KEY:
                found = changed_key(self._device, pin)
            raise found from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the session; never touches an armed commit."""
        self._close()

    def identity(self) -> Identity:
        """Host name, serial number, version and model, from `show version`."""
        facts = self._platform.capture.identity
        assert facts is not None  # noqa: S101 (IOS has them)
        return named([self._shell.show(one) for one in facts.commands], self._platform)

    def fetch(self, kind: ConfigKind) -> str:
        """Read running or startup, exact text; raise if the reply is an error or cut short."""
        return shown(self._shell.show(self._platform.capture.commands[kind]), self._platform)

    def events(self) -> tuple[str, ...]:
        """The device's own log lines about config changes, newest last; () if it refuses."""
        log = self._shell.show(self._platform.capture.events)
        return told(log.splitlines(), self._platform)

    def state(self) -> None:
        """Nothing yet: the plan says that neighbours and routes are not checked."""

    def pending(self, label: str) -> Pending | None:
        """The armed commit: ours when our login armed it and our file is on flash."""
        text = self._shell.show("show archive config rollback timer")
        if "No Rollback Confirmed Change pending" in text:
            return None
        owner = _OWNER.search(text)
        if owner is None:
            if _NO_TIMERS.search(text):
                return None
            raise DeviceError(Cause.REFUSED, "the rollback timer cannot be read", raw=text)
        ours = owner[1] == self._login.username and bool(self.leftovers(label))
        return Pending(owner=printable(owner[1]), seconds_left=None, ours=ours)

    def load(self, text: str, *, mode: Mode, label: str) -> None:
        """Copy the candidate to flash by SCP, under a name of this change."""
        self._mode, self._file = mode, f"{checked_label(label)}.cfg"
        ended = _as_file(text, self._platform.capture.volatile)
        self._napalm.candidate_cfg = self._napalm.merge_cfg = self._file
        with self._told(), _private_file(ended) as path:
            if mode is Mode.REPLACE:
                self._napalm.load_replace_candidate(filename=path)
            else:
                self._napalm.load_merge_candidate(filename=path)

    def device_diff(self) -> str:
        """The device's own account of what the loaded candidate would change."""
        with self._told():
            diff = str(self._napalm.compare_config())
        if said := complaints(diff.replace("\n+%", "\n%").removeprefix("+")):
            raise DeviceError(Cause.REFUSED, f"the device cannot compare: {said}")
        return diff

    def commit_armed(self, *, minutes: int) -> Reply:
        """Activate the candidate with a device-side revert after `minutes`; never saved."""
        try:
            return self._replace(minutes) if self._mode is Mode.REPLACE else self._merge(minutes)
        except DeviceError as error:
            return unsure(error)

    def confirm(self, label: str) -> Reply:
        """Keep an armed commit of ours; does not save."""
        return self._end(label, "configure confirm", done="")

    def revert(self, label: str) -> Reply:
        """Take an armed commit of ours back now."""
        return self._end(label, "configure revert now", done="Rollback Done")

    def save(self) -> Reply:
        """Make startup equal running."""
        try:
            return judged(self._shell.act("write memory", _ANSWERS), done=r"\[OK\]")
        except DeviceError as error:
            return unsure(error)

    def discard(self, label: str) -> None:
        """Remove every file that carries our label."""
        for name in self.leftovers(label):
            said = complaints(self._shell.act(f"delete /force {self._flash}/{name}", _ANSWERS))
            if said:
                raise DeviceError(Cause.REFUSED, f"cannot remove {name}: {said}")

    def leftovers(self, label: str) -> tuple[str, ...]:
        """Files on flash that still carry our label."""
        ours = f"{checked_label(label)}."
        names = _FILE_ROW.findall(self._shell.show(f"dir {self._flash}"))
        return tuple(name for name in names if name.startswith(ours))

    @property
    def _flash(self) -> str:
        with self._told():
            return str(self._napalm.dest_file_system)

    def _driver(self, pin: Path) -> IOSDriver:
        sock = connected(self._device, timeout=self._connect_timeout)
        return IOSDriver(
            self._device.address,
            self._login.username,
            self._login.password,
            timeout=self._read_timeout,
            optional_args={
                "port": self._device.port,
                "sock": sock,
                "ssh_strict": True,
                "alt_host_keys": True,
                "alt_key_file": str(pin),
                "conn_timeout": self._connect_timeout,
                "auth_timeout": self._connect_timeout,
                "banner_timeout": self._connect_timeout,
                "read_timeout_override": self._read_timeout,
                # It would stand in the config that a revert timer goes back to.
                "auto_file_prompt": False,
            },
        )

    def _merge(self, minutes: int) -> Reply:
        armed = self._shell.act(f"configure terminal revert timer {minutes}", _ANSWERS)
        # Also when it was refused: we may be in config mode, and `end` is harmless elsewhere.
        self._shell.act("end")
        if said := complaints(armed):
            return Reply(Answer.REJECTED, said)
        if "Rollback Confirmed Change" not in armed:
            return Reply(Answer.REJECTED, "the device did not arm its revert timer")
        copy = f"copy {self._flash}/{self._file} running-config"
        return judged(self._shell.act(copy, _ANSWERS), done=r"\d+ bytes copied")

    def _replace(self, minutes: int) -> Reply:
        command = f"configure replace {self._flash}/{self._file} force revert trigger error"
        output = self._shell.act(f"{command} timer {minutes}", _ANSWERS)
        return judged(output, done="Rollback Done")

    def _end(self, label: str, command: str, *, done: str) -> Reply:
        return self._settle(label, lambda _: judged(self._shell.act(command, _ANSWERS), done=done))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """NAPALM's and netmiko's exceptions become ours."""
        try:
            yield
        except Exception as error:
            found = device_error(error)
            if found.cause is Cause.TIMEOUT and not self._napalm.is_alive()["is_alive"]:
                found = DeviceError(Cause.SESSION_LOST, "the connection broke")
            raise found from error

    def _close(self) -> None:
        # A session that is broken cannot be closed politely, and nothing depends on it.
        with suppress(Exception):
            self._napalm.close()
        with suppress(Exception):
            self._napalm.netmiko_optional_args["sock"].close()


def _as_file(text: str, volatile: Iterable[str]) -> str:
    """A config as a file holds it: without the words that only `show` puts above it, with `end`.

    IOS takes `Current configuration : 6100 bytes` for a command, and a replace then fails.
    """
    changing = re.compile("|".join(f"(?:{pattern})" for pattern in volatile))
    lines = [line for line in text.splitlines() if not changing.fullmatch(line.strip())]
    while lines and lines[-1].strip() in {"", "end"}:
        lines.pop()
    return "\n".join([*lines, "end", ""])


@contextmanager
def _private_file(text: str) -> Iterator[str]:
    """A file that only we can read: NAPALM's own would have the mode that umask leaves."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", prefix="netops-") as file:
        file.write(text)
        file.flush()
        yield file.name
