"""EOS configuration sessions: candidate, diff, commit, commit timer, abort."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lab.sim.clock import long_date
from lab.sim.device import Armed, Session
from lab.sim.diffs import unified
from lab.sim.eos.answer import Answer
from lab.sim.eos.show import head
from lab.sim.grammar import Refused

if TYPE_CHECKING:
    from lab.sim.commands import Commands
    from lab.sim.device import Device
    from lab.sim.eos.cli import EosCli
    from lab.sim.tree import Node

_OPEN = 5
_TIMER_AT_TOP = (4, 32)  # from here the timer stands beside the sessions, not in one
_EVENT = "%SYS-5-CONFIG_SESSION_"


def _enter(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device = cli.device
    name = (
        words[2]
        if len(words) > len(("configure", "session"))
        else f"sess-{len(device.sessions) + 1}"
    )
    session = device.sessions.get(name)
    if session and session.state != "pending":
        raise Refused(f"Cannot enter session {name} (already committed)")
    if not session:
        if sum(s.state == "pending" for s in device.sessions.values()) >= _OPEN:
            raise Refused("Maximum number of pending sessions has been reached")
        session = Session(name, device.running.clone(), cli.actor.user)
        device.sessions[name] = session
        _note(cli, "ENTERED", f"entered configuration session {name}")
    cli.configure(session.root, session)
    return Answer()


def _note(cli: EosCli, event: str, deed: str) -> None:
    actor = cli.actor
    where = f"{actor.terminal} ({actor.source})"
    cli.device.note(f"{_EVENT}{event}: User {actor.user} {deed} on {where}")


def _known(cli: EosCli, name: str) -> Session:
    session = cli.device.sessions.get(name)
    if session is None or session.state == "completed":
        raise Refused(
            f"Cannot find session {name}"
            if session is None
            else f"Session {name} is already committed"
        )
    return session


def _clean(cli: EosCli, words: tuple[str, ...]) -> Answer:
    session = _known(cli, words[2])
    session.root.children[:] = cli.device.build((), lambda _line, _error: None).children
    if cli.editor:
        del cli.editor.path[1:]
    return Answer()


def _commit(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device, session = cli.device, _known(cli, words[2])
    if session.state == "pendingCommitTimer":
        _disarm(device)
    elif device.armed:
        raise Refused(f"Cannot commit: commit timer of session {device.armed.name} is running")
    else:
        _become(device, session.root)
    session.state = "completed"
    _forget_completed(device, session.name)
    _committed(cli, session.name)
    return Answer()


def _committed(cli: EosCli, name: str) -> None:
    _note(cli, "COMMIT_SUCCESS", f"committed configuration session {name} successfully")
    cli.device.touched(cli.actor)
    cli.editor = cli.session = None


def _commit_timer(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device, session = cli.device, _known(cli, words[2])
    minutes = _minutes(words[5])
    if device.armed and device.armed.name != session.name:
        raise Refused(f"Cannot commit: commit timer of session {device.armed.name} is running")
    base = device.armed.base if device.armed else device.running.clone()
    _disarm(device)
    _become(device, session.root)
    session.state = "pendingCommitTimer"
    device.armed = Armed(
        base=base,
        actor=cli.actor,
        minutes=minutes,
        configured=long_date(device.clock.now()),
        expires=device.clock.uptime() + minutes * 60,
        handle=device.clock.after(minutes, lambda: _expired(device)),
        name=session.name,
    )
    _committed(cli, session.name)
    return Answer()


def _minutes(text: str) -> float:
    parts = text.split(":")
    if len(parts) != len(("hh", "mm", "ss")) or not all(part.isdigit() for part in parts):
        raise Refused("invalid", 5)
    hours, minutes, seconds = map(int, parts)
    return hours * 60 + minutes + seconds / 60


def _abort(cli: EosCli, words: tuple[str, ...]) -> Answer:
    device, session = cli.device, _known(cli, words[2])
    if session.state == "pendingCommitTimer":
        _revert(device)
    device.sessions.pop(session.name, None)
    _note(cli, "ABORTED", f"aborted configuration session {session.name}")
    cli.editor = cli.session = None
    return Answer()


def _expired(device: Device) -> None:
    if device.armed:
        name = device.armed.name
        device.note(
            f"{_EVENT}COMMIT_TIMER_EXPIRED: Commit timer of configuration session {name} "
            "expired, going back to the configuration before it"
        )
        _revert(device)


def _revert(device: Device) -> None:
    if device.armed:
        armed = device.armed
        _disarm(device)
        _become(device, armed.base)
        device.sessions.pop(armed.name, None)
        device.touched(armed.actor)


def _disarm(device: Device) -> None:
    if device.armed:
        device.armed.handle.cancel()
        device.armed = None


def _become(device: Device, root: Node) -> None:
    device.running.children[:] = root.clone().children


def _forget_completed(device: Device, newest: str) -> None:
    for name, session in list(device.sessions.items()):
        if session.state == "completed" and name != newest:
            del device.sessions[name]


def replace(cli: EosCli, text: str) -> Answer:
    """`configure replace`: become this configuration, or say which line is wrong."""
    device = cli.device
    failed: list[str] = []
    target = device.build(text.splitlines(), lambda line, _error: failed.append(line.strip()))
    if failed:
        raise Refused("\n".join(f"Invalid input: '{line}'" for line in failed))
    _disarm(device)
    _become(device, target)
    device.touched(cli.actor)
    return Answer()


def _sessions(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    device = cli.device
    listed = {name: _session(device, session) for name, session in device.sessions.items()}
    rows = [f"  {name:<24} {s['state']:<20} {s['commitUser']}" for name, s in listed.items()]
    text = "Maximum number of completed sessions: 1\nMaximum number of pending sessions: 5\n\n"
    text += "\n".join(["  Name                     State                User", *rows])
    facts = {
        "maxSavedSessions": 1,
        "maxOpenSessions": _OPEN,
        "mergeOnCommit": False,
        "saveToStartupConfigOnCommit": False,
        "sessions": listed,
    }
    if device.armed and _is_newer(device):
        facts["commitTimerSessionName"] = device.armed.name
        facts["commitTimerExpireTime"] = device.armed.expires
    return Answer(text, facts, is_shown=True)


def _is_newer(device: Device) -> bool:
    major, minor = re.findall(r"\d+", device.identity.version)[:2]
    return (int(major), int(minor)) >= _TIMER_AT_TOP


def _session(device: Device, session: Session) -> dict[str, Any]:
    is_armed = device.armed is not None and device.armed.name == session.name
    facts: dict[str, Any] = {
        "state": "committed" if is_armed and _is_newer(device) else session.state,
        "commitUser": "" if session.state == "pending" else session.user,
        "description": "",
        "instances": {},
    }
    if device.armed and is_armed and not _is_newer(device):
        facts["commitBy"] = device.armed.expires
    return facts


def _diffs(cli: EosCli, words: tuple[str, ...]) -> Answer:
    session = _shown(cli, words)
    device = cli.device
    text = unified(
        device.text().splitlines(),
        device.shown(session.root).splitlines(),
        "system:/running-config",
        f"session:/{session.name}-session-config",
    )
    return Answer(text, is_shown=True)


def _config(cli: EosCli, words: tuple[str, ...]) -> Answer:
    session = _shown(cli, words)
    above = head(cli.device, f"show session-config named {session.name}")
    return Answer(above + cli.device.shown(session.root), is_shown=True)


def _shown(cli: EosCli, words: tuple[str, ...]) -> Session:
    name = words[3] if "named" in words else ""
    session = cli.device.sessions.get(name) if name else cli.session
    if session is None:
        raise Refused(f"Cannot find session {name}")
    return session


def register(commands: Commands[EosCli, Answer]) -> None:
    """Add these commands to the table."""
    commands("configure session", "configure session <w>")(_enter)
    commands("configure session <w> rollback clean-config")(_clean)
    commands("configure session <w> commit")(_commit)
    commands("configure session <w> commit timer <w>")(_commit_timer)
    commands("configure session <w> abort")(_abort)
    commands("show configuration sessions", "show configuration sessions detail")(_sessions)
    commands("show session-config diffs", "show session-config named <w> diffs")(_diffs)
    commands("show session-config", "show session-config named <w>")(_config)
