"""One login over SSH, against servers that offer what our lab's devices do not."""

# ruff: noqa: ARG002 (asyncssh names the arguments of its callbacks)
import asyncio
from dataclasses import dataclass, field

import asyncssh
import pytest

from netops.drivers.login import Login
from netops.drivers.reading.road import StraightRoad
from netops.drivers.reading.ssh import logged_in
from netops.errors import Cause, DeviceError
from netops.model.device import Device
from netops.stores.state import StateFolder

RIGHT = "labSecretRight"


@dataclass
class Server(asyncssh.SSHServer):
    """Counts what is tried. `ways` are the ways to log in that it offers."""

    ways: tuple[str, ...] = ("password",)
    tried: list[str] = field(default_factory=list)

    def begin_auth(self, username):
        return "none" not in self.ways

    def password_auth_supported(self):
        return "password" in self.ways

    def validate_password(self, username, password):
        self.tried.append("password")
        return password == RIGHT

    def public_key_auth_supported(self):
        return "publickey" in self.ways

    def kbdint_auth_supported(self):
        return "keyboard-interactive" in self.ways

    def get_kbdint_challenge(self, username, lang, submethods):
        return "", "", "en", [("Password: ", False)]

    def validate_kbdint_response(self, username, responses):
        self.tried.append("keyboard-interactive")
        return list(responses) == [RIGHT]


@pytest.fixture
def state(tmp_path):
    return StateFolder(tmp_path / "state")


@pytest.fixture
def login(state):
    """Log in to a server with these host keys and options; the type of the key it showed."""
    made = {}

    def once(server, *kinds, password=RIGHT, seconds=5.0, **options):
        return asyncio.run(_once(server, kinds or ("ssh-ed25519",), password, seconds, options))

    async def _once(server, kinds, password, seconds, options):
        for kind in kinds:
            made.setdefault(kind, asyncssh.generate_private_key(kind, **_size(kind)))
        keys = [made[kind] for kind in kinds]
        listener = await asyncssh.listen(
            "127.0.0.1", 0, server_factory=lambda: server, server_host_keys=keys, gss_host=None,
            **options,
        )  # fmt: skip
        async with listener:
            device = Device("r1", "cisco_ios", "127.0.0.1", listener.get_port(), "x", "edge")
            connection = await logged_in(
                device,
                Login("netops", password),
                road=StraightRoad(seconds=seconds),
                pins=state,
                seconds=seconds,
            )
            shown = connection.get_server_host_key().get_algorithm()
            connection.abort()
            await connection.wait_closed()
            return shown

    return once


def _size(kind):
    return {"key_size": 2048} if kind == "ssh-rsa" else {}


def refused(login, *given, **options):
    with pytest.raises(DeviceError) as failure:
        login(*given, **options)
    return failure.value


def test_a_device_that_only_asks_questions_gets_the_password(login):
    server = Server(("keyboard-interactive",))
    login(server)
    assert server.tried == ["keyboard-interactive"]


@pytest.mark.parametrize(
    "ways", [("password",), ("keyboard-interactive",), ("password", "keyboard-interactive")]
)
def test_a_wrong_password_is_tried_once_in_one_way(login, ways):
    server = Server(ways)
    assert refused(login, server, password="labSecretWrong").cause is Cause.AUTHENTICATION
    assert len(server.tried) == 1


def test_a_device_that_takes_keys_only_refuses_no_password(login):
    server = Server(("publickey",))
    error = refused(login, server)
    assert error.cause is Cause.REFUSED
    assert "nobody log in with a password" in error.reason
    assert server.tried == []


def test_a_device_that_asks_for_nothing_has_a_pinned_key_too(login, state):
    login(Server(("none",)))
    assert state.pin_file("r1").read_text().split()[1] == "ssh-ed25519"


# The library's own word on it; netops passes over it, but pytest has its own filters.
@pytest.mark.filterwarnings("ignore:Diffie-Hellman over finite fields")
def test_an_old_device_is_read(login):
    old = {
        "kex_algs": ["diffie-hellman-group14-sha1"],
        "encryption_algs": ["3des-cbc"],
        "mac_algs": ["hmac-sha1"],
        "signature_algs": ["ssh-rsa"],
    }
    assert login(Server(), "ssh-rsa", **old) == "ssh-rsa"


@pytest.mark.filterwarnings("ignore:Diffie-Hellman over finite fields")
def test_a_device_with_broken_algorithms_alone_is_named(login):
    error = refused(login, Server(), kex_algs=["diffie-hellman-group1-sha1"])
    assert error.cause is Cause.NOT_SSH
    assert "still trusted" in error.reason


@pytest.mark.parametrize("first", ["ssh-rsa", "ecdsa-sha2-nistp256", "ssh-ed25519"])
def test_the_type_of_key_that_was_pinned_is_the_one_asked_for(login, state, first):
    login(Server(), first)
    assert login(Server(), "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256") == first
    assert state.pin_file("r1").read_text().split()[1] == first


def test_a_device_that_was_given_another_type_of_key_shows_a_changed_key(login):
    login(Server(), "ssh-rsa")
    server = Server()
    assert refused(login, server, "ssh-ed25519").cause is Cause.HOST_KEY
    assert server.tried == []


def test_a_pin_that_is_damaged_is_named_and_nothing_is_believed(login, state):
    state.keep_pin("r1", b"")
    server = Server()
    error = refused(login, server)
    assert error.cause is Cause.HOST_KEY
    assert "holds no host key" in error.reason
    assert server.tried == []


def test_a_slow_login_is_no_wrong_password(login):
    class Slow(Server):
        async def validate_password(self, username, password):  # type: ignore[override]
            await asyncio.Event().wait()

    error = refused(login, Slow(), seconds=0.7)
    assert error.cause is Cause.AUTH_TIMEOUT


def test_no_agent_and_no_key_of_this_machine_is_offered(login, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
    folder = tmp_path / ".ssh"
    folder.mkdir()
    (folder / "config").write_text("Host *\n  User mallory\n  Ciphers nothing\n")
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(folder / "id_ed25519")

    class Keys(Server):
        def validate_public_key(self, username, key):
            self.tried.append("publickey")
            return True

        def begin_auth(self, username):
            assert username == "netops"
            return True

    server = Keys(("publickey", "password"))
    login(server)
    assert server.tried == ["password"]


@dataclass
class Curt(Server):
    """Ends the session in words when the password is wrong, as `MaxAuthTries 1` does."""

    def validate_password(self, username, password):
        self.tried.append("password")
        raise asyncssh.DisconnectError(2, "Too many authentication failures")


def test_a_device_that_hangs_up_on_a_password_has_refused_it(login):
    server = Curt()
    error = refused(login, server, password="labSecretWrong")
    assert error.cause is Cause.AUTHENTICATION
    assert server.tried == ["password"]
