"""The files of a device."""

from __future__ import annotations

from lab.sim.grammar import Refused


class Flash(dict[str, bytes]):
    """Contents by name; while it is full, nothing can grow."""

    is_full = False

    def __setitem__(self, name: str, data: bytes) -> None:
        """Write a file; raise Refused if there is no room for it."""
        if self.is_full and len(data) > len(self.get(name, b"")):
            # From memory.
            raise Refused(f"Error writing {name} (No space left on device)")
        super().__setitem__(name, data)

    def free(self, size: int) -> int:
        """Bytes left of a flash of this size."""
        return 0 if self.is_full else size - sum(map(len, self.values()))
