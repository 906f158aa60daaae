"""Cisco IOS: SSH, SCP, direct configuration, rollback timers."""
