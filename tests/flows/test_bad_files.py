"""What a person wrote is wrong: one sentence, exit code 2 or 1, and no device was touched."""

import pytest

from .workbench import IOS


@pytest.fixture
def untouched(bench):
    """Whatever happens in the test: no login, no commit, no line."""
    before = bench.logins()
    with bench.nothing_lost(IOS):
        yield bench
    assert bench.logins() == before


def refused(bench, *arguments, expect=2, **environ):
    """The one sentence of a command that would not start."""
    said = bench.netops(*arguments, expect=expect, **environ)
    assert said.out == ""
    assert said.err.startswith("netops: ")
    assert said.err.count("\n") == 1, said.err
    return said.err.removeprefix("netops: ").rstrip("\n")


def playbook(bench, text):
    (bench.folder / "playbooks" / "mine.yaml").write_text(text)


def test_an_unknown_playbook_word_is_named_with_its_line_and_a_hint(untouched):
    playbook(untouched, "playbook: mine\nsteps:\n  - colect: [running]\n")
    assert refused(untouched, "run", "mine") == (
        "mine.yaml:3: unknown word 'colect'; did you mean 'collect'"
    )


def test_a_step_before_what_it_needs_is_named_with_its_line(untouched):
    playbook(untouched, "playbook: mine\nsteps:\n  - store\n  - collect: [running]\n")
    assert refused(untouched, "run", "mine").startswith("mine.yaml:3: 'store' ")


def test_a_playbook_that_is_not_there_is_told_with_the_nearest_name(untouched):
    assert "did you mean 'nightly'" in refused(untouched, "run", "nigthly")


def test_an_unknown_device_is_told_with_the_nearest_name(untouched):
    assert refused(untouched, "backup", "--limit", "ams1-egde1") == (
        "--limit: no device fits 'ams1-egde1'; did you mean 'ams1-edge1'"
    )
    assert "unknown device 'ams1-egde1'" in refused(untouched, "show", "ams1-egde1")


def test_an_unknown_platform_is_told_with_its_line_and_the_nearest_name(untouched):
    untouched.edit("groups.yaml", "cisco_ios", "cisco_iso")
    said = refused(untouched, "backup")
    assert "groups.yaml:3: unknown platform 'cisco_iso'; did you mean 'cisco_ios'" in said


def test_a_device_that_stands_twice_is_told_with_its_line(untouched):
    hosts = untouched.folder / "inventory" / "hosts.yaml"
    hosts.write_text(hosts.read_text() + "ams1-edge1:\n  hostname: 192.0.2.1\n")
    line = len(hosts.read_text().splitlines()) - 1
    said = refused(untouched, "backup")
    assert f"hosts.yaml:{line}: " in said
    assert "ams1-edge1" in said


def test_a_password_in_a_file_is_refused_and_not_repeated(untouched):
    untouched.edit("defaults.yaml", "env:NETOPS_PASSWORD", "hunter2")
    said = refused(untouched, "backup")
    assert "defaults.yaml:3: password must be a reference; write env:NAME" in said
    assert "hunter2" not in said


def test_a_secret_that_is_not_in_the_environment_is_asked_for_by_name(untouched):
    del untouched.environ["NETOPS_PASSWORD"]
    assert "NETOPS_PASSWORD is not set" in refused(untouched, "backup", expect=1)


def test_a_secret_of_a_template_that_is_not_in_the_environment_is_asked_for_by_name(bench):
    del bench.environ["LAB_NTP_KEY"]
    with bench.nothing_lost(IOS):
        assert "LAB_NTP_KEY is not set" in refused(bench, "drift", "--limit", IOS, expect=1)


def test_a_broken_template_is_told_with_file_line_and_device(untouched):
    golden = untouched.folder / "inventory" / "golden" / "edge.j2"
    golden.write_text("hostname {{ device.name }}\n! {{ rakc }}\n")
    said = refused(untouched, "intended", "render")
    assert "edge.j2:2: template error: 'rakc' is undefined; for ams1-edge1, ams1-edge2" in said
    assert "edge.j2:2" in untouched.netops("lint", expect=2).out


def test_a_line_that_nobody_gave_a_reason_for_is_told_before_a_device_is_touched(untouched):
    listed = untouched.folder / "inventory" / "not-secret.yaml"
    listed.write_text("not-secret:\n  - pattern: '^thing '\n")
    wrong = "not-secret.yaml:2: an entry without a reason"
    assert wrong in untouched.netops("lint", expect=2).out
    assert wrong in refused(untouched, "backup")


def test_an_intended_file_that_its_template_does_not_render_is_named(untouched):
    intended = untouched.folder / "inventory" / "intended" / f"{IOS}.cfg"
    intended.write_text(intended.read_text().replace("no service pad", "service pad"))
    said = untouched.netops("lint", expect=2).out
    assert f"{IOS}.cfg: is not what golden/edge.j2 renders; look at `netops intended diff`" in said


def test_no_workspace_here_says_how_to_get_one(untouched, tmp_path_factory):
    nowhere = str(tmp_path_factory.mktemp("nowhere"))
    said = refused(untouched, "backup", "--workspace", nowhere)
    assert "no inventory/hosts.yaml here" in said
    assert "netops init" in said


def test_a_key_of_the_settings_that_is_misspelt_is_told_with_its_line(untouched):
    untouched.edit("netops.yaml", "workers:", "wrokers:")
    said = refused(untouched, "backup")
    assert "netops.yaml:2: " in said
    assert "'workers'" in said
