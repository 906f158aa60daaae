"""The first login of a credential goes alone, and one that was refused rests."""

import asyncio
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from netops.errors import Cause, DeviceError
from netops.stores.state import StateFolder
from netops.tasks.gate import CredentialGate, LoopGate, backoff

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def asynchronous(gate, name, device, cause, at):
    async def one():
        async with gate.login(name, device, at=at):
            if cause is not None:
                raise DeviceError(cause, "x")

    asyncio.run(one())


def threaded(gate, name, device, cause, at):
    with gate.login(name, device, at=at):
        if cause is not None:
            raise DeviceError(cause, "x")


WAYS = [(CredentialGate, threaded), (LoopGate, asynchronous)]


@pytest.fixture
def state(tmp_path):
    return StateFolder(tmp_path / "state")


@pytest.fixture(params=WAYS, ids=["threads", "coroutines"])
def run(state, request):
    """A new run, and how its devices log in."""
    kind, way = request.param

    def begun():
        gate = kind(state, factor=lambda: 1.0)
        return lambda device, cause=None, at=NOON: way(gate, "f", device, cause, at)

    return begun


@pytest.fixture
def attempt(run):
    return run()


def test_after_a_refusal_nobody_tries(attempt):
    with pytest.raises(DeviceError, match="authentication failed"):
        attempt("r1", Cause.AUTHENTICATION)
    with pytest.raises(
        DeviceError,
        match=r"r1 refused this user name .* 2026-03-01 12:00 UTC; .*refused\.json.* after 2026-03-"
        r"01 13:00 UTC",
    ) as told:
        attempt("r2")
    assert told.value.cause is Cause.NOT_TRIED


def test_a_refusal_stops_a_credential_that_others_took(attempt):
    attempt("r1")
    with pytest.raises(DeviceError):
        attempt("r2", Cause.AUTHENTICATION)
    with pytest.raises(DeviceError, match="not tried"):
        attempt("r3")


def test_one_run_tries_no_second_time_however_long_it_lasts(attempt):
    with pytest.raises(DeviceError):
        attempt("r1", Cause.AUTHENTICATION)
    with pytest.raises(DeviceError, match="not tried"):
        attempt("r2", at=NOON + 100 * HOUR)


def test_one_run_tries_no_second_time_though_its_record_is_deleted(attempt, state):
    with pytest.raises(DeviceError):
        attempt("r1", Cause.AUTHENTICATION)
    (state.root / "refused.json").unlink()
    with pytest.raises(DeviceError, match="not tried"):
        attempt("r2")


def test_a_device_that_is_down_proves_nothing(attempt):
    with pytest.raises(DeviceError, match="unreachable"):
        attempt("r1", Cause.UNREACHABLE)
    attempt("r2")
    attempt("r3")


def test_when_its_rest_is_over_one_device_tries_and_success_clears_the_record(run, state):
    with pytest.raises(DeviceError):
        run()("r1", Cause.AUTHENTICATION)
    with pytest.raises(DeviceError, match="not tried"):
        run()("r1", at=NOON + HOUR - timedelta(seconds=1))
    run()("r1", at=NOON + HOUR)
    assert state.refused("f") is None
    run()("r1")


def test_each_refusal_in_a_row_doubles_the_rest(run, state):
    at = NOON
    for hours in (1, 2, 4, 8, 16, 24, 24):
        with pytest.raises(DeviceError, match="authentication failed"):
            run()("r1", Cause.AUTHENTICATION, at=at)
        at += hours * HOUR
        refusal = state.refused("f")
        assert refusal is not None
        assert refusal.until == at


def test_installations_that_lost_their_password_together_return_apart():
    assert backoff(0, factor=0.75) == timedelta(minutes=45)
    assert backoff(3, factor=1.25) == 10 * HOUR
    assert backoff(1000, factor=1.0) == 24 * HOUR


def test_threads_with_other_credentials_do_not_wait(state):
    gate = CredentialGate(state)
    with gate.login("a", "r1", at=NOON), gate.login("b", "r2", at=NOON):
        pass


def test_coroutines_with_other_credentials_do_not_wait(state):
    async def both():
        gate = LoopGate(state)
        async with gate.login("a", "r1", at=NOON), gate.login("b", "r2", at=NOON):
            pass

    asyncio.run(both())


def test_of_many_threads_at_once_one_tries_a_wrong_password(state):
    gate, start, tried, kept = CredentialGate(state), Barrier(8), [], []

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


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Cause.AUTHENTICATION, {Cause.AUTHENTICATION: 1, Cause.NOT_TRIED: 7}),
        (Cause.UNREACHABLE, {Cause.UNREACHABLE: 8}),
        (None, {None: 8}),
    ],
)
def test_of_many_coroutines_the_others_wait_for_the_first(state, outcome, expected):
    gate, inside, most = LoopGate(state), [], []

    async def enter(name):
        try:
            async with gate.login("f", name, at=NOON):
                inside.append(name)
                most.append(len(inside))
                for _ in range(3):  # others would enter here
                    await asyncio.sleep(0)
                inside.remove(name)
                if outcome is not None:
                    raise DeviceError(outcome, "x")  # noqa: TRY301 (what a driver does)
        except DeviceError as error:
            return error.cause

    async def everybody():
        return await asyncio.gather(*(enter(f"r{number}") for number in range(8)))

    causes = asyncio.run(everybody())
    assert {cause: causes.count(cause) for cause in causes} == expected
    assert max(most) == (1 if outcome else 7)
