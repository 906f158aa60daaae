"""What went wrong, in our words, whatever the library called it.

Netmiko calls a wrong host key a timeout and a slow AAA server a wrong password; pyeapi calls
everything a connection error. The chain of causes below their exceptions knows better. Reasons
never repeat a library's text: it can quote config lines, and those can hold secrets.

Exceptions are known by library and name: who only reads does not wait for NAPALM to be imported.
"""

import http.client
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import gaierror

from netops.errors import Cause, DeviceError

_Test = Callable[[BaseException], bool]
_Rule = tuple[_Test, Cause, str]
# What NAPALM says by itself, without quoting the device.
_NAPALM_SAYS = (
    "Insufficient space available on remote device",
    "SCP file transfers are not enabled. Configure 'ip scp server enable' on the device.",
    "File transfer to remote device failed",
)
_WRONG_LOGIN = "the device refused user name or password"
_NO_ALGORITHM = "the device offers no SSH algorithm that is still trusted"
NO_SSH = "no SSH server answers at this port"
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
    if _of("pyeapi", "CommandError")(error):
        return numbered(str(getattr(error, "error_text", "")))
    if said := next((words for words in _NAPALM_SAYS if words in str(error)), ""):
        return said
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return type(error).__name__


def _says(fits: _Test, *words: str) -> _Test:
    return lambda error: fits(error) and any(word in str(error) for word in words)


def _is(*kinds: type[BaseException]) -> _Test:
    return lambda error: isinstance(error, kinds)


def _of(library: str, *names: str) -> _Test:
    """Exceptions of a library and their descendants."""
    return lambda error: any(
        kind.__name__ in names and kind.__module__.partition(".")[0] == library
        for kind in type(error).__mro__
    )


# The first rule that fits any exception of the chain decides.
_RULES: tuple[_Rule, ...] = (
    (_is(ssl.SSLCertVerificationError), Cause.HOST_KEY, "it is not the key that was pinned"),
    (
        _of("paramiko", "BadHostKeyException"),
        Cause.HOST_KEY,
        "it is not the key that was pinned",
    ),
    (
        _of("asyncssh", "HostKeyNotVerifiable"),
        Cause.HOST_KEY,
        "it is not the key that was pinned",
    ),
    (
        _says(_of("paramiko", "SSHException"), "not found in known_hosts"),
        Cause.HOST_KEY,
        "no pinned key fits",
    ),
    (
        _says(_of("paramiko", "AuthenticationException"), "timeout", "Timeout"),
        Cause.AUTH_TIMEOUT,
        "the device did not answer the login in time",
    ),
    (_of("paramiko", "AuthenticationException"), Cause.AUTHENTICATION, _WRONG_LOGIN),
    (_of("asyncssh", "PermissionDenied"), Cause.AUTHENTICATION, _WRONG_LOGIN),
    (
        _says(_of("pyeapi", "ConnectionError"), "Unauthorized", "401"),
        Cause.AUTHENTICATION,
        _WRONG_LOGIN,
    ),
    (_is(ssl.SSLError), Cause.NOT_SSH, "no TLS server answers at this port"),
    (_of("paramiko", "IncompatiblePeer"), Cause.NOT_SSH, _NO_ALGORITHM),
    (_of("asyncssh", "KeyExchangeFailed"), Cause.NOT_SSH, _NO_ALGORITHM),
    (_says(_of("paramiko", "SSHException"), "banner"), Cause.NOT_SSH, NO_SSH),
    (_of("asyncssh", "ProtocolNotSupported"), Cause.NOT_SSH, NO_SSH),
    (
        _says(_is(ValueError), "enable mode"),
        Cause.REFUSED,
        "the login does not reach enable mode; give it privilege level 15",
    ),
    (_is(ConnectionRefusedError), Cause.UNREACHABLE, "the port is closed"),
    (_is(gaierror), Cause.UNREACHABLE, "the name has no address"),
    # A name that no resolver could be asked for: an empty label, or one that is too long.
    (_says(_is(UnicodeError), "idna"), Cause.UNREACHABLE, "the name has no address"),
    (_of("pyeapi", "CommandError"), Cause.REFUSED, "{}"),
    (
        _of(
            "napalm",
            "CommandErrorException",
            "ReplaceConfigException",
            "MergeConfigException",
            "CommitConfirmException",
            "UnsupportedVersion",
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
    (_of("paramiko", "SSHException"), Cause.SESSION_LOST, "the connection broke"),
    (
        _of("asyncssh", "DisconnectError", "ChannelOpenError"),
        Cause.SESSION_LOST,
        "the connection broke",
    ),
    (
        _of("netmiko", "NetmikoTimeoutException", "ReadException"),
        Cause.TIMEOUT,
        "no answer in time",
    ),
    (_of("pyeapi", "ConnectionError"), Cause.SESSION_LOST, "the answer was no eAPI answer"),
)
