"""`python -m lab.demo`: the whole loop on eight emulated devices; each step checks itself.

It only calls the `netops` command, git and ssh-keygen, as a person would, and reads the devices'
memory through the lab. Exit 0 only if every step came out as told.
"""

import sys
import time

from lab.stage import DemoError, Stage
from lab.story import STORY


def main() -> int:
    """Play the story; print each step, what was seen, and where to look."""
    started = time.monotonic()
    try:
        with Stage() as stage:
            for letter, title, step in STORY:
                stage.title(letter, title)
                step(stage)
    except DemoError as error:
        print(f"\n  FAILED: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n  interrupted; the lab is down", file=sys.stderr)
        return 130
    print(f"\nEvery step came out as told, in {time.monotonic() - started:.0f} s.")
    stage.epilogue()
    return 0


if __name__ == "__main__":
    sys.exit(main())
