"""Texts that were not believed: sealed, with the reason, so that a person can look at them."""

import json
from dataclasses import dataclass
from datetime import datetime

from netops.errors import Cause
from netops.model.config import ConfigKind, NotCollected
from netops.ports import Sealed
from netops.stores.files import append_line, told
from netops.stores.state import StateFolder


@dataclass(frozen=True, slots=True)
class Held:
    """One text in quarantine; `digest` opens it in the sealed store."""

    device: str
    kind: ConfigKind
    cause: Cause
    reason: str
    taken: datetime
    digest: str


class Quarantine:
    """`state/quarantine.jsonl` over the sealed store. Only the one writer of a run adds to it."""

    def __init__(self, state: StateFolder, sealed: Sealed) -> None:
        self._path, self._sealed = state.root / "quarantine.jsonl", sealed

    def hold(self, item: NotCollected) -> None:
        """Seal the doubtful text, if there is one, and remember why it is doubted."""
        if not item.raw:
            return
        row = {
            "device": item.device,
            "kind": item.kind,
            "cause": item.cause,
            "reason": item.reason,
            "taken": item.taken.isoformat(),
            "digest": self._sealed.seal(item.raw),
        }
        append_line(self._path, json.dumps(row).encode())

    def held(self) -> tuple[Held, ...]:
        """Everything in quarantine, newest last; a torn line of a crash is passed over."""
        if not self._path.exists():
            return ()
        with told("reading the quarantine"):
            lines = self._path.read_bytes().splitlines()
        return tuple(held for line in lines if (held := _held(line)) is not None)


def _held(line: bytes) -> Held | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return Held(
        device=row["device"],
        kind=ConfigKind(row["kind"]),
        cause=Cause(row["cause"]),
        reason=row["reason"],
        taken=datetime.fromisoformat(row["taken"]),
        digest=row["digest"],
    )
