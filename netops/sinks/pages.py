"""The pages of a report: each sink by its name in a playbook, with the file that it writes."""

from collections.abc import Callable, Mapping

from netops.audit.report import Report
from netops.sinks.as_html import html
from netops.sinks.as_json import as_json
from netops.sinks.markdown import markdown
from netops.sinks.sarif import sarif

PAGES: Mapping[str, tuple[str, Callable[[Report], str]]] = {
    "html": ("report.html", html),
    "markdown": ("report.md", markdown),
    "json": ("report.json", as_json),
    "sarif": ("report.sarif", sarif),
}
