"""The parts of the benchmarks that compute: what they measure is run by hand."""

import sys
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from bench.measure import BenchError, cost
from bench.plot import Axes, svg

SVG = "{http://www.w3.org/2000/svg}"
LINES = {"netops": [(100, 5.0), (1000, 5.0)], "<peer>": [(100, 20.0), (1000, 40.0)]}


@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_plot_has_a_line_with_its_name_for_each_subject(logarithmic):
    picture = ET.fromstring(svg(Axes("CPU", "routers", "ms", logarithmic=logarithmic), LINES))  # noqa: S314 (ours)
    drawn = [
        [float(one) for pair in line.attrib["points"].split() for one in pair.split(",")]
        for line in picture.iter(f"{SVG}polyline")
    ]
    (left, low, right, still_low), (_, high, _, highest) = drawn
    assert left < right
    assert low == still_low > high > highest
    words = [text.text for text in picture.iter(f"{SVG}text")]
    assert {"CPU", "routers", "ms", "netops", "<peer>", "100", "1,000"} <= set(words)


def test_the_names_of_lines_that_end_together_are_not_upon_one_another():
    lines = {
        "one": [(1, 2.0), (2, 9.0)],
        "two": [(1, 1.0), (2, 9.1)],
        "three": [(1, 3.0), (2, 9.0)],
    }
    picture = ET.fromstring(svg(Axes("CPU", "routers", "ms"), lines))  # noqa: S314 (ours)
    places = [float(t.attrib["y"]) for t in picture.iter(f"{SVG}text") if t.text in lines]
    assert len(places) == len(lines)
    assert all(below - above >= 16 for below, above in pairwise(places))


def test_a_cost_counts_the_work_of_a_command_and_keeps_its_last_line():
    found = cost([sys.executable, "-c", "print(sum(range(10**6))); print('done')"])
    assert found.said == "done"
    assert 0 < found.cpu <= found.seconds * 2
    assert found.peak > 1


def test_a_command_keeps_its_bytecode_as_an_installed_one_has_it(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    found = cost([sys.executable, "-c", "import sys; print(sys.dont_write_bytecode)"])
    assert found.said == "False"


def test_a_command_that_fails_is_no_measurement():
    with pytest.raises(BenchError, match="no such device"):
        cost([sys.executable, "-c", "raise SystemExit('no such device')"])
