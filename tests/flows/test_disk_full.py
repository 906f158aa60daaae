"""A disk that fills up in the middle of a run, in a mount namespace of its own.

Whatever does not fit, one sentence names the place, the last good state stands, and the next run
completes once there is room.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .workbench import EOS, IOS

# KiB that are left: from nothing at all, over the lock, some sealed texts and half a pack, to all.
ROOM = (0, 4, 16, 28, 32, 36, 40, 44, 96)
EDITS = {
    IOS: ("interface GigabitEthernet0/3", " description round {}"),
    EOS: ("interface Ethernet2", "   description round {}"),
}


@pytest.fixture
def small(bench):
    """The workbench with its backups on a disk of 16 MiB that only its own commands see."""
    if os.geteuid() != 0:
        pytest.skip("a small disk needs root to be mounted")
    backups, aside = bench.folder / "backups", bench.folder / "aside"
    shutil.move(backups, aside)
    backups.mkdir()
    script = (
        f"mount -t tmpfs -o size=16m,mode=0700 tmpfs {backups} && cp -a {aside}/. {backups}/ "
        "&& echo ready && exec sleep infinity"
    )
    command = ["unshare", "--mount", "sh", "-c", script]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 (our own script)
    assert holder.stdout.readline() == "ready\n"
    mounts = f"--mount=/proc/{holder.pid}/ns/mnt"
    bench.within = ("nsenter", mounts, "env", "-C", str(bench.folder))
    yield bench, Path(f"/proc/{holder.pid}/root{backups}")
    holder.kill()
    holder.wait()
    holder.stdout.close()


def filled(disk, kib):
    """Fill a disk until this much is left; return what is to be removed to have room again."""
    state = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(b"\0" * max(0, state.f_bavail * state.f_frsize - kib * 1024))
    return filler


def test_a_full_disk_is_told_in_one_sentence_and_loses_nothing(small):
    bench, disk = small
    failed = [number for number, room in enumerate(ROOM) if not fitted(bench, disk, number, room)]
    assert 0 < len(failed) < len(ROOM)


def fitted(bench, disk, number, room):
    """Whether a backup fits into this room; the next one does in any case."""
    for device, lines in EDITS.items():
        bench.lab.run_cli(device, [line.format(number) for line in lines])
    before = bench.git("rev-parse", "HEAD")
    filler = filled(disk, room)
    process = bench.start("backup")
    _, err = process.communicate(timeout=90)
    print(f"{room} KiB left: exit {process.returncode} {err}")  # noqa: T201 (asked for with -s)
    filler.unlink()
    bench.git("fsck", "--strict", "--no-dangling", "--no-progress")
    if process.returncode:
        assert process.returncode == 1, err
        assert err.count("\n") == 1, err
        assert str(bench.folder / "backups") in err
        # The commit may have been the last thing that fitted, but never half of it.
        assert before in bench.git("log", "-2", "--format=%H")
    bench.netops("backup")
    assert bench.git("rev-parse", "HEAD") != before
    assert bench.git("status", "--porcelain") == ""
    assert f"round {number}\n" in bench.stored(IOS)
    restored = bench.folder / f"restored-{number}.cfg"
    bench.netops("restore", IOS, "--to", str(restored))
    assert f"round {number}\n" in restored.read_text()
    return process.returncode == 0
