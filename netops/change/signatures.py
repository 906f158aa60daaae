"""What an approver signs, byte for byte.

Anybody can check it by hand, offline:
ssh-keygen -Y verify -f allowed_signers -I WHO -n netops-change -s 1-WHO.sig < 1-WHO.json
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from netops.change import canonical_json
from netops.change.wire import plain, typed
from netops.errors import InputError
from netops.model.change import Approval, Decision


class Verifier(Protocol):
    """OpenSSH signatures, made and checked outside of the pure packages."""

    def sign(self, payload: bytes, key: str) -> str:
        """An armoured SSHSIG over the payload by a key file; raise `InputError` if it cannot."""

    def verify(
        self, payload: bytes, signature: str, who: str, allowed_signers: str, at: datetime
    ) -> str | None:
        """Why this is not who's signature at that time by that file's text; None when it is."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The signed fields. Who said it stands in the signers file, not in the statement."""

    change: str
    rev: int
    plan_digest: str
    decision: Decision
    role: str
    reason: str
    issued: datetime
    expires: datetime


def payload(approval: Approval) -> bytes:
    """The exact bytes that are signed and stored: canonical JSON of the statement."""
    fields = {name: getattr(approval, name) for name in Statement.__dataclass_fields__}
    return canonical_json.encode(plain(Statement(**fields)))


def approval_from(content: bytes, signature: str, *, who: str, where: str) -> Approval:
    """Read a stored statement; raise `InputError` unless it is canonical and complete."""
    try:
        value = canonical_json.decode(content)
    except InputError as error:
        raise InputError(f"the approval {error}", where=where, hint="approve again") from error
    statement = typed(value, Statement, what=where)
    fields = {name: getattr(statement, name) for name in Statement.__dataclass_fields__}
    return Approval(who=who, signature=signature, **fields)
