"""Where configs lie in the evidence, and which revision a person means by a hash or a date."""

from contextlib import suppress
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from netops.audit.moments import FORMS, moment
from netops.errors import InputError, StoreError, suggestion
from netops.model.config import ConfigKind
from netops.stores.git_questions import GitQuestions

if TYPE_CHECKING:
    from netops.wiring.workspace import Workspace

_WORDS = ("now", "today", "yesterday")


class Places:
    """The addresses of a workspace's evidence, in one repository or in several."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def roots(self) -> tuple[GitQuestions, ...]:
        """Every repository that holds something; raise `InputError` when none does."""
        every = (GitQuestions(root) for root in self._workspace.store.roots())
        if found := tuple(one for one in every if one.head()):
            return found
        hint = "run 'netops backup', or bring old evidence in with 'netops import'"
        raise InputError("nothing is stored yet", hint=hint)

    def root(self, path: str) -> GitQuestions:
        """The repository of one path."""
        return GitQuestions(self._workspace.store.root_of(path))

    def path(self, name: str, kind: ConfigKind) -> str:
        """Where a device's config lies: as the inventory says, or as the evidence remembers it."""
        try:
            return self._workspace.config_path(name, kind)
        except InputError as unknown:
            known: dict[str, str] = {}
            for git in self.roots():
                known |= self.configs(git, git.head(), kind)
            if name in known:
                return known[name]
            names = {*known, *(one.name for one in self._workspace.inventory.devices)}
            raise InputError(unknown.what, hint=suggestion(name, names)) from None

    def configs(self, git: GitQuestions, revision: str, kind: ConfigKind) -> dict[str, str]:
        """Device -> path of every config at a revision, whatever site the device was at then.

        Where it lay at two, the one that it lies at now counts.
        """
        found: dict[str, str] = {}
        for path in git.paths("configs", revision):
            name, file = path.split("/")[-2:]
            if file == f"{kind}.cfg" and (name not in found or path == self._now(name, kind)):
                found[name] = path
        return found

    def _now(self, name: str, kind: ConfigKind) -> str:
        """Where a device's config lies now, "" for one that the inventory does not have."""
        with suppress(InputError):
            return self._workspace.config_path(name, kind)
        return ""

    def revision(self, git: GitQuestions, words: str) -> str | None:
        """The commit that a hash, a branch or a date means ("" is the last).

        None when nothing was stored yet then; `InputError` for words that mean nothing.
        """
        if not words:
            return git.head() or None
        then = moment(words, self._workspace.clock.now())
        if then is not None:
            return git.revision_at(then)
        with suppress(StoreError):  # no name of a revision at all
            if main := self._main(git, words):
                return self._shard_at(git, main)
            if found := git.revision(words):
                return found
        near = get_close_matches(words.lower(), _WORDS, n=1)
        hint = (
            f"did you mean '{near[0]}'" if near else f"give a hash of 'netops history', or {FORMS}"
        )
        raise InputError(f"the evidence knows no '{words}'", hint=hint)

    def _main(self, git: GitQuestions, words: str) -> str | None:
        """The revision of the main repository that the words mean, where the evidence is divided.

        It is a moment of the whole evidence, as a commit of a shard is one of that shard.
        """
        main, *shards = self._workspace.store.roots()
        return GitQuestions(main).revision(words) if git.root in shards else None

    def _shard_at(self, git: GitQuestions, main: str) -> str | None:
        line = self._workspace.store.read(f"shards/{git.root.name}", main)
        return None if line is None else line.decode().strip()

    def revisions(self, words: str) -> list[tuple[GitQuestions, str]]:
        """The same in every repository; raise `InputError` where none had anything yet."""
        found, unknown = [], None
        for git in self.roots():
            try:
                if at := self.revision(git, words):
                    found.append((git, at))
            except InputError as error:  # a hash is of one repository
                unknown = error
        if found:
            return found
        if unknown:
            raise unknown
        hint = "'netops history DEVICE' says when a device's evidence begins"
        raise InputError(f"nothing was stored yet at '{words}'", hint=hint)

    def since(self, words: str) -> datetime | None:
        """The first moment that `--since` means, None without one."""
        if not words:
            return None
        first = moment(words, self._workspace.clock.now(), is_start=True)
        if first is None:
            raise InputError(f"'{words}' is no date", where="--since", hint=f"give {FORMS}")
        return first
