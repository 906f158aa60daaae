"""The IOS command line of one session: modes, prompts, questions, errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lab.sim.commands import Commands, Reply, piped, pointed
from lab.sim.grammar import Refused
from lab.sim.ios import archive, bgp, files, ports, reload, routes, show
from lab.sim.ios.editor import IosEditor
from lab.sim.ios.facts import PROMPTS

if TYPE_CHECKING:
    from lab.sim.device import Actor, Device
    from lab.sim.ios.device import IosDevice

_NAME_SHOWN = 20
_REMOVES_USER = (
    "This operation will remove all username related configurations with same name."
    "Do you want to continue? [confirm]"
)
_HIDDEN_KEY = re.compile(r"(secret|password|key|community|md5)( \d)? \S+")
commands: Commands[IosCli, Reply] = Commands()


class IosCli:
    """One logged-in operator."""

    def __init__(self, device: IosDevice, actor: Actor) -> None:
        self.device = device
        self.actor = actor
        self.editor: IosEditor | None = None
        self.length = 24
        self._ask = Reply().ask

    @property
    def is_configuring(self) -> bool:
        """Whether the next line is configuration."""
        return self.editor is not None

    @property
    def view(self) -> Device:
        """The device that the operator sees, which may be the wrong one."""
        return self.device.guise or self.device

    @property
    def motd(self) -> str:
        """What the device shows after the login."""
        motd = self.device.running.get("banner motd")
        return f"{_banner(motd.line)}\n" if motd else ""

    @property
    def prompt(self) -> str:
        """What the device prints before it waits."""
        if self._ask or (self.editor and self.editor.in_banner):
            return ""
        name = self.view.hostname[:_NAME_SHOWN]
        return f"{name}({self._mode_name()})#" if self.editor else f"{name}#"

    def _mode_name(self) -> str:
        section = self.editor.section if self.editor else None
        if section is None or not section.mode:
            return "config"
        if section.line.startswith("ip access-list standard"):
            return "config-std-nacl"
        is_sub = section.mode == "interface" and "." in section.line
        return PROMPTS.get("subinterface" if is_sub else section.mode, f"config-{section.mode}")

    def run(self, line: str) -> Reply:
        """Answer one line."""
        if self._ask:
            ask, self._ask = self._ask, None
            reply = ask(line.strip())
        else:
            reply = self._configure(line) if self.editor else self._exec(line)
        self._ask = reply.ask
        return reply

    def interrupt(self) -> Reply:
        """Ctrl-Z: leave configuration mode."""
        return self._leave() if self.editor else Reply()

    def left(self) -> None:
        """The session is over; what it configured stays."""

    def _exec(self, line: str) -> Reply:
        command, _, pipe = line.partition(" | ")
        if not command.strip() or command.strip().startswith("!"):
            return Reply()
        try:
            answer, words = commands.find(command)
            reply = answer(self, words)
        except Refused as refused:
            return Reply(self.error(line, refused))
        return Reply(piped(reply.text, pipe)) if pipe else reply

    def _configure(self, line: str) -> Reply:
        if self.editor is None:
            return Reply()
        word = line.strip()
        if not self.editor.in_banner:
            if word == "end":
                return self._leave()
            if word == "exit" and len(self.editor.path) == 1:
                return self._leave()
            if word.startswith("do "):
                return self._exec(word.removeprefix("do "))
        if self._removes_user(word):
            return Reply(_REMOVES_USER, ask=lambda answer: self._removed(word, answer))
        return self._enter(line)

    def _removes_user(self, word: str) -> bool:
        words = word.split()
        is_removal = words[:2] == ["no", "username"] and len(words) > len(("no", "username"))
        if self.editor and self.editor.in_banner:
            return False
        return is_removal and self.device.running.get(f"username {words[2]}") is not None

    def _removed(self, word: str, answer: str) -> Reply:
        return self._enter(word) if answer.lower() in {"", "y", "yes"} else Reply()

    def _enter(self, line: str) -> Reply:
        if self.editor is None:
            return Reply()
        word, prompt = line.strip(), self.prompt
        try:
            said = self.editor.enter(line)
        except Refused as refused:
            return Reply(self.error(line, refused, prompt))
        self.log_command(word)
        return Reply(said)

    def log_command(self, line: str) -> None:
        """What `archive / log config / notify syslog` writes for each configuration line."""
        archive = self.device.running.get("archive")
        log = archive.get("log config") if archive else None
        if line and not line.startswith("!") and log and log.get("notify syslog"):
            shown = _HIDDEN_KEY.sub(r"\1\2 *****", line) if log.get("hidekeys") else line
            self.device.note(
                f"%PARSER-5-CFGLOG_LOGGEDCMD: User:{self.actor.user}  logged command:{shown}"
            )

    def _leave(self) -> Reply:
        if self.editor:
            self.editor.leave()
        self.editor = None
        self.device.touched(self.actor)
        return Reply()

    def error(self, line: str, refused: Refused, prompt: str | None = None) -> str:
        """The device's words for a command it does not take."""
        if refused.why == "incomplete":
            return "% Incomplete command.\n"
        if refused.why == "ambiguous":
            return f'% Ambiguous command:  "{line.strip()}"'
        if refused.why != "invalid":
            return refused.why
        caret = pointed(line, refused.word, self.prompt if prompt is None else prompt)
        return f"{caret}\n% Invalid input detected at '^' marker.\n"


def _banner(line: str) -> str:
    return line.split("^C", 1)[1].removesuffix("^C").strip("\n")


@commands("configure terminal", "configure terminal revert timer <n>")
def _configure_terminal(cli: IosCli, words: tuple[str, ...]) -> Reply:
    said = ""
    if len(words) > len(("configure", "terminal")):
        said = archive.arm(cli.device, cli.actor, float(words[-1])) + "\n\n"
        if said.startswith("%"):
            return Reply(said.strip())
    cli.editor = IosEditor(cli.device.grammar, cli.device.running)
    return Reply(f"{said}Enter configuration commands, one per line.  End with CNTL/Z.")


@commands("exit", "logout", "quit")
def _exit(_cli: IosCli, _words: tuple[str, ...]) -> Reply:
    return Reply(closes=True)


@commands("terminal length <n>")
def _terminal_length(cli: IosCli, words: tuple[str, ...]) -> Reply:
    cli.length = int(words[2])
    return Reply()


@commands("enable", "terminal <line>", "clear <line>", "undebug all")
def _accepted(_cli: IosCli, _words: tuple[str, ...]) -> Reply:
    return Reply()


for part in (show, ports, bgp, routes, reload):
    part.register(commands)
files.register(commands)
archive.register(commands)
