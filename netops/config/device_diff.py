"""What the device's own diff must say, if it understood what was approved.

The device's text and our expectation are brought to one normal form: headers, and under them
signed lines, sorted, in one spelling. The two forms are equal exactly when the device means the
plan. Headers stay above their lines so that secrets can be found and masked in the form.

- IOS merge (`show archive config incremental-diffs FILE`): lists the file's lines that the
  running config has not, under their headers; NAPALM puts `+`, and `-` before `no` lines.
- IOS replace (`show archive config differences`): `!Contextual Config Diffs:`, then signed lines
  under unsigned headers; the sign stands before or after the indentation.
- EOS (`show session-config named X diffs`): a unified diff. It often leaves the header out, so
  it is played on the base text and the two configs are compared by meaning.
- FRR has no candidate: it says how it reads the file that will be pushed (`vtysh -m`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from netops.config.drift import differences
from netops.config.grammar import Grammar, grammar
from netops.config.tree import Node, parse
from netops.config.twins import states
from netops.model.change import Mode
from netops.model.config import DriftItem
from netops.platforms.spec import Platform

_NOISE = re.compile(
    r"!|(?:Contextual Config Diffs|List of Commands|No changes were found|ntp clock-period"
    r"|(?:no )?file prompt quiet|end$|exit-)"
)
_SIGNED = re.compile(r"(?P<before> *)(?P<sign>[-+]?)(?P<after> *)(?P<line>\S.*)")
_HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@.*")
UNREADABLE = "! the device's diff does not fit the base\n"


class Entry(NamedTuple):
    """One signed line below its headers."""

    path: tuple[str, ...]
    sign: str
    line: str


def expected(
    base: str, commands: Sequence[str], predicted: str, *, mode: Mode, platform: Platform
) -> str:
    """The normal form of the device diff that this plan must cause."""
    if platform.account == "unified" or (platform.account == "candidate" and mode is Mode.REPLACE):
        return _meaning(base, predicted, platform)
    if mode is Mode.MERGE:
        return _added("\n".join(commands), base, platform)
    old, new = (parse(text, platform).children for text in (base, predicted))
    return _form(_both(old, new, ()), platform)


def normalise(device_diff_text: str, *, mode: Mode, platform: Platform, base: str = "") -> str:
    """The normal form of a diff that a device printed.

    EOS and FRR need `base`, the running config of the moment: without it, or when the diff does not
    fit it, the form is one that equals no expectation.
    """
    if platform.account == "candidate":
        if mode is Mode.MERGE:
            return _added(device_diff_text, base, platform)
        return _meaning(base, device_diff_text, platform)
    lines = device_diff_text.replace("\r\n", "\n").split("\n")
    if platform.account == "unified":
        patched = _patched(base.splitlines(), lines)
        return UNREADABLE if patched is None else _meaning(base, patched, platform)
    return _form(_contextual(lines, mode), platform)


def _form(entries: Iterable[Entry], platform: Platform) -> str:
    known = grammar(platform)
    spelled = {_spelled(entry, known) for entry in entries}
    out: list[str] = []
    above: tuple[str, ...] = ()
    for path, sign, line in sorted(spelled):
        if path != above:
            out.extend(" " * depth + header for depth, header in enumerate(path))
            above = path
        out.append(" " * len(path) + sign + line)
    return "".join(f"{line}\n" for line in out)


def _spelled(entry: Entry, known: Grammar) -> Entry:
    path = tuple(known.normal(header) for header in entry.path)
    return Entry(path, entry.sign, known.normal(entry.line))


def _added(commands: str, base: str, platform: Platform) -> str:
    given, here = (parse(text, platform).children for text in (commands, base))
    return _form(_new(given, here, ()), platform)


# IOS


def _new(given: Iterable[Node], here: Sequence[Node], path: tuple[str, ...]) -> Iterator[Entry]:
    """Lines of a file that the running config has not, compared as IOS does: without case."""
    known = {node.text.lower(): node for node in here}
    for node in given:
        there = known.get(node.text.lower())
        inner = list(_new(node.children, there.children if there else (), (*path, node.text)))
        if inner:
            yield from inner
        elif there is None or there.body != node.body:
            yield from _lines("+", node, path)


def _lines(sign: str, node: Node, path: tuple[str, ...]) -> Iterator[Entry]:
    yield Entry(path, sign, node.text)
    for line in node.body:
        if line.strip():
            yield Entry(path, sign, line.strip())


def _both(old: Sequence[Node], new: Sequence[Node], path: tuple[str, ...]) -> Iterator[Entry]:
    before = {node.text: node for node in old}
    after = {node.text: node for node in new}
    for text, node in after.items():
        there = before.get(text)
        if there is None or there.body != node.body:
            yield from _whole("+", node, path)
        else:
            yield from _both(there.children, node.children, (*path, text))
    for text, node in before.items():
        if text not in after or after[text].body != node.body:
            yield from _whole("-", node, path)


def _whole(sign: str, node: Node, path: tuple[str, ...]) -> Iterator[Entry]:
    yield from _lines(sign, node, path)
    for child in node.children:
        yield from _whole(sign, child, (*path, node.text))


def _contextual(lines: Iterable[str], mode: Mode) -> Iterator[Entry]:
    """Signed lines with their path.

    Of a merge only lines with nothing below count, and all are lines of the file: NAPALM marks
    headers and `no` lines too. Of a replace only signed lines count.
    """
    found = [match for raw in lines if (match := _SIGNED.fullmatch(raw.rstrip()))]
    rows = [
        (len(m["before"] + m["after"]), m["sign"], m["line"])
        for m in found
        if not _NOISE.match(m["line"])
    ]
    path: list[tuple[int, str]] = []
    for at, (depth, sign, line) in enumerate(rows):
        while path and path[-1][0] >= depth:
            path.pop()
        is_header = at + 1 < len(rows) and rows[at + 1][0] > depth
        above = tuple(header for _, header in path)
        if mode is Mode.MERGE and not is_header:
            yield Entry(above, "+", line)
        elif mode is Mode.REPLACE and sign:
            yield Entry(above, sign, line)
        path.append((depth, line))


# EOS


def _meaning(base: str, after: str, platform: Platform) -> str:
    old, new = states(
        grammar(platform), parse(base, platform).children, parse(after, platform).children
    )
    return _form((entry for item in differences(old, new) for entry in _entries(item)), platform)


def _entries(item: DriftItem) -> Iterator[Entry]:
    """`running` is what the device has, `reference` what it will have."""
    if item.running is not None:
        yield Entry(item.section, "-", item.running.text)
    if item.reference is not None:
        yield Entry(item.section, "+", item.reference.text)


def _patched(base: list[str], diff: Sequence[str]) -> str | None:
    """The base with a unified diff played on it; None where the diff does not fit."""
    out: list[str] = []
    done = 0
    for start, hunk in _hunks(diff):
        old = [line[1:].rstrip() for line in hunk if line[:1] in {" ", "-"}]
        at = _where(base, old, start, done)
        if at is None:
            return None
        out += base[done:at]
        out += [line[1:] for line in hunk if line[:1] in {" ", "+"}]
        done = at + len(old)
    return "\n".join((*out, *base[done:]))


def _hunks(diff: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    start, hunk = 0, list[str]()
    for line in diff:
        if found := _HUNK.fullmatch(line):
            if hunk:
                yield start, hunk
            start, hunk = int(found[1]) - 1, []
        elif start >= 0 and line[:1] in {" ", "+", "-"} and line[:3] not in {"---", "+++"}:
            hunk.append(line)
    if hunk:
        yield start, hunk


def _where(base: list[str], old: list[str], start: int, done: int) -> int | None:
    """Where the old lines of a hunk stand, nearest to the number that the device names.

    `show running-config` has head lines that the diff does not count.
    """
    places = range(done, len(base) - len(old) + 1)
    fits = (at for at in places if [line.rstrip() for line in base[at : at + len(old)]] == old)
    return min(fits, key=lambda at: abs(at - start), default=None)
