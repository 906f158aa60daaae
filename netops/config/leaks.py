"""The second look: what still looks like a secret in a text whose secrets are masked.

It knows no platform's grammar, only how secrets look: keywords with a value, password hashes,
private keys, long random words. What it finds is blocked, never shown.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise, takewhile

from netops.config.listing import LONG_WORD, listing
from netops.config.redact import DIGEST, REFERENCE
from netops.config.spots import LEAD, Marked, marked
from netops.model.config import Line
from netops.platforms.spec import Platform

PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_CRYPT = re.compile(r"\$(?:[0-9]|sha512|[0-9a-z]{1,6})\$\S{8,}")
# In place of a digest, and of another word that hides a value: no decoded text holds either.
_DIGEST, _HIDDEN = "\udc00", "\udc01"
_KEYWORD = re.compile(
    r"(?i)(?<![\w-])(?:(?:[a-z]+-)?(?:password|passwd|passphrase|secret)|psk|pre-shared-key"
    r"|shared-key|key-(?:octet-)?string|server-key|auth-key|authentication-key|community|cak|pmk"
    r"|message-digest-key \d+)[ =:]+(?:(?:[0-9]|8a|sha512|md5) +)*+\"?+"
    rf"[^\s\"{{;\]{_DIGEST}{_HIDDEN}]"
)
_TOKEN = re.compile(rf"[A-Za-z0-9+/=_-]{{{LONG_WORD},}}")
# Words that everybody may know: URLs, prose to the end of its line, and what stands at most two
# words behind a name for it.
_SHOWN = re.compile(r"://\S*|(?<![\w-])(?:description|subject-name) .*")
_PUBLIC = re.compile(
    r"(?:ssh-(?:rsa|dss|ed25519)|ecdsa-|key-hash|fingerprint|engineid|engineID|certificate|verify /"
    r"|lineage|image|serial|checksum)\S*(?:\s+\S+){0,2}\s+\"?$"
)
_NEAR = 200
_MIXED = 3


def leaks(masked: str, platform: Platform, harmless: Iterable[str] = ()) -> tuple[Line, ...]:
    """Lines of a masked text that still look like they hold a secret, cut for reading.

    A line that is known to be harmless and public text (certificates) do not count: `harmless`
    are regexes that match somewhere in such a line, or in one without its indentation and the sign
    of a diff, for what `Platform.plain` does not know.
    """
    lines = masked.split("\n")
    # A digest is ours; any other mask is believed where a rule takes it for a secret.
    given = listing(REFERENCE.sub(_HIDDEN, DIGEST.sub(_DIGEST, masked)), platform)
    allowed = tuple(harmless)
    return tuple(
        Line(line.number, _shape(line.text))
        for line in marked(given)
        if line.number in given.shady
        and looks_secret(line, lines[line.number - 1], platform, allowed)
    )


def looks_secret(
    line: Marked, masked: str, platform: Platform, harmless: tuple[str, ...] = ()
) -> bool:
    """Whether a line, which shows as `masked`, still looks like it holds a secret."""
    row = line.row
    if row.opaque and row.opaque.public:
        return False
    is_text = row.opaque is not None or row.is_comment
    if not _random(masked) and (is_text or not _named(line, masked, platform)):
        return False
    # What a line begins with does not show behind the sign of a diff, or a `no`.
    ways = (masked, LEAD.sub("", masked, count=1)) if harmless else ()
    # Nobody may wave a private key through.
    return PRIVATE_KEY.search(masked) is not None or not any(
        re.search(pattern, way) for pattern in harmless for way in ways
    )


def _random(masked: str) -> bool:
    """Whether something in a line looks like a key or a hash, whatever stands around it."""
    bare = REFERENCE.sub("", masked) if "<" in masked else masked
    if "$" in bare and _CRYPT.search(bare):
        return True
    if len(bare) < LONG_WORD:
        return False
    return ("-----" in bare and PRIVATE_KEY.search(bare) is not None) or _random_word(bare)


def _named(line: Marked, masked: str, platform: Platform) -> bool:
    """Whether a value stands behind a word for secrets, in a line not known to be harmless."""
    text = line.text
    for spot in reversed(line.spots):
        text = text[: spot.start] + _DIGEST + text[spot.end :]
    # A word that only looks like a mask hides itself and no more: the device may have written it.
    *before, rest = REFERENCE.sub(_HIDDEN, text).split(_DIGEST)
    # Before each secret stands the keyword that it was found by, and no other.
    others = any(len(_KEYWORD.findall(f"{gap}x")) > 1 for gap in before)
    if not others and not _KEYWORD.search(rest):
        return False
    bare = REFERENCE.sub("", masked)
    return not _plain(platform).match(LEAD.sub("", bare, count=1))


@lru_cache(maxsize=32)
def _plain(platform: Platform) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in platform.plain) or r"(?!)")


def _random_word(text: str) -> bool:
    """A long word of mixed kinds of characters, where no public value is expected."""
    text = _SHOWN.sub("", text)
    return any(
        _kinds(word[0]) >= _MIXED
        and not _PUBLIC.search(text[max(0, word.start() - _NEAR) : word.start()])
        for word in _TOKEN.finditer(text)
    )


def _kinds(word: str) -> int:
    """How many kinds of characters alternate in a word: a name has few, a key has all."""
    classes = (str.islower, str.isupper, str.isdigit)
    switches = sum(
        a.isalpha() != b.isalpha() or a.islower() != b.islower() for a, b in pairwise(word)
    )
    present = sum(any(is_kind(c) for c in word) for is_kind in classes)
    return present if switches * 4 >= len(word) else 0


def _shape(raw: str) -> str:
    """The keywords that the line begins with, at most two, and nothing that could be a value."""
    words = takewhile(re.compile(r"[a-z][a-z-]*").fullmatch, raw.split()[:2])
    return " ".join((*words, "..."))
