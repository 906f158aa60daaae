"""The inventory as people write it, with their mistakes."""

from pathlib import Path

import pytest
from nornir.plugins.inventory import SimpleInventory

from netops.errors import InputError
from netops.sources.inventory import Inventory, inventory
from netops.sources.limit import limited, scoped

OURS = Path(__file__).parents[2] / "inventory"
HOST = "r1:\n  hostname: 192.0.2.1\n  platform: ios\n  data: {site: ams1, role: edge}\n"
DEFAULTS = "username: env:U\npassword: env:P\n"


def read(folder: Path, hosts: str, groups: str = "", defaults: str = DEFAULTS) -> Inventory:
    for name, text in (("hosts", hosts), ("groups", groups), ("defaults", defaults)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return inventory(folder)


def test_ours_has_eight_devices_two_sites_two_roles_and_two_pairs() -> None:
    devices = inventory(OURS).devices
    assert len(devices) == 8
    assert {device.site for device in devices} == {"ams1", "fra2"}
    assert {(d.role, d.platform) for d in devices} == {
        ("edge", "cisco_ios"),
        ("core", "arista_eos"),
    }
    pairs = [device.redundancy_group for device in devices if device.redundancy_group]
    assert sorted(pairs) == ["ams1-edge", "ams1-edge", "fra2-edge", "fra2-edge"]


def test_values_come_from_host_then_groups_then_defaults(tmp_path: Path) -> None:
    groups = (
        "edge:\n  groups: [base]\n  platform: cisco_xe\n  data: {role: edge, a: edge, tags: [x]}\n"
        "base:\n  port: 2222\n  data: {a: base, b: base}\n"
    )
    defaults = f"{DEFAULTS}data: {{b: default, c: default, source: 192.0.2.9, tags: [y]}}\n"
    hosts = "r1:\n  hostname: 192.0.2.1\n  groups: [edge]\n  data: {site: ams1}\n"
    entry = read(tmp_path, hosts, groups, defaults).entry("r1")
    assert entry.device.platform == "cisco_ios"
    assert (entry.device.port, entry.device.source) == (2222, "192.0.2.9")
    assert entry.device.tags == ("x", "y")
    assert [entry.values[key] for key in "abc"] == ["edge", "base", "default"]
    assert (entry.username, entry.password) == ("env:U", "env:P")


def test_a_jump_host_must_be_known(tmp_path: Path) -> None:
    behind = "data: {site: ams1, role: edge, jump: b1}"
    hosts = HOST.replace("data: {site: ams1, role: edge}", behind)
    with pytest.raises(
        InputError, match=r"hosts\.yaml:4: unknown jump host 'b1'; add it to netops"
    ):
        read(tmp_path, hosts)
    with pytest.raises(InputError, match=r"unknown jump host 'b1'; known: gate"):
        inventory(tmp_path, jump_hosts=["gate"])
    assert inventory(tmp_path, jump_hosts=["b1"]).devices[0].jump == "b1"


def test_a_number_is_no_device_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"hosts\.yaml:1: 7 is no name; put it in quotes"):
        read(tmp_path, HOST.replace("r1:", "7:"))


def test_nornir_reads_our_files_as_we_do() -> None:
    names = {"host_file": "hosts", "group_file": "groups", "defaults_file": "defaults"}
    files = {key: str(OURS / f"{name}.yaml") for key, name in names.items()}
    theirs = SimpleInventory(**files).load()
    for entry in inventory(OURS).entries:
        host = theirs.hosts[entry.device.name]
        assert (host.hostname, host.port) == (entry.device.address, entry.device.port)
        assert (host.platform, host.username) == (entry.device.platform, entry.username)
        assert {key: host[key] for key in entry.values} == entry.values


def test_a_platform_has_its_own_port(tmp_path: Path) -> None:
    assert read(tmp_path, HOST).entry("r1").device.port == 22


@pytest.mark.parametrize(
    ("hosts", "said"),
    [
        (HOST + HOST, r"hosts\.yaml:5: 'r1' is defined twice"),
        (HOST.replace("ios", "iso"), r"hosts\.yaml:3: unknown platform 'iso'; did you mean 'ios'"),
        (HOST.replace("  platform: ios\n", ""), r"hosts\.yaml:1: no platform"),
        (HOST.replace("site: ams1, ", ""), r"hosts\.yaml:1: 'r1' has no site"),
        (HOST.replace(", role: edge", ""), r"hosts\.yaml:1: 'r1' has no role"),
        (HOST.replace("ams1", "../ams1"), r"hosts\.yaml:1: '\.\./ams1' cannot be a site"),
        (HOST.replace("ams1", "[a]"), r"hosts\.yaml:4: site must be one word"),
        (HOST.replace("r1:", '"../r1":'), r"hosts\.yaml:1: '\.\./r1' cannot be a device name"),
        (HOST.replace("r1:", '"r\\n1":'), "cannot be a device name"),
        (HOST.replace("192.0.2.1", '"-oProxyCommand=x"'), r"hosts\.yaml:2: .* is no address"),
        (HOST.replace("  hostname: 192.0.2.1\n", ""), "no hostname"),
        (HOST + "  port: 70000\n", r"hosts\.yaml:5: 70000 is no port"),
        (HOST + "  port: ssh\n", r"hosts\.yaml:5: 'ssh' is no port"),
        (HOST + "  groups: [egde]\n", r"hosts\.yaml:5: unknown group 'egde'; did you mean 'edge'"),
        (HOST + "  groups: [loop]\n", "group 'loop' contains itself"),
        (HOST + "  pasword: env:X\n", r"hosts\.yaml:5: unknown key 'pasword'; did you mean 'pass"),
        (HOST.replace("role: edge", "role: edge, tags: a"), r"hosts\.yaml:4: tags must be a list"),
        (HOST.replace("{site: ams1, role: edge}", "text"), r"hosts\.yaml:4: data must hold"),
        ("r1: text\n", r"hosts\.yaml:1: 'r1' must hold"),
        ("r1:\n", r"hosts\.yaml:1: 'r1' has no site"),
    ],
)
def test_a_mistake_names_its_file_and_line(tmp_path: Path, hosts: str, said: str) -> None:
    groups = "edge:\n  port: 22\nloop:\n  groups: [loop]\n"
    with pytest.raises(InputError, match=said):
        read(tmp_path, hosts, groups)


@pytest.mark.parametrize("key", ["password", "username"])
def test_a_literal_credential_is_refused_and_not_repeated(tmp_path: Path, key: str) -> None:
    with pytest.raises(InputError, match=rf"hosts\.yaml:5: {key} must be a reference") as failure:
        read(tmp_path, f"{HOST}  {key}: labSecret\n")
    assert "labSecret" not in str(failure.value)


def test_a_device_without_credentials_or_hosts_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"hosts\.yaml: cannot be read"):
        inventory(tmp_path)
    with pytest.raises(InputError, match=r"hosts\.yaml:1: no username"):
        read(tmp_path, HOST, defaults="")


def test_an_unknown_device_has_a_hint() -> None:
    with pytest.raises(InputError, match="unknown device 'ams1-egde1'; did you mean 'ams1-edge1'"):
        inventory(OURS).entry("ams1-egde1")


@pytest.mark.parametrize(
    ("terms", "count"),
    [
        ((), 8),
        (("ams1-edge1",), 1),
        (("ams1-*", "fra2-core1"), 5),
        (("role=edge",), 4),
        (("role=edge,site=ams1",), 2),
        (("site=ams1", "platform=arista_eos"), 6),
    ],
)
def test_a_limit_names_globs_and_attributes(terms: tuple[str, ...], count: int) -> None:
    assert len(limited(inventory(OURS).devices, terms)) == count


def test_a_limit_may_come_from_a_file(tmp_path: Path) -> None:
    listing = tmp_path / "which"
    listing.write_text("# the night shift's\nams1-edge1  # first\n\nrole=core\n")
    assert len(limited(inventory(OURS).devices, [f"@{listing}"])) == 5
    listing.write_text("ams1-edge1\nnobody\n")
    with pytest.raises(InputError, match="which:2: no device fits 'nobody'"):
        limited(inventory(OURS).devices, [f"@{listing}"])
    with pytest.raises(InputError, match=r"--limit: cannot read .*missing as a list"):
        limited(inventory(OURS).devices, [f"@{tmp_path}/missing"])


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("ams1-egde1", "no device fits 'ams1-egde1'; did you mean 'ams1-edge1'"),
        ("nyc*", r"no device fits 'nyc\*'"),
        ("role=egde", "no device fits"),
        ("rloe=edge", "unknown key 'rloe'; did you mean 'role'"),
        ("tag=x", "no device fits"),
    ],
)
def test_a_limit_that_names_nothing_is_an_error(term: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        limited(inventory(OURS).devices, [term])


def test_a_scope_needs_one_of_the_values_for_every_key() -> None:
    scope = {"site": ("ams1", "fra2"), "role": ("edge",)}
    assert len(scoped(inventory(OURS).devices, scope, where="p.yaml:2")) == 4
