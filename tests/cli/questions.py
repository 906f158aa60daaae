"""A workspace whose evidence was written hour by hour, without devices."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from netops.model.change import ChangeRequest
from netops.sources.change_file import ChangeFile
from netops.stores.git import GitStore

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
EDGE, CORE, NEVER = "ams1-edge1", "ams1-core1", "fra2-edge2"
FIRST = """\
hostname ams1-edge1
interface GigabitEthernet0/1
 description to core
 ip address 10.0.0.1 255.255.255.0
interface GigabitEthernet0/2
 shutdown
line vty 0 4
 transport input ssh
end
"""
SECOND = FIRST.replace("transport input ssh", "transport input telnet ssh")
THIRD = SECOND.replace(" shutdown\n", " description \x1b[31mspare\n")


def config_path(device, kind="running"):
    return f"configs/{device.partition('-')[0]}/{device}/{kind}.cfg"


def workspace(folder):
    """The repository's own inventory, and nothing stored yet."""
    shutil.copytree(ROOT / "inventory", folder / "inventory")
    return folder


class Evidence:
    """Commits, one an hour."""

    def __init__(self, folder, *, hours=0):
        self.time = START + timedelta(hours=hours - 1)
        self.store = GitStore(folder / "backups" / "repo", clock=self)

    def now(self):
        self.time += timedelta(hours=1)
        return self.time

    def commit(self, files, trailers=""):
        texts = {path: text.encode() for path, text in files.items()}
        return self.store.write(texts, message=f"a run\n\n{trailers}")


def three_hours(folder):
    """Every device but one is stored; the edge is edited by hand, then by an approved change."""
    evidence = Evidence(workspace(folder))
    names = (EDGE, "ams1-edge2", CORE, "ams1-core2", "fra2-edge1", "fra2-core1", "fra2-core2")
    first = {config_path(name): FIRST.replace(EDGE, name) for name in names}
    first[config_path(EDGE, "startup")] = FIRST
    asked = ChangeRequest("CHG-2026-0001", "Spare", "to see", "dana", (EDGE,), START)
    request = ChangeFile().dump(asked)
    return [
        evidence.commit(first, "Run-Id: run1\n"),
        evidence.commit(
            {config_path(EDGE): SECOND}, f"Run-Id: run2\nEdited-By: {EDGE} mallory from 192.0.2.7\n"
        ),
        evidence.commit(
            {config_path(EDGE): THIRD, "changes/CHG-2026-0001/change.yaml": request},
            "Change-Id: CHG-2026-0001\n",
        ),
    ]
