"""Report in, text out: each module is one format, and device text cannot break out of any.

Nothing is imported here: the command line starts with `sinks.text` alone, without Jinja2.
"""
