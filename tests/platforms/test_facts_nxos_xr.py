"""What NX-OS and IOS XR say around their configs: who they are, who changed what, refusals."""

import re

import pytest

from netops.audit.episodes import actors
from netops.config.clean import canonical
from netops.config.listing import listing, stable
from netops.config.whole import doubt, unproven
from netops.errors import Cause
from netops.model.device import Device, Identity
from netops.platforms.registry import platform
from netops.platforms.spec import Platform
from tests.platforms.shown import LEAF, NXOS_HEAD, PE, SHOWN, XR_HEAD

NXOS, XR = platform("cisco_nxos"), platform("cisco_xr")
LEAF_ID = Identity("lon4-leaf1.lab.example", "9LON4A00001", "9.3(8)", "Nexus9000 C9300v")
PE_ID = Identity("zrh5-pe1", "FOC2305X001", "7.3.2", "R-IOSXRV9000-CC")

NEXUS_9000 = """Cisco Nexus Operating System (NX-OS) Software
Software
  BIOS: version 05.45
  NXOS: version 9.3(8)
  NXOS image file is: bootflash:///nxos.9.3.8.bin
Hardware
  cisco Nexus9000 C9300v Chassis
  Intel(R) Xeon(R) with 10211720 kB of memory.
  Processor Board ID 9LON4A00001

  Device name: lon4-leaf1
  bootflash:    3419344 kB
"""
NEXUS_7000 = """Software
  BIOS:      version 2.12.0
  kickstart: version 6.2(16)
  system:    version 6.2(16)
Hardware
  cisco Nexus7000 C7010 (10 Slot) Chassis ("Supervisor Module-2")
  Processor Board ID JAF1810AHFN
  Device name: core-7k
"""
XRV_9000 = """Mon Nov 23 07:12:00.478 UTC
Cisco IOS XR Software, Version 7.3.2
Copyright (c) 2013-2021 by Cisco Systems, Inc.
 Version      : 7.3.2
Mon Nov 23 07:12:00.560 UTC
NAME: "0/0", DESCR: "Cisco IOS-XRv 9000 Centralized Line Card"
PID: R-IOSXRV9000-LC-C , VID: V01, SN: FOC2305X001L

NAME: "Rack 0", DESCR: "Cisco IOS-XRv 9000 Centralized Virtual Router"
PID: R-IOSXRV9000-CC  , VID: V01, SN: FOC2305X001

Mon Nov 23 07:12:00.805 UTC
hostname zrh5-pe1
"""
ASR_9001 = """Cisco IOS XR Software, Version 6.1.4[Default]
NAME: "module 0/RSP0/CPU0", DESCR: "ASR9001 Route Switch Processor"
PID: A9K-RSP, VID: V02, SN: FOC2026AAAA

NAME: "chassis ASR-9001", DESCR: "ASR-9001 Chassis"
PID: ASR-9001, VID: V06 , SN: FOC2026N2TR

hostname edge9
"""


@pytest.mark.parametrize(
    ("nos", "said", "names"),
    [
        (NXOS, NEXUS_9000, ("lon4-leaf1", "9LON4A00001", "9.3(8)", "Nexus9000 C9300v")),
        (NXOS, NEXUS_7000, ("core-7k", "JAF1810AHFN", "6.2(16)", "Nexus7000 C7010")),
        (XR, XRV_9000, ("zrh5-pe1", "FOC2305X001", "7.3.2", "R-IOSXRV9000-CC")),
        (XR, ASR_9001, ("edge9", "FOC2026N2TR", "6.1.4", "ASR-9001")),
    ],
)
def test_a_terminal_says_who_the_device_is(
    nos: Platform, said: str, names: tuple[str, ...]
) -> None:
    facts = nos.capture.identity
    assert facts is not None
    asked = (facts.hostname, facts.serial, facts.version, facts.model)
    found = [re.search(pattern, said, re.MULTILINE) for pattern in asked]
    assert tuple(one[1] if one else "" for one in found) == names


@pytest.mark.parametrize(
    ("nos", "line", "actor"),
    [
        (
            NXOS,
            (
                "2019 Jan 21 15:47:11 leaf1 %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by "
                "admin on 192.0.2.43@pts/3"
            ),
            "admin from 192.0.2.43",
        ),
        (
            NXOS,
            (
                "2019 Jan 21 15:47:11 leaf1 %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by "
                "netops on 192.0.2.9@nginx.18400"
            ),
            "netops from 192.0.2.9@nginx",
        ),
        (
            NXOS,
            (
                "2014 Jun 29 19:20:57 N7K %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by "
                "admin on console0"
            ),
            "admin from console0",
        ),
        (
            XR,
            (
                "RP/0/RP0/CPU0:Sep 25 23:27:22.691 UTC: config[67726]: %MGBL-CONFIG-6-DB_COMMIT : "
                "Configuration committed by user 'admin'. Use 'show configuration commit changes "
                "1000000024' to view the changes."
            ),
            "admin",
        ),
        (
            XR,
            (
                "RP/0/RP0/CPU0:Sep 25 23:27:22.997 UTC: config[67726]: %MGBL-SYS-5-CONFIG_I : "
                "Configured from console by clab on vty0 (192.0.2.1)"
            ),
            "clab from 192.0.2.1",
        ),
    ],
)
def test_the_log_names_who_changed_the_config(nos: Platform, line: str, actor: str) -> None:
    assert actors([line], nos) == (actor,)


@pytest.mark.parametrize("nos", [NXOS, XR])
def test_other_log_lines_name_nobody(nos: Platform) -> None:
    other = (
        "2019 Jan 21 15:48 leaf1 %ETHPORT-5-IF_UP: Interface Ethernet1/1 is up",
        "config[1]: %MGBL-CONFIG-6-OTHER : by user 'x'",
    )
    assert actors(other, nos) == ()


@pytest.mark.parametrize(("nos", "text"), SHOWN)
def test_what_changes_by_itself_is_left_out(nos: Platform, text: str) -> None:
    clean = canonical(text, nos, b"k")
    assert not any(word in clean for word in ("07:1", "Building", "!Command", "!!"))


def _device(nos: Platform) -> tuple[Device, Identity]:
    name, identity = ("lon4-leaf1", LEAF_ID) if nos is NXOS else ("zrh5-pe1", PE_ID)
    device = Device(name, nos.name, "192.0.2.1", 22, "s", "r", serial=identity.serial)
    return device, identity


def _doubt(text: str, nos: Platform) -> Cause | None:
    device, identity = _device(nos)
    found = doubt(stable(listing(text, nos)), device=device, identity=identity)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("nos", "text", "cause"),
    [
        (NXOS, NXOS_HEAD + LEAF, None),
        (XR, f"{XR_HEAD}{PE}\n", None),
        (NXOS, NXOS_HEAD, Cause.NOT_WHOLE),
        (XR, XR_HEAD.replace("!\n", ""), Cause.NOT_WHOLE),
        (NXOS, "            ^\n% Invalid command at '^' marker.\n", Cause.REFUSED),
        (NXOS, "% Permission denied for the role\n", Cause.REFUSED),
        (NXOS, "% Authorization failed.\n", Cause.REFUSED),
        (NXOS, "Error: AAA authorization failed for command:show run\n", Cause.REFUSED),
        (NXOS, "No startup configuration\n", Cause.REFUSED),
        (XR, "% Authorization failed.\n", Cause.REFUSED),
        (XR, "            ^\n% Invalid input detected at '^' marker.\n", Cause.REFUSED),
        (XR, "% This command is not authorized\n", Cause.REFUSED),
        (XR, "% No such configuration item(s)\n", Cause.REFUSED),
        (NXOS, NXOS_HEAD + LEAF[: LEAF.index("line console")], Cause.NOT_WHOLE),
        (NXOS, NXOS_HEAD + LEAF[: len(LEAF) // 2], Cause.NOT_WHOLE),
        (NXOS, NXOS_HEAD + LEAF[: LEAF.index("line vty")], Cause.NOT_WHOLE),
        (XR, (XR_HEAD + PE).removesuffix("end\n"), Cause.NOT_WHOLE),
        (XR, XR_HEAD + PE[: len(PE) // 2], Cause.NOT_WHOLE),
        (NXOS, LEAF.replace("hostname lon4-leaf1", "hostname lon4-leaf2"), Cause.WRONG_DEVICE),
        (XR, PE.replace("hostname zrh5-pe1", "hostname zrh5-pe2"), Cause.WRONG_DEVICE),
        (NXOS, LEAF.replace("hostname lon4-leaf1\n", ""), Cause.NOT_WHOLE),
    ],
)
def test_a_text_is_believed_or_doubted(nos: Platform, text: str, cause: Cause | None) -> None:
    assert _doubt(text, nos) is cause


@pytest.mark.parametrize(
    ("way", "last", "needs_another"),
    [("ssh", None, True), ("ssh", "same", False), ("nxapi", None, False), ("netmiko", None, True)],
)
def test_nx_os_is_read_twice_where_nothing_says_that_it_ended(
    way: str, last: str | None, *, needs_another: bool
) -> None:
    clean = canonical(LEAF, NXOS, b"k")
    known = clean if last else None
    assert bool(unproven(clean, NXOS, last=known, way=way)) is needs_another


def test_ios_xr_is_whole_by_its_end() -> None:
    clean = canonical(PE, XR, b"k")
    assert unproven(clean, XR, last=None, way="ssh") == ""


def test_ios_xr_has_no_startup_config() -> None:
    assert set(XR.capture.commands) == {"running"}
    assert set(NXOS.capture.commands) == {"running", "startup"}


@pytest.mark.parametrize(
    ("alias", "name", "way"),
    [
        ("nxos", "cisco_nxos", "nxapi"),
        ("nxos_ssh", "cisco_nxos", "ssh"),
        ("iosxr", "cisco_xr", "ssh"),
        ("iosxr_netconf", "cisco_xr", "netconf"),
    ],
)
def test_napalms_names_say_how_a_device_is_read(alias: str, name: str, way: str) -> None:
    known = platform(alias)
    assert known.name == name
    assert known.spoken[alias] == way
    assert way in known.transports


def test_a_device_that_tells_no_serial_is_known_by_its_name() -> None:
    silent = Identity("zrh5-pe1", "", "6.1.4")
    seen = stable(listing(PE, XR))
    for name, cause in (("zrh5-pe1", None), ("zrh5-pe2", Cause.WRONG_DEVICE)):
        device = Device(name, XR.name, "192.0.2.1", 22, "s", "r", serial="FOC2305X001")
        found = doubt(seen, device=device, identity=silent)
        assert (found[0] if found else None) is cause
