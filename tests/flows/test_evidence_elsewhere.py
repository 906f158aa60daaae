"""The evidence in shards and at a remote, through whole nights on the lab's devices."""

import json
import subprocess

from .workbench import EOS, IOS

SITES = {"ams1", "fra2"}


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
