"""Collecting from eight devices at once, with the faults that nights bring."""

import _thread
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from lab.control import secrets
from netops.config.clean import canonical
from netops.config.drift import drift
from netops.errors import Cause
from netops.model.config import ConfigKind, NotCollected, Snapshot
from netops.platforms.registry import platform
from netops.secrets.env import EnvSecrets
from netops.sources.intended import IntendedConfigs, resolved
from netops.sources.inventory import inventory
from netops.tasks.collect import collect

pytestmark = pytest.mark.xdist_group("lab-collect")


ROOT = Path(__file__).parents[2]


def causes(found):
    return {
        name: one.items[0].cause
        for name, one in found.items()
        if isinstance(one.items[0], NotCollected)
    }


def test_every_device_is_captured_proven_and_as_intended(installation):
    found = installation.collect()
    assert installation.interrupted is False
    assert len(found) == 8
    intended = IntendedConfigs(inventory(ROOT / "inventory"))
    for one in found.values():
        running, startup = one.items
        assert isinstance(running, Snapshot), running
        assert isinstance(startup, Snapshot), startup
        assert "labSecret" in running.exact
        assert "labSecret" not in running.canonical
        assert running.canonical == startup.canonical
        exact = resolved(intended.text(one.device.name), EnvSecrets(secrets()), where="")
        expected = canonical(exact, platform(one.device.platform), installation.state.key())
        found_drift = drift(
            running.canonical,
            expected,
            platform(one.device.platform),
            device=one.device.name,
            against=ConfigKind.INTENDED,
        )
        assert found_drift.items == ()
        assert one.seconds > 0


def test_a_device_that_is_down_does_not_hold_up_the_others(installation):
    installation.lab.fault("ams1-core1", "unreachable", {})
    found = installation.collect()
    assert causes(found) == {"ams1-core1": Cause.UNREACHABLE}


def test_one_config_that_is_refused_does_not_cost_the_other(installation):
    installation.lab.fault("ams1-edge1", "refuse-show-run", {})
    running, startup = installation.collect()["ams1-edge1"].items
    assert isinstance(running, NotCollected)
    assert running.cause is Cause.REFUSED
    assert isinstance(startup, Snapshot)


def test_a_wrong_password_is_tried_once_in_the_whole_fleet_and_not_again(installation):
    right, installation.password = installation.password, "labSecretWrong"
    before = installation.logins()
    for _ in range(2):
        found = installation.collect()
        assert len(causes(found)) == 8
    after = installation.logins()
    assert after["wrong"] - before["wrong"] == 1
    assert after["accepted"] == before["accepted"]
    assert set(causes(found).values()) == {Cause.NOT_TRIED}
    installation.password = right
    assert causes(installation.collect()) == {}


def test_a_cleared_refusal_is_tried_again(installation):
    installation.password = "labSecretWrong"
    before = installation.logins()["wrong"]
    installation.collect()
    (installation.state.root / "refused.json").unlink()
    installation.collect()
    assert installation.logins()["wrong"] - before == 2


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        ("truncate-running", Cause.NOT_WHOLE),
        ("wrong-device", Cause.WRONG_DEVICE),
        ("drop-mid-output", Cause.SESSION_LOST),
    ],
)
def test_a_doubtful_config_is_kept_apart_with_its_text(installation, fault, cause):
    installation.lab.fault("fra2-edge2", fault, {})
    found = installation.collect()
    assert causes(found) == {"fra2-edge2": cause}
    item = found["fra2-edge2"].items[0]
    assert isinstance(item, NotCollected)
    assert "hostname" in item.raw
    assert "labSecret" not in item.reason


def test_a_config_that_really_shrank_is_believed_at_the_second_look(installation):
    much_longer = "\n".join(f"line {number}" for number in range(1000))
    installation.last["ams1-edge1/running"] = much_longer
    assert causes(installation.collect()) == {}
    commands = str(installation.lab.memory("ams1-edge1", "commands"))
    assert commands.count("show running-config") >= 2


def test_ctrl_c_finishes_what_is_under_way_and_names_the_rest(installation):
    installation.workers = 1
    pressed = []

    def press_once(one):
        if not pressed:
            pressed.append(one)
            _thread.interrupt_main()

    found = installation.collect(hand_on=press_once)
    assert installation.interrupted is True
    assert len(found) == 8
    stopped = list(causes(found).values())
    assert 6 <= len(stopped) < 8
    assert set(stopped) == {Cause.INTERRUPTED}


def test_a_failing_writer_stops_the_run_and_its_error_comes_out(installation):
    def full(_one):
        message = "disk full"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="disk full"):
        installation.collect(hand_on=full)


def test_an_empty_scope_is_no_error(installation):
    installation.devices = ()
    assert installation.collect() == {}


def test_what_nobody_foresaw_of_one_device_costs_the_others_nothing(installation):
    """A session that breaks our own code: it plays the port, no library is known to do that."""
    victim, means = installation.devices[0].name, installation.means()

    @asynccontextmanager
    async def odd(admit):
        async with means.readers(admit) as read:

            def one(device):
                session = read(device)
                if device.name == victim:
                    session.reach = lambda: 1 / 0
                return session

            yield one

    found = {}
    collect(
        installation.devices, tuple(ConfigKind)[:2], replace(means, readers=odd),
        hand_on=lambda one: found.update({one.device.name: one}),
    )  # fmt: skip
    assert causes(found) == {victim: Cause.REFUSED}
    assert "ZeroDivisionError" in found[victim].items[0].reason
