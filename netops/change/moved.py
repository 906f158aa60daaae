"""What else is different around a device after a change: two readings of its state, compared.

What was lost is a doubt (see `around`). This is for the record: a session that was reset, a route
by another way, a port at another speed. What moves by itself is left out by the platform's facts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from netops.model.state import NetworkState
from netops.platforms.spec import Platform

# How many differences a sentence names, and how much of a value.
_NAMED, _LONGEST = 5, 40

_ANY = r"""\[(?:'[^']*'|"[^"]*"|\d+)\]"""
_ONE_SIDED = {
    "dictionary_item_added": "is new",
    "iterable_item_added": "is new",
    "dictionary_item_removed": "is gone",
    "iterable_item_removed": "is gone",
}


def moved(before: NetworkState, after: NetworkState, platform: Platform) -> tuple[str, ...]:
    """Each difference between two readings as a sentence, sorted.

    A table that one of them lacks is not compared: the journal keeps none, and very large ones are
    not read.

    >>> from netops.platforms.registry import platform
    >>> one, other = ({"interfaces": {"Ethernet1": {"mtu": mtu}}} for mtu in (1500, 9000))
    >>> moved(NetworkState(tables=one), NetworkState(tables=other), platform("eos"))
    ('interfaces Ethernet1 mtu was 1500 and is 9000',)
    """
    # deepdiff takes as long to load as the rest of a change command, which may not need it.
    from deepdiff import DeepDiff  # noqa: PLC0415

    both = [name for name, table in before.tables.items() if table and after.tables.get(name)]
    found = DeepDiff(
        {name: before.tables[name] for name in both},
        {name: after.tables[name] for name in both},
        view="tree",
        exclude_regex_paths=list(_unwatched(platform)) or None,
        # Two tables with little in common are still told line by line.
        threshold_to_diff_deeper=0,
        # A name is a name, also one that begins with two underscores.
        ignore_private_variables=False,
    )
    return tuple(sorted(_said(found)))


def summary(differences: tuple[str, ...]) -> str:
    """The first few differences and how many more, "" for none."""
    if not differences:
        return ""
    more = f" and {len(differences) - _NAMED} more" if len(differences) > _NAMED else ""
    return f"different around it: {', '.join(differences[:_NAMED])}{more}"


def _said(found: Mapping[str, Iterable[Any]]) -> Iterator[str]:
    for kind, levels in found.items():
        for level in levels:
            place = " ".join(map(str, level.path(output_format="list")))
            said = f"was {_short(level.t1)} and is {_short(level.t2)}"
            yield f"{place} {_ONE_SIDED.get(kind, said)}"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


@lru_cache(maxsize=32)
def _unwatched(platform: Platform) -> tuple[re.Pattern[str], ...]:
    """The platform's places as deepdiff writes them: `root['bgp']['default']['asn']`."""
    return tuple(
        re.compile("^root" + "".join(_ANY if w == "*" else rf"\['{re.escape(w)}'\]" for w in words))
        for words in (place.split(" ") for place in platform.unwatched)
    )
