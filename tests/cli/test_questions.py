"""Questions to the evidence, as a person types them."""

import json
import shutil
from contextlib import contextmanager

import pytest
from questions import CORE, EDGE, FIRST, NEVER, THIRD, Evidence, config_path, three_hours, workspace

from netops.cli import evidence_search
from netops.model.config import ConfigKind
from netops.stores.git_questions import GitQuestions
from netops.wiring import open_workspace


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    """Written once; every story works on a copy."""
    folder = tmp_path_factory.mktemp("three-hours")
    return folder, three_hours(folder)


@pytest.fixture(autouse=True)
def revisions(evidence, tmp_path):
    folder, made = evidence
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return made


@pytest.fixture
def asked(netops):
    """The document of a question."""

    def told(*words, expect=0):
        return json.loads(netops(*words, "--json", expect=expect).out)

    return told


def test_history_tells_when_by_what_and_by_whom(netops, revisions):
    said = netops("history", EDGE).out
    rows = [line.split() for line in said.splitlines()]
    assert rows[0] == f"{EDGE} running 3 revisions, never verified".split()
    assert rows[2][:6] == [revisions[2][:10], "2026-03-01", "14:00", "1", "1", "CHG-2026-0001"]
    assert rows[2][6] == "dana"
    assert "mallory from" in said
    assert rows[-1] == [revisions[0][:10], "2026-03-01", "12:00", "9", "0", "run1", "unknown"]


def test_history_can_be_cut_by_number_and_by_date(asked, netops):
    assert [one["by"] for one in asked("history", EDGE, "-n", "2")["revisions"]] == [
        "CHG-2026-0001",
        "run2",
    ]
    since = asked("history", EDGE, "--since", "2026-03-01T13:00")["revisions"]
    assert [one["by"] for one in since] == ["CHG-2026-0001", "run2"]
    assert "no stored running config since" in netops("history", EDGE, "--since", "1h").out
    assert "no stored startup config yet" in netops("history", CORE, "--kind", "startup").out
    assert "'soon' is no date" in netops("history", EDGE, "--since", "soon", expect=2).err


def test_show_gives_the_last_revision_at_or_before_a_date(netops, revisions):
    assert netops("show", f"{EDGE}@2026-03-01T12:59").out == FIRST
    assert netops("show", EDGE, "--at", "2026-03-01T12:59").out == FIRST
    assert netops("show", f"{EDGE}@{revisions[0][:8]}").out == FIRST
    assert netops("show", f"{EDGE}@main~2").out == FIRST
    assert netops("show", EDGE).out == THIRD.replace("\x1b", "\\x1b")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", f"{EDGE}@2026-02-28"), "ams1-edge1 had no stored running config at '2026-02-28'"),
        (("show", f"{EDGE}@2026-02-28"), "its first is of 2026-03-01 12:00 UTC"),
        (("show", NEVER), "fra2-edge2 has no stored running config"),
        (("show", f"{EDGE}@yesterdy"), "did you mean 'yesterday'"),
        (("show", f"{EDGE}@deadbeef"), "the evidence knows no 'deadbeef'"),
        (("show", f"{EDGE}@--all"), "the evidence knows no '--all'"),
        (("show", f"{EDGE}@"), "says no moment after the @"),
        (("show", "@2h"), "names no device"),
        (("show", f"{EDGE}@2h", "--at", "1h"), "both say when"),
        (("show", "ams1-egde1"), "did you mean 'ams1-edge1'"),
        (("blame", EDGE, "--section", "bgp"), "no section of ams1-edge1 has 'bgp'"),
        (("blame", EDGE, "--line", "99"), "has 9 lines: no line 99"),
        (("diff",), "nothing to compare"),
        (("diff", "@1h", EDGE), "one side is a device"),
        (("diff", EDGE, "--at", "1h", "now"), "--at compares every device"),
        (("diff", "@2026-01-01", "@now"), "nothing was stored yet at '2026-01-01'"),
        (("diff", "@nonsense"), "the evidence knows no 'nonsense'"),
        (("search", "(a"), "the regex is wrong at character 1"),
        (("search", "a", "--section", "["), "--section: the regex is wrong"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why_and_what_now(netops, words, sentence):
    assert sentence in " ".join(netops(*words, expect=2).err.split())


@pytest.mark.parametrize(
    "words", [("show", EDGE), ("search", "x"), ("diff", "@1h"), ("blame", EDGE)]
)
def test_an_empty_evidence_says_how_to_begin(netops, tmp_path, words):
    folder = workspace(tmp_path / "new")
    said = netops(*words, "-C", folder, expect=2).err
    assert "nothing is stored yet; run 'netops backup'" in said


def test_a_device_that_left_the_inventory_keeps_its_evidence(netops, revisions, tmp_path):
    hosts = tmp_path / "inventory" / "hosts.yaml"
    hosts.write_text(hosts.read_text().replace(f"{EDGE}:", "ams1-new1:"))
    assert revisions[0][:10] in netops("history", EDGE).out
    assert "run2" in netops("blame", EDGE, "--section", "vty").out
    assert "unknown device 'ams1-egde1'" in netops("history", "ams1-egde1", expect=2).err


def test_blame_names_revision_change_and_person_of_each_line(netops, revisions):
    said = netops("blame", EDGE, "--section", "vty").out.splitlines()
    assert said == [
        f"{revisions[0][:10]}  2026-03-01 12:00  run1  unknown",
        "  7  line vty 0 4",
        f"{revisions[1][:10]}  2026-03-01 13:00  run2  mallory from 192.0.2.7 (device log)",
        "  8   transport input telnet ssh",
    ]
    assert "dana" in netops("blame", EDGE, "--line", "6").out
    assert "\\x1b[31mspare" in netops("blame", EDGE).out


def test_blame_of_an_earlier_moment_knows_nothing_later(asked):
    lines = asked("blame", f"{EDGE}@2026-03-01T13:30")["lines"]
    assert [line["by"] for line in lines] == ["run1"] * 7 + ["run2", "run1"]
    assert lines[7]["section"] == ["line vty 0 4"]
    assert lines[7]["person"] == "mallory from 192.0.2.7 (device log)"


def test_a_diff_says_in_which_section_each_hunk_stands(netops):
    said = netops("diff", f"{EDGE}@main~2", f"{EDGE}@main~1").out
    assert "@@ -5,5 +5,5 @@ line vty 0 4" in said
    assert "-  transport" not in said
    assert "+ transport input telnet ssh" in said


def test_two_devices_and_two_kinds_can_be_compared(asked):
    two = asked("diff", f"{EDGE}@main~2", CORE)
    assert (two["device"], two["added"], two["removed"]) == (f"{EDGE} {CORE}", 1, 1)
    saved = asked("diff", EDGE, "--startup")
    assert (saved["added"], saved["removed"]) == (2, 2)
    assert asked("diff", f"{EDGE}@main~2", "--startup")["diff"] == ""


def test_every_device_can_be_compared_at_two_dates(netops, asked):
    rows = asked("diff", "@2026-03-01T12:30", "@now")
    assert [(row["device"], row["added"], row["removed"]) for row in rows] == [(EDGE, 2, 2)]
    assert asked("diff", "--at", "2026-03-01T12:30", "now") == rows
    assert asked("diff", "@2026-03-01T12:30", "--limit", "role=core") == []
    said = netops("diff", "@2026-03-01T12:30", "@2026-03-01T13:30", "--stat").out
    assert said.split() == f"{EDGE} +1 -1 1 config differs: +1 -1".split()


def test_a_device_that_came_or_went_between_two_dates_is_a_sentence_and_no_thousand_lines(
    netops, tmp_path
):
    Evidence(tmp_path, hours=3).commit({config_path(NEVER): FIRST})
    said = netops("diff", "@2026-03-01T14:30", "@now").out
    assert f"{NEVER}: first stored in between, 9 lines" in said
    assert "hostname" not in said


def test_devices_that_came_went_and_changed_are_told_apart(asked, tmp_path):
    Evidence(tmp_path, hours=3).commit({config_path(NEVER): FIRST, config_path(CORE): "end\n"})
    told = asked("diff", "@2026-03-01T14:30", "@now")
    assert [(one["device"], one["note"]) for one in told] == [
        (CORE, ""),
        (NEVER, "first stored in between, 9 lines"),
    ]
    back = asked("diff", "@now", "@2026-03-01T14:30")
    assert [one["note"] for one in back] == ["", "no longer stored, 9 lines"]
    assert (told[0]["added"], told[0]["removed"]) == (back[0]["removed"], back[0]["added"])


def test_a_comparison_of_all_devices_holds_two_texts_at_a_time(tmp_path, monkeypatch):
    texts, given = GitQuestions.texts, []

    def counted(self, paths, revision):
        for one in texts(self, paths, revision):
            given.append(one)
            yield one

    monkeypatch.setattr(GitQuestions, "texts", counted)
    names = (EDGE, CORE, "ams1-core2", "ams1-edge2")
    Evidence(tmp_path, hours=3).commit({config_path(name): "end\n" for name in names})
    here = open_workspace(tmp_path, {})
    pairs = here.asking.between("2026-03-01T14:30", "now", here.devices(), ConfigKind.RUNNING)
    assert next(pairs).new == "end\n"
    assert len(given) <= 4
    assert len(list(pairs)) == 3


def test_search_tells_device_line_and_the_section_above(netops):
    said = netops("search", "transport input .*telnet", expect=4)
    assert f"{EDGE}:8  line vty 0 4 > transport input telnet ssh\n" in said.out
    assert "1 line on 1 of 7 devices" in said.err


def test_a_device_that_was_never_collected_is_named_for_it_is_not_clean(netops, asked):
    said = netops("search", "telnet", "--missing", expect=4)
    listed = said.out.splitlines()
    assert NEVER not in listed
    assert f"1 device not known, no running config stored: {NEVER}" in listed
    assert asked("search", "telnet", expect=4)["unknown"] == [NEVER]
    assert netops("search", "telnet", "--limit", EDGE).code == 0


def test_a_device_whose_proof_is_old_is_named(netops, asked):
    said = netops("search", "telnet", "--limit", EDGE).out
    assert f"1 device searched as of then: {EDGE} (never verified)" in said
    assert asked("search", "telnet", "--limit", EDGE)["stale"] == {EDGE: None}


def test_search_missing_lists_devices_or_sections_that_lack_a_line(asked):
    lacking = asked("search", "telnet", "--missing", "--limit", "site=ams1")["hits"]
    assert [hit["device"] for hit in lacking] == ["ams1-core1", "ams1-core2", "ams1-edge2"]
    assert {hit["line"] for hit in lacking} == {None}
    words = ("search", "description", "--section", "^interface", "--missing")
    sections = asked(*words, "--limit", "site=ams1")["hits"]
    assert {(hit["device"], hit["text"]) for hit in sections} == {
        (name, "interface GigabitEthernet0/2")
        for name in ("ams1-core1", "ams1-core2", "ams1-edge2")
    }


def test_search_looks_back_in_time(asked):
    assert asked("search", "telnet", "--at", "2026-03-01T12:30", expect=4)["hits"] == []
    assert len(asked("search", "telnet", "--at", "2026-03-01T13:30", expect=4)["hits"]) == 1
    found = asked("search", "a", "--at", "2026-03-01T13:30", "--kind", "startup", expect=4)
    assert (len(found["unknown"]), found["stale"]) == (7, {})


def test_words_as_they_are_are_no_regex(asked):
    assert asked("search", "10.0.0.1 (", "--fixed", "--limit", EDGE)["hits"] == []
    hits = asked("search", "vty 0 4", "--fixed", "--limit", EDGE)["hits"]
    assert [hit["line"] for hit in hits] == [7]


def test_hostile_text_of_a_device_is_made_visible(netops):
    said = netops("search", "spare", "--limit", EDGE).out
    assert "> description \\x1b[31mspare" in said
    assert "\\x1b[31mspare" in netops("diff", f"{EDGE}@main~1", EDGE).out


def test_a_regex_that_cannot_come_to_an_end_is_stopped(netops, tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_search, "_PATIENCE", 0.3)
    Evidence(tmp_path, hours=3).commit({config_path(EDGE): "x" * 40 + "!\n"})
    said = netops("search", "^(x+)+$", "--limit", EDGE, expect=2).err
    assert "the regex takes more than" in said
    assert "or search with --fixed" in said


def test_only_the_regex_is_timed_and_not_the_evidence(netops, monkeypatch):
    texts, timed, asked_in_time = GitQuestions.texts, [], []

    @contextmanager
    def limit(seconds):
        timed.append(seconds)
        yield
        timed.pop()

    def watched(self, paths, revision):
        for one in texts(self, paths, revision):
            asked_in_time.append(bool(timed))
            yield one

    monkeypatch.setattr(evidence_search, "limit", limit)
    monkeypatch.setattr(GitQuestions, "texts", watched)
    netops("search", "telnet", expect=4)
    assert set(asked_in_time) == {False}
