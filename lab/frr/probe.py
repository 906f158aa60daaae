"""Asks, in the network namespace where it runs, whether a far address answers: `probe.py OWN FAR`.

Nobody listens at port 1, so that the answer "refused" is the far router's own kernel. It needs
neither ping nor its privileges.
"""

from __future__ import annotations

import socket
import sys

_SECONDS = 2.0

if __name__ == "__main__":
    own, far = sys.argv[1:]
    try:
        socket.create_connection((far, 1), timeout=_SECONDS, source_address=(own, 0)).close()
    except ConnectionRefusedError:
        print("answers")
    except OSError as problem:
        print(problem)
