"""The commands of configuration mode that are no configuration: commit, show, abort, root."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.grammar import Refused
from lab.sim.xr import delta, history, text
from lab.sim.xr.books import Denied, Terms
from lab.sim.xr.checks import untaken
from lab.sim.xr.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lab.sim.commands import Commands
    from lab.sim.xr.cli import XrCli

_OWN = {"abort", "clear", "end", "exit", "load", "quit", "root", "pwd"}
_SHORT = 3  # letters of `commit` and `show` that no configuration line begins with
_SHORTEST = 2  # `sh` alone is `shutdown`, with more words it is `show`
_SECONDS, _MINUTES = range(30, 65536), range(1, 1025)
_OTHERS = """
One or more commits have occurred from other
configuration sessions since this session started
or since the last commit was made from this session.
You can use the 'show configuration commit changes'
command to browse the changes.
Do you wish to proceed with this commit anyway? [no]: """
_REPLACES = """
This commit will replace or remove the entire running configuration. This
operation can be service affecting.
Do you wish to proceed? [no]: """
_UNCOMMITTED = "Uncommitted changes found, commit them before exiting(yes/no/cancel)? [cancel]:"
_ARMED = (
    "\nYou are exiting after a 'commit confirm' with an active rollback session.  If you exit "
    "the configuration awaiting confirmation will not be confirmed and the router will "
    "immediately rollback to the previous configuration.\nDo you wish to exit? [no]: "
)
# From memory.
_UNTAKEN = (
    "% Couldn't load all of the configuration; please issue 'show configuration failed load' "
    "to view the errors\n"
)
_NO_ITEMS = "% No such configuration item(s)\n\n"


def is_own(line: str) -> bool:
    """Whether a line of configuration mode is a command and no configuration."""
    word, _, rest = line.lower().partition(" ")
    is_commit = "commit".startswith(word) and len(word) >= _SHORT
    is_show = "show".startswith(word) and len(word) >= (_SHORTEST if rest else _SHORT)
    return word in _OWN or is_commit or is_show


def _begin(cli: XrCli, words: tuple[str, ...]) -> Reply:
    target = cli.books.open(cli.actor, "CLI")
    if "exclusive" in words:
        try:
            cli.books.lock(target)
        except Denied as denied:
            cli.books.close(target)
            return Reply(f"{history.sessions(cli.books)}Cannot enter exclusive mode. {denied}\n")
    cli.target = target
    return Reply()


def _target(cli: XrCli) -> Target:
    if cli.target is None:
        raise Refused("invalid")
    return cli.target


def _leave(cli: XrCli) -> Reply:
    target = _target(cli)
    cli.books.close(target)
    cli.target = None
    if cli.books.trial not in {None, target}:
        return Reply(
            "No changes will be saved because there is a concurrent trial configuration session.\n"
        )
    return Reply()


def _end(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    if cli.books.would_change(_target(cli), Terms()):
        return Reply(_UNCOMMITTED, ask=lambda answer: _saved(cli, answer))
    if cli.books.trial is cli.target:
        return Reply(_ARMED, ask=lambda answer: _abandoned(cli, answer))
    return _leave(cli)


def _saved(cli: XrCli, answer: str) -> Reply:
    if answer.lower() in {"yes", "y"}:
        said = cli.books.commit(_target(cli), Terms())
        return Reply(said + _leave(cli).text)
    return _leave(cli) if answer.lower() in {"no", "n"} else Reply()


def _abandoned(cli: XrCli, answer: str) -> Reply:
    if answer.lower() not in {"yes", "y"}:
        return Reply()
    cli.books.go_back()
    return _leave(cli)


def _exit(cli: XrCli, words: tuple[str, ...]) -> Reply:
    path = _target(cli).merged.path
    if len(path) == 1:
        return _end(cli, words)
    path.pop()
    return Reply()


def _root(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    del _target(cli).merged.path[1:]
    return Reply()


def _clear(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    _target(cli).restart(cli.device.running, cli.books.total)
    return Reply()


def _commit(cli: XrCli, words: tuple[str, ...]) -> Reply:
    target, terms = _target(cli), _terms(words[1].split() if len(words) > 1 else [])
    if cli.books.is_behind(target) and cli.books.would_change(target, terms):
        return Reply(_OTHERS, ask=lambda answer: _if_yes(cli, terms, answer))
    return _replacing(cli, terms)


def _if_yes(cli: XrCli, terms: Terms, answer: str) -> Reply:
    return _replacing(cli, terms) if answer.lower() in {"yes", "y"} else Reply()


def _replacing(cli: XrCli, terms: Terms) -> Reply:
    if terms.replaces:
        return Reply(_REPLACES, ask=lambda answer: _agreed(cli, terms, answer))
    return Reply(cli.books.commit(_target(cli), terms))


def _agreed(cli: XrCli, terms: Terms, answer: str) -> Reply:
    is_wanted = answer.lower() in {"yes", "y"}
    return Reply(cli.books.commit(_target(cli), terms) if is_wanted else "")


def _terms(words: list[str]) -> Terms:
    """Read what stands behind `commit`; raise Refused with the position of a wrong word."""
    given = dict(_options(iter(words)))
    replaces, confirmed = "replace" in given, float(given.get("confirmed", "0"))
    label, comment = given.get("label", ""), given.get("comment", "")
    return Terms(replaces=replaces, label=label, comment=comment, confirmed=confirmed)


def _options(words: Iterator[str]) -> Iterator[tuple[str, str]]:
    for at, word in enumerate(words, 1):
        if word == "comment":
            yield word, " ".join(words)
        elif word == "label":
            yield word, next(words, "")
        elif word == "confirmed":
            yield word, _seconds(words, at + 1)
        elif word in {"replace", "force", "show-error"}:
            yield word, ""
        else:
            raise Refused("invalid", at)


def _seconds(words: Iterator[str], at: int) -> str:
    word = next(words, "")
    factor, allowed = (60, _MINUTES) if word == "minutes" else (1, _SECONDS)
    number = next(words, "") if word == "minutes" else word
    if not number:
        raise Refused("incomplete", at)
    if not number.isdigit() or int(number) not in allowed:
        raise Refused("invalid", at)
    return str(int(number) * factor)


def _headed(cli: XrCli, lines: Iterator[str]) -> Reply:
    version = cli.device.identity.version
    head = ("Building configuration...", f"!! IOS XR Configuration {version}")
    return Reply("\n".join((*head, *lines, "end")) + "\n\n")


def _show_changes(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    target = _target(cli)
    return _headed(cli, delta.commands(target.base, target.merged.path[0]))


def _show_merged(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    merged = _target(cli).result(cli.device.running, replaces=False)
    return _headed(cli, text.lines(merged))


def _show_diff(cli: XrCli, words: tuple[str, ...]) -> Reply:
    # `show configuration changes diff` is the diff of a `commit replace`, `show commit
    # changes diff` that of a plain commit.
    wanted = _target(cli).result(cli.device.running, replaces=words[1] == "configuration")
    return _headed(cli, delta.marked(cli.device.running, wanted))


def _show_failed(cli: XrCli, _words: tuple[str, ...]) -> Reply:
    return Reply((_target(cli).failed or _NO_ITEMS) + "\n")


def _load(cli: XrCli, words: tuple[str, ...]) -> Reply:
    name = re.sub(r"^(disk0|harddisk):/*", "", words[1])
    if name not in cli.device.files:
        return Reply(f"% Couldn't open file {words[1]}: No such file or directory\n")
    content = cli.device.files[name].decode(errors="replace")
    failed = []
    for line in content.splitlines():
        if line.strip() == "end":
            break
        try:
            _target(cli).enter(line)
        except Refused:
            failed.append(line)
    size = len(content)
    said = f"Loading.\n{size} bytes parsed in 1 sec ({size - 1})bytes/sec\n"
    _target(cli).failed = untaken(failed) if failed else ""
    return Reply(said + (_UNTAKEN if failed else ""))


def register(in_exec: Commands[XrCli, Reply], in_configuration: Commands[XrCli, Reply]) -> None:
    """Add these commands to the tables."""
    in_exec("configure", "configure terminal", "configure exclusive")(_begin)
    in_configuration("end")(_end)
    in_configuration("exit", "quit")(_exit)
    in_configuration("abort")(lambda cli, _words: _leave(cli))
    in_configuration("root")(_root)
    in_configuration("clear")(_clear)
    in_configuration("commit", "commit <line>")(_commit)
    in_configuration("load <w>")(_load)
    in_configuration("show", "show configuration")(_show_changes)
    in_configuration("show configuration merge")(_show_merged)
    in_configuration("show commit changes diff", "show configuration changes diff")(_show_diff)
    in_configuration("show configuration failed", "show configuration failed <w>")(_show_failed)
    for form in ("show running-config ...", "show configuration commit <line>"):
        in_configuration(form)(_as_in_exec(in_exec))


def _as_in_exec(in_exec: Commands[XrCli, Reply]) -> Callable[..., Reply]:
    def answer(cli: XrCli, words: tuple[str, ...]) -> Reply:
        found, full = in_exec.find(" ".join(words))
        return found(cli, full)

    return answer
