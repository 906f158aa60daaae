"""Configs that are a hierarchy of statements (Junos), in braces or as `set` lines.

Every word of a statement is a step of the tree, so both forms read into the same tree, and what
somebody forgot to write into the facts is still read, compared and planned: the facts say where
a word is a value, a name or a statement, which order counts, and what the safety of a plan needs.
Such a device takes a candidate and puts it into force at one commit: there is no state between.
"""
