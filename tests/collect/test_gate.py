"""The first login of a credential goes alone."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest

from netops.errors import Cause, DeviceError
from netops.stores.state import StateFolder
from netops.tasks.gate import CredentialGate

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def gate(tmp_path):
    return CredentialGate(StateFolder(tmp_path / "state"))


def attempt(gate, device, cause=None):
    with gate.login("f", device, at=NOON):
        if cause is not None:
            raise DeviceError(cause, "x")


def test_after_a_refusal_nobody_tries(gate):
    with pytest.raises(DeviceError, match="authentication failed"):
        attempt(gate, "r1", Cause.AUTHENTICATION)
    with pytest.raises(
        DeviceError, match=r"r1 refused this user name .* 2026-03-01 12:00 UTC; .*refused\.json"
    ) as told:
        attempt(gate, "r2")
    assert told.value.cause is Cause.NOT_TRIED


def test_a_refusal_stops_a_credential_that_others_took(gate):
    attempt(gate, "r1")
    assert gate.proven("f")
    with pytest.raises(DeviceError):
        attempt(gate, "r2", Cause.AUTHENTICATION)
    with pytest.raises(DeviceError, match="not tried"):
        attempt(gate, "r3")


def test_a_device_that_is_down_proves_nothing(gate):
    with pytest.raises(DeviceError, match="unreachable"):
        attempt(gate, "r1", Cause.UNREACHABLE)
    assert not gate.proven("f")
    attempt(gate, "r2")
    assert gate.proven("f")


def test_credentials_do_not_wait_for_each_other(gate):
    with gate.login("a", "r1", at=NOON), gate.login("b", "r2", at=NOON):
        assert not gate.proven("a")


def test_of_many_at_once_one_tries_a_wrong_password(gate):
    start, tried, kept = Barrier(8), [], []

    def enter(name):
        start.wait()
        try:
            with gate.login("f", name, at=NOON):
                tried.append(name)
                raise DeviceError(Cause.AUTHENTICATION, "x")  # noqa: TRY301 (what a driver does)
        except DeviceError as error:
            kept.append(error.cause)

    threads = [Thread(target=enter, args=(f"r{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tried) == 1
    assert sorted(kept) == sorted([Cause.AUTHENTICATION, *[Cause.NOT_TRIED] * 7])
