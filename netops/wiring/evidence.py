"""The evidence of a workspace: one repository, or one for each site or group."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from netops.errors import InputError
from netops.stores.files import private_folder, told, write_whole
from netops.stores.git import GitStore
from netops.stores.shards import ShardedStore

if TYPE_CHECKING:
    from netops.wiring.workspace import Workspace

Evidence = GitStore | ShardedStore
_WITHOUT_GROUP = "ungrouped"


def evidence(workspace: "Workspace") -> Evidence:
    """Open the evidence as `shards` says; raise `InputError` if it was begun in another way."""
    backups, chosen = workspace.settings.backups, workspace.settings.shards
    main, shards = backups / "repo", backups / "shards"
    begun = shards / "divided"
    with told("reading how the evidence is divided"):
        before = begun.read_text(encoding="ascii").strip() if begun.exists() else "none"
    if before == chosen == "none":
        return GitStore(main, clock=workspace.clock)
    is_fresh = before == "none" and not (main.exists() and _has_configs(workspace))
    if before != chosen and not is_fresh:
        raise InputError(
            f"shards: {chosen}, but the evidence in {backups} was begun with {before}",
            where=str(workspace.settings.inventory / "netops.yaml"),
            hint=f"write shards: {before}, or name an empty folder in backups to begin anew",
        )
    place = _site if chosen == "site" else lambda path: _group(workspace, path)
    begin = partial(_begin, begun, chosen)
    return ShardedStore(main, shards, shard_of=place, begin=begin, clock=workspace.clock)


def _begin(begun: Path, chosen: str) -> None:
    """Remember how the evidence is divided, before the first file goes into a shard."""
    private_folder(begun.parent)
    write_whole(begun, f"{chosen}\n".encode())


def _has_configs(workspace: "Workspace") -> bool:
    main = GitStore(workspace.settings.backups / "repo", clock=workspace.clock)
    return bool(main.paths("configs"))


def _site(path: str) -> str | None:
    """The site of `configs/<site>/<device>/...`; None for everything else."""
    parts = path.split("/")
    return parts[1] if parts[0] == "configs" and len(parts) > 1 else None


def _group(workspace: "Workspace", path: str) -> str | None:
    """The first group that a device's own entry names; None for what is no config."""
    parts = path.split("/")
    if parts[0] != "configs" or len(parts) <= len(("configs", "site")):
        return None
    try:
        groups = workspace.inventory.entry(parts[2]).groups
    except InputError:  # it left the inventory; its shard is found by what it holds
        return _WITHOUT_GROUP
    return groups[0] if groups else _WITHOUT_GROUP
