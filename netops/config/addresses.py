"""Addresses in the one spelling that a device shows."""

from ipaddress import IPv4Interface, ip_address, ip_interface


def ipv6(word: str) -> str:
    """An IPv6 address or network in its shortest form; other words as they are."""
    try:
        return str(ip_interface(word) if "/" in word else ip_address(word))
    except ValueError:
        return word


def masked(word: str) -> str:
    """`10.0.0.1/24` as `10.0.0.1 255.255.255.0`; other words as they are."""
    try:
        return IPv4Interface(word).with_netmask.replace("/", " ") if "/" in word else word
    except ValueError:
        return word
