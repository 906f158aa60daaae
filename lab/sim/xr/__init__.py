"""Cisco IOS-XR: its language, its commits, its command line, its NETCONF and XML agents."""
