"""What is intended of a device, against the device: in part, the same on several, another one."""

import pytest

from .workbench import EOS, IOS

TWIN, OTHER = "ams1-edge2", "fra2-edge1"


@pytest.fixture
def partly(bench):
    """Of one device only its terminals are intended, in a file of its own."""
    golden = bench.folder / "inventory" / "golden" / "edge.j2"
    golden.unlink()
    for device in (TWIN, OTHER, "fra2-edge2"):
        (bench.folder / "inventory" / "intended" / f"{device}.cfg").unlink()
    own = bench.folder / "inventory" / "intended" / f"{IOS}.cfg"
    own.write_text(
        "line vty 0 4\n access-class MGMT-IN in\n exec-timeout 10 0\n"
        " login authentication default\n transport input ssh\n"
    )
    bench.edit("hosts.yaml", "serial: FDO2301A001", "serial: FDO2301A001\n    partial: true")
    bench.edit("hosts.yaml", "partial: true", "partial: true\n    owned: [line vty]")
    return bench


def test_only_what_is_owned_drifts_and_is_taken_back(partly):
    assert partly.netops("drift", "--limit", IOS).code == 0
    partly.lab.tamper(IOS, "telnet-and-rw")
    said = partly.netops("run", "nightly", "--limit", IOS, expect=3).out
    assert f"drift {IOS} against intended in line vty" in said
    assert "+ transport input telnet ssh" in said
    drift, _, _ = said.partition("critical")
    assert "snmp-server community" not in drift
    change = partly.in_review(IOS)
    shown = partly.netops("change", "show", change).out
    assert "transport input ssh" in shown
    assert "no snmp-server community" not in shown


def test_a_device_without_an_intended_config_is_told_and_not_called_clean(partly):
    said = partly.netops("run", "nightly", "--limit", TWIN, "--exit-zero").out
    assert f"not compared, with no intended config: {TWIN}" in said
    page = (partly.folder / "reports" / "latest" / "report.md").read_text()
    assert f"1 device not compared, with no intended config: `{TWIN}`" in page
    assert "as intended and verified" not in page


def test_the_same_drift_of_two_devices_is_shown_once(bench):
    for device in (IOS, TWIN):
        bench.lab.tamper(device, "telnet-and-rw")
    said = bench.netops("drift", "--limit", "site=ams1", expect=3).out
    assert said.count("transport input telnet ssh") == 1
    assert f"drift {IOS}, {TWIN} against intended\n" in said


def test_what_happened_since_the_last_backup_is_told(bench):
    said = bench.netops("drift", "--against", "backup").out
    assert "drift     0 of 8 against the last backup" in said
    bench.lab.tamper(EOS, "vty-filter-removed")
    said = bench.netops("drift", "--against", "backup", "--limit", EOS, expect=3).out
    assert f"drift {EOS} against the last backup" in said
    assert "- ip access-group MGMT-IN in" in said


def test_twins_can_be_held_against_each_other(bench):
    told = bench.ask("drift", "--against", TWIN, "--limit", f"{IOS}", expect=3)["drift"]
    assert [(one["device"], one["against"], one["other"]) for one in told] == [
        (IOS, "running", TWIN)
    ]
    lines = [item["running"]["text"] for item in told[0]["items"] if item["running"]]
    assert f"hostname {IOS}" in lines
    assert not [line for line in lines if "ntp" in line]


def test_a_wrong_name_is_told_before_anybody_logs_in(bench):
    before = bench.logins()
    wrong = {
        "ams1-egde2": "unknown device 'ams1-egde2'; did you mean 'ams1-edge2'",
        EOS: f"{IOS} is of another platform than {EOS}",
    }
    for name, sentence in wrong.items():
        said = bench.netops("drift", "--against", name, "--limit", IOS, expect=2)
        assert sentence in said.err
    assert bench.logins() == before
