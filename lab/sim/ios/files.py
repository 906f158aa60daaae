"""The IOS file system: copy, delete, dir, verify, more, write memory."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from lab.sim.commands import Commands, Reply
from lab.sim.grammar import Refused
from lab.sim.ios.editor import IosEditor
from lab.sim.ios.show import head_lines
from lab.sim.lines import offered

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.sim.device import Device
    from lab.sim.ios.cli import IosCli

FLASH_SIZE = 256_000_000
_CONFIGS = {
    "running-config": "system:running-config",
    "startup-config": "nvram:startup-config",
}


def place(url: str) -> str:
    """One spelling for each file: `flash:/x`, `x` and `flash0:x` are all `flash:x`."""
    if url in _CONFIGS:
        return _CONFIGS[url]
    system, colon, name = url.partition(":")
    if not colon:
        return f"flash:{url.lstrip('/')}"
    return f"{system.rstrip('0')}:{name.lstrip('/')}"


def content(device: Device, url: str) -> bytes | None:
    """What a file holds; None if there is no such file."""
    where = place(url)
    if where == "system:running-config":
        return f"{head_lines(device)}{device.text()}".encode()
    if where == "nvram:startup-config":
        return device.startup.encode()
    if where == "null:":
        return b""
    return device.files.get(where.removeprefix("flash:")) if where.startswith("flash:") else None


def missing(url: str) -> str:
    """The device's words for a file that is not there."""
    return f"%Error opening {url} (No such file or directory)"


def _copy(cli: IosCli, words: tuple[str, ...]) -> Reply:
    source, target = words[1], place(words[2])
    if content(cli.device, source) is None:
        return Reply(missing(source))
    is_quiet = cli.device.running.get("file prompt quiet") is not None
    shown = target.partition(":")[2] or place(source).partition(":")[2]
    if target.endswith(":"):
        target += shown

    def go(answer: str) -> Reply:
        renamed = f"flash:{answer}" if answer and target.startswith("flash:") else target
        return _written(cli, source, renamed)

    return go("") if is_quiet else Reply(f"Destination filename [{shown}]? ", ask=go)


def _written(cli: IosCli, source: str, target: str) -> Reply:
    try:
        return Reply(_copied(cli, source, target))
    except Refused as refused:
        return Reply(f"%{refused.why}")


def _copied(cli: IosCli, source: str, target: str) -> str:
    data = content(cli.device, source) or b""
    if target == "system:running-config":
        return merge(cli, data.decode(errors="replace"))
    if target == "nvram:startup-config":
        return _saved(cli)
    if not target.startswith("flash:"):
        return f"%Error opening {target} (Undefined error)"
    cli.device.files[target.removeprefix("flash:")] = data
    return f"{len(data)} bytes copied in 0.412 secs ({int(len(data) / 0.412)} bytes/sec)"


def merge(cli: IosCli, text: str) -> str:
    """Copy a file over the running configuration; a bad line is reported and passed over."""
    editor = IosEditor(cli.device.grammar, cli.device.running)
    said: list[str] = []
    for offer in offered(cli.device, text.splitlines()):
        if offer.line.strip() == "end" and not editor.in_banner:
            break
        is_taken = offer.said is None
        said.append(_entered(cli, editor, offer.line) if is_taken else offer.said or "")
    editor.leave()
    cli.device.touched(cli.actor)
    size = len(text)
    tail = f"{size} bytes copied in 0.336 secs ({int(size / 0.336)} bytes/sec)"
    return "\n".join([*filter(None, said), tail])


def _entered(cli: IosCli, editor: IosEditor, line: str) -> str:
    try:
        said = editor.enter(line)
    except Refused as refused:
        is_word = refused.why in {"invalid", "incomplete", "ambiguous"}
        error = cli.error(line, refused, "")
        return f"{line}\n{error}" if is_word else error
    cli.log_command(line.strip())
    return said


def _saved(cli: IosCli) -> str:
    cli.device.save(cli.actor)
    return "Building configuration...\n[OK]"


def _write(cli: IosCli, _words: tuple[str, ...]) -> Reply:
    return Reply(_saved(cli))


def _delete(cli: IosCli, words: tuple[str, ...]) -> Reply:
    target = words[-1].split()[-1]
    name = place(target).removeprefix("flash:")
    if name not in cli.device.files:
        return Reply(f"%Error deleting {target} (No such file or directory)")
    if "/force" in words[-1] or "/force" in words:
        del cli.device.files[name]
        return Reply()
    return Reply(f"Delete filename [{name}]? ", ask=_confirmed_delete(cli, name))


def _confirmed_delete(cli: IosCli, name: str) -> Callable[[str], Reply]:
    def go(_answer: str) -> Reply:
        cli.device.files.pop(name, None)
        return Reply()

    return lambda _name: Reply(f"Delete flash:/{name}? [confirm]", ask=go)


def _dir(cli: IosCli, words: tuple[str, ...]) -> Reply:
    files = cli.device.files
    url = words[1] if len(words) > 1 else "flash:/"
    name = place(url).removeprefix("flash:")
    if not place(url).startswith("flash:"):
        return Reply(f"%Error opening {url} (No such device)")
    if name and name not in files:
        return Reply(f"%Error opening {url} (File not found)")
    shown = url if name else "flash:/"
    stamp = cli.device.clock.now().strftime("%b %d %Y %H:%M:%S +00:00")
    rows = [
        f"{at:>5}  -rw-  {len(data):>10}  {stamp}  {file}"
        for at, (file, data) in enumerate(files.items(), 1)
        if not name or file == name
    ]
    free = files.free(FLASH_SIZE)
    body = "\n".join(rows) if rows else "No files in directory"
    return Reply(f"Directory of {shown}\n\n{body}\n\n{FLASH_SIZE} bytes total ({free} bytes free)")


def _verify(cli: IosCli, words: tuple[str, ...]) -> Reply:
    data = content(cli.device, words[-1])
    if data is None:
        return Reply(f"%Error verifying {words[-1]} (No such file or directory)")
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return Reply(f"..MD5 of {words[-1]} Done!\nverify /md5 ({words[-1]}) = {digest}")


def _more(cli: IosCli, words: tuple[str, ...]) -> Reply:
    data = content(cli.device, words[-1])
    return Reply(missing(words[-1]) if data is None else data.decode(errors="replace"))


def register(commands: Commands[IosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("copy <w> <w>")(_copy)
    commands("write", "write memory")(_write)
    commands("delete <line>")(_delete)
    commands("dir", "dir <w>")(_dir)
    commands("verify /md5 <w>")(_verify)
    commands("more <w>")(_more)
