"""A run that is killed at any moment leaves the last commit, its exact texts, and no lock.

Half of the moments are moments of time, half are things that a run does to a file or a process:
sealing, the index, the commit, the view. `NETOPS_KILLS` and `NETOPS_KILL_SEED` choose others.
"""

import fcntl
import io
import json
import os
import random
import subprocess
import sys
import tarfile
from contextlib import suppress
from pathlib import Path

import pytest

from netops.config.clean import canonical
from netops.model.config import ConfigKind
from netops.platforms.registry import platform
from netops.stores.sealed import AgeSealed
from netops.wiring import Workspace

from .workbench import EOS, IOS, ROOT

KILLS = int(os.environ.get("NETOPS_KILLS", "12"))
SEED = os.environ.get("NETOPS_KILL_SEED", "4")
# Of so many runs the git that they started lives on.
_ALONE = 0.3
_KILLED = -9
BACKUP = ["backup", "--limit", IOS, "--limit", EOS]
EDITS = {
    IOS: ("interface GigabitEthernet0/3", " description round {}"),
    EOS: ("interface Ethernet2", "   description round {}"),
}


class Nursery:
    """Runs of netops that cost no start of an interpreter."""

    def __init__(self, bench):
        self._process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, str(Path(__file__).with_name("nursery.py"))],
            cwd=bench.folder,
            env={**bench.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._log = bench.folder / "nursery.log"

    def run(self, *, arguments=BACKUP, **kill):
        self._process.stdin.write(json.dumps({"arguments": list(arguments), **kill}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def completed(self):
        ended = self.run()
        assert ended["code"] == 0, self._log.read_text()
        return ended

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture
def nursery(bench):
    made = Nursery(bench)
    yield made
    made.close()


def edited(bench, number):
    for device, lines in EDITS.items():
        bench.lab.run_cli(device, [line.format(number) for line in lines])


def quiet(bench):
    """Wait for a git that outlived its run: it still holds the lock of what it does.

    `git fsck` calls a pack damaged that is joined with another one while it looks.
    """
    for name in ("netops-writing", "netops-upkeep"):
        mark = bench.folder / "backups" / "repo" / ".git" / name
        with suppress(FileNotFoundError), mark.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)


def tidy(bench):
    """Nothing that a dead run left is there any more."""
    git = bench.folder / "backups" / "repo" / ".git"
    left = [*git.glob("fast_import_crash_*"), *git.rglob("*.lock"), *git.rglob("*.keep")]
    left += [*git.glob("objects/pack/tmp_*"), *git.glob("objects/pack/.tmp-*")]
    left += (bench.folder / "backups" / "sealed" / ".new").iterdir()
    assert left == []
    assert bench.git("status", "--porcelain") == ""


def whole(bench, workspace):
    """Git is sound, and each stored config opens to the exact text that it was made of."""
    quiet(bench)
    assert bench.git("fsck", "--full", "--strict", "--no-dangling", "--no-progress") == ""
    sealed = AgeSealed(bench.folder / "backups" / "sealed", state=workspace.state)
    stored = committed(bench)
    assert len(stored) == 16
    for name, text in stored.items():
        _, _, device, file = name.split("/")
        kind = ConfigKind(file.removesuffix(".cfg"))
        exact = sealed.get(device, kind, canonical=text)
        spec = platform(workspace.inventory.entry(device).device.platform)
        assert canonical(exact, spec, workspace.state.key()) == text


def committed(bench):
    """Every stored config of the last commit, read by git alone."""
    command = ["git", "-C", str(bench.folder / "backups" / "repo"), "archive", "HEAD", "configs"]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 (git, in our folder)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        files = [one for one in archive if one.isfile()]
        return {one.name: archive.extractfile(one).read().decode() for one in files}


def moment(number, usual):
    """When the run of this number is killed, by the clock or at a deed, and with whom."""
    chance = random.Random(f"{SEED}/{number}")
    alone = chance.random() < _ALONE
    if number % 2:
        return {"deed": chance.randint(1, usual["deeds"]), "alone": alone}
    return {"after": chance.uniform(0, usual["seconds"]), "alone": alone}


def test_a_run_that_is_killed_at_any_moment_leaves_what_was_and_the_next_completes(bench, nursery):
    edited(bench, "first")
    usual = nursery.completed()
    workspace = Workspace(bench.folder, bench.environ)
    print(f"seed {SEED}, {KILLS} kills; a whole run: {usual}")  # noqa: T201 (asked for with -s)
    died = {"as before": 0, "committed": 0}
    for number in range(4 * KILLS):
        if sum(died.values()) == KILLS:
            break
        edited(bench, number)
        before = bench.git("rev-parse", "HEAD").strip()
        when = moment(number, usual)
        ended = nursery.run(**when)
        after = bench.git("rev-parse", "HEAD").strip()
        left = "as before" if after == before else "committed"
        died[left] += ended["code"] == _KILLED
        print(f"{number:4} {when} -> {ended} {left}")  # noqa: T201 (the same)
        assert after == before or bench.git("rev-parse", "HEAD~1").strip() == before
        whole(bench, workspace)
        # A moment after the end of a run is none: how long one takes now is what counts.
        usual["seconds"] = nursery.completed()["seconds"]
        whole(bench, workspace)
        for device in EDITS:
            assert f"description round {number}\n" in bench.stored(device)
        tidy(bench)
    print(f"killed: {died}")  # noqa: T201 (the same)
    assert sum(died.values()) == KILLS
