"""The pure stages on files, without inventory or devices: for pipelines and pull requests."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

import rich_click as click

from netops.cli.explain_view import explanation_document, explanation_lines
from netops.cli.lazy import LazyGroup
from netops.cli.recap import drift_lines, finding_line
from netops.cli.screen import Screen, plain, speaks
from netops.config.drift import drift as find_drift
from netops.config.explain import explain as explained
from netops.config.leaks import leaks
from netops.config.partial import strangers, whole
from netops.config.plans import Remediation
from netops.config.redact import redact as mask
from netops.config.remediation import remediate as propose
from netops.errors import InputError
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.model.finding import Finding, Result, Severity
from netops.platforms.registry import platform as named
from netops.platforms.spec import Platform
from netops.rules.evaluate import evaluate
from netops.sources.rules import library
from netops.yamlfile import read_text

COMMANDS = {
    "redact": ("netops.cli.files:redact", "Mask every secret of a config."),
    "audit": ("netops.cli.files:audit", "Judge a config against the hardening rules."),
    "drift": ("netops.cli.files:drift", "Compare a running config with an intended one."),
    "remediate": ("netops.cli.files:remediate", "Plan running to intended, proven or refused."),
    "explain": ("netops.cli.files:explain", "Plan, and say of each line why it is there."),
}
CLEAN, DRIFT, REFUSED = 0, 3, 5


@click.group(cls=LazyGroup, lazy=COMMANDS, name="file")
def files() -> None:
    """The pure stages on files: redact, audit, drift, remediate, explain."""


Command = Callable[..., Any]


def _on_a_platform(command: Command) -> Command:
    @speaks
    @wraps(command)
    def wrapped(*args: object, platform: str, **kwargs: object) -> object:
        return command(*args, platform=named(platform), **kwargs)

    return click.option("-p", "--platform", required=True, help="The config's platform.")(wrapped)


FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@dataclass(frozen=True, slots=True)
class Pair:
    """What runs and the whole config that should, the device's name, and which sections count."""

    running: str
    intended: str
    name: str
    owned: tuple[str, ...]


def _on_a_pair(command: Command) -> Command:
    @click.argument("running", type=FILE)
    @click.argument("intended", type=FILE)
    @click.option(
        "--owned",
        multiple=True,
        metavar="SECTION",
        help="A section that INTENDED speaks of, the rest stays as it runs; repeat to add.",
    )
    @_on_a_platform
    @wraps(command)
    def wrapped(
        running: Path, intended: Path, owned: tuple[str, ...], platform: Platform, **rest: object
    ) -> object:
        goal = _goal(running, intended, owned, platform)
        pair = Pair(read_text(running), goal, running.stem, owned)
        return command(pair, platform=platform, **rest)

    return wrapped


def _goal(running: Path, intended: Path, owned: tuple[str, ...], platform: Platform) -> str:
    """The whole config that should run."""
    theirs = read_text(intended)
    if not owned:
        return theirs
    if outside := strangers(theirs, owned, platform):
        where = f"{intended}:{outside[0].number}"
        raise InputError("stands in no section that is owned", where=where, hint="see --owned")
    return whole(read_text(running), theirs, owned, platform)


def _with_a_source(command: Command) -> Command:
    told = "Address that the session comes from: it stays let in."
    return click.option("--source", default="", help=told)(command)


@click.command()
@click.argument("config", type=FILE)
@_on_a_platform
def redact(config: Path, platform: Platform, screen: Screen) -> int:
    """Mask every secret of CONFIG; lines that still look like one are withheld and named."""
    # A key for this call alone: nobody can try words against the digests.
    masked = mask(read_text(config), platform, secrets.token_bytes(32))
    lines = masked.split("\n")
    held = leaks(masked, platform)
    for line in held:
        lines[line.number - 1] = "! withheld by netops: looks like a secret"
        screen.remark(f"{config}:{line.number}: withheld, looks like a secret")
    text = "\n".join(lines)
    screen.document({"text": text, "withheld": [line.number for line in held]})
    if not screen.json:
        screen.text(text)
    return CLEAN


@click.command()
@click.argument("config", type=FILE)
@click.option(
    "--fail-on",
    type=click.Choice([severity.word for severity in Severity]),
    default=Severity.HIGH.word,
    show_default=True,
    help="Lowest severity that makes the exit code 3.",
)
@_on_a_platform
def audit(config: Path, platform: Platform, fail_on: str, screen: Screen) -> int:
    """Judge CONFIG against the hardening rules of its platform."""
    device = Device(config.stem, platform.name, "", 0, site="", role="")
    text = mask(read_text(config), platform, secrets.token_bytes(32))
    findings = evaluate(library(), device, text, platform)
    screen.document([_audited(finding) for finding in findings])
    failed = [one for one in findings if one.result is Result.FAIL]
    for finding in sorted(failed, key=lambda one: -one.severity):
        screen.show(*finding_line(finding))
    passed = sum(one.result is Result.PASS for one in findings)
    screen.show(plain(f"{len(failed)} failed, {passed} passed, of {len(findings)} results"))
    bar = Severity[fail_on.upper()]
    return DRIFT if any(one.severity >= bar for one in failed) else CLEAN


@click.command()
@_on_a_pair
def drift(pair: Pair, platform: Platform, screen: Screen) -> int:
    """Compare RUNNING with INTENDED by meaning; secrets are masked, yet compared."""
    ours, goal = _masked(pair, platform)
    found = replace(
        find_drift(ours, goal, platform, device=pair.name, against=ConfigKind.INTENDED),
        owned=pair.owned,
    )
    screen.document({"drift": bool(found.items), **asdict(found)})
    screen.show(*drift_lines(found))
    if not found.items:
        screen.show(plain("no drift"))
    return DRIFT if found.items else CLEAN


@click.command()
@_with_a_source
@_on_a_pair
def remediate(pair: Pair, platform: Platform, source: str, screen: Screen) -> int:
    """Plan the commands from RUNNING to INTENDED, with three proofs, or refuse with a reason."""
    plan = propose(pair.running, pair.intended, platform, source=source)
    screen.document(_planned(plan))
    if plan.verdict != "proven":
        return _refused(screen, plan)
    screen.show(*(plain(line) for line in plan.commands))
    return CLEAN


@click.command()
@_with_a_source
@_on_a_pair
def explain(pair: Pair, platform: Platform, source: str, screen: Screen) -> int:
    """Plan from RUNNING to INTENDED, secrets masked; say why each line is there, what undoes it."""
    base, goal = _masked(pair, platform)
    plan = propose(base, goal, platform, source=source)
    if plan.verdict != "proven":
        screen.document(_planned(plan))
        return _refused(screen, plan)
    found = explained(base, goal, plan.commands, plan.rollback, platform, source=source)
    screen.document({**_planned(plan), **explanation_document(found)})
    screen.show(*explanation_lines(found))
    return CLEAN


def _masked(pair: Pair, platform: Platform) -> Iterator[str]:
    """Both texts, line by line, with their secrets masked by a key for this call alone."""
    key = secrets.token_bytes(32)
    return (mask(text, platform, key) for text in (pair.running, pair.intended))


def _refused(screen: Screen, plan: Remediation) -> int:
    screen.show(plain(f"refused: {plan.reason}", "bold red"))
    screen.show(*(plain(f"  {one}", "yellow") for one in plan.findings))
    return REFUSED


def _planned(plan: Remediation) -> dict[str, object]:
    return {
        "verdict": plan.verdict,
        "reason": plan.reason,
        "commands": plan.commands,
        "rollback": plan.rollback,
        "proofs": asdict(plan.proofs),
        "risks": plan.risks,
        "findings": plan.findings,
    }


def _audited(finding: Finding) -> dict[str, object]:
    first = finding.evidence[0] if finding.evidence else None
    return {
        "rule": finding.rule,
        "result": finding.result,
        "severity": finding.severity.word,
        "line": first.number if first else None,
        "evidence": [line.text for line in finding.evidence],
        "title": finding.title,
        "why": finding.why,
        "fix": finding.fix,
    }
