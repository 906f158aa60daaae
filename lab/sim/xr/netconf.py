"""The NETCONF agent of IOS-XR: configuration as CLI text, and the state of the models it knows.

Each session has a candidate of its own, as each CLI session has. `copy-config` makes the next
commit replace everything, `edit-config` adds to what runs; a lock keeps every other commit out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lab.sim.lines import complaints, offered, taken
from lab.sim.netconf import BASE, BASE_1_0, BASE_1_1, RpcError, child, local, text_of
from lab.sim.tree import Node
from lab.sim.xr import delta, models
from lab.sim.xr.books import Denied, Terms
from lab.sim.xr.checks import problems, told, untaken
from lab.sim.xr.editor import load
from lab.sim.xr.requests import CLI, cli_lines, must_be_plain, number, parts, reply
from lab.sim.xr.show import head
from lab.sim.xr.text import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree import ElementTree as ET

    from lab.sim.device import Actor
    from lab.sim.xr.books import Books
    from lab.sim.xr.device import Router
    from lab.sim.xr.target import Target

_DIFF = "http://cisco.com/ns/yang/Cisco-IOS-XR-cli-diff-act"
_CONFIRM_SECONDS = 600  # RFC 6241
_CAPABILITIES = (
    BASE_1_0,
    BASE_1_1,
    "urn:ietf:params:netconf:capability:candidate:1.0",
    "urn:ietf:params:netconf:capability:confirmed-commit:1.1",
    "urn:ietf:params:netconf:capability:rollback-on-error:1.0",
    "urn:ietf:params:netconf:capability:validate:1.1",
    "urn:ietf:params:xml:ns:yang:ietf-yang-library?module=ietf-yang-library&revision=2019-01-04",
    f"{CLI}?module=Cisco-IOS-XR-cli-cfg&revision=2017-09-07",
    f"{_DIFF}?module=Cisco-IOS-XR-cli-diff-act&revision=2018-01-17",
)


class XrNetconf:
    """One NETCONF session."""

    greeting = ""
    capabilities = _CAPABILITIES
    namespaces: Mapping[str, str] = {"nc": BASE}

    def __init__(self, device: Router, actor: Actor, number: int) -> None:
        self._device, self._actor, self._number = device, actor, number
        self._target: Target | None = None
        self._operations: Mapping[str, Callable[[ET.Element], str]] = {
            "get": self._get,
            "get-config": self._get_config,
            "edit-config": self._edit,
            "copy-config": self._copy,
            "validate": self._validate,
            "lock": self._lock,
            "unlock": self._unlock,
            "commit": self._commit,
            "cancel-commit": self._cancel,
            "discard-changes": self._discard,
            "get-cli-config-diff": self._diff,
            "roll-back-configuration-last": self._roll_back,
            "roll-back-configuration-to": self._roll_back,
        }

    @property
    def _books(self) -> Books:
        return self._device.books

    def line(self, operation: ET.Element) -> str:
        """The operation and what it is about: `commit confirmed confirm-timeout 60`."""
        words = [local(operation)]
        for part in operation:
            inner = [local(one) for one in part]
            words += inner[:1] or [local(part), *(part.text or "").split()]
        return " ".join(words)

    def answer(self, operation: ET.Element) -> str:
        """The XML inside the reply; raise RpcError to refuse."""
        answer = self._operations.get(local(operation))
        if answer is None:
            raise RpcError("", tag="operation-not-supported", kind="protocol")
        try:
            return answer(operation)
        except Denied as denied:
            raise RpcError(str(denied).strip()) from None

    def left(self) -> None:
        """The session is over: its lock goes, and a confirmed commit of its own goes back."""
        if self._target and self._books.trial is self._target:
            self._books.go_back()
        self._close()

    def _close(self) -> None:
        if self._target:
            self._books.close(self._target)
            self._target = None

    @property
    def _own(self) -> Target:
        if self._target is None:
            self._target = self._books.open(self._actor, "netconf", self._number)
        return self._target

    def _get(self, operation: ET.Element) -> str:
        asked = child(operation, "filter")
        wanted = list(asked) if asked is not None else []
        return reply(parts(wanted, models.state(self._view, [one.tag for one in wanted])))

    @property
    def _view(self) -> Router:
        return self._device.guise or self._device

    def _get_config(self, operation: ET.Element) -> str:
        source, asked = child(operation, "source"), child(operation, "filter")
        is_candidate = source is not None and child(source, "candidate") is not None
        running = self._view.running
        root = (
            self._target.result(running, replaces=False)
            if (is_candidate and self._target)
            else running
        )
        if asked is None:
            return reply(models.configuration(root))
        if child(asked, "cli") is not None:
            text = f"\n{head(self._view)}{whole(root)}\n"
            return f'<data>\n<cli xmlns="{CLI}">{escape(text)}</cli>\n</data>'
        return reply(parts(asked, models.configuration(root, [one.tag for one in asked])))

    def _validate(self, _operation: ET.Element) -> str:
        running = self._device.running
        if found := problems(running, self._own.result(running, replaces=False)):
            raise RpcError(told(found))
        return "<ok/>"

    def _edit(self, operation: ET.Element) -> str:
        must_be_plain(operation)
        lines = self._lines(operation)
        target = self._own
        self._must_take(target.merged.path[0].clone(), lines)
        for editor in (target.merged, target.alone):
            del editor.path[1:]
        for line in lines:
            target.enter(line)
        return "<ok/>"

    def _copy(self, operation: ET.Element) -> str:
        must_be_plain(operation)
        root = Node("")
        self._must_take(root, self._lines(operation))
        self._own.replace(root)
        return "<ok/>"

    def _must_take(self, root: Node, lines: list[str]) -> None:
        # A config from elsewhere may hold what the lab does not know; that much it takes back.
        keeps = self._device.identity.keeps_unknown
        known = set(self._device.text().splitlines()) if keeps else set()
        refused: list[str] = []
        load(root, lines, lambda line, _error: refused.append(line), keeps_unknown=keeps)
        if strange := [line for line in refused if line.rstrip() not in known]:
            raise RpcError(untaken(strange))

    def _lines(self, operation: ET.Element) -> list[str]:
        offers = offered(self._device, cli_lines(operation))
        if refused := [one.line for one in complaints(offers)]:
            raise RpcError(untaken(refused))
        return taken(offers)

    def _lock(self, _operation: ET.Element) -> str:
        try:
            self._books.lock(self._own)
        except Denied as denied:
            holder = self._books.holder or self._books.trial
            holds = f"<session-id>{holder.number if holder else 0}</session-id>"
            raise RpcError(str(denied), tag="lock-denied", kind="protocol", info=holds) from None
        return "<ok/>"

    def _unlock(self, _operation: ET.Element) -> str:
        if self._books.holder is not self._target or self._target is None:
            raise RpcError("", tag="operation-failed", kind="protocol")
        self._books.holder = None
        return "<ok/>"

    def _commit(self, operation: ET.Element) -> str:
        is_trial = child(operation, "confirmed") is not None
        seconds = number(operation, "confirm-timeout", _CONFIRM_SECONDS) if is_trial else 0
        target = self._own
        try:
            self._books.commit(target, Terms(confirmed=seconds))
        except Denied as denied:
            raise RpcError(target.failed or str(denied).strip()) from None
        return "<ok/>"

    def _cancel(self, _operation: ET.Element) -> str:
        if self._target is None or self._books.trial is not self._target:
            raise RpcError("", tag="invalid-value", kind="protocol")
        self._books.go_back()
        self._target.restart(self._device.running, self._books.total)
        return "<ok/>"

    def _discard(self, _operation: ET.Element) -> str:
        if self._target:
            self._target.restart(self._device.running, self._books.total)
        return "<ok/>"

    def _diff(self, _operation: ET.Element) -> str:
        running = self._device.running
        wanted = self._own.result(running, replaces=False)
        version = self._device.identity.version
        first = ("Building configuration...", f"!! IOS XR Configuration {version}")
        text = "\n".join((*first, *delta.marked(running, wanted), "end"))
        return f'<data xmlns="{_DIFF}">{escape(text)}\n</data>'

    def _roll_back(self, operation: ET.Element) -> str:
        name = text_of(operation, "commit-id")
        steps = self._books.steps_to(name) if name else number(operation, "count", 1)
        self._books.undo(self._actor, steps, self._target)
        if self._target:
            self._target.restart(self._device.running, self._books.total)
        return "<ok/>"
