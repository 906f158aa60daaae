"""The files that people write for changes, and the errors that name their lines."""

from datetime import timedelta
from pathlib import Path

import pytest

from netops.change.windows import Calendar, refusals
from netops.errors import InputError
from netops.model.change import Mode, Window
from netops.sources.change_file import ChangeFile
from netops.sources.policy import calendar, policy

from .stories import NOW, request

ROOT = Path(__file__).parents[2]
GOOD = """\
people:
  bo: [reviewer]
  cy: [cab]
rules:
  - name: two people
    require: {roles: [reviewer, cab], count: 2}
"""


def written(folder, text, name="approval.yaml"):
    path = folder / name
    path.write_text(text)
    return path


def test_a_request_reads_back_as_it_was_written():
    asked = request(
        snippets={"r1": "line vty 0 4\n transport input ssh\n"},
        window=Window(NOW, NOW + timedelta(hours=2)), mode=Mode.REPLACE, soak=5,
    )  # fmt: skip
    text = ChangeFile().dump(asked)
    assert ChangeFile().load(text, where="change.yaml") == asked
    assert "  r1: |\n    line vty 0 4\n     transport input ssh\n" in text


def test_a_request_of_drift_reads_back_as_it_was_written():
    assert ChangeFile().load(ChangeFile().dump(request()), where="change.yaml") == request()


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("reason:", "raeson:", r"change\.yaml:3: unknown word 'raeson'; did you mean 'reason'"),
        ("soak: 0", "soak: soon", r"change\.yaml:\d+: Expected `int`, got `str`"),
        ("mode: merge", "mode: push", r"change\.yaml:\d+: Invalid enum value 'push'"),
        ("id: CHG-2026-0001\n", "", r"change\.yaml:1: Object missing required field `id`"),
        ("devices:\n- r1", "devices: r1", r"change\.yaml:\d+: Expected `array`, got `str`"),
    ],
)
def test_a_request_that_does_not_fit_names_file_line_and_word(old, new, error):
    text = ChangeFile().dump(request()).replace(old, new)
    with pytest.raises(InputError, match=error):
        ChangeFile().load(text, where="change.yaml")


def test_the_policy_and_the_windows_of_this_repository_are_sound():
    found = policy(ROOT / "inventory" / "approval.yaml")
    assert [rule.count for rule in found.rules] == [2, 1]
    assert calendar(ROOT / "inventory" / "windows.yaml") == Calendar()


def test_an_edited_policy_has_another_digest(tmp_path):
    path = written(tmp_path, GOOD)
    before = policy(path).digest
    written(tmp_path, GOOD.replace("count: 2", "count: 1"))
    assert policy(path).digest != before


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("count: 2", "cuont: 2", r"approval\.yaml:6: unknown word 'cuont'; did you mean 'count'"),
        ("count: 2", "count: 0", r"approval\.yaml:6: rules\.0\.require\.count: .*greater"),
        ("cab], count", "board], count", r"approval\.yaml:6: nobody holds the role 'board'"),
        ("  - name: two people\n    require", "  - require", r"approval\.yaml:5: rules\.0\.name"),
        ("people:", "poeple:", r"approval\.yaml"),
    ],
)
def test_a_policy_that_does_not_fit_names_file_and_line(tmp_path, old, new, error):
    with pytest.raises(InputError, match=error):
        policy(written(tmp_path, GOOD.replace(old, new)))


def test_without_a_file_every_hour_is_open(tmp_path):
    assert calendar(tmp_path / "windows.yaml") == Calendar()


WINDOWS = """\
maintenance:
  - {days: [sat], opens: 22:00, closes: 04:00, zone: Europe/Amsterdam}
freezes:
  - {name: x, opens: 2026-12-20T00:00:00+01:00, closes: 2027-01-03T00:00:00+01:00}
"""


def test_maintenance_hours_and_freezes_are_read_as_people_write_them(tmp_path):
    found = calendar(written(tmp_path, WINDOWS, "windows.yaml"))
    assert found.weekly[0].days == frozenset({5})
    assert refusals(NOW, None, found, need=timedelta(0)) != ()
    assert found.freezes[0].during.opens.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("Europe/Amsterdam", "Europe/Atlantis", r"windows\.yaml:2: unknown time zone"),
        ("Europe/Amsterdam", "../etc/passwd", r"windows\.yaml:2: unknown time zone"),
        ("2027-01-03", "2026-01-03", r"windows\.yaml:4: the freeze 'x' ends before it begins"),
        ("sat", "saturday", r"windows\.yaml:2: maintenance\.0\.days\.0"),
        ("+01:00, closes", ", closes", r"windows\.yaml:4: freezes\.0\.opens: .*timezone"),
    ],
)
def test_windows_that_do_not_fit_name_file_and_line(tmp_path, old, new, error):
    with pytest.raises(InputError, match=error):
        calendar(written(tmp_path, WINDOWS.replace(old, new), "windows.yaml"))
