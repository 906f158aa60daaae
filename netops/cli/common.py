"""What commands share: the workspace they work in, and how they speak."""

import getpass
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import rich_click as click

from netops.cli.screen import speaks
from netops.wiring import open_workspace

Command = Callable[..., Any]


def in_workspace(command: Command) -> Command:
    """Open the workspace, add `--json` and `-q`; the command receives `workspace` and `screen`."""

    @speaks
    @wraps(command)
    def wrapped(*args: Any, workspace: Path | None, **kwargs: Any) -> Any:  # noqa: ANN401 (click's callbacks)
        return command(*args, workspace=open_workspace(workspace, os.environ), **kwargs)

    return click.option(
        "-C",
        "--workspace",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="NETOPS_WORKSPACE",
        help="Folder that holds inventory/ (default: this one, or the nearest above).",
    )(wrapped)


def limited(command: Command) -> Command:
    """Add `--limit`: which devices of the inventory."""
    return click.option(
        "-l",
        "--limit",
        multiple=True,
        metavar="WHICH",
        help="Names, globs, key=value (site, role, platform, tag) or @file; repeat to add.",
    )(command)


def acting(command: Command) -> Command:
    """Add `--as`: in whose name a step is recorded; the command receives it as `who`."""
    return click.option(
        "--as",
        "who",
        envvar="NETOPS_USER",
        default=getpass.getuser,
        show_default="you",
        help="In whose name this is recorded.",
    )(command)
