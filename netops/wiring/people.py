"""Who stands behind the changes that the evidence holds."""

from collections.abc import Iterable, Iterator, Mapping

from netops.audit.origins import Asked, Origin, origin
from netops.change.request import folder
from netops.change.signatures import approval_from
from netops.errors import InputError
from netops.model.change import Decision
from netops.ports import Commit, Store
from netops.sources.change_file import ChangeFile


def origins(store: Store, commits: Iterable[Commit], device: str) -> Mapping[str, Origin]:
    """Where each of these versions of a device's config comes from, by revision."""
    chosen = tuple(commits)
    changes = {one.trailers.get("Change-Id", "") for one in chosen} - {""}
    people = {change: who for change in changes if (who := _people(store, change))}
    return {one.revision: origin(one, device, people) for one in chosen}


def _people(store: Store, change: str) -> Asked | None:
    """Who asked for a change, and who signed it; None where the evidence does not hold it."""
    try:
        where = f"{folder(change)}/change.yaml"
        text = store.read(where)
        if text is None:
            return None
        request = ChangeFile().load(text.decode(), where=where)
        return Asked(request.requester, tuple(_signers(store, folder(change))))
    except InputError:
        return None  # a trailer that somebody made up, or a request that was edited


def _signers(store: Store, under: str) -> Iterator[str]:
    for path in store.paths(f"{under}/approvals"):
        if path.endswith(".json"):
            who = path.rpartition("/")[2].removesuffix(".json").partition("-")[2]
            said = approval_from(store.read(path) or b"", "", who=who, where=path)
            if said.decision is Decision.APPROVE:
                yield said.who
