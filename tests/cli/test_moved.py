"""A device moves to another site of the inventory: its history, and what it is compared with, stay.

The evidence may also hold one at two sites, as it was written before that.
"""

import json

import pytest
from questions import EDGE, FIRST, SECOND, THIRD, Evidence, config_path, workspace

from netops.model.config import ConfigKind
from netops.wiring import open_workspace

ELSEWHERE = f"configs/fra2/{EDGE}/running.cfg"


@pytest.fixture
def ours(tmp_path, monkeypatch):
    folder = workspace(tmp_path)
    monkeypatch.chdir(folder)
    return folder


def moved(folder):
    hosts = folder / "inventory" / "hosts.yaml"
    hosts.write_text(hosts.read_text().replace("groups: [edge, ams1]", "groups: [edge, fra2]", 1))


@pytest.mark.parametrize("shards", ["none", "site"])
def test_a_device_that_moves_keeps_its_history_and_its_last_good_config(netops, ours, shards):
    settings = ours / "inventory" / "netops.yaml"
    settings.write_text(f"{settings.read_text()}\nshards: {shards}\n")
    before = open_workspace(ours, {})
    before.state.key()
    before.store.write({config_path(EDGE): FIRST.encode()}, message="one\n\nRun-Id: r1\n")
    moved(ours)
    after = open_workspace(ours, {})
    assert after.inventory.entry(EDGE).device.site == "fra2"
    assert after.stored(EDGE, ConfigKind.RUNNING) == FIRST
    path = after.config_path(EDGE, ConfigKind.RUNNING)
    assert after.desk.place(EDGE, ConfigKind.RUNNING) == path == config_path(EDGE)
    after.store.write({path: SECOND.encode()}, message="two\n\nRun-Id: r2\n")
    assert len(json.loads(netops("history", EDGE, "--json").out)["revisions"]) == 2
    found = json.loads(netops("search", "transport input", "--json", expect=4).out)
    assert [hit["text"].strip() for hit in found["hits"]] == ["transport input telnet ssh"]


@pytest.mark.parametrize(("here", "there"), [(FIRST, SECOND), (SECOND, FIRST)])
@pytest.mark.parametrize("moves", [True, False])
def test_of_two_places_the_one_of_the_inventory_counts(netops, ours, here, there, moves):
    Evidence(ours).commit({config_path(EDGE): here, ELSEWHERE: there})
    Evidence(ours).commit({"log.jsonl": "{}\n"})
    if moves:
        moved(ours)
    expected = there if moves else here
    found = json.loads(netops("search", "transport input", "--json", expect=4).out)
    shown = netops("show", EDGE).out
    assert shown.strip() == expected.strip()
    assert [hit["text"] in expected for hit in found["hits"]] == [True]
    rows = json.loads(netops("diff", "@main~1", "@now", "--json").out)
    assert rows == []


def test_of_many_devices_each_is_found_where_it_lies(ours):
    names = [f"{site}-{role}" for site in ("ams1", "fra2") for role in ("core1", "core2", "edge2")]
    names += ["fra2-edge1", EDGE]
    files = {config_path(name): FIRST for name in names} | {ELSEWHERE: FIRST}
    Evidence(ours).commit(files | {"configs/old/fra2-edge1/running.cfg": FIRST})
    moved(ours)
    after = open_workspace(ours, {})
    found = {name: after.config_path(name, ConfigKind.RUNNING) for name in names}
    assert found == {name: config_path(name) for name in names} | {EDGE: ELSEWHERE}


def test_a_device_that_left_the_inventory_is_found_at_any_of_its_places(netops, ours):
    gone = {f"configs/{site}/gone/running.cfg": THIRD for site in ("ams1", "fra2")}
    Evidence(ours).commit({**gone, "configs/README": "by hand\n"})
    assert "hostname ams1-edge1" in netops("show", "gone").out
