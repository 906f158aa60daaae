"""`netops intended` and partial intents, without devices."""

import json
import shutil

import pytest
from questions import CORE, EDGE, FIRST, NEVER, THIRD, Evidence, config_path, three_hours

from lab.control import secrets
from netops.config.clean import canonical
from netops.platforms.registry import platform
from netops.stores.state import StateFolder

TWIN = "ams1-edge2"
GOLDEN, INTENDED = "inventory/golden", "inventory/intended"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Written once; every story works on a copy."""
    folder = tmp_path_factory.mktemp("three-hours")
    key_of(folder)
    three_hours(folder)
    return folder


@pytest.fixture(autouse=True)
def here(stored, tmp_path):
    shutil.copytree(stored, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def bare(here):
    """Nobody has written a template or an intended config yet."""
    for folder in (GOLDEN, INTENDED):
        for file in (here / folder).iterdir():
            file.unlink()
    return here


def key_of(folder):
    """The key of the digests; it is there before any evidence."""
    return StateFolder(folder / "backups" / "state").key()


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_what_is_committed_is_what_is_rendered(netops):
    assert "0 intended configs differ" in netops("intended", "diff").out
    assert "0 intended configs written" in netops("intended", "render").out


def test_the_same_difference_is_shown_once_for_all_devices_that_have_it(netops, here):
    edit(here / GOLDEN / "edge.j2", "ip ssh time-out 60", "ip ssh time-out 45")
    said = netops("intended", "diff", expect=3).out
    assert said.count("+ip ssh time-out 45") == 1
    assert "ams1-edge1, ams1-edge2, fra2-edge1, fra2-edge2\n" in said
    assert "4 intended configs differ" in said
    assert "time-out 60" in (here / INTENDED / f"{EDGE}.cfg").read_text()
    assert "4 intended configs written" in netops("intended", "render").out
    assert "time-out 45" in (here / INTENDED / f"{EDGE}.cfg").read_text()
    assert netops("lint").code == 0


def test_a_device_that_was_never_rendered_is_new(netops, here):
    (here / INTENDED / f"{EDGE}.cfg").unlink()
    said = netops("intended", "diff", "--limit", EDGE, expect=3).out
    assert f"{EDGE}\nnew, 2" in said
    assert "1 intended config differs" in said


def test_a_config_can_be_shown_without_being_written(netops, here):
    (here / INTENDED / f"{EDGE}.cfg").unlink()
    said = netops("intended", "render", "--show", "--limit", EDGE)
    assert "hostname ams1-edge1\n" in said.out
    assert "<env:LAB_NTP_KEY>" in said.out
    assert not (here / INTENDED / f"{EDGE}.cfg").exists()
    told = json.loads(netops("intended", "render", "--show", "--limit", EDGE, "--json").out)
    assert told["rendered"][EDGE] == said.out


def test_nothing_is_written_while_a_template_is_wrong(netops, here):
    edit(here / GOLDEN / "edge.j2", "{{ rack }}", "{{ rakc }}")
    edit(here / GOLDEN / "core.j2", "hostname {{ device.name }}", "hostname x")
    before = (here / INTENDED / f"{CORE}.cfg").read_text()
    said = netops("intended", "render", expect=2).err
    assert "'rakc' is undefined; for ams1-edge1, ams1-edge2, fra2-edge1, fra2-edge2\n" in said
    assert (here / INTENDED / f"{CORE}.cfg").read_text() == before
    assert netops("lint", expect=2).out.count("'rakc' is undefined") == 1


def test_several_mistakes_are_counted_and_lint_tells_them_all(netops, here):
    edit(here / GOLDEN / "edge.j2", "{{ rack }}", "{{ rakc }}")
    edit(here / GOLDEN / "core.j2", "{{ rack }}", "{{ rack")
    said = netops("intended", "render", expect=2).err
    assert "; and 1 more error, see `netops lint`" in said
    told = netops("lint", expect=2).out
    assert "'rakc' is undefined" in told
    assert "core.j2:" in told


def test_a_role_without_a_template_is_named(netops, here):
    (here / GOLDEN / "core.j2").unlink()
    said = netops("intended", "render")
    assert f"no template for the role of {CORE}" in said.err


def test_what_runs_is_adopted_as_it_was_stored(netops, bare):
    said = netops("intended", "adopt", "--limit", EDGE).out
    assert f"{EDGE}: 9 lines, secrets: 0 by variable, 0 by digest; never verified" in said
    assert (bare / INTENDED / f"{EDGE}.cfg").read_text() == THIRD
    assert netops("lint").code == 0


def test_what_somebody_wrote_is_not_overwritten_unless_it_is_asked_for(netops, bare):
    mine = bare / INTENDED / f"{TWIN}.cfg"
    mine.write_text("hostname mine\n")
    said = netops("intended", "adopt", "--limit", TWIN).out
    assert f"left as they are, has an intended config: {TWIN}" in said
    assert mine.read_text() == "hostname mine\n"
    netops("intended", "adopt", "--limit", TWIN, "--replace")
    assert mine.read_text() == FIRST.replace(EDGE, TWIN)


def test_a_device_with_a_template_has_nothing_to_adopt(netops, here):
    before = (here / INTENDED / f"{EDGE}.cfg").read_text()
    said = netops("intended", "adopt", "--limit", EDGE, "--replace").out
    assert f"left as they are, rendered from golden/edge.j2: {EDGE}" in said
    assert (here / INTENDED / f"{EDGE}.cfg").read_text() == before


def test_a_device_without_a_stored_config_is_named_and_the_others_are_adopted(netops, bare):
    assert list((bare / INTENDED).iterdir()) == []
    told = json.loads(netops("intended", "adopt", "--json", expect=4).out)
    assert told["missing"] == [NEVER]
    assert len(told["adopted"]) == 7
    assert (
        f"no stored running config: {NEVER}"
        in netops("intended", "adopt", "--limit", NEVER, expect=4).out
    )


@pytest.fixture
def secretive(bare, monkeypatch):
    """An edge whose stored config holds the digests of two secrets of the lab."""
    for name, value in secrets().items():
        monkeypatch.setenv(name, value)
    exact = bare / "exact.cfg"
    community = secrets()["LAB_SNMP_RO"]
    exact.write_text(f"snmp-server community {community} RO\nenable secret 9 $9$other\n")
    text = canonical(exact.read_text(), platform("cisco_ios"), key_of(bare))
    Evidence(bare, hours=9).commit({config_path(EDGE): text})
    return bare


def test_a_secret_that_a_variable_holds_is_named_by_it_and_another_by_its_digest(netops, secretive):
    said = netops("intended", "adopt", "--limit", EDGE, "--env", "LAB_*").out
    assert "secrets: 1 by variable, 1 by digest" in said
    text = (secretive / INTENDED / f"{EDGE}.cfg").read_text()
    assert text.startswith("snmp-server community <env:LAB_SNMP_RO> RO\nenable secret 9 <secret:")
    assert "labSecret" not in text


def test_a_glob_that_fits_no_variable_is_a_usage_error(netops, bare):
    said = netops("intended", "adopt", "--env", "NOBODY_*", expect=2).err
    assert "--env: no variable fits 'NOBODY_*'" in said
    assert list((bare / INTENDED).iterdir()) == []


@pytest.fixture
def partly(bare):
    """Of the edges only the lines of the terminals are intended."""
    edit(
        bare / "inventory" / "groups.yaml",
        "data: {role: edge}",
        "data: {role: edge, partial: true, owned: [line vty]}",
    )
    return bare


def test_of_a_device_that_is_owned_in_part_only_that_is_adopted(netops, partly):
    netops("intended", "adopt", "--limit", EDGE)
    text = (partly / INTENDED / f"{EDGE}.cfg").read_text()
    assert text == "line vty 0 4\n transport input telnet ssh\n"
    assert netops("lint").code == 0


def test_lint_finds_a_line_that_no_section_owns(netops, partly):
    (partly / INTENDED / f"{EDGE}.cfg").write_text("line vty 0 4\n transport input ssh\nntp x\n")
    said = netops("lint", expect=2).out
    assert f"{EDGE}.cfg:3: stands in no section that is `owned`" in said
