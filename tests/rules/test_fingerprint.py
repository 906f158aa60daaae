"""What a fingerprint depends on, and what not."""

from dataclasses import replace

from configs import device

from netops.rules.fingerprint import fingerprint

BOX = device("cisco_ios", serial="FTX1")


def test_rule_device_object_and_value_class_each_make_another_fingerprint():
    marks = {
        fingerprint("r", BOX, ("a",), "v"),
        fingerprint("s", BOX, ("a",), "v"),
        fingerprint("r", replace(BOX, serial="FTX2"), ("a",), "v"),
        fingerprint("r", BOX, ("b",), "v"),
        fingerprint("r", BOX, ("a",), "w"),
    }
    assert len(marks) == 5


def test_a_device_with_a_serial_number_may_be_renamed():
    renamed = replace(BOX, name="other", address="192.0.2.99")
    assert fingerprint("r", renamed, (), "") == fingerprint("r", BOX, (), "")


def test_without_a_serial_number_the_name_tells_devices_apart():
    bare = replace(BOX, serial=None)
    assert fingerprint("r", bare, (), "") != fingerprint("r", replace(bare, name="r2"), (), "")


def test_the_value_of_version_one_is_pinned():
    assert fingerprint("r", BOX, ("line vty 0 4",), "present") == PINNED


PINNED = "e56078a2a467957e95d300fc1918902d"
