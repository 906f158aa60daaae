"""The EOS command line of one eAPI request: modes, sessions, answers as text and as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lab.sim.commands import Commands, piped
from lab.sim.eos import bgp, files, ports, reload, routes, sessions, show
from lab.sim.eos.answer import Answer
from lab.sim.eos.editor import EosEditor
from lab.sim.grammar import Refused

if TYPE_CHECKING:
    from lab.sim.device import Actor, Device, Session
    from lab.sim.tree import Node

commands: Commands[EosCli, Answer] = Commands()
_SESSION_WORDS = ("commit", "abort", "rollback")


class EosCli:
    """One operator's command line; it lasts for one request."""

    def __init__(self, device: Device, actor: Actor, *, abbreviated: bool) -> None:
        self.device = device
        self.actor = actor
        self.editor: EosEditor | None = None
        self.session: Session | None = None
        self._abbreviated = abbreviated

    @property
    def is_configuring(self) -> bool:
        """Whether the next line is configuration."""
        return self.editor is not None

    @property
    def view(self) -> Device:
        """The device that the operator sees, which may be the wrong one."""
        return self.device.guise or self.device

    def run(self, line: str, text: str | None = None) -> Answer:
        """Answer one command; `text` is what the command asks for afterwards."""
        first = line.strip().partition(" ")[0]
        if self.editor is None or first == "show":
            return self._exec(line)
        if line.strip() in {"end", "exit"} and (
            line.strip() == "end" or not self.editor.section.mode
        ):
            return self.leave()
        if self.session and first in _SESSION_WORDS:
            return self._exec(f"configure session {self.session.name} {line.strip()}")
        return self._configure(line, text)

    def _exec(self, line: str) -> Answer:
        if not line.strip() or line.strip().startswith("!"):
            return Answer()
        command, _, pipe = line.partition(" | ")
        answer, words = commands.find(command, abbreviated=self._abbreviated)
        found = answer(self, words)
        return replace(found, text=piped(found.text, pipe), facts=None) if pipe else found

    def _configure(self, line: str, text: str | None) -> Answer:
        if self.editor is None:
            return Answer()
        said = self.editor.enter(line)
        if self.editor.in_banner:
            for part in [*(text or "").splitlines(), "EOF"]:
                self.editor.enter(part)
        return Answer(said)

    def configure(self, root: Node, session: Session | None = None) -> None:
        """Enter configuration mode."""
        self.editor = EosEditor(self.device.grammar, root, abbreviated=self._abbreviated)
        self.session = session

    def leave(self) -> Answer:
        """Leave configuration mode; a session stays pending."""
        if self.session is None:
            self.device.touched(self.actor)
        self.editor = self.session = None
        return Answer()


def answer_to(answer: Answer, form: str) -> dict[str, Any]:
    """The answer as one element of a result."""
    if form == "text":
        return {
            "output": answer.text + ("\n" if answer.text and not answer.text.endswith("\n") else "")
        }
    if answer.text and answer.facts is None and answer.is_shown:
        raise Refused("unconverted")
    return dict(answer.facts or {})


@commands("configure", "configure terminal")
def _configure(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    cli.device.note(f"%SYS-5-CONFIG_E: Enter configuration mode from console by {cli.actor}")
    cli.configure(cli.device.running)
    return Answer()


@commands("enable", "disable", "terminal <line>", "end", "exit")
def _accepted(_cli: EosCli, _words: tuple[str, ...]) -> Answer:
    return Answer()


for part in (show, ports, bgp, routes, files, sessions, reload):
    part.register(commands)
