"""What Oxidized and RANCID keep: whose file it is, and what of it is a config."""

import pytest

from netops.config.foreign import (
    Fit,
    Source,
    doubled,
    own_text,
    oxidized_node,
    rancid_node,
    remarks,
    same_device,
)
from netops.model.device import Device
from netops.platforms.registry import platform

IOS = platform("cisco_ios")


def device(name, address="192.0.2.1"):
    return Device(name, "cisco_ios", address, 22, "ams1", "edge")


FLEET = (device("ams1-edge1"), device("fra2-core1.example.net", "192.0.2.7"), device("10.1.2.3"))


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ("ams1-edge1", "ams1-edge1"),
        ("edge/ams1-edge1", "ams1-edge1"),
        ("ams1-edge1--vlan.dat", ""),
        ("README.md", ""),
        (".gitignore", ""),
    ],
)
def test_oxidized_keeps_a_file_a_node_in_folders_of_groups(path, node):
    assert oxidized_node(path) == node


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ("configs/ams1-edge1", "ams1-edge1"),
        ("core/configs/r1.example.net", "r1.example.net"),
        ("router.db", ""),
        ("core/router.db", ""),
        ("configs/.cvsignore", ""),
    ],
)
def test_rancid_keeps_configs_in_a_folder_of_that_name(path, node):
    assert rancid_node(path) == node


@pytest.mark.parametrize(
    ("node", "name"),
    [
        ("ams1-edge1", "ams1-edge1"),
        ("AMS1-Edge1", "ams1-edge1"),
        ("ams1-edge1.example.net", "ams1-edge1"),
        ("192.0.2.7", "fra2-core1.example.net"),
        ("fra2-core1", "fra2-core1.example.net"),
        ("10.1.2.3", "10.1.2.3"),
    ],
)
def test_a_node_is_the_device_of_its_name_or_address(node, name):
    found = same_device(node, FLEET)
    assert found is not None
    assert found.device.name == name


@pytest.mark.parametrize("node", ["ams1-edge9", "10.1.9.9", "10"])
def test_a_node_that_is_no_device_is_none(node):
    assert same_device(node, FLEET) is None


def test_two_devices_that_fit_are_none():
    twins = (device("r1.ams.example.net"), device("r1.fra.example.net"))
    assert same_device("r1", twins) is None


def source(node, first, last, *, way=1, path="", name="r1"):
    return Source(0, path or node, node, Fit(device(name), way), first, last)


def test_a_node_that_was_renamed_is_one_device_all_along():
    assert not doubled([source("r1", 0, 3), source("r1.example.net", 4, 9, way=3)])


def test_of_two_nodes_at_the_same_time_the_surer_one_is_the_device():
    sure, said = source("r1", 0, 3), source("r1.ams.example.net", 3, 9, way=0)
    maybe = source("192.0.2.1", 1, 8, way=2)
    assert doubled([sure, maybe]) == {maybe}
    assert doubled([said, sure]) == {sure}
    assert not doubled([sure, source("r2", 0, 3, name="r2")])


def test_of_two_nodes_that_are_equally_sure_neither_is():
    twins = {source("r1.ams.example.net", 0, 3, way=3), source("r1.fra.example.net", 2, 5, way=3)}
    assert doubled(twins) == twins


def test_of_two_files_of_one_node_the_one_that_changed_last_is_the_device():
    old, new = source("r1", 0, 3, path="edge/r1"), source("r1", 2, 5, path="core/r1")
    assert doubled([old, new]) == {old}
    assert doubled([new, new._replace(path="z/r1")]) == {new}


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "!RANCID-CONTENT-TYPE: cisco\n!\n!Chassis type: ISR4331/K9\n!CPU: 1RU\n!\n",
        "! Cisco IOS Software\n! Image: Compiled: Mon\n\n",
    ],
)
def test_what_the_tool_put_in_front_is_left_out(lead):
    assert own_text(f"{lead}hostname r1\n!\nend\n", IOS) == "hostname r1\n!\nend\n"


def test_a_text_of_comments_alone_stays():
    assert own_text("! nothing\n", IOS) == "! nothing\n"


def test_a_secret_that_the_tool_left_out_shows_as_one():
    text = "enable secret 5 <secret hidden>\nsnmp-server community <removed> RO\r\n"
    shown = "enable secret 5 <secret>\nsnmp-server community <secret> RO\n"
    assert own_text(text, IOS) == shown


def test_what_comments_say_is_read_as_if_it_were_config():
    text = "hostname r1\n!\n! enable secret 5 x\n !password 7 y\nend\n"
    assert remarks(text, IOS) == "enable secret 5 x\npassword 7 y\n"
    assert remarks("hostname r1\n", IOS) == ""
