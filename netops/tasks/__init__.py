"""Nornir's work on many devices at once."""
