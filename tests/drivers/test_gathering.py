"""What asyncssh writes in one turn of the loop leaves in one piece, and nothing of it is lost."""

import asyncio

import asyncssh
import pytest
from asyncssh.constants import MSG_IGNORE

from netops.drivers.reading.gathering import Gathering


class Below(asyncio.Transport):
    """Counts what is sent: a socket would put pieces together again."""

    def __init__(self):
        super().__init__()
        self.sent, self.ended = [], ""

    def write(self, data):
        self.sent.append(bytes(data))

    def close(self):
        self.ended = "closed"

    def abort(self):
        self.ended = "aborted"

    def get_extra_info(self, name, default=None):
        return {"peername": ("127.0.0.1", 22)}.get(name, default)


def told(story):
    async def opened():
        loop, below = asyncio.get_running_loop(), Below()
        options = asyncssh.SSHClientConnectionOptions(
            config=None, known_hosts=None, client_keys=None, agent_path=None
        )
        options.waiter = loop.create_future()
        connection = Gathering(loop, options, wait="auth")
        connection.connection_made(below)
        await story(connection, below)
        connection.abort()
        await asyncio.sleep(0)
        options.waiter.cancel()
        return below

    return asyncio.run(opened())


def test_a_greeting_and_a_key_offer_leave_together():
    async def story(_connection, below):
        assert below.sent == []
        await asyncio.sleep(0)
        assert len(below.sent) == 1
        assert below.sent[0].startswith(b"SSH-2.0-")

    assert told(story).ended == "aborted"


@pytest.mark.parametrize(("end", "sent"), [("close", 1), ("abort", 0)])
def test_a_close_sends_what_is_left_and_an_abort_does_not(end, sent):
    async def story(connection, below):
        transport = connection._transport  # noqa: SLF001 (asyncssh keeps it for itself)
        getattr(transport, end)()
        await asyncio.sleep(0)
        assert len(below.sent) == sent
        assert below.ended == {"close": "closed", "abort": "aborted"}[end]

    told(story)


@pytest.mark.parametrize(("cipher", "is_hidden"), [("aes128-cbc", True), ("aes128-ctr", False)])
def test_a_packet_to_be_ignored_goes_before_others_where_it_hides_something(cipher, is_hidden):
    assert bool(asyncio.run(ignored(cipher))) is is_hidden


async def ignored(cipher):
    """How many packets to be ignored a server hears in one login, and in a question behind it."""

    class Server(asyncssh.SSHServer):
        def connection_made(self, conn):
            counting = {MSG_IGNORE: lambda *_: heard.append(1) or True}
            # asyncssh tells nobody of them: each type of packet has its place in this table.
            conn._packet_handlers = {**conn._packet_handlers, **counting}  # noqa: SLF001 (see above)

        def begin_auth(self, _username):
            return False

    heard = []
    key = asyncssh.generate_private_key("ssh-ed25519")
    listener = await asyncssh.listen(
        "127.0.0.1", 0, server_factory=Server, server_host_keys=[key], gss_host=None,
        encryption_algs=cipher, process_factory=lambda process: process.exit(0),
    )  # fmt: skip
    options = asyncssh.SSHClientConnectionOptions(
        config=None, known_hosts=None, client_keys=None, agent_path=None,
        username="netops", encryption_algs=cipher,
    )  # fmt: skip
    loop = asyncio.get_running_loop()
    options.waiter = loop.create_future()
    _, connection = await loop.create_connection(
        lambda: Gathering(loop, options, wait="auth"), "127.0.0.1", listener.get_port()
    )
    await options.waiter
    await connection.run("show version")
    connection.close()
    await connection.wait_closed()
    listener.close()
    await listener.wait_closed()
    return sum(heard)
