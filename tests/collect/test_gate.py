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
    assert (max(most) == 1) == (outcome is not None)


class Doors:
    """Coroutines that stand inside their logins until they are told how those end."""

    def __init__(self, gate):
        self.gate, self.inside, self.causes = gate, {}, {}

    async def enter(self, name, **how):
        try:
            async with self.gate.login("f", name, at=NOON, **how):
                self.inside[name] = asyncio.get_running_loop().create_future()
                if cause := await self.inside[name]:
                    raise DeviceError(cause, "x")  # noqa: TRY301 (what a driver does)
        except DeviceError as error:
            self.causes[name] = error.cause
        finally:
            self.inside.pop(name, None)

    async def end(self, cause=None, *names):
        """Answer these logins, or all that stand, and let the next ones in."""
        for name in names or tuple(self.inside):
            self.inside[name].set_result(cause)
        await self.settled()

    async def settled(self):
        for _ in range(20):
            await asyncio.sleep(0)


@pytest.fixture
def doors(state):
    """Play a story at the doors of 40 devices that share a credential."""

    def play(story):
        async def all_of_it():
            at = Doors(LoopGate(state))
            tasks = [asyncio.create_task(at.enter(f"r{number}")) for number in range(40)]
            await at.settled()
            await story(at)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return at

        return asyncio.run(all_of_it())

    return play


def test_four_times_as_many_may_try_with_each_device_that_takes_a_password(doors):
    async def story(at):
        seen = [len(at.inside)]
        for _ in range(2):
            await at.end()
            seen.append(len(at.inside))
        assert seen == [1, 4, 35]

    doors(story)


def test_devices_that_refuse_together_are_few_and_one_refusal_on_record(doors, state):
    async def story(at):
        await at.end()
        await at.end(Cause.AUTHENTICATION)

    causes = list(doors(story).causes.values())
    assert causes.count(Cause.AUTHENTICATION) == 4
    assert causes.count(Cause.NOT_TRIED) == 35
    assert state.refused("f").times == 1


def test_of_many_threads_four_follow_the_first(state):
    gate, start, four, inside, most = CredentialGate(state), Barrier(8), Barrier(4), [], []
    with gate.login("f", "r0", at=NOON):
        pass

    def enter(name):
        start.wait()
        try:
            with gate.login("f", name, at=NOON):
                inside.append(name)
                most.append(len(inside))
                four.wait(timeout=20)
                inside.remove(name)
                raise DeviceError(Cause.UNREACHABLE, "x")  # noqa: TRY301 (what a driver does)
        except DeviceError:
            return

    threads = [Thread(target=enter, args=(f"r{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 8
    assert max(most) == 4


@pytest.mark.parametrize("cause", [Cause.AUTH_TIMEOUT, Cause.TIMEOUT])
def test_a_server_that_leaves_two_logins_waiting_is_asked_no_third_time(doors, state, cause):
    async def story(at):
        await at.end(cause)
        await at.end(cause)
        assert not at.inside

    found = doors(story)
    assert list(found.causes.values()).count(Cause.NOT_TRIED) == 38
    assert state.refused("f") is None


def test_one_silent_device_among_those_that_answer_stops_nobody(doors):
    async def story(at):
        await at.end(Cause.AUTH_TIMEOUT)
        await at.end()
        await at.end(Cause.AUTH_TIMEOUT)
        assert len(at.inside) == 4

    assert Cause.NOT_TRIED not in doors(story).causes.values()


def test_a_jump_host_that_takes_a_password_proves_it_for_no_device(state):
    async def story():
        at = Doors(LoopGate(state))
        first = asyncio.create_task(at.enter("jump@b1", on_the_way=True))
        await at.settled()
        devices = [asyncio.create_task(at.enter(f"r{number}")) for number in range(5)]
        await at.settled()
        assert list(at.inside) == ["jump@b1"]
        await at.end()
        assert len(at.inside) == 1
        await at.end(Cause.AUTHENTICATION)
        await asyncio.gather(first, *devices)
        return list(at.causes.values())

    causes = asyncio.run(story())
    assert causes.count(Cause.AUTHENTICATION) == 1
    assert causes.count(Cause.NOT_TRIED) == 4


@pytest.mark.parametrize(("refused_by", "times"), [("r1", 2), ("jump@b1", 1)])
def test_a_jump_host_clears_only_its_own_refusal(state, refused_by, times):
    """What it takes is still on record as refused by the device behind it."""
    state.refuse("f", refused_by, at=NOON - HOUR, until=NOON)

    async def story():
        at = LoopGate(state)
        async with at.login("f", "jump@b1", at=NOON, on_the_way=True):
            pass
        with pytest.raises(DeviceError):
            async with at.login("f", "r1", at=NOON):
                raise DeviceError(Cause.AUTHENTICATION, "x")

    asyncio.run(story())
    assert state.refused("f").times == times


def test_a_device_that_takes_back_what_it_took_is_a_refusal(doors, state):
    async def story(at):
        await at.end()
        at.gate.refused("f", "r0", at=NOON)
        at.gate.refused("f", "r0", at=NOON)
        await at.end()
        assert not at.inside

    assert list(doors(story).causes.values()).count(Cause.NOT_TRIED) == 35
    assert state.refused("f").times == 1


def test_a_refusal_that_a_wrong_clock_dated_blocks_nobody_for_years(run):
    with pytest.raises(DeviceError, match="authentication failed"):
        run()("r1", Cause.AUTHENTICATION, at=NOON + timedelta(days=3650))
    run()("r2")
    run()("r3")
