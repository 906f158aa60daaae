"""Who can open the sealed texts, as typed: list, add, remove, rotate, and a restore by escrow."""

import json
import os
import re
import shutil
import subprocess
from datetime import timedelta

import pyrage
import pytest

from netops.model.config import ConfigKind
from netops.wiring import open_workspace

HOST = (
    "ams1-edge1:\n  hostname: 192.0.2.1\n  platform: cisco_ios\n  data: {site: ams1, role: edge}\n"
)
EXACT = "hostname ams1-edge1\nsnmp-server community labSecret RO\nend\n"
SHOWN = "hostname ams1-edge1\nend\n"


@pytest.fixture
def workspace(tmp_path):
    """A workspace with one stored config."""
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "hosts.yaml").write_text(HOST)
    login = "username: env:A\npassword: env:B\n"
    (tmp_path / "inventory" / "defaults.yaml").write_text(login)
    opened = open_workspace(tmp_path, os.environ)
    opened.sealed.put("ams1-edge1", ConfigKind.RUNNING, EXACT, canonical=SHOWN)
    opened.sealed.settle()
    path = opened.config_path("ams1-edge1", ConfigKind.RUNNING)
    opened.store.write({path: SHOWN.encode()}, message="a test")
    return opened


@pytest.fixture
def escrow(tmp_path):
    """Somebody else's public key, and the file of the private one."""
    made = pyrage.x25519.Identity.generate()
    file = tmp_path / "escrow.txt"
    file.write_text(f"{made}\n")
    return str(made.to_public()), file


def test_an_escrow_key_that_was_added_restores_after_a_rotation(netops, workspace, escrow):
    key, private = escrow
    said = netops("seal", "add", key, "--comment", "escrow, safe of the CISO")
    assert "netops seal rotate" in said.err
    away = workspace.sealed.keys.identity_file
    restore = ("restore", "ams1-edge1", "--to", "out.cfg", "--identity", private)
    assert "does not fit" in netops(*restore, expect=1).err
    done = json.loads(netops("seal", "rotate", "--json").out)
    assert (done["texts"], done["sealed_anew"], done["cannot_be_opened"]) == (1, 1, [])
    away.rename(away.with_name("away"))
    netops(*restore)
    assert (workspace.folder / "out.cfg").read_text() == EXACT
    assert "bring the key back" in netops("restore", "ams1-edge1", "--to", "x", expect=1).err


def test_the_list_shows_fingerprints_comments_and_which_key_is_here(netops, workspace, escrow):
    netops("seal", "add", escrow[0], "--comment", "escrow")
    rows = json.loads(netops("seal", "recipients", "--json").out)
    assert [(row["comment"], row["opens_here"]) for row in rows] == [
        ("this machine", True),
        ("escrow", False),
    ]
    said = netops("seal", "recipients").out
    assert all(row["fingerprint"] in said for row in rows)
    assert re.findall(r"\bhere\b", said) == ["here"]
    assert workspace.sealed.keys.own()[0] not in said


def test_an_ssh_key_can_be_given_as_its_file_has_it(netops, workspace, tmp_path):
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "of ops", "-f", "ops"]
    subprocess.run(command, check=True, cwd=tmp_path)  # noqa: S603 (the system's own ssh-keygen)
    netops("seal", "add", *(tmp_path / "ops.pub").read_text().split())
    assert workspace.sealed.keys.recipients()[-1].comment == "of ops"


def test_a_recipient_is_removed_by_its_comment_but_never_the_last(netops, workspace, escrow):
    netops("seal", "add", escrow[0], "--comment", "escrow")
    assert "recipient already" in netops("seal", "add", escrow[0], expect=2).err
    assert "no recipient is 'nobody'" in netops("seal", "remove", "nobody", expect=2).err
    assert "2 recipients are 'SHA256:'" in netops("seal", "remove", "SHA256:", expect=2).err
    assert "netops seal rotate" in netops("seal", "remove", "escrow").err
    assert "the last recipient stays" in netops("seal", "remove", "this machine", expect=2).err
    assert len(workspace.sealed.keys.recipients()) == 1


def test_recipients_do_not_change_while_a_rotation_is_cut_short(netops, workspace, escrow):
    record = workspace.sealed.keys.folder / "rotation.json"
    record.write_text("{}")
    assert "end it with `netops seal rotate`" in netops("seal", "add", escrow[0], expect=1).err


def test_a_rotation_names_the_old_key_for_deletion_and_what_nothing_opens(netops, workspace):
    sealed = workspace.sealed
    said = netops("seal", "rotate").out
    assert "1 of 1 sealed texts encrypted anew" in said
    assert "identity-retired-" in said
    damaged = sealed.files()[0]
    good = sealed.seal("another text\n")
    damaged.write_bytes(b"age-encryption.org/v1\n")
    said = netops("seal", "rotate", expect=1).out
    assert f"{damaged} cannot be opened" in said
    assert workspace.sealed.file(good).exists()


def test_a_restore_of_a_past_revision_writes_what_was_sealed_then(netops, workspace):
    revision = workspace.store.head()
    later = EXACT.replace("labSecret", "labSalted")
    after = workspace.clock.now() + timedelta(days=1)
    workspace.sealed.put("ams1-edge1", ConfigKind.RUNNING, later, canonical=SHOWN, taken=after)
    workspace.sealed.settle()
    for asked, exact in ((f"@{revision}", EXACT), ("@now", EXACT), ("", later)):
        netops("restore", f"ams1-edge1{asked}", "--to", "out.cfg")
        assert (workspace.folder / "out.cfg").read_text() == exact


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_restore_replaces_nothing_but_a_plain_file(netops, workspace, kind):
    to = workspace.folder / "out"
    if kind == "link":
        to.symlink_to(workspace.folder / "aim")
    elif kind == "pipe":
        os.mkfifo(to)
    else:
        to.mkdir()
    before = to.lstat().st_mode
    said = netops("restore", "ams1-edge1", "--to", to, expect=2)
    assert "is no plain file; name a new file" in said.err
    assert to.lstat().st_mode == before
    assert not (workspace.folder / "aim").exists()


def test_an_escrow_key_restores_although_the_whole_state_is_lost(netops, workspace, escrow):
    key, private = escrow
    netops("seal", "add", key)
    netops("seal", "rotate")
    shutil.rmtree(workspace.state.root)
    netops("restore", "ams1-edge1", "--to", "out.cfg", "--identity", private)
    assert (workspace.folder / "out.cfg").read_text() == EXACT
    assert "recipients.txt is gone" in netops("seal", "recipients", expect=1).err
    assert not (workspace.state.root / "age" / "recipients.txt").exists()
