"""Every command speaks JSON: one document, the same facts, the same exit code."""

import json
import os

import pytest
import rich_click as click

from netops.cli.root import root, run

from .workbench import EOS, IOS


@pytest.fixture
def ask(bench, monkeypatch, capsys):
    """Run a command in this process; return the one document that it printed."""
    for name in set(os.environ) - set(bench.environ):
        monkeypatch.delenv(name)
    for name, value in bench.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(bench.folder)
    asked = set()

    def told(*words, expect=0):
        asked.add(words)
        code = run([*words, "--json"])
        out, err = capsys.readouterr()
        assert code == expect, out + err
        return json.loads(out)

    told.asked = asked
    return told


def test_every_command_of_a_workspace_prints_one_json_document(bench, ask):
    """One day at the desk, told to a program."""
    bench.lab.tamper(IOS, "telnet-and-rw")
    assert ask("lint")["errors"] == []
    assert ask("intended", "diff")["changed"] == {}
    assert ask("intended", "render", "--show", "--limit", IOS)["rendered"][IOS]
    assert ask("intended", "adopt")["adopted"] == {}
    found = ask("run", "nightly", "--limit", IOS, expect=3)
    assert [row["name"] for row in found["devices"]] == [IOS]
    assert ask("backup", "--limit", EOS)["revision"] is None
    assert [one["device"] for one in ask("drift", "--limit", IOS, expect=3)["drift"]] == [IOS]
    assert ask("audit", "--limit", IOS, expect=3)["findings"]
    assert len(ask("history", IOS)["revisions"]) == 2
    assert ask("show", EOS)["text"].endswith("end\n")
    assert "transport input telnet ssh" in ask("diff", f"{IOS}@HEAD~1", IOS)["diff"]
    assert {one["device"] for one in ask("search", "input telnet")["hits"]} == {IOS}
    assert ask("blame", IOS)["lines"][0]["line"] == 1
    assert ask("restore", IOS, "--to", "out.cfg")["bytes"] > 1000
    at_the_safe(bench, ask)
    assert ask("change", "status") == []
    at_the_change_desk(ask)
    assert ask("change", "verify-log")["whole"] is True
    no_command_was_forgotten(ask.asked)


def at_the_safe(bench, ask):
    """Who may open the exact texts; a key of somebody stands in for the one in escrow."""
    public = bench.key("alice").with_suffix(".pub").read_text().split()[:2]
    escrow = ask("seal", "add", *public, "--comment", "safe")["added"]["fingerprint"]
    assert len(ask("seal", "recipients")) == 2
    assert ask("seal", "rotate")["texts"] > 0
    words = ("--to", "escrow.cfg", "--identity", "keys/alice")
    assert ask("restore", IOS, *words)["bytes"] > 1000
    assert (bench.folder / "escrow.cfg").read_text() == (bench.folder / "out.cfg").read_text()
    assert ask("seal", "remove", escrow)["removed"]["fingerprint"] == escrow


def at_the_change_desk(ask):
    why = ("--reason", "to see")
    change = ask("change", "new", "--from-drift", "--title", "Telnet", *why)["change"]
    assert ask("change", "plan", change)["plan"]["devices"][0]["device"] == IOS
    assert ask("change", "show", change)["state"] == "planned"
    for one in ask("change", "explain", change)["devices"].values():
        assert all(command["line"] for command in (*one["steps"], *one["way_back"]))
    assert ask("change", "submit", change)["state"] == "in_review"
    ask("change", "approve", change, *why, "--as", "alice", "--key", "keys/alice")
    signed = ask("change", "approve", change, *why, "--as", "carol", "--key", "keys/carol")
    assert signed["state"] == "approved"
    assert ask("change", "apply", change, "--check") == {"change": change, "refused": []}
    done = ask("change", "apply", change)
    assert (done["state"], [one["device"] for one in done["outcomes"]]) == ("applied", [IOS])
    assert ask("change", "rollback", change, *why)["state"] == "rolled_back"
    assert ask("change", "recover", change) == []
    other = ask("change", "new", "--from-drift", "--title", "Telnet", *why)["change"]
    ask("change", "plan", other)
    ask("change", "submit", other)
    veto = ("--as", "carol", "--key", "keys/carol")
    assert ask("change", "reject", other, *why, *veto)["state"] == "rejected"
    third = ask("change", "new", "--from-drift", "--title", "Telnet", *why)["change"]
    assert ask("change", "cancel", third, *why)["state"] == "cancelled"


def no_command_was_forgotten(asked):
    """Only those that work without devices are missing; tests/cli asks them."""
    said = {words[: len(path)] for words in asked for path in leaves(root)}
    missing = {path for path in leaves(root) if path not in said and path[0] != "file"}
    assert missing == {("init",), ("rules",), ("platforms",), ("import",)}


def leaves(group, path=()):
    with click.Context(group) as context:
        for name in group.list_commands(context):
            _, command, _ = group.resolve_command(context, [name])
            if isinstance(command, click.RichGroup):
                yield from leaves(command, (*path, name))
            else:
                yield (*path, name)
