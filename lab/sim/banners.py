"""Texts of many lines: banners up to a delimiter (IOS) or a closing line (EOS), certificates."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Banner:
    """A banner as it is typed; `end` is the closing line, empty where a delimiter closes it.

    `mark` is the delimiter with which the configuration shows it.
    """

    key: str
    end: str
    mark: str
    lines: list[str] = field(default_factory=list)
    delimiter: str = ""

    def feed(self, raw: str) -> bool:
        """Take one line; say whether it was the last."""
        if self.end:
            self.lines.append("" if raw.strip() == self.end else raw)
            return raw.strip() == self.end
        text = raw if self.delimiter else self._open(raw)
        text, found, _ = text.partition(self.delimiter)
        self.lines.append(text)
        return bool(found)

    def _open(self, raw: str) -> str:
        self.delimiter = self.mark if raw.startswith(self.mark) else raw[0]
        return raw.removeprefix(self.delimiter)

    @property
    def shown(self) -> str:
        """The banner as the configuration shows it."""
        text = "\n".join(self.lines)
        if self.end:
            return f"{self.key}\n{text}{self.end}"
        mark = self.delimiter if self.mark in text else self.mark
        return f"{self.key} {mark}{text}{mark}"


@dataclass(slots=True)
class Certificate:
    """A certificate as it is typed: lines in hexadecimal up to `quit`, shown as they came."""

    key: str
    lines: list[str] = field(default_factory=list)

    def feed(self, raw: str) -> bool:
        """Take one line; say whether it was the last."""
        self.lines.append(raw)
        return raw.strip() == "quit"

    @property
    def shown(self) -> str:
        """The certificate as the configuration shows it."""
        return "\n".join((self.key, *self.lines))
