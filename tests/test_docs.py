"""The docs name every command, stage word, setting, rule and exit code; examples run."""

import doctest
import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
import rich_click as click

from netops.cli import root
from netops.errors import Cause
from netops.model.change import State
from netops.playbook.words import WORDS
from netops.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*(ROOT / name for name in ("README.md", "CHANGELOG.md", "backups/README.md")), *DOCS]
TEXT = "\n".join(path.read_text() for path in [ROOT / "README.md", *DOCS])
# Every option is told once where its command is; these are the same everywhere.
COMMON = {"--help", "--json", "--quiet", "--workspace"}


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


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_each_nameplate_leads_to_the_command_of_its_name(path):
    assert ALL[path].name == path[-1]


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_each_option_has_a_help_text(path):
    options = [p for p in ALL[path].params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_each_option_is_in_the_docs(path):
    options = [p for p in ALL[path].params if isinstance(p, click.Option)]
    words = {word for option in options for word in option.opts if word.startswith("--")}
    assert [word for word in words - COMMON if not re.search(rf"{word}\b", TEXT)] == []


def test_the_docs_name_no_command_that_is_not_there():
    fenced = "\n".join(re.findall(r"^```\w*\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL))
    words = r"netops ([a-z][a-z-]*(?: [a-z][a-z-]*)?)"
    named = re.findall(rf"^(?:\$ )?{words}", fenced, re.MULTILINE)
    named += re.findall(rf"(?<!`)`{words}", TEXT)
    groups = {path[0] for path in ALL if len(path) > 1}
    wrong = {
        " ".join((first, *rest))
        for first, *rest in map(str.split, named)
        if (first,) not in ALL or (first in groups and rest and (first, *rest) not in ALL)
    }
    assert wrong == set()


@pytest.mark.parametrize("word", WORDS)
def test_each_stage_word_is_in_the_playbook_guide(word):
    assert f"`{word}`" in (ROOT / "docs" / "playbooks.md").read_text()


@pytest.mark.parametrize("word", WORDS)
def test_each_value_of_a_stage_word_is_in_the_playbook_guide(word):
    guide = (ROOT / "docs" / "playbooks.md").read_text()
    row = next(line for line in guide.splitlines() if line.startswith(f"| `{word}` |"))
    spelled = [*WORDS[word].items, *WORDS[word].options]
    spelled += [value for values in WORDS[word].options.values() for value in values]
    assert [value for value in spelled if value not in row] == []


@pytest.mark.parametrize("state", State)
def test_each_state_is_in_the_change_guide(state):
    assert f"`{state}`" in (ROOT / "docs" / "change.md").read_text()


@pytest.mark.parametrize("cause", Cause)
def test_each_cause_says_what_to_do(cause):
    assert cause in (ROOT / "docs" / "operating.md").read_text()


@pytest.mark.parametrize("field", [f.name for f in fields(Settings) if f.name != "inventory"])
def test_each_setting_is_in_the_docs(field):
    assert f"`{field}`" in (ROOT / "docs" / "operating.md").read_text()


@pytest.mark.parametrize("code", re.findall(r"^  (\d+)  ", root.EXIT_CODES, flags=re.MULTILINE))
def test_each_exit_code_is_in_the_docs(code):
    assert re.search(rf"^\| {code} \|", (ROOT / "docs" / "operating.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_each_link_between_pages_leads_somewhere(page):
    targets = re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text())
    assert [target for target in targets if not _leads(page, target)] == []


def _leads(page, target):
    path, _, anchor = target.partition("#")
    there = page.parent / path if path else page
    return there.exists() and (not anchor or anchor in _anchors(there))


def _anchors(page):
    """Anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def test_each_page_is_in_the_index():
    index = (ROOT / "docs" / "README.md").read_text()
    pages = [path.name for path in (ROOT / "docs").glob("*.md") if path.name != "README.md"]
    assert [name for name in pages if f"]({name})" not in index] == []


def test_the_examples_in_docstrings_hold():
    pure = ("config", "model", "rules", "audit", "change", "platforms")
    files = [path for name in pure for path in sorted((ROOT / "netops" / name).glob("*.py"))]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    assert [name for name in names if doctest.testmod(import_module(name)).failed] == []
