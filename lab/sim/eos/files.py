"""The EOS file system: copy, delete, dir, more, write, configure replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.eos.answer import Answer
from lab.sim.eos.editor import EosEditor
from lab.sim.eos.sessions import replace
from lab.sim.grammar import Refused

if TYPE_CHECKING:
    from lab.sim.commands import Commands
    from lab.sim.eos.cli import EosCli

_SIZE = 4_093_313_024
_DONE = "Copy completed successfully."


def _name(url: str) -> str:
    return url.partition(":")[2].lstrip("/")


def _read(cli: EosCli, url: str) -> str:
    device = cli.device
    if url in {"running-config", "system:/running-config"}:
        return device.text()
    if url == "startup-config":
        return device.startup
    if url == "clean-config":
        return "end\n"
    if not url.startswith("flash:") or _name(url) not in device.files:
        raise Refused(f"Error copying {url} (No such file or directory)")
    return device.files[_name(url)].decode(errors="replace")


def _copy(cli: EosCli, words: tuple[str, ...]) -> Answer:
    text, target = _read(cli, words[1]), words[2]
    if target == "startup-config":
        return _write(cli, words) if words[1] == "running-config" else _to_startup(cli, text)
    if target == "running-config":
        return _merge(cli, text)
    if not target.startswith("flash:"):
        raise Refused("invalid", 2)
    cli.device.files[_name(target)] = text.encode()
    return Answer(_DONE)


def _to_startup(cli: EosCli, text: str) -> Answer:
    cli.device.startup = text
    return Answer(_DONE)


def _merge(cli: EosCli, text: str) -> Answer:
    editor = EosEditor(cli.device.grammar, cli.device.running)
    for line in text.splitlines():
        if line.strip() == "end":
            break
        editor.enter(line)
    cli.device.touched(cli.actor)
    return Answer(_DONE)


def _write(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    device = cli.device
    device.save(cli.actor)
    device.note(
        f"%SYS-5-CONFIG_STARTUP: Startup config saved from system:/running-config by {cli.actor}"
    )
    return Answer(_DONE)


def _replace(cli: EosCli, words: tuple[str, ...]) -> Answer:
    return replace(cli, _read(cli, words[2]))


def _delete(cli: EosCli, words: tuple[str, ...]) -> Answer:
    if cli.device.files.pop(_name(words[1]), None) is None:
        raise Refused(f"Error deleting {words[1]} (No such file or directory)")
    return Answer()


def _dir(cli: EosCli, _words: tuple[str, ...]) -> Answer:
    files = cli.device.files
    stamp = cli.device.clock.now().strftime("%b %d %H:%M")
    rows = [f"       -rw-  {len(data):>12}  {stamp}  {name}" for name, data in files.items()]
    free = files.free(_SIZE)
    text = (
        f"Directory of flash:/\n\n{chr(10).join(rows)}\n\n{_SIZE} bytes total ({free} bytes free)"
    )
    return Answer(text, {"messages": [text]}, is_shown=True)


def _more(cli: EosCli, words: tuple[str, ...]) -> Answer:
    return Answer(_read(cli, words[1]), is_shown=True)


def register(commands: Commands[EosCli, Answer]) -> None:
    """Add these commands to the table."""
    commands("copy <w> <w>")(_copy)
    commands("write", "write memory")(_write)
    commands("configure replace <w>", "configure replace <w> ignore-errors")(_replace)
    commands("delete <w>")(_delete)
    commands("dir", "dir <w>")(_dir)
    commands("more <w>")(_more)
