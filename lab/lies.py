"""`make lies`: the fifteen replies that unmodified drivers report as success."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from lab import bare
from lab.bare import EOS, IOS, JUNOS, NXOS, XR, Row, Stage
from lab.control import Lab, LabError, secrets

_NETS = ("127.46", "127.47", "127.48")
# Seconds that a device's minute lasts, so that revert timers fire while one waits.
_MINUTE = 1.0
_MERGE = ("ios", IOS, "merge")
_SECOND = {"line": "2"}
ROWS = (
    *(
        Row(number, *_MERGE, reply, bare.ios_merge, bare.has_the_change, fault, settings)
        for number, (fault, reply, settings) in enumerate(
            (
                ("incomplete-command", "% Incomplete command.", _SECOND),
                ("overlaps", "% 10.0.0.0 overlaps with Gi0/1", _SECOND),
                ("vlan-missing", "%VLAN 10 does not exist", _SECOND),
                ("command-rejected", "Command rejected: ...", _SECOND),
                ("ambiguous", "% Ambiguous command", _SECOND),
                ("open-failed", "%Error opening file", {}),
            ),
            1,
        )
    ),
    Row(
        *(7, "ios", IOS, "replace", "Rollback aborted after 5 passes"),
        *(bare.ios_replace, bare.is_replaced, "replace-aborted"),
    ),
    Row(
        *(8, "ios", IOS, "rollback", "Rollback aborted after 5 passes"),
        *(bare.ios_rollback, bare.is_base, "replace-aborted"),
    ),
    Row(
        *(9, "nxos", NXOS, "replace", "Rollback failed."),
        *(bare.nxos_replace, bare.is_replaced, "rollback-failed"),
    ),
    Row(
        *(10, "nxos", NXOS, "rollback", "Rollback failed."),
        *(bare.nxos_rollback, bare.is_base, "rollback-failed"),
    ),
    Row(
        *(11, "eos, ssh", EOS, "merge", "% Invalid input"),
        *(bare.eos_merge, bare.has_the_change, "line-refused", _SECOND),
    ),
    Row(
        *(12, "eos, ssh", EOS, "merge", "% Failed to commit"),
        *(bare.eos_merge, bare.has_the_change, "commit-failed"),
    ),
    Row(
        *(13, "junos", JUNOS, "confirm", "(the timer has fired)"),
        *(bare.junos_late_confirm, bare.has_the_description),
    ),
    Row(
        *(14, "nornir_napalm", IOS, "confirm", "(the timer has fired)"),
        *(bare.nornir_late_confirm, bare.has_the_change),
    ),
    Row(
        *(15, "iosxr", XR, "replace", "(others have committed)"),
        *(bare.xr_replace, bare.xr_replaced),
    ),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a driver said, and what the device's memory held then."""

    row: Row
    said: str
    is_success: bool
    holds_it: bool
    is_saved: bool

    @property
    def is_lie(self) -> bool:
        """Success in words, and not on the device."""
        return self.is_success and not self.holds_it

    @property
    def held(self) -> str:
        """The device's memory in a few words."""
        holds = "what was asked" if self.holds_it else "not what was asked"
        return f"{holds}, {'saved' if self.is_saved else 'unsaved'}"


def play(stage: Stage, row: Row) -> Outcome:
    """Play one row on a device that is as it boots."""
    lab = stage.lab
    lab.reset(row.device)
    try:
        said, is_success = row.play(stage, row), True
    except Exception as error:  # noqa: BLE001  whatever a driver raises is what it says
        said, is_success = f"{type(error).__name__}: {error}".splitlines()[0], False
    lab.clear(row.device)
    running, startup = lab.memory(row.device), lab.memory(row.device, "startup")
    holds = row.asked(bare.base(row.device), running)
    return Outcome(row, said, is_success, holds, _plain(startup) == _plain(running))


def _plain(text: str) -> str:
    """Without what NAPALM's ios driver types before a commit, saves, and takes back later."""
    return text.replace("file prompt quiet\n", "")


def stage_of(lab: Lab) -> Stage:
    """The stage of a lab that is up."""
    login = secrets()
    rows = {row["name"]: row for row in lab.status()}
    return Stage(lab, rows, (login["NETOPS_USERNAME"], login["NETOPS_PASSWORD"]))


def _print(outcome: Outcome) -> None:
    row = outcome.row
    verdict = "LIE" if outcome.is_lie else "honest"
    print(
        f"{row.number:>2}  {row.driver:<13} {row.deed:<8} {row.reply:<31} "
        f"{outcome.said[:42]:<42}  {outcome.held:<27} {verdict}"
    )


def _up(lab: Lab) -> None:
    for net in _NETS[:-1]:
        try:
            return lab.up(net=net, minute=_MINUTE, only=(IOS, EOS, NXOS, JUNOS, XR))
        except LabError:
            continue
    return lab.up(net=_NETS[-1], minute=_MINUTE, only=(IOS, EOS, NXOS, JUNOS, XR))


def main() -> int:
    """Print the table; 1 if a driver no longer lies where it is known to."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("napalm", "nornir-napalm"))
    print(f"bare {packages}; what they say, and what the device's memory holds then\n")
    print(
        f"{'#':>2}  {'DRIVER':<13} {'DEED':<8} {'THE DEVICE SAYS':<31} "
        f"{'THE DRIVER SAYS':<42}  {'THE DEVICE HOLDS':<27} VERDICT"
    )
    with tempfile.TemporaryDirectory(prefix="lab-lies-") as folder:
        lab = Lab(Path(folder))
        _up(lab)
        try:
            stage = stage_of(lab)
            outcomes = []
            for row in ROWS:
                outcomes.append(play(stage, row))
                _print(outcomes[-1])
        finally:
            lab.down()
    lies = sum(outcome.is_lie for outcome in outcomes)
    print(f"\n{lies} of {len(ROWS)} reported as success, though the device did not do it")
    return 0 if lies == len(ROWS) else 1


if __name__ == "__main__":
    sys.exit(main())
