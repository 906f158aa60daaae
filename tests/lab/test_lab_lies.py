"""The false-success suite with bare drivers: every row is a lie, and memory proves it."""

from __future__ import annotations

import socket
from importlib.metadata import version

import pytest
from labtools import row as row_of

from lab.bare import nxos_replace
from lab.lies import ROWS, play, stage_of


def titled(row) -> str:
    return f"{row.number}-napalm-{version('napalm')}-{row.driver}-{row.deed}"


def require_port_22(lab, name: str) -> None:
    try:
        socket.create_connection((row_of(lab, name)["address"], 22), timeout=5).close()
    except ConnectionRefusedError:
        pytest.skip("NX-API replaces over SSH to port 22, which only root may bind")


@pytest.mark.parametrize("row", ROWS, ids=titled)
def test_the_bare_driver_reports_success_and_the_device_did_not_do_it(lab, device, row):
    device(row.device)
    if row.play is nxos_replace:
        require_port_22(lab, row.device)
    outcome = play(stage_of(lab), row)
    assert outcome.is_success, outcome.said
    assert not outcome.holds_it
    assert outcome.is_saved


def test_without_the_fault_the_same_story_is_true(lab, device):
    row = ROWS[0]
    honest = type(row)(
        row.number, row.driver, device(row.device), row.deed, row.reply, row.play, row.asked
    )
    outcome = play(stage_of(lab), honest)
    assert outcome.holds_it
    assert not outcome.is_lie
