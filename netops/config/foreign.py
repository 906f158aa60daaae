"""Configs as Oxidized and RANCID keep them: which file is whose, and what of it is a config.

Oxidized: one file a node, `NODE` or `GROUP/NODE`; other outputs are `NODE--OUTPUT`
(lib/oxidized/output/git.rb). RANCID: `configs/NODE` in each group, the node's name in lower case
(router.db(5)). Both put what they know of the chassis in front, as comments of the platform.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from netops.model.device import Device
from netops.platforms.spec import Platform

# What the two write in place of a secret that they were told to leave out.
_REMOVED = re.compile(r"<(?:secret hidden|hidden|removed|configuration removed)>")
_LEFT_OUT = "<secret>"


def oxidized_node(path: str) -> str:
    """The node that a file is the config of, "" where it is none."""
    *_, name = path.split("/")
    return "" if name.startswith((".", "README")) or "--" in name else name


def rancid_node(path: str) -> str:
    """The node that a file is the config of, "" where it is none."""
    *_, folder, name = ("", *path.split("/"))
    return name if folder == "configs" and not name.startswith(".") else ""


NODES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"oxidized": oxidized_node, "rancid": rancid_node}
)


class Fit(NamedTuple):
    """The device that a node is, and how surely: the less, the surer; a person said 0."""

    device: Device
    way: int = 0


class Source(NamedTuple):
    """One file of theirs that a device may be, and the first and last commit that changed it."""

    repository: int
    path: str
    node: str
    fit: Fit
    first: int
    last: int


def same_device(node: str, devices: Iterable[Device]) -> Fit | None:
    """The one device that a node of this name is: by name (1), by address (2), by first label (3).

    None where nothing fits, or two devices do.
    """
    owned, wanted = tuple(devices), node.lower()
    ways = (
        [device for device in owned if device.name.lower() == wanted],
        [device for device in owned if device.address.lower() == wanted],
        [device for device in owned if _label(device.name) == _label(wanted)],
    )
    fits = next(((found, way) for way, found in enumerate(ways, 1) if found), ([], 0))
    return Fit(fits[0][0], fits[1]) if len(fits[0]) == 1 else None


def doubled(sources: Iterable[Source]) -> frozenset[Source]:
    """The files that are not what their device was, as another one changed at the same time.

    The surer one is the device. Of two nodes that are equally sure neither is; of two files of one
    node the one that changed last.
    """
    by_device: dict[str, list[Source]] = {}
    for source in sources:
        by_device.setdefault(source.fit.device.name, []).append(source)
    return frozenset(
        one
        for fitting in by_device.values()
        for one in fitting
        if any(_gives_way(one, other) for other in fitting if other is not one)
    )


def _gives_way(one: Source, other: Source) -> bool:
    if one.first > other.last or other.first > one.last or other.fit.way > one.fit.way:
        return False
    if one.node != other.node or other.fit.way < one.fit.way:
        return True
    return (one.last, one.repository, one.path) < (other.last, other.repository, other.path)


def own_text(text: str, platform: Platform) -> str:
    """The config without the comments that the tool put in front of it."""
    lines = _REMOVED.sub(_LEFT_OUT, text.replace("\r\n", "\n")).split("\n")
    first = next((at for at, line in enumerate(lines) if not _is_remark(line, platform)), 0)
    return "\n".join(lines[first:])


def remarks(text: str, platform: Platform) -> str:
    """What the comments of a text say, a line each, as if it were config.

    RANCID turns lines that it leaves out into comments, so a comment may hold what a line would.
    """
    marks = tuple(platform.comment.split())
    said = (line.strip() for line in text.split("\n") if line.lstrip().startswith(marks))
    bare = (line.lstrip("".join(marks)).strip() for line in said)
    return "".join(f"{line}\n" for line in bare if line)


def _is_remark(line: str, platform: Platform) -> bool:
    return not line.strip() or line.startswith(tuple(platform.comment.split()))


def _label(name: str) -> str:
    """`r1` of `r1.example.net`; an address has no labels."""
    return name.lower().split(".")[0] if re.search(r"[^0-9.]", name) else name
