"""Secrets out of a text, and the second look that blocks what still looks like one.

A digest is HMAC-SHA256 of the secret's value, cut to 16 hex digits: the same password shows as
the same digest, and nobody can try words without the key. Type 7 passwords are decoded first
(they are an encoding, not encryption), so a new salt alone does not show.
"""

import hmac
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise, takewhile

from netops.config.tree import Row, rows
from netops.model.config import Line
from netops.platforms.spec import Platform, Secret

_TYPE7 = "dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
_LEAD = re.compile(r"\s*(?:[-+]\s*)?(?:(?:no|default) +)?")
_MASKED = re.compile(r"<(?:secret|env):[^>\s]*>")
_PEM = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_CRYPT = re.compile(r"\$(?:[0-9]|sha512|[0-9a-z]{1,6})\$\S{8,}")
_KEYWORD = re.compile(
    r"(?i)(?<![\w-])(?:password|passwd|passphrase|secret|psk|pre-shared-key|shared-key|key-string"
    r"|shared-secret|server-key|auth-key|authentication-key|community|cak|pmk)"
    r"[ =:]+(?:(?:[0-9]|8a|sha512|md5) +)?(?P<value>[^\s\"]\S*)"
)
_TOKEN = re.compile(r"[A-Za-z0-9+/=_-]{24,}")
_PUBLIC = re.compile(
    r"ssh-(?:rsa|dss|ed25519)|ecdsa-|key-hash|fingerprint|engineid|engineID|certificate|verify /"
    r"|localized [0-9a-f]+ auth <|lineage|image|description|serial|checksum|subject-name|://"
)
_MIXED = 3


def redact(text: str, platform: Platform, key: bytes) -> str:
    """Replace every secret by its digest and keep all else, line by line; idempotent.

    Also for diffs and lists of commands.
    """
    given = tuple(rows(text, platform))
    shown = mask(given, platform, key)
    lines: list[str] = []
    for row in given:
        lines += [""] * (row.number - 1 - len(lines))
        lines += islice(shown, 1 + len(row.body))
    return "".join(f"{line}\n" for line in lines)


def mask(given: Iterable[Row], platform: Platform, key: bytes) -> Iterator[str]:
    """The lines of the rows with their secrets masked."""
    find = _finder(platform.secrets, platform.secret_words)
    parents: list[tuple[int, str]] = []
    for row in given:
        while parents and parents[-1][0] >= row.indent:
            parents.pop()
        if row.opaque or row.is_comment:
            yield _urls(row.raw, key)
            yield from (_urls(line, key) for line in row.body)
        else:
            yield _digested(row.raw, find(row.raw, parents), key)
        if not row.is_comment:
            parents.append((row.indent, _LEAD.sub("", row.raw, count=1)))


def digest(secret: str, key: bytes, *, encoding: str = "") -> str:
    """`<secret:` and 16 hex digits; `encoding` is the type digit before the value, if any."""
    plain = _decode7(secret) if encoding == "7" else None
    value = secret.strip('"') if plain is None else plain
    return f"<secret:{hmac.digest(key, value.encode(), 'sha256').hex()[:16]}>"


def leaks(canonical: str, platform: Platform) -> tuple[Line, ...]:
    """Lines of a canonical text that still look like they hold a secret, masked for reading.

    Keywords with a value, password hashes, private keys, long random words. A line that is known
    to be harmless (`Platform.plain`) and public text (certificates) do not count.
    """
    plain = re.compile("|".join(f"(?:{pattern})" for pattern in platform.plain))
    found = []
    for row in rows(canonical, platform):
        if row.opaque and row.opaque.public:
            continue
        for offset, raw in enumerate((row.raw, *row.body)):
            if _leaks(raw, plain, is_text=bool(row.opaque) or row.is_comment):
                found.append(Line(row.number + offset, _shape(raw)))
    return tuple(found)


def _leaks(raw: str, plain: re.Pattern[str], *, is_text: bool) -> bool:
    text = _MASKED.sub("", raw).strip()
    if _PEM.search(text) or _CRYPT.search(text):
        return True
    if _random_word(text):
        return True
    if is_text or plain.match(_LEAD.sub("", text, count=1)):
        return False
    # Before a digest stands the keyword that it was found by.
    return _KEYWORD.search(_MASKED.split(raw)[-1]) is not None


def _random_word(text: str) -> bool:
    """A long word of mixed kinds of characters, where no public value is expected."""
    if _PUBLIC.search(text):
        return False
    return any(_kinds(word) >= _MIXED for word in _TOKEN.findall(text))


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


def _urls(raw: str, key: bytes) -> str:
    found = re.search(r"[a-z]://[^\s:/@]+:(?P<secret>[^\s@/<]+)@", raw)
    return _digested(raw, (found.span("secret"),), key) if found else raw


def _digested(raw: str, spans: Iterable[tuple[int, int]], key: bytes) -> str:
    for start, end in sorted(spans, reverse=True):
        before = raw[:start].split()
        encoding = before[-1] if before else ""
        trailing = raw[end:].split()
        if raw.lstrip().startswith("ntp authentication-key") and trailing[:1] == ["7"]:
            encoding = "7"
        raw = raw[:start] + digest(raw[start:end], key, encoding=encoding) + raw[end:]
    return raw


def _decode7(text: str) -> str | None:
    """The password behind a Cisco type 7 string, None where it is none."""
    if not re.fullmatch(r"[0-9]{2}(?:[0-9A-Fa-f]{2})+", text):
        return None
    salt, coded = int(text[:2]), bytes.fromhex(text[2:])
    plain = bytes(c ^ ord(_TYPE7[(salt + i) % len(_TYPE7)]) for i, c in enumerate(coded))
    return (
        plain.decode("ascii") if plain.isascii() and plain.decode("ascii").isprintable() else None
    )


_Find = Callable[[str, list[tuple[int, str]]], tuple[tuple[int, int], ...]]


@lru_cache(maxsize=8)
def _finder(secrets: tuple[Secret, ...], words: str) -> _Find:
    hint = re.compile(words)
    compiled = [
        (re.compile(s.pattern), re.compile(s.section) if s.section else None) for s in secrets
    ]

    def find(raw: str, parents: list[tuple[int, str]]) -> tuple[tuple[int, int], ...]:
        if not hint.search(raw):
            return ()
        lead = _LEAD.match(raw)
        start = lead.end() if lead else 0
        spans: list[tuple[int, int]] = []
        for pattern, section in compiled:
            if section and not any(section.match(header) for _, header in parents):
                continue
            found = pattern.match(raw, start)
            if found and not any(
                a < found.end("secret") and found.start("secret") < b for a, b in spans
            ):
                spans.append(found.span("secret"))
        return tuple(spans)

    return find
