"""What the demo plays on: a lab of its own, a workspace, the netops command, and checks."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lab.control import Lab

ROOT = Path(__file__).parent.parent
STATE = ROOT / "lab" / ".state"
BACKUPS = ROOT / "backups"
MARK = BACKUPS / "state" / "made-by-demo"
EVIDENCE = ("repo", "sealed", "state")
# One device minute lasts this long, so that a revert timer can be waited for.
MINUTE = "4"
# Who signs, in which role; `dana` asks and applies. Names and roles are those of approval.yaml.
SIGNERS = {"alice": "reviewer", "carol": "cab"}


class DemoError(Exception):
    """A step did not come out as told."""


class Stage:
    """A lab and a workspace for one performance; leaving the block takes the lab down."""

    def __init__(self) -> None:
        self.workspace = STATE / "demo"
        self.lab = Lab(STATE)
        self.environ = dict(os.environ, NETOPS_WORKSPACE=str(self.workspace), NETOPS_USER="dana")

    def __enter__(self) -> Self:
        """Clear what an earlier demo left, start the lab, make workspace and keys."""
        self._clear()
        self.run("python", "-m", "lab", "down", expect=None, show=0)
        self.run("python", "-m", "lab", "up", "--minute", MINUTE, show=0)
        exports = self.run("python", "-m", "lab", "env", "--json", show=0).stdout
        self.environ |= json.loads(exports)
        self._make_workspace()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the lab down, whatever happened."""
        self.run("python", "-m", "lab", "down", expect=None, show=0)

    def _clear(self) -> None:
        if any((BACKUPS / name).exists() for name in EVIDENCE) and not MARK.exists():
            raise DemoError(f"{BACKUPS} holds evidence that no demo made; move it away first")
        for name in EVIDENCE:
            shutil.rmtree(BACKUPS / name, ignore_errors=True)
        shutil.rmtree(self.workspace, ignore_errors=True)

    def _make_workspace(self) -> None:
        MARK.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        MARK.touch()
        for folder in ("inventory", "playbooks"):
            shutil.copytree(ROOT / folder, self.workspace / folder)
        (self.workspace / "backups").symlink_to(BACKUPS)
        for name in SIGNERS:
            self._make_key(name)

    def _make_key(self, name: str) -> None:
        key = self.key(name)
        key.parent.mkdir(exist_ok=True)
        self.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key), show=0)
        public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
        with (self.workspace / "inventory" / "allowed_signers").open("a") as signers:
            signers.write(f'{name} namespaces="netops-change" {public}\n')

    def key(self, name: str) -> Path:
        """The private key of one of the demo's people."""
        return self.workspace / "keys" / name

    def run(
        self, *command: str, expect: int | None = 0, show: int = 0
    ) -> subprocess.CompletedProcess[str]:
        """Run a command, show the first lines of what it printed, check its exit code."""
        program = [sys.executable] if command[0] == "python" else [command[0]]
        done = subprocess.run(  # noqa: S603 (the story's own commands)
            [*program, *command[1:]],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        lines = done.stdout.splitlines()
        for line in lines[:show]:
            print(f"    {line}")
        if len(lines) > show > 0:
            print(f"    ... {len(lines) - show} more lines")
        if expect is not None and done.returncode != expect:
            raise DemoError(
                f"{' '.join(command)} left with {done.returncode}, not {expect}\n"
                f"{done.stdout}{done.stderr}"
            )
        return done

    def netops(self, *arguments: str, expect: int = 0, show: int = 0) -> str:
        """Run netops as a person would; return what it printed."""
        print(f"  $ netops {' '.join(arguments)}")
        return self.run("python", "-m", "netops", *arguments, expect=expect, show=show).stdout

    def ask(self, *arguments: str) -> Any:  # noqa: ANN401 (JSON is any value)
        """Ask netops with --json, without showing it."""
        return json.loads(self.run("python", "-m", "netops", *arguments, "--json").stdout)

    def latest(self) -> Any:  # noqa: ANN401 (JSON is any value)
        """The newest report, as the run wrote it."""
        return json.loads((self.workspace / "reports" / "latest" / "report.json").read_text())

    def new_change(self, *arguments: str) -> str:
        """Dana asks for a change and has it planned; return its number."""
        told = self.netops("change", "new", *arguments, "--reason", "demo", show=2)
        newest = told.partition(":")[0]
        self.netops("change", "plan", newest, show=40)
        self.netops("change", "submit", newest, show=1)
        return newest

    def sign(self, change: str) -> None:
        """Alice reviews, Carol approves for the board; each with a key of their own."""
        for who in SIGNERS:
            key = str(self.key(who).relative_to(ROOT))
            said = ("--key", key, "--reason", "read the diff")
            self.netops("change", "approve", change, "--as", who, *said, show=1)

    def git(self, *arguments: str) -> str:
        """Ask the evidence repository."""
        return self.run("git", "-C", str(BACKUPS / "repo"), *arguments).stdout.strip()

    def commits(self) -> int:
        """How many revisions the evidence has."""
        return int(self.git("rev-list", "--count", "HEAD"))

    def check(self, claim: str, *, holds: bool) -> None:
        """State what was seen; end the demo if it is not so."""
        if not holds:
            raise DemoError(f"not so: {claim}")
        print(f"  ✓ {claim}")

    def title(self, letter: str, title: str) -> None:
        """Announce a step."""
        print(f"\n{letter}  {title}")

    def epilogue(self) -> None:
        """Say where to look."""
        pages = sorted((self.workspace / "reports").rglob("*.html"))
        print("Look at:")
        print("  git -C backups/repo log --stat     one commit per changed run")
        for page in pages[:3]:
            print(f"  {page.relative_to(ROOT)}")
