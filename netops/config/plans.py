"""A plan for one device, or why there is none."""

from dataclasses import dataclass

from netops.model.change import Proofs

PROVEN, REFUSED = "proven", "refused"


@dataclass(frozen=True, slots=True)
class Remediation:
    """A plan for one device, or why there is none.

    `verdict` is `proven` or `refused`, `reason` says why it is refused. `commands` and `rollback`
    are lines indented by section; `predicted` is the config after the commands, `diff` the
    unified diff from the running config to it. `risks` are for the people who approve;
    `findings` say what cannot be made safe, and for how many commands it would be open.
    """

    verdict: str
    reason: str
    commands: tuple[str, ...]
    rollback: tuple[str, ...]
    predicted: str
    diff: str
    proofs: Proofs
    risks: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def nothing_to_do(running: str) -> Remediation:
    """The plan for a device that holds what it should."""
    proofs = Proofs(reaches=True, safe=True, rolls_back=True)
    return Remediation(PROVEN, "", (), (), running, "", proofs)


def refused(running: str, reason: str, proofs: Proofs | None = None) -> Remediation:
    """No plan, and why."""
    failed = proofs or Proofs(reaches=False, safe=False, rolls_back=False, notes=(reason,))
    return Remediation(REFUSED, reason, (), (), running, "", failed)
