"""The Junos command line of one session: operational mode, and the door to configuration mode."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from lab.sim.commands import Commands, Reply
from lab.sim.grammar import Refused
from lab.sim.junos import commits, pipes, tables
from lab.sim.junos.configure import Configure, configuration
from lab.sim.junos.statements import SyntaxProblem
from lab.sim.junos.text import split

if TYPE_CHECKING:
    from lab.sim.device import Actor
    from lab.sim.junos.box import Box

commands: Commands[JunosCli, Reply] = Commands()


class JunosCli:
    """One logged-in operator."""

    def __init__(self, box: Box, actor: Actor) -> None:
        self.box = box
        self.actor = actor
        self.line = pipes.Line("", ())
        self._configure: Configure | None = None
        self._ask = Reply().ask

    @property
    def is_configuring(self) -> bool:
        """Whether the next line is configuration."""
        return self._configure is not None

    @property
    def view(self) -> Box:
        """The device that the operator sees, which may be the wrong one."""
        return self.box.guise or self.box

    @property
    def motd(self) -> str:
        """What the device shows after the login."""
        root, version = self.view.database.active, self.view.identity.version
        announced = root.value("system", "login", "announcement").replace("\\n", "\n")
        return f"{announced}--- JUNOS {version} Kernel 64-bit"

    @property
    def prompt(self) -> str:
        """What the device prints before it waits."""
        if self._ask:
            return ""
        name = f"{self.actor.user}@{self.view.hostname}"
        tail = f"{self._configure.banner}\n{name}# " if self._configure else f"{name}> "
        return f"\n{self._warning()}{tail}"

    def _warning(self) -> str:
        armed = self.box.database.armed
        if not armed:
            return ""
        left = max(1, ceil((armed.expires - self.box.clock.uptime()) / 60))
        unit = "minute" if left == 1 else "minutes"
        return f"# commit confirmed will be rolled back in {left} {unit}\n"

    def run(self, line: str) -> Reply:
        """Answer one line."""
        ask, self._ask = self._ask, None
        reply = ask(line.strip()) if ask else self._answer(line)
        self._ask = reply.ask
        if self._configure and self._configure.is_over:
            self._configure = None
        return reply

    def interrupt(self) -> Reply:
        """Ctrl-Z means nothing here."""
        return Reply()

    def left(self) -> None:
        """The session is over, however it ended."""
        if self._configure:
            self._configure.left()
            self._configure = None

    def _answer(self, line: str) -> Reply:
        if not line.strip() or line.lstrip().startswith("#"):
            return Reply()
        try:
            self.line = pipes.read(line)
            reply = self._configured() if self._configure else self.operate(self.line.command)
        except SyntaxProblem as problem:
            return Reply(self._error(line, problem.why, problem.word))
        return Reply(pipes.filtered(self.line, reply.text), reply.ask, reply.closes)

    def _configured(self) -> Reply:
        mode = self._configure
        if mode is None:
            return Reply()
        words = split(self.line.command)
        if words[0] == "run":
            return self.operate(self.line.command.removeprefix("run").strip())
        return mode.run(words, self.line)

    def operate(self, command: str) -> Reply:
        """Answer a command of operational mode; raise SyntaxProblem."""
        try:
            answer, words = commands.find(command)
        except Refused as refused:
            why = "syntax error" if refused.word else "unknown command"
            why = "syntax error, expecting <command>" if refused.why == "incomplete" else why
            raise SyntaxProblem(why, refused.word) from None
        return answer(self, words)

    def enter(self, mode: str) -> Reply:
        """Go into configuration mode."""
        self._configure = Configure(self.box.database, self.actor)
        try:
            return Reply(self._configure.open(mode))
        except commits.Locked as held:
            self._configure = None
            return Reply(f"error: {held}\n")

    def _error(self, line: str, why: str, word: int) -> str:
        starts = [at for at, char in enumerate(line) if char != " " and (f" {line}")[at] == " "]
        at = starts[word] if word < len(starts) else len(line)
        margin = len(self.prompt.rpartition("\n")[2]) + at
        return f"{' ' * margin}^\n{why}."


@commands("show configuration", "show configuration <line>")
def _show_configuration(cli: JunosCli, words: tuple[str, ...]) -> Reply:
    path = split(words[2]) if len(words) > len(("show", "configuration")) else []
    database = cli.view.database
    head = database.head(is_candidate=False)
    text = configuration(database, database.active, path, cli.line, head=head)
    return Reply(text)


@commands("configure", "configure exclusive", "edit")
def _configure(cli: JunosCli, words: tuple[str, ...]) -> Reply:
    return cli.enter(words[-1] if len(words) > 1 else "")


@commands("exit", "quit")
def _exit(_cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    return Reply(closes=True)


@commands("set cli screen-width <n>", "set cli screen-length <n>")
def _set_size(_cli: JunosCli, words: tuple[str, ...]) -> Reply:
    return Reply(f"Screen {words[2].removeprefix('screen-')} set to {words[3]}")


@commands("set cli complete-on-space off", "set cli complete-on-space on")
def _set_completion(_cli: JunosCli, words: tuple[str, ...]) -> Reply:
    verb = "Disabling" if words[3] == "off" else "Enabling"
    return Reply(f"{verb} complete-on-space")


@commands("request system reboot")
def _reboot(cli: JunosCli, _words: tuple[str, ...]) -> Reply:
    def confirmed(answer: str) -> Reply:
        if answer not in {"yes", "y"}:
            return Reply()
        cli.box.reboot()
        return Reply("Shutdown NOW!", closes=True)

    return Reply("Reboot the system ? [yes,no] (no) ", ask=confirmed)


tables.register(commands)
