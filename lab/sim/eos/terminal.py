"""EOS at a terminal: prompts, levels, errors and banners as a person sees them.

The commands are those of eAPI; what differs is how they are asked for and what is printed.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from lab.sim.access import PASSWORD
from lab.sim.commands import Reply
from lab.sim.eos.answer import Answer
from lab.sim.eos.cli import EosCli
from lab.sim.eos.facts import PROMPTS
from lab.sim.eos.ports import short
from lab.sim.grammar import Refused, match, rules

if TYPE_CHECKING:
    from lab.sim.device import Actor
    from lab.sim.eos.device import EosDevice
    from lab.sim.tree import Node

_ERRORS = {
    "invalid": "% Invalid input",
    "incomplete": "% Incomplete command",
    "ambiguous": "% Ambiguous command",
    "unconverted": "% This command is not supported with | json",
}
_UNPRIVILEGED = ("show", "enable", "exit", "terminal", "logout", "quit")
_ABOVE = rules(
    "many exit\nmany logout\nmany quit\nmany enable\nmany disable\n"
    "many terminal length <n>\nmany terminal width <n>"
)
_SESSION_SHOWN = 6
_PROCEED = "Proceed with reload? [confirm]"
_JSON = re.compile(r"\s*\|\s*json\s*$")


class EosTerminal:
    """One logged-in operator."""

    def __init__(self, device: EosDevice, actor: Actor) -> None:
        self.device = device
        self.actor = actor
        self.length = 24
        self._cli = EosCli(device, actor, abbreviated=True)
        self._is_privileged = device.running.get("aaa authorization exec default") is not None
        self._ask = Reply().ask
        self._banner: list[str] | None = None
        self._banner_line = ""

    @property
    def is_configuring(self) -> bool:
        """Whether the next line is configuration."""
        return self._cli.editor is not None

    @property
    def motd(self) -> str:
        """What the device shows after the login."""
        return banner(self.device, "motd")

    @property
    def prompt(self) -> str:
        """What the device prints before it waits."""
        if self._ask or self._banner is not None:
            return ""
        name = self._cli.view.hostname
        mode = self._mode()
        return f"{name}({mode})#" if mode else f"{name}{'#' if self._is_privileged else '>'}"

    def _mode(self) -> str:
        """`config-if-Et1`; in a session `config-s-napalm-if-Et1`, its name cut to six letters."""
        editor, session = self._cli.editor, self._cli.session
        if editor is None:
            return ""
        place = _place(editor.section)
        inside = f"-s-{session.name[:_SESSION_SHOWN]}" if session else ""
        return f"config{inside}{place}"

    def run(self, line: str) -> Reply:
        """Answer one line."""
        if self._ask:
            ask, self._ask = self._ask, None
            return ask(line)
        if self._banner is not None:
            return self._text(self._banner, line)
        if not line.strip() or line.strip().startswith("!"):
            return Reply()
        try:
            return self._run(line)
        except Refused as refused:
            return Reply(error(refused))

    def _run(self, line: str) -> Reply:
        if not self.is_configuring and (reply := self._above(line)):
            return reply
        first = line.split(maxsplit=1)[0]
        if not self._is_privileged and not any(w.startswith(first) for w in _UNPRIVILEGED):
            return Reply("% Invalid input (privileged mode required)")
        if self.is_configuring and line.strip() in {"banner motd", "banner login"}:
            self._banner, self._banner_line = [], line
            return Reply("Enter TEXT message. Type 'EOF' on its own line to end.")
        if line.strip() == "reload":
            self._ask = self._reload
            return Reply(_PROCEED, ask=self._reload)
        is_json = _JSON.search(line) is not None
        answer = self._cli.run(_JSON.sub("", line))
        return Reply(_as_json(answer) if is_json else answer.text)

    def _above(self, line: str) -> Reply | None:
        """What concerns this terminal and not the device."""
        try:
            words = match(_ABOVE, line).words
        except Refused:
            return None
        if words[0] == "enable":
            return self._enable()
        if words[0] == "disable":
            self._is_privileged = False
        elif words[0] != "terminal":
            return Reply(closes=True)
        elif words[1] == "width":
            return Reply(f"Width set to {words[2]} columns.")
        else:
            self.length = int(words[2])
            lines = f"Pagination set to {self.length} lines." if self.length else ""
            return Reply(lines or "Pagination disabled.")
        return Reply()

    def _enable(self) -> Reply:
        if self._is_privileged or self.device.running.get("enable password") is None:
            self._is_privileged = True
            return Reply()
        self._ask = self._enabled
        return Reply("Password: ", ask=self._enabled, hides=True)

    def _enabled(self, password: str) -> Reply:
        self._is_privileged = password == PASSWORD
        return Reply() if self._is_privileged else Reply("% Access denied")

    def _reload(self, answer: str) -> Reply:
        return self._run("reload now") if answer.lower() in {"", "y"} else Reply()

    def _text(self, lines: list[str], line: str) -> Reply:
        if line.strip() != "EOF":
            lines.append(line)
            return Reply()
        self._banner = None
        try:
            self._cli.run(self._banner_line, "\n".join(lines))
        except Refused as refused:
            return Reply(error(refused))
        return Reply()

    def interrupt(self) -> Reply:
        """Ctrl-Z: leave configuration mode."""
        if self.is_configuring:
            self._cli.leave()
        return Reply()

    def left(self) -> None:
        """The session is over; what it configured stays, and so does a pending session."""


def banner(device: EosDevice, kind: str) -> str:
    """The text of a banner, empty without one."""
    node = device.running.get(f"banner {kind}")
    lines = node.line.splitlines()[1:] if node else []
    return "".join(f"{line}\n" for line in lines if line != "EOF")


def error(refused: Refused) -> str:
    """The device's words for a command it does not take."""
    return _ERRORS.get(refused.why, f"% {refused.why}")


def _as_json(answer: Answer) -> str:
    if answer.facts is None and answer.text and answer.is_shown:
        raise Refused("unconverted")
    return json.dumps(dict(answer.facts or {}), indent=4)


def _place(section: Node) -> str:
    """What the prompt says of the section: `-if-Et1`, `-router-bgp`, `-acl-MGMT-IN`."""
    form = PROMPTS.get(section.mode, "")
    last = section.line.split()[-1] if section.line else ""
    kind = "-".join(section.line.split()[1:3])
    return form.format(name=last, short=short(last), kind=kind)
