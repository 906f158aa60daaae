"""Playbooks: a scope and a list of stage words from a closed vocabulary, checked at load."""
