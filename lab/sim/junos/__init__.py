"""A Juniper device: Junos 21.4, its language, its commits, its NETCONF and its command line.

Not emulated, and refused where somebody asks for it: private and ephemeral candidates, loads of
XML, JSON and patches, commits at a time. Groups are kept as text: what they would inherit is not
in force. Commit scripts, op scripts and other daemons' opinions of a candidate do not exist.
"""
