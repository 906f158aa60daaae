"""What a Python playbook may import is there, and nothing of it slows the start."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import netops

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", netops.__all__)
def test_each_public_name_is_there(name):
    assert getattr(netops, name) is not None


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        netops.nonsense  # noqa: B018 (the access is the test)


def test_importing_netops_imports_no_driver_and_no_template_engine():
    asked = (
        "import sys, netops.cli.root; "
        "print([m for m in ('napalm', 'netmiko', 'jinja2', 'git', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", sorted((ROOT / "playbooks").glob("*.py")), ids=lambda p: p.name)
def test_each_python_playbook_imports_only_public_names(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert callable(module.main)


def test_the_playbooks_of_a_new_workspace_are_ours():
    skeleton = ROOT / "netops" / "cli" / "skeleton" / "playbooks"
    for path in sorted(skeleton.iterdir()):
        assert path.read_text() == (ROOT / "playbooks" / path.name).read_text()
