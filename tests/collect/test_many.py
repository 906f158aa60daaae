"""Fifty devices that share a credential, on one event loop."""

import socket
from collections import Counter
from dataclasses import replace

import pytest

from lab.control import Lab
from netops.errors import Cause
from netops.model.config import NotCollected, Snapshot
from netops.model.device import Device
from netops.stores.state import StateFolder
from tests.collect.conftest import Round
from tests.networks import networks, started

pytestmark = pytest.mark.xdist_group("lab-collect-many")


@pytest.fixture(scope="module")
def clones(tmp_path_factory):
    found = Lab(tmp_path_factory.mktemp("clones"))
    started(found, networks(130), only=["ams1-edge1"], clones=50)
    yield found
    found.down()


@pytest.fixture
def installation(clones, tmp_path):
    devices = tuple(
        Device(row["name"], "cisco_ios", row["address"], row["port"], "x", "edge", transport="ssh")
        for row in clones.status()
    )
    yield Round(clones, StateFolder(tmp_path / "state"), devices, workers=50)
    for device in devices:
        clones.clear(device.name)


def causes(found):
    items = [item for one in found.values() for item in one.items]
    return Counter(item.cause for item in items if isinstance(item, NotCollected))


def test_all_are_captured_with_one_login_each(installation):
    before = installation.logins()
    found = installation.collect()
    assert sum(isinstance(item, Snapshot) for one in found.values() for item in one.items) == 100
    after = installation.logins()
    assert after["accepted"] - before["accepted"] == 50
    assert after["wrong"] == before["wrong"]


def test_a_wrong_password_is_typed_once_at_fifty_doors(installation):
    installation.password = "labSecretWrong"
    before = installation.logins()
    found = installation.collect()
    assert causes(found) == {Cause.AUTHENTICATION: 2, Cause.NOT_TRIED: 98}
    after = installation.logins()
    assert after["wrong"] - before["wrong"] == 1
    assert after["accepted"] == before["accepted"]


def test_devices_that_are_down_do_not_keep_the_first_login_from_the_others(installation):
    """Nobody answers at their addresses: each of them takes the whole time for a connection."""
    installation.connect_timeout = 2.0
    order = []
    with socket.create_server(("127.0.0.1", 0), backlog=50) as mute:
        place = {"address": "127.0.0.1", "port": mute.getsockname()[1]}
        down = tuple(replace(device, **place) for device in installation.devices[:20])
        every, installation.devices = installation.devices, (*down, *installation.devices[20:])
        found = installation.collect(hand_on=lambda one: order.append(one.device.name))
        installation.devices = every
    assert causes(found) == {Cause.UNREACHABLE: 40}
    assert set(order[-20:]) == {device.name for device in down}


def test_no_more_sessions_stand_at_once_than_there_are_workers(installation):
    installation.workers = 3
    installation.devices = installation.devices[:12]
    standing, most = set(), []
    means = installation.means

    def counted():
        found = means()
        credential = found.credential

        def begun(device):
            standing.add(device.name)
            most.append(len(standing))
            return credential(device)

        object.__setattr__(found, "credential", begun)
        return found

    installation.means = counted
    installation.collect(hand_on=lambda one: standing.discard(one.device.name))
    assert max(most) == 3
