"""Seven ways in which a capture goes wrong, on each platform and each way to read it.

A prompt-like line is captured whole. Of the other six nothing is stored, neither in git nor as a
device's exact text; each is in quarantine with its reason, and the device counts as stale.
"""

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from networks import networks, started

from lab.control import Lab, secrets
from netops.wiring import Workspace

from .workbench import Workbench, clean_environment, until


@dataclass(frozen=True)
class Box:
    """One device, how it is read, and by which of its commands it says who it is."""

    name: str
    platform: str
    transport: str
    port: int
    version: str = "^show version"


BOXES = (
    Box("ams1-edge1", "cisco_ios", "ssh", 10022),
    Box("ams1-edge2", "cisco_ios", "netmiko", 10022),
    Box("ams1-core1", "arista_eos", "eapi", 10443),
    Box("lon4-leaf1", "cisco_nxos", "ssh", 10022),
    Box("lon4-leaf2", "cisco_nxos", "nxapi", 10443),
    Box("zrh5-pe1", "cisco_xr", "netconf", 10830, "^get "),
    Box("zrh5-pe2", "cisco_xr", "ssh", 10022, "^show version"),
    Box("par3-edge1", "juniper_junos", "netconf", 10830, "^get-software-information"),
)
# A second box of the kind, to answer in place of the first.
OTHERS = {"ams1-core1": "ams1-core2", "par3-edge1": "par3-edge2"}
# The command that shows a config, not one that asks a part of it who the device is.
SHOWN = r"^(show running-config|get-config.*|get-configuration.*)$"
FAULTS = {
    "refuse-show-run": "command refused",
    "empty-running": "config not proven whole",
    "refuse-show-version": "command refused",
    "wrong-device": "wrong device",
    "drop-mid-output": "session lost",
    "truncate-running": "config not proven whole",
}
# These leave a config's text, or the most of one; it is sealed.
TEXTS_LEFT = ("wrong-device", "truncate-running")


@pytest.fixture(scope="module")
def boxes(tmp_path_factory):
    found = Lab(tmp_path_factory.mktemp("boxes"))
    started(found, networks(190), only=[*(box.name for box in BOXES), *OTHERS.values()])
    yield found
    found.down()


def inventory(folder, rows):
    """A workspace with just these devices, each read in its way."""
    (folder / "inventory").mkdir()
    at = {row["name"]: row["address"] for row in rows}
    hosts = "".join(
        f"{box.name}:\n  hostname: {at[box.name]}\n  port: {box.port}\n  platform: {box.platform}\n"
        f"  data: {{site: {box.name[:4]}, role: box, transport: {box.transport}}}\n"
        for box in BOXES
    )
    (folder / "inventory" / "hosts.yaml").write_text(hosts)
    login = "username: env:NETOPS_USERNAME\npassword: env:NETOPS_PASSWORD\n"
    (folder / "inventory" / "defaults.yaml").write_text(login)
    (folder / "playbooks").mkdir()
    for name, word in (("running", "store"), ("judged", "judge")):
        steps = f"playbook: {name}\nsteps:\n  - collect: [running]\n  - {word}\n"
        (folder / "playbooks" / f"{name}.yaml").write_text(steps)
    return folder


@pytest.fixture(scope="module")
def first_night(boxes, tmp_path_factory):
    """A workspace after its first backup; nobody writes to it."""
    folder = inventory(tmp_path_factory.mktemp("faults"), boxes.status())
    Workbench(folder, boxes, clean_environment(secrets())).netops("backup")
    return folder


@pytest.fixture
def bench(boxes, first_night, tmp_path):
    shutil.copytree(first_night, tmp_path, dirs_exist_ok=True, symlinks=True)
    yield Workbench(tmp_path, boxes, clean_environment(secrets()))
    for row in boxes.status():
        boxes.clear(row["name"])


def spoilt(bench, box, fault):
    """Somebody edits the device, so that there is something to lose, and its answers go wrong."""
    bench.lab.fault(box.name, "config-prompt")
    if fault == "refuse-show-version":
        bench.lab.fault(box.name, "refuse-command", {"where": box.version})
    elif fault == "wrong-device":
        bench.lab.fault(box.name, fault, {"as": OTHERS.get(box.name, "")})
    else:
        bench.lab.fault(box.name, fault, {"where": SHOWN})


def kept(bench):
    """What is stored: the last commit, and the index of exact texts."""
    index = bench.folder / "backups" / "sealed" / "index.jsonl"
    return bench.git("rev-parse", "HEAD"), index.read_bytes()


def quarantined(bench):
    """The device, cause and digest of each row."""
    file = bench.folder / "backups" / "state" / "quarantine.jsonl"
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert all(row["reason"] and row["kind"] == "running" for row in rows)
    return {row["device"]: (row["cause"], row["sealed"]) for row in rows}


def standing(bench, expect):
    """How each device came out of a run that reads and stores the running config."""
    report = bench.ask("run", "running", expect=expect)
    return {row["name"]: row for row in report["devices"]}


@pytest.mark.parametrize("fault", FAULTS)
def test_of_a_doubtful_capture_nothing_is_stored_and_all_is_told(bench, fault):
    verified = {name: row["verified"] for name, row in standing(bench, 0).items()}
    for box in BOXES:
        spoilt(bench, box, fault)
    before = kept(bench)
    after = standing(bench, 4)
    assert {name: row["cause"] for name, row in after.items()} == dict.fromkeys(
        (box.name for box in BOXES), FAULTS[fault]
    )
    assert kept(bench) == before
    assert {name: row["verified"] for name, row in after.items()} == verified
    rows = quarantined(bench)
    assert {name: cause for name, (cause, _) in rows.items()} == dict.fromkeys(after, FAULTS[fault])
    workspace = Workspace(bench.folder, bench.environ)
    for name, (_, digest) in rows.items():
        raw = workspace.sealed.unseal(digest) if digest else ""
        assert fault not in TEXTS_LEFT or re.search(r"host-?name|switchname", raw), name


def test_a_line_like_the_prompt_in_a_banner_and_in_the_config_is_captured_whole(bench):
    for box in BOXES:
        bench.lab.fault(box.name, "banner-prompt")
        bench.lab.fault(box.name, "config-prompt")
    assert {row["standing"] for row in standing(bench, 0).values()} == {"changed"}
    for box in BOXES:
        stored = bench.stored(box.name)
        assert re.search(rf"Sunday\..*\b{box.name}[#>]", stored, re.DOTALL), stored[:800]
        assert re.search(rf"description \"?{box.name}[#>]", stored)
        assert len(stored) > 0.9 * len(bench.stored(box.name, revision="HEAD~1"))


def test_a_device_that_could_not_be_read_for_long_is_named_with_the_age_of_its_proof(bench):
    """The same state as after two days: the record of the last proof is set back."""
    record = bench.folder / "backups" / "state" / "collected.json"
    rows = json.loads(record.read_text())
    two_days_ago = (datetime.now(UTC) - timedelta(hours=50)).isoformat()
    rows[f"{BOXES[0].name}/running"]["taken"] = two_days_ago
    record.write_text(json.dumps(rows))
    spoilt(bench, BOXES[0], "empty-running")
    said = bench.netops("run", "running", "--limit", BOXES[0].name, expect=4)
    assert "(last verified 2 d ago)" in said.out
    assert f"not verified for long: {BOXES[0].name} (2 d)" in said.out
    report = bench.ask("run", "judged", "--limit", BOXES[0].name, expect=4)
    assert {f["rule"] for f in report["findings"]} == {"not-collected", "stale"}
    assert bench.ask("run", "judged", "--limit", BOXES[2].name)["findings"]
    others = bench.netops("run", "running", "--limit", BOXES[2].name).out
    assert f"not verified for long: {BOXES[0].name} (2 d)" in others


def test_one_wrong_password_is_tried_once_whatever_the_way_to_read(bench):
    bench.environ["NETOPS_PASSWORD"] = "not-the-password"
    before, wrong = kept(bench), bench.logins()["wrong"]
    causes = {row["cause"] for row in standing(bench, 4).values()}
    assert causes == {"authentication failed", "not tried: credential refused elsewhere"}
    assert bench.logins()["wrong"] == wrong + 1
    standing(bench, 4)
    assert bench.logins()["wrong"] == wrong + 1
    assert kept(bench) == before


def test_failed_only_reads_what_the_last_run_left_out_and_says_so(bench):
    down, rest = BOXES[0].name, BOXES[1].name
    bench.lab.fault(down, "unreachable")
    bench.netops("backup", expect=4)
    assert bench.netops("backup", "--limit", rest).code == 0
    bench.lab.clear(down)
    logins = {box.name: bench.memory(box.name, "logins") for box in BOXES}
    said = bench.netops("backup", "--failed-only")
    assert f"retrying 1 of {len(BOXES)} devices, not stored as of run " in said.out
    read = {box.name for box in BOXES if bench.memory(box.name, "logins") != logins[box.name]}
    assert read == {down}
    assert "nothing to retry" in bench.netops("backup", "--failed-only").out
    assert bench.ask("run", "running", "--failed-only")["retried"] == []


def test_failed_only_after_a_run_that_was_killed_reads_all_its_devices(bench):
    first = BOXES[0].name
    bench.lab.fault(first, "slow", {"seconds": "0.5"})
    before = bench.memory(first, "logins")
    process = bench.start("backup")
    until(lambda: bench.memory(first, "logins") != before)
    process.kill()
    process.communicate()
    bench.lab.clear(first)
    said = bench.netops("backup", "--failed-only")
    assert f"retrying {len(BOXES)} of {len(BOXES)} devices" in said.out


def test_failed_only_before_the_first_run_says_what_to_do(boxes, tmp_path):
    fresh = Workbench(inventory(tmp_path, boxes.status()), boxes, clean_environment(secrets()))
    assert "no run has stored anything yet" in fresh.netops("backup", "--failed-only", expect=2).err
