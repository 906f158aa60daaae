"""The configs that changes begin with, and the cases made of them."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from emulated import Emulated

from lab.frr.topology import read
from lab.sim.ios.facts import FRESH
from lab.topology import HERE, read_yaml
from mutations.lines import lines_of, text_of
from mutations.mutate import mutated, part
from mutations.play import SOURCE, Case
from mutations.spelling import respelled
from mutations.vocabulary import Vocabulary
from netops.platforms.registry import platform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mutations.lines import Line

_STORIES = Path(__file__).parents[1] / "cases"
_ONE_TEXT_OF = ("running", "intended")
_SPELLED = 0.2
_RELEASE = "8.4.4"
# What every such device shows, whatever else it is told.
_ALWAYS_SHOWN = {
    "cisco_ios": (*FRESH, "no ip http server", "no ip http secure-server"),
    "cisco_nxos": ("ip domain-lookup",),
    "juniper_junos": ('system { root-authentication { encrypted-password "$6$lab"; } }',),
}
# What it tells of itself, so nobody writes it.
_TOLD = {"juniper_junos": "version ", "cisco_nxos": "version "}


class Stock:
    """What is known of one platform: whole configs of the lab, those of the stories, their words.

    `configs` are the lines of all of them.
    """

    def __init__(self, nos: str) -> None:
        self.nos = platform(nos)
        self._always = "".join(f"{line}\n" for line in _ALWAYS_SHOWN.get(nos, ()))
        texts = (_devices(nos), _stories(nos))
        kinds = [[self._lines_of(text) for text in kind] for kind in texts]
        self._kinds = [kind for kind in kinds if kind]
        self.configs = [config for kind in self._kinds for config in kind]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What their lines are made of."""
        return Vocabulary(self.configs)

    def case(self, number: int, *, seed: int = 0) -> Case:
        """The case of this number; the same one each time."""
        rng = Random(f"{self.nos.name} {seed} {number}")
        while True:
            with suppress(ValueError):  # no device takes such a config: another one, then
                return self._case(*self.texts(rng), rng)

    def texts(self, rng: Random) -> tuple[str, str]:
        """Two texts that come from one, for a device to take."""
        base = part(rng.choice(rng.choice(self._kinds)), rng)
        running = mutated(base, self.vocabulary, rng, times=rng.choice((0, 0, 1, 2)))
        intended = mutated(base, self.vocabulary, rng, times=rng.choice((1, 1, 2, 3, 5)))
        return text_of(running, self.nos), text_of(intended, self.nos)

    def _lines_of(self, text: str) -> list[Line]:
        told = _TOLD.get(self.nos.name)
        found = lines_of(text, self.nos)
        return [line for line in found if not (told and line.text.startswith(told))]

    def _case(self, running: str, intended: str, rng: Random) -> Case:
        shown = [Emulated(self.nos.name, one).memory for one in (running, intended)]
        devices = [
            Emulated(self.nos.name, self._always + one, beside=other)
            for one, other in (shown, shown[::-1])
        ]
        for device in devices:
            # A ValueError tells of a filter whose words mean nothing.
            device.shut()
            device.lets_in(SOURCE)
        if not devices[0].commits():
            raise ValueError("no device runs what it would not commit")
        before, after = (device.memory for device in devices)
        return Case(self.nos.name, before, after, self.spelled(after, rng))

    def spelled(self, text: str, rng: Random) -> str:
        """Now and then as another hand writes it."""
        if rng.random() > _SPELLED:
            return text
        lines: list[Line] = respelled(lines_of(text, self.nos), self.nos, rng)
        return text_of(lines, self.nos)


@lru_cache
def stock(nos: str) -> Stock:
    """The stock of a platform, read once."""
    return Stock(nos)


def _devices(nos: str) -> Iterator[str]:
    if nos == "frr":
        topology = read()
        yield from (topology.config(name, _RELEASE) for name in topology.routers)
    known = read_yaml(HERE / "devices.yaml")
    for name, facts in (known["devices"] | known["more"]).items():
        if facts["platform"] == nos:
            yield (HERE / "configs" / f"{name}.cfg").read_text()


def _stories(nos: str) -> Iterator[str]:
    for path in sorted((_STORIES / nos).glob("*/*.cfg")):
        if path.stem in _ONE_TEXT_OF:
            yield path.read_text()
