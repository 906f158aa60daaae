"""The IOS-XR command line of one session: prompts, time stamps, questions, errors."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lab.sim.commands import Commands, Reply, piped, pointed
from lab.sim.grammar import Refused
from lab.sim.xr import agent, around, configure, history, show
from lab.sim.xr.books import Denied
from lab.sim.xr.modes import PROMPTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.device import Actor
    from lab.sim.xr.agent import XmlAgent
    from lab.sim.xr.books import Books
    from lab.sim.xr.device import Router
    from lab.sim.xr.target import Target

_STAMPED = "%a %b %e %H:%M:%S."
commands: Commands[XrCli, Reply] = Commands()
in_configuration: Commands[XrCli, Reply] = Commands()


class XrCli:
    """One logged-in operator."""

    def __init__(self, device: Router, actor: Actor) -> None:
        self.device = device
        self.actor = actor
        self.target: Target | None = None
        self.agent: XmlAgent | None = None
        self.is_stamped = True
        self._ask = Reply().ask

    @property
    def books(self) -> Books:
        """The commits of the device."""
        return self.device.books

    @property
    def is_configuring(self) -> bool:
        """Whether the next line is configuration."""
        return self.target is not None

    @property
    def view(self) -> Router:
        """The device that the operator sees, which may be the wrong one."""
        return self.device.guise or self.device

    @property
    def motd(self) -> str:
        """What the device shows after the login."""
        banner = self.device.running.get("banner motd")
        return shown_banner(banner.line) if banner else ""

    @property
    def prompt(self) -> str:
        """What the device prints before it waits."""
        if self.agent:
            return "" if self.agent.is_waiting else agent.PROMPT
        if self._ask or (self.target and self.target.merged.in_banner):
            return ""
        place = f"({self._mode_name(self.target)})" if self.target else ""
        return f"RP/0/RP0/CPU0:{self.view.hostname}{place}#"

    @staticmethod
    def _mode_name(target: Target) -> str:
        section = target.merged.section
        if target.merged.block:
            return f"config-{PROMPTS.get(target.merged.block, target.merged.block)}"
        if not section.mode:
            return "config"
        if section.mode == "interface" and "." in section.line:
            return "config-subif"
        return f"config-{PROMPTS.get(section.mode, section.mode)}"

    @property
    def stamp(self) -> str:
        """The line with the time that comes before what a command says."""
        now = self.device.clock.now()
        text = now.strftime(_STAMPED) + f"{now.microsecond // 1000:03d} UTC\n"
        return text if self.is_stamped else ""

    def run(self, line: str) -> Reply:
        """Answer one line."""
        if self.agent:
            return self._in_xml(self.agent, line)
        if self._ask:
            ask, self._ask = self._ask, None
            reply = self._guarded(line, lambda: ask(line.strip()))
        elif self.target:
            reply = self._configure(line, self.target)
        else:
            reply = self._exec(line)
        self._ask = reply.ask
        return reply

    def _in_xml(self, xml: XmlAgent, line: str) -> Reply:
        if line.strip() == "exit" and not xml.is_waiting:
            xml.left()
            self.agent = None
            return Reply()
        return Reply(xml.feed(line), hides=True)

    def interrupt(self) -> Reply:
        """Ctrl-Z: leave configuration mode."""
        return self.run("end") if self.target else Reply()

    def left(self) -> None:
        """The connection is gone: what was not committed is lost, a trial waits for its timer."""
        if self.agent:
            self.agent.left()
        if self.target:
            self.books.close(self.target)
            self.target = None

    def _exec(self, line: str) -> Reply:
        return self._found(commands, line)

    def _found(self, table: Commands[XrCli, Reply], line: str) -> Reply:
        command, _, pipe = line.partition(" | ")
        if not command.strip() or command.strip().startswith("!"):
            return Reply()
        stamp = self.stamp
        reply = self._guarded(line, lambda: self._answer(table, command))
        try:
            text = piped(reply.text, pipe) if pipe else reply.text
        except re.error:
            return Reply("% Invalid regular expression\n")  # from memory
        return replace(reply, text=stamp + text)

    def _answer(self, table: Commands[XrCli, Reply], command: str) -> Reply:
        answer, words = table.find(command)
        return answer(self, words)

    def _guarded(self, line: str, answer: Callable[[], Reply]) -> Reply:
        try:
            return answer()
        except Denied as denied:
            return Reply(f"{denied}\n")
        except Refused as refused:
            return Reply(self.error(line, refused))

    def _configure(self, line: str, target: Target) -> Reply:
        word = line.strip()
        if not target.merged.in_banner and not target.merged.block:
            if word.startswith("do "):
                return self._exec(word.removeprefix("do "))
            if configure.is_own(word):
                return self._found(in_configuration, line)
        elif target.merged.block and word == "abort":
            target.merged.drop_block()
            target.alone.drop_block()
            return Reply()
        prompt = self.prompt
        try:
            return Reply(target.enter(line))
        except Refused as refused:
            return Reply(self.error(line, refused, prompt))

    def error(self, line: str, refused: Refused, prompt: str | None = None) -> str:
        """The device's words for a command it does not take."""
        if refused.why == "incomplete":
            return "% Incomplete command.\n"
        if refused.why == "ambiguous":
            return f'% Ambiguous command:  "{line.strip()}"\n'
        if refused.why != "invalid":
            return refused.why
        caret = pointed(line, refused.word, self.prompt if prompt is None else prompt)
        return f"{caret}\n% Invalid input detected at '^' marker.\n"


@commands("xml")
def _xml(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    if cli.device.running.get("xml agent tty") is None:
        return Reply(agent.OFF)
    inner = XrCli(cli.device, cli.actor)
    inner.is_stamped = False
    cli.agent = agent.XmlAgent(inner)
    return Reply(hides=True)


show.register(commands)
around.register(commands)
history.register(commands)
configure.register(commands, in_configuration)


def shown_banner(line: str) -> str:
    """The text of a banner, without its name and its marks."""
    return line.split("^C", 1)[1].removesuffix("^C").strip("\n") + "\n"
