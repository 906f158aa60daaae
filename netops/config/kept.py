"""Answers that are kept, since the same lines are asked about again and again."""

from collections.abc import Callable
from typing import TypeVar

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")

# As many as one very long config has lines, or some hundred usual ones have different lines.
_MOST = 250_000


class Kept(dict[_Asked, _Answer]):
    """What a function answers, asked once for each key; all is forgotten when it is too much.

    >>> lengths = Kept(len)
    >>> lengths["mtu 1500"], lengths["mtu 1500"], len(lengths)
    (8, 8, 1)
    """

    __slots__ = ("_ask", "_most")

    def __init__(self, ask: Callable[[_Asked], _Answer], most: int = _MOST) -> None:
        super().__init__()
        self._ask, self._most = ask, most

    def __missing__(self, key: _Asked) -> _Answer:
        if len(self) >= self._most:
            self.clear()
        answer = self[key] = self._ask(key)
        return answer
