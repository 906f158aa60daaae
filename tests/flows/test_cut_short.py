"""Runs that end too early: Ctrl-C, a full disk, a second run. The last good state stands."""

import signal

import pytest

from .workbench import EOS, IOS, LINES, ended, until


def slow(bench, *devices, seconds="0.4"):
    for device in devices:
        bench.lab.fault(device, "slow", {"seconds": seconds})


def under_way(bench, device):
    """The device has been logged in to since the test began."""
    before = bench.memory(device, "logins")["accepted"]
    return lambda: bench.memory(device, "logins")["accepted"] > before


def test_ctrl_c_while_devices_are_read_stores_nothing(bench):
    bench.lab.tamper(IOS, "unsaved-edit")
    slow(bench, IOS, EOS)
    begun = under_way(bench, IOS)
    with bench.nothing_lost(IOS, EOS):
        process = bench.start("run", "nightly", "--limit", "site=ams1")
        until(begun)
        process.send_signal(signal.SIGINT)
        said = ended(process, expect=130)
    assert "interrupted" in said.text
    assert not (bench.folder / "reports").exists()
    bench.lab.clear(IOS)
    bench.lab.clear(EOS)
    bench.netops("backup", "--limit", IOS)
    assert bench.commits() == 2
    assert "mallory" in bench.stored(IOS)


def test_a_second_run_while_one_holds_the_lock_is_told_who_holds_it(bench):
    slow(bench, IOS)
    begun = under_way(bench, IOS)
    first = bench.start("backup", "--limit", IOS)
    until(begun)
    before = bench.logins()["wrong"], bench.memory(EOS, "logins")
    said = bench.netops("run", "nightly", "--limit", EOS, expect=1)
    assert f"(pid {first.pid}, since " in said.err
    assert "'backup' of " in said.err
    assert (bench.logins()["wrong"], bench.memory(EOS, "logins")) == before
    ended(first, expect=0)
    assert bench.commits() == 1


def test_a_run_that_was_killed_leaves_no_lock_behind(bench):
    bench.lab.tamper(IOS, "unsaved-edit")
    slow(bench, IOS)
    begun = under_way(bench, IOS)
    process = bench.start("backup", "--limit", IOS)
    until(begun)
    with bench.nothing_lost(IOS):
        process.kill()
        process.communicate()
    bench.lab.clear(IOS)
    bench.netops("backup", "--limit", IOS)
    assert bench.commits() == 2


@pytest.mark.parametrize("blocks", [0, 4, 8])
def test_a_disk_that_is_full_leaves_the_last_commit(bench, blocks):
    """No file may grow over the limit: no lock, no sealed text, no pack."""
    edited = [row["name"] for row in bench.lab.status()]
    for device in edited:
        bench.lab.tamper(device, "unsaved-edit")
    with bench.nothing_lost(*edited):
        said = bench.netops("backup", expect=1, file_blocks=blocks)
    assert said.err.startswith("netops: ")
    assert said.err.count("\n") == 1, said.err
    bench.netops("backup")
    assert bench.commits() == 2
    assert "mallory" in bench.stored(IOS)


def test_a_folder_that_takes_no_file_leaves_the_last_commit(bench):
    """What a full disk is to a journal: the change is refused before a device is touched."""
    change = bench.approved(IOS, lines=LINES[IOS])
    state = bench.folder / "backups" / "state" / "journal"
    for path in state.iterdir():
        path.unlink()
    state.rmdir()
    state.write_text("no folder")
    before = bench.memory(IOS, "logins")
    with bench.nothing_lost(IOS):
        said = bench.netops("change", "apply", change, expect=1)
    assert "journal" in said.err
    assert bench.memory(IOS, "logins") == before


def test_a_reader_that_goes_away_in_the_middle_of_an_apply_does_not_stop_it(bench):
    """As in `netops change apply ... | head -1`: nobody listens any more, the change goes on."""
    change = bench.approved(IOS, lines=LINES[IOS])
    process = bench.start("change", "apply", change)
    assert "checking" in process.stderr.readline()
    process.stdout.close()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert bench.standing(change)["state"] == "applied"
    running, startup = bench.texts(IOS)
    assert "description spare port" in running
    assert startup == running
    assert "no run" in bench.netops("change", "recover", change).out


# The git of the machine, that lets us press Ctrl-C at the moment when a run commits.
PRESSING = """\
#!/bin/sh
case "$*" in *fast-import*) kill -INT "$PPID" ;; esac
PATH=${PATH#*:} exec git "$@"
"""


def test_ctrl_c_while_a_run_commits_leaves_a_whole_commit_or_none(bench):
    bench.lab.tamper(IOS, "unsaved-edit")
    shim = bench.folder / "bin" / "git"
    shim.parent.mkdir()
    shim.write_text(PRESSING)
    shim.chmod(0o700)
    before = bench.commits()
    path = f"{shim.parent}:{bench.environ['PATH']}"
    said = ended(bench.start("backup", "--limit", IOS, PATH=path), expect=130)
    assert "interrupted" in said.text
    assert bench.commits() in {before, before + 1}
    bench.git("fsck", "--strict")
    bench.netops("backup", "--limit", IOS)
    assert bench.commits() == before + 1
    assert "mallory" in bench.stored(IOS)
    assert bench.git("status", "--porcelain") == ""
