"""An inventory that was read once is not read again before somebody writes to it."""

import json
from pathlib import Path

import pytest

from netops.errors import InputError
from netops.sources.inventory import inventory
from netops.wiring.known import known_inventory

HOSTS = "r1:\n  hostname: 192.0.2.1\n  platform: ios\n  data: {site: ams1, role: edge, n: [1, a]}\n"
DEFAULTS = "username: env:U\npassword: env:P\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hosts.yaml").write_text(HOSTS)
    (tmp_path / "defaults.yaml").write_text(DEFAULTS)
    return tmp_path


def test_what_was_kept_is_what_the_files_say(folder: Path) -> None:
    kept = folder / "kept.json"
    first = known_inventory(folder, kept, ())
    assert first == known_inventory(folder, kept, ()) == inventory(folder)
    known = json.loads(kept.read_text())
    known["entries"][0]["device"]["address"] = "192.0.2.99"
    kept.write_text(json.dumps(known))
    assert known_inventory(folder, kept, ()).entry("r1").device.address == "192.0.2.99"
    assert kept.stat().st_mode & 0o077 == 0


def test_a_file_that_changed_is_read_again(folder: Path) -> None:
    kept = folder / "kept.json"
    known_inventory(folder, kept, ())
    (folder / "groups.yaml").write_text("g:\n  data: {a: 1}\n")
    (folder / "hosts.yaml").write_text(HOSTS.replace("192.0.2.1", "192.0.2.2"))
    assert known_inventory(folder, kept, ()).entry("r1").device.address == "192.0.2.2"
    (folder / "hosts.yaml").write_text(HOSTS.replace("platform", "plattform"))
    with pytest.raises(InputError, match=r"hosts\.yaml:3: unknown key 'plattform'"):
        known_inventory(folder, kept, ())
    (folder / "hosts.yaml").unlink()
    with pytest.raises(InputError, match=r"hosts\.yaml: cannot be read"):
        known_inventory(folder, kept, ())


@pytest.mark.parametrize("damage", [b"", b"{", b'{"digest": "x", "entries": [{"device": 1}]}'])
def test_a_damaged_file_costs_time_only(folder: Path, damage: bytes) -> None:
    kept = folder / "kept.json"
    kept.write_bytes(damage)
    assert known_inventory(folder, kept, ()) == inventory(folder)


def test_what_json_has_no_word_for_is_read_each_time(folder: Path) -> None:
    kept = folder / "kept.json"
    (folder / "hosts.yaml").write_text(HOSTS.replace("n: [1, a]", "n: 2026-11-23"))
    assert known_inventory(folder, kept, ()) == inventory(folder)
    assert not kept.exists()
