"""What a person asks for, checked before anything is planned."""

import re
from collections.abc import Collection, Iterable, Iterator

from netops.change.around import problem
from netops.errors import InputError
from netops.model.change import ChangeRequest

ON_FAILURE = ("keep", "rollback_wave", "rollback_all")
LONGEST_SOAK = 3600
EVERY = "*"

_ID = re.compile(r"CHG-(\d{4})-(\d{4,})")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+=@-]{0,127}")


def next_id(taken: Iterable[str], *, year: int) -> str:
    """`CHG-YYYY-NNNN`: one more than the highest number of that year."""
    found = (_ID.fullmatch(name) for name in taken)
    numbers = [int(match[2]) for match in found if match and int(match[1]) == year]
    return f"CHG-{year}-{max(numbers, default=0) + 1:04d}"


def checked_id(change: str) -> str:
    """Return the id if it is one; raise `InputError` if not."""
    if _ID.fullmatch(change):
        return change
    raise InputError(f"'{change}' is no change id", hint="expected CHG-YYYY-NNNN")


def folder(change: str) -> str:
    """Where the files of a change lie in the evidence."""
    return f"changes/{checked_id(change)}"


def checked_name(who: str) -> str:
    """Return a person's name that can stand in a file name and in the signers file."""
    if _NAME.fullmatch(who):
        return who
    raise InputError(f"{who!r} is no name of a person here", hint="letters, digits and . _ - + = @")


def checked(request: ChangeRequest, *, known: Collection[str]) -> ChangeRequest:
    """Return the request; raise `InputError` with everything that is wrong with it."""
    if wrong := tuple(_problems(request, known)):
        raise InputError("; ".join(wrong), where=request.id)
    return request


def snippet_for(request: ChangeRequest, device: str) -> str | None:
    """The lines to merge into one device; None when drift is remediated instead."""
    return request.snippets.get(device, request.snippets.get(EVERY))


def _problems(request: ChangeRequest, known: Collection[str]) -> Iterator[str]:
    if not request.title.strip() or "\n" in request.title:
        yield "a change needs a title of one line"
    if not request.reason.strip():
        yield "a change needs a reason"
    if not request.devices:
        yield "a change needs at least one device"
    for name in sorted({name for name in request.devices if request.devices.count(name) > 1}):
        yield f"{name} is named twice"
    for name in request.devices:
        if name not in known:
            yield f"{name} is not in the inventory"
    yield from _unseen(request)
    yield from _bad_settings(request)


def _unseen(request: ChangeRequest) -> Iterator[str]:
    """Control characters and their kin: a reviewer would not see what they do."""
    texts = {"title": request.title, "reason": request.reason, "ticket": request.ticket}
    texts |= {"lines": "\n".join(request.snippets.values())}
    for what, text in texts.items():
        if hidden := sorted(mark for mark in {*text} - {"\n", "\t"} if not mark.isprintable()):
            yield f"the {what} must not hold {', '.join(f'U+{ord(mark):04X}' for mark in hidden)}"


def _bad_settings(request: ChangeRequest) -> Iterator[str]:
    for name in request.snippets:
        if name != EVERY and name not in request.devices:
            yield f"there are lines for {name}, which the change does not name"
    if request.on_failure not in ON_FAILURE:
        yield f"on_failure is '{request.on_failure}'; known: {', '.join(ON_FAILURE)}"
    yield from filter(None, map(problem, request.may_lose))
    if not 0 <= request.soak <= LONGEST_SOAK:
        yield f"soak is {request.soak}; 0 to {LONGEST_SOAK} seconds"
    if request.window and not request.window.opens < request.window.closes:
        yield "the window closes before it opens"
