"""NETCONF from a stranger: framing, hostile XML, refusals.

No device of the lab breaks NETCONF itself, so the streams of these tests are scripts.
"""

import asyncio
from xml.etree import ElementTree as ET

import pytest

from netops.drivers.reading import framing
from netops.drivers.reading.framing import Framing, text_of, tree
from netops.drivers.reading.netconf import Netconf
from netops.errors import Cause, DeviceError

HELLO = "<hello><capabilities><capability>{}</capability></capabilities></hello>]]>]]>"
OLD = HELLO.format("urn:ietf:params:netconf:base:1.0").encode()
DENIED = (
    "<rpc-error><error-tag>access-denied</error-tag><error-severity>error</error-severity>"
    "<error-message>no '$9$labSecret' for you</error-message></rpc-error>"
)
NEW = HELLO.format("urn:ietf:params:netconf:base:1.1").encode()


class Sent:
    """A writer that remembers."""

    def __init__(self) -> None:
        self.heard = b""

    def write(self, data: bytes) -> None:
        self.heard += data


def asked(*received: bytes, patience: float = 5) -> tuple[ET.Element, bytes]:
    """The reply to one operation, and all that was sent."""

    async def session() -> tuple[ET.Element, bytes]:
        reader, sent = asyncio.StreamReader(), Sent()
        for part in received:
            reader.feed_data(part)
        if patience == 5:
            reader.feed_eof()
        session = Netconf(sent, reader, patience=patience)
        await session.greet()
        return await session.ask("<get/>"), sent.heard

    return asyncio.run(session())


def refused(*received: bytes, **options) -> DeviceError:
    with pytest.raises(DeviceError) as failure:
        asked(*received, **options)
    return failure.value


def reply(inner: str, number: int = 1) -> bytes:
    return f'<rpc-reply message-id="{number}">{inner}</rpc-reply>'.encode()


def chunked(message: bytes, size: int) -> bytes:
    parts = [message[at : at + size] for at in range(0, len(message), size)]
    return b"".join(b"\n#%d\n%b" % (len(part), part) for part in parts) + b"\n##\n"


def test_an_old_device_is_asked_and_read_with_end_marks() -> None:
    found, sent = asked(b"<!-- hello -->\n" + OLD, reply("<a>1</a>") + b"]]>]]>")
    assert text_of(found, "a") == "1"
    assert sent.count(b"]]>]]>") == 2
    assert b"#" not in sent


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_new_device_is_asked_and_read_in_chunks(size: int) -> None:
    found, sent = asked(NEW, chunked(reply("<a>]]&gt;]]&gt; \n#3\n</a>"), size))
    assert text_of(found, "a") == "]]>]]> \n#3"
    assert sent.endswith(b"\n##\n")


@pytest.mark.parametrize("size", [1, 5, 4096])
def test_an_end_mark_may_come_in_pieces(size: int) -> None:
    whole, found = b"<a/>]]>]]><b/>]]>]]>", []
    stream = Framing()
    for at in range(0, len(whole), size):
        stream.feed(whole[at : at + size])
        while (message := stream.message()) is not None:
            found.append(message)
    assert found == [b"<a/>", b"<b/>"]


def test_a_message_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "LARGEST", 1000)
    error = refused(OLD, b"<rpc-reply>" + b"x" * 2000)
    assert (error.cause, error.reason) == (Cause.NOT_WHOLE, "the device does not stop talking")


@pytest.mark.parametrize("bad", [b"\n#0\n", b"\n#x\n", b"#5\nhello", b"\n#99999999999\n"])
def test_broken_chunks_are_no_reply(bad: bytes) -> None:
    assert refused(NEW, bad + b" " * 20).cause is Cause.NOT_WHOLE


def test_a_reply_that_breaks_off_is_a_lost_session_and_keeps_what_came() -> None:
    error = refused(NEW, b"\n#100\n<rpc-reply>half")
    assert error.cause is Cause.SESSION_LOST
    assert "half" in error.raw


def test_silence_is_a_timeout() -> None:
    assert refused(NEW, patience=0.05).cause is Cause.TIMEOUT


@pytest.mark.parametrize(
    "bomb",
    [
        b'<!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>',
        b'<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<a>&undefined;</a>",
        b"<a><b></a>",
        b"\xff\xfe<\x00a\x00/\x00>\x00",
        b"",
    ],
)
def test_types_entities_and_what_is_no_xml_are_refused(bomb: bytes) -> None:
    with pytest.raises(DeviceError) as failure:
        tree(bomb)
    assert failure.value.cause in {Cause.REFUSED, Cause.NOT_WHOLE}


def test_the_declared_encoding_is_not_believed_and_latin_1_is_read() -> None:
    assert tree(b'<?xml version="1.0" encoding="utf-16"?><a>\xc3\xa9</a>').text == "é"
    assert tree(b"<a>caf\xe9</a>").text == "café"


def test_nesting_without_end_is_read_and_dropped() -> None:
    deep = tree(b"<a>" * 100_000 + b"</a>" * 100_000)
    assert text_of(deep, "b") == ""


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (
            DENIED,
            "access-denied: no '...' for you",
        ),
        ("<commit-results><x:rpc-error xmlns:x='urn:x'/></commit-results>", "no reason"),
    ],
)
def test_a_refusal_is_told_without_what_it_quotes(inner: str, said: str) -> None:
    error = refused(OLD, reply(inner) + b"]]>]]>")
    assert (error.cause, error.reason) == (Cause.REFUSED, said)


def test_a_warning_is_no_refusal() -> None:
    warning = "<rpc-error><error-severity>warning</error-severity></rpc-error><a>1</a>"
    assert text_of(asked(OLD, reply(warning) + b"]]>]]>")[0], "a") == "1"


@pytest.mark.parametrize("other", [reply("", 7), b"<hello/>", b"<rpc-reply/>"])
def test_the_answer_to_another_question_is_none(other: bytes) -> None:
    assert refused(OLD, other + b"]]>]]>").cause is Cause.NOT_WHOLE


def test_what_does_not_say_hello_is_no_netconf() -> None:
    assert refused(b"<html/>]]>]]>").cause is Cause.REFUSED
