"""RANCID 3.13 as Debian packages it, over git, as an ordinary user: it refuses to run as root."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import BenchError, Cost, cost
from lab.control import Lab, secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROGRAMS = Path("/usr/lib/rancid/bin")
_SHIPPED = Path("/etc/rancid/rancid.conf")
_FIRST_WORKERS = 50


class Rancid:
    """An installation of its own in `home`, for the devices of a lab."""

    def __init__(self, home: Path, lab: Lab) -> None:
        self._home, self._rows = home, lab.status()

    def prepare(self) -> None:
        """Make the repository and let RANCID meet every router.

        Its first run adds each router with a commit of its own; what is timed is a usual night.
        """
        for folder in ("base", "logs"):
            (self._home / folder).mkdir()
        self._settle(_FIRST_WORKERS)
        self._log_in()
        self._own()
        cost(self._command("rancid-cvs"))
        routers = self._home / "base" / "bench" / "router.db"
        routers.write_text("".join(f"{row['address']};cisco;up\n" for row in self._rows))
        cost(self._command("rancid-run"))

    def run(self, workers: int) -> Cost:
        """One `rancid-run`; raise `BenchError` if a config is not there."""
        self._settle(workers)
        found = cost(self._command("rancid-run"))
        self._check()
        return found

    def _settle(self, workers: int) -> None:
        home = self._home
        settings = {
            "TMPDIR": home,
            "BASEDIR": home / "base",
            "CVSROOT": home / "cvs",
            "LOGDIR": home / "logs",
            "RCSSYS": "git",
            "SENDMAIL": "/bin/true",
            "LIST_OF_GROUPS": "bench",
            "PAR_COUNT": workers,
            "MAX_ROUNDS": 1,
        }
        lines = (f'{name}="{value}"; export {name}\n' for name, value in settings.items())
        (home / "rancid.conf").write_text(_SHIPPED.read_text() + "".join(lines))

    def _log_in(self) -> None:
        home, login = self._home, secrets()
        (home / ".cloginrc").write_text(
            f"add user * {login['NETOPS_USERNAME']}\n"
            f"add password * {login['NETOPS_PASSWORD']} {login['NETOPS_PASSWORD']}\n"
            f"add method * ssh\nadd autoenable * 1\nadd sshcmd * {{{home}/ssh}}\n"
        )
        (home / ".cloginrc").chmod(0o600)
        (home / "ssh").write_text(
            f"#!/bin/sh\nexec ssh -p {self._rows[0]['port']} -o StrictHostKeyChecking=no "
            '-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "$@"\n'
        )
        (home / "ssh").chmod(0o755)

    def _own(self) -> None:
        subprocess.run(["chown", "-R", "nobody", str(self._home)], check=True)  # noqa: S603, S607  our folder

    def _command(self, program: str) -> list[str]:
        who = ("AUTHOR", "COMMITTER")
        names = [f"GIT_{one}_{what}=bench" for one in who for what in ("NAME", "EMAIL")]
        return [
            *("setpriv", "--reuid=nobody", "--clear-groups"),
            *("env", f"HOME={self._home}", *names),
            *(str(_PROGRAMS / program), "-f", str(self._home / "rancid.conf"), "bench"),
        ]

    def _check(self) -> None:
        folder = self._home / "base" / "bench" / "configs"
        for row in self._rows:
            text = (folder / row["address"]).read_text(errors="replace")
            if not text.rstrip().endswith("end"):
                raise BenchError(f"RANCID has no whole config of {row['name']}")


@contextmanager
def installed(lab: Lab) -> Iterator[Rancid]:
    """RANCID in a folder that goes afterwards."""
    if not _PROGRAMS.exists():
        raise BenchError(
            "RANCID is not installed; say: apt-get install --no-install-recommends rancid"
        )
    home = Path(tempfile.mkdtemp(prefix="netops-rancid-"))
    home.chmod(0o755)
    try:
        yield Rancid(home, lab)
    finally:
        shutil.rmtree(home)
