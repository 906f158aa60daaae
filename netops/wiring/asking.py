"""Questions to the evidence on a workspace: what stood where, since when, and by whom."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from netops.audit.origins import Origin
from netops.config.sections import Outline
from netops.errors import InputError
from netops.model.config import ConfigKind, Line
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.platforms.spec import Platform
from netops.ports import Commit
from netops.stores.git_questions import GitQuestions, Lines
from netops.wiring.people import origins
from netops.wiring.places import Places

if TYPE_CHECKING:
    from netops.wiring.workspace import Workspace

_NONE = Lines(0, 0)


@dataclass(frozen=True, slots=True)
class Stored:
    """A config as it was: at `revision`, the evidence's commit of `time`."""

    device: str
    kind: ConfigKind
    revision: str
    time: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One revision in a device's history: where it comes from, and its lines in and out."""

    origin: Origin
    lines: Lines


@dataclass(frozen=True, slots=True)
class Blamed:
    """One line, the headers above it, and the revision that put it there."""

    line: Line
    section: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Pair:
    """A device's config at two moments; None where it had none."""

    device: str
    old: str | None
    new: str | None


class Asking:
    """Answers from the evidence alone. No device is touched, nothing is written."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    @cached_property
    def places(self) -> Places:
        """Where configs lie."""
        return Places(self._workspace)

    def stored(self, name: str, kind: ConfigKind, at: str = "") -> Stored:
        """A device's config at a revision or date; raise `InputError` where it had none."""
        path = self.places.path(name, kind)
        self.places.roots()
        git = self.places.root(path)
        revision = self.places.revision(git, at)
        content = self._workspace.store.read(path, revision) if revision else None
        if content is None or revision is None:
            hint = f"see 'netops history {name}'"
            raise InputError(self._why_none(name, path, kind, at), hint=hint)
        time = git.commits([revision])[revision].time
        return Stored(name, kind, revision, time, content.decode())

    def history(
        self, name: str, kind: ConfigKind, *, since: str = "", limit: int | None = None
    ) -> tuple[Change, ...]:
        """The revisions of a device's config, newest first, at most `limit`."""
        path, first = self.places.path(name, kind), self.places.since(since)
        commits: Iterable[Commit] = self._workspace.store.log(path)
        if first is not None:
            commits = takewhile(lambda one: one.time >= first, commits)
        chosen = tuple(islice(commits, limit))
        counts = self.places.root(path).counts(path, [one.revision for one in chosen])
        known = origins(self._workspace.store, chosen, name)
        return tuple(Change(known[one.revision], counts.get(one.revision, _NONE)) for one in chosen)

    def verified(self, name: str, kind: ConfigKind) -> datetime | None:
        """When a config was last proven whole; None if never."""
        last = self._workspace.state.last_verified().get((name, kind))
        return last.taken if last else None

    def blame(self, stored: Stored) -> tuple[Blamed, ...]:
        """Every line of a config, with the revision it has stood there since."""
        path = self.places.path(stored.device, stored.kind)
        git = self.places.root(path)
        hashes = git.blamed(path, stored.revision)
        known = origins(self._workspace.store, git.commits(hashes).values(), stored.device)
        outline = Outline(stored.text, self.platform(stored.device))
        return tuple(
            Blamed(Line(row + 1, line), outline.section(row), known[revision])
            for row, (line, revision) in enumerate(zip(outline.lines, hashes, strict=True))
        )

    def platform(self, name: str) -> Platform | None:
        """A device's platform; None for one that the inventory has lost."""
        with suppress(InputError):
            return platform(self._workspace.inventory.entry(name).device.platform)
        return None

    def texts(
        self, devices: Iterable[Device], kind: ConfigKind, at: str = ""
    ) -> Iterator[tuple[Device, str | None]]:
        """Each device with its config at a moment, those that had none first; one at a time."""
        left = {device.name: device for device in devices}
        held = [
            (git, revision, self.places.configs(git, revision, kind))
            for git, revision in self.places.revisions(at)
        ]
        known = {name for _, _, configs in held for name in configs}
        yield from ((device, None) for name, device in left.items() if name not in known)
        for git, revision, configs in held:
            names = {path: name for name, path in configs.items() if name in left}
            for path, text in git.texts(names, revision):
                yield left[names[path]], text

    def between(
        self, old: str, new: str, devices: Iterable[Device], kind: ConfigKind
    ) -> Iterator[Pair]:
        """Both texts of each device whose config differs between two moments, one at a time."""
        names = {device.name for device in devices}
        before, after = dict(self.places.revisions(old)), dict(self.places.revisions(new))
        for git in self.places.roots():
            ours, theirs = before.get(git), after.get(git)
            wanted = self._changed(git, ours, theirs, kind)
            chosen = {path: name for name, path in sorted(wanted.items()) if name in names}
            then = _in_step(chosen, git.texts(chosen, ours) if ours else iter(()))
            now = _in_step(chosen, git.texts(chosen, theirs) if theirs else iter(()))
            yield from (Pair(*one) for one in zip(chosen.values(), then, now, strict=True))

    def _changed(
        self, git: GitQuestions, old: str | None, new: str | None, kind: ConfigKind
    ) -> dict[str, str]:
        """Device -> path of every config that differs between two revisions of one repository."""
        configs: dict[str, str] = {}
        for revision in filter(None, (old, new)):
            configs |= self.places.configs(git, revision, kind)
        if not (old and new):
            return configs
        changed = set(git.changed(old, new, "configs"))
        return {name: path for name, path in configs.items() if path in changed}

    def _why_none(self, name: str, path: str, kind: ConfigKind, at: str) -> str:
        """Why there is no config: not then, or never."""
        times = [one.time for one in self._workspace.store.log(path)]
        if not at or not times:
            return f"{name} has no stored {kind} config"
        return (
            f"{name} had no stored {kind} config at '{at}': "
            f"its first is of {times[-1]:%Y-%m-%d %H:%M} UTC"
        )


def _in_step(paths: Iterable[str], texts: Iterator[tuple[str, str]]) -> Iterator[str | None]:
    """The text of each path, None where there is none; the texts come in the order of paths."""
    held = next(texts, None)
    for path in paths:
        if held and held[0] == path:
            yield held[1]
            held = next(texts, None)
        else:
            yield None
