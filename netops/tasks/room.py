"""Room for many sessions: each one is an open file, and through a jump host it is two."""

import resource

from netops.errors import InputError

# Repositories, logs, threads' wake-ups, libraries: what is open beside the sessions.
_OURS = 256


def make_room(sessions: int) -> None:
    """Let this process open what so many sessions need; raise `InputError` where it may not."""
    needed = 2 * sessions + _OURS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return
    if hard != resource.RLIM_INFINITY and hard < needed:
        what = f"{sessions} sessions at once need {needed} open files, and {hard} are allowed"
        most = max(1, (hard - _OURS) // 2)
        raise InputError(what, where="workers", hint=f"set it to {most}, or raise `ulimit -Hn`")
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
