"""`python -m lab`, as a person types it."""

from __future__ import annotations

import json

import pytest
from labtools import NET, WORKER

from lab.__main__ import main
from lab.control import Lab, secrets
from lab.sim.faults import FAULTS
from lab.topology import HERE, names

EDGE = "fra2-edge2"


@pytest.fixture
def run(lab, capsys):
    def run(*words: str) -> tuple[int, str]:
        code = main([words[0], "--state", str(lab.state), *words[1:]])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_a_second_up_says_so_and_shows_the_devices(run):
    code, said = run("up")
    assert code == 0
    assert "already up" in said
    assert said.count(f"{NET}.") == len(names())


def test_status_as_data(run):
    rows = json.loads(run("status", "--json")[1])
    assert [one["name"] for one in rows if one["site"] == "fra2"] == [
        "fra2-edge1",
        "fra2-edge2",
        "fra2-core1",
        "fra2-core2",
    ]


@pytest.mark.parametrize("scenario", sorted(path.stem for path in HERE.glob("scenarios/*.yaml")))
@pytest.mark.parametrize("name", [EDGE, "fra2-core2"])
def test_a_scenario_changes_the_device_and_leaves_its_trace(lab, device, run, scenario, name):
    before = lab.memory(device(name))
    assert run("tamper", name, scenario)[0] == 0
    assert lab.memory(name) != before
    is_saved = lab.memory(name, "startup") == lab.memory(name)
    assert is_saved == (scenario != "unsaved-edit")
    trace = "%SYS-5-CONFIG_I: Configured from console by mallory on vty1 (10.66.0.9)"
    assert any(line.endswith(trace) for line in lab.memory(name, "log"))


def test_reset_takes_everything_back(lab, run):
    run("tamper", EDGE, "extra-user")
    run("reset", EDGE)
    assert run("memory", EDGE, "running")[1] == (HERE / "configs" / f"{EDGE}.cfg").read_text()
    assert lab.memory(EDGE, "startup") == lab.memory(EDGE)


def test_faults_show_in_the_status_and_can_be_cleared(run):
    run("fault", EDGE, "slow", "seconds=0.1")
    assert "slow" in run("status")[1]
    run("fault", EDGE, "--clear")
    assert "slow" not in run("status")[1]


def test_all_faults_are_listed_with_what_can_be_set(run):
    code, said = run("fault", "--list")
    assert code == 0
    assert all(f"\n{name} " in said for name in FAULTS)
    assert "cisco_xr       show-running load diff commit confirm rollback\n" in said


def test_env_is_for_a_shell_or_a_program(run):
    assert "export NETOPS_PASSWORD=labSecretLogin\n" in run("env")[1]
    assert json.loads(run("env", "--json")[1]) == secrets()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("memory", "nobody", "running"), "no device 'nobody'"),
        (("tamper", EDGE, "telnet-and-wr"), "did you mean 'telnet-and-rw'"),
        (("tamper", "fra2-edge9", "extra-user"), "did you mean 'fra2-edge"),
        (("fault", EDGE), "name a fault"),
        (("fault",), "name a device"),
        (("fault", EDGE, "foreign-before-load", "scenario=acl-open"), "did you mean 'acl-opened'"),
        (("fault", "par3-edge2", "replace-aborted"), "has no moment 'replace' on this platform"),
        (("fault", EDGE, "slow", "soon"), "a setting is name=value"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(run, words, says):
    code, said = run(*words)
    assert code == 2
    assert says in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--net", "10.0"], "two numbers of the loopback network"),
        (["--minute", "0"], "above 0"),
        (["--only", "ams1-edge9"], "did you mean 'ams1-edge"),
        (["--net", NET], "try another --net"),
    ],
)
def test_a_lab_that_cannot_start_says_why(lab, tmp_path, capsys, options, says):
    assert lab.is_up()
    assert main(["up", "--state", str(tmp_path / "other"), *options]) == 2
    assert says in capsys.readouterr().err


def test_a_lab_that_is_not_up_says_so(tmp_path, capsys):
    assert main(["status", "--state", str(tmp_path)]) == 2
    assert "no lab is up" in capsys.readouterr().err


def test_a_long_state_path_and_a_part_of_the_lab(tmp_path):
    part = Lab(tmp_path / ("long" * 30) / "state")
    part.up(net=f"127.{69 - WORKER}", only=["fra2-core1"])
    assert [one["name"] for one in part.status()] == ["fra2-core1"]
    assert part.state.stat().st_mode & 0o777 == 0o700
    part.down()
    assert not part.is_up()
