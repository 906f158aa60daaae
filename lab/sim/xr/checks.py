"""What a commit refuses although every line was taken: the semantic errors of IOS-XR."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.sim.tree import begins
from lab.sim.xr.policies import missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lab.sim.tree import Node

_HEAD = """\
!! SEMANTIC ERRORS: This configuration was rejected by 
!! the system due to semantic errors. The individual 
!! errors with each failed configuration command can be 
!! found below.


"""  # noqa: W291  the device prints the blanks at the ends
_UNTAKEN = """\
!! SYNTAX/AUTHORIZATION ERRORS: This configuration failed due to
!! one or more of the following reasons:
!!  - the entered commands do not exist,
!!  - the entered commands have errors in their syntax,
!!  - the software packages containing the commands are not active,
!!  - the current user is not a member of a task-group that has 
!!    permissions to use the commands.

"""  # noqa: W291  the device prints the blank at the end
# The first four are from printed sessions, the two `BGP` and `RPL` ones below from memory.
_OTHER_AS = "AS number is wrong - BGP is already running with AS number {}"
_MTU = "This operation is not supported: The interface owner has not registered support for MTU"
_VRF = (
    "'RSI' detected the 'fatal' condition 'The interface's numbered and unnumbered IPv4/IPv6 "
    "addresses must be removed prior to changing or deleting the VRF'"
)
_RD = (
    "'BGP' detected the 'warning' condition 'The RD for the VRF must be present before an "
    "address family is activated'"
)
_REMOTE = "'BGP' detected the 'warning' condition 'The neighbor has no remote AS configured'"
_POLICY = "'RPL' detected the 'warning' condition 'The policy {} is not defined'"
_SET = "'RPL' detected the 'warning' condition 'The {} is not defined'"


@dataclass(frozen=True, slots=True)
class Problem:
    """A line, by the lines that lead to it, and what the system says about it."""

    path: tuple[str, ...]
    says: str


def problems(before: Node, after: Node) -> list[Problem]:
    """What is wrong with going from one configuration to another, and was not so before."""
    known = {problem for check in _CHECKS for problem in check(before, before)}
    found = (problem for check in _CHECKS for problem in check(before, after))
    return [problem for problem in found if problem not in known]


def told(found: Iterable[Problem]) -> str:
    """`show configuration failed`."""
    parts = [_HEAD]
    for problem in found:
        lines = [" " * depth + line for depth, line in enumerate(problem.path)]
        closers = [" " * depth + "!" for depth in range(len(problem.path) - 2, -1, -1)]
        parts.append("\n".join((*lines, f"!!% {problem.says}", *closers)) + "\n")
    return "".join((*parts, "end\n"))


def untaken(lines: Iterable[str]) -> str:
    """What the device says to lines of a file or a request that it does not know."""
    return "\n".join((_UNTAKEN, *lines, "end\n"))


def _one_bgp(before: Node, after: Node) -> Iterator[Problem]:
    # No public text says whether one commit may end a process and begin another: the stricter
    # of the two ways is the one to rehearse.
    processes = [node.line for node in after.starting("router bgp")]
    known = [node.line for node in before.starting("router bgp")] or processes
    for line in processes:
        if line != known[0]:
            yield Problem((line,), _OTHER_AS.format(known[0].split()[-1]))


def _loopback_mtu(_before: Node, after: Node) -> Iterator[Problem]:
    for node in after.starting("interface"):
        mtu = node.get("mtu")
        if mtu and "Loopback" in node.line:
            yield Problem((node.line, mtu.line), _MTU)


def _vrf_moved(before: Node, after: Node) -> Iterator[Problem]:
    for node in after.starting("interface"):
        old = before.get(node.key)
        was, now = (_vrf(old) if old else ""), _vrf(node)
        if old and was != now and any(old.starting("ipv4 address")):
            kept = {child.line for child in old.starting("ipv4 address")}
            if kept & {child.line for child in node.starting("ipv4 address")}:
                yield Problem((node.line, now or f"no {was}"), _VRF)


def _vrf(interface: Node) -> str:
    chosen = interface.get("vrf")
    return chosen.line if chosen else ""


def _bgp_vrf(_before: Node, after: Node) -> Iterator[Problem]:
    for bgp in after.starting("router bgp"):
        for vrf in bgp.starting("vrf"):
            family = next(vrf.starting("address-family"), None)
            if family and not vrf.get("rd"):
                yield Problem((bgp.line, vrf.line, family.line), _RD)


def _neighbors(after: Node) -> Iterator[tuple[tuple[str, ...], Node, Node]]:
    for bgp in after.starting("router bgp"):
        for neighbor in bgp.starting("neighbor"):
            yield (bgp.line, neighbor.line), neighbor, bgp
        for vrf in bgp.starting("vrf"):
            for neighbor in vrf.starting("neighbor"):
                yield (bgp.line, vrf.line, neighbor.line), neighbor, bgp


def _remote_as(_before: Node, after: Node) -> Iterator[Problem]:
    for path, neighbor, bgp in _neighbors(after):
        if not any(one.get("remote-as") for one in _with_groups(neighbor, bgp)):
            yield Problem((*path, *(child.line for child in neighbor.children[:1])), _REMOTE)


def _with_groups(neighbor: Node, bgp: Node) -> Iterator[Node]:
    """A neighbour, the group that it uses, the group that that one uses, and so on."""
    place: Node | None = neighbor
    seen: list[str] = []
    while place is not None and place.key not in seen:
        yield place
        seen.append(place.key)
        used = place.get("use neighbor-group")
        place = bgp.get(used.line.removeprefix("use ")) if used else None


def _policies(_before: Node, after: Node) -> Iterator[Problem]:
    for path, line in _attached(after):
        words = line.split()
        name = words[words.index("route-policy") + 1].split("(")[0]
        for lacked in missing(after, name):
            kind, _, what = lacked.partition(" ")
            says = _POLICY.format(what) if kind == "route-policy" else _SET.format(lacked)
            yield Problem((*path, line), says)


def _attached(root: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each line below a protocol that names a policy, with the lines that lead to it."""
    for node in root.children:
        is_text = begins(node.line, "description")
        if path and not is_text and "route-policy" in node.line.split()[:-1]:
            yield path, node.line
        if path or begins(node.line, "router"):
            yield from _attached(node, (*path, node.line))


_CHECKS: tuple[Callable[[Node, Node], Iterator[Problem]], ...] = (
    _one_bgp,
    _loopback_mtu,
    _vrf_moved,
    _bgp_vrf,
    _remote_as,
    _policies,
)
