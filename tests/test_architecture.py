"""The import rules of the design, and the shape of the tree."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("netops", "lab")


def tracked():
    listed = ["git", "ls-files", "-z", "--cached"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 (git)
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).exists()]


def modules(package):
    """What git tracks: a running lab keeps copies of playbooks in its state folder."""
    return [
        ROOT / name for name in tracked() if name.startswith(f"{package}/") and name.endswith(".py")
    ]


def test_imports_point_one_way():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(  # noqa: S603 (our own environment's linter)
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("package", "other"), [("netops", "lab"), ("lab", "netops")])
def test_the_product_and_the_lab_do_not_know_each_other(package, other):
    imports = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules(package)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if line.strip().startswith((f"import {other}", f"from {other}"))
    ]
    assert imports == []


@pytest.mark.parametrize("package", PACKAGES)
def test_modules_stay_small(package):
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules(package)
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_the_top_level_is_fixed():
    top = {name.split("/")[0] for name in tracked()}
    allowed = {
        "pyproject.toml", "README.md", "inventory", "playbooks", "netops", "backups", "tests",
        "lab", "docs", "bench", "Makefile", "CHANGELOG.md", "LICENSE", "constraints.txt",
        ".ci", ".gitignore",
    }  # fmt: skip
    assert top <= allowed


def test_a_backup_loads_only_what_it_uses():
    """Half a second of imports, on every night's every shard, for nothing."""
    change = ["napalm", "netmiko", "pyeapi", "paramiko", "hier_config", "netops.change.desk"]
    looks = ["pydantic", "jinja2", "rich.progress", "netops.audit.judge", "netops.config.drift"]
    looks += ["deepdiff"]
    asked = (
        "import sys, netops.cli.observe; from netops.playbook.stages import publish; "
        f"publish(None, None, ()); print([m for m in {change + looks} if m in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.xdist_group("together")
def test_tests_of_one_lab_stay_in_one_process(request):
    is_grouping = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@together") or not is_grouping
