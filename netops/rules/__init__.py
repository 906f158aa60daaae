"""Hardening rules: what they say, how a config is held against them, what comes out."""
