"""The docs name every command, stage word, setting, rule and exit code; examples run."""

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest
import rich_click as click

from netops.cli import root
from netops.cli.lazy import LazyGroup
from netops.playbook.words import WORDS
from netops.settings import FIELDS

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").rglob("*.md"))
TEXT = "\n".join(path.read_text() for path in [ROOT / "README.md", *DOCS])


def commands(group, path=()):
    with click.Context(group) as ctx:
        for name in group.list_commands(ctx):
            _, command, _ = group.resolve_command(ctx, [name])
            yield (*path, name), command
            if isinstance(command, click.RichGroup):
                yield from commands(command, (*path, name))


ALL = dict(commands(root.root))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_each_command_is_in_the_docs_and_explains_itself(path):
    assert f"netops {' '.join(path)}" in TEXT
    assert ALL[path].help


@pytest.mark.parametrize("path", [path for path in ALL if len(path) == 1], ids=" ".join)
def test_the_help_line_of_a_command_matches_the_command(path):
    plate = root.root.commands[path[0]]
    first = ALL[path].help.split("\n\n")[0].replace("\n", " ").strip()
    assert isinstance(root.root, LazyGroup)
    assert plate.help
    assert first


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_each_option_has_a_help_text(path):
    options = [p for p in ALL[path].params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("word", WORDS)
def test_each_stage_word_is_in_the_playbook_guide(word):
    assert f"`{word}`" in (ROOT / "docs" / "playbooks.md").read_text()


@pytest.mark.parametrize("field", FIELDS)
def test_each_setting_is_in_the_docs(field):
    assert f"`{field}`" in (ROOT / "docs" / "operating.md").read_text()


@pytest.mark.parametrize("code", re.findall(r"^  (\d+)  ", root.EXIT_CODES, flags=re.MULTILINE))
def test_each_exit_code_is_in_the_docs(code):
    assert re.search(rf"^\| {code} \|", (ROOT / "docs" / "operating.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS], ids=lambda p: p.name)
def test_each_link_between_pages_leads_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


PURE = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in ("config", "model", "rules", "audit", "change", "platforms", "findings")
    for path in sorted((ROOT / "netops" / package).glob("*.py"))
    if ">>> " in path.read_text()
]


@pytest.mark.parametrize("module", PURE)
def test_the_examples_in_docstrings_hold(module):
    assert doctest.testmod(import_module(module)).failed == 0
