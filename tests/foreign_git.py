"""Git repositories of other tools, made by git itself, commit by commit."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

START = datetime(2024, 1, 1, tzinfo=UTC)


class ForeignGit:
    """A work tree that commits at the hours that a test says."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        self.git("init", "-q", "-b", "master")

    def git(self, *words: str, hour: float = 0, who: str = "Oxidized") -> str:
        date = f"@{int(START.timestamp() + hour * 3600)} +0000"
        mine = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        told = {
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": date, "GIT_AUTHOR_NAME": who, "GIT_AUTHOR_EMAIL": "o@example.com",
            "GIT_COMMITTER_DATE": date, "GIT_COMMITTER_NAME": who,
            "GIT_COMMITTER_EMAIL": "o@example.com",
        }  # fmt: skip
        command = ["git", "-C", str(self.root), *words]
        done = subprocess.run(  # noqa: S603 (git, in our folder)
            command, check=True, capture_output=True, text=True, env={**mine, **told}
        )
        return done.stdout.strip()

    def commit(
        self, files: dict[str, str | bytes | None], *, hour: float, who: str = "Oxidized"
    ) -> str:
        """Commit files (None removes one) and return the hash."""
        for path, content in files.items():
            file = self.root / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "update", hour=hour, who=who)
        return self.git("rev-parse", "HEAD")

    def bare(self, root: Path) -> Path:
        """A bare copy, as the tools themselves keep one."""
        self.git("clone", "-q", "--bare", str(self.root), str(root))
        return root

    def sign(self) -> None:
        """Give the last commit a signature that git would ask a program about."""
        head, blank, message = self.git("cat-file", "commit", "HEAD").partition("\n\n")
        armour = "-----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----"
        file = self.root / ".git" / "signed"
        file.write_text(f"{head}\ngpgsig {armour}{blank}{message}\n")
        signed = self.git("hash-object", "-t", "commit", "-w", str(file))
        self.git("update-ref", "HEAD", signed)
