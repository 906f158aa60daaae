"""Cisco NX-OS: a Nexus 9000v with 9.3(8), over SSH with SCP and over NX-API."""
