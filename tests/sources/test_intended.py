"""Intended configs: ours against the lab's devices, and templates with mistakes."""

from pathlib import Path

import pytest

from lab.control import secrets
from netops.errors import InputError, SecretError
from netops.secrets.env import EnvSecrets
from netops.sources.intended import IntendedConfigs, resolved
from netops.sources.inventory import inventory

ROOT = Path(__file__).parents[2]
HOST = "r1:\n  hostname: 192.0.2.1\n  platform: ios\n  data: {site: ams1, role: edge, vlan: 7}\n"
NAMES = [device.name for device in inventory(ROOT / "inventory").devices]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hosts.yaml").write_text(HOST)
    (tmp_path / "defaults.yaml").write_text("username: env:U\npassword: env:P\n")
    for name in ("golden", "intended"):
        (tmp_path / name).mkdir()
    return tmp_path


def intended(folder: Path) -> IntendedConfigs:
    return IntendedConfigs(inventory(folder))


@pytest.mark.parametrize("name", NAMES)
def test_our_intended_config_is_what_the_lab_device_starts_with(name: str) -> None:
    text = intended(ROOT / "inventory").text(name)
    assert text is not None
    assert "labSecret" not in text
    exact = resolved(text, EnvSecrets(secrets()), where=name)
    assert exact == (ROOT / "lab" / "configs" / f"{name}.cfg").read_text()


def test_a_device_without_template_and_file_has_no_intended_config(folder: Path) -> None:
    assert intended(folder).text("r1") is None


def test_a_file_of_the_devices_own_counts_without_a_template(folder: Path) -> None:
    (folder / "intended" / "r1.cfg").write_text("hostname r1\n")
    assert intended(folder).text("r1") == "hostname r1\n"


def test_a_template_sees_the_device_and_its_values(folder: Path) -> None:
    (folder / "golden" / "edge.j2").write_text("hostname {{ device.name }}\nvlan {{ vlan }}\n")
    assert intended(folder).text("r1") == "hostname r1\nvlan 7\n"


def test_a_stale_rendering_is_an_error(folder: Path) -> None:
    (folder / "golden" / "edge.j2").write_text("hostname {{ device.name }}\n")
    (folder / "intended" / "r1.cfg").write_text("hostname r0\n")
    with pytest.raises(InputError, match=r"r1\.cfg: is not what golden/edge\.j2 renders"):
        intended(folder).text("r1")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("a\n{{ vlam }}\n", r"edge\.j2:2: template error: 'vlam' is undefined; for r1"),
        ("a\n\n{% if %}\n", r"edge\.j2:3: template error: Expected an expression.*; for r1"),
        ("{% include 'none.j2' %}\n", r"edge\.j2:1: template error: .*none\.j2"),
        ("{{ 1 // 0 }}\n", r"edge\.j2:1: template error: .* by zero"),
        ("{{ ''.__class__.__mro__ }}\n", r"edge\.j2:1: template error: .*unsafe"),
        ("{{ device.update(name='x') }}\n", r"edge\.j2:1: template error: .*; for r1"),
        ("{{ 'a'.nothing() }}\n", r"edge\.j2:1: template error: .*nothing"),
        (
            "\n{% include 'edge.j2' %}\n",
            r"edge\.j2:2: .* leads back to itself: edge\.j2 > edge\.j2",
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}\n", r"leads back to itself.*; for r1"),
    ],
)
def test_a_template_error_names_file_and_line(folder: Path, template: str, said: str) -> None:
    (folder / "golden" / "edge.j2").write_text(template)
    with pytest.raises(InputError, match=said):
        intended(folder).text("r1")


def test_templates_that_include_each_other_are_told_as_a_cycle(folder: Path) -> None:
    golden = folder / "golden"
    (golden / "edge.j2").write_text("hostname r1\n{% include 'base.j2' %}\n")
    (golden / "base.j2").write_text("{% include 'ntp.j2' %}\n")
    (golden / "ntp.j2").write_text("\n\n{% include 'base.j2' %}\n")
    with pytest.raises(InputError) as failure:
        intended(folder).text("r1")
    assert f"{golden}/base.j2:1: template error: it leads back to itself" in str(failure.value)
    assert "base.j2 > ntp.j2 > base.j2; for r1" in str(failure.value)


def test_an_error_of_an_included_template_names_its_own_line(folder: Path) -> None:
    (folder / "golden" / "edge.j2").write_text("{% include 'ntp.j2' %}\n")
    (folder / "golden" / "ntp.j2").write_text("ntp server {{ ntp_server }}\n")
    with pytest.raises(InputError, match=r"ntp\.j2:1: template error: 'ntp_server' is undefined"):
        intended(folder).text("r1")


def test_a_template_that_cannot_be_read_is_an_error(folder: Path) -> None:
    (folder / "golden" / "edge.j2").write_bytes(b"\xff")
    with pytest.raises(InputError, match=r"golden/edge\.j2: template error: .*; for r1"):
        intended(folder).text("r1")


PARTIAL = HOST.replace("vlan: 7", "vlan: 7, partial: true, owned: [ntp, line vty]")


def test_a_line_outside_the_owned_sections_is_an_error_with_its_place(folder: Path) -> None:
    (folder / "hosts.yaml").write_text(PARTIAL)
    file = folder / "intended" / "r1.cfg"
    file.write_text("!\nntp server 192.0.2.60\n!\nhostname r1\n")
    with pytest.raises(InputError) as failure:
        intended(folder).text("r1")
    assert f"{file}:4: stands in no section that is `owned`" in str(failure.value)
    file.unlink()
    (folder / "golden" / "edge.j2").write_text("hostname r1\n")
    with pytest.raises(
        InputError, match=r"edge\.j2: template error: line 1 of what it renders.*r1"
    ):
        intended(folder).text("r1")


def test_an_intent_for_a_part_may_be_silent(folder: Path) -> None:
    (folder / "hosts.yaml").write_text(PARTIAL)
    assert intended(folder).text("r1") is None
    (folder / "intended" / "r1.cfg").write_text("")
    assert intended(folder).text("r1") == ""
    assert intended(folder).owned("r1") == ("ntp", "line vty")


def test_an_intended_file_that_is_no_text_is_an_error(folder: Path) -> None:
    (folder / "intended" / "r1.cfg").write_bytes(b"\xff")
    with pytest.raises(InputError, match="cannot be read as text"):
        intended(folder).text("r1")


def test_a_missing_secret_names_its_variable() -> None:
    with pytest.raises(SecretError, match="LAB_KEY is not set"):
        resolved("key <env:LAB_KEY>\n", EnvSecrets({}), where="r1")


def test_a_secret_cannot_bring_a_line_of_its_own() -> None:
    evil = EnvSecrets({"LAB_KEY": "x\nusername evil"})
    with pytest.raises(
        SecretError, match="r1: the value of env:LAB_KEY holds a control"
    ) as failure:
        resolved("key <env:LAB_KEY>\n", evil, where="r1")
    assert "evil" not in str(failure.value)
