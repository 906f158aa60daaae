"""What route policies name: other policies and sets, which must be there once one is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lab.sim.tree import Node

# The word before `in` tells what kind of set follows; one in parentheses has no name.
_SETS = {
    "destination": "prefix-set",
    "source": "prefix-set",
    "next-hop": "prefix-set",
    "as-path": "as-path-set",
    "rd": "rd-set",
    "tag": "tag-set",
}
_KINDS = {"community": "community-set", "large-community": "large-community-set"}


def missing(root: Node, name: str) -> Iterator[str]:
    """What a policy lacks, as the device names it: itself, or something that it names."""
    seen: set[str] = set()
    asked = [f"route-policy {name}"]
    while asked:
        key = asked.pop()
        if key in seen:
            continue
        seen.add(key)
        policy = root.get(key)
        if policy is None:
            yield key
        elif key.startswith("route-policy"):
            asked += _named(policy.line.split("\n")[1:-1])


def _named(lines: list[str]) -> Iterator[str]:
    for line in lines:
        words = line.replace("(", " ( ").split()
        for before, word, name in zip(["", *words], words, [*words[1:], ""], strict=False):
            if not name or not (name[0].isalnum() or name[0] == "_"):
                continue
            if word == "apply":
                yield f"route-policy {name}"
            elif word == "in" and before in _SETS:
                yield f"{_SETS[before]} {name}"
            elif word.startswith("matches-") and before in _KINDS:
                yield f"{_KINDS[before]} {name}"
            elif (
                before in {"set", "delete"} and word in _KINDS and name not in {"in", "not", "all"}
            ):
                yield f"{_KINDS[word]} {name}"
