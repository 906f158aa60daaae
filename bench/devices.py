"""Emulated IOS devices in a process of their own, answering at once or slowly."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lab.control import Lab

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = "fra2-edge1"
NET = "127.48"
# A router across a WAN behind a busy AAA server: a login, every reply, and the config on top.
_SLOW = (
    ("auth-stall", {"seconds": "0.8"}),
    ("slow", {"seconds": "0.05"}),
    ("slow-config", {"seconds": "1.0"}),
)


@contextmanager
def devices(count: int, *, is_slow: bool) -> Iterator[Lab]:
    """So many devices that listen, each at an address of its own."""
    with tempfile.TemporaryDirectory(prefix="netops-bench-") as folder:
        lab = Lab(Path(folder))
        lab.up(net=NET, only=[MODEL], clones=count)
        try:
            if is_slow:
                for row in lab.status():
                    for name, settings in _SLOW:
                        lab.fault(row["name"], name, settings)
            yield lab
        finally:
            lab.down()
