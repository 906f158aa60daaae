"""What the benchmark of planning compares: two subjects on the same texts, and proven plans."""

import json

import pytest

from bench.measure import cost, python
from bench.routers import access_list, changes, config, entries, routes


def planned(module, folder, running, intended):
    """What a subject prints for two texts."""
    files = [folder / "running.cfg", folder / "intended.cfg"]
    for file, text in zip(files, (running, intended), strict=True):
        file.write_text(text)
    return json.loads(cost(python(module, *map(str, files))).said)


@pytest.mark.parametrize(("units", "lines"), [(10, 2000), (100, 20_000)])
def test_a_config_has_about_the_lines_that_it_is_called_after(units, lines):
    assert abs(config(units).count("\n") - lines) < lines * 0.05
    assert config(units) == config(units)


@pytest.mark.parametrize("units", [10, 100])
def test_a_hundred_changes_are_all_different_and_all_show(units):
    wanted = changes(units, 100)
    assert len(wanted) == 100
    texts = {config(units, frozenset({one})) for one in wanted}
    assert len(texts) == 100
    assert config(units) not in texts


@pytest.mark.parametrize(
    ("running", "intended"),
    [
        (config(2), config(2, changes(2, 12))),
        (access_list(entries(40)), access_list([*entries(40)[:-1], "permit icmp any any"])),
        (routes(40), routes(0)),
    ],
    ids=["whole", "list", "routes"],
)
def test_both_subjects_plan_and_ours_is_proven(tmp_path, running, intended):
    ours = planned("bench.planned", tmp_path, running, intended)
    peer = planned("bench.peers.hierarchical", tmp_path, running, intended)
    assert ours["verdict"] == "proven", ours["reason"]
    assert ours["commands"] > 1
    assert peer["commands"] > 1
