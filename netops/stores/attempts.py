"""What the last run that stores was to collect, and what of it is missing; for `--failed-only`.

It is written before the first device is touched, with every device as missing, and once more
after the commit: a run that was killed, or stored nothing, has collected nothing.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from netops.errors import StoreError
from netops.stores.files import told, write_whole


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last run that stores: its id, all devices of it and earlier ones, those to try again."""

    run: str
    devices: frozenset[str]
    missing: frozenset[str]


class Attempts:
    """The record `last-run.json` in the state folder."""

    def __init__(self, state: Path) -> None:
        self._path = state / "last-run.json"

    def begin(self, run: str, devices: Iterable[str]) -> None:
        """Remember a run that is about to touch its devices.

        What an earlier run missed stays missed until a run collects it, whoever limits that one.
        """
        before = None
        with suppress(StoreError):  # a damaged record ends here
            before = self.last()
        names = frozenset(devices)
        known = names.union(before.devices) if before else names
        self._write(Attempt(run, known, names.union(before.missing) if before else names))

    def end(self, run: str, collected: Iterable[str]) -> None:
        """Remember which devices a run collected whose commit is made."""
        begun = self.last()
        if begun is not None and begun.run == run:
            self._write(Attempt(run, begun.devices, begun.missing.difference(collected)))

    def last(self) -> Attempt | None:
        """The last run that was to store, None before the first."""
        if not self._path.exists():
            return None
        with told("reading last-run.json"):
            content = self._path.read_bytes()
        try:
            row = json.loads(content)
            return Attempt(row["run"], frozenset(row["devices"]), frozenset(row["missing"]))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self._path} is damaged; the next run begins a new one") from error

    def _write(self, one: Attempt) -> None:
        row = {"run": one.run, "devices": sorted(one.devices), "missing": sorted(one.missing)}
        write_whole(self._path, json.dumps(row).encode() + b"\n")
