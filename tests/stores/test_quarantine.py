"""Texts that were not believed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from netops.errors import Cause
from netops.model.config import ConfigKind, NotCollected
from netops.stores.quarantine import Quarantine
from netops.stores.sealed import AgeSealed
from netops.stores.state import StateFolder

DOUBTED = NotCollected(
    device="ams1-edge1",
    kind=ConfigKind.RUNNING,
    cause=Cause.NOT_WHOLE,
    reason="cut short",
    taken=datetime(2026, 3, 1, 12, tzinfo=UTC),
    raw="hostname a\nkey labSecret\n",
)


def test_a_doubtful_text_is_sealed_with_its_reason(tmp_path: Path) -> None:
    state = StateFolder(tmp_path / "state")
    sealed = AgeSealed(tmp_path / "sealed", state=state)
    quarantine = Quarantine(state, sealed)
    assert quarantine.held() == ()
    quarantine.hold(DOUBTED)
    quarantine.hold(replace(DOUBTED, raw=""))
    with (state.root / "quarantine.jsonl").open("ab") as file:
        file.write(b'{"device": "torn')
    (held,) = quarantine.held()
    assert (held.device, held.cause, held.reason) == ("ams1-edge1", Cause.NOT_WHOLE, "cut short")
    assert sealed.unseal(held.digest) == DOUBTED.raw
    assert "labSecret" not in (state.root / "quarantine.jsonl").read_text()
