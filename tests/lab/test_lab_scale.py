"""Many devices in one process: each is itself, and each one's reading is what it holds."""

from __future__ import annotations

import pytest
from labtools import WORKER

from lab.control import Lab, LabError
from lab.scale import is_whole, readings, resident

COUNT = 100
MODEL = "fra2-edge1"
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory):
    lab = Lab(tmp_path_factory.mktemp("many"))
    lab.up(net=f"127.{164 + WORKER}", only=[MODEL], clones=COUNT)
    yield lab
    lab.down()


def test_each_clone_has_a_name_and_an_address_of_its_own(many):
    rows = many.status()
    assert len({row["address"] for row in rows}) == COUNT
    assert [row["name"] for row in rows][::99] == [f"{MODEL}-0001", f"{MODEL}-0100"]
    assert all(row["saved"] for row in rows)
    assert f"\nhostname {MODEL}-0042\n" in many.memory(f"{MODEL}-0042")


def test_a_device_takes_less_than_a_mebibyte(many):
    # An empty interpreter with the lab's libraries is counted in.
    assert resident(many.pid) / COUNT < MIB


def test_nornir_netmiko_reads_every_device_as_its_memory_holds_it(many):
    told = readings(many, workers=20)
    assert len(told) == COUNT
    assert [name for name, text in told.items() if not is_whole(many, name, text)] == []


def test_what_one_clone_is_told_the_others_do_not_hear(many):
    one, other = f"{MODEL}-0001", f"{MODEL}-0002"
    many.run_cli(one, ["interface GigabitEthernet0/3", "description changed"])
    assert "description changed" in many.memory(one)
    assert "description changed" not in many.memory(other)
    many.reset(one)
    assert "description changed" not in many.memory(one)
    assert f"\nhostname {one}\n" in many.memory(one)


def test_clones_of_two_platforms_take_turns(tmp_path):
    lab = Lab(tmp_path)
    lab.up(net=f"127.{166 + WORKER}", only=[MODEL, "par3-edge1"], clones=4)
    try:
        platforms = [row["platform"] for row in lab.status()]
        assert platforms == ["cisco_ios", "juniper_junos"] * 2
        assert "host-name par3-edge1-0004;" in lab.memory("par3-edge1-0004")
    finally:
        lab.down()


def test_a_clone_of_nobody_is_refused(tmp_path):
    with pytest.raises(LabError, match="no device 'fra2-edge9'"):
        Lab(tmp_path).up(net="127.156", only=["fra2-edge9"], clones=2)
