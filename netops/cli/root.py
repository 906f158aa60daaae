"""Version control for what the network is, should be, and was allowed to become."""

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import rich_click as click

from netops import __version__
from netops.cli.lazy import LazyGroup
from netops.errors import NetopsError
from netops.sinks.text import visible

INTERRUPTED = 130

COMMANDS = {
    "run": ("netops.cli.observe:run", "Run a playbook: collect, store, compare, judge, report."),
    "backup": ("netops.cli.observe:backup", "Back up every device's config, proven whole, to git."),
    "drift": ("netops.cli.observe:drift", "Compare running configs with intended and startup."),
    "audit": ("netops.cli.observe:audit", "Judge running configs against the hardening rules."),
    "history": ("netops.cli.evidence:history", "List the revisions of one device's config."),
    "show": ("netops.cli.evidence:show", "Print a stored config, now or as it was then."),
    "diff": (
        "netops.cli.evidence_diff:diff",
        "Compare stored configs: revisions, devices, kinds, dates.",
    ),
    "blame": ("netops.cli.evidence_blame:blame", "Name who put each line of a config there."),
    "search": ("netops.cli.evidence_search:search", "Find the configs that hold or lack a line."),
    "restore": (
        "netops.cli.evidence:restore",
        "Write a device's exact config, unsealed, to a file.",
    ),
    "seal": ("netops.cli.seal:seal", "Who can open the sealed texts; rotate the key."),
    "import": (
        "netops.cli.importing:import_",
        "Bring in the history that Oxidized or RANCID has kept.",
    ),
    "change": ("netops.cli.change:change", "Plan, approve, apply, verify and undo changes."),
    "intended": (
        "netops.cli.intended:intended",
        "How devices should be: render templates, adopt what runs.",
    ),
    "lint": (
        "netops.cli.inventory:lint",
        "Check the inventory, rules and playbooks without devices.",
    ),
    "init": ("netops.cli.init:init", "Make a workspace for a network of your own."),
    "rules": ("netops.cli.reference:rules", "List the hardening rules, or explain one."),
    "platforms": ("netops.cli.reference:platforms", "List the platforms that netops knows."),
    "file": (
        "netops.cli.files:files",
        "The pure stages on files: redact, audit, drift, remediate, explain.",
    ),
}

EXIT_CODES = """\
Exit codes (the highest that holds wins):
  0  ok and clean
  1  error
  2  usage: the command line or a file you wrote is wrong
  3  drift, or findings at or above fail-on
  4  some devices were not collected
  5  refused by the gate
  6  a change failed and was rolled back, verified
  7  a device needs attention
  130  interrupted
"""


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    help=f"{__doc__.splitlines()[0]}\n\n\b\n{EXIT_CODES}",
)
@click.version_option(__version__, prog_name="netops")
def root() -> None:
    """Version control for the network; what `--help` says stands beside the exit codes."""


def _place(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors become one sentence on stderr."""
    try:
        code = root.main(args=list(arguments), prog_name="netops", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted: the last good state stands", err=True)
        return INTERRUPTED
    except NetopsError as error:
        click.echo(f"netops: {visible(str(error))}", err=True)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:  # noqa: BLE001 (the last net; its words could hold a secret, its place not)
        click.echo(f"netops: nobody foresaw this: {_place(error)}; please report it", err=True)
        return 1
    return code if isinstance(code, int) else 0
