"""The history of Oxidized and RANCID comes in: real repositories in the two tools' own layouts."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from foreign_git import START, ForeignGit
from questions import EDGE, Evidence, config_path, workspace

SECRET, COMMUNITY = "Str0ngPassw0rd", "publicForAll7"
OTHER = "fra2-edge1"
BODY = f"""\
version 15.9
hostname {EDGE}
!
enable secret {SECRET}
!
interface GigabitEthernet0/1
 description to core
!
snmp-server community {COMMUNITY} RO
line vty 0 4
 transport input ssh
!
end
"""
TELNET = BODY.replace("input ssh", "input telnet ssh")
# What the two tools write in front: each tells of the chassis, in the platform's comments.
OXIDIZED = (
    "! Cisco IOS Software, Version 15.9(3)M4\n! Image: Software: VIOS-ADVENTERPRISEK9-M\n! \n"
)
RANCID = """\
!RANCID-CONTENT-TYPE: cisco
!
!Chassis type: CISCO2901/K9
!CPU: VIOS, R3
!
!Memory: main 512M
!
"""
UNSEEN = "crypto isakmp whatever AbC123dEf456GhI789jKl012MnO345pQr\n"


@pytest.fixture
def oxidized(tmp_path):
    """One repository, groups as folders, as `single_repo` keeps it; bare."""
    theirs = ForeignGit(tmp_path / "oxidized")
    theirs.commit({f"edge/{EDGE}": OXIDIZED + BODY, f"edge/{EDGE}--vlan.dat": "x\n"}, hour=0)
    theirs.commit({f"edge/{EDGE}": OXIDIZED + "! uptime changed\n" + BODY}, hour=1)
    theirs.commit({f"edge/{EDGE}": OXIDIZED + TELNET, "edge/sw-old": BODY}, hour=2, who="Jo Doe")
    theirs.commit({f"edge/{EDGE}": OXIDIZED + TELNET + UNSEEN}, hour=3)
    theirs.commit({f"edge/{EDGE}": OXIDIZED + BODY, f"core/{OTHER}.example.net": BODY}, hour=4)
    theirs.commit({f"edge/{EDGE}": None}, hour=5)
    return theirs.bare(tmp_path / "oxidized.git")


@pytest.fixture
def rancid(tmp_path):
    """A group with its router.db, and its configs below `configs`."""
    theirs = ForeignGit(tmp_path / "rancid")
    line = f"{EDGE}.example.net;cisco;up\n"
    theirs.commit({"router.db": line, f"configs/{EDGE}.example.net": RANCID + BODY}, hour=0)
    masked = TELNET.replace(f"enable secret {SECRET}", "!enable secret 5 <removed>")
    theirs.commit({f"configs/{EDGE}.example.net": RANCID + masked}, hour=24, who="rancid")
    return theirs.root


@pytest.fixture
def ours(tmp_path, monkeypatch):
    folder = workspace(tmp_path / "ours")
    monkeypatch.chdir(folder)
    return folder


def everything(folder):
    """Every byte that the evidence ever held."""
    command = ["git", "-C", str(folder / "backups" / "repo"), "log", "-p", "--all"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 (git)


def test_oxidized_comes_in_with_its_times_its_people_and_without_its_secrets(
    netops, ours, oxidized
):
    said = netops("import", "oxidized", oxidized).out
    rows = [line.split() for line in said.splitlines()]
    assert rows[1] == [EDGE, EDGE, "3", "1", "2024-01-01", "2024-01-01"]
    assert rows[2] == [OTHER, f"{OTHER}.example.net", "1", "0", "2024-01-01", "2024-01-01"]
    assert "6 commits of theirs became 3 commits; none of them is verified" in said
    assert "1 revision withheld" in said
    assert "not in the inventory, not imported: sw-old" in said
    revisions = json.loads(netops("history", EDGE, "--json").out)["revisions"]
    assert [one["time"] for one in revisions] == [
        (START + timedelta(hours=hour)).isoformat() for hour in (4, 2, 0)
    ]
    assert [one["person"] for one in revisions] == ["unknown", "Jo Doe", "unknown"]
    assert {one["verified"] for one in revisions} == {False}
    assert revisions[0]["by"].startswith("oxidized ")
    assert netops("history", EDGE).out.count("not verified") == 3
    for word in (SECRET, COMMUNITY, "AbC123dEf456"):
        assert word not in everything(ours)
    shown = netops("show", EDGE).out
    assert shown.startswith(f"version 15.9\nhostname {EDGE}\n")
    assert "enable secret <secret:" in shown


def test_blame_and_dates_reach_into_imported_history(netops, ours, oxidized):
    assert ours
    netops("import", "oxidized", oxidized)
    said = netops("blame", f"{EDGE}@2024-01-01T03:00", "--section", "vty").out.splitlines()
    assert said[2].endswith("Jo Doe, not verified")
    assert said[3].endswith("transport input telnet ssh")
    assert "transport input ssh" in netops("show", f"{EDGE}@2024-01-01T01:30").out


def test_rancid_comes_in_from_its_configs_folder(netops, ours, rancid):
    said = netops("import", "rancid", rancid).out
    assert [EDGE, f"{EDGE}.example.net", "2", "0"] == said.splitlines()[1].split()[:4]
    shown = netops("show", EDGE).out
    assert "RANCID" not in shown
    assert "Chassis" not in shown
    assert "!enable secret 5 <secret>" in shown
    assert SECRET not in everything(ours)
    who = json.loads(netops("history", EDGE, "--json").out)["revisions"][0]["person"]
    assert who == "unknown"


@pytest.mark.parametrize(
    "line", ["!enable secret Hidden0ne", "! snmp-server community Hidden0ne RO"]
)
def test_a_secret_in_a_comment_is_withheld_too(netops, ours, tmp_path, line):
    """A line that somebody or something turned into a comment still says its secret."""
    theirs = ForeignGit(tmp_path / "theirs")
    theirs.commit({EDGE: BODY}, hour=0)
    theirs.commit({EDGE: BODY.replace("end\n", f"{line}\nend\n")}, hour=1)
    said = json.loads(netops("import", "oxidized", theirs.root, "--json").out)["devices"][EDGE]
    assert (said["taken"], said["withheld"]) == (1, 1)
    assert "Hidden0ne" not in everything(ours)


def test_a_device_that_was_of_another_vendor_is_masked_by_what_it_was(netops, ours, tmp_path):
    junos = (
        "version 21.4R3;\nsystem {\n    services {\n        outbound-ssh {\n            client x {"
        f"\n                secret {SECRET};\n            }}\n        }}\n    }}\n}}\n"
        f"snmp {{\n    community {COMMUNITY};\n}}\n"
    )
    theirs = ForeignGit(tmp_path / "theirs")
    theirs.commit({EDGE: junos}, hour=0)
    theirs.commit({EDGE: f"config vpn\n set psksecret {SECRET}\n"}, hour=1)
    theirs.commit({EDGE: BODY}, hour=2)
    said = json.loads(netops("import", "oxidized", theirs.root, "--json").out)["devices"][EDGE]
    assert (said["taken"], said["withheld"]) == (2, 1)
    assert SECRET not in everything(ours)
    assert COMMUNITY not in everything(ours)
    assert "    community <secret:" in netops("show", f"{EDGE}@2024-01-01T00:30").out


def test_repositories_of_several_groups_come_in_together_in_the_order_of_time(
    netops, ours, tmp_path
):
    """As Oxidized keeps groups without `single_repo`: a repository each."""
    edge, core = ForeignGit(tmp_path / "edge"), ForeignGit(tmp_path / "core")
    for hour in (0, 2, 4):
        edge.commit({EDGE: f"{BODY}! {hour}\nntp server 192.0.2.{hour}\n"}, hour=hour)
        core.commit({"ams1-core1": f"{BODY}ntp server 192.0.2.{hour}\n"}, hour=hour + 1)
    netops("import", "oxidized", edge.root, core.root)
    log = ["git", "-C", str(ours / "backups" / "repo"), "log", "--reverse", "--format=%ct %s"]
    done = subprocess.run(log, capture_output=True, text=True, check=True)  # noqa: S603 (git)
    times = [int(line.split()[0]) for line in done.stdout.splitlines()]
    assert len(times) == 6
    assert times == sorted(times)


def test_a_clock_that_went_back_changes_no_order(netops, ours, tmp_path):
    assert ours
    theirs = ForeignGit(tmp_path / "theirs")
    for number, hour in enumerate((5, 1, 6)):
        theirs.commit({EDGE: f"{BODY}ntp server 192.0.2.{number}\n"}, hour=hour)
    netops("import", "oxidized", theirs.root)
    revisions = json.loads(netops("history", EDGE, "--json").out)["revisions"]
    times = [(START + timedelta(hours=hour)).isoformat() for hour in (6, 5, 5)]
    assert [one["time"] for one in revisions] == times
    assert "192.0.2.1" in netops("show", f"{EDGE}@2024-01-01T05:30").out
    assert "192.0.2.2" in netops("show", EDGE).out


@pytest.mark.parametrize("future", [24 * 365 * 100, 24 * 365 * 90_000])
@pytest.mark.parametrize("at", [0, 1])
def test_a_clock_that_ran_ahead_drags_nothing_with_it(netops, ours, tmp_path, at, future):
    """The second is a time that no calendar has."""
    assert ours
    theirs = ForeignGit(tmp_path / "theirs")
    for number in range(3):
        text = f"{BODY}ntp server 192.0.2.{number}\n"
        theirs.commit({EDGE: text}, hour=future if number == at else number)
    netops("import", "oxidized", theirs.root)
    revisions = json.loads(netops("history", EDGE, "--json").out)["revisions"]
    times = [START + timedelta(hours=hour) for hour in ((2, 0, 0) if at else (2, 1, 1))]
    assert [one["time"] for one in revisions] == [time.isoformat() for time in times]
    assert "192.0.2.2" in netops("show", EDGE).out


def test_bytes_that_are_no_text_and_an_odd_encoding_come_in(netops, ours, tmp_path):
    assert ours
    theirs = ForeignGit(tmp_path / "theirs")
    theirs.git("config", "i18n.logOutputEncoding", "UTF-16")
    odd = BODY.replace("to core", "to\0core").encode() + b"! \xff\n"
    theirs.commit({EDGE: odd}, hour=0, who="J\u00f6 Doe")
    theirs.commit({EDGE: odd + b"ntp server 192.0.2.1\n"}, hour=1, who="J\u00f6 Doe")
    netops("import", "oxidized", theirs.root)
    revisions = json.loads(netops("history", EDGE, "--json").out)["revisions"]
    assert [one["person"] for one in revisions] == ["J\u00f6 Doe"] * 2
    assert [(one["added"], one["removed"]) for one in revisions] == [(1, 0), (14, 0)]


def test_a_node_of_another_name_is_the_device_that_a_person_says(netops, ours, oxidized):
    assert ours
    said = netops("import", "oxidized", oxidized, "--as", "sw-old=fra2-core1", "--limit", "fra2-*")
    rows = [line.split()[:3] for line in said.out.splitlines()]
    assert ["fra2-core1", "sw-old", "1"] in rows
    assert EDGE not in said.out
    assert "no stored running config" in netops("history", EDGE).out


def test_two_nodes_that_are_one_device_do_not_alternate(netops, ours, tmp_path):
    """Polled by its name and by its full one, and left behind in a group: one of them is it."""
    assert ours
    theirs = ForeignGit(tmp_path / "theirs")
    full = f"edge/{EDGE}.example.net"
    for hour in range(0, 6, 3):
        ntp = f"{BODY}ntp server 192.0.2.{hour}\n"
        theirs.commit({f"old/{EDGE}": TELNET + f"! {hour}\n"}, hour=hour)
        theirs.commit({f"edge/{EDGE}": ntp}, hour=hour + 1)
        theirs.commit({full: ntp.replace("to core", "to nowhere")}, hour=hour + 2)
    said = json.loads(netops("import", "oxidized", theirs.root, "--dry-run", "--json").out)
    assert said["doubled"] == [full, f"old/{EDGE}"]
    assert said["devices"][EDGE]["taken"] == 2
    chosen = netops("import", "oxidized", theirs.root, "--as", f"{EDGE}.example.net={EDGE}").out
    assert "left out, as another file was the same device then: edge/ams1-edge1" in chosen
    assert len(json.loads(netops("history", EDGE, "--json").out)["revisions"]) == 2
    assert "to nowhere" in netops("show", EDGE).out


def test_a_node_that_was_renamed_keeps_its_history(netops, ours, tmp_path):
    assert ours
    theirs = ForeignGit(tmp_path / "theirs")
    theirs.commit({f"{EDGE}.example.net": BODY}, hour=0)
    theirs.commit({f"{EDGE}.example.net": None, EDGE: TELNET}, hour=1)
    said = json.loads(netops("import", "oxidized", theirs.root, "--json").out)
    assert (said["devices"][EDGE]["taken"], said["doubled"]) == (2, [])


def test_a_dry_run_counts_and_stores_nothing(netops, ours, oxidized):
    said = json.loads(netops("import", "oxidized", oxidized, "--dry-run", "--json").out)
    assert (said["commits"], said["unknown"], said["dry_run"]) == (3, ["sw-old"], True)
    assert (said["devices"][EDGE]["taken"], said["devices"][EDGE]["withheld"]) == (3, 1)
    assert netops("history", EDGE).out.strip() == f"{EDGE} has no stored running config yet"
    assert Evidence(ours).store.head() is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--as", "nope=ams1-edge1"), "no node 'nope'"),
        (("--as", "sw-old=nope"), "unknown device 'nope'"),
        (("--as", "sw-old"), "write --as NODE=DEVICE"),
        (("--limit", "nope"), "no device fits 'nope'"),
    ],
)
def test_what_a_person_got_wrong_is_said_before_anything_is_stored(
    netops, ours, oxidized, words, sentence
):
    assert sentence in netops("import", "oxidized", oxidized, *words, expect=2).err
    assert Evidence(ours).store.head() is None


def test_history_is_not_put_in_before_what_is_there(netops, ours, oxidized):
    Evidence(ours).commit({config_path(EDGE): BODY})
    said = netops("import", "oxidized", oxidized, expect=2).err
    assert "nothing goes in before its beginning" in said
    assert "set `backups` in netops.yaml to a new folder" in said


def test_an_import_that_fails_on_the_way_leaves_nothing_and_can_begin_again(netops, ours, tmp_path):
    theirs = ForeignGit(tmp_path / "theirs")
    for hour in range(3):
        theirs.commit({EDGE: f"{BODY}ntp server 192.0.2.{hour}\n"}, hour=hour)
    blob = theirs.git("rev-parse", f"HEAD:{EDGE}")
    hole = theirs.root / ".git" / "objects" / blob[:2] / blob[2:]
    aside = tmp_path / "aside"
    hole.rename(aside)
    assert "lacks an object" in netops("import", "oxidized", theirs.root, expect=1).err
    assert Evidence(ours).store.head() is None
    aside.rename(hole)
    netops("import", "oxidized", theirs.root)
    assert len(json.loads(netops("history", EDGE, "--json").out)["revisions"]) == 3


def test_an_evidence_that_is_divided_takes_history_in_and_answers_as_a_whole(
    netops, ours, tmp_path
):
    settings = ours / "inventory" / "netops.yaml"
    settings.write_text(settings.read_text() + "\nshards: site\n")
    theirs = ForeignGit(tmp_path / "theirs")
    for hour in range(3):
        ntp = f"{BODY}ntp server 192.0.2.{hour}\n"
        theirs.commit({EDGE: ntp, "fra2-edge1": ntp}, hour=hour)
    netops("import", "oxidized", theirs.root)
    assert sorted(one.name for one in (ours / "backups" / "shards").iterdir()) == [
        "ams1",
        "divided",
        "fra2",
    ]
    for device in (EDGE, OTHER):
        revisions = json.loads(netops("history", device, "--json").out)["revisions"]
        assert len(revisions) == 3
        assert "192.0.2.0" in netops("show", f"{device}@{revisions[-1]['revision']}").out
        assert "192.0.2.1" in netops("show", f"{device}@2024-01-01T01:30").out
        assert "oxidized" in netops("blame", device, "--line", "1").out
    found = json.loads(netops("search", "192.0.2.2", "--fixed", "--json", expect=4).out)
    assert [hit["device"] for hit in found["hits"]] == [EDGE, OTHER]
    rows = json.loads(netops("diff", "@2024-01-01T00:30", "@now", "--json").out)
    assert [row["device"] for row in rows] == [EDGE, OTHER]
    moments = json.loads(netops("diff", "@main~3", "@now", "--json").out)
    assert [(row["device"], row["added"]) for row in moments] == [(EDGE, 1), (OTHER, 1)]
    assert "the evidence has begun" in netops("import", "oxidized", theirs.root, expect=2).err


@pytest.mark.parametrize("takes_git_along", [True, False])
def test_an_import_that_is_killed_leaves_nothing_and_can_begin_again(
    netops, ours, tmp_path, *, takes_git_along
):
    theirs = ForeignGit(tmp_path / "theirs")
    long = "".join(f"ip route 10.9.{n}.0 255.255.255.0 10.0.0.1\n" for n in range(200))
    for hour in range(30):
        theirs.commit({EDGE: f"{BODY}{long}ntp server 192.0.2.{hour}\n"}, hour=hour)
    command = [sys.executable, "-m", "netops", "import", "oxidized", str(theirs.root)]
    child = subprocess.Popen(command, start_new_session=True)  # noqa: S603 (our own command)
    mark = ours / "backups" / "repo" / ".git" / "netops-writing"
    deadline = time.monotonic() + 30
    while not mark.exists() and time.monotonic() < deadline:
        time.sleep(0.002)
    (os.killpg if takes_git_along else os.kill)(child.pid, signal.SIGKILL)
    child.wait()
    assert Evidence(ours).store.head() is None
    netops("import", "oxidized", theirs.root)
    assert len(json.loads(netops("history", EDGE, "--json").out)["revisions"]) == 30
    fsck = ["git", "-C", str(ours / "backups" / "repo"), "fsck", "--strict"]
    subprocess.run(fsck, check=True)  # noqa: S603 (git)
