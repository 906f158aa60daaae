"""What a device's words are worth: drivers report success on errors that they do not know."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from netops.errors import Cause, DeviceError
from netops.model.change import Answer, Reply
from netops.model.device import Identity
from netops.platforms.spec import Platform

# Bytes of one answer; what says more than that is no config and no log.
LARGEST = 64 * 1024 * 1024
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}")
# `%SYS-5-CONFIG_I: ...` is a log line that crosses the terminal, not an answer.
_LOG_LINE = re.compile(r"%[A-Z][A-Z0-9_]*-\d-[A-Z0-9_]+:")
_COMPLAINT = re.compile(
    r"^[ \t\r]*%.*|^Command rejected:.*|^.*\bRollback aborted\b.*|^.*\bnot a valid config file\b.*"
    r"|^Rollback: error\b.*|^.*\bsuccessfully restored\b.*|^.*Authorization failed.*"
    r"|^.*\bcommands? (?:are|is|was|were) failed to apply\b.*",
    re.IGNORECASE | re.MULTILINE,
)
# JSON can spell half of a pair; no file and no encryption takes it.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_UNSURE = frozenset({Cause.TIMEOUT, Cause.SESSION_LOST, Cause.UNREACHABLE})


def complaints(output: str) -> str:
    """Every error text in a device's output, on one line, "" if there is none.

    What the device quotes from the config is left out: it may be a secret.
    """
    found = (match.strip() for match in _COMPLAINT.findall(output))
    texts = (without_quotes(one) for one in found if not _LOG_LINE.search(one))
    return printable("; ".join(texts))


def without_quotes(said: str) -> str:
    """A device's words without what it quotes from the config."""
    return _QUOTED.sub("'...'", said)


def decoded(received: bytes) -> str:
    """Received bytes as text; where they are no UTF-8 every byte becomes a letter."""
    try:
        return received.decode("utf-8")
    except UnicodeDecodeError:
        return received.decode("latin-1")


def printable(text: str) -> str:
    """A device's words without what a terminal would obey, at most 400 characters."""
    return "".join(mark if mark.isprintable() else "?" for mark in text[:400])


def judged(output: str, *, done: str = "") -> Reply:
    """A claim about one action: rejected on any error text, or when the word `done` is missing."""
    if said := complaints(output):
        return Reply(Answer.REJECTED, said)
    if done and not re.search(done, output):
        return Reply(Answer.REJECTED, "the device did not say that it was done")
    return Reply(Answer.OK)


def unsure(error: DeviceError) -> Reply:
    """A lost session or a timeout leaves the outcome unknown; a refusal is a refusal."""
    answer = Answer.UNKNOWN if error.cause in _UNSURE else Answer.REJECTED
    return Reply(answer, str(error))


def shown(text: str, platform: Platform) -> str:
    """Return a config as shown; raise when an error stands in its place, or its end is missing.

    Where no line says that it ends (`end` is ""), that is left to the proof.
    """
    if not text.isascii() and _LONE_SURROGATE.search(text):
        raise DeviceError(Cause.NOT_WHOLE, "the device sent half a character: it is no text")
    said = text.strip()
    if _refused(text, platform):
        raise DeviceError(Cause.REFUSED, "an error message stands in place of the config", raw=text)
    if not said:
        raise DeviceError(Cause.NOT_WHOLE, "the device shows an empty config", raw=text)
    # Only its last line is split off: a config is long.
    last = said.rpartition("\n")[2].splitlines()[-1]
    if platform.capture.end and not re.fullmatch(platform.capture.end, last.strip()):
        reason = f"the config does not end with '{platform.capture.end}': it was cut short"
        raise DeviceError(Cause.NOT_WHOLE, reason, raw=text)
    return text


def named(replies: Sequence[str], platform: Platform) -> Identity:
    """Who a device says it is in its replies to the commands of `IdentityFacts`.

    Raises `DeviceError` when one was refused, or when the device does not name itself.
    """
    facts, text = platform.capture.identity, "\n".join(replies)
    assert facts is not None  # noqa: S101 (a platform that is read on a terminal has them)
    for command, reply in zip(facts.commands, replies, strict=True):
        if _refused(reply, platform):
            raise DeviceError(Cause.REFUSED, f"the device refuses '{command}'", raw=reply)
    patterns = (facts.hostname, facts.serial, facts.version, facts.model)
    found = [re.search(pattern, text, re.MULTILINE) for pattern in patterns]
    hostname, serial, version, model = (printable(match[1]) if match else "" for match in found)
    if not hostname:
        asked = "' and '".join(facts.commands)
        raise DeviceError(Cause.REFUSED, f"'{asked}' does not name the device", raw=text)
    return Identity(hostname, serial, version, model)


def _refused(text: str, platform: Platform) -> bool:
    """Whether the first line that says something is an error."""
    errors, volatile = map(_any, (platform.capture.errors, platform.capture.volatile))
    lines = (line.strip() for line in text.splitlines())
    said = next((line for line in lines if line and not volatile.fullmatch(line)), "")
    return errors.fullmatch(said) is not None


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def told(lines: Iterable[str], platform: Platform) -> tuple[str, ...]:
    """The log lines that tell of a config change, newest last."""
    event = _any(tuple(_unnamed(form) for form in platform.capture.event))
    found = tuple(line for line in lines if event.fullmatch(line.strip()))
    return found[::-1] if platform.capture.newest_first else found


def _unnamed(pattern: str) -> str:
    """The same pattern without group names, so that several can stand in one."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def checked_label(label: str) -> str:
    """A label becomes part of file and session names; raise `DeviceError` on anything else."""
    if _LABEL.fullmatch(label):
        return f"netops-{label}"
    raise DeviceError(Cause.REFUSED, f"{label!r} cannot be part of a file name on a device")
