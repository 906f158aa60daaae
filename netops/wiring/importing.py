"""Bringing the history of another tool into the evidence of a workspace, before its own begins.

History is only ever added to at its end, and a date must mean one place in it: so what is older
than our first commit can come in only before that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

from netops.audit.origins import IMPORTED_FROM
from netops.config.foreign import NODES, Fit, Source, doubled, same_device
from netops.config.past import past_text
from netops.errors import InputError, suggestion
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.sinks.text import some
from netops.stores.git_foreign import Foreign, ForeignRepository
from netops.stores.git_past import Past, write_past

if TYPE_CHECKING:
    from netops.wiring.workspace import Workspace

_SHOWN = 3


@dataclass
class Tally:
    """What came of one device: revisions taken, and those withheld as they may hold a secret."""

    node: str
    taken: int = 0
    withheld: int = 0
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True)
class Imported:
    """The outcome: by device name, nodes that no device is, and how many commits were made.

    `doubled` are the files left out, as another one was the same device at the same time.
    """

    devices: dict[str, Tally] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    commits: int = 0


@dataclass(frozen=True, slots=True)
class _Step:
    """One commit of theirs in its place in time: `at` never goes back within a repository."""

    at: datetime
    order: int
    repository: int
    commit: Foreign


class Importing:
    """One import into one workspace, from one or several repositories of one tool."""

    def __init__(
        self,
        workspace: "Workspace",
        tool: str,
        roots: Sequence[Path],
        *,
        devices: Iterable[Device],
        names: Mapping[str, str],
    ) -> None:
        """`names` says which device a node is where the two are called otherwise.

        Raises `InputError` for a repository that is none, and for a device that is none.
        """
        self._workspace, self._tool, self._node = workspace, tool, NODES[tool]
        self._repositories = tuple(ForeignRepository(root) for root in roots)
        self._commits = tuple(one.commits() for one in self._repositories)
        self._devices = frozenset(devices)
        self._known = self._matched(names)
        sources = self._sources()
        self._doubled = doubled(sources.values())
        self._taken = {place for place, one in sources.items() if one not in self._doubled}

    @property
    def total(self) -> int:
        """How many commits of theirs there are."""
        return sum(map(len, self._commits))

    def run(self, *, stores: bool, seen: Callable[[], None]) -> Imported:
        """Import everything in one stream, all or none; without `stores` only count.

        `seen` is called once a commit of theirs. Raises `InputError` when the evidence has begun.
        """
        store = self._workspace.store
        if (head := store.head()) is not None:
            hint = "set `backups` in netops.yaml to a new folder, import there, then back up"
            what = f"the evidence has begun ({head[:10]}), and nothing goes in before its beginning"
            raise InputError(what, hint=hint)
        tallies: dict[str, Tally] = {}
        past = self._past(tallies, seen)
        count = sum(1 for _ in past) if not stores else write_past(store, past)
        unknown = sorted(node for node, fit in self._known.items() if fit is None)
        left = sorted(one.path for one in self._doubled)
        return Imported(dict(sorted(tallies.items())), tuple(unknown), tuple(left), count)

    def _matched(self, names: Mapping[str, str]) -> dict[str, Fit | None]:
        """Node -> device, for every node of theirs; None where no device is meant."""
        owned = {device.name: device for device in self._workspace.inventory.devices}
        nodes = {self._node(path) for step in self._steps() for path, _ in step.commit.files} - {""}
        for node, name in names.items():
            if node not in nodes:
                raise InputError(f"no node '{node}'", where="--as", hint=suggestion(node, nodes))
            if name not in owned:
                hint = suggestion(name, owned)
                raise InputError(f"unknown device '{name}'", where="--as", hint=hint)
        meant = {node: Fit(owned[name]) for node, name in names.items()}
        return {node: meant.get(node) or same_device(node, owned.values()) for node in nodes}

    def _sources(self) -> dict[tuple[int, str], Source]:
        """The files of the devices that are to be imported, by repository and path."""
        found: dict[tuple[int, str], Source] = {}
        for now, step in enumerate(self._steps()):
            for path, _ in step.commit.files:
                node, place = self._node(path), (step.repository, path)
                fit = self._known.get(node)
                if fit and fit.device in self._devices:
                    first = found[place].first if place in found else now
                    found[place] = Source(*place, node, fit, first, now)
        return found

    def _past(self, tallies: dict[str, Tally], seen: Callable[[], None]) -> Iterator[Past]:
        """Each commit that changed something, as ours, in the order of time."""
        held: dict[str, str] = {}
        key = self._workspace.state.key()
        texts = [self._texts(number) for number in range(len(self._repositories))]
        for step in self._steps():
            files: dict[str, bytes] = {}
            names: list[str] = []
            for node, device, _ in self._wanted(step.repository, step.commit):
                content = next(texts[step.repository])
                text = past_text(content.decode(errors="replace"), key)
                tally = tallies.setdefault(device.name, Tally(node))
                if text is None:
                    tally.withheld += 1
                elif text and text != held.get(device.name):
                    held[device.name] = text
                    tally.taken += 1
                    tally.first, tally.last = tally.first or step.at, step.at
                    path = self._workspace.config_path(device.name, ConfigKind.RUNNING)
                    files[path] = text.encode()
                    names.append(device.name)
            seen()
            if files:
                yield Past(step.at, step.commit.author, self._message(names, step.commit), files)

    def _texts(self, number: int) -> Iterator[bytes]:
        """What is wanted of one repository, commit by commit."""
        blobs = (
            blob for commit in self._commits[number] for *_, blob in self._wanted(number, commit)
        )
        return self._repositories[number].contents(blobs)

    def _steps(self) -> Iterator[_Step]:
        """Every commit of theirs in the order of time."""
        now = self._workspace.clock.now()
        steps = (_steps(number, commits, now) for number, commits in enumerate(self._commits))
        return merge(*steps, key=_when)

    def _wanted(self, repository: int, commit: Foreign) -> Iterator[tuple[str, Device, str]]:
        """Node, device and blob of each file of a commit that is to be imported."""
        for path, blob in commit.files:
            fit = self._known.get(node := self._node(path))
            if fit and (repository, path) in self._taken:
                yield node, fit.device, blob

    def _message(self, names: Sequence[str], commit: Foreign) -> str:
        return f"import: {some(names, _SHOWN)}\n\n{IMPORTED_FROM}: {self._tool} {commit.revision}\n"


def _steps(repository: int, commits: Sequence[Foreign], now: datetime) -> Iterator[_Step]:
    """Commits with times that never go back: a clock that did must not change their order.

    A time that has not come yet is none: such a commit is as old as the one before it.
    """
    latest = next((commit.time for commit in commits if commit.time <= now), now)
    for order, commit in enumerate(commits):
        if commit.time <= now:
            latest = max(latest, commit.time)
        yield _Step(latest, order, repository, commit)


def _when(step: _Step) -> tuple[datetime, int, int]:
    return step.at, step.repository, step.order
