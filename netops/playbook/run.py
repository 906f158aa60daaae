"""A checked playbook, word by word: each takes what the words before it gave."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from netops.audit.report import Report
from netops.model.config import ConfigKind, Drift
from netops.model.finding import Finding
from netops.playbook import stages
from netops.playbook.schema import Playbook, Step
from netops.playbook.stages import Configs, Run
from netops.rules.rule import BASELINE
from netops.tasks.collect import Gathered


@dataclass(frozen=True, slots=True)
class _Given:
    """What the words so far gave."""

    configs: Configs = field(default_factory=lambda: Configs((), {}, frozenset()))
    revision: str | None = None
    drifts: tuple[Drift, ...] = ()
    against: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    profile: str = ""
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """How a playbook ended: its report, the pages written, and whether Ctrl-C cut it short."""

    report: Report
    pages: tuple[Path, ...]
    interrupted: bool = False


def play(
    playbook: Playbook, run: Run, *, seen: Callable[[Gathered], None], check: bool = False
) -> Played:
    """Run the words in their order. With `check` nothing is stored and no page is written.

    After Ctrl-C only `collect` has run: half a network is neither stored nor judged.
    """
    given = _Given()
    for step in playbook.steps:
        if not (check and step.word == "store"):
            given = _said(run, step, given, seen)
        if given.configs.interrupted:
            break
    made = given.report or _report(run, given, None)
    halted = given.configs.interrupted
    pages = () if check or halted else stages.publish(run, made, _to(playbook))
    return Played(made, pages, halted)


def _said(run: Run, step: Step, given: _Given, seen: Callable[[Gathered], None]) -> _Given:
    match step.word:
        case "collect":
            return replace(given, configs=stages.collect(run, step.items, seen=seen))
        case "store":
            return replace(given, revision=stages.store(run, given.configs))
        case "compare":
            stored = step.options.get("stored", ())
            drifts = stages.compare(run, given.configs, step.items, stored=stored)
            backup = (ConfigKind.RUNNING.value,) if "" in stored else ()
            return replace(given, drifts=drifts, against=(*step.items, *backup))
        case "judge":
            (profile,) = step.options.get("profile", (BASELINE.name,))
            findings = stages.judge(
                run, given.configs, given.drifts, against=given.against, profile=profile
            )
            return replace(given, findings=findings, profile=profile)
        case _:
            return replace(given, report=_report(run, given, step))


def _report(run: Run, given: _Given, step: Step | None) -> Report:
    made = stages.report(
        run,
        given.configs,
        drifts=given.drifts,
        findings=given.findings,
        revision=given.revision,
        profile=given.profile,
        fail_on=next(iter(step.options.get("fail-on", ())), None) if step else None,
    )
    return replace(made, against=tuple(ConfigKind(kind) for kind in given.against))


def _to(playbook: Playbook) -> tuple[str, ...]:
    steps = (step for step in playbook.steps if step.word == "report")
    return tuple(sink for step in steps for sink in step.options.get("to", ()))
