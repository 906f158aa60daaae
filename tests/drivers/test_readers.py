"""One contract for every reader: each platform of the lab, by each transport that reads it."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from networks import networks, started
from readertools import NAMES, WAYS, ReadingBench, Way

from lab.control import Lab
from netops.config.clean import canonical
from netops.errors import Cause, DeviceError
from netops.model.config import ConfigKind
from netops.platforms.registry import platform
from netops.ports import Reader
from netops.stores.state import StateFolder

# Others boot from what is committed, and say nowhere that they end: there the proof asks twice.
WITH_STARTUP = [w for w in WAYS if ConfigKind.STARTUP in platform(w.platform).capture.commands]
WITH_END = [way for way in WAYS if platform(way.platform).capture.end]
DENIED = {"juniper_junos": "error: permission denied: show"}


@pytest.fixture(scope="module")
def lab_and_net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lab, str]]:
    lab = Lab(tmp_path_factory.mktemp("readers"))
    yield lab, started(lab, networks(200), only=NAMES)
    lab.down()


@pytest.fixture(params=WAYS, ids=str)
def bench(
    lab_and_net: tuple[Lab, str], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[ReadingBench]:
    lab, net = lab_and_net
    way: Way = request.param
    yield ReadingBench(lab, net, way, StateFolder(tmp_path / "state"))
    lab.clear(way.device)
    lab.reset(way.device)


async def nothing(_reader: Reader) -> None: ...


async def identity(reader: Reader):
    return await reader.identity()


async def running(reader: Reader) -> str:
    return await reader.fetch(ConfigKind.RUNNING)


def refused(bench: ReadingBench, act=running, **options) -> DeviceError:
    with pytest.raises(DeviceError) as failure:
        bench.read(act, **options)
    return failure.value


def clean(text: str, way: Way) -> str:
    return canonical(text, platform(way.platform), b"any key")


def body(text: str, way: Way) -> str:
    """Without the comments above the first line, which the device's memory does not hold."""
    return clean(text, way).lstrip("!\n")


def test_the_device_says_who_it_is(bench: ReadingBench) -> None:
    seen, known = bench.read(identity), bench.identity()
    assert (seen.hostname, seen.serial) == (known.hostname, known.serial)
    assert known.os_version in seen.os_version
    assert seen.model


def test_running_is_what_the_device_holds(bench: ReadingBench) -> None:
    text = bench.read(running)
    assert body(text, bench.way) == body(bench.memory(), bench.way)


def test_every_transport_gives_the_same_canonical_text(bench: ReadingBench) -> None:
    texts = {
        clean(replace(bench, way=way).read(running), way)
        for way in WAYS
        if way.platform == bench.way.platform
    }
    assert len(texts) == 1


@pytest.mark.parametrize("bench", WITH_STARTUP, indirect=True, ids=str)
def test_startup_is_what_the_device_boots_from(bench: ReadingBench) -> None:
    bench.lab.tamper(bench.way.device, "unsaved-edit")
    text = bench.read(lambda reader: reader.fetch(ConfigKind.STARTUP))
    assert body(text, bench.way) == body(bench.memory("startup"), bench.way)
    assert body(text, bench.way) != body(bench.memory(), bench.way)


def test_the_log_says_who_changed_the_config(bench: ReadingBench) -> None:
    bench.lab.tamper(bench.way.device, "unsaved-edit")

    async def session(reader: Reader) -> tuple[str, ...]:
        await reader.fetch(ConfigKind.RUNNING)
        return await reader.events()

    assert "mallory" in bench.read(session)[-1]


def test_a_session_is_one_login(bench: ReadingBench) -> None:
    before = bench.logins()
    bench.read(identity)
    after = bench.logins()
    assert (after["accepted"] - before["accepted"], after["wrong"] - before["wrong"]) == (1, 0)


def test_a_wrong_password_is_tried_once(bench: ReadingBench) -> None:
    bench.read(nothing)
    before = bench.logins()
    assert refused(bench, nothing, password="labSecretWrong").cause is Cause.AUTHENTICATION
    assert bench.logins() == {**before, "wrong": before["wrong"] + 1}


def test_a_changed_key_gets_no_password(bench: ReadingBench) -> None:
    bench.read(nothing)
    before = bench.logins()
    bench.fault("host-key-changed")
    error = refused(bench, nothing)
    assert error.cause is Cause.HOST_KEY
    assert "delete" in error.reason
    assert bench.logins() == before


def test_a_refused_command_is_no_config(bench: ReadingBench) -> None:
    bench.fault("refuse-show-run", says=DENIED.get(bench.way.platform, "% Authorization failed."))
    assert refused(bench).cause is Cause.REFUSED


@pytest.mark.parametrize("byte", ["1", "100", "50%", "99%"])
def test_a_reply_that_is_cut_is_no_config(bench: ReadingBench, byte: str) -> None:
    bench.fault("answer-cut", byte=byte)
    assert refused(bench).cause in {Cause.SESSION_LOST, Cause.NOT_WHOLE}


@pytest.mark.parametrize("bench", WITH_END, indirect=True, ids=str)
def test_a_config_that_ends_early_is_no_config(bench: ReadingBench) -> None:
    bench.fault("truncate-running")
    assert refused(bench).cause is Cause.NOT_WHOLE


def test_an_empty_answer_is_no_config(bench: ReadingBench) -> None:
    bench.fault("empty-running")
    assert refused(bench).cause in {Cause.NOT_WHOLE, Cause.REFUSED}


def test_a_device_that_falls_silent_is_a_timeout(bench: ReadingBench) -> None:
    bench.fault("mute", at="show-running")
    assert refused(bench, read_timeout=1).cause is Cause.TIMEOUT


def test_a_device_that_is_off_is_unreachable(bench: ReadingBench) -> None:
    bench.fault("unreachable")
    assert refused(bench, nothing).cause is Cause.UNREACHABLE


class _Mail(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(b"220 mail.example.net ESMTP\r\n" * 50)


@pytest.fixture
def mail_server() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_a_server_of_another_kind_is_not_ssh(bench: ReadingBench, mail_server: int) -> None:
    error = refused(bench, nothing, address="127.0.0.1", port=mail_server)
    assert error.cause is Cause.NOT_SSH
