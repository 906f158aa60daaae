"""Junos configuration mode: set, show, commit, rollback, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.junos import commits
from lab.sim.junos.compare import compare
from lab.sim.junos.show import braces, commands
from lab.sim.junos.statements import Statement, SyntaxProblem, path_of
from lab.sim.junos.verbs import command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lab.sim.device import Actor
    from lab.sim.junos.commits import Database
    from lab.sim.junos.pipes import Line

_UNCOMMITTED = "The configuration has been changed but not committed\n"


def configuration(
    database: Database, shown: Statement, path: Sequence[str], line: Line, *, head: str = ""
) -> str:
    """A configuration, or the part of it at `path`, as the filters of the line want it shown."""
    if found := line.has("compare"):
        return _compared(database, shown, found[-1])
    try:
        part = path_of(shown, path)[-1]
    except SyntaxProblem as problem:
        if problem.why == "statement not found":
            return ""
        raise
    if line.has("display", "set"):
        return "\n".join(commands(part, tuple(path)))
    text = "\n".join(braces(part))
    return f"{head}\n{text}" if head and not path else text


def _compared(database: Database, shown: Statement, number: str) -> str:
    try:
        return compare(database.earlier(int(number) if number.isdecimal() else 0), shown)
    except LookupError:
        return f"error: rollback {number} does not exist"


class Configure:
    """One session's stay in configuration mode."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.is_over = False
        self._database = database
        self._editor = database.editor(actor, "cli")
        self._here: tuple[str, ...] = ()
        self._verbs: dict[str, Callable[[list[str], Line], Reply]] = {
            "show": self._show,
            "edit": self._edit,
            "top": self._top,
            "up": self._up,
            "exit": self._exit,
            "quit": self._exit,
            "commit": self._commit,
            "rollback": self._rollback,
            "status": self._status,
        }

    @property
    def banner(self) -> str:
        """The line above the prompt."""
        return f"[{' '.join(('edit', *self._here))}]"

    def open(self, mode: str) -> str:
        """What the device says on the way in; raise commits.Locked."""
        database = self._database
        if mode == "exclusive":
            database.take(self._editor)
        database.admit(self._editor)
        said = "warning: uncommitted changes will be discarded on exit\n" if mode else ""
        said += "Entering configuration mode\n"
        if others := database.editors:
            listed = "\n".join(map(database.described, others))
            said += f"Users currently editing the configuration:\n{listed}\n"
        database.editors.append(self._editor)
        return said + (_UNCOMMITTED if database.is_changed else "")

    def run(self, words: list[str], line: Line) -> Reply:
        """Answer one command; raise SyntaxProblem."""
        verb = self._verbs.get(words[0])
        try:
            if verb:
                return verb(words[1:], line)
            self._database.admit(self._editor)
            warning = command(self._database.candidate, self._here, words)
        except commits.Locked as held:
            return Reply(f"error: {held}")
        return Reply(f"warning: {warning}" if warning else "")

    def left(self) -> None:
        """Take note that the session is gone."""
        self.is_over = True
        self._database.give_back(self._editor)
        self._database.editors = [e for e in self._database.editors if e is not self._editor]

    def _show(self, words: list[str], line: Line) -> Reply:
        path = (*self._here, *words)
        return Reply(configuration(self._database, self._database.candidate, path, line))

    def _edit(self, words: list[str], _line: Line) -> Reply:
        command(self._database.candidate, self._here, ["set", *words])
        self._here = (*self._here, *words)
        return Reply()

    def _top(self, words: list[str], line: Line) -> Reply:
        if not words:
            self._here = ()
            return Reply()
        here, self._here = self._here, ()
        reply = self.run(words, line)
        self._here = here if words[0] != "edit" else self._here
        return reply

    def _up(self, _words: list[str], _line: Line) -> Reply:
        path = path_of(self._database.candidate, self._here)
        self._here = tuple(word for one in path[1:-1] for word in one.words)
        return Reply()

    def _exit(self, words: list[str], line: Line) -> Reply:
        if self._here and words != ["configuration-mode"]:
            return self._up(words, line)
        return self._quit()

    def _quit(self) -> Reply:
        if not self._database.is_changed:
            self.left()
            return Reply("Exiting configuration mode")
        question = "Exit with uncommitted changes? [yes,no] (yes) "

        def answered(answer: str) -> Reply:
            if answer.startswith("n"):
                return Reply()
            self.left()
            return Reply("Exiting configuration mode")

        return Reply(_UNCOMMITTED + question, ask=answered)

    def _commit(self, words: list[str], _line: Line) -> Reply:
        try:
            return self._committed(words)
        except commits.CheckFailed as failed:
            return Reply(failure(failed))

    def _committed(self, words: list[str]) -> Reply:
        if words == ["check"]:
            self._database.check(self._editor)
            return Reply("configuration check succeeds")
        options = _options(words)
        minutes = int(options.get("confirmed", "0"))
        comment = options.get("comment", "")
        self._database.commit(self._editor, comment=comment, minutes=minutes)
        said = _ARMED.format(minutes) if minutes else ""
        if "and-quit" in options:
            self.left()
            return Reply(f"{said}commit complete\nExiting configuration mode")
        return Reply(f"{said}commit complete")

    def _rollback(self, words: list[str], _line: Line) -> Reply:
        number = words[0] if words else "0"
        self._database.admit(self._editor)
        try:
            self._database.rollback(int(number))
        except (LookupError, ValueError):
            return Reply(f"error: rollback {number} does not exist")
        return Reply("load complete")

    def _status(self, _words: list[str], _line: Line) -> Reply:
        listed = "\n".join(map(self._database.described, self._database.editors))
        return Reply(f"Users currently editing the configuration:\n{listed}")


_ARMED = "commit confirmed will be automatically rolled back in {} minutes unless confirmed\n"
_DEFAULT_MINUTES = "10"


def _options(words: list[str]) -> dict[str, str]:
    options: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "confirmed":
            options[word] = rest.pop(0) if rest and rest[0].isdecimal() else _DEFAULT_MINUTES
        elif word == "comment" and rest:
            options[word] = rest.pop(0)
        elif word == "and-quit":
            options[word] = ""
        else:
            raise SyntaxProblem("syntax error", 1 + words.index(word))
    return options


def failure(failed: commits.CheckFailed) -> str:
    """The device's words for a commit that did not happen."""
    listed = (f"{one.path}\n  '{one.statement}'\n    {one.why}\n" for one in failed.found)
    return f"{''.join(listed)}error: {failed}"
