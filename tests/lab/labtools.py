"""What the lab's tests share."""

from __future__ import annotations

import os
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from lab.control import Lab

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
NET = f"127.{61 + WORKER}"
MINUTE = 3.0
USER, PASSWORD = "netops", "labSecretLogin"


def contract(package: str, driver: str, system: str) -> str:
    """The name under which a run counts the tests of one unmodified driver (see ../conftest.py)."""
    return f"{package} {version(package)} {driver} on {system}"


def row(lab: Lab, name: str) -> dict[str, Any]:
    return next(one for one in lab.status() if one["name"] == name)


def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for something that must come to pass."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
