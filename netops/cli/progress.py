"""Progress of long work on standard error; silent when nobody watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from netops.cli.screen import Screen, plain
from netops.model.config import NotCollected
from netops.tasks.collect import Gathered


@contextmanager
def watching(screen: Screen, total: int) -> Iterator[Callable[[Gathered], None]]:
    """Yield a function to call once a device: it moves the bar and names what went wrong."""
    if screen.quiet or screen.json or not screen.err.is_terminal:
        yield lambda _: None
        return
    # Nobody watches most runs, and the bar is a good part of rich.
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("reading devices"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen.err, transient=True) as bar:
        task = bar.add_task("read", total=total)

        def seen(one: Gathered) -> None:
            failed = [item for item in one.items if isinstance(item, NotCollected)]
            if failed:
                bar.console.print(plain(f"{one.device.name}: {failed[0].cause}", "red"))
            bar.advance(task)

        yield seen
