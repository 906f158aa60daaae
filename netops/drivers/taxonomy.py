"""What went wrong, in our words, whatever the library called it.

Netmiko calls a wrong host key a timeout and a slow AAA server a wrong password; pyeapi calls
everything a connection error. The chain of causes below their exceptions knows better. Reasons
never repeat a library's text: it can quote config lines, and those can hold secrets.
"""

import http.client
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import gaierror

import napalm.base.exceptions as napalm_errors
import paramiko
import pyeapi.eapilib as eapi
from netmiko import NetmikoTimeoutException, ReadException

from netops.errors import Cause, DeviceError

_Rule = tuple[Callable[[BaseException], bool], Cause, str]
# What NAPALM says by itself, without quoting the device.
_NAPALM_SAYS = (
    "Insufficient space available on remote device",
    "SCP file transfers are not enabled. Configure 'ip scp server enable' on the device.",
    "File transfer to remote device failed",
)
_COMMAND_NUMBER = re.compile(r"CLI command (\d+) of (\d+) .* failed: ([a-z ]+)", re.DOTALL)


def device_error(error: BaseException, *, opening: bool = False) -> DeviceError:
    """Turn any exception of a driver into ours; `opening` says no session stood yet."""
    chain = tuple(_chain(error))
    for link in chain:
        if isinstance(link, DeviceError):
            return link
    for applies, cause, reason in _RULES:
        for link in chain:
            if applies(link):
                return DeviceError(_early(cause, opening=opening), reason.format(_detail(link)))
    kind = type(error).__name__
    return DeviceError(Cause.REFUSED, f"the device gave an answer that cannot be read ({kind})")


@contextmanager
def in_our_words() -> Iterator[None]:
    """Whatever is raised inside becomes a `DeviceError`."""
    try:
        yield
    except DeviceError:
        raise
    except Exception as error:
        raise device_error(error) from error


def numbered(said: str) -> str:
    """What eAPI says of a failed command: its number and the kind of error.

    The command itself may be a config line, and that may hold a secret.
    """
    found = _COMMAND_NUMBER.search(said)
    return f"command {found[1]} of {found[2]}: {found[3].strip()}" if found else "no reason"


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def _early(cause: Cause, *, opening: bool) -> Cause:
    """Before the first answer, silence and a broken connection both mean: not reached."""
    return Cause.UNREACHABLE if opening and cause is Cause.TIMEOUT else cause


def _detail(error: BaseException) -> str:
    if isinstance(error, eapi.CommandError):
        return numbered(str(error.error_text))
    if said := next((words for words in _NAPALM_SAYS if words in str(error)), ""):
        return said
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return type(error).__name__


def _says(kind: type[BaseException], *words: str) -> Callable[[BaseException], bool]:
    def applies(error: BaseException) -> bool:
        return isinstance(error, kind) and any(word in str(error) for word in words)

    return applies


def _is(*kinds: type[BaseException]) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, kinds)


# The first rule that fits any exception of the chain decides.
_RULES: tuple[_Rule, ...] = (
    (
        _is(paramiko.BadHostKeyException, ssl.SSLCertVerificationError),
        Cause.HOST_KEY,
        "it is not the key that was pinned",
    ),
    (
        _says(paramiko.SSHException, "not found in known_hosts"),
        Cause.HOST_KEY,
        "no pinned key fits",
    ),
    (
        _says(paramiko.AuthenticationException, "timeout", "Timeout"),
        Cause.AUTH_TIMEOUT,
        "the device did not answer the login in time",
    ),
    (
        _is(paramiko.AuthenticationException),
        Cause.AUTHENTICATION,
        "the device refused user name or password",
    ),
    (
        _says(eapi.ConnectionError, "Unauthorized", "401"),
        Cause.AUTHENTICATION,
        "the device refused user name or password",
    ),
    (_is(ssl.SSLError), Cause.NOT_SSH, "no TLS server answers at this port"),
    (
        _is(paramiko.ssh_exception.IncompatiblePeer),
        Cause.NOT_SSH,
        "the device offers no SSH algorithm that is still trusted",
    ),
    (_says(paramiko.SSHException, "banner"), Cause.NOT_SSH, "no SSH server answers at this port"),
    (
        _says(ValueError, "enable mode"),
        Cause.REFUSED,
        "the login does not reach enable mode; give it privilege level 15",
    ),
    (_is(ConnectionRefusedError), Cause.UNREACHABLE, "the port is closed"),
    (_is(gaierror), Cause.UNREACHABLE, "the name has no address"),
    (_is(eapi.CommandError), Cause.REFUSED, "{}"),
    (
        _is(
            napalm_errors.CommandErrorException,
            napalm_errors.ReplaceConfigException,
            napalm_errors.MergeConfigException,
            napalm_errors.CommitConfirmException,
            napalm_errors.UnsupportedVersion,
        ),
        Cause.REFUSED,
        "the device did not take it: {}",
    ),
    (
        _is(ConnectionResetError, BrokenPipeError, EOFError, http.client.HTTPException),
        Cause.SESSION_LOST,
        "the connection broke",
    ),
    (_is(TimeoutError), Cause.TIMEOUT, "no answer in time"),
    (_is(OSError), Cause.UNREACHABLE, "{}"),
    (_is(paramiko.SSHException), Cause.SESSION_LOST, "the connection broke"),
    (_is(NetmikoTimeoutException, ReadException), Cause.TIMEOUT, "no answer in time"),
    (_says(eapi.ConnectionError, ""), Cause.SESSION_LOST, "the answer was no eAPI answer"),
)
