"""`netops init`: a workspace for a network of one's own that `lint` accepts as it is."""

import json

import pytest

DEVICES = """\
name,address,platform,site,role,port
ams1-edge1,192.0.2.11,ios,ams1,edge,
ams1-core1,core1.example.net,arista_eos,ams1,core,8443
"""


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "devices.csv"
    file.write_text(DEVICES)
    return file


def test_a_workspace_made_from_a_csv_is_accepted_by_lint(netops, table):
    assert "2 devices" in netops("init", "mine", "--csv", table).out
    said = netops("lint", "--workspace", "mine", "--json")
    assert json.loads(said.out) == {"devices": 2, "errors": []}


def test_an_alias_of_a_platform_and_a_port_find_their_way_into_the_inventory(netops, table):
    netops("init", "mine", "--csv", table)
    hosts = (table.parent / "mine" / "inventory" / "hosts.yaml").read_text()
    assert "platform: cisco_ios" in hosts
    assert "port: 8443" in hosts


def test_a_workspace_without_devices_is_accepted_by_lint(netops):
    netops("init", "mine")
    netops("lint", "--workspace", "mine")
    assert "no change yet" in netops("change", "status", "--workspace", "mine").out


def test_evidence_and_keys_of_a_new_workspace_are_kept_out_of_its_git(netops, tmp_path):
    netops("init", "mine")
    ignored = (tmp_path / "mine" / ".gitignore").read_text().split()
    assert "/backups/" in ignored


def test_a_folder_that_holds_something_is_left_alone(netops, table):
    before = sorted(table.parent.iterdir())
    said = netops("init", ".", "--csv", table, expect=2)
    assert "the folder is not empty" in said.err
    assert sorted(table.parent.iterdir()) == before


WRONG = {
    "site": ("ams1,edge,\n", ",edge,\n", "devices.csv:2: no site"),
    "platform": (",ios,", ",isos,", "devices.csv:2: unknown platform 'isos'; did you mean 'ios'"),
    "port": ("8443", "https", "devices.csv:3: 'https' is no port; give 1 to 65535"),
    "twice": ("ams1-core1", "ams1-edge1", "devices.csv:3: device 'ams1-edge1' stands twice"),
    "column": ("site,role", "sight,role", "devices.csv:1: unknown column 'sight'; did you mean"),
    "name": ("ams1-core1", "../core1", "devices.csv:3: '../core1' cannot be a device name"),
    "address": ("192.0.2.11", "$(reboot)", "devices.csv:2: '$(reboot)' is no address or host name"),
    "far port": ("8443", "99999", "devices.csv:3: 99999 is no port; give 1 to 65535"),
    "many": ("core,8443", "core,8443,10,11", "devices.csv:3: more fields than columns"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_row_is_told_with_file_and_line_and_nothing_is_made(netops, table, what):
    old, new, sentence = WRONG[what]
    table.write_text(DEVICES.replace(old, new, 1))
    said = netops("init", "mine", "--csv", table, expect=2)
    assert said.err.startswith("netops: ")
    assert said.err.count("\n") == 1
    assert sentence in said.err
    assert not (table.parent / "mine").exists()


NO_TABLE = {
    "binary": b"\xff\xfe\x00",
    "empty": b"",
    "text": b"just some text\n",
    "heads only": b"name,address,platform,site,role\n",
    "open quote": b'name,address,platform,site,role\n"' + b"x" * 200_000,
}


@pytest.mark.parametrize("content", NO_TABLE.values(), ids=NO_TABLE)
def test_a_file_that_is_no_csv_of_devices_is_refused(netops, table, content):
    table.write_bytes(content)
    said = netops("init", "mine", "--csv", table, expect=2)
    assert "devices.csv" in said.err
    assert not (table.parent / "mine").exists()
