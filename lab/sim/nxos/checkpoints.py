"""NX-OS checkpoints and rollback: snapshots by name or in a file, and the way back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.sim.commands import Reply
from lab.sim.device import Actor
from lab.sim.grammar import Refused
from lab.sim.nxos.device import Checkpoint
from lab.sim.nxos.files import clean, missing
from lab.sim.nxos.patch import Outcome, execute, patch
from lab.sim.nxos.text import FIRST_LINE, checkpoint_text, weekday_first

if TYPE_CHECKING:
    from lab.sim.commands import Commands
    from lab.sim.nxos.cli import NxosCli
    from lab.sim.nxos.device import Switch

MOST = 10
SYSTEM = Actor("system", "", "")
_RULE = "-" * 80
MODES = ("atomic", "best-effort", "stop-at-first-failure")
_START = (
    "Note: Applying config parallelly may fail Rollback verification\n"
    "Collecting Running-Config\n#Generating Rollback Patch\n"
)
_DONE = (
    "Executing Rollback Patch\nGenerating Running-config for verification\n"
    "Generating Patch for verification\nVerification is Successful.\n\n"
    "Rollback completed successfully.\n"
)
# The head of this text is napalm-ansible's issue 168; its last two lines are from memory.
_FAILED = (
    "Executing Rollback Patch\n{errors}"
    "Verification failed, Rolling back to previous configuration\n"
    "Collecting Running-Config\nCleaning up switch-profile buffer\n"
    "Generating Rollback patch for switch profile\nExecuting Rollback patch for switch profiles.\n"
    "Rolling back to previous configuration is successful\n\n"
    "Rollback failed.\n"
)
# From memory, like the two texts below.
_PARTIAL = "Executing Rollback Patch\n{errors}\nRollback failed.\n"
_NOT_A_CHECKPOINT = "ERROR: {} is not a valid checkpoint file"
_EXISTS = "There is already a file existing with this name."
_TOO_MANY = "ERROR: Maximum number of checkpoints reached, please delete some of them"
_LOG = """Operation            : {what}
Checkpoint file name : {name}
Scheme               : {scheme}
{verb} done By{pad}: {user}
{verb} mode{pad}   : {mode}
Verbose              : disabled
Start Time           : {at}
Start Time UTC       : {at}
End Time             : {at}
End Time UTC         : {at}
Rollback Status      : {status}

Executing Patch:
----------------
{patch}"""


def save(device: Switch, actor: Actor, name: str, about: str = "") -> str:
    """Take a snapshot by name; the switch keeps ten of the users' own."""
    if name in device.checkpoints:
        return f"ERROR: Checkpoint {name} already exists"
    own = [kept for kept in device.checkpoints.values() if kept.user != "system"]
    if len(own) >= MOST and actor.user != "system":
        return _TOO_MANY
    text = checkpoint_text(device)
    device.checkpoints[name] = Checkpoint(name, text, actor.user, device.clock.now(), about)
    return "Done"


def _named(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    taken = cli.device.checkpoints
    free = next(name for at in range(1, 99) if (name := f"user-checkpoint-{at}") not in taken)
    name = words[1] if len(words) > 1 else free
    if name.startswith("system"):
        return Reply("ERROR: Checkpoint name cannot start with system")
    about = words[3] if len(words) > len(("checkpoint", "name", "description")) else ""
    return Reply(save(cli.device, cli.actor, name, about))


def _to_file(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    name = clean(words[2])

    def write(answer: str) -> Reply:
        if answer[:1].lower() != "y":
            return Reply()
        cli.device.files[name] = checkpoint_text(cli.device).encode()
        return Reply("Done")

    if name in cli.device.files and cli.asks:
        return Reply(f"{_EXISTS} Do you want to overwrite (y/n)? [no] ", ask=write)
    return write("y")


def _delete(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    if words[2] not in cli.device.checkpoints:
        return Reply(f"ERROR: Checkpoint {words[2]} does not exist")
    del cli.device.checkpoints[words[2]]
    return Reply()


def _clear(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    cli.device.checkpoints.clear()
    return Reply("Done")


def _summary(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    kept = list(cli.device.checkpoints.values())
    parts = []
    for title, is_system in (("User", False), ("System", True)):
        rows = [c for c in kept if (c.user == "system") == is_system]
        if rows:
            parts.append(f"{title} Checkpoint Summary\n{_RULE}")
            parts += [_entry(at, each) for at, each in enumerate(rows, 1)]
    return Reply("\n".join(parts))


def _entry(number: int, kept: Checkpoint) -> str:
    return (
        f"{number}) {kept.name}:\nCreated by {kept.user}\n"
        f"Created at {weekday_first(kept.moment)}\nSize is {len(kept.text):,} bytes\n"
        f"Description: {kept.about or 'None'}\n"
    )


def _show(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    kept = cli.device.checkpoints
    names = [words[2]] if len(words) > 2 and words[2] != "all" else list(kept)  # noqa: PLR2004  NAME
    if unknown := [name for name in names if name not in kept]:
        return Reply(f"ERROR: Checkpoint {unknown[0]} does not exist")
    return Reply("\n".join(f"{_RULE}\nName: {name}\n\n{kept[name].text}" for name in names))


def source(cli: NxosCli, kind: str, name: str = "") -> str:
    """The text of `running-config`, `startup-config`, `checkpoint X` or `file X`."""
    device = cli.device
    if kind == "running-config":
        return checkpoint_text(device)
    if kind == "startup-config":
        return f"{FIRST_LINE}\n{device.startup}"
    if kind == "checkpoint":
        if name not in device.checkpoints:
            raise Refused(f"ERROR: Checkpoint {name} does not exist")
        return device.checkpoints[name].text
    data = device.files.get(clean(name))
    if data is None:
        raise Refused(missing(name))
    text = data.decode(errors="replace")
    if text.lstrip().split("\n", 1)[0].strip() != FIRST_LINE:
        raise Refused(_NOT_A_CHECKPOINT.format(clean(name)))
    return text


def _difference(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    given = words[3].split()
    texts: list[str] = []
    while given and len(texts) < len(("old", "new")):
        kind = given.pop(0)
        texts.append(source(cli, kind, given.pop(0) if kind in {"checkpoint", "file"} else ""))
    old, _ = cli.device.read(texts[0].splitlines())
    new, strays = cli.device.read(texts[-1].splitlines())
    lines = patch(old, new, strays)
    body = "\n".join(["!!", "!", *lines]) if lines else "Rollback Patch is Empty"
    return Reply(f"Collecting Running-Config\n#Generating Rollback Patch\n\n{body}\n")


def _rollback(cli: NxosCli, words: tuple[str, ...]) -> Reply:
    kind, name, *options = " ".join(words[2:]).split()
    mode = next((word for word in options if word in MODES), "atomic")
    device = cli.device
    new, strays = device.read(source(cli, kind, name).splitlines())
    lines = patch(device.running, new, strays)
    if not lines:
        return Reply(f"{_START}Rollback Patch is Empty\n\nRollback completed successfully.\n")
    done = execute(device.grammar, device.running, lines, stops=mode != "best-effort")
    remember(cli, "Rollback to Checkpoint", name, mode, done)
    if done.failures and mode == "atomic":
        return Reply(_START + _FAILED.format(errors=complaints(done)))
    device.running.become(done.root if done.failures else new)
    device.touched(cli.actor)
    return Reply(_START + (_PARTIAL.format(errors=complaints(done)) if done.failures else _DONE))


def complaints(done: Outcome) -> str:
    """What the switch prints of a patch that did not go through."""
    return "".join(f"{line}\n" for line in done.log if not line.startswith("`"))


def remember(cli: NxosCli, what: str, name: str, mode: str, done: Outcome) -> None:
    """Keep what `show rollback log exec` and `show config-replace log exec` print."""
    verb = "Cfg-replace" if what.startswith("Config") else "Rollback"
    cli.device.operation = _LOG.format(
        what=what,
        name=name,
        scheme="tmp" if name.startswith(".") else "bootflash",
        verb=verb,
        pad=" " * (13 - len(verb)),
        user=cli.actor.user,
        mode=mode,
        at=weekday_first(cli.device.clock.now()),
        status="Failed" if done.failures else "Success",
        patch="\n".join(done.log),
    )


def _log(cli: NxosCli, _words: tuple[str, ...]) -> Reply:
    return Reply(cli.device.operation)


def register(commands: Commands[NxosCli, Reply]) -> None:
    """Add these commands to the table."""
    commands("checkpoint", "checkpoint <w>", "checkpoint <w> description <line>")(_named)
    commands("checkpoint file <w>")(_to_file)
    commands("no checkpoint <w>")(_delete)
    commands("clear checkpoint database")(_clear)
    commands("show checkpoint summary")(_summary)
    commands("show checkpoint", "show checkpoint <w>", "show checkpoint <w> all")(_show)
    commands("show diff rollback-patch <line>")(_difference)
    commands("rollback running-config checkpoint <line>", "rollback running-config file <line>")(
        _rollback
    )
    commands("show rollback log exec", "show config-replace log exec")(_log)
