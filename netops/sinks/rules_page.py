"""What the rules ask for, as Markdown: the page in the docs, and one rule explained."""

from collections.abc import Iterable, Iterator
from importlib import resources

from netops.rules.rule import ATTACK_VERSION, Check, Rule
from netops.sinks.text import block, plain


def rules_page(rules: Iterable[Rule]) -> str:
    """The documentation of every rule, by area, with its lines on each platform."""
    known = tuple(rules)
    areas = dict.fromkeys(rule.area for rule in known)
    lines = [
        "# Hardening rules",
        "",
        f"{len(known)} rules, written by `netops rules --markdown` from `netops/rules/library/`.",
        f"ATT&CK ids are those of version {ATTACK_VERSION}. Secrets stand as `<secret:...>`.",
        "",
        "| rule | severity | platforms | what it asks for |",
        "|---|---|---|---|",
        *(
            f"| [`{rule.id}`](#{rule.id}) | {rule.severity.word} | {', '.join(rule.platforms)} |"
            f" {plain(rule.title)} |"
            for rule in known
        ),
        "",
    ]
    for area in areas:
        lines += [f"## {area.capitalize().replace('-', ' ')}", ""]
        for rule in known:
            if rule.area == area:
                lines += _rule(rule)
    own = resources.files("netops.sinks") / "templates" / "own-rules.md"
    lines.append(own.read_text(encoding="utf-8"))
    return "\n".join(lines)


def explain(rule: Rule) -> str:
    """One rule: what it asks for and why, who else asks, its lines on each platform."""
    return "\n".join(_rule(rule)).rstrip("\n") + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}"
    yield ""
    yield f"**{plain(rule.title)}.** Severity {rule.severity.word}. {plain(rule.why)}"
    yield ""
    refs = (
        ("STIG", rule.refs.stig),
        ("NIST 800-53", rule.refs.nist),
        ("CIS", rule.refs.cis),
        ("PCI DSS 4", rule.refs.pci),
        ("ATT&CK", rule.refs.attack),
    )
    if asked := "; ".join(f"{name} {', '.join(ids)}" for name, ids in refs if ids):
        yield f"Asked for by: {asked}."
        yield ""
    for name, check in rule.platforms.items():
        yield from _check(name, check)


def _check(name: str, check: Check) -> Iterator[str]:
    for word, text in (("wrong", check.bad), ("right", check.good), ("fix", check.fix)):
        yield f"`{name}`, {word}:"
        yield ""
        yield block(text)
        yield ""
