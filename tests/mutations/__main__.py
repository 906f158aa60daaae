"""`make mutations`: thousands of random changes for each platform, and what came of them."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from lab.sim.platforms import PLATFORMS
from mutations.play import FAILED, Outcome, outcome
from mutations.routers import FRR, real_case, real_outcome, real_router
from mutations.stock import stock
from netops.config.textdiff import unified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mutations.play import Case

_SHOWN, _TOLD = 12, 500
_VALUES = re.compile(r"`[^`]*`|\b\S*\d\S*\b|\b[A-Z][A-Z0-9_-]+\b")


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, print, and return 1 when a plan failed that was called proven."""
    given = _parser().parse_args(arguments)
    if given.only is not None:
        return _shown(given.platforms[0], given.seed, given.only)
    return max(_played(nos, given) for nos in given.platforms or PLATFORMS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mutations", description=__doc__)
    parser.add_argument("platforms", nargs="*", metavar="PLATFORM")
    parser.add_argument("--count", type=int, default=5000, help="changes for each platform")
    parser.add_argument("--seed", type=int, default=0, help="another seed plays other changes")
    parser.add_argument("--only", type=int, help="show this one change and what came of it")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    return parser


def _one(nos: str, seed: int, number: int) -> Outcome:
    try:
        return outcome(stock(nos).case(number, seed=seed))
    except Exception as error:  # noqa: BLE001  (whatever it is, it must not cost the others)
        return Outcome(FAILED, f"{type(error).__name__}: {error}")


def _outcomes(nos: str, given: argparse.Namespace) -> Iterator[Outcome]:
    if nos == FRR.name:
        with real_router() as router:
            for number in range(given.count):
                yield real_outcome(router, real_case(router, number, seed=given.seed))
        return
    with ProcessPoolExecutor(given.jobs) as pool:
        yield from pool.map(partial(_one, nos, given.seed), range(given.count), chunksize=20)


def _played(nos: str, given: argparse.Namespace) -> int:
    found: list[Outcome] = []
    for one in _outcomes(nos, given):
        if one.verdict == FAILED or len(found) % _TOLD == 0:
            print(f"{nos}: {len(found)} of {given.count} {one.reason}", file=sys.stderr, flush=True)
        found.append(one)
    verdicts = Counter(one.verdict for one in found)
    stops = sum(one.stops for one in found)
    told = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in ("proven", "refused", FAILED))
    print(f"{nos}: {len(found)} changes, {told}; {stops} stop points")
    reasons = Counter(_VALUES.sub("...", one.reason) for one in found if one.verdict == "refused")
    for reason, count in reasons.most_common(_SHOWN):
        print(f"  {count:5} refused: {reason}")
    for number, one in enumerate(found):
        if one.verdict == FAILED:
            print(f"  failed: --only {number} --seed {given.seed}: {one.reason}")
    return int(bool(verdicts[FAILED]))


def _shown(nos: str, seed: int, number: int) -> int:
    if nos == FRR.name:
        with real_router() as router:
            case = real_case(router, number, seed=seed)
            return _printed(case, real_outcome(router, case))
    case = stock(nos).case(number, seed=seed)
    return _printed(case, outcome(case))


def _printed(case: Case, found: Outcome) -> int:
    print(case.running)
    print(unified(case.running, case.spelled, old_name="running", new_name="intended"))
    print("\n".join((*found.commands, "", f"{found.verdict} {found.reason}")))
    return int(found.verdict == FAILED)


if __name__ == "__main__":
    sys.exit(main())
