"""Whole stories through the command line, on real sockets: one lab for each test process."""

import shutil

import pytest
from networks import WORKER, networks, started
from real_routers import require_routers

from lab.control import Lab, secrets
from lab.frr.control import Routers

from .frr import as_new, make_bench
from .workbench import Workbench, clean_environment, make_workspace

# Seconds that a device's minute lasts: long enough to be killed in, short enough to wait for.
MINUTE = 4.0


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    found = Lab(tmp_path_factory.mktemp("lab"))
    started(found, networks(90), minute=MINUTE)
    yield found
    found.down()


def net_of(lab):
    """The first half of its addresses."""
    return ".".join(lab.status()[0]["address"].split(".")[:2])


@pytest.fixture
def devices(lab):
    """The lab's devices as they boot: no faults, no edits, no timers."""
    for row in lab.status():
        lab.clear(row["name"])
        lab.reset(row["name"])
    return lab


@pytest.fixture
def fresh(devices, tmp_path):
    """A workspace that has never seen its devices."""
    make_workspace(tmp_path, net_of(devices))
    return Workbench(tmp_path, devices, clean_environment(secrets()))


@pytest.fixture(scope="session")
def first_night(lab, tmp_path_factory):
    """The folder of a workspace after its first backup; nobody writes to it."""
    folder = tmp_path_factory.mktemp("first-night")
    for row in lab.status():
        lab.clear(row["name"])
        lab.reset(row["name"])
    make_workspace(folder, net_of(lab))
    Workbench(folder, lab, clean_environment(secrets())).netops("backup")
    return folder


@pytest.fixture
def bench(first_night, devices, tmp_path):
    """A workspace that backed its devices up once; they have not changed since."""
    shutil.copytree(first_night, tmp_path, dirs_exist_ok=True, symlinks=True)
    return Workbench(tmp_path, devices, clean_environment(secrets()))


@pytest.fixture(scope="session")
def real_routers(tmp_path_factory):
    require_routers()
    found = Routers(tmp_path_factory.mktemp("frr") / "state")
    found.up(net=f"127.{140 + WORKER}")
    yield found
    found.down()


@pytest.fixture
def routers(real_routers, tmp_path):
    """A workspace on six real routers; afterwards each of them is as it was."""
    yield make_bench(tmp_path, real_routers)
    for name in real_routers.topology.routers:
        if not as_new(real_routers, name):
            real_routers.reset(name)
    real_routers.settled()
