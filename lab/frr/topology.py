"""Reads `routers.yaml`: routers, links, and the config that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Interface, IPv4Network
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

from lab.frr.machine import FrrLabError

HERE = Path(__file__).parent
TOPOLOGY = HERE / "routers.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Router:
    """One router; its number is the last part of its loopback and of its sshd's address."""

    name: str
    number: int
    site: str
    asn: int
    area: str

    @property
    def loopback(self) -> str:
        """Its address inside the routed network."""
        return f"10.255.0.{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """One end of a link: its interface and who is at the other end."""

    link: str
    name: str
    router: Router
    neighbour: Router
    address: IPv4Interface
    peer: str

    @property
    def inside(self) -> bool:
        """Whether both ends are in one site: OSPF there, eBGP between sites."""
        return self.router.site == self.neighbour.site


@dataclass(frozen=True, slots=True)
class Topology:
    """Routers by name and ports in the order of the links, two for each."""

    routers: dict[str, Router]
    ports: tuple[Port, ...]

    def ports_of(self, name: str) -> tuple[Port, ...]:
        """The ports of one router, eth1 first."""
        return tuple(port for port in self.ports if port.router.name == name)

    def mates(self, name: str) -> tuple[Router, ...]:
        """The other routers of its site."""
        own = self.routers[name]
        return tuple(r for r in self.routers.values() if r.site == own.site and r != own)

    def announced(self, name: str) -> tuple[Router, ...]:
        """Whose loopbacks it announces in BGP: a router with an outside link, all of its site."""
        if all(port.inside for port in self.ports_of(name)):
            return ()
        site = self.routers[name].site
        return tuple(router for router in self.routers.values() if router.site == site)

    def adjacencies(self, name: str) -> int:
        """How many neighbours a router has: OSPF by link, iBGP by mate, eBGP by link."""
        return len(self.ports_of(name)) + len(self.mates(name))

    def config(self, name: str, version: str) -> str:
        """The startup config of one router, as its FRR itself would write it."""
        page = Environment(
            loader=FileSystemLoader(HERE),
            undefined=StrictUndefined,
            trim_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701  a router's config is not a web page
        )
        return page.get_template("frr.conf.j2").render(
            version=version,
            router=self.routers[name],
            ports=self.ports_of(name),
            mates=self.mates(name),
            announced=self.announced(name),
        )


def read(path: Path = TOPOLOGY) -> Topology:
    """The topology of a YAML file: `sites`, `routers`, `links` as in `routers.yaml`."""
    try:
        return _topology(YAML(typ="safe").load(path))
    except KeyError as unknown:
        raise FrrLabError(f"{path}: there is no {unknown}, and something there needs it") from None


def _topology(given: dict[str, Any]) -> Topology:
    routers = {
        name: _router(name, facts, given["sites"][facts["site"]])
        for name, facts in given["routers"].items()
    }
    ports: list[Port] = []
    for link, net in given["links"].items():
        ports += _ends(link, IPv4Network(net), routers, ports)
    return Topology(routers, tuple(ports))


def _router(name: str, facts: dict[str, Any], site: dict[str, Any]) -> Router:
    return Router(
        name=name,
        number=facts["number"],
        site=facts["site"],
        asn=site["as"],
        area=str(site["area"]),
    )


def _ends(
    link: str, net: IPv4Network, routers: dict[str, Router], before: list[Port]
) -> tuple[Port, Port]:
    names = link.split("-")
    low, high = list(net.hosts())

    def end(here: int, own: object, other: object) -> Port:
        router = routers[names[here]]
        used = sum(port.router == router for port in before)
        return Port(
            link=link,
            name=f"eth{used + 1}",
            router=router,
            neighbour=routers[names[1 - here]],
            address=IPv4Interface(f"{own}/{net.prefixlen}"),
            peer=str(other),
        )

    return end(0, low, high), end(1, high, low)
