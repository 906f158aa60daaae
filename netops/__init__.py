"""Version control for the network: proven backups, judged drift, changes that can be undone.

What a Python playbook may import; everything else may move. The words are those of playbooks in
YAML, in the same order: `collect`, `store`, `compare`, `judge`, `report`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Configs",
    "Device",
    "Drift",
    "DriftItem",
    "DriftKind",
    "Finding",
    "InputError",
    "NetopsError",
    "NotCollected",
    "Report",
    "Result",
    "Run",
    "Severity",
    "Snapshot",
    "Verdict",
    "Workspace",
    "collect",
    "compare",
    "judge",
    "open_workspace",
    "publish",
    "report",
    "running",
    "store",
]

if TYPE_CHECKING:
    from netops.audit.report import Report
    from netops.errors import InputError, NetopsError
    from netops.model.config import Drift, DriftItem, DriftKind, NotCollected, Snapshot
    from netops.model.device import Device
    from netops.model.finding import Finding, Result, Severity, Verdict
    from netops.playbook.stages import (
        Configs,
        Run,
        collect,
        compare,
        judge,
        publish,
        report,
        running,
        store,
    )
    from netops.wiring import Workspace, open_workspace

_HOMES = {
    "netops.audit.report": ("Report",),
    "netops.errors": ("InputError", "NetopsError"),
    "netops.model.config": ("Drift", "DriftItem", "DriftKind", "NotCollected", "Snapshot"),
    "netops.model.device": ("Device",),
    "netops.model.finding": ("Finding", "Result", "Severity", "Verdict"),
    "netops.playbook.stages": (
        *("Configs", "Run", "collect", "compare", "judge", "publish", "report", "running"),
        "store",
    ),
    "netops.wiring": ("Workspace", "open_workspace"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is used: `netops --version` needs none of them."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'netops' has no attribute '{name}'")
