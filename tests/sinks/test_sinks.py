"""Each format tells the same night, and hostile device text stays text in all of them."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import jsonschema
import nightly
import pytest

from netops.model.config import ConfigKind, DriftItem, DriftKind, Line
from netops.model.finding import Result, Severity, Verdict
from netops.sinks.as_html import html
from netops.sinks.as_json import as_json
from netops.sinks.drift_rows import rows
from netops.sinks.groups import drifts, failures
from netops.sinks.markdown import markdown
from netops.sinks.sarif import sarif
from netops.sinks.view import NOT_LOOKED, headline, tiles, tone

REPORT = nightly.report()
CLEAN = nightly.clean_report()
SINKS = [as_json, html, markdown, sarif]
RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("sink", SINKS)
def test_no_control_character_leaves_any_sink(sink):
    text = sink(REPORT)
    assert RAW.search(text) is None
    assert "alert(1)" in text


@pytest.mark.parametrize("sink", [html, markdown])
def test_what_was_not_looked_at_is_never_called_well(sink):
    bare = replace(CLEAN, drifts=(), findings=())
    assert headline(bare) == "8 devices captured and proven whole; nothing was compared or judged."
    assert "Nothing was compared." in sink(bare)
    assert "Nothing was judged." in sink(bare)
    assert "none failed" not in sink(bare)
    assert [tile.figure for tile in tiles(bare)] == ["8/8", *[NOT_LOOKED] * 5]
    assert [tile.figure for tile in tiles(CLEAN)] == ["8/8", "0", "0", NOT_LOOKED, "0", "0"]


@pytest.mark.parametrize("sink", SINKS)
def test_every_sink_says_when_all_is_well(sink):
    assert sink(CLEAN)
    assert headline(CLEAN) == "All 8 devices are as intended and verified."
    assert headline(replace(CLEAN, drifts=())) == "All 8 devices are verified."
    assert tone(CLEAN) == "ok"


def test_a_calm_headline_still_counts_what_is_open():
    lesser, unknown = (
        next(f for f in REPORT.findings if f.result is result and f.severity < Severity.HIGH)
        for result in (Result.FAIL, Result.UNKNOWN)
    )
    assert headline(replace(CLEAN, findings=(lesser, unknown))) == (
        "All 8 devices are as intended and verified, 1 lesser finding, 1 check not decided."
    )


def test_the_headline_says_the_worst_in_one_sentence():
    assert headline(REPORT).startswith(
        "1 device could not be collected, 2 devices drifted from the intended config,"
        " 1 device runs unsaved changes,"
    )


class Page(HTMLParser):
    """Collects what a browser would make of the page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text, self.inside = [], [], [], ""
        self.parts = {"style": "", "script": ""}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *one) for one in attrs]
        self.inside = tag

    def handle_data(self, data):
        if self.inside in self.parts:
            self.parts[self.inside] += data
        else:
            self.text.append(data)

    def handle_endtag(self, _tag):
        self.inside = ""


def test_the_page_holds_one_script_and_one_style_and_asks_for_nothing():
    page = Page(html(REPORT))
    assert (page.tags.count("script"), page.tags.count("style")) == (1, 1)
    assert not {"link", "img", "iframe", "object", "base", "form", "a"} & set(page.tags)
    names = {name for _, name, _ in page.attributes}
    assert not {"src", "href", "style"} & names
    assert not [name for name in names if name.startswith("on")]
    assert "url(" not in page.parts["style"]
    assert "@import" not in page.parts["style"]


def test_the_policy_allows_exactly_the_script_and_style_of_the_page():
    page = Page(html(REPORT))
    policy = next(
        value for _, name, value in page.attributes if name == "content" and "default-src" in value
    )
    assert policy.startswith("default-src 'none'")
    for part in page.parts.values():
        assert b64encode(sha256(part.encode()).digest()).decode() in policy


def test_the_page_shows_verdict_evidence_and_age():
    text = " ".join(Page(html(REPORT)).text)
    for said in ("unauthorised", "admin from 192.0.2.99", "transport input telnet ssh", "3 d"):
        assert said in text
    assert r"\x1b[2J<script>alert(1)</script>" in text


def test_the_numbers_in_the_page_agree_with_the_report():
    page = html(REPORT)
    assert page.count('class="card finding') == len(failures(REPORT))
    assert page.count('<tr class="search">') == len(REPORT.devices)


def test_markdown_keeps_hostile_text_in_code():
    outside = re.sub(r"(`{3,})[^`]*?\n.*?\n\1|(`+)[^`].*?\2", "", markdown(REPORT), flags=re.DOTALL)
    assert "<script>" not in outside
    assert "](javascript" not in outside


def test_json_holds_everything_and_a_version():
    told = json.loads(as_json(REPORT))
    assert (told["version"], told["exit_code"], told["fail_on"]) == (1, 4, "high")
    assert len(told["findings"]) == len(REPORT.findings)
    assert told["not_collected"] == {"device timeout": ["fra2-edge-2"]}
    assert [one["device"] for one in told["drift"]] == [
        "ams1-edge-1",
        "fra2-core-1",
        "ams1-edge-2",
    ]
    assert json.loads(as_json(nightly.report(fail_on=None)))["fail_on"] is None


# The parts of the SARIF 2.1.0 schema that the log relies on.
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "kind", "level", "message", "locations"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["pass", "open", "informational", "notApplicable", "review", "fail"]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": {"type": "object", "required": ["text"]},
        "locations": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "physicalLocation": {
                        "type": "object",
                        "required": ["artifactLocation"],
                        "properties": {
                            "artifactLocation": {
                                "type": "object",
                                "properties": {
                                    "uri": {"pattern": r"^configs/[^/]+/[^/]+/[a-z.]+$"}
                                },
                            },
                            "region": {
                                "properties": {"startLine": {"type": "integer", "minimum": 1}}
                            },
                        },
                    },
                    "logicalLocations": {"type": "array"},
                },
            },
        },
        "partialFingerprints": {
            "type": "object",
            "additionalProperties": {"type": "string"},
        },
        "properties": {"type": "object"},
    },
    "if": {"properties": {"kind": {"const": "fail"}}},
    "else": {"properties": {"level": {"const": "none"}}},
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {"type": "object", "required": ["id"]},
                                    }
                                },
                            }
                        }
                    },
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}


@pytest.mark.parametrize("report", [REPORT, CLEAN])
def test_sarif_keeps_the_schema(report):
    jsonschema.Draft7Validator.check_schema(SARIF)
    jsonschema.validate(json.loads(sarif(report)), SARIF)


def test_sarif_points_at_the_line_in_the_evidence_and_keeps_the_fingerprint():
    [run] = json.loads(sarif(REPORT))["runs"]
    assert len(run["results"]) == len(REPORT.failures)
    first = next(
        one
        for one in run["results"]
        if (one["ruleId"], one["properties"]["device"]) == ("vty-telnet", "ams1-edge-1")
    )
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "configs/ams1/ams1-edge-1/running.cfg"
    assert place["region"]["startLine"] == nightly.number(
        nightly.IOS, " transport input telnet ssh"
    )
    assert first["level"] == "error"
    assert len(first["partialFingerprints"]["netops/v1"]) == 32
    for one in run["results"]:
        assert run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]


def test_a_new_section_is_shown_once_with_its_lines_below():
    def extra(number, section, text):
        return DriftItem(DriftKind.EXTRA, section, Line(number, text), None)

    said = rows(
        [
            extra(1, (), "archive"),
            extra(3, ("archive", "log config"), "hidekeys"),
            extra(2, ("archive",), "path x"),
            extra(5, (), "ip finger"),
        ]
    )
    assert [(row.kind, row.depth, row.text) for row in said] == [
        ("add", 0, "archive"),
        ("add", 1, "path x"),
        ("context", 1, "log config"),
        ("add", 2, "hidekeys"),
        ("add", 0, "ip finger"),
    ]


def test_the_colour_of_the_run_is_that_of_its_worst_news():
    assert tone(REPORT) == "critical"
    assert tone(replace(REPORT, findings=())) == "failed"
    assert tone(replace(REPORT, findings=(), devices=CLEAN.devices)) == "medium"


FIRST = REPORT.drifts[0]
TWINS = replace(REPORT, drifts=(FIRST, replace(FIRST, device="fra2-edge-1")), findings=())


def test_devices_that_drifted_alike_are_one_card_with_all_their_names():
    page = html(TWINS)
    assert page.count('class="card drift') == 1
    assert "<h3>2 devices</h3>" in page
    assert "<span>ams1-edge-1</span> <span>fra2-edge-1</span>" in page
    assert "whole diff of fra2-edge-1" in page
    [group] = drifts(TWINS)
    assert {row.number for row in group.rows} == {None}
    assert "### 2 devices: 2 lines unlike intended\n\n`ams1-edge-1`, `fra2-edge-1`\n" in markdown(
        TWINS
    )
    assert len(json.loads(as_json(TWINS))["drift"]) == 2


def test_devices_whose_drift_was_judged_in_another_way_are_two_cards():
    mine = next(f for f in REPORT.failures if (f.device, f.rule) == ("ams1-edge-1", "drift"))
    other = replace(mine, device="fra2-edge-1", verdict=Verdict.AUTHORISED)
    assert len(drifts(replace(TWINS, findings=(mine, other)))) == 2
    assert len(drifts(replace(TWINS, findings=(mine, replace(mine, device="fra2-edge-1"))))) == 1


def test_a_finding_of_several_devices_is_one_card_with_all_their_names():
    one = next(f for f in REPORT.failures if f.rule == "vty-telnet")
    both = replace(REPORT, drifts=(), findings=(one, replace(one, device="r9", fingerprint="f9")))
    [group] = failures(both)
    assert (group.title, group.devices) == ("2 devices", ("ams1-edge-1", "r9"))
    assert [row.number for row in group.evidence] == [None] * len(one.evidence)
    page = html(both)
    assert page.count('class="card finding') == 1
    assert "r9 f9" in page
    assert "### 2 devices: " in markdown(both)
    assert f"{one.evidence[0].number:5}  " in markdown(replace(both, findings=(one,)))


def test_what_could_not_be_compared_is_on_every_page():
    lacking = replace(CLEAN, drifts=CLEAN.drifts[:6], against=(ConfigKind.INTENDED,))
    assert headline(lacking) == (
        "All 8 devices are verified, 6 as intended, 2 without an intended config."
    )
    for sink in (html, markdown):
        assert "2 devices not compared, with no intended config: " in sink(lacking)
    told = json.loads(as_json(lacking))["uncompared"]
    assert told == {"intended": ["fra2-core-1", "fra2-core-2"]}


def test_an_intent_for_a_part_is_not_called_the_whole():
    partial = replace(FIRST, items=(), owned=("ntp",))
    some = replace(CLEAN, drifts=(partial, *CLEAN.drifts[1:]))
    assert headline(some) == (
        "All 8 devices are verified, 7 as intended, 1 as intended in the sections that are owned."
    )
    every = replace(CLEAN, drifts=tuple(replace(one, owned=("ntp",)) for one in CLEAN.drifts))
    assert headline(every) == (
        "All 8 devices are verified, 8 as intended in the sections that are owned."
    )
    assert "unlike intended in ntp" in html(
        replace(REPORT, drifts=(replace(FIRST, owned=("ntp",)),))
    )
