"""The NX-OS file system: copy, delete, dir, show file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.grammar import Refused
from lab.sim.nxos.editor import NxosEditor
from lab.sim.nxos.text import headed

if TYPE_CHECKING:
    from lab.sim.commands import Commands
    from lab.sim.nxos.cli import NxosCli

BOOTFLASH_SIZE = 3_501_408_256
_USED_BEFORE = 1_312_014_336
_COMPLETE = "Copy complete, now saving to disk (please wait)...\nCopy complete.\n"


def clean(url: str) -> str:
    """A file's name in bootflash: `bootflash:///x`, `bootflash:/x` and `x` are all `x`."""
    return url.removeprefix("bootflash:").removeprefix("//sup-local").lstrip("/")


def missing(url: str) -> str:
    """The switch's words for a file that is not there."""
    return f"No such file or directory: bootflash:{clean(url)}"


def free(cli: NxosCli) -> int:
    """Bytes left in bootflash."""
    return cli.device.files.free(BOOTFLASH_SIZE - _USED_BEFORE)


def _copy(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    source, target = words[1], words[2]
    text = _content(cli, source)
    if text is None:
        return Reply(missing(source))
    if target == "startup-config":
        return _saved(cli)
    if target == "running-config":
        return Reply(_merged(cli, text))
    cli.device.files[clean(target)] = text.encode()
    return Reply(_COMPLETE)


def _saved(cli: NxosCli) -> Reply:
    cli.device.save(cli.actor)
    return Reply(f"[{'#' * 40}] 100%\n{_COMPLETE}")


def _content(cli: NxosCli, name: str) -> str | None:
    device = cli.device
    if name == "running-config":
        return headed(device, "show running-config", device.text())
    if name == "startup-config":
        return headed(device, "show startup-config", device.startup)
    data = device.files.get(clean(name))
    return None if data is None else data.decode(errors="replace")


def _merged(cli: NxosCli, text: str) -> str:
    editor = NxosEditor(cli.device.grammar, cli.device.running)
    said = []
    for line in text.splitlines():
        try:
            said.append(editor.enter(line))
        except Refused as refused:
            said.append(cli.error(line, refused, ""))
    cli.device.touched(cli.actor)
    return "\n".join([*filter(None, said), _COMPLETE])


def _delete(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    name = clean(words[1])
    if name not in cli.device.files:
        return Reply(missing(words[1]))

    def go(answer: str) -> Reply:
        if answer[:1].lower() in {"", "y"}:
            del cli.device.files[name]
        return Reply()

    is_sure = not cli.asks or words[2:] == ("no-prompt",)
    question = f'Do you want to delete "/{name}" ? (yes/no/abort)   [y] '
    return go("y") if is_sure else Reply(question, ask=go)


def _dir(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    name = clean(words[1]) if len(words) > 1 else ""
    files = cli.device.files
    if name and name not in files:
        return Reply("No such file or directory")
    when = cli.device.clock.now().strftime("%b %d %H:%M:%S %Y")
    rows = [
        f"{len(data):>11}    {when}  {each}"
        for each, data in sorted(files.items())
        if not name or each == name
    ]
    left = free(cli)
    usage = (
        "\nUsage for bootflash://sup-local\n"
        f"{BOOTFLASH_SIZE - left:>11} bytes used\n{left:>11} bytes free\n"
        f"{BOOTFLASH_SIZE:>11} bytes total"
    )
    return Reply("\n".join([*rows, usage]))


def _show_file(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    data = cli.device.files.get(clean(words[2]))
    if data is None:
        return Reply(missing(words[2]))
    if words[3:] == ("md5sum",):
        return Reply(hashlib.md5(data, usedforsecurity=False).hexdigest())
    return Reply(data.decode(errors="replace"))


def register(commands: Commands[NxosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("copy running-config startup-config", "copy <w> <w>")(_copy)
    commands("copy running-config <w>", "copy <w> running-config", "copy startup-config <w>")(_copy)
    commands("delete <w>", "delete <w> no-prompt")(_delete)
    commands("dir", "dir <w>")(_dir)
    commands("show file <w>", "show file <w> md5sum")(_show_file)
