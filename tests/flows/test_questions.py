"""Questions to real evidence: a device edited twice behind our back, then changed with approval."""

from netops.wiring import Workspace

from .workbench import EOS, IOS, LINES


def persons(answer):
    """Who stands behind each line of a blame."""
    return {line["text"].strip(): line["person"] for line in answer["lines"]}


def test_blame_names_the_change_with_its_people_and_whom_the_devices_log_names(bench):
    bench.lab.tamper(IOS, "telnet-and-rw")
    bench.netops("backup", "--limit", IOS)
    change = bench.approved(IOS, lines=LINES[IOS])
    bench.netops("change", "apply", change)
    bench.lab.tamper(IOS, "vty-filter-removed")
    bench.netops("backup", "--limit", IOS)
    known = persons(bench.ask("blame", IOS))
    assert known["description spare port"] == "dana, approved by alice, carol"
    assert known["transport input telnet ssh"].startswith("mallory from ")
    assert known["hostname ams1-edge1"] == "unknown"
    history = bench.ask("history", IOS)["revisions"]
    assert [one["by"] == change for one in history] == [False, True, False, False]
    assert [one["person"].partition(" ")[0].strip(",") for one in history] == [
        "mallory",
        "dana",
        "mallory",
        "unknown",
    ]
    assert (history[0]["added"], history[0]["removed"]) == (0, 1)
    whole_history_by_words(bench, change)


def whole_history_by_words(bench, change):
    """The same, as a person reads it."""
    said = bench.netops("history", IOS).out
    assert "4 revisions, last verified just now" in said
    assert change in said
    found = bench.netops("blame", IOS, "--section", "GigabitEthernet0/3").out
    assert "dana, approved by alice, carol" in found


def test_an_auditor_asks_which_sections_lack_a_line_then_and_now(bench):
    words = ("search", "access-class|ip access-group", "--section", "^line vty|^management ssh")
    before = bench.git("rev-parse", "--short=10", "HEAD").strip()
    assert bench.ask(*words, "--missing")["hits"] == []
    bench.lab.tamper(EOS, "vty-filter-removed")
    bench.netops("backup")
    lacking = bench.ask(*words, "--missing")["hits"]
    assert [(hit["device"], hit["text"]) for hit in lacking] == [(EOS, "management ssh")]
    assert bench.ask(*words, "--missing", "--at", before)["hits"] == []
    changed = bench.ask("diff", f"@{before}", "@now")
    assert [(one["device"], one["removed"]) for one in changed] == [(EOS, 1)]
    assert "@@ management ssh\n" in changed[0]["diff"]


def test_a_device_that_could_not_be_read_is_not_clean(bench):
    bench.edit("hosts.yaml", "ams1-core2:", "ams1-core9:")
    said = bench.netops("search", "telnet", "--missing", expect=4)
    assert "1 device not known, no running config stored: ams1-core9" in said.out


def test_a_log_line_that_an_earlier_backup_knew_names_nobody_again(bench):
    bench.lab.tamper(IOS, "telnet-and-rw")
    bench.netops("backup", "--limit", IOS)
    assert "mallory" in bench.git("log", "-1", "--format=%(trailers:key=Edited-By)")
    # A change that no log line tells of: what git holds is another text than what the device shows.
    path = f"configs/ams1/{IOS}/running.cfg"
    store = Workspace(bench.folder, bench.environ).store
    store.write({path: bench.stored(IOS).encode() + b"! quietly\n"}, message="a test")
    bench.netops("backup", "--limit", IOS)
    assert bench.git("log", "-1", "--format=%(trailers:key=Edited-By)").strip() == ""
