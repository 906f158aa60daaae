"""Questions to the evidence that only git can answer: when, which lines, which texts. Read only."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

import git

from netops.stores.git_objects import Objects
from netops.stores.git_open import ended, opened
from netops.stores.git_words import BRANCH, LOG_FIELDS, REF, GitCommit, commit_of, until_words
from netops.stores.paths import checked_path, checked_revision

_COMMIT = re.compile(rb"[0-9a-f]{40}")
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_ENTRY = re.compile(rb"([0-9a-f]{40}) \d+ (\d+) (\d+)")


@dataclass(frozen=True, slots=True)
class Lines:
    """How many lines a revision put into a file and took out of it."""

    added: int
    removed: int


class GitQuestions:
    """Answers from the evidence repository at `root`, which must have a commit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._objects = Objects(root)

    def __eq__(self, other: object) -> bool:
        """Whether both ask the same repository."""
        return isinstance(other, GitQuestions) and other.root == self.root

    def __hash__(self) -> int:
        return hash(self.root)

    def head(self) -> str:
        """The last commit, "" in an empty repository."""
        return self.revision(BRANCH) or ""

    def revision_at(self, moment: datetime) -> str | None:
        """The last commit at or before a moment; None when there was none yet."""
        with opened(self.root) as repo:
            return str(repo.git.rev_list("-1", until_words(moment), REF)) or None

    def revision(self, name: str) -> str | None:
        """The full hash that a short one, or `main~2`, stands for; None if there is none."""
        with opened(self.root) as repo:
            wanted = f"{checked_revision(name)}^{{commit}}"
            try:
                return str(repo.git.rev_parse("--verify", "--quiet", wanted))
            except git.GitCommandError:
                return None

    def commits(self, revisions: Iterable[str]) -> Mapping[str, GitCommit]:
        """The commits of full hashes, by hash."""
        wanted = sorted(set(revisions))
        if not wanted:
            return {}
        with opened(self.root) as repo:
            words = ("--no-walk=unsorted", "--stdin", f"--format={LOG_FIELDS}")
            rows = told(repo, "log", words, wanted)
            found = (commit_of(row.decode(errors="replace")) for row in rows)
            return {commit.revision: commit for commit in found}

    def counts(self, path: str, revisions: Iterable[str]) -> Mapping[str, Lines]:
        """What each of these commits did to a file, by hash."""
        # Git counts no lines of a text with a NUL, so the hunks tell how many there are.
        words = (
            "--stdin", "--root", "-r", "--patch", "--text", "--unified=0", "--no-renames",
            "--no-ext-diff", "--no-textconv", "--", checked_path(path),
        )  # fmt: skip
        found: dict[str, Lines] = {}
        with opened(self.root) as repo:
            at = ""
            for row in told(repo, "diff_tree", words, revisions):
                if hunk := _HUNK.match(row):
                    removed, added = (int(count or 1) for count in hunk.groups())
                    before = found.get(at, Lines(0, 0))
                    found[at] = Lines(before.added + added, before.removed + removed)
                elif _COMMIT.fullmatch(row):
                    at = row.decode()
        return found

    def blamed(self, path: str, revision: str) -> tuple[str, ...]:
        """The hash of the commit that each line of a file comes from, in the order of lines."""
        origins: dict[int, str] = {}
        with opened(self.root) as repo:
            process = repo.git.blame(
                "--incremental", "--root", revision, "--", checked_path(path),
                as_process=True, stdout_as_string=False,
            )  # fmt: skip
            with ended(process):
                for row in process.stdout:
                    if found := _ENTRY.match(row):
                        first, count = int(found[2]), int(found[3])
                        origins |= dict.fromkeys(range(first, first + count), found[1].decode())
        return tuple(origins[number] for number in sorted(origins))

    def paths(self, under: str, revision: str) -> tuple[str, ...]:
        """Every path below a folder at a revision, sorted."""
        return tuple(sorted(self._objects.blobs(revision, under)))

    def texts(self, paths: Iterable[str], revision: str) -> Iterator[tuple[str, str]]:
        """Each of these configs that is there at a revision, in the order given, one at a time."""
        blobs = self._objects.blobs(revision, "configs")
        wanted = [path for path in paths if path in blobs]
        contents = self._objects.contents(blobs[path] for path in wanted)
        for path, content in zip(wanted, contents, strict=True):
            yield path, content.decode(errors="replace")

    def changed(self, old: str, new: str, under: str) -> tuple[str, ...]:
        """Paths below a folder that differ between two revisions, sorted."""
        with opened(self.root) as repo:
            words = ("-r", "-z", "--name-only", "--no-renames", old, new, "--", f"{under}/")
            return tuple(sorted(filter(None, str(repo.git.diff_tree(*words)).split("\0"))))


def told(
    repo: git.Repo, command: str, words: Iterable[str], asked: Iterable[str]
) -> Iterator[bytes]:
    """The lines that a git command prints for lines on its standard input."""
    with answering(repo, command, words, asked) as process:
        for row in process.stdout:
            yield row.rstrip(b"\n")


@contextmanager
def answering(
    repo: git.Repo, command: str, words: Iterable[str], asked: Iterable[str]
) -> Iterator[git.Git.AutoInterrupt]:
    """A git command with lines on its standard input.

    They stand in a file: git answers before it has read all, and two full pipes wait for ever.
    """
    with TemporaryFile() as lines:
        lines.write("".join(f"{line}\n" for line in asked).encode())
        lines.seek(0)
        process = getattr(repo.git, command)(
            *words, as_process=True, istream=lines, stdout_as_string=False
        )
        with ended(process):
            yield process
