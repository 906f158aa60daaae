"""The observing river: backed up once, silent when nothing changed, loud when somebody edited."""

import asyncio
import json
import re
import stat
from base64 import b64encode
from http.client import HTTPSConnection
from ssl import _create_unverified_context

import asyncssh
import pytest

from lab.control import secrets

from .workbench import EOS, IOS, SECRET

EVERY = 8
VICTIMS = {IOS: "telnet-and-rw", EOS: "vty-filter-removed", "fra2-edge2": "unsaved-edit"}


def latest(bench):
    return json.loads((bench.folder / "reports" / "latest" / "report.json").read_text())


def plain_text_of(folder):
    """Every byte below a folder that is not sealed."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".age"]
    return b"".join(path.read_bytes() for path in files)


def test_the_first_night_is_one_commit_and_the_second_is_none(fresh):
    said = fresh.netops("run", "nightly")
    assert "8 changed" in said.out
    assert fresh.commits() == 1
    run = fresh.git("log", "-1", "--format=%(trailers:key=Run-Id,valueonly)").strip()
    assert run == latest(fresh)["run"]
    assert fresh.git("ls-files").count(".cfg\n") == 2 * EVERY
    again = fresh.netops("run", "nightly")
    assert "nothing new to store" in again.out
    assert fresh.commits() == 1
    no_secret_is_kept(fresh)
    everything_is_private(fresh)


def test_secrets_in_clear_are_a_second_text_that_only_git_holds(fresh):
    said = fresh.netops("run", "nightly", "--secrets", "keep")
    assert "in clear in git" in said.out
    assert SECRET not in said.out + said.err
    names = fresh.git("ls-files").split()
    assert sum(name.endswith(".clear.cfg") for name in names) == 2 * EVERY
    (clear,) = (name for name in names if name.endswith(f"{IOS}/running.clear.cfg"))
    shown = fresh.git("show", f"HEAD:{clear}")
    assert shown.count(SECRET) == fresh.memory(IOS).count(SECRET) > 0
    assert "Current configuration" not in shown
    assert SECRET not in fresh.stored(IOS)
    assert SECRET.encode() not in plain_text_of(fresh.folder / "reports")
    assert SECRET not in fresh.netops("search", "password", expect=0).out
    fresh.netops("run", "nightly", "--secrets", "keep")
    assert fresh.commits() == 1
    fresh.netops("run", "nightly")
    assert not [name for name in fresh.git("ls-files").split() if name.endswith(".clear.cfg")]
    assert fresh.commits() == 2


def no_secret_is_kept(bench):
    assert SECRET in bench.memory(IOS)
    assert SECRET not in bench.git("log", "-p", "--all")
    for name in ("backups", "reports"):
        assert SECRET.encode() not in plain_text_of(bench.folder / name)


def everything_is_private(bench):
    """State and sealed texts belong to their owner alone, and so do pages about weaknesses."""
    runs = [path for path in (bench.folder / "reports").iterdir() if not path.is_symlink()]
    for root in (bench.folder / "backups" / "state", bench.folder / "backups" / "sealed", *runs):
        for path in (root, *root.rglob("*")):
            wanted = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    assert stat.S_IMODE((bench.folder / "backups" / "repo").stat().st_mode) == 0o700


def test_an_edit_by_somebody_else_is_found_named_and_judged(bench):
    for device, scenario in VICTIMS.items():
        bench.lab.tamper(device, scenario)
    said = bench.netops("run", "nightly", expect=3)
    report = latest(bench)
    assert {drift["device"] for drift in report["drift"]} == set(VICTIMS)
    assert "transport input telnet ssh" in said.out
    assert "mallory" in said.out
    assert report["exit_code"] == 3
    failed = [finding for finding in report["findings"] if finding["result"] == "fail"]
    assert {finding["device"] for finding in failed} >= set(VICTIMS)
    assert "unauthorised" in {finding["verdict"] for finding in failed}
    assert any("saved" in one["title"] for one in failed if one["device"] == "fra2-edge2")
    assert all(finding["evidence"] for finding in failed if finding["device"] == IOS)
    assert bench.commits() == 2
    assert "transport input telnet ssh" in bench.stored(IOS)
    assert bench.netops("run", "nightly", "--exit-zero").code == 0
    no_secret_is_kept(bench)


async def over_ssh(row, command):
    """What one IOS device shows for a command, told by a client that knows nothing of netops."""
    login = secrets()
    async with asyncssh.connect(
        row["address"], row["port"], username=login["NETOPS_USERNAME"],
        password=login["NETOPS_PASSWORD"], known_hosts=None,
    ) as session:  # fmt: skip
        process = await session.create_process(term_type="vt100")
        process.stdin.write(f"terminal length 0\n{command}\nexit\n")
        shown = (await process.stdout.read()).replace("\r\n", "\n")
    return re.search(rf"#{command}\n(.*)^\S+#exit", shown, re.DOTALL | re.MULTILINE)[1]


def over_eapi(row, command):
    """The same for EOS."""
    login = secrets()
    token = b64encode(f"{login['NETOPS_USERNAME']}:{login['NETOPS_PASSWORD']}".encode()).decode()
    body = {
        "jsonrpc": "2.0", "id": 1, "method": "runCmds",
        "params": {"version": 1, "cmds": ["enable", command], "format": "text"},
    }  # fmt: skip
    anybody = _create_unverified_context()  # noqa: S323 (a lab device signs its own certificate)
    session = HTTPSConnection(row["address"], row["port"], context=anybody)
    session.request("POST", "/command-api", json.dumps(body), {"Authorization": f"Basic {token}"})
    with session.getresponse() as answer:
        shown = json.load(answer)["result"][1]["output"]
    session.close()
    return shown


def shown_by(row, command):
    is_ios = row["platform"] == "cisco_ios"
    return asyncio.run(over_ssh(row, command)) if is_ios else over_eapi(row, command)


@pytest.mark.parametrize("device", [IOS, EOS])
def test_a_restored_file_has_exactly_the_bytes_that_the_device_showed(bench, device):
    bench.netops("backup", "--limit", device)
    row = next(one for one in bench.lab.status() if one["name"] == device)
    for kind in ("running", "startup"):
        file = bench.folder / f"{kind}.cfg"
        bench.netops("restore", device, "--kind", kind, "--to", file.name)
        truth = shown_by(row, f"show {kind}-config")
        assert SECRET in truth
        assert file.read_bytes() == truth.encode()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_rehearsal_stores_nothing_and_writes_nothing(bench):
    bench.lab.tamper(IOS, "telnet-and-rw")
    with bench.nothing_lost(IOS):
        said = bench.netops("run", "nightly", "--limit", IOS, "--check", expect=3)
    assert "transport input telnet ssh" in said.out
    assert not (bench.folder / "reports").exists()


def test_the_highest_exit_code_wins(bench):
    bench.lab.tamper(IOS, "telnet-and-rw")
    bench.lab.fault(EOS, "unreachable")
    said = bench.netops("run", "nightly", "--limit", IOS, "--limit", EOS, expect=4)
    assert "transport input telnet ssh" in said.out
    assert f"not collected {EOS}" in said.out
