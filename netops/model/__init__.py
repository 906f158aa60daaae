"""Frozen values that travel between the stages; no behaviour beyond what their fields imply."""
