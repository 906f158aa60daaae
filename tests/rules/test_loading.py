"""Rule files: what people get wrong is said with file, line and a hint."""

import pytest

from netops.errors import InputError
from netops.sources.rules import library, rules

GOOD = """\
- id: no-foo
  title: Foo must be off
  severity: low
  why: It is old.
  refs: {stig: [X-1]}
  platforms:
    cisco_ios:
      must_not_have: ['^foo$']
      fix: no foo
      bad: foo
      good: bar
"""


def load(tmp_path, text, name="ours.yaml"):
    (tmp_path / name).write_text(text)
    return rules(tmp_path)


def complaint(tmp_path, text):
    with pytest.raises(InputError) as error:
        load(tmp_path, text)
    return str(error.value).removeprefix(f"{tmp_path}/")


def test_rules_of_a_user_follow_the_library(tmp_path):
    found = load(tmp_path, GOOD)
    assert found[:-1] == library()
    assert (found[-1].id, found[-1].area, found[-1].refs.stig) == ("no-foo", "ours", ("X-1",))


def test_a_folder_that_is_not_there_adds_nothing(tmp_path):
    assert rules(tmp_path / "none") == library()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title:", "titel:", "ours.yaml:2: unknown key 'titel'; did you mean 'title'"),
        ("must_not_have", "must_not", "ours.yaml:8: unknown key 'must_not'; did you mean"),
        ("stig:", "stick:", "ours.yaml:5: unknown key 'stick'; did you mean 'stig'"),
        ("severity: low", "severity: hihg", "ours.yaml:3: severity: input should be 'info'"),
        ("  why: It is old.\n", "", "ours.yaml:1: 'why' is missing"),
        ("cisco_ios", "cisco_iso", "unknown platform 'cisco_iso'; did you mean 'cisco_ios'"),
        ("^foo$", "foo$", "ours.yaml:8: must_not_have: pattern 'foo$' must begin with ^"),
        ("^foo$", "^(foo$", "is no regex: missing )"),
        ("^foo$", "^foo {name}$", "{name} in pattern '^foo {name}$' is matched by no group"),
        ("must_not_have: ['^foo$']", "each: ['^x']", "ours.yaml:7: cisco_ios: needs one of"),
        ("id: no-foo", "id: vty-telnet", "rule 'vty-telnet' comes with netops; give yours its own"),
        ("id: no-foo", "id: No Foo", "ours.yaml:1: id: string should match pattern"),
        ("- id", "x: 1\n- id", "ours.yaml:2: is not valid YAML"),
        ("- id", "- id: [", "ours.yaml:1: is not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, old, new, said):
    assert said in complaint(tmp_path, GOOD.replace(old, new, 1))


@pytest.mark.parametrize(
    ("match", "said"),
    [
        (
            "limit: {name: x, line: '^a (?P<number>.)', unit: u}",
            "ours.yaml:8: limit: a limit has either at_most or at_least",
        ),
        ("limit: {name: x, line: '^a', unit: u, at_most: 1}", "needs a group (?P<number>...)"),
        ("limit: {nam: x}", "ours.yaml:8: unknown key 'nam'; did you mean 'name'"),
        ("refers: {line: '^a', sections: ['^b']}", "needs a group (?P<name>...)"),
        ("refers: {lines: []}", "ours.yaml:8: 'line' is missing"),
    ],
)
def test_a_limit_and_a_reference_are_checked_too(tmp_path, match, said):
    assert said in complaint(tmp_path, GOOD.replace("must_not_have: ['^foo$']", match))


def test_a_file_that_is_no_list_is_refused(tmp_path):
    assert complaint(tmp_path, "id: x\n").startswith("ours.yaml:1: must hold a list of rules")


def test_one_id_in_two_files_is_refused(tmp_path):
    load(tmp_path, GOOD)
    (tmp_path / "more.yaml").write_text(GOOD)
    with pytest.raises(InputError, match="rule 'no-foo' is defined twice; give one"):
        rules(tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read as text"):
        rules(tmp_path)
