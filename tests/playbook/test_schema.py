"""Every mistake in a playbook is found at load, with its line and a hint."""

import pytest

from netops.errors import InputError
from netops.playbook.schema import Step, load_playbook

GOOD = """\
playbook: nightly drift and hardening
scope: {site: [ams1, fra2], role: edge}
steps:
  - collect: [running, startup]
  - store
  - compare: [intended, startup]
  - judge: {profile: baseline}
  - report: {to: [markdown, sarif], fail-on: high}
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "p.yaml"
        path.write_text(text)
        return path

    return write


def test_a_good_playbook_keeps_words_options_and_scope(written):
    playbook = load_playbook(written(GOOD))
    assert playbook.name == "nightly drift and hardening"
    assert playbook.scope == {"site": ("ams1", "fra2"), "role": ("edge",)}
    assert playbook.steps == (
        Step("collect", items=("running", "startup")),
        Step("store"),
        Step("compare", items=("intended", "startup")),
        Step("judge", options={"profile": ("baseline",)}),
        Step("report", options={"to": ("markdown", "sarif"), "fail-on": ("high",)}),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "playbook: x\nsteps:\n  - colect: [running]\n",
            "p.yaml:3: unknown word 'colect'; did you mean 'collect'",
        ),
        (
            "playbook: x\nsteps:\n  - store\n",
            "p.yaml:3: 'store' needs configs; put 'collect' before",
        ),
        (
            "playbook: x\nsteps:\n  - collect: [running]\n  - judge\n  - compare: [intended]\n",
            "p.yaml:5: 'compare' stands after 'judge'; put it before",
        ),
        (
            "playbook: x\nsteps:\n  - collect: [running]\n  - collect: [startup]\n",
            "p.yaml:4: 'collect' stands twice",
        ),
        (
            "playbook: x\nsteps:\n  - collect: [runing]\n",
            "p.yaml:3: 'collect' does not take 'runing'; did you mean 'running'",
        ),
        ("playbook: x\nsteps:\n  - collect\n", "p.yaml:3: 'collect' needs a list"),
        ("playbook: x\nsteps:\n  - collect: []\n", "p.yaml:3: 'collect' is empty"),
        (
            "playbook: x\nsteps:\n  - collect: [running]\n  - store: now\n",
            "p.yaml:4: 'store' takes nothing; write `- store`",
        ),
        (
            "playbook: x\nsteps:\n  - collect: [running]\n  - report: html\n",
            "p.yaml:4: 'report' takes options; of to, fail-on",
        ),
        (
            "playbook: x\nsteps:\n  - collect: [running]\n  - report: {too: html}\n",
            "p.yaml:4: unknown option of 'report' 'too'; did you mean 'to'",
        ),
        (
            "playbook: x\nsteps:\n  - collect: [running]\n  - report:\n      fail-on: hihg\n",
            "p.yaml:5: 'fail-on' does not take 'hihg'; did you mean 'high'",
        ),
        ("playbook: x\nsteps:\n  - [a, b]\n", "p.yaml:3: a step is a word"),
        ("playbook: x\nscop: {}\nsteps: [store]\n", "p.yaml:2: unknown key 'scop'"),
        (
            "playbook: x\nscope: {sight: a}\nsteps:\n  - collect: [running]\n",
            "p.yaml:2: unknown scope key 'sight'; did you mean 'site'",
        ),
        (
            "playbook: x\nscope: ams1\nsteps:\n  - collect: [running]\n",
            "p.yaml:2: `scope` maps name, site, role, platform, tag to values",
        ),
        ("steps: [store]\n", "p.yaml:1: the playbook has no name"),
        ("playbook: x\n", "p.yaml:1: `steps` is not a list of words"),
    ],
)
def test_a_mistake_names_its_line_and_what_to_do(written, text, message):
    with pytest.raises(InputError) as caught:
        load_playbook(written(text))
    assert str(caught.value).startswith(message)
    assert caught.value.exit_code == 2
