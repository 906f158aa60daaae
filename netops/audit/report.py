"""The report: everything a run found out, as one frozen value that every sink reads."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netops.errors import Cause
from netops.model.config import Collected, ConfigKind, Drift, NotCollected
from netops.model.device import Device
from netops.model.finding import Finding, Result, Severity
from netops.platforms.registry import platform
from netops.rules.rule import Rule


class Standing(StrEnum):
    """How a device came out of the run."""

    OK = "ok"
    CHANGED = "changed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device in the report.

    `changed`: its config differs from the last stored one. `seconds` is what reading it took.
    `verified` is when its running config was last proven whole, now or earlier; None if never.
    """

    name: str
    site: str
    role: str
    platform: str
    standing: Standing
    seconds: float
    verified: datetime | None
    cause: Cause | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One run. `finished` is aware; `revision` is the commit of the evidence, None without one.

    `fail_on` is the lowest severity of a finding that makes the run fail, None for no finding.
    `rules` are those that were applied, for the sinks that explain them; `against` is what running
    configs were to be compared with.
    """

    run: str
    playbook: str
    started: datetime
    finished: datetime
    devices: tuple[DeviceRow, ...]
    drifts: tuple[Drift, ...] = ()
    findings: tuple[Finding, ...] = ()
    revision: str | None = None
    fail_on: Severity | None = None
    profile: str = ""
    rules: tuple[Rule, ...] = ()
    against: tuple[ConfigKind, ...] = ()

    @property
    def failures(self) -> tuple[Finding, ...]:
        """Findings that say something is wrong or could not be judged, the worst first."""
        quiet = (Result.PASS, Result.NOT_APPLICABLE)
        loud = [one for one in self.findings if one.result not in quiet]
        return tuple(
            sorted(
                loud,
                key=lambda one: (
                    _RANK[one.result],
                    -one.severity,
                    one.device,
                    one.rule,
                    one.section,
                ),
            )
        )

    @property
    def drifted(self) -> tuple[Drift, ...]:
        """Drifts that are not empty."""
        return tuple(drift for drift in self.drifts if drift.items)

    @property
    def uncompared(self) -> dict[ConfigKind, tuple[str, ...]]:
        """The collected devices that have nothing to be compared with, by what they lack."""
        made = {(drift.device, drift.against) for drift in self.drifts}
        there = [row for row in self.devices if row.standing is not Standing.FAILED]
        lacking = {
            kind: tuple(
                row.name for row in there if (row.name, kind) not in made and _has(row, kind)
            )
            for kind in self.against
        }
        return {kind: names for kind, names in lacking.items() if names}

    @property
    def slowest(self) -> tuple[DeviceRow, ...]:
        """The five devices that took longest to read."""
        return tuple(sorted(self.devices, key=lambda row: -row.seconds)[:5])

    @property
    def exit_code(self) -> int:
        """0 clean; 3 drift, or a failed finding at or above `fail_on`; 4 a device not collected."""
        if any(row.standing is Standing.FAILED for row in self.devices):
            return 4
        failed = [one for one in self.findings if one.result is Result.FAIL]
        judged = self.fail_on is not None and any(one.severity >= self.fail_on for one in failed)
        return 3 if self.drifted or judged else 0

    def standing(self, standing: Standing) -> tuple[DeviceRow, ...]:
        """The devices that came out like this."""
        return tuple(row for row in self.devices if row.standing is standing)

    def causes(self) -> dict[Cause, tuple[str, ...]]:
        """The devices that were not collected, by cause."""
        found: dict[Cause, tuple[str, ...]] = {}
        for row in self.devices:
            if row.cause is not None:
                found[row.cause] = (*found.get(row.cause, ()), row.name)
        return found

    def by_severity(self) -> dict[Severity, int]:
        """How many findings failed, the highest severity first; every severity is there."""
        failed = [one.severity for one in self.findings if one.result is Result.FAIL]
        return {severity: failed.count(severity) for severity in sorted(Severity, reverse=True)}

    def by_result(self) -> dict[Result, int]:
        """How many findings had each result."""
        results = [one.result for one in self.findings]
        return {result: results.count(result) for result in Result}


def _has(row: DeviceRow, kind: ConfigKind) -> bool:
    """Whether a device could have this kind of config."""
    return kind is not ConfigKind.STARTUP or kind in platform(row.platform).capture.commands


_RANK = {
    result: rank
    for rank, result in enumerate(
        (
            Result.FAIL,
            Result.ERROR,
            Result.UNKNOWN,
            Result.MANUAL,
            Result.NOT_APPLICABLE,
            Result.PASS,
        )
    )
}


def device_rows(
    devices: Iterable[Device],
    collected: Iterable[Collected],
    *,
    changed: Collection[str] = (),
    seconds: Mapping[str, float] | None = None,
    verified: Mapping[str, datetime] | None = None,
) -> tuple[DeviceRow, ...]:
    """One row for each device of the scope, in the order of `devices`.

    A device with any config not collected, or with no running config at all, has failed.
    `verified` is what the store remembers of earlier runs.
    """
    taken: dict[str, list[Collected]] = {}
    for one in collected:
        taken.setdefault(one.device, []).append(one)
    return tuple(
        _row(
            device,
            taken.get(device.name, []),
            changed=device.name in changed,
            seconds=(seconds or {}).get(device.name, 0.0),
            before=(verified or {}).get(device.name),
        )
        for device in devices
    )


def _row(
    device: Device,
    taken: list[Collected],
    *,
    changed: bool,
    seconds: float,
    before: datetime | None,
) -> DeviceRow:
    failed = next((one for one in taken if isinstance(one, NotCollected)), None)
    running = next((one for one in taken if one.kind is ConfigKind.RUNNING), None)
    proven = running is not None and not isinstance(running, NotCollected)
    if failed or not proven:
        standing = Standing.FAILED
    else:
        standing = Standing.CHANGED if changed else Standing.OK
    return DeviceRow(
        name=device.name,
        site=device.site,
        role=device.role,
        platform=device.platform,
        standing=standing,
        seconds=seconds,
        verified=running.taken if running and proven else before,
        cause=failed.cause if failed else None,
        reason=failed.reason if failed else "" if proven else "nothing was collected",
    )
