"""A limit for work that cannot be asked to hurry: a regex that tries every way to fail."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Impatience(Exception):
    """The time is over."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raise `Impatience` in the body when it takes longer; for the main thread.

    Python's regex engine looks for signals while it searches, so it stops too.
    """
    previous = signal.signal(signal.SIGALRM, _over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _over(_number: int, _frame: FrameType | None) -> None:
    raise Impatience
