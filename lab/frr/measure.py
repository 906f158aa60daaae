"""How long N routers take to start: `sudo python -m lab.frr.measure 3 6 10 20`.

The N are two sites; each is a ring of OSPF with a full mesh of iBGP, and two eBGP links join them.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from lab.frr.control import Routers
from lab.frr.machine import FrrLabError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NET = "127.29"
_MIB = 1024


def two_sites(count: int) -> dict[str, Any]:
    """A topology of that many routers, in the words of `routers.yaml`."""
    names = [f"r{number}" for number in range(1, count + 1)]
    ams, fra = names[: (count + 1) // 2], names[(count + 1) // 2 :]
    between = {f"{ams[0]}-{fra[0]}", f"{ams[-1]}-{fra[-1]}"}
    links = [*_ring(ams), *_ring(fra), *sorted(between)]
    return {
        "sites": {"ams": {"as": 65001, "area": 0}, "fra": {"as": 65002, "area": 0}},
        "routers": {
            name: {"site": "ams" if name in ams else "fra", "number": number}
            for number, name in enumerate(names, start=1)
        },
        "links": {link: f"10.1.{number}.0/31" for number, link in enumerate(links)},
    }


def _ring(names: Sequence[str]) -> Iterator[str]:
    yield from (f"{one}-{other}" for one, other in pairwise(names))
    if len(names) > 2:  # noqa: PLR2004  two are joined already
        yield f"{names[-1]}-{names[0]}"


def memory(routers: Routers) -> int:
    """KiB of all processes of all routers, shared pages shared out (PSS)."""
    return sum(
        int(line.split()[1])
        for name in routers.topology.routers
        for pid in routers.processes(name)
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    )


def main() -> int:
    """Print a row for each count."""
    print("| routers | neighbours | seconds | MiB a router |\n|---|---|---|---|")
    for count in map(int, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as folder:
            file, routers = Path(folder, "sites.yaml"), Routers(Path(folder, "state"))
            YAML(typ="safe").dump(two_sites(count), file)
            try:
                seconds = routers.up(net=_NET, topology=file)
                wanted = sum(row["wanted"] for row in routers.status())
                share = memory(routers) / count / _MIB
            except FrrLabError as problem:
                print(f"lab: {problem}", file=sys.stderr)
                return 2
            finally:
                routers.down()
        print(f"| {count} | {wanted} | {seconds:.1f} | {share:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
