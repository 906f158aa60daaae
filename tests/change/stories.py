"""The values that the stories of this folder start from."""

from dataclasses import replace
from datetime import UTC, datetime

from netops.change.canonical_json import digest
from netops.change.policy import Match, Policy, Rule
from netops.change.signatures import payload
from netops.model.change import (
    Approval,
    ChangeRequest,
    Decision,
    DevicePlan,
    Mode,
    Plan,
    Proofs,
)
from netops.model.device import Device

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CHANGE = "CHG-2026-0001"


def device(name="r1", **fields):
    given = {
        "platform": "cisco_ios", "address": "127.81.0.1", "port": 22, "site": "ams1",
        "role": "edge",
    }  # fmt: skip
    return Device(name, **{**given, **fields})


def request(**fields):
    given = {
        "id": CHANGE, "title": "Telnet off", "reason": "audit", "requester": "ana",
        "devices": ("r1",), "created": NOW,
    }  # fmt: skip
    return ChangeRequest(**{**given, **fields})


def device_plan(name="r1", **fields):
    given = {
        "platform": "cisco_ios", "serial": "S1", "os_version": "15.2", "mode": Mode.MERGE,
        "base_digest": "sha256:base", "predicted_digest": "sha256:predicted",
        "diff": "-a\n+b\n", "commands": ("line vty 0 4", " transport input ssh"),
        "rollback": ("line vty 0 4", " transport input telnet ssh"),
        "expected_device_diff": "d", "sealed": "sealed:1",
        "proofs": Proofs(reaches=True, safe=True, rolls_back=True),
        "checks": ("neighbours", "routes"),
    }  # fmt: skip
    return DevicePlan(name, **{**given, **fields})


def plan(**fields):
    given = {
        "change": CHANGE, "rev": 1, "created": NOW, "normaliser": "1",
        "policy_digest": "sha256:policy", "signers_digest": "sha256:signers",
        "waves": (("r1",),), "revert_minutes": 2, "soak": 0, "on_failure": "rollback_all",
        "window": None, "requester": "ana", "risk": "low", "devices": (device_plan(),),
    }  # fmt: skip
    return Plan(**{**given, **fields})


def approval(who="bo", **fields):
    given = {
        "change": CHANGE, "rev": 1, "plan_digest": "sha256:plan", "decision": Decision.APPROVE,
        "role": "reviewer", "reason": "read it", "issued": NOW,
        "expires": datetime(2026, 11, 25, tzinfo=UTC), "signature": "signed",
    }  # fmt: skip
    return Approval(who=who, **{**given, **fields})


class SealOfName:
    """A `Verifier` whose signature is the signer's name and the payload's digest."""

    def sign(self, payload, key):
        return f"{key}:{digest(payload)}"

    def verify(self, payload, signature, who, allowed_signers, at):
        assert at.tzinfo
        if who not in allowed_signers:
            return "no such signer"
        return None if signature == self.sign(payload, who) else "the bytes were not signed"


def signed(word):
    return replace(word, signature=SealOfName().sign(payload(word), word.who))


POLICY = Policy(
    people={
        "ana": ("reviewer",), "bo": ("reviewer",), "cy": ("reviewer", "cab"), "di": ("cab",),
    },
    rules=(
        Rule("two people", Match(), ("reviewer", "cab"), 2, 72),
        Rule("high risk", Match(risk=("high",)), ("cab",), 1, 24),
    ),
    digest="sha256:policy",
)  # fmt: skip
