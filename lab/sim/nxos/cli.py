"""The NX-OS command line of one session: modes, prompts, questions, errors."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from lab.sim.commands import Commands, Reply, piped, pointed
from lab.sim.grammar import Refused
from lab.sim.nxos import checkpoints, files, routes, show, tables
from lab.sim.nxos import replace as config_replace
from lab.sim.nxos.editor import NxosEditor
from lab.sim.nxos.facts import PROMPTS, SHOWN_BY
from lab.sim.nxos.text import banner
from lab.sim.tree import begins

if TYPE_CHECKING:
    from lab.sim.device import Actor
    from lab.sim.nxos.device import Switch

commands: Commands[NxosCli, Reply] = Commands()
_ERRORS = {
    "invalid": "% Invalid command at '^' marker.",
    "incomplete": "% Incomplete command at '^' marker.",
    "ambiguous": "% Ambiguous command at '^' marker.",
}
_COPYRIGHT = (
    "Cisco Nexus Operating System (NX-OS) Software\n"
    "TAC support: http://www.cisco.com/tac\n"
    "Copyright (C) 2002-2021, Cisco and/or its affiliates.\n"
    "All rights reserved.\n"
)
DENIED = "% Permission denied for the role\n"
_READERS = ("show", "dir", "exit", "end", "terminal", "where")
_SAME_PIPES = {"grep": "include", "egrep": "include", "exc": "exclude", "inc": "include"}


class NxosCli:
    """One logged-in operator."""

    def __init__(self, device: Switch, actor: Actor) -> None:
        self.device = device
        self.actor = actor
        self.editor: NxosEditor | None = None
        self.asks = True
        self._ask = Reply().ask

    @property
    def is_configuring(self) -> bool:
        """Whether the next line is configuration."""
        return self.editor is not None

    @property
    def view(self) -> Switch:
        """The device that the operator sees, which may be the wrong one."""
        return self.device.guise or self.device

    @property
    def motd(self) -> str:
        """What the device shows after the login."""
        return f"{_COPYRIGHT}{banner(self.device, 'exec')}"

    @property
    def prompt(self) -> str:
        """What the device prints before it waits."""
        if self._ask or (self.editor and self.editor.in_banner):
            return ""
        mode = PROMPTS[self.editor.section.mode] if self.editor else ""
        mode = "config-if-range" if self.editor and self.editor.is_range else mode
        return f"{self.view.hostname}({mode})# " if mode else f"{self.view.hostname}# "

    def run(self, line: str) -> Reply:
        """Answer one line, or several with ` ; ` between them."""
        if self._ask:
            ask, self._ask = self._ask, None
            reply = ask(line.strip())
        else:
            reply = self._run_all(line)
        self._ask = reply.ask
        return reply

    def _run_all(self, line: str) -> Reply:
        if self.editor and self.editor.in_banner:
            return Reply(self.editor.enter(line))
        replies = [self._run_one(part) for part in line.split(" ; ")]
        if len(replies) == 1:
            return replies[0]
        return replace(replies[-1], text="\n".join(r.text for r in replies if r.text))

    def _run_one(self, line: str) -> Reply:
        words = line.split()
        if not words or words[0].startswith("!"):
            return Reply()
        if not self.may_configure and words[0] not in _READERS:
            return Reply(DENIED)
        prompt = self.prompt
        try:
            return self.answer(line)
        except Refused as refused:
            return Reply(self.error(line, refused, prompt))

    @property
    def may_configure(self) -> bool:
        """Whether the user's role is more than that of a reader."""
        user = self.device.running.get(f"username {self.actor.user}")
        return user is None or "role network-operator" not in user.line

    def answer(self, line: str) -> Reply:
        """Answer one command in the present mode, or raise `Refused`."""
        if self.editor is None:
            return self._exec(line)
        if line.strip() == "end" or (line.strip() == "exit" and len(self.editor.path) == 1):
            return self._leave()
        try:
            return self._configure(line)
        except Refused as refused:
            # An exec command needs no `do` in front of it.
            if refused.why == "invalid" and refused.word == 0:
                return self._exec(line)
            raise

    def _configure(self, line: str) -> Reply:
        if self.editor is None:
            return Reply()
        if begins(line.strip(), "no feature"):
            # NX-OS keeps a way back to what goes with a feature.
            name = line.strip().removeprefix("no feature ").replace(" ", "-")
            checkpoints.save(self.device, checkpoints.SYSTEM, f"system-fm-{name}")
        said = self.editor.enter(line)
        sections = [node.line for node in self.editor.path[1:] if node.line != line.strip()]
        self.device.account(self.actor, " ; ".join(("configure terminal", *sections, line.strip())))
        return Reply(said)

    def _exec(self, line: str) -> Reply:
        command, _, pipe = line.partition(" | ")
        answer, words = commands.find(command)
        for feature, starts in SHOWN_BY:
            if begins(" ".join(words), starts) and not self.view.running.get(f"feature {feature}"):
                raise Refused("invalid", len(starts.split()) - 1)
        reply = answer(self, words)
        return self._piped(reply, line, pipe.strip()) if pipe else reply

    @staticmethod
    def _piped(reply: Reply, line: str, pipe: str) -> Reply:
        verb, _, rest = pipe.partition(" ")
        if verb == "json":
            if reply.facts is None:
                raise Refused("invalid", len(line.split()) - 1)
            return replace(reply, text=json.dumps(reply.facts))
        if verb == "no-more":
            return reply
        pattern = rest.strip("'\"")
        return replace(reply, text=piped(reply.text, f"{_SAME_PIPES.get(verb, verb)} {pattern}"))

    def interrupt(self) -> Reply:
        """Ctrl-Z: leave configuration mode."""
        return self._leave() if self.editor else Reply()

    def left(self) -> None:
        """The session is over, however it ended."""
        self.interrupt()

    def _leave(self) -> Reply:
        self.editor = None
        self.device.touched(self.actor)
        return Reply()

    def configure(self) -> None:
        """Enter configuration mode."""
        self.editor = NxosEditor(self.device.grammar, self.device.running, is_typed=True)

    def error(self, line: str, refused: Refused, prompt: str) -> str:
        """The device's words for a command it does not take."""
        if refused.why not in _ERRORS:
            return refused.why
        return f"{pointed(line, refused.word, prompt)}\n{_ERRORS[refused.why]}\n"


@commands("configure", "configure terminal")
def _configure_terminal(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    cli.configure()
    return Reply("Enter configuration commands, one per line. End with CNTL/Z.")


@commands("exit")
def _exit(_cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    return Reply(closes=True)


@commands("reload")
def _reload(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    def go(answer: str) -> Reply:
        if answer[:1].lower() != "y":
            return Reply()
        cli.device.reload()
        return Reply(closes=True)

    if not cli.asks:
        return go("y")
    unsaved = cli.device.text() != cli.device.startup
    warning = "WARNING: There is unsaved configuration!!!\n" if unsaved else ""
    return Reply(f"{warning}This command will reboot the system. (y/n)?  [n] ", ask=go)


@commands("terminal dont-ask", "no terminal dont-ask")
def _dont_ask(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    cli.asks = words[0] == "no"
    return Reply()


@commands(
    "end", "enable", "terminal length <n>", "terminal width <n>", "terminal session-timeout <n>"
)
def _accepted(_cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    return Reply()


show.register(commands)
tables.register(commands)
routes.register(commands)
files.register(commands)
checkpoints.register(commands)
config_replace.register(commands)
