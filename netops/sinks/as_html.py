"""The report as one self-contained page: no request leaves it, no device text gets in as markup."""

from base64 import b64encode
from hashlib import sha256
from importlib import resources

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from netops.audit.report import Report
from netops.sinks import groups, view
from netops.sinks.text import age, counted, lack, visible


def html(report: Report) -> str:
    """One HTML page with its style, script and plots inside, light and dark, phone and desktop.

    A content security policy names the hashes of exactly this style and script, so that nothing
    else could run even if it were in the page.
    """
    style, script = _part("page.css"), _part("page.js")
    return _ENVIRONMENT.get_template("page.html.j2").render(
        report=report,
        groups=groups,
        view=view,
        style=Markup(style),  # noqa: S704  a file of this package, no text from a device
        script=Markup(script),  # noqa: S704  the same
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}",
    )


def _shown(value: object) -> object:
    # On every expression of the template, so that none can be forgotten; Markup comes from macros.
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _part(name: str) -> str:
    return (resources.files("netops.sinks") / "templates" / name).read_text(encoding="utf-8")


def _hash(part: str) -> str:
    return f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'"


_ENVIRONMENT = ImmutableSandboxedEnvironment(
    loader=PackageLoader("netops.sinks"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_shown,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(age=age, counted=counted, lack=lack)
