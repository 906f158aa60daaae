"""What the benchmark of the store compares: configs that are no gift, and two equal works."""

import json
import subprocess

import pytest

from bench.configs import LINES, config, path
from bench.measure import cost, python


def tree(folder):
    """The hash of the configs in the last commit."""
    words = ["git", "-C", str(folder), "rev-parse", "HEAD:configs"]
    return subprocess.run(words, check=True, capture_output=True).stdout  # noqa: S603 (our words)


@pytest.mark.parametrize("number", [0, 7, 99_999])
def test_a_config_has_500_lines_and_is_the_same_each_time(number):
    assert config(number).count(b"\n") == LINES == 500
    assert config(number) == config(number)


@pytest.mark.parametrize("revision", [1, 8, 4000])
def test_a_revision_changes_two_lines(revision):
    old, new = config(7).splitlines(), config(7, revision).splitlines()
    assert sum(a != b for a, b in zip(old, new, strict=True)) == 2


def test_configs_are_alike_and_no_two_are_the_same():
    one, other = set(config(7).splitlines()), set(config(8).splitlines())
    assert 0.2 < len(one & other) / len(one) < 0.5
    assert len({path(number) for number in range(200)}) == 200


def test_both_subjects_store_the_same_texts(tmp_path):
    for name in ("stored", "peers.gitpython_index"):
        said = json.loads(cost(python(f"bench.{name}", "120", "2", str(tmp_path / name))).said)
        assert len(said["changed"]) == 2
    # netops' last run is one more than its peer's, so it is its commit before that.
    words = ["git", "-C", str(tmp_path / "stored"), "reset", "-q", "--hard", "main~1"]
    subprocess.run(words, check=True)  # noqa: S603 (our words)
    assert tree(tmp_path / "stored") == tree(tmp_path / "peers.gitpython_index")


def test_a_history_is_the_same_in_the_index_and_in_git(tmp_path):
    said = json.loads(cost(python("bench.history", "600", str(tmp_path / "repo"))).said)
    assert said["revisions"] == 3
