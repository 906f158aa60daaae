"""Settings and secrets: what a person wrote, checked at the edge."""

from pathlib import Path

import pytest

from netops.errors import InputError, SecretError
from netops.secrets.env import EnvSecrets
from netops.settings import JumpHost, settings


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    folder = tmp_path / "inventory"
    folder.mkdir()
    return folder


def write(inventory: Path, text: str) -> None:
    (inventory / "netops.yaml").write_text(text, encoding="utf-8")


def test_without_a_file_everything_has_a_place_beside_the_inventory(inventory: Path) -> None:
    found = settings(inventory, {})
    assert found.backups == inventory.parent.resolve() / "backups"
    assert found.workers == 500


def test_the_environment_wins_over_the_file(inventory: Path) -> None:
    write(inventory, "workers: 5\nbackups: /srv/evidence\n")
    found = settings(inventory, {"NETOPS_WORKERS": "7", "NETOPS_PASSWORD": "labSecret"})
    assert found.workers == 7
    assert found.backups == Path("/srv/evidence")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("workers: 5\nwokers: 6\n", r"netops\.yaml:2: unknown setting 'wokers'; did you mean 'wor"),
        ("\nworkers: many\n", r"netops\.yaml:2: workers: expected `int`, got `str`"),
        ("workers: 0\n", r"netops\.yaml:1: workers: expected `int` >= 1"),
        ("workers: 7.5\n", r"netops\.yaml:1: workers: expected `int`, got `float`"),
        ("read_timeout: .nan\n", r"netops\.yaml:1: read_timeout: expected `float` > 0"),
        ("read_timeout: 1.5\nshards: none\nsecrets: no\n", r"3: secrets: must be one of redact, k"),
        ("workers: 5\nworkers: 6\n", r"netops\.yaml:2: 'workers' is defined twice"),
        ("workers: [5\n", r"netops\.yaml:2: is not valid YAML"),
        ("- workers\n", r"netops\.yaml:1: must hold `key: value` lines"),
    ],
)
def test_a_wrong_setting_says_where_and_what_now(inventory: Path, text: str, said: str) -> None:
    write(inventory, text)
    with pytest.raises(InputError, match=said):
        settings(inventory, {})


JUMP = "jump_hosts:\n  b1:\n    address: 192.0.2.7\n    username: env:U\n    password: env:P\n"


def test_a_jump_host_has_an_address_and_references(inventory: Path) -> None:
    write(inventory, JUMP)
    found = settings(inventory, {}).jump_hosts
    assert found == {"b1": JumpHost("192.0.2.7", 22, "env:U", "env:P")}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("address", "adress", r"netops\.yaml:3: unknown setting 'jump_hosts\.b1\.adress'; did you"),
        ("env:P", "labSecret", r"netops\.yaml:5: jump_hosts\.b1\.password: must be a reference"),
        ("env:P", "env:P\n    port: 0", r"netops\.yaml:6: jump_hosts\.b1\.port: .* >= 1"),
        ("192.0.2.7", "a b", r"netops\.yaml:3: jump_hosts\.b1\.address: expected .*A-Za-z0-9:"),
        ("192.0.2.7", '"a\\n"', r"netops\.yaml:3: jump_hosts\.b1\.address: expected"),
        ("    password: env:P\n", "", r"netops\.yaml:3: jump_hosts\.b1\.password: is missing"),
        (JUMP, "jump_hosts:\n  b1: 192.0.2.7\n", r"netops\.yaml:2: jump_hosts\.b1: must hold"),
        (JUMP, "jump_hosts: b1\n", r"netops\.yaml:1: jump_hosts: expected `object`"),
        ("b1", "a/b", r"netops\.yaml:2: jump_hosts\.a/b: "),
    ],
)
def test_a_wrong_jump_host_says_where_and_repeats_no_password(
    inventory: Path, old: str, new: str, said: str
) -> None:
    write(inventory, JUMP.replace(old, new, 1))
    with pytest.raises(InputError, match=said) as failure:
        settings(inventory, {})
    assert "labSecret" not in str(failure.value)


def test_a_wrong_variable_is_named(inventory: Path) -> None:
    with pytest.raises(InputError, match=r"NETOPS_WORKERS: workers: expected `int`"):
        settings(inventory, {"NETOPS_WORKERS": "many"})


def test_a_file_that_is_no_text_or_cannot_be_read_is_named(inventory: Path) -> None:
    (inventory / "netops.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"netops\.yaml: is not UTF-8"):
        settings(inventory, {})
    (inventory / "netops.yaml").unlink()
    (inventory / "netops.yaml").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        settings(inventory, {})


def test_a_reference_is_resolved() -> None:
    assert EnvSecrets({"A_1": "labSecret"}).value("env:A_1") == "labSecret"


@pytest.mark.parametrize("environ", [{}, {"A_1": ""}])
def test_a_missing_value_names_the_variable(environ: dict[str, str]) -> None:
    with pytest.raises(SecretError, match="A_1 is not set"):
        EnvSecrets(environ).value("env:A_1")


def test_a_password_in_place_of_a_reference_is_not_repeated() -> None:
    with pytest.raises(SecretError, match="must read env:NAME") as failure:
        EnvSecrets({}).value("labSecret")
    assert "labSecret" not in str(failure.value)
