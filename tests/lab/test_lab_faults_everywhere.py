"""Every fault on every platform, read from the device's memory and from the bytes it sends."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncssh
import pytest
from labtools import row
from sshtools import login, said, typed

from lab.sim.faults import FAULTS


@dataclass(frozen=True)
class Kind:
    """How one types at a platform, and where its words are."""

    device: str
    enter: str
    lines: tuple[str, ...]
    leave: str
    held: tuple[str, str]
    described: int = 2
    show: str = "show running-config"
    hardware: str = "show version"

    @property
    def change(self) -> tuple[str, ...]:
        return (self.enter, *self.lines, self.leave)


_LINES = ("description changed", "mtu 1400")
_HELD = (" description changed\n", " mtu 1400\n")
KINDS = (
    Kind(
        "fra2-edge2",
        "configure terminal",
        ("interface GigabitEthernet0/3", *_LINES),
        "end",
        _HELD,
    ),
    Kind("fra2-core1", "configure", ("interface Ethernet6", *_LINES), "end", _HELD),
    Kind(
        "lon4-leaf2",
        "configure terminal",
        ("interface Ethernet1/4", *_LINES),
        "end",
        _HELD,
        hardware="show inventory",
    ),
    Kind(
        "zrh5-pe2",
        "configure",
        ("interface GigabitEthernet0/0/0/4", *_LINES),
        "commit",
        _HELD,
        hardware="show inventory",
    ),
    Kind(
        "par3-edge2",
        "configure",
        ("set interfaces ge-0/0/4 description changed", "set interfaces ge-0/0/4 mtu 1400"),
        "commit and-quit",
        ("description changed;", "mtu 1400;"),
        described=1,
        show="show configuration",
        hardware="show chassis hardware",
    ),
)
SAVING = KINDS[:3]  # the others keep what is committed


@pytest.fixture(params=KINDS, ids=lambda kind: kind.device)
def kind(request, device):
    device(request.param.device)
    return request.param


def changed(lab, kind: Kind) -> tuple[bool, ...]:
    """Whether the description and the MTU are what was typed."""
    held = lab.memory(kind.device)
    return tuple(text in held for text in kind.held)


def test_without_a_fault_both_lines_are_taken(lab, kind):
    typed(lab, kind.device, kind.change)
    assert changed(lab, kind) == (True, True)


def test_line_k_is_refused_and_the_next_is_taken(lab, kind):
    lab.fault(kind.device, "line-refused", {"line": str(kind.described)})
    assert "% Invalid input" in typed(lab, kind.device, kind.change)
    assert changed(lab, kind) == (False, True)


def test_line_k_is_ignored_without_a_word(lab, kind):
    lab.fault(kind.device, "line-ignored", {"line": str(kind.described)})
    assert "%" not in typed(lab, kind.device, kind.change).replace("100%", "")
    assert changed(lab, kind) == (False, True)


def test_line_k_is_taken_by_half(lab, kind):
    lab.fault(kind.device, "line-halved", {"line": str(kind.described)})
    typed(lab, kind.device, kind.change)
    assert kind.held[0].replace("changed", "chan") in lab.memory(kind.device)


def test_from_line_k_on_everything_is_lost(lab, kind):
    lab.fault(kind.device, "lines-lost", {"line": str(kind.described)})
    typed(lab, kind.device, kind.change)
    assert changed(lab, kind) == (False, False)


def test_one_command_is_not_authorised(lab, kind):
    lab.fault(kind.device, "refuse-command", {"where": "^show version"})
    assert said(lab, kind.device, "show version").strip() == "% Authorization failed."
    assert len(said(lab, kind.device, kind.show)) > 1000


def test_one_command_is_ignored(lab, kind):
    lab.fault(kind.device, "ignore-command", {"where": "^show version"})
    assert said(lab, kind.device, "show version") == ""


@pytest.mark.parametrize("name", ["refuse-show-run", "empty-running"])
def test_the_running_configuration_is_not_shown(lab, kind, name):
    lab.fault(kind.device, name)
    assert said(lab, kind.device, kind.show).strip() == FAULTS[name].settings["says"]


def test_the_running_configuration_ends_too_early(lab, kind):
    whole = said(lab, kind.device, kind.show)
    lab.fault(kind.device, "truncate-running", {"keep": "0.5"})
    part = said(lab, kind.device, kind.show)
    assert 0.4 < len(part) / len(whole) < 0.6


def test_an_answer_is_another_text(lab, kind):
    lab.fault(kind.device, "answer-replaced", {"where": "^show version", "says": "Nothing"})
    assert said(lab, kind.device, "show version").strip() == "Nothing"


@pytest.mark.parametrize("count", [0, 1, 700])
def test_the_connection_is_cut_at_byte_k(lab, kind, count):
    async def read() -> bytes:
        connection = await login(lab, kind.device)
        process = await connection.create_process(kind.show, encoding=None)
        got = await process.stdout.read()
        await connection.wait_closed()
        return got

    lab.fault(kind.device, "answer-cut", {"byte": str(count)})
    assert len(asyncio.run(read())) == count


def test_a_command_runs_and_never_answers(lab, kind):
    async def ask() -> None:
        async with await login(lab, kind.device) as connection:
            process = await connection.create_process(kind.show)
            lab.break_at(kind.device, "^show version", after=True)
            version = await connection.create_process("show version")
            await asyncio.to_thread(lab.wait, kind.device)
            assert process.stdout.at_eof() is False
            assert [one["line"] for one in lab.memory(kind.device, "commands")] == [
                kind.show,
                "show version",
            ]
            lab.clear(kind.device)
            assert len(await process.stdout.read()) > 1000
            assert await version.stdout.read()

    lab.reset(kind.device)
    lab.fault(kind.device, "mute", {"at": "show-running"})
    asyncio.run(ask())


def test_a_login_is_refused_and_open_sessions_live_on(lab, kind):
    async def ask() -> str:
        async with await login(lab, kind.device) as connection:
            lab.fault(kind.device, "refuse-login")
            with pytest.raises(asyncssh.PermissionDenied):
                await login(lab, kind.device)
            return str((await connection.run("show version")).stdout)

    assert asyncio.run(ask())


def test_after_a_command_new_logins_are_refused(lab, kind):
    lab.fault(kind.device, "refuse-new-logins", {"where": "^show version"})
    assert said(lab, kind.device, kind.show)
    assert said(lab, kind.device, "show version")
    with pytest.raises(asyncssh.PermissionDenied):
        said(lab, kind.device, "show version")


@pytest.mark.parametrize("name", ["drop", "reload"])
def test_every_session_ends_now(lab, kind, name):
    async def wait() -> None:
        connection = await login(lab, kind.device)
        process = await connection.create_process(term_type="vt100")
        lab.fault(kind.device, name)
        await connection.wait_closed()
        assert process.stdout.at_eof

    asyncio.run(wait())


def test_a_session_ends_before_a_command_runs(lab, kind):
    lab.fault(kind.device, "drop", {"at": "", "where": "mtu 1400"})
    shown = typed(lab, kind.device, kind.change)
    assert not changed(lab, kind)[1]
    assert kind.leave not in shown.partition("mtu 1400")[2]


@pytest.mark.parametrize("kind", SAVING, ids=lambda kind: kind.device)
def test_a_reload_forgets_what_nobody_saved(lab, device, kind):
    base = lab.memory(device(kind.device))
    typed(lab, kind.device, kind.change)
    lab.fault(kind.device, "reload")
    assert lab.memory(kind.device) == base


@pytest.mark.parametrize("kind", KINDS[3:], ids=lambda kind: kind.device)
def test_a_reload_keeps_what_was_committed(lab, device, kind):
    typed(lab, device(kind.device), kind.change)
    lab.fault(kind.device, "reload")
    assert changed(lab, kind) == (True, True)


def test_a_full_flash_takes_no_file(lab, device):
    for kind, target in zip(SAVING, ("flash:x", "flash:x", "bootflash:x"), strict=True):
        lab.fault(device(kind.device), "flash-full")
        said(lab, kind.device, f"copy running-config {target}")
        typed(lab, kind.device, [f"copy running-config {target}", ""])
        assert lab.memory(kind.device, "files") == {}


def test_the_clock_is_a_day_ahead(lab, kind):
    lab.fault(kind.device, "clock-skew", {"seconds": "86400"})
    typed(lab, kind.device, kind.change)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert any(f"{tomorrow:%b} {tomorrow.day:>2} " in one for one in lab.memory(kind.device, "log"))


def test_the_serial_number_changes_and_comes_back(lab, kind):
    before = said(lab, kind.device, kind.hardware)
    assert "LOST" not in before
    lab.fault(kind.device, "serial-changed", {"serial": "FCW0000LOST"})
    assert "FCW0000LOST" in said(lab, kind.device, kind.hardware)
    lab.clear(kind.device)
    assert "LOST" not in said(lab, kind.device, kind.hardware)


def test_another_device_answers(lab, kind):
    lab.fault(kind.device, "wrong-device")
    platform = row(lab, kind.device)["platform"]
    alike = (one["name"] for one in lab.status() if one["platform"] == platform)
    other = next(name for name in alike if name != kind.device)
    shown = said(lab, kind.device, kind.show)
    assert f"name {other}" in shown
    assert f"name {kind.device}" not in shown


@pytest.mark.parametrize("name", ["banner-prompt", "config-prompt"])
def test_a_line_looks_like_the_prompt_until_it_is_cleared(lab, kind, name):
    base = lab.memory(kind.device)
    lab.fault(kind.device, name)
    prompt = f"{kind.device}{'>' if kind.device.startswith('par') else '#'}"
    assert prompt in lab.memory(kind.device)
    assert row(lab, kind.device)["saved"]
    lab.clear(kind.device)
    assert lab.memory(kind.device) == base


def test_another_operator_comes_before_a_command(lab, kind):
    lab.fault(kind.device, "foreign-before-load", {"where": "^show version"})
    assert "mallory" not in lab.memory(kind.device)
    said(lab, kind.device, "show version")
    assert "mallory" in lab.memory(kind.device)


def test_the_host_key_changes_and_comes_back(lab, kind):
    async def key() -> bytes:
        async with await login(lab, kind.device) as connection:
            return connection.get_server_host_key().public_data

    first = asyncio.run(key())
    lab.fault(kind.device, "host-key-changed")
    assert asyncio.run(key()) != first
    lab.clear(kind.device)
    assert asyncio.run(key()) == first


def test_a_fault_waits_for_the_answer_to_the_commands_question(lab, device):
    name = device("fra2-edge2")
    lab.fault(name, "answer-replaced", {"where": "^copy ", "says": "Nothing was copied"})
    shown = typed(lab, name, ["copy running-config flash:x", ""])
    assert "Nothing was copied" in shown.partition("Destination filename [x]?")[2]
    assert list(lab.memory(name, "files")) == ["x"]


def test_a_replace_that_asks_gives_up_half_way_after_yes(lab, device):
    name = device("fra2-edge2")
    typed(lab, name, ["copy running-config flash:x", ""])
    lab.run_cli(
        name, ["interface GigabitEthernet0/3", "description a", "hostname b", "ntp source lo0"]
    )
    lab.fault(name, "replace-aborted")
    assert "Rollback aborted after 5 passes" in typed(lab, name, ["configure replace flash:x", "y"])
    held = lab.memory(name)
    assert ("hostname b" in held) != ("description a" in held)


def test_every_fault_has_a_moment_on_some_platform(lab, device):
    refused = []
    for name in FAULTS:
        lab.clear(device("fra2-edge2"))
        try:
            lab.fault("fra2-edge2", name)
        except Exception as error:  # noqa: BLE001  all of them are listed
            refused.append(f"{name}: {error}")
    assert refused == []
