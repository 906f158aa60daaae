"""Changes of several devices, and devices that are not there when a change needs them."""

import pytest

from .workbench import EOS, IOS, LINES, ended, until

TWO = (IOS, "fra2-edge1")


def test_a_failure_in_a_later_wave_takes_the_earlier_one_back(bench):
    base = {name: bench.texts(name) for name in TWO}
    change = bench.approved(*TWO, lines=LINES[IOS])
    waves = bench.standing(change)["waves"]
    assert [len(wave) for wave in waves] == [1, 1]
    [later] = waves[1]
    bench.lab.fault(later, "overlaps")
    done = bench.ask("change", "apply", change, expect=6)
    assert {one["device"]: one["state"] for one in done["outcomes"]} == dict.fromkeys(
        TWO, "rolled_back"
    )
    bench.lab.clear(later)
    assert {name: bench.texts(name) for name in TWO} == base
    assert [bench.memory(name, "timers") for name in TWO] == [[], []]


def test_a_failure_in_the_first_wave_leaves_the_later_one_alone(bench):
    change = bench.approved(*TWO, lines=LINES[IOS])
    [[first], [later]] = bench.standing(change)["waves"]
    bench.lab.fault(first, "overlaps")
    heard = bench.memory(later, "logins")
    done = bench.ask("change", "apply", change, expect=6)
    assert {one["device"]: one["state"] for one in done["outcomes"]} == {
        first: "rolled_back", later: "untouched",
    }  # fmt: skip
    assert bench.memory(later, "logins") == heard


@pytest.mark.parametrize("device", [IOS, EOS])
def test_a_device_that_cannot_be_reached_or_trusted_is_planned_and_touched_by_nobody(bench, device):
    change = bench.approved(device, lines=LINES[device])
    draft = bench.drafted(device, lines=LINES[device])
    for fault, cause in {"unreachable": "unreachable", "host-key-changed": "host key"}.items():
        bench.lab.fault(device, fault)
        with bench.nothing_lost(device):
            said = bench.netops("change", "plan", draft, expect=4)
        assert cause in said.err
        assert "nothing was planned" in said.err
        held = bench.texts(device)
        assert cause in bench.netops("change", "apply", change, expect=5).out
        assert bench.texts(device) == held
        assert bench.standing(change)["state"] == "approved"
        bench.lab.clear(device)


def test_two_operators_cannot_apply_at_once(bench):
    change = bench.approved(IOS, lines=LINES[IOS])
    other = bench.approved(EOS, lines=LINES[EOS])
    held = bench.texts(EOS)
    first = bench.start("change", "apply", change)
    until(lambda: bench.memory(IOS, "timers"))
    said = bench.netops("change", "apply", other, expect=1)
    assert f"'change apply {change}' of " in said.err
    assert bench.texts(EOS) == held
    ended(first, expect=0)
    assert bench.standing(other)["state"] == "approved"
