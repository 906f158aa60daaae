"""Emulated network devices that keep real state: one process, one event loop, many devices."""
