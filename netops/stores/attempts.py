"""What the last run that stores was to collect, and what of it is missing; for `--failed-only`.

It is written before the first device is touched, with every device as missing, and once more
after the commit: a run that was killed, or stored nothing, has collected nothing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from netops.errors import StoreError
from netops.stores.files import told, write_whole


@dataclass(frozen=True, slots=True)
class Attempt:
    """One run: its id, the devices of its scope, and those without a verified config of it."""

    run: str
    devices: tuple[str, ...]
    missing: tuple[str, ...]


class Attempts:
    """The record `last-run.json` in the state folder."""

    def __init__(self, state: Path) -> None:
        self._path = state / "last-run.json"

    def begin(self, run: str, devices: Iterable[str]) -> None:
        """Remember a run that is about to touch its devices."""
        names = tuple(devices)
        self._write(Attempt(run, names, names))

    def end(self, run: str, devices: Iterable[str], missing: Iterable[str]) -> None:
        """Remember how a run ended whose commit is made."""
        self._write(Attempt(run, tuple(devices), tuple(missing)))

    def last(self) -> Attempt | None:
        """The last run that was to store, None before the first."""
        if not self._path.exists():
            return None
        with told("reading last-run.json"):
            content = self._path.read_bytes()
        try:
            row = json.loads(content)
            return Attempt(row["run"], tuple(row["devices"]), tuple(row["missing"]))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self._path} is damaged; the next whole run renews it") from error

    def _write(self, one: Attempt) -> None:
        row = {"run": one.run, "devices": one.devices, "missing": one.missing}
        write_whole(self._path, json.dumps(row).encode() + b"\n")
