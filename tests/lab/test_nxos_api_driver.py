"""napalm 5.2.0 nxos (NX-API), unmodified, against the emulated switch."""

from __future__ import annotations

import json
import socket
import ssl
import urllib.error
import urllib.request
from base64 import b64encode

import pytest
from labtools import PASSWORD, USER, contract, row
from napalm import get_network_driver
from napalm.base.exceptions import (
    ConnectionException,
    MergeConfigException,
    ReplaceConfigException,
)

from lab.topology import HERE

NAME = "lon4-leaf2"
FIRST_LINE = "!Command: Checkpoint cmd vdc 1"
MERGE = "interface Ethernet1/4\n  description changed\n"


@pytest.fixture(params=[contract("napalm", "nxos", "NX-OS 9.3(8)")])
def nxos(device, driver):
    return driver(device(NAME), driver="nxos")


@pytest.fixture
def copying(lab, nxos):
    """The driver where its replace can work: it copies its file to port 22, whatever it is told."""
    try:
        socket.create_connection((row(lab, NAME)["address"], 22), timeout=5).close()
    except ConnectionRefusedError:
        pytest.skip("NX-API replaces over SSH to port 22, which only root may bind")
    return nxos


def shipped() -> str:
    return (HERE / "configs" / f"{NAME}.cfg").read_text()


def checkpoint(text: str) -> str:
    return f"{FIRST_LINE}\n{text}"


def test_it_reads_both_configs_whole(lab, nxos):
    configs = nxos.get_config()
    assert configs["running"].endswith(shipped().strip())
    assert configs["startup"].endswith(shipped().strip())
    assert lab.memory(NAME) == shipped()


def test_facts_and_interfaces(nxos):
    facts = nxos.get_facts()
    assert facts["hostname"] == NAME
    assert facts["fqdn"] == f"{NAME}.lab.example"
    assert facts["os_version"] == "9.3(8)"
    assert facts["serial_number"] == "9LON4A00002"
    assert facts["model"] == "Nexus9000 C9300v Chassis"
    assert "Ethernet1/49" in facts["interface_list"]
    interfaces = nxos.get_interfaces()
    assert interfaces["Ethernet1/4"]["is_enabled"] is False
    assert interfaces["Ethernet1/49"]["is_up"] is True
    assert interfaces["Ethernet1/49"]["speed"] == 10_000.0
    assert interfaces["Vlan10"]["description"] == "SERVERS gateway"
    addresses = nxos.get_interfaces_ip()
    assert addresses["Ethernet1/49"]["ipv4"] == {"10.40.49.2": {"prefix_length": 30}}
    assert "mgmt0" not in addresses  # another VRF: the driver asks only for the default one


def test_bgp_neighbors_follow_from_the_config(lab, nxos):
    peers = nxos.get_bgp_neighbors()["global"]["peers"]
    assert peers["10.40.255.1"]["remote_as"] == 65040
    lab.run_cli(NAME, ["router bgp 65040", "template peer SPINE", "shutdown"])
    assert nxos.get_bgp_neighbors()["global"]["peers"]["10.40.52.1"]["is_enabled"] is False


def test_a_merge_is_compared_committed_and_saved(lab, nxos):
    nxos.load_merge_candidate(config=MERGE)
    assert nxos.compare_config() == MERGE.strip()
    nxos.commit_config()
    assert "  description changed\n" in lab.memory(NAME)
    assert lab.memory(NAME, "startup") == lab.memory(NAME)


def test_a_replace_goes_over_ssh_and_is_rolled_back(lab, copying):
    wanted = shipped().replace("description unused", "description spare")
    copying.load_replace_candidate(config=checkpoint(wanted))
    assert copying.compare_config().splitlines()[1] == "  description spare"
    copying.commit_config()
    assert lab.memory(NAME) == lab.memory(NAME, "startup") == wanted
    copying.rollback()
    assert lab.memory(NAME) == lab.memory(NAME, "startup") == shipped()


def test_a_discarded_candidate_is_deleted_and_nothing_changed(lab, copying):
    copying.load_replace_candidate(config=checkpoint(shipped().replace("unused", "spare")))
    copying.discard_config()
    assert lab.memory(NAME, "files") == {}
    assert lab.memory(NAME) == shipped()


def test_a_merge_with_an_unknown_word_is_taken_back(lab, nxos):
    nxos.load_merge_candidate(config=f"{MERGE}hostnme x\n")
    with pytest.raises(MergeConfigException, match="% Invalid command"):
        nxos.commit_config()
    assert lab.memory(NAME) == shipped()


def test_a_failed_replace_is_called_success_and_saved(lab, copying):
    """Row 9 of the false-success suite."""
    lab.run_cli(NAME, ["interface Ethernet1/3", "description unsaved"])
    base = lab.memory(NAME)
    copying.load_replace_candidate(
        config=checkpoint(shipped().replace("unused", "spare") + "foo\n")
    )
    copying.commit_config()
    assert lab.memory(NAME) == base
    assert lab.memory(NAME, "startup") == base
    assert "Rollback Status      : Failed" in copying.cli(["show rollback log exec"]).popitem()[1]


def test_a_failed_rollback_is_called_success_and_saved(lab, nxos):
    """Row 10 of the false-success suite: half of it is done and saved."""
    nxos.load_merge_candidate(config=MERGE + "hostname renamed\n")
    nxos.commit_config()
    lab.fault(NAME, "rollback-failed")
    nxos.rollback()
    assert lab.memory(NAME) != shipped()
    assert lab.memory(NAME, "startup") == lab.memory(NAME)


def test_a_rollback_without_its_file_is_refused(nxos):
    with pytest.raises(ReplaceConfigException, match="does not exist"):
        nxos.rollback()


@pytest.mark.usefixtures("copying")
def test_the_driver_finds_nx_api_at_its_usual_port(lab):
    session = get_network_driver("nxos")(row(lab, NAME)["address"], USER, PASSWORD)
    session.open()
    assert session.port == 443
    assert session.get_facts()["hostname"] == NAME


def test_a_wrong_password_is_401_and_said_so(lab, device):
    one = row(lab, device(NAME))
    wrong = get_network_driver("nxos")(
        one["address"], USER, "wrong", optional_args={"port": one["ports"]["https"]}
    )
    with pytest.raises(ConnectionException):
        wrong.open()
    assert lab.memory(NAME, "logins")["wrong"] == 1


def asked(lab, *commands: str, method: str = "cli") -> tuple[int, object]:
    """One JSON-RPC request, past the driver."""
    one = row(lab, NAME)
    calls = [
        {"jsonrpc": "2.0", "method": method, "params": {"cmd": each, "version": 1.0}, "id": at}
        for at, each in enumerate(commands, 1)
    ]
    credentials = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    request = urllib.request.Request(
        f"https://{one['address']}:{one['ports']['https']}/ins",
        data=json.dumps(calls if len(calls) > 1 else calls[0]).encode(),
        headers={
            "content-type": "application/json-rpc",
            "authorization": f"Basic {credentials}",
        },
    )
    context = ssl._create_unverified_context()  # noqa: S323, SLF001  the lab's own certificate
    try:
        with urllib.request.urlopen(request, context=context) as reply:  # noqa: S310  as above
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_an_error_is_500_with_its_words_and_ends_the_request(lab, device):
    device(NAME)
    status, answers = asked(lab, "interface Ethernet1/4", "description a", "foo", "description b")
    assert status == 500
    assert [("error" in answer) for answer in answers] == [False, False, True]
    assert answers[2]["error"] == {
        "code": -32602,
        "message": "Invalid params",
        "data": {"msg": "% Invalid command\n"},
    }
    assert "description a\n" in lab.memory(NAME)


def test_text_and_data_of_one_command(lab, device):
    device(NAME)
    assert asked(lab, "show hostname") == (
        200,
        {"jsonrpc": "2.0", "result": {"body": {"hostname": f"{NAME}.lab.example"}}, "id": 1},
    )
    _, text = asked(lab, "show hostname", method="cli_ascii")
    assert text["result"] == {"msg": f"{NAME}.lab.example"}
    _, refused = asked(lab, "router isis 1")
    assert refused["error"]["data"]["msg"] == "% Invalid command\n"
