"""Random changes on a real router: what FRR itself holds in the end is the judge.

One router is emptied for each text by a `no` of every line that it shows, and boots afresh where
it does not show an empty config then. It takes lines at vtysh, one by one; a plan that is proven
is also played as netops pushes it, from a file.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from trial import way_back

from lab.frr.control import Routers
from lab.frr.machine import FrrLabError
from mutations.lines import lines_of
from mutations.memory import memory
from mutations.play import FAILED, Case, Disproved, Outcome, told
from mutations.stock import stock
from netops.config.commands import read, written
from netops.config.remediation import PROVEN, remediate
from netops.platforms.registry import platform

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FRR = platform("frr")
NAME = "r1"
_TOPOLOGY = """\
sites: {ams: {as: 65001, area: 0}}
routers: {r1: {site: ams, number: 1}}
links: {}
"""
_PORTS = ("eth1", "eth2", "eth3")
# A router of nothing but these lines.
_EMPTY = "frr defaults traditional\nhostname r1\nservice integrated-vtysh-config\n!\n"
_SHOWN = re.compile(
    r"^Current configuration:\n!\n(?:frr version [^\n]*\n)?(.*?)^end$", re.MULTILINE | re.DOTALL
)
# An `exit` from a section that the router did not open would end the session, and a name is told
# to the terminal that it is typed at; some lines belong to vtysh alone, and are protected.
_LEFT_OUT = re.compile(r" *exit$|(?:no )?(?:hostname|frr|service integrated-vtysh-config)\b")
_UNUSABLE = "% [BGP] Argument form is unsupported or malformed."
_SHOW = ("end", "show running-config")
# Of more stop points than this, so many are drawn for the way back; each is looked at.
_STOPS = 6


class RealRouter:
    """A router that is typed at."""

    def __init__(self, routers: Routers) -> None:
        self._routers = routers
        self._file = routers.state / NAME / "tmp" / "typed"
        self._boot()

    def _boot(self) -> None:
        startup = self._routers.state / NAME / "etc" / "frr.conf"
        startup.write_text(_EMPTY)
        self._routers.reboot(NAME)
        for port in _PORTS:
            command = f"ip link show {port} || ip link add {port} type veth peer name far-{port}"
            self._ask(f"{command}; ip link set {port} up")
        self._empty, self._now = self.plays(())[0], ""

    def _ask(self, command: str) -> str:
        return self._routers.execute(NAME, "sh", "-c", f"{command} 2>&1; true")

    def _says(self, scripts: Sequence[Sequence[str]]) -> str:
        lines = (line for one in scripts for line in ("configure terminal", *one, *_SHOW))
        self._file.write_text("".join(f"{line}\n" for line in lines))
        return self._ask("vtysh < /var/tmp/typed")

    def starts(self, *texts: str) -> list[str]:
        """Hold one text after the other, each from an empty config; what the router shows of each.

        It may refuse lines of a text; ValueError where it keeps one that it cannot use.
        """
        scripts: list[Sequence[str]] = []
        for before, text in pairwise((self._now, *texts)):
            scripts += [tuple(_undone(before)), _typed(text)]
        said = self._says(scripts)
        found = _SHOWN.findall(said)
        shown = found[1::2]
        if set(found[::2]) != {self._empty}:
            shown = [self._afresh(text) for text in texts]
        self._now = shown[-1]
        if _UNUSABLE in said:
            raise ValueError(_UNUSABLE)
        return shown

    def _afresh(self, text: str) -> str:
        self._boot()
        return str(_SHOWN.findall(self._says([_typed(text)]))[0])

    def plays(self, *scripts: Sequence[str]) -> list[str]:
        """Type one script after the other; what the router shows after each of them."""
        said = self._says(scripts)
        if "% " in said:
            line = next(line for line in said.splitlines() if "% " in line)
            raise Disproved(f"a line is refused: {line}")
        found = _SHOWN.findall(said)
        self._now = found[-1]
        return found

    def pushed(self, lines: Sequence[str]) -> str:
        """Take lines from a file, as netops pushes them; what the router shows then."""
        self._file.write_text("".join(f"{line}\n" for line in lines))
        said = self._ask("vtysh -f /var/tmp/typed")
        if "line " in said:
            raise Disproved(f"the file is refused: {' '.join(said.split())}")
        return self.plays(())[0]


def _typed(text: str) -> list[str]:
    return [line for line in text.splitlines() if not _LEFT_OUT.match(line)]


def _undone(shown: str) -> Iterator[str]:
    """A `no` for every line that is not in every config."""
    for line in lines_of(shown, FRR):
        if _LEFT_OUT.match(line.text):
            continue
        if line.text.startswith(("interface ", "line ", "vrf ")):
            yield line.text
            yield from (_off(one.text) for one in reversed(line.children))
        yield _off(line.text)


def _off(text: str) -> str:
    if text.startswith("description "):
        return "no description"
    return text.removeprefix("no ") if text.startswith("no ") else f"no {text}"


@contextmanager
def real_router(net: str = "127.201") -> Iterator[RealRouter]:
    """One router that runs; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        topology, routers = Path(folder, "one.yaml"), Routers(Path(folder, "state"))
        topology.write_text(_TOPOLOGY)
        try:
            routers.up(net=net, topology=topology)
            yield RealRouter(routers)
        finally:
            routers.down()


def real_case(router: RealRouter, number: int, *, seed: int = 0) -> Case:
    """The case of this number, as the router shows it; the same one each time. It runs then."""
    rng = Random(f"frr {seed} {number}")
    while True:
        first, second = stock("frr").texts(rng)
        with suppress(ValueError):
            running, intended, again = router.starts(first, second, first)
            break
    if again != running:
        raise FrrLabError(f"the router shows another config of the same lines: {again}")
    return Case("frr", running, intended, stock("frr").spelled(intended, rng))


def real_outcome(router: RealRouter, case: Case) -> Outcome:
    """Plan a case; play what is proven on the router, which runs what runs."""
    plan = remediate(case.running, case.spelled, FRR, source="")
    commands = read(plan.commands, FRR)
    try:
        told(case, FRR)
        if plan.verdict == PROVEN and commands:
            _walk(router, case, [written([one], FRR) for one in commands])
            _push(router, case, plan.commands, plan.rollback)
    except Disproved as why:
        return Outcome(FAILED, str(why), len(commands), plan.commands)
    return Outcome(plan.verdict, plan.reason, len(commands), plan.commands)


def _walk(router: RealRouter, case: Case, steps: Sequence[Sequence[str]]) -> None:
    """Type command after command; then go to stop points again and back from there."""
    base, last = memory(case.running), len(steps)
    halted = router.plays(*steps)
    if difference := memory(halted[-1]).difference(memory(case.intended), before=base):
        raise Disproved(f"the plan does not reach: {difference}")
    backs = [way_back(one, case.running, FRR) for one in halted]
    drawn = Random(str(steps)).sample(range(1, last), k=min(last - 1, _STOPS))
    starts = [tuple(line for step in steps[:stop] for line in step) for stop in drawn]
    ways = [
        one for start, stop in zip(starts, drawn, strict=True) for one in (start, backs[stop - 1])
    ]
    returned = router.plays(backs[-1], *ways)[::2]
    for stop, shown in zip((last, *drawn), returned, strict=True):
        if difference := memory(shown).difference(base):
            raise Disproved(f"not back from command {stop}: {difference}")


def _push(router: RealRouter, case: Case, commands: Sequence[str], rollback: Sequence[str]) -> None:
    base = memory(case.running)
    if difference := memory(router.pushed(commands)).difference(memory(case.intended), before=base):
        raise Disproved(f"the file does not reach: {difference}")
    if difference := memory(router.pushed(rollback)).difference(base):
        raise Disproved(f"the file does not lead back: {difference}")
