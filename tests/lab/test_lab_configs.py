"""The lab's own configs are what its devices would show."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from lab.control import secrets
from lab.sim.clock import Clock
from lab.topology import HERE, boot, identities

if TYPE_CHECKING:
    from pathlib import Path

DEVICES = identities("127.61")
CONFIGS = sorted((HERE / "configs").glob("*.cfg"))


@pytest.mark.parametrize("identity", DEVICES, ids=lambda identity: identity.name)
def test_a_config_is_shown_as_it_was_read(identity):
    text = (HERE / "configs" / f"{identity.name}.cfg").read_text()
    device = boot(identity, Clock())
    assert device.text() == text
    assert device.shown(device.build(text.splitlines(), lambda *_: None)) == text


def test_every_secret_of_the_configs_has_a_name():
    words = {
        w for path in CONFIGS for w in re.findall(r'[^\s";]*labSecret[^\s";]*', path.read_text())
    }
    assert words <= set(secrets().values())


def test_devices_of_one_role_have_the_same_shape():
    shapes: dict[str, set[str]] = {}
    for identity in DEVICES:
        text = (HERE / "configs" / f"{identity.name}.cfg").read_text()
        words = re.sub(r"[0-9]+|ams|fra|AMS|FRA|Ams|Fra", "x", text)
        shapes.setdefault(identity.role, set()).add(words)
    assert {role: len(forms) for role, forms in shapes.items()} == {"edge": 1, "core": 1}


def test_serials_and_addresses_are_unique():
    assert len({identity.serial for identity in DEVICES}) == len(DEVICES)
    assert len({identity.address for identity in DEVICES}) == len(DEVICES)


def test_the_simulator_imports_nothing_of_netops():
    files = [*(HERE / "sim").glob("*.py"), HERE / "control.py", HERE / "topology.py"]
    for path in [*files, HERE / "__main__.py"]:
        assert "netops" not in imported(path), path


def imported(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text()))
    names = [
        [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module]
        for node in tree
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return {str(name).partition(".")[0] for group in names for name in group}
