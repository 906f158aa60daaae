"""The lab from outside: start it, ask it, break it, stop it."""

from __future__ import annotations

import difflib
import json
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lab.sim.faults import FAULTS
from lab.sim.sockets import short_path
from lab.topology import HERE, names, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

DEFAULT_STATE = HERE / ".state"
_PATIENCE = 20.0
# A process of its own is waited for by looking: its file appears or goes, with a deadline.
_PAUSE = 0.02


class LabError(Exception):
    """The lab cannot do that; the text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Lab:
    """A lab by its state folder."""

    state: Path = DEFAULT_STATE

    def is_up(self) -> bool:
        """Whether somebody answers at the control socket."""
        try:
            self.status()
        except LabError:
            return False
        return True

    @property
    def pid(self) -> int:
        """The process of a lab that is up."""
        return int(json.loads((self.state / "lab.json").read_text())["pid"])

    def up(
        self,
        *,
        net: str = "127.10",
        minute: float = 60.0,
        only: Sequence[str] = (),
        folder: Path = HERE,
        clones: int = 0,
    ) -> None:
        """Start the devices of a folder in the background and wait until all of them listen.

        With `clones`, so many copies of the devices in `only` start instead of them.
        """
        if self.is_up():
            raise LabError(f"the lab in {self.state} is already up")
        _check(net, minute, only, folder)
        self.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.state / "lab.json").unlink(missing_ok=True)
        log = self.state / "server.log"
        chosen = ["--folder", str(folder), "--clones", str(clones), "--only", *only]
        process = self._start(log, ["--net", net, "--minute", str(minute), *chosen])
        deadline = time.monotonic() + _PATIENCE
        while not (self.state / "lab.json").exists():
            if os.waitpid(process, os.WNOHANG) != (0, 0):
                raise LabError(_last_words(log))
            if time.monotonic() > deadline:
                os.kill(process, signal.SIGTERM)
                raise LabError(f"the lab did not start in {_PATIENCE:.0f} s; see {log}")
            time.sleep(_PAUSE)  # see _PAUSE

    def _start(self, log: Path, arguments: list[str]) -> int:
        command = [sys.executable, "-m", "lab.sim.server", "--state", str(self.state), *arguments]
        paths = [str(HERE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
        output = (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        return os.posix_spawn(
            sys.executable,
            command,
            {**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                output,
                (os.POSIX_SPAWN_DUP2, 1, 2),
            ],
            setsid=True,
        )

    def down(self) -> None:
        """Stop the lab and wait until it is gone."""
        self._ask({"do": "stop"})
        deadline = time.monotonic() + _PATIENCE
        while (self.state / "lab.json").exists() and time.monotonic() < deadline:
            time.sleep(_PAUSE)  # see _PAUSE

    def status(self) -> list[dict[str, Any]]:
        """One row for each device."""
        rows: list[dict[str, Any]] = self._ask({"do": "status"})
        return rows

    def memory(self, device: str, what: str = "running") -> Any:  # noqa: ANN401  text or data
        """What a device really holds: running, startup, candidate, commands, files, ..."""
        return self._ask({"do": "memory", "device": device, "what": what})

    def run_cli(self, device: str, lines: Iterable[str], *, saved: bool = False) -> str:
        """Configure a device as another operator (mallory from 10.66.0.9)."""
        return str(self._ask({"do": "run", "device": device, "lines": list(lines), "saved": saved}))

    def tamper(self, device: str, scenario: str) -> None:
        """Let another operator do what `scenarios/<scenario>.yaml` says."""
        _choose("scenario", scenario, scenarios())
        story = read_yaml(HERE / "scenarios" / f"{scenario}.yaml")
        platform = next((r["platform"] for r in self.status() if r["name"] == device), None)
        if platform is None:
            _choose("device", device, [row["name"] for row in self.status()])
        self.run_cli(device, story["lines"][platform], saved=story["saved"])

    def break_at(self, device: str, where: str, *, after: bool = False) -> None:
        """Let a device stop at the next command that `where`, a regular expression, is found in.

        It stops before the command runs, or after it ran and before it is answered.
        """
        self._ask({"do": "break", "device": device, "where": where, "after": after})

    def wait(self, device: str, seconds: float = 10.0) -> dict[str, str]:
        """Wait until a device stands at a break point; return the user, source and command."""
        request = {"do": "wait", "device": device, "seconds": seconds}
        stood: dict[str, str] = self._ask(request, patience=seconds + _PATIENCE)
        return stood

    def release(self, device: str) -> None:
        """Take a device's break points away and let it go on."""
        self._ask({"do": "release", "device": device})

    def fault(self, device: str, name: str, settings: Mapping[str, str] | None = None) -> None:
        """Let a device misbehave until `clear`."""
        _choose("fault", name, list(FAULTS))
        given = dict(settings or {})
        if "scenario" in given:
            _choose("scenario", given["scenario"], scenarios())
        self._ask({"do": "fault", "device": device, "name": name, "settings": given})

    def clear(self, device: str) -> None:
        """Take all faults away."""
        self._ask({"do": "clear", "device": device})

    def reset(self, device: str) -> None:
        """Boot a device from its config in `lab/configs`, without files, sessions or timers."""
        self._ask({"do": "reset", "device": device})

    def _ask(self, request: Mapping[str, Any], *, patience: float = _PATIENCE) -> Any:  # noqa: ANN401  any JSON
        try:
            answer = self._exchange(json.dumps(request).encode() + b"\n", patience)
        except (OSError, ValueError):
            raise LabError(f"no lab is up in {self.state}; start it: python -m lab up") from None
        if "error" in answer:
            raise LabError(answer["error"])
        return answer["result"]

    def _exchange(self, request: bytes, patience: float) -> dict[str, Any]:
        with (
            short_path(self.state / "lab.sock") as path,
            socket.socket(socket.AF_UNIX) as connection,
        ):
            connection.settimeout(patience)
            connection.connect(str(path))
            connection.sendall(request)
            with connection.makefile("rb") as answers:
                answer: dict[str, Any] = json.loads(answers.readline())
        return answer


def scenarios() -> list[str]:
    """What other operators can be told to do."""
    return sorted(path.stem for path in (HERE / "scenarios").glob("*.yaml"))


def secrets() -> dict[str, str]:
    """The secrets of the lab's configs and the login, by the names for the environment."""
    return dict(read_yaml(HERE / "secrets.yaml"))


def _check(net: str, minute: float, only: Sequence[str], folder: Path) -> None:
    parts = net.split(".")
    if len(parts) != len(("127", "10")) or parts[0] != "127" or not _is_octet(parts[1]):
        raise LabError(f"--net takes two numbers of the loopback network, as 127.31, not {net!r}")
    if minute <= 0:
        raise LabError(f"--minute takes a number of seconds above 0, not {minute:g}")
    for name in only:
        _choose("device", name, names(folder))


def _is_octet(text: str) -> bool:
    return text.isdigit() and int(text) < 256  # noqa: PLR2004  an octet


def _choose(kind: str, name: str, known: Sequence[str]) -> None:
    if name in known:
        return
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    raise LabError(f"no {kind} {name!r}; {hint}")


def _last_words(log: Path) -> str:
    lines = log.read_text().strip().splitlines()
    return lines[-1].removeprefix("lab: ") if lines else f"the lab did not start; see {log}"
