"""Which devices a change is pushed to, and which it is not."""

from pathlib import Path

import pytest

from netops.drivers.connect import Connector
from netops.drivers.login import Login
from netops.errors import Cause, DeviceError
from netops.model.device import Device
from netops.stores.state import StateFolder


@pytest.mark.parametrize(
    ("platform", "transport", "said"),
    [
        ("cisco_nxos", "ssh", "changes are not pushed to Cisco NX-OS yet"),
        ("cisco_xr", "", "changes are not pushed to Cisco IOS XR yet"),
        ("juniper_junos", "netconf", "changes are not pushed to Juniper Junos yet"),
        ("arista_eos", "ssh", "changes are pushed over eapi, and it is read over ssh"),
    ],
)
def test_what_cannot_be_pushed_to_is_refused_before_a_session(
    tmp_path: Path, platform: str, transport: str, said: str
) -> None:
    connect = Connector(
        lambda _: Login("netops", "unused"),
        pins=StateFolder(tmp_path),
        connect_timeout=1,
        read_timeout=1,
    )
    device = Device("r1", platform, "127.0.0.1", 22, "ams1", "edge", transport=transport)
    with pytest.raises(DeviceError, match=said) as refused:
        connect(device)
    assert refused.value.cause is Cause.REFUSED
