"""Changes on real routers: kept when the network stays up, taken back when a neighbour is lost.

What the tests assert of routers and neighbours they read past netops, on the routers themselves.
"""

import pytest

from .frr import TO_R4
from .workbench import ended, until

pytestmark = pytest.mark.xdist_group("frr-flows")

GOOD = """\
ip prefix-list LOOPBACKS seq 10 deny any
interface eth1
 description to r2, row 4
"""
WRONG_AS = f"router bgp 65001\n neighbor {TO_R4} remote-as 65009\n"
# The session drops and comes again by itself: a new password on both ends would do the same.
LOST = f"BGP neighbour {TO_R4} was up before the change and is not now"


def states(bench, change):
    return [entry["event"]["state"] for entry in bench.standing(change)["history"]]


def note(bench, change):
    return bench.standing(change)["history"][-1]["event"]["note"]


def test_a_good_change_is_kept_and_saved_and_goes_back_when_asked(routers):
    base = routers.texts("r1")
    change = routers.approved("r1", lines=GOOD)
    assert (
        "must stay up while armed: neighbours and routes"
        in routers.netops("change", "show", change).out
    )
    # Nothing but counters and timers moved, and those are left out.
    assert "different around it" not in routers.netops("change", "apply", change).out
    running, startup = routers.texts("r1")
    assert " description to r2, row 4\n" in running
    assert "ip prefix-list LOOPBACKS seq 10 deny any\n" in running
    assert startup.removesuffix("!\n") == running.removesuffix("!\n")
    assert routers.adjacent()
    routers.rests("r1")
    routers.netops("change", "rollback", change, "--reason", "second thoughts")
    assert routers.texts("r1") == base
    assert routers.adjacent()
    routers.rests("r1")
    assert states(routers, change)[-2:] == ["rolling_back", "rolled_back"]


def test_a_replace_of_the_whole_config_is_kept_too(routers):
    routers.netops("backup", "--limit", "r1")
    wanted = routers.stored("r1").replace(" description to r2\n", " description to r2, row 4\n")
    (routers.folder / "inventory" / "intended" / "r1.cfg").write_text(wanted)
    asked = ("--limit", "r1", "--from-drift", "--mode", "replace", "--title", "t", "--reason", "r")
    change = routers.ask("change", "new", *asked)["change"]
    routers.netops("change", "plan", change)
    routers.netops("change", "submit", change)
    for who in ("alice", "carol"):
        routers.signed(change, who)
    routers.netops("change", "apply", change)
    assert [" description to r2, row 4\n" in text for text in routers.texts("r1")] == [True, True]
    routers.rests("r1")


def test_a_wrong_neighbour_as_is_rolled_back_and_the_adjacency_is_back(routers):
    base = routers.texts("r1")
    change = routers.approved("r1", lines=WRONG_AS)
    said = routers.netops("change", "apply", change, expect=6)
    assert LOST in said.out
    assert routers.adjacent()
    assert routers.lab.reaches("r3", "r6")
    assert routers.texts("r1") == base
    routers.rests("r1")
    assert states(routers, change)[-1] == "rolled_back"
    assert LOST in note(routers, change)


def test_a_neighbour_that_people_approved_to_lose_is_no_obstacle(routers):
    change = routers.approved("r1", lines=WRONG_AS, may_lose=(f"bgp {TO_R4}",))
    assert f"may lose bgp {TO_R4}" in routers.netops("change", "show", change).out
    routers.netops("change", "apply", change)
    assert not routers.adjacent()
    assert [f"neighbor {TO_R4} remote-as 65009" in text for text in routers.texts("r1")] == [
        True,
        True,
    ]


def test_a_change_that_the_router_does_not_understand_touches_nothing(routers):
    base = routers.texts("r1")
    change = routers.approved("r1", lines=f"router bgp 65001\n neighbor {TO_R4} passive-ly\n")
    said = routers.netops("change", "apply", change, expect=5)
    assert "the router does not understand the candidate; line 2" in said.out
    assert routers.texts("r1") == base
    routers.rests("r1")


def test_after_a_kill_the_router_returns_by_itself_and_recover_settles_it(routers):
    base = routers.texts("r1")
    change = routers.approved("r1", lines=WRONG_AS, soak=30)
    process = routers.start("change", "apply", change)
    routers.armed("r1")
    process.kill()
    process.communicate()
    until(lambda: not routers.adjacent())
    assert routers.memory("r1") != base[0]
    routers.ages("r1")
    until(lambda: routers.texts("r1") == base and routers.adjacent())
    assert routers.timer("r1") == ""
    assert "recover it first" in routers.netops("change", "apply", change, expect=5).err
    routers.netops("change", "recover", change, expect=6)
    assert states(routers, change)[-1] == "rolled_back"
    assert routers.texts("r1") == base
    routers.rests("r1")


def test_recover_does_not_wait_for_a_timer_that_still_runs(routers):
    base = routers.texts("r1")
    change = routers.approved("r1", lines=GOOD, soak=30)
    process = routers.start("change", "apply", change)
    routers.armed("r1")
    process.kill()
    process.communicate()
    routers.netops("change", "recover", change, expect=6)
    assert routers.texts("r1") == base
    routers.rests("r1")


def test_a_router_that_reboots_while_armed_boots_its_base_and_nothing_is_pending(routers):
    base = routers.texts("r1")
    change = routers.approved("r1", lines=GOOD, soak=30)
    process = routers.start("change", "apply", change)
    routers.armed("r1")
    stale = routers.timer("r1")
    routers.lab.reboot("r1")
    # As on a router whose /run is a disk: what the timer wrote is there again after the boot.
    label = f"/run/frr/netops/netops-{change}-r1"
    routers.lab.execute("r1", "sh", "-c", f"mkdir -p {label}; echo '{stale}' > {label}/armed")
    routers.lab.execute("r1", "chown", "-R", "frr:frr", "/run/frr/netops")
    said = ended(process, expect=6)
    assert "no revert is armed" in said.out
    assert routers.texts("r1") == base
    until(routers.adjacent)
    routers.rests("r1")
    assert states(routers, change)[-1] == "rolled_back"
