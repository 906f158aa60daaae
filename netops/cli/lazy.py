"""Groups that import a command only when it is called: start-up stays under 150 ms."""

import gc
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import rich_click as click


class LazyGroup(click.RichGroup):
    """A group whose commands are `name -> (module:attribute, one-line help)`.

    Until a command is called, a nameplate with its help line stands for it: enough for `--help`
    and for "did you mean".
    """

    def __init__(self, *, lazy: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 (click's own signature)
        super().__init__(**kwargs)
        for name, (_, line) in lazy.items():
            self.add_command(click.RichCommand(name=name, help=line))
        self.targets = {name: target for name, (target, _) in lazy.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table: the order of the work."""
        del ctx
        return list(self.targets)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Import the command that is called, in place of its nameplate."""
        name, plate, rest = super().resolve_command(ctx, args)
        if plate is None or name is None:
            return name, plate, rest
        module, _, attribute = self.targets[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        gc.enable()  # `__main__` switched it off while modules are read
        return name, command, rest
