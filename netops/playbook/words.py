"""The vocabulary of playbooks, as data: what each word takes, needs and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """One stage word.

    `needs` and `gives` name the values that travel between stages. `items` are the words that its
    list takes (`collect: [running]`); `options` the keys of its mapping, each with the values it
    allows, () for any text. `before` names words that may not come earlier than this one.
    """

    name: str
    about: str
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    before: tuple[str, ...] = ()


SEVERITIES = ("info", "low", "medium", "high", "critical")

WORDS = {
    word.name: word
    for word in (
        Word(
            "collect",
            "read configs from the devices; prove each one whole",
            gives=("configs",),
            items=("running", "startup"),
        ),
        Word(
            "store",
            "commit the canonical configs to git, one commit a run; seal the exact ones",
            needs=("configs",),
            gives=("revision",),
        ),
        Word(
            "compare",
            "find drift of running against intended, or startup",
            needs=("configs",),
            gives=("drift",),
            items=("intended", "startup"),
            before=("judge",),
        ),
        Word(
            "judge",
            "turn drift, missing captures and hardening rules into findings with a verdict",
            needs=("configs",),
            gives=("findings",),
            options={"profile": ("baseline", "stig")},
        ),
        Word(
            "report",
            "write pages and fail on drift or on findings of a severity",
            needs=("configs",),
            gives=("report",),
            options={"to": ("markdown", "html", "json", "sarif"), "fail-on": SEVERITIES},
        ),
    )
}
