"""Report in, text out: each sink is a function, and device text cannot break out of any."""

from netops.sinks.as_html import html
from netops.sinks.as_json import as_json
from netops.sinks.markdown import markdown, rules_page
from netops.sinks.sarif import sarif

__all__ = ["as_json", "html", "markdown", "rules_page", "sarif"]
