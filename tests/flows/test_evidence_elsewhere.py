"""The evidence in shards and at a remote, through whole nights on the lab's devices."""

import json
import subprocess

from .workbench import EOS, IOS

SITES = {"ams1", "fra2"}
FAR = "fra2-edge1"


def git(folder, *words):
    done = subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, text=True)  # noqa: S603, S607 (our words)
    return done.stdout


def latest(bench):
    return json.loads((bench.folder / "reports" / "latest" / "report.json").read_text())


def test_a_night_whose_push_fails_says_so_and_the_next_one_pushes_everything(fresh, tmp_path):
    far = tmp_path / "far.git"
    said = fresh.netops("run", "nightly", NETOPS_REMOTE=str(far), expect=3)
    assert "[evidence-not-pushed]" in said.text
    assert fresh.commits() == 1
    (found,) = [one for one in latest(fresh)["findings"] if one["rule"] == "evidence-not-pushed"]
    assert (found["severity"], found["result"]) == ("high", "fail")
    assert "It lacks 1 commit" in found["why"]
    git(tmp_path, "init", "-q", "--bare", "-bmain", far)
    said = fresh.netops("run", "nightly", NETOPS_REMOTE=str(far))
    assert "evidence-not-pushed" not in said.text
    assert git(far, "rev-parse", "main") == fresh.git("rev-parse", "main")


def test_a_night_in_shards_is_one_commit_in_each_site_with_one_run_id(fresh):
    said = fresh.netops("run", "nightly", NETOPS_SHARDS="site")
    assert "8 changed" in said.out
    shards = fresh.folder / "backups" / "shards"
    runs = {git(one.parent, "log", "--format=%(trailers:key=Run-Id,valueonly)").strip()
            for one in (shards / "../repo/.git", *shards.glob("*/.git"))}  # fmt: skip
    assert {one.parent.name for one in shards.glob("*/.git")} == SITES
    assert runs == {latest(fresh)["run"]}
    assert fresh.git("ls-files").split() == sorted(f"shards/{site}" for site in SITES)
    again = fresh.netops("run", "nightly", NETOPS_SHARDS="site")
    assert "nothing new to store" in again.out
    for question in (("history", EOS), ("show", IOS), ("search", "^hostname"), ("blame", EOS)):
        assert fresh.netops(*question, NETOPS_SHARDS="site").out


def test_what_a_run_that_stores_calls_changed_is_what_it_commits(fresh):
    fresh.netops("backup")
    fresh.lab.tamper(IOS, "unsaved-edit")
    looked = fresh.netops("backup", "--check")
    assert "1 changed" in looked.out
    stored = fresh.netops("backup")
    assert "1 changed" in stored.out
    assert IOS in fresh.git("log", "-1", "--name-only", "--format=")
    assert "0 changed" in fresh.netops("backup").out


def test_a_shard_that_cannot_be_written_costs_the_others_nothing_and_the_night_says_so(
    fresh, tmp_path
):
    far = tmp_path / "far.git"
    git(tmp_path, "init", "-q", "--bare", "-bmain", far)
    elsewhere = {"NETOPS_SHARDS": "site", "NETOPS_REMOTE": str(far)}
    fresh.netops("backup", **elsewhere)
    state = fresh.folder / "backups" / "state"
    before = json.loads((state / "collected.json").read_text())
    shards = fresh.folder / "backups" / "shards"
    (shards / "ams1" / ".git" / "refs" / "heads" / "main.lock").touch()
    for device in (IOS, FAR):
        fresh.lab.tamper(device, "unsaved-edit")
    said = fresh.netops("run", "nightly", **elsewhere, expect=1)
    assert "[evidence-not-stored]" in said.out
    assert "not stored: shard ams1" in said.err
    assert git(shards / "fra2", "rev-parse", "main") == git(far, "rev-parse", "shards/fra2")
    assert git(shards / "fra2", "rev-list", "--count", "main").strip() == "2"
    after = json.loads((state / "collected.json").read_text())
    assert {place.split("-")[0] for place in before if before[place] != after[place]} == {"fra2"}
    missing = json.loads((state / "last-run.json").read_text())["missing"]
    assert {name.split("-")[0] for name in missing} == {"ams1"}
