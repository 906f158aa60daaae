"""`python -m netops.tasks.judging`: judge what comes in on a socket, until that closes."""

import pickle
import socket

from netops.tasks.claims import Claim, Verdict, judged

LENGTH = 4


def main() -> None:
    """Answer each claim in turn. What goes wrong here ends it, and is judged again by the run."""
    with socket.socket(fileno=0) as run, run.makefile("rb") as claims:
        while length := claims.read(LENGTH):
            claim = pickle.loads(claims.read(int.from_bytes(length)))  # noqa: S301 (our own process)
            run.sendall(framed(judged(claim)))


def framed(value: Claim | Verdict) -> bytes:
    """A value on its way to another process of ours, behind its length."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(LENGTH) + body


if __name__ == "__main__":
    main()
