"""Banners: lines of any text up to a delimiter (IOS) or to a line of its own (EOS)."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN_DELIMITER = "^C"


@dataclass(slots=True)
class Banner:
    """A banner as it is typed; `end` is the closing line, empty where a delimiter closes it."""

    key: str
    end: str
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
        is_usual = raw.startswith(_SHOWN_DELIMITER)
        self.delimiter = _SHOWN_DELIMITER if is_usual else raw[0]
        return raw.removeprefix(self.delimiter)

    @property
    def shown(self) -> str:
        """The banner as the configuration shows it."""
        text = "\n".join(self.lines)
        if self.end:
            return f"{self.key}\n{text}{self.end}"
        return f"{self.key} {_SHOWN_DELIMITER}{text}{_SHOWN_DELIMITER}"
