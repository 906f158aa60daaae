"""What every sink does to words: make the invisible visible, and ages readable."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from netops.model.config import ConfigKind

# Control characters, and those that turn the direction of text around or hide in it.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~<>&$@-])")
_CLAIMS = re.compile(r"(?i)\b(https?|ftp|www)(?=[:.])")


def visible(text: str) -> str:
    r"""Show control and bidirectional characters as escapes (`\x1b`); keep tab and newline."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def age(then: datetime | None, now: datetime) -> str:
    """How long ago, in the one unit that a reader needs: `now`, `5 min`, `26 h`, `12 d`."""
    if then is None:
        return "never"
    if _is_to_come(then, now):
        return "dated in the future"
    seconds = int((now - then).total_seconds())
    # A nightly run that failed once is 26 hours ago, not one day: hours count up to two days.
    for unit, size, least in (("d", 86400, 172800), ("h", 3600, 3600), ("min", 60, 60)):
        if seconds >= least:
            return f"{seconds // size} {unit}"
    return "now"


def last_verified(then: datetime | None, now: datetime) -> str:
    """`last verified 26 h ago`, `last verified just now`, `never verified`."""
    if then is None:
        return "never verified"
    if _is_to_come(then, now):
        return f"last verified {then:%Y-%m-%d}, says a clock that was wrong"
    ago = age(then, now)
    return "last verified just now" if ago == "now" else f"last verified {ago} ago"


def _is_to_come(then: datetime, now: datetime) -> bool:
    """Whether no good clock can have said `then`; two may be some minutes apart."""
    return then - now > timedelta(minutes=5)


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 device`, `3 devices`; `plural` where an s is not enough."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def lack(kind: ConfigKind) -> str:
    """What a device has not that could not be compared: `no intended config`."""
    return "no stored config" if kind is ConfigKind.RUNNING else f"no {kind} config"


def some(names: Sequence[str], most: int = 20) -> str:
    """Names as far as a screen takes them: `a, b and 98 more`."""
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{rest}"


def plain(text: str) -> str:
    """Text for Markdown that stays text: no markup, no link, no HTML, one line."""
    shown = visible(" ".join(text.split("\n")))
    return _CLAIMS.sub(lambda found: f"{found[0]}\u200b", _MARKDOWN.sub(r"\\\1", shown))


def code(text: str) -> str:
    """Text as a Markdown code span that its own backticks cannot close; safe in a table."""
    shown = visible(" ".join(text.split("\n"))).replace("|", "\\|")
    ticks = "`" * (max((len(run) for run in re.findall(r"`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def block(text: str, language: str = "") -> str:
    """Text as a fenced Markdown block with a fence longer than any in it."""
    shown = visible(text).rstrip("\n")
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", shown)), 3)
    return f"{ticks}{language}\n{shown}\n{ticks}"
