"""Configs as Oxidized and RANCID keep them: which file is whose, and what of it is a config.

Oxidized: one file a node, `NODE` or `GROUP/NODE`; other outputs are `NODE--OUTPUT`
(lib/oxidized/output/git.rb). RANCID: `configs/NODE` in each group, the node's name in lower case
(router.db(5)). Both put what they know of the chassis in front, as comments of the platform.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

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


def same_device(node: str, devices: Iterable[Device]) -> Device | None:
    """The one device that a node of this name is: by name, by address, by its first label.

    None where nothing fits, or two devices do.
    """
    owned, wanted = tuple(devices), node.lower()
    ways = (
        [device for device in owned if device.name.lower() == wanted],
        [device for device in owned if device.address.lower() == wanted],
        [device for device in owned if _label(device.name) == _label(wanted)],
    )
    fits = next((found for found in ways if found), [])
    return fits[0] if len(fits) == 1 else None


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
