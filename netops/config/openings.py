"""How long something was open or cut on the way: from which command to which."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    """Something open or cut on the way: after the commands `first` to `last`, counted from 1."""

    what: str
    first: int
    last: int

    def __str__(self) -> str:
        """In the words of a finding.

        >>> str(Opening("access list A is missing", 3, 4))
        'access list A is missing: open for 2 commands, 3 to 4'
        """
        count = self.last - self.first + 1
        if count == 1:
            return f"{self.what}: open for 1 command, after command {self.first}"
        return f"{self.what}: open for {count} commands, {self.first} to {self.last}"


class Openings:
    """The openings of one plan, while it is played."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[int, Callable[[], bool]]] = {}
        self._closed: list[Opening] = []

    def begin(self, number: int, what: str, holds: Callable[[], bool]) -> None:
        """Something is open since this command, for as long as it `holds`."""
        self._open.setdefault(what, (number, holds))

    def look(self, number: int) -> None:
        """What no longer holds after this command was open until the one before it."""
        for what, (first, holds) in tuple(self._open.items()):
            if not holds():
                del self._open[what]
                self._closed.append(Opening(what, first, number - 1))

    def over(self, total: int) -> tuple[Opening, ...]:
        """Every opening; what is still open counts to the last of `total` commands."""
        still = (Opening(what, first, total) for what, (first, _) in self._open.items())
        return (*self._closed, *still)
