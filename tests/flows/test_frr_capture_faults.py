"""What real routers can be made to show wrongly: nothing of it replaces the last good config."""

import json

import pytest

pytestmark = pytest.mark.xdist_group("frr-flows")

NAME, OTHER = "r1", "r2"
# What stands in place of vtysh does the usual, but for one command.
WRAPPED = """#!/bin/sh
case "$*" in
*"show {asked}"*) {instead} ;;
esac
exec /run/vtysh.real "$@"
"""
FAULTS = {
    "refused running": ("running-config", "echo not authorised >&2; exit 1", "command refused"),
    "empty": ("running-config", "exit 0", "config not proven whole"),
    "refused version": ("version", "echo not authorised >&2; exit 1", "command refused"),
    "dropped": (
        "running-config",
        'echo hostname r1; kill -9 "$(ps -o ppid= -p $PPID | tr -d " ")"; sleep 20',
        "session lost",
    ),
    "truncated": (
        "running-config",
        '/run/vtysh.real "$@" | head -20; exit 0',
        "config not proven whole",
    ),
}


@pytest.fixture
def bench(routers):
    """The routers, backed up once; the last good config of r1 differs from what it runs now."""
    routers.netops("backup", "--limit", NAME, "--limit", OTHER)
    routers.lab.vtysh(NAME, "configure terminal", "interface eth1", f"description {NAME}#")
    yield routers
    routers.lab.execute(NAME, "sh", "-c", "umount -l /usr/bin/vtysh 2> /dev/null || true")


def vtysh_becomes(bench, asked, instead):
    script = WRAPPED.format(asked=asked, instead=instead)
    put = 'cp /usr/bin/vtysh /run/vtysh.real; printf %s "$0" > /run/vtysh; chmod 755 /run/vtysh'
    bench.lab.execute(NAME, "sh", "-c", f"{put}; mount --bind /run/vtysh /usr/bin/vtysh", script)


def doubted(bench):
    """What a backup of r1 says, and what of it is in quarantine; no running config is stored."""
    index = bench.folder / "backups" / "sealed" / "index.jsonl"
    before = bench.stored(NAME), index.read_bytes()
    (row,) = bench.ask("backup", "--limit", NAME, expect=4)["devices"]
    assert (bench.stored(NAME), index.read_bytes()) == before
    file = bench.folder / "backups" / "state" / "quarantine.jsonl"
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert {one["cause"] for one in rows} == {row["cause"]}
    assert all(one["reason"] for one in rows)
    return row


@pytest.mark.parametrize("fault", FAULTS)
def test_a_router_that_shows_its_config_wrongly_keeps_its_last_good_one(bench, fault):
    asked, instead, cause = FAULTS[fault]
    vtysh_becomes(bench, asked, instead)
    row = doubted(bench)
    assert row["cause"] == cause
    assert row["verified"] is not None


def test_another_router_at_the_address_is_no_config_of_this_one(bench):
    rows = {row["name"]: row["address"] for row in bench.lab.status()}
    bench.edit("hosts.yaml", rows[NAME], rows[OTHER])
    (bench.folder / "backups" / "state" / "known_hosts" / NAME).unlink()
    assert doubted(bench)["cause"] == "wrong device"


def test_a_line_like_the_prompt_is_captured_whole(bench):
    bench.netops("backup", "--limit", NAME)
    stored = bench.stored(NAME)
    assert f"\n description {NAME}#\n" in stored
    assert stored.endswith("end\n")
