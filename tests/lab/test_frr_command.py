"""`python -m lab.frr`: what it says, what it needs, and that it leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from frrtools import free_net, login, shell
from labtools import until
from real_routers import require_routers
from ruamel.yaml import YAML

from lab.frr import machine
from lab.frr.__main__ import main
from lab.frr.control import Routers
from lab.frr.machine import FrrLabError
from lab.frr.measure import two_sites
from lab.frr.topology import TOPOLOGY, read

pytestmark = pytest.mark.xdist_group("lab-frr")

PAIR = """\
sites:
  ams: {as: 65001, area: 0}
routers:
  r1: {site: ams, number: 1}
  r2: {site: ams, number: 2}
links:
  r1-r2: 10.1.0.0/31
"""


@pytest.fixture
def pair(tmp_path):
    """A small lab of its own, beside the one of the whole run."""
    require_routers()
    file = tmp_path / "pair.yaml"
    file.write_text(PAIR)
    state = tmp_path / "state"
    yield ["--state", str(state), "--net", free_net(), "--topology", str(file)]
    Routers(state).down()


def test_without_root_it_says_so_in_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert main(["up"]) == 2
    assert capsys.readouterr().err == (
        "lab: real routers need root; say: sudo python -m lab.frr ...\n"
    )


def test_without_a_package_it_names_it_and_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine, "_PACKAGES", {"frr": "/nowhere/zebra", "iproute2": "/"})
    assert main(["status"]) == 2
    assert capsys.readouterr().err == (
        "lab: real routers need Debian's frr; say: sudo make lab-frr\n"
    )


def test_tests_are_skipped_for_what_is_missing_but_fail_where_all_must_pass(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="need root"):
        require_routers()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="need root"):
        require_routers()


def test_status_and_run_show_the_routers(routers, capsys):
    state = ["--state", str(routers.state)]
    assert main(["status", *state]) == 0
    _, first, *_ = capsys.readouterr().out.splitlines()
    address, port = routers.door("r1")
    assert first.split() == [
        *("r1", "ams", "65001", "10.255.0.1", address, str(port), "5", "of", "5", "up"),
    ]
    assert main(["run", *state, "r2", "show", "running-config"]) == 0
    assert capsys.readouterr().out.endswith(routers.fresh("r2") + "end\n")


def test_a_second_start_keeps_the_routers_as_they_are(routers, capsys):
    before = routers.processes("r1").keys()
    assert main(["up", "--state", str(routers.state)]) == 0
    assert "are already up" in capsys.readouterr().out
    assert routers.processes("r1").keys() == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run", "r9", "show version"], "no router 'r9'; there are r1, r2, r3, r4, r5, r6"),
        (["run", "r1", "show foo"], "nsenter: % Unknown command: show foo"),
        (["cut", "r1-r9"], "no link 'r1-r9'; there are r1-r2, r1-r3, r1-r4, r2-r3, r2-r5"),
        (["kill", "r1", "isisd"], "r1 runs no isisd"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(routers, capsys, words, says):
    assert main([*words, "--state", str(routers.state)]) == 2
    assert capsys.readouterr().err.startswith(f"lab: {says}")


def test_a_lab_that_is_not_up_says_how_to_start_it(tmp_path):
    with pytest.raises(FrrLabError, match=r"start them: sudo python -m lab\.frr up"):
        Routers(tmp_path).status()


def test_a_net_that_is_not_loopback_is_refused(tmp_path):
    require_routers()
    with pytest.raises(FrrLabError, match=r"not '10\.1'"):
        Routers(tmp_path).up(net="10.1")


def test_a_topology_that_names_nobody_says_where(tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text(PAIR.replace("r1-r2", "r1-r7"))
    with pytest.raises(FrrLabError, match=r"bad\.yaml: there is no 'r7'"):
        read(file)


def test_the_topology_of_the_lab_is_two_sites_that_survive_one_cut():
    plan = read(TOPOLOGY)
    assert len(plan.routers) == 6
    assert {router.asn for router in plan.routers.values()} == {65001, 65002}
    assert all(len(plan.ports_of(name)) >= 2 for name in plan.routers)


@pytest.mark.parametrize("count", [2, 3, 6, 20])
def test_a_topology_to_measure_has_no_island(tmp_path, count):
    file = tmp_path / "sites.yaml"
    YAML(typ="safe").dump(two_sites(count), file)
    plan = read(file)
    reached = {"r1"}
    for _ in plan.routers:
        reached |= {port.neighbour.name for port in plan.ports if port.router.name in reached}
    assert reached == plan.routers.keys()
    assert len(reached) == count


def test_two_labs_stand_side_by_side_and_one_leaves_nothing(routers, pair, capsys):
    assert main(["up", *pair]) == 0
    assert "every adjacency up in" in capsys.readouterr().out
    small = Routers(Path(pair[1]))
    assert small.running("r1") != routers.running("r1")
    assert main(["down", *pair[:2]]) == 0
    assert machine.spaces(small.prefix) == []
    assert not any(str(small.state) in words for words in everything())
    routers.settled()


def test_a_careful_umask_of_the_machine_is_not_the_routers(pair):
    before = os.umask(0o077)
    try:
        assert main(["up", *pair]) == 0
    finally:
        os.umask(before)
    with login(Routers(Path(pair[1])), "r1") as session:
        assert shell(session, "id -un && vtysh -c 'show running-config' | grep hostname") == (
            0,
            "netops\nhostname r1\n",
        )


def test_where_port_22_is_taken_a_router_is_at_10022(pair):
    with socket.create_server((f"{pair[3]}.0.1", 22)):
        assert main(["up", *pair]) == 0
    small = Routers(Path(pair[1]))
    assert [small.door(name)[1] for name in ("r1", "r2")] == [10022, 22]
    with login(small, "r1") as session:
        assert shell(session, "hostname") == (0, "r1\n")


def test_a_new_start_removes_what_a_killed_one_left(pair, capsys):
    state = Path(pair[1])
    spaces = Routers(state).prefix
    started = subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "-m", "lab.frr", "up", *pair], stdout=subprocess.DEVNULL
    )
    until(lambda: len(machine.inhabitants(machine.spaces(spaces))) > 2)
    started.send_signal(signal.SIGKILL)
    started.wait()
    assert main(["status", *pair[:2]]) == 2
    assert "start them: sudo python -m lab.frr up" in capsys.readouterr().err
    assert main(["up", *pair]) == 0
    assert [row["up"] for row in Routers(state).status()] == [2, 2]
    Routers(state).down()
    assert machine.spaces(spaces) == []
    assert not any(str(state) in words for words in everything())


def everything():
    """The command lines of all processes."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
