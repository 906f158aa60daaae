"""The lab's devices are hardened: nothing of severity high or above may fail on them."""

from pathlib import Path

import pytest
from configs import judged

from netops.config.clean import canonical
from netops.model.finding import Result, Severity
from netops.platforms.registry import PLATFORMS
from netops.sources.rules import library

LAB = sorted((Path(__file__).parents[2] / "lab" / "configs").glob("*.cfg"))


def test_there_are_eight_of_them():
    assert len(LAB) == 8


@pytest.mark.parametrize("path", LAB, ids=lambda path: path.stem)
def test_no_rule_of_severity_high_fails(path):
    platform = "arista_eos" if "core" in path.stem else "cisco_ios"
    text = canonical(path.read_text(), PLATFORMS[platform], b"key")
    failed = [
        (one.rule, one.section, one.why)
        for one in judged(library(), text, platform)
        if one.result in (Result.FAIL, Result.ERROR) and one.severity >= Severity.HIGH
    ]
    assert failed == []
