"""Small random changes of a config, such as people make: each of them changes its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mutations.lines import Line, sections
from mutations.vocabulary import kind, names, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from mutations.vocabulary import Place, Vocabulary

    Change = Callable[[list[Line], Vocabulary, Random], bool]

_TRIES = 20


def mutated(lines: list[Line], vocabulary: Vocabulary, rng: Random, *, times: int) -> list[Line]:
    """A copy of a config after so many changes."""
    changed = [line.clone() for line in lines]
    done = 0
    for _ in range(_TRIES * times):
        change = rng.choices(list(_CHANGES), weights=list(_CHANGES.values()))[0]
        done += change(changed, vocabulary, rng)
        if done == times:
            break
    return changed


def part(lines: list[Line], rng: Random) -> list[Line]:
    """A smaller config: some of the lines at the top, and the sections that these name."""
    if rng.random() < 0.25:
        return lines
    share = rng.choice((0.1, 0.3, 0.6))
    kept = {at for at in range(len(lines)) if rng.random() < share}
    known = 0
    while known < len(kept):
        known = len(kept)
        named = _named(lines[at] for at in kept)
        kept |= {at for at, line in enumerate(lines) if line.children and named & set(line.words)}
    return [lines[at] for at in sorted(kept)] or lines


def _named(lines: Iterable[Line]) -> set[str]:
    return {word for _, line in places(lines) for word in line.words if not word.islower()}


def _spot(lines: list[Line], rng: Random) -> tuple[Place, list[Line], int]:
    """Some line: the kinds of the sections it is in, the lines beside it, and which it is."""
    place: Place = ()
    while True:
        at = rng.randrange(len(lines))
        line = lines[at]
        if not line.children or rng.random() < 0.25:
            return place, lines, at
        place, lines = (*place, kind(line.text)), line.children


def _drop(lines: list[Line], _: Vocabulary, rng: Random) -> bool:
    """A line or a section goes."""
    _, beside, at = _spot(lines, rng)
    if len(lines) == 1 and beside is lines:
        return False
    del beside[at]
    return True


def _reword(lines: list[Line], vocabulary: Vocabulary, rng: Random) -> bool:
    """A value is another."""
    place, beside, at = _spot(lines, rng)
    text = vocabulary.reworded(place, beside[at], rng)
    if text is None or text == beside[at].text:
        return False
    beside[at].text = text
    return True


def _copy(lines: list[Line], vocabulary: Vocabulary, rng: Random) -> bool:
    """A line or section comes twice, the second time with another value."""
    place, beside, at = _spot(lines, rng)
    twin = beside[at].clone()
    text = vocabulary.reworded(place, twin, rng)
    if text is None or text in {line.text for line in beside}:
        return False
    twin.text = text
    beside.insert(rng.choice((at, at + 1, len(beside))), twin)
    return True


def _swap(lines: list[Line], _: Vocabulary, rng: Random) -> bool:
    """Two lines change places."""
    _, beside, at = _spot(lines, rng)
    if at + 1 == len(beside):
        return False
    beside[at], beside[at + 1] = beside[at + 1], beside[at]
    return True


def _graft(lines: list[Line], vocabulary: Vocabulary, rng: Random) -> bool:
    """A line or section of another config comes in."""
    place, beside, _ = _spot(lines, rng)
    new = vocabulary.line(place, rng)
    if new is None or new.text in {line.text for line in beside}:
        return False
    beside.insert(rng.randrange(len(beside) + 1), new)
    return True


def _negate(lines: list[Line], _: Vocabulary, rng: Random) -> bool:
    """A setting is switched off or on."""
    _, beside, at = _spot(lines, rng)
    line = beside[at]
    off = "inactive: " if line.close == "}" or line.text.endswith(";") else "no "
    if off == "no " and (line.children or line.body):
        return False
    is_off = line.text.startswith(off)
    line.text = line.text.removeprefix(off) if is_off else off + line.text
    return True


def _rename(lines: list[Line], _: Vocabulary, rng: Random) -> bool:
    """A list or map has another name, where it is defined and where it is used."""
    found = names(lines)
    if not found:
        return False
    old = rng.choice(found)
    for _, line in places(lines):
        line.text = " ".join(f"{old}-NEW" if word == old else word for word in line.words)
    return True


def _shuffle(lines: list[Line], _: Vocabulary, rng: Random) -> bool:
    """The lines of a section stand in another order."""
    below = [beside for above, beside in sections(lines) if above is not None and len(beside) > 1]
    if not below:
        return False
    rng.shuffle(rng.choice(below))
    return True


_CHANGES: dict[Change, int] = {
    _drop: 6,
    _reword: 8,
    _copy: 4,
    _graft: 5,
    _swap: 3,
    _negate: 2,
    _rename: 1,
    _shuffle: 1,
}
