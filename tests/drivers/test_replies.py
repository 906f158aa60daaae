"""What a device's words are worth, whatever they hold."""

import pytest

from netops.drivers.replies import shown
from netops.errors import Cause, DeviceError
from netops.platforms.registry import platform

CONFIG = "hostname r1\nsnmp-server location {}\nend\n"


def test_half_a_character_is_no_text():
    with pytest.raises(DeviceError) as refused:
        shown(CONFIG.format("\ud800"), platform("cisco_ios"))
    assert refused.value.cause is Cause.NOT_WHOLE


@pytest.mark.parametrize("words", ["Zürich", "東京", "\U0001f5fc"])
def test_every_whole_character_is_text(words):
    text = CONFIG.format(words)
    assert shown(text, platform("cisco_ios")) == text
