"""Real routers are backed up, their drift is told, and what was tampered with is taken back."""

import pytest

from .workbench import SECRET

pytestmark = pytest.mark.xdist_group("frr-flows")

NAMES = ("r1", "r2", "r3", "r4", "r5", "r6")


def without_rules(lines):
    """The lines of a config without the `!` between its sections."""
    return [line for line in lines if line.strip() != "!"]


def test_six_routers_are_backed_up_and_a_second_run_commits_nothing(routers):
    routers.netops("backup")
    assert routers.commits() == 1
    for name in NAMES:
        for kind in ("running", "startup"):
            text = routers.stored(name, kind)
            assert f"hostname {name}\n" in text
            assert text.endswith("end\n")
            assert "<secret:" in text
            # All of it and nothing else, secrets and the release that wrote it apart.
            shown = [line for line in text.splitlines() if "<secret:" not in line]
            held = [line for line in routers.memory(name, kind).splitlines() if SECRET not in line]
            assert without_rules(shown) == [*without_rules(held[1:]), "end"]
    routers.netops("backup")
    assert routers.commits() == 1


def test_a_router_that_was_tampered_with_drifts_and_is_taken_back(routers):
    routers.netops("backup")
    before = routers.texts("r3")
    intended = routers.folder / "inventory" / "intended" / "r3.cfg"
    intended.write_text(routers.stored("r3"))
    routers.netops("drift", "--limit", "r3")
    routers.lab.vtysh(
        "r3",
        "configure terminal",
        "ip prefix-list LOOPBACKS seq 3 permit any",
        "interface eth1",
        "no ip ospf authentication message-digest",
        "description nobody asked",
    )
    routers.netops("backup")
    said = routers.netops("drift", "--limit", "r3", expect=3).text
    assert "ip prefix-list LOOPBACKS seq 3 permit any" in said
    asked = ("--limit", "r3", "--from-drift", "--title", "Take it back", "--reason", "unauthorised")
    change = routers.ask("change", "new", *asked)["change"]
    routers.netops("change", "plan", change)
    routers.netops("change", "submit", change)
    for who in ("alice", "carol"):
        routers.signed(change, who)
    routers.netops("change", "apply", change)
    assert routers.texts("r3") == before
    routers.netops("drift", "--limit", "r3")
    routers.rests("r3")
