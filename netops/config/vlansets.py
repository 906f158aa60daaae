"""What the verb of a line does to a set of VLANs."""

from netops.config.grammar import vlans

ALL_VLANS = frozenset(range(1, 4095))


def changed(verb: str, rest: str, before: frozenset[int]) -> frozenset[int]:
    """The set after `add 30`, `remove 30`, `except 30`, `all` or a list in its place."""
    if verb == "add":
        return before | vlans(rest)
    if verb == "remove":
        return before - vlans(rest)
    if verb == "except":
        return ALL_VLANS - vlans(rest)
    if verb == "all":
        return ALL_VLANS
    return frozenset(vlans(verb)) & ALL_VLANS
