"""Help, version, usage errors, colour: what every command does alike."""

import json
import os
import pty
import subprocess
import sys

import pytest
import rich_click as click

from netops import __version__
from netops.cli.root import root

ESCAPE = "\x1b"


def commands(group, path=()):
    with click.Context(group) as context:
        for name in group.list_commands(context):
            _, command, _ = group.resolve_command(context, [name])
            yield (*path, name), command
            if isinstance(command, click.RichGroup):
                yield from commands(command, (*path, name))


ALL = dict(commands(root))
LEAVES = [path for path, command in ALL.items() if not isinstance(command, click.RichGroup)]


@pytest.mark.parametrize("path", [(), *ALL], ids=" ".join)
def test_each_command_explains_itself(netops, path):
    said = netops(*path, "--help")
    assert "Usage" in said.out
    assert " ".join(("netops", *path)) in said.out
    assert said.err == ""


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_each_command_speaks_json(path):
    assert "as_json" in [option.name for option in ALL[path].params]


@pytest.mark.parametrize("path", [(), *ALL], ids=" ".join)
def test_an_unknown_option_is_a_usage_error(netops, path):
    assert "--no-such-option" in netops(*path, "--no-such-option", expect=2).err


def test_an_unknown_command_is_told_with_the_nearest_name(netops):
    assert "change" in netops("chagne", expect=2).err
    assert "apply" in netops("change", "aply", expect=2).err


def test_the_version_is_told(process):
    said = process("--version")
    assert (said.code, said.err) == (0, "")
    assert __version__ in said.out


def test_the_exit_codes_stand_in_the_help(netops):
    shown = netops("--help").out
    for code in (0, 1, 2, 3, 4, 5, 6, 7, 130):
        assert f"\n  {code}  " in shown.replace("\n ", "\n  ") or f" {code}  " in shown


SPOKEN = (("--help",), ("rules",), ("platforms",), ("change", "--help"), ("nonsense",))


@pytest.mark.parametrize("arguments", SPOKEN, ids=" ".join)
def test_a_pipe_gets_no_escape_sequence(process, arguments):
    said = process(*arguments, TERM="xterm-256color")
    assert ESCAPE not in said.out + said.err


def on_a_terminal(*arguments, **environ):
    """What netops writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-m", "netops", *arguments],
        env={**os.environ, **environ}, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:
        pass  # Linux's word for: the other side has closed
    os.close(ours)
    process.wait()
    return shown.decode()


PLAIN = ({"NO_COLOR": "1", "TERM": "xterm-256color"}, {"TERM": "dumb"})


@pytest.mark.parametrize("environ", PLAIN, ids="-".join)
@pytest.mark.parametrize("arguments", [("rules",), ("--help",)], ids=" ".join)
def test_a_terminal_that_wants_no_colour_gets_none(arguments, environ):
    shown = on_a_terminal(*arguments, **environ)
    assert "netops" in shown or "severity" in shown
    coloured = [part for part in shown.split(ESCAPE)[1:] if part.startswith("[3")]
    assert coloured == []
    if environ["TERM"] == "dumb":
        assert ESCAPE not in shown


def test_a_terminal_that_knows_colour_gets_it():
    assert ESCAPE in on_a_terminal("rules", TERM="xterm-256color")


def test_rules_and_platforms_are_one_json_document_each(netops):
    rules = json.loads(netops("rules", "--json").out)
    assert len(rules) >= 30
    one = json.loads(netops("rules", rules[0]["rule"], "--json").out)
    assert [rule["rule"] for rule in one] == [rules[0]["rule"]]
    platforms = json.loads(netops("platforms", "--json").out)
    assert {one["platform"] for one in platforms} >= {"cisco_ios", "arista_eos"}


def test_an_unknown_rule_is_told_with_the_nearest_name(netops):
    known = json.loads(netops("rules", "--json").out)[0]["rule"]
    assert f"did you mean '{known}'" in netops("rules", known + "x", expect=2).err
