"""What a hardening rule is: facts about good and bad lines, in a small closed vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from netops.model.finding import Severity


class Absent(StrEnum):
    """What it means when a line is not there: only a known default lets an absent line fail."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Limit:
    """A number in a line, held against a threshold that the profile may set by `name`.

    `line` has the group `number` and may have `seconds`, which count as fractions of a minute.
    Exactly one of `at_most` and `at_least` is set. `absent` is the device's own value when there
    is no such line, None when the default is not known. `zero_is_never`: 0 switches it off.
    """

    name: str
    line: str
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    absent: float | None = None
    zero_is_never: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A line that names something else, which must exist and say something.

    `line` has the group `name`; `sections` are regexes of the sections that define it, `lines` of
    one-line definitions; both may use `{name}`. With `must_not_have` only the lines of the
    definition are judged: that it exists is another rule's business.
    """

    line: str
    sections: tuple[str, ...]
    lines: tuple[str, ...] = ()
    must_not_have: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """How a config is held against a rule on one platform. Every pattern is a regex for one line.

    A line is written without its indentation; `{x}` in a pattern stands for what the named group
    `x` of an enclosing `each` matched.

    - `each`: path of regexes from a top-level section inwards; every line it reaches is one object;
      none: not applicable. () judges the whole config as one object.
    - `required`: with `each`, an object that is not there counts as an empty one.
    - `beside`: judge the lines beside the object, not those inside it.
    - `anywhere`: judge lines at any depth, not only direct ones.
    - `where` / `unless`: objects that lack one of / have one of these lines are left out.
    - `must_have`: each pattern needs `at_least` different lines; `absent` says what none means.
    - `or_global`: one of these top-level lines will do in place of `must_have`.
    - `must_not_have`: no line may match.
    - `ask`: a line that only a person can judge: the result is `manual`.
    """

    each: tuple[str, ...] = ()
    required: bool = False
    beside: bool = False
    anywhere: bool = False
    where: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    must_have: tuple[str, ...] = ()
    at_least: int = 1
    absent: Absent = Absent.UNKNOWN
    or_global: tuple[str, ...] = ()
    must_not_have: tuple[str, ...] = ()
    limit: Limit | None = None
    refers: Reference | None = None
    ask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One rule on one platform. `bad` and `good` are configs that fail and pass: its test.

    `fix` may use `{section}` (the object's own line), `{line}` (each offending line) and every
    named group of `each` and `must_not_have`.
    """

    match: Match
    fix: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Refs:
    """Where others ask for the same: ids only. ATT&CK ids are those of v18.1."""

    stig: tuple[str, ...] = ()
    nist: tuple[str, ...] = ()
    cis: tuple[str, ...] = ()
    pci: tuple[str, ...] = ()
    attack: tuple[str, ...] = ()


ATTACK_VERSION = "18.1"


@dataclass(frozen=True, slots=True)
class Rule:
    """One hardening rule; `platforms` maps netmiko's platform name to the check."""

    id: str
    title: str
    area: str
    severity: Severity
    why: str
    platforms: Mapping[str, Check]
    refs: Refs = field(default_factory=Refs)


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of thresholds; a limit that it does not name keeps the rule's own."""

    name: str
    thresholds: Mapping[str, float] = field(default_factory=dict)


BASELINE = Profile("baseline")
STIG = Profile("stig", {"idle-minutes": 5})
PROFILES: Mapping[str, Profile] = {profile.name: profile for profile in (BASELINE, STIG)}
