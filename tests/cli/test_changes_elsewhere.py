"""What a step of a change records is pushed like a run, and a push that fails is told."""

import json
import subprocess

import pytest
from questions import EDGE, three_hours

NEW = ("change", "new", "--title", "t", "--reason", "r", "-l", EDGE, "--as", "ana")


@pytest.fixture
def far(tmp_path, monkeypatch):
    """A remote that is not there yet."""
    folder = tmp_path / "far.git"
    three_hours(tmp_path)
    key = tmp_path / "backups" / "state" / "hmac.key"
    key.parent.mkdir()
    key.write_bytes(bytes(32))
    monkeypatch.setenv("NETOPS_REMOTE", str(folder))
    return folder


def git(*words):
    return subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout  # noqa: S603, S607 (our words)


def head(folder):
    return git("-C", str(folder), "rev-parse", "main")


def test_what_a_change_records_is_pushed_when_its_step_is_over(netops, far, tmp_path):
    git("init", "-q", "--bare", "-bmain", str(far))
    netops(*NEW)
    assert head(far) == head(tmp_path / "backups" / "repo")


def test_a_step_whose_push_fails_stands_and_says_what_the_remote_lacks(netops, far):
    said = netops(*NEW)
    assert "[evidence-not-pushed]" in said.out
    assert "It lacks 4 commits" in said.out
    said = netops(*NEW, "--json")
    assert json.loads(said.out)["change"] == "CHG-2026-0003"
    assert "It lacks 5 commits" in said.err
    assert not far.exists()


def test_a_step_that_is_refused_is_pushed_as_far_as_it_came(netops, far, tmp_path):
    netops(*NEW)
    git("init", "-q", "--bare", "-bmain", str(far))
    netops("change", "submit", "CHG-2026-0002", "--as", "ana", expect=5)
    assert head(far) == head(tmp_path / "backups" / "repo")
