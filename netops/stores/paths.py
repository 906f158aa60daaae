"""Paths inside the evidence repository: hostile names stop here."""

import re

from netops.errors import StoreError

# One component: what git, every file system and every shell can carry without surprise.
_COMPONENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+=@-]{0,127}")
_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/~^-]{0,127}")


def checked_path(path: str) -> str:
    """Return the path if every `/` component is plain; raise `StoreError` if not.

    Refused are empty, hidden and dot components, absolute paths, control characters, blanks and
    whatever git or a shell could read as an option or a pathspec.
    """
    if all(_COMPONENT.fullmatch(component) for component in path.split("/")):
        return path
    raise StoreError(f"{path!r} is no path of the evidence repository")


def checked_revision(revision: str) -> str:
    """Return the revision if it reads like a hash, a branch or `main~2`; raise if not."""
    if _REVISION.fullmatch(revision) and ".." not in revision:
        return revision
    raise StoreError(f"{revision!r} is no revision; give a hash, a branch, or main~2")
