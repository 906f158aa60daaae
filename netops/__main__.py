"""`python -m netops` and the `netops` command."""

import gc
import signal
import sys
from threading import Timer

INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.unraisablehook = _unraisable
    try:
        # To import makes no garbage, and a tenth of the start went into looking for it.
        gc.disable()
        # Ctrl-C counts from the first moment, and importing takes some.
        from netops.cli.root import run  # noqa: PLC0415

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def _unraisable(lost: "sys.UnraisableHookArgs") -> None:
    """Press Ctrl-C again when Python lost it: in a clean-up it would only print a traceback."""
    if lost.exc_type is KeyboardInterrupt:
        again = Timer(0.01, signal.raise_signal, (signal.SIGINT,))
        again.daemon = True
        again.start()
    else:
        sys.__unraisablehook__(lost)


if __name__ == "__main__":
    main()
