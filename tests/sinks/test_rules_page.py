"""The page about the rules says what the rules are."""

import re
from dataclasses import fields
from pathlib import Path

from netops.rules.rule import Match
from netops.sinks.rules_page import explain, rules_page
from netops.sources.rules import library, rules

PAGE = rules_page(library())


def test_the_page_about_the_rules_is_up_to_date():
    stored = Path(__file__).parents[2] / "docs" / "rules.md"
    assert stored.read_text(encoding="utf-8") == PAGE, (
        "docs/rules.md is old; write it again with `netops rules --markdown > docs/rules.md`"
    )


def test_every_rule_is_explained_with_its_lines_on_each_platform():
    for rule in library():
        assert f"### {rule.id}\n" in PAGE
    assert PAGE.count("`cisco_ios`, fix:") == sum("cisco_ios" in r.platforms for r in library())


def test_the_words_of_the_vocabulary_are_all_on_the_page():
    for field in fields(Match):
        assert f"`{field.name}`" in PAGE


def test_the_example_of_an_own_rule_is_a_rule(tmp_path):
    [example] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "ours.yaml").write_text(example)
    assert rules(tmp_path)[-1].id == "vty-length"


def test_one_rule_is_explained_alone():
    telnet = next(rule for rule in library() if rule.id == "vty-telnet")
    said = explain(telnet)
    assert said.startswith("### vty-telnet\n")
    assert "CISC-ND-000470" in said
    assert said in PAGE
