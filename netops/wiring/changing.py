"""The change engine on a workspace."""

import time
from functools import cache
from typing import TYPE_CHECKING

from netops.change.canonical_json import digest
from netops.change.desk import Desk
from netops.change.gate import Rulebook
from netops.errors import InputError
from netops.model.device import Device
from netops.platforms.registry import platform
from netops.sources.change_file import ChangeFile
from netops.sources.intended import resolved
from netops.sources.not_secret import harmless
from netops.sources.policy import calendar, policy
from netops.stores.journal import Journals
from netops.stores.signing import SshSignatures
from netops.tasks.push import Push
from netops.tasks.sessions import Means
from netops.yamlfile import read_text

if TYPE_CHECKING:
    from netops.wiring.workspace import Workspace

# NAPALM holds a thread for each session.
_THREADS = 50


def desk(workspace: "Workspace") -> Desk:
    """Everything that plans, approves, applies and undoes changes."""

    def view(path: str) -> bytes | None:
        file = workspace.settings.backups / "repo" / path
        return file.read_bytes() if file.exists() else None

    def wanted(device: Device, running: str) -> str:
        exact = workspace.intended_exact(device, running)
        if exact is None:
            hint = "write a template for its role, or `netops intended adopt`"
            raise InputError(f"{device.name} has no intended config", hint=hint)
        return exact

    said = cache(workspace.reading.not_secret)
    return Desk(
        store=workspace.store,
        view=view,
        sealed=workspace.sealed,
        journals=Journals(workspace.state.root),
        requests=ChangeFile(),
        verifier=SshSignatures(),
        network=Push(_sessions(workspace)),
        clock=workspace.clock,
        book=_rulebook(workspace),
        fleet={device.name: device for device in workspace.inventory.devices},
        platform=platform,
        intended=wanted,
        resolve=lambda text: resolved(text, workspace.secrets, where="lines of the change"),
        harmless=lambda device: harmless(said(), device),
        place=workspace.config_path,
        in_clear=workspace.settings.secrets == "keep",
        confirm=workspace.state.confirm_lock,
        key=workspace.state.key(),
    )


def _sessions(workspace: "Workspace") -> Means:
    return Means(
        connect=lambda device: workspace.connector(device),  # noqa: PLW0108 (late: a desk that
        reach=lambda device: workspace.connector.reach(device),  # noqa: PLW0108  only looks needs none)
        credential=workspace.credential,
        refusals=workspace.state,
        clock=workspace.clock,
        sleep=time.sleep,
        workers=min(workspace.settings.workers, _THREADS),
    )


def _rulebook(workspace: "Workspace") -> Rulebook:
    where = workspace.settings.inventory
    signers = read_text(where / "allowed_signers")
    return Rulebook(
        policy=policy(where / "approval.yaml"),
        signers=signers,
        signers_digest=digest(signers.encode()),
        calendar=calendar(where / "windows.yaml"),
    )
