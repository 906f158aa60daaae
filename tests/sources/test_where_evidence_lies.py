"""The settings `remote` and `shards`: what may stand there, and what they mean to a workspace."""

from pathlib import Path

import pytest

from netops.errors import InputError
from netops.settings import settings
from netops.stores.git import GitStore
from netops.stores.shards import ShardedStore
from netops.wiring import Workspace

HOSTS = """
r1: {hostname: 192.0.2.1, platform: cisco_ios, groups: [edge, old], data: {site: ams1, role: edge}}
r2: {hostname: 192.0.2.2, platform: cisco_ios, data: {site: fra2, role: core}}
"""
GROUPS = "edge: {}\nold: {}\n"
DEFAULTS = "username: env:U\npassword: env:P\n"
R1, R2, GONE = (f"configs/{place}/running.cfg" for place in ("ams1/r1", "fra2/r2", "par4/gone"))


def folder(root: Path, **lines: str) -> Workspace:
    inventory = root / "inventory"
    inventory.mkdir(exist_ok=True)
    texts = {"hosts": HOSTS, "groups": GROUPS, "defaults": DEFAULTS}
    for name, text in texts.items():
        (inventory / f"{name}.yaml").write_text(text)
    (inventory / "netops.yaml").write_text("".join(f"{k}: {v}\n" for k, v in lines.items()))
    return Workspace(root, {})


@pytest.mark.parametrize(
    "url",
    [
        "/srv/evidence.git",
        "file:///srv/evidence.git",
        "ssh://git@git.example.net:2222/net/evidence.git",
        "git@git.example.net:net/evidence.git",
        "https://git.example.net/net/evidence.git",
    ],
)
def test_a_remote_is_a_folder_or_an_address_without_a_password(tmp_path: Path, url: str) -> None:
    assert folder(tmp_path, remote=url).settings.remote == url


@pytest.mark.parametrize(
    "url",
    [
        "evidence.git",
        "-oProxyCommand=x",
        "ext::sh -c id",
        "git@host::x",
        "http://git.example.net/x",
        "git://git.example.net/x",
        "/srv/a b",
        "https://netops:labSecret@git.example.net/x",
        "ssh://netops:labSecret@git.example.net/x",
        "https://labSecretToken@git.example.net/x",
    ],
)
def test_any_other_remote_is_refused_and_not_quoted(tmp_path: Path, url: str) -> None:
    folder(tmp_path)
    (tmp_path / "inventory" / "netops.yaml").write_text(f"workers: 5\nremote: '{url}'\n")
    with pytest.raises(InputError, match=r"netops\.yaml:2: remote: ") as refused:
        settings(tmp_path / "inventory", {})
    assert url not in str(refused.value)
    assert "labSecret" not in str(refused.value)


def test_without_a_word_the_evidence_is_one_repository(tmp_path: Path) -> None:
    assert isinstance(folder(tmp_path).store, GitStore)
    assert not (tmp_path / "backups" / "shards").exists()


@pytest.mark.parametrize(
    ("shards", "names"),
    [("site", {R1: "ams1", R2: "fra2", GONE: "par4"}),
     ("group", {R1: "edge", R2: "ungrouped", GONE: "ungrouped"})],
)  # fmt: skip
def test_a_config_lies_in_the_shard_of_its_site_or_of_its_first_group(
    tmp_path: Path, shards: str, names: dict[str, str]
) -> None:
    store = folder(tmp_path, shards=shards).store
    assert isinstance(store, ShardedStore)
    store.write({**dict.fromkeys(names, b"x\n"), "log.jsonl": b"{}\n"}, message="run")
    found = {path: store.root_of(path) for path in names}
    assert found == {path: tmp_path / "backups" / "shards" / name for path, name in names.items()}
    assert store.root_of("log.jsonl") == tmp_path / "backups" / "repo"
    again = folder(tmp_path, shards=shards).store
    assert again.paths("configs") == tuple(sorted(names))


@pytest.mark.parametrize(("first", "then"), [("none", "site"), ("site", "none"), ("site", "group")])
def test_another_division_is_refused_once_configs_are_stored(
    tmp_path: Path, first: str, then: str
) -> None:
    folder(tmp_path, shards=first).store.write({R1: b"x\n"}, message="run")
    said = rf"netops.yaml: shards: {then}, but .* was begun with {first}; write shards: {first}"
    with pytest.raises(InputError, match=said):
        _ = folder(tmp_path, shards=then).store
    assert folder(tmp_path, shards=first).store.read(R1) == b"x\n"


def test_a_repository_without_configs_may_still_be_divided(tmp_path: Path) -> None:
    folder(tmp_path).store.write({"log.jsonl": b"{}\n"}, message="change")
    assert isinstance(folder(tmp_path, shards="site").store, ShardedStore)


def test_a_division_begins_with_the_first_config_and_not_with_a_question(tmp_path: Path) -> None:
    asked = folder(tmp_path, shards="site").store
    assert list(asked.log(R1)) == []
    asked.write({"log.jsonl": b"{}\n"}, message="change")
    assert not (tmp_path / "backups" / "shards").exists()
    folder(tmp_path, shards="group").store.write({R1: b"x\n"}, message="run")
    assert (tmp_path / "backups" / "shards" / "divided").read_text() == "group\n"
