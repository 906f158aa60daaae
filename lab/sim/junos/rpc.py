"""A Junos device's NETCONF operations on its configuration: what PyEZ sends and expects.

The shapes of the replies are those of published captures (PyEZ, ncclient, go-netconf); the
operations that ask for state are in `views`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from lab.sim.junos import commits, views
from lab.sim.junos.compare import compare
from lab.sim.junos.load import Problem
from lab.sim.junos.show import braces, commands, filtered, xml
from lab.sim.lines import complaints, offered, taken
from lab.sim.netconf import BASE_1_0, RpcError, child, local, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.device import Actor
    from lab.sim.junos.box import Box

_JUNOS = "http://xml.juniper.net/junos/21.4R0/junos"
_ACTIONS = {"merge", "replace", "override", "update", "set"}
_ONLY_TEXT = "the lab loads text in braces and set commands, no XML, JSON or patches"
_COMMIT = {"log", "confirmed", "confirm-timeout", "check", "full", "synchronize"}
_LONG = {"configuration-text", "configuration-set", "configuration"}


class JunosService:
    """One NETCONF session of a Junos device."""

    greeting = "<!-- No zombies were killed during the creation of this user interface -->\n"
    capabilities = (
        BASE_1_0,
        "urn:ietf:params:netconf:capability:candidate:1.0",
        "urn:ietf:params:netconf:capability:confirmed-commit:1.0",
        "urn:ietf:params:netconf:capability:validate:1.0",
        "urn:ietf:params:netconf:capability:url:1.0?scheme=http,ftp,file",
        "http://xml.juniper.net/netconf/junos/1.0",
        "http://xml.juniper.net/dmi/system/1.0",
    )

    def __init__(self, box: Box, actor: Actor) -> None:
        self.namespaces = {"junos": _JUNOS}
        self._box = box
        self._database = box.database
        self._editor = box.database.editor(actor, "netconf")
        self._operations: dict[str, Callable[[ET.Element], str]] = {
            "get-configuration": self._get_configuration,
            "lock-configuration": self._lock,
            "unlock-configuration": self._unlock,
            "load-configuration": self._load,
            "commit-configuration": self._commit,
        }

    def line(self, operation: ET.Element) -> str:
        """The operation and its arguments: `commit-configuration confirmed confirm-timeout 5`."""
        words = [local(operation), *(operation.get(name, "") for name in ("action", "database"))]
        words += [f"rollback {operation.get('rollback')}"] if operation.get("rollback") else []
        words.append((operation.text or "").strip())
        for part in operation:
            words += [local(part), "" if local(part) in _LONG else (part.text or "").strip()]
        return " ".join(filter(None, words))

    def answer(self, operation: ET.Element) -> str:
        """The XML inside the reply; raise RpcError to refuse."""
        name = local(operation)
        if name in self._operations:
            try:
                return self._operations[name](operation)
            except commits.Locked as held:
                raise self._denied(held) from None
        return views.answer(self._view, operation)

    def _denied(self, held: commits.Locked) -> RpcError:
        holder = self._database.lock
        info = f"<session-id>{holder.pid}</session-id>" if holder else ""
        return RpcError(f"\n{held}\n", tag="lock-denied", kind="protocol", info=info)

    @property
    def _view(self) -> Box:
        return self._box.guise or self._box

    def left(self) -> None:
        """The session is over; its lock goes, and with it what it did not commit."""
        self._database.give_back(self._editor)

    def _get_configuration(self, operation: ET.Element) -> str:
        if operation.get("compare") == "rollback":
            return self._compare(operation.get("rollback", "0"))
        is_candidate = operation.get("database", "candidate") == "candidate"
        database = self._view.database
        shown = database.candidate if is_candidate else database.active
        if operation.get("format") == "text":
            head = database.head(is_candidate=is_candidate)
            text = "\n".join((head, *braces(shown)))
            return f"<configuration-text>\n{escape(text)}\n</configuration-text>"
        if operation.get("format") == "set":
            text = "\n".join(commands(shown))
            return f"<configuration-set>\n{escape(text)}\n</configuration-set>"
        tree = xml(shown, ET.Element("configuration"))
        wanted = child(operation, "configuration")
        tree = tree if wanted is None or not len(wanted) else filtered(tree, wanted)
        return ET.tostring(tree, encoding="unicode")

    def _compare(self, number: str) -> str:
        try:
            old = self._database.earlier(int(number))
        except (LookupError, ValueError):
            raise RpcError(f"rollback {number} does not exist") from None
        patch = escape("\n" + compare(old, self._database.candidate))
        return (
            "<configuration-information>\n<configuration-output>"
            f"{patch}</configuration-output>\n</configuration-information>"
        )

    def _lock(self, _operation: ET.Element) -> str:
        self._database.take(self._editor)
        return "<ok/>"

    def _unlock(self, _operation: ET.Element) -> str:
        self._database.give_back(self._editor)
        return "<ok/>"

    def _load(self, operation: ET.Element) -> str:
        database = self._database
        database.admit(self._editor)
        if operation.get("compare") == "rollback" or operation.get("rollback"):
            return self._rollback(operation.get("rollback", "0"))
        action = operation.get("action", "merge")
        form = "configuration-set" if action == "set" else "configuration-text"
        if action not in _ACTIONS or child(operation, form) is None:
            # Never an empty load that is called a success.
            raise RpcError(_ONLY_TEXT, tag="operation-not-supported")
        text = text_of(operation, form)
        offers = offered(self._box, text.splitlines())
        problems = database.load("\n".join(taken(offers)), action)
        refused = [Problem(one.said or "", one.line.strip()) for one in complaints(offers)]
        return _loaded([*problems, *refused])

    def _rollback(self, number: str) -> str:
        try:
            self._database.rollback(int(number))
        except (LookupError, ValueError):
            raise RpcError(f"rollback {number} does not exist") from None
        return "<load-configuration-results>\n<ok/>\n</load-configuration-results>"

    def _commit(self, operation: ET.Element) -> str:
        for part in operation:
            if local(part) not in _COMMIT:
                why = f"<bad-element>{local(part)}</bad-element>"
                raise RpcError("syntax error", kind="protocol", info=why)
        try:
            if child(operation, "check") is not None:
                self._database.check(self._editor)
                return _committed("<commit-check-success/>")
            minutes = _minutes(operation)
            commit = self._database.commit(
                self._editor, comment=text_of(operation, "log"), minutes=minutes
            )
        except commits.CheckFailed as failed:
            return failure(failed)
        return _committed(
            "<commit-success/>\n<commit-revision-information>\n"
            f"<new-db-revision>{commit.revision}</new-db-revision>\n"
            f"<old-db-revision>{self._database.commits[1].revision}</old-db-revision>\n"
            "</commit-revision-information>"
        )


def _minutes(operation: ET.Element) -> int:
    if child(operation, "confirmed") is None:
        return 0
    given = text_of(operation, "confirm-timeout") or "10"
    if not given.isdecimal() or not 0 < int(given) <= commits.LONGEST:
        why = f"invalid value '{given}' for confirm-timeout"
        raise RpcError(why, tag="invalid-value", kind="protocol")
    return int(given)


def _loaded(problems: list[Problem]) -> str:
    if not problems:
        return "<load-configuration-results>\n<ok/>\n</load-configuration-results>"
    errors = "\n".join(
        str(
            RpcError(
                problem.why,
                kind="protocol",
                severity=problem.severity,
                info=f"<bad-element>{escape(problem.element)}</bad-element>",
            )
        )
        for problem in problems
    )
    count = sum(problem.severity == "error" for problem in problems)
    last = f"<load-error-count>{count}</load-error-count>" if count else "<ok/>"
    return f"<load-configuration-results>\n{errors}\n{last}\n</load-configuration-results>"


def _committed(verdict: str) -> str:
    return (
        '<commit-results>\n<routing-engine junos:style="normal">\n<name>re0</name>\n'
        f"{verdict}\n</routing-engine>\n</commit-results>\n<ok/>"
    )


def failure(failed: commits.CheckFailed) -> str:
    """The results of a commit that did not happen."""
    errors = [
        RpcError(
            f"\n{one.why}\n",
            tag="invalid-value",
            path=one.path,
            info=f"<bad-element>{escape(one.statement)}</bad-element>",
        )
        for one in failed.found
    ]
    errors.append(RpcError(f"\n{failed}\n", kind="protocol"))
    return "\n".join(("<commit-results>", *map(str, errors), "</commit-results>"))
