"""The XML agent of IOS-XR on a terminal (`xml`): what pyIOSXR and NAPALM's `iosxr` talk to.

Codes and words of the errors are those that pyIOSXR looks for and those of Cisco's XML guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from lab.sim.framing import Malformed
from lab.sim.netconf import parse
from lab.sim.xr.books import NOTHING, Denied, Terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.xr.cli import XrCli

PROMPT = "XML> "
OFF = (
    "ERROR: 0x24319600 'XML-TTY' detected the 'warning' condition "
    "'The XML TTY Agent has not yet been started. Check that the configuration 'xml agent tty' "
    "has been committed.'\n"
)
_END = "</Request>"
_UNREADABLE = "ERROR: 0xa367a600 'XML Service Library' detected the 'fatal' condition '{}'\n"
_WARNING = "'CfgMgr' detected the 'warning' condition '{}'"
_OTHERS = (
    "0x41866c00",
    (
        "One or more commits have occurred from other configuration sessions since this session "
        "started or since the last commit was made from this session."
    ),
)
_EMPTY = ("0x41864e00", "The target configuration buffer is empty.")
_FAILED = (
    "0x40819c00",
    "One or more sub-operations failed during a best effort complex operation",
)
_LOCKED = ("0x43709800", "The Configuration Namespace is locked by another agent.")


class Fault(Exception):
    """An operation failed; it has a code and a message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, _WARNING.format(message)


class XmlAgent:
    """One terminal in XML mode; `inner` is a session in configuration mode behind it."""

    def __init__(self, inner: XrCli) -> None:
        self._inner = inner
        self._target = inner.books.open(inner.actor, "XML agent")
        inner.target = self._target
        self._typed: list[str] = []
        self._operations: dict[str, Callable[[ET.Element], str]] = {
            "CLI": self._cli,
            "Lock": self._lock,
            "Unlock": self._unlock,
            "Clear": self._clear,
            "Commit": self._commit,
            "Rollback": self._roll_back,
        }

    @property
    def is_waiting(self) -> bool:
        """Whether a request has begun and not ended."""
        return bool(self._typed)

    def feed(self, line: str) -> str:
        """Take one line; return the response to the request that it completes."""
        self._typed.append(line)
        if not line.rstrip().endswith(_END):
            self._typed = self._typed if any(map(str.strip, self._typed)) else []
            return ""
        text, self._typed = "\n".join(self._typed), []
        return self._response(text)

    def left(self) -> None:
        """XML mode ends; the lock and the lines of its session go."""
        self._inner.left()

    def _response(self, text: str) -> str:
        try:
            request = parse(text.encode())
        except Malformed as error:
            return _UNREADABLE.format(error)
        response = ET.Element("Response", MajorVersion="1", MinorVersion="0")
        errors = sum(self._answer(operation, response) for operation in request)
        ET.SubElement(response, "ResultSummary", ErrorCount=str(errors))
        declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
        return f"{declared}{ET.tostring(response, 'unicode')}\n"

    def _answer(self, operation: ET.Element, response: ET.Element) -> int:
        said = ET.SubElement(response, operation.tag)
        try:
            text = self._operations.get(operation.tag, _unknown)(operation)
        except Fault as fault:
            said.attrib.update(ErrorCode=fault.code, ErrorMsg=fault.message)
            return 1
        for part in operation if operation.tag == "CLI" else ():
            ET.SubElement(said, part.tag).text = text
        return 0

    def _cli(self, operation: ET.Element) -> str:
        said = []
        for part in operation:
            self._inner.target = self._target if part.tag == "Configuration" else None
            lines = (part.text or "").splitlines()
            said += [self._inner.run(line).text for line in lines if line.strip() != "end"]
            self._inner.target = self._target
        return "".join(said)

    def _lock(self, _operation: ET.Element) -> str:
        try:
            self._inner.books.lock(self._target)
        except Denied:
            raise Fault(*_LOCKED) from None
        return ""

    def _unlock(self, _operation: ET.Element) -> str:
        # A lock that is no longer held is no error: the driver unlocks after it has left and
        # entered XML mode again, which took the lock away.
        if self._inner.books.holder is self._target:
            self._inner.books.holder = None
        return ""

    def _clear(self, _operation: ET.Element) -> str:
        self._target.restart(self._inner.device.running, self._inner.books.total)
        return ""

    def _commit(self, operation: ET.Element) -> str:
        terms = Terms(
            replaces=operation.get("Replace") == "true",
            label=operation.get("Label", ""),
            comment=operation.get("Comment", ""),
            confirmed=_number(operation.get("Confirmed", "0")),
        )
        if self._inner.books.is_behind(self._target):
            raise Fault(*_OTHERS)
        try:
            said = self._inner.books.commit(self._target, terms)
        except Denied:
            raise Fault(*_FAILED) from None
        if said == NOTHING:
            raise Fault(*_EMPTY)
        return ""

    def _roll_back(self, operation: ET.Element) -> str:
        steps = _number(operation.findtext("Previous") or "1")
        try:
            self._inner.books.undo(self._inner.actor, steps, self._target)
        except Denied as denied:
            raise Fault(_FAILED[0], str(denied)) from None
        return self._clear(operation)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Fault(_FAILED[0], f"{text} is not a number")
    return int(text)


def _unknown(operation: ET.Element) -> str:
    raise Fault("0x43679000", f"The operation {operation.tag} is not supported")
