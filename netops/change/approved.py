"""What applied changes left on the devices: a running config that equals it is authorised."""

from collections.abc import Iterator
from typing import Any, cast

from netops.change import canonical_json
from netops.change.desk import Desk, changes, log
from netops.change.request import folder
from netops.model.change import DeviceState
from netops.model.config import ConfigKind


def approved(desk: Desk) -> dict[str, frozenset[str]]:
    """By device, the digests of the running configs that its applied changes left and proved.

    A prediction will not do: a device places new sections where it likes, so a fresh session that
    reads the same meaning may read other bytes. A change that was taken back counts no more.
    """
    logged = {entry.digest for entry in log(desk)}
    found: dict[str, frozenset[str]] = {}
    for change in changes(desk):
        for name, digest in _left(desk, f"{folder(change)}/result.json", logged):
            found[name] = found.get(name, frozenset()) | {digest}
    return found


def _left(desk: Desk, path: str, logged: set[str]) -> Iterator[tuple[str, str]]:
    for commit in desk.store.log(path):
        content = desk.store.read(path, commit.revision) or b""
        if canonical_json.digest(content) not in logged:
            return  # not the result that the log recorded
        result = cast("dict[str, Any]", canonical_json.decode(content))
        for outcome in result["outcomes"]:
            owner = desk.fleet.get(outcome["device"])
            if owner is None or outcome["state"] != DeviceState.APPLIED:
                continue
            where = desk.place(owner.name, ConfigKind.RUNNING)
            if proven := desk.store.read(where, commit.revision):
                yield owner.name, canonical_json.digest(proven)
        return  # only the newest result stands
