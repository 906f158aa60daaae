"""The composition root: which part plays which port, in one workspace."""

from netops.wiring.workspace import Workspace, open_workspace

__all__ = ["Workspace", "open_workspace"]
