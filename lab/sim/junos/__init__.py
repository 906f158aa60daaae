"""A Juniper device: Junos 21.4, its language, its commits, its NETCONF and its command line."""
