"""Hold a config against the rules; every rule says something of every device."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from netops.config.tree import Node, Tree, parse
from netops.model.config import Line
from netops.model.device import Device
from netops.model.finding import Finding, Result
from netops.platforms.spec import Platform
from netops.rules.fingerprint import fingerprint
from netops.rules.rule import BASELINE, Absent, Check, Limit, Match, Profile, Reference, Rule
from netops.rules.structure import Place, below, fill, hits, in_force, negation, places


@dataclass(frozen=True, slots=True)
class _Said:
    """What one requirement says of one object. `value` is the value class of the fingerprint."""

    result: Result
    place: Place
    value: str
    why: str
    lines: tuple[Node, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def evaluate(
    rules: Iterable[Rule],
    device: Device,
    text: str,
    platform: Platform,
    *,
    profile: Profile = BASELINE,
) -> tuple[Finding, ...]:
    """Judge a canonical running config; one finding a rule, or one for each object that it fails.

    A rule whose objects are all well gives one `pass`. A rule that cannot be held against the
    text (a pattern captured no number) gives `error`, which is never a pass.
    """
    tree = in_force(parse(text, platform))
    stored = text.split("\n")
    found = []
    for rule in rules:
        check = rule.platforms.get(platform.name)
        if check is None:
            said = [_Said(Result.NOT_APPLICABLE, Place(), "", f"says nothing of {platform.title}")]
        else:
            said = _judge(check.match, tree, profile)
        found += [_finding(rule, check, device, one, stored) for one in _merge(said)]
    return tuple(found)


def _judge(match: Match, tree: Tree, profile: Profile) -> list[_Said]:
    try:
        judged = places(tree, match)
        settled = any(hits(tree.children, match.or_global, {}))
        said = [
            one for place in judged for one in _object(match, place, tree, profile, settled=settled)
        ]
    except ValueError as error:
        return [_Said(Result.ERROR, Place(), "error", f"the rule cannot be applied: {error}")]
    if not judged:
        return [_Said(Result.NOT_APPLICABLE, Place(), "", "nothing on this device that it judges")]
    return said or [_Said(Result.PASS, Place(), "", "")]


def _object(
    match: Match, place: Place, tree: Tree, profile: Profile, *, settled: bool
) -> Iterator[_Said]:
    asked = list(hits(place.nodes, match.ask, place.names))
    for node, names in asked:
        yield _Said(
            Result.MANUAL, place, _value("ask", names), "a person must judge", (node,), names
        )
    if asked:
        return
    if not settled:
        yield from _absent(match, place)
    yield from _present(match, place)
    if match.limit:
        yield from _limit(match.limit, place, profile)
    if match.refers:
        yield from _refers(match.refers, place, tree)


def _absent(match: Match, place: Place) -> Iterator[_Said]:
    for pattern in match.must_have:
        found = tuple(node for node, _ in hits(place.nodes, [pattern], place.names))
        if len({node.text for node in found}) >= match.at_least:
            continue
        denied = tuple(node for node, _ in hits(place.nodes, [negation(pattern)], place.names))
        if denied:
            why = f"`{denied[0].text}` switches it off"
            yield _Said(Result.FAIL, place, "absent", why, denied)
        elif found:
            why = f"{len(found)} of at least {match.at_least}"
            yield _Said(Result.FAIL, place, "absent", why, found)
        elif match.absent is Absent.BAD:
            yield _Said(Result.FAIL, place, "absent", "the line that sets it is not there")
        elif match.absent is Absent.UNKNOWN:
            why = "no line sets it, and the default depends on the release"
            yield _Said(Result.UNKNOWN, place, "absent", why)


def _present(match: Match, place: Place) -> Iterator[_Said]:
    for node, names in hits(place.nodes, match.must_not_have, place.names):
        why = "this line must not be there"
        yield _Said(Result.FAIL, place, _value("present", names), why, (node,), names)


def _limit(limit: Limit, place: Place, profile: Profile) -> Iterator[_Said]:
    pattern = fill(limit.line, place.names)
    matches = [(node, match) for node in place.nodes if (match := pattern.search(node.text))]
    for node, match in matches:
        if why := _beyond(limit, _number(match), profile):
            yield _Said(Result.FAIL, place, limit.name, why, (node,))
    if not matches and limit.absent is None:
        why = f"no line sets {limit.name}, and the default depends on the release"
        yield _Said(Result.UNKNOWN, place, limit.name, why)
    elif not matches and (why := _beyond(limit, limit.absent or 0, profile)):
        yield _Said(Result.FAIL, place, limit.name, f"no line sets it, and the default is: {why}")


def _number(match: re.Match[str]) -> float:
    groups = match.groupdict(default="0")
    return float(groups["number"]) + float(groups.get("seconds", "0")) / 60


def _beyond(limit: Limit, number: float, profile: Profile) -> str:
    """Say how a number breaks the limit, naming threshold and profile; "" when it does not."""
    least = limit.at_most is None
    threshold = profile.thresholds.get(limit.name, limit.at_least if least else limit.at_most)
    bound = 0 if threshold is None else threshold
    if limit.zero_is_never and number == 0:
        shown = "0 (never)"
    elif number < bound if least else number > bound:
        shown = f"{number:g}"
    else:
        return ""
    side = "at least" if least else "at most"
    return f"{shown} {limit.unit}; {limit.name} must be {side} {bound:g} (profile {profile.name})"


def _refers(refers: Reference, place: Place, tree: Tree) -> Iterator[_Said]:
    for node, names in hits(place.nodes, [refers.line], place.names):
        known = {**place.names, **names}
        heads = [head for head, _ in hits(tree.children, refers.sections, known)]
        flat = [line for line, _ in hits(tree.children, refers.lines, known)]
        body = list(chain(flat, below(chain.from_iterable(h.children for h in heads))))
        name = names["name"]
        if refers.must_not_have:
            for line, _ in hits(body, refers.must_not_have, known):
                why = f"{name} lets everything through"
                yield _Said(Result.FAIL, place, f"open:{name}", why, (node, line), names)
        elif not heads and not flat:
            yield _Said(
                Result.FAIL, place, f"undefined:{name}", f"{name} is not defined", (node,), names
            )
        elif not body:
            lines = (node, *heads)
            yield _Said(Result.FAIL, place, f"empty:{name}", f"{name} is empty", lines, names)


def _value(kind: str, names: Mapping[str, str]) -> str:
    return ":".join((kind, *(value for _, value in sorted(names.items()))))


def _merge(said: Iterable[_Said]) -> Iterator[_Said]:
    """What has the same object and value class is one finding, with all of its evidence."""
    groups: dict[tuple[Result, tuple[str, ...], str], list[_Said]] = {}
    for one in said:
        groups.setdefault((one.result, one.place.path, one.value), []).append(one)
    for (result, _, value), members in groups.items():
        numbered = {node.number: node for one in members for node in one.lines}
        lines = tuple(numbered[number] for number in sorted(numbered))
        why = "; ".join(dict.fromkeys(one.why for one in members))
        yield _Said(result, members[0].place, value, why, lines, members[0].names)


def _finding(
    rule: Rule, check: Check | None, device: Device, said: _Said, stored: list[str]
) -> Finding:
    path = said.place.path
    head = (said.place.head,) if said.place.head else ()
    wrong = said.result not in (Result.PASS, Result.NOT_APPLICABLE)
    shown = (said.lines or head) if wrong else ()
    return Finding(
        fingerprint=fingerprint(rule.id, device, path, said.value),
        rule=rule.id,
        title=rule.title,
        device=device.name,
        severity=rule.severity,
        result=said.result,
        section=path,
        evidence=tuple(_evidence(node, stored) for node in shown),
        why=f"{rule.why} {_sentence(said.why)}" if wrong else _sentence(said.why),
        fix=_fix(check.fix, said) if check and wrong else "",
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _evidence(node: Node, stored: list[str]) -> Line:
    return Line(node.number, stored[node.number - 1].rstrip())


def _fix(template: str, said: _Said) -> str:
    """The rule's fix for this object.

    A line with `{line}` is said once for each offending line; a line that names what this object
    has not got is left out.
    """
    names = {**said.place.names, **said.names}
    written = []
    for line in template.rstrip().split("\n"):
        for offending in [node.text for node in said.lines] if "{line}" in line else [""]:
            known = {**names, "line": offending}
            if all(name in known for name in _NAMED.findall(line)):
                written.append(_named(line, known))
    return "\n".join(dict.fromkeys(written))


_NAMED = re.compile(r"\{([a-z_]+)\}")


def _named(line: str, known: Mapping[str, str]) -> str:
    return _NAMED.sub(lambda found: known[found[1]], line)
