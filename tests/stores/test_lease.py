"""The lock: who holds it, how it ends with its holder, and how another host takes it over."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from netops.errors import Locked, StoreError
from netops.stores.lease import Lease, Machine, leased, this_machine

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HERE, THERE = Machine("noc1", "boot-a", "id-1"), Machine("noc2", "boot-b", "id-2")
MINUTE = 60


class At:
    """A clock that stands, and tells when it was looked at again."""

    def __init__(self, now: datetime = NOON) -> None:
        self.time, self.looks, self.again = now, 0, Event()

    def now(self) -> datetime:
        self.looks += 1
        if self.looks > 4:
            self.again.set()
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lock"


@contextmanager
def died(path: Path, machine: Machine, at: datetime = NOON) -> Iterator[None]:
    """A holder whose machine went down: its words stay, the kernel's lock is gone."""
    with leased(path, "backup", clock=At(at), machine=machine):
        words = path.read_bytes()
    path.write_bytes(words)
    yield


def test_a_holder_is_named_with_its_machine_its_start_and_the_end_of_its_lease(path: Path) -> None:
    words = r"'backup' of .* on noc1 \(pid \d+, since 2026-03-01T12:00.*, its lease until .*12:05"
    with (
        leased(path, "backup", clock=At(), machine=HERE),
        pytest.raises(Locked, match=words),
        leased(path, "audit", clock=At(), machine=HERE),
    ):
        pass


def test_a_process_that_was_killed_leaves_a_lock_that_the_next_takes_at_once(path: Path) -> None:
    program = (
        "import os, signal, sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from netops.stores.lease import leased\n"
        "class Clock:\n"
        "    def now(self): return datetime.now(UTC)\n"
        "with leased(Path(sys.argv[1]), 'x', clock=Clock()): os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False)  # noqa: S603 (our own program)
    assert done.returncode == -signal.SIGKILL
    assert json.loads(path.read_text())["work"] == "x"
    with leased(path, "backup", clock=At()):
        pass


@pytest.mark.parametrize(
    "later",
    [Machine("noc1", "boot-c", "id-1"), Machine("container-7", "boot-a", "id-3")],
    ids=["rebooted", "renamed"],
)
def test_the_same_machine_takes_over_at_once_after_a_reboot_or_under_another_name(
    path: Path, later: Machine
) -> None:
    with died(path, HERE), leased(path, "backup", clock=At(), machine=later):
        assert json.loads(path.read_text())["host"] == later.host


def written(path: Path, *, ago: float) -> None:
    """Let the disk say that the lock was last written so many seconds ago."""
    then = time.time() - ago
    os.utime(path, (then, then))


@pytest.mark.parametrize("years", [-10, 0, 10], ids=["behind", "right", "ahead"])
def test_another_host_takes_over_when_the_disk_says_so_whatever_the_holders_clock_was(
    path: Path, years: int
) -> None:
    with died(path, HERE, NOON + years * timedelta(days=365)):
        written(path, ago=4 * MINUTE)
        with (
            pytest.raises(Locked, match=r"another host: .* taken over 5 minutes after"),
            leased(path, "backup", clock=At(), machine=THERE),
        ):
            pass
        written(path, ago=5 * MINUTE + 1)
        with leased(path, "backup", clock=At(), machine=THERE):
            assert json.loads(path.read_text())["host"] == "noc2"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Machine("noc", "boot-a", "id-1"), Machine("noc", "boot-b", "id-2")),
        (Machine("noc", "boot-a", ""), Machine("noc", "boot-b", "")),
        (Machine("noc1", "boot-a", "id-1"), Machine("noc2", "boot-b", "id-1")),
        (Machine("noc1", "", ""), Machine("noc2", "", "")),
    ],
    ids=["one name", "one name and no id", "one image", "no ids at all"],
)
def test_machines_that_are_alike_in_one_thing_do_not_take_each_other_over(
    path: Path, first: Machine, second: Machine
) -> None:
    with (
        died(path, first),
        pytest.raises(Locked, match="another host"),
        leased(path, "backup", clock=At(), machine=second),
    ):
        pass


def test_where_a_system_has_no_ids_a_machine_is_known_by_its_name(path: Path) -> None:
    with (
        died(path, Machine("noc1", "", "")),
        leased(path, "audit", clock=At(), machine=Machine("noc1", "", "")),
    ):
        assert json.loads(path.read_text())["work"] == "audit"


@pytest.mark.parametrize("ending", [None, StoreError("disk full")], ids=["well", "with an error"])
def test_a_lock_that_ended_is_free_for_every_host(path: Path, ending: StoreError | None) -> None:
    with suppress(StoreError), leased(path, "backup", clock=At(), machine=HERE):
        if ending:
            raise ending
    with leased(path, "backup", clock=At(), machine=THERE):
        pass


def test_a_lease_is_moved_on_while_its_holder_lives(path: Path) -> None:
    clock = At()
    with leased(path, "backup", clock=clock, machine=HERE, length=timedelta(milliseconds=30)):
        clock.time = NOON + timedelta(hours=3)
        assert clock.again.wait(20)
        clock.again.clear()
        clock.looks = 0
        assert clock.again.wait(20)
        assert json.loads(path.read_text())["until"].startswith("2026-03-01T15:00")


def test_a_holder_that_slept_too_long_learns_who_took_over_and_leaves_that_lock_alone(
    path: Path,
) -> None:
    lease: Lease
    with leased(path, "backup", clock=At(), machine=HERE) as lease:
        lease.confirm()
        taken = {**json.loads(path.read_text()), "host": "noc2", "token": "other"}
        path.write_text(json.dumps(taken))
        with pytest.raises(Locked, match=r"slept longer .* on noc2"):
            lease.confirm()
    assert json.loads(path.read_text()) == taken


@pytest.mark.parametrize("words", ["", "{", '{"until": "soon"}', '{"until": 7}'])
def test_words_that_say_nothing_stop_nobody(path: Path, words: str) -> None:
    path.write_text(words)
    with leased(path, "backup", clock=At(), machine=HERE):
        pass


def test_this_machine_has_a_name() -> None:
    assert this_machine().host
