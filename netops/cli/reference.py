"""What netops knows: platforms and hardening rules."""

import rich_click as click
from rich.table import Table

from netops.cli.recap import COLOURS
from netops.cli.screen import Screen, plain, speaks
from netops.errors import InputError, suggestion
from netops.platforms.registry import PLATFORMS
from netops.rules.rule import Rule
from netops.sinks.rules_page import explain, rules_page
from netops.sources.rules import library


@click.command()
@click.argument("identity", metavar="[RULE]", required=False)
@click.option("--markdown", is_flag=True, help="Print the reference page of all rules.")
@speaks
def rules(identity: str | None, screen: Screen, *, markdown: bool) -> None:
    """List the hardening rules, or explain one: why, bad and good lines, references."""
    known = library()
    if identity:
        chosen = {rule.id: rule for rule in known}.get(identity.lower())
        if chosen is None:
            hint = suggestion(identity.lower(), [rule.id for rule in known])
            raise InputError(f"unknown rule '{identity}'", hint=hint)
        known = (chosen,)
    screen.document([_rule(rule) for rule in known])
    if screen.json:
        return
    if markdown or identity:
        screen.text(explain(known[0]) if identity else rules_page(known))
    else:
        screen.show(_table(known))


def _table(known: tuple[Rule, ...]) -> Table:
    table = Table("rule", "severity", "what must be so", "platforms", box=None, pad_edge=False)
    for rule in known:
        severity = plain(rule.severity.word, COLOURS[rule.severity])
        table.add_row(rule.id, severity, plain(rule.title), " ".join(rule.platforms))
    return table


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.id,
        "title": rule.title,
        "severity": rule.severity.word,
        "why": rule.why,
        "platforms": sorted(rule.platforms),
    }


@click.command()
@speaks
def platforms(screen: Screen) -> None:
    """List the platforms that netops knows, with the names that the inventory may use."""
    screen.document(
        [
            {
                "platform": one.name,
                "title": one.title,
                "aliases": one.aliases,
                "transports": dict(one.transports),
            }
            for one in PLATFORMS.values()
        ]
    )
    table = Table("platform", "title", "also called", "read by", box=None, pad_edge=False)
    for one in PLATFORMS.values():
        table.add_row(one.name, one.title, ", ".join(one.aliases), ", ".join(one.transports))
    screen.show(table)
