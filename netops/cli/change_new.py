"""`netops change new`: what a person asks for."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import rich_click as click

from netops.change import drafting
from netops.change.request import EVERY, ON_FAILURE
from netops.cli.change_watch import held
from netops.cli.common import acting, in_workspace, limited
from netops.cli.screen import Screen, plain
from netops.config.drift import drift
from netops.errors import InputError
from netops.model.change import ChangeRequest, ChangeType, Mode, Window
from netops.model.config import ConfigKind
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.wiring import Workspace
from netops.yamlfile import read_text


@click.command()
@click.option("--title", required=True, help="What it is, in one line.")
@click.option("--reason", required=True, help="Why it is needed.")
@limited
@click.option("--from-drift", is_flag=True, help="Devices whose last backup drifts from intended.")
@click.option(
    "--snippet",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Config lines to merge into every device; without it drift is remediated.",
)
@click.option("--ticket", default="", help="Where the request came from.")
@click.option("--window", default="", metavar="FROM/TO", help="ISO times with their zone.")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.MERGE.value,
    show_default=True,
    help="Send commands in the proven order, or replace the whole config.",
)
@click.option(
    "--on-failure",
    type=click.Choice(ON_FAILURE),
    default="rollback_all",
    show_default=True,
    help="What happens to devices of earlier waves.",
)
@click.option(
    "--may-lose",
    multiple=True,
    metavar="WHAT",
    help="What goes on purpose: 'bgp 10.0.12.2', 'route 10.9.0.0/16', 'interface eth1'; repeat.",
)
@click.option("--soak", type=int, default=0, show_default=True, help="Seconds to watch a wave.")
@acting
@in_workspace
def new(
    workspace: Workspace,
    screen: Screen,
    title: str,
    reason: str,
    limit: tuple[str, ...],
    snippet: Path | None,
    ticket: str,
    window: str,
    mode: str,
    on_failure: str,
    may_lose: tuple[str, ...],
    soak: int,
    who: str,
    *,
    from_drift: bool,
) -> None:
    """Ask for a change: to take drift back (--from-drift), or to merge lines (--snippet)."""
    if not limit and not from_drift:
        raise InputError("no devices", hint="name them with --limit, or say --from-drift")
    devices = workspace.devices(limit)
    if from_drift:
        devices = tuple(_drifting(workspace, devices))
        if not devices:
            raise InputError("no stored config drifts from intended", hint="run `netops backup`")
    request = ChangeRequest(
        id="",
        title=title,
        reason=reason,
        requester=who,
        devices=tuple(device.name for device in devices),
        created=workspace.clock.now(),
        type=ChangeType.NORMAL,
        ticket=ticket,
        window=_window(window),
        mode=Mode(mode),
        snippets={EVERY: read_text(snippet)} if snippet else {},
        on_failure=on_failure,
        soak=soak,
        may_lose=may_lose,
    )
    with held(workspace, screen, "change new"):
        made = drafting.new(workspace.desk, request)
    screen.document({"change": made.id, "devices": made.devices})
    screen.show(plain(f"{made.id}: {title}", "bold"), plain(f"devices {', '.join(made.devices)}"))


def _drifting(workspace: Workspace, devices: Iterable[Device]) -> Iterable[Device]:
    for device in devices:
        running = workspace.stored(device.name, ConfigKind.RUNNING)
        if running is None:
            continue
        intended = workspace.intended_canonical(device, running)
        if intended is None:
            continue
        spec = platform(device.platform)
        found = drift(running, intended, spec, device=device.name, against=ConfigKind.INTENDED)
        if found.items:
            yield device


def _window(text: str) -> Window | None:
    if not text:
        return None
    opens, _, closes = text.partition("/")
    try:
        window = Window(datetime.fromisoformat(opens), datetime.fromisoformat(closes))
    except ValueError:
        raise _no_window(text) from None
    if window.opens.tzinfo is None or window.closes.tzinfo is None:
        raise _no_window(text)
    if window.opens >= window.closes:
        raise InputError(f"the window '{text}' ends before it begins", where="--window")
    return window


def _no_window(text: str) -> InputError:
    example = "2026-11-24T22:00+01:00/2026-11-24T23:30+01:00"
    return InputError(f"'{text}' is no window", where="--window", hint=f"as in {example}")
