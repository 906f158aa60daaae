"""A terminal, spoken to without a device: what is sent, and what a device's words are worth."""

import re

import pytest

from netops.drivers.reading import dialogue as dialogues
from netops.drivers.reading.dialogue import Terminal
from netops.errors import Cause, DeviceError

PROMPT = b"r1#"


class Device:
    """Echoes what is typed and answers with canned replies, in pieces of any size."""

    def __init__(self, replies, *, motd=b"\r\nhello\r\n", prompt=PROMPT, piece=7):
        self.replies = replies
        self.said = bytearray(motd + prompt)
        self.prompt, self.piece = prompt, piece
        self.typed = []

    def take(self, sent):
        for line in sent.decode().splitlines():
            self.typed.append(line)
            reply = self.replies.get(line, b"")
            self.said += line.encode() + b"\r\n" + reply + self.prompt

    def say(self):
        piece = bytes(self.said[: self.piece])
        del self.said[: self.piece]
        return piece or None


def play(dialogue, device):
    try:
        device.take(next(dialogue))
        while True:
            device.take(dialogue.send(device.say()))
    except StopIteration as end:
        return end.value


def prepared(device, commands=("terminal length 0",)):
    terminal = Terminal()
    play(terminal.prepare(commands), device)
    return terminal


@pytest.mark.parametrize("piece", [1, 7, 400, 65536])
@pytest.mark.parametrize("prompt", [b"r1#", b"RP/0/RP0/CPU0:xr1#", b"nx1# ", b"a#b>"])
def test_a_reply_is_what_stands_between_the_echo_and_the_prompt(piece, prompt):
    device = Device({"show version": b"line one\r\nline two\r\n"}, piece=piece, prompt=prompt)
    terminal = prepared(device, ("terminal length 0", "terminal width 0"))
    assert play(terminal.ask("show version"), device) == "line one\nline two\n"
    assert play(terminal.show("show version"), device) == "line one\nline two\n"
    assert [line for line in device.typed if not line.startswith("!")] == [
        "terminal length 0", "terminal width 0", "show version", "show version",
    ]  # fmt: skip


@pytest.mark.parametrize("piece", [1, 5, 65536])
@pytest.mark.parametrize("line", [b"r1#", b"r1# ", b"r1>", b"evil#", b"r1#!0123456789ab\r\nr1#"])
def test_a_line_of_a_config_that_is_the_prompt_to_the_letter_does_not_end_it(line, piece):
    config = b"banner motd ^C\r\n" + line + b"\r\n^C\r\nhostname r1\r\nend\r\n"
    device = Device({"show running-config": config}, piece=piece)
    terminal = prepared(device)
    assert play(terminal.show("show running-config"), device) == config.decode().replace("\r", "")


@pytest.mark.parametrize("motd", [b"r9#", b"\r\nr9#\r\n", b"welcome to\r\nother> \r\n"])
def test_a_prompt_in_the_message_of_the_day_is_not_learned(motd):
    device = Device({"show version": b"r1 uptime is 1 day\r\n"}, motd=motd + b"\r\n")
    terminal = prepared(device)
    assert play(terminal.ask("show version"), device) == "r1 uptime is 1 day\n"


def failure(dialogue, device):
    with pytest.raises(DeviceError) as found:
        play(dialogue, device)
    return found.value


def test_a_pager_that_stays_on_is_named_with_what_the_device_said_of_it():
    refusal = b"% Authorization failed.\r\n"
    page = b"".join(b"line\r\n" for _ in range(23)) + b" --More-- "
    device = Device({"terminal length 0": refusal})
    terminal = prepared(device)
    device.prompt, device.replies = b"", {"show running-config": page}
    error = failure(terminal.show("show running-config"), device)
    assert error.cause is Cause.NOT_WHOLE
    assert "pager is on; 'terminal length 0' was refused: % Authorization failed." in error.reason
    assert error.raw.endswith(" --More-- ")


def test_a_silent_device_is_a_timeout():
    device = Device({"show version": b"half of\r\n"})
    terminal = prepared(device)
    device.prompt = b""
    error = failure(terminal.show("show version"), device)
    assert error.cause is Cause.TIMEOUT
    assert "half of" in error.raw


def test_a_session_that_ends_in_a_reply_is_lost_with_what_came():
    device = Device({"show version": b"half of\r\n"})
    terminal = prepared(device)
    device.prompt, say = b"", device.say
    device.say = lambda: say() or b""
    error = failure(terminal.show("show version"), device)
    assert error.cause is Cause.SESSION_LOST
    assert "half of" in error.raw


def test_a_device_that_changes_its_name_in_a_reply_is_not_believed():
    device = Device({"show running-config": b"hostname r1\r\nr1#\r\nend\r\n"}, piece=1)
    terminal = prepared(device)
    device.prompt = b"r2#"
    assert failure(terminal.show("show running-config"), device).cause is Cause.TIMEOUT


def test_output_without_end_is_cut(monkeypatch):
    monkeypatch.setattr(dialogues, "LARGEST", 1000)
    device = Device({"show version": b"x" * 2000})
    terminal = prepared(device)
    error = failure(terminal.show("show version"), device)
    assert error.cause is Cause.NOT_WHOLE
    assert "does not stop" in error.reason


def test_a_reply_to_another_command_is_not_believed():
    device = Device({})
    terminal = prepared(device)
    device.take(b"show clock\n")
    error = failure(terminal.ask("show version"), device)
    assert error.cause is Cause.NOT_WHOLE
    assert "did not echo" in error.reason


def chained(dialogue, device):
    """The rest of a dialogue that has begun."""
    sent = dialogue.send(device.say())
    while True:
        heard = yield sent
        try:
            sent = dialogue.send(heard)
        except StopIteration as end:
            return end.value


def test_questions_are_answered_and_the_prompt_may_change():
    device = Device({"write": b"Really? [confirm]"})
    terminal = prepared(device)
    device.prompt = b""
    dialogue = terminal.act("write", {rb"\[confirm\]": "y"})
    sent = next(dialogue)
    while sent != b"y\n":
        device.take(sent)
        sent = dialogue.send(device.say())
    device.prompt = b"r2#"
    device.replies = {"y": b"[OK]\r\n"}
    device.take(sent)
    assert play(chained(dialogue, device), device) == "Really? [confirm]y\n[OK]\n"
    assert play(terminal.ask("show clock"), device) == ""


def test_every_proof_is_another_one():
    device = Device({})
    terminal = prepared(device)
    for _ in range(3):
        play(terminal.show("show clock"), device)
    marks = [line for line in device.typed if line.startswith("!")]
    assert len(set(marks)) == len(marks) == 4
    assert all(re.fullmatch(r"![0-9a-f]{12}", mark) for mark in marks)
