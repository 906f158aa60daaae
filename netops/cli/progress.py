"""Progress of long work on standard error; silent when nobody watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from netops.cli.screen import Screen, plain
from netops.model.config import NotCollected
from netops.tasks.collect import Gathered


@contextmanager
def watching(screen: Screen, total: int) -> Iterator[Callable[[Gathered], None]]:
    """Yield a function to call once a device: it moves the bar and names what went wrong."""
    columns = (
        TextColumn("reading devices"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    hidden = screen.quiet or screen.json or not screen.err.is_terminal
    with Progress(*columns, console=screen.err, disable=hidden, transient=True) as bar:
        task = bar.add_task("read", total=total)

        def seen(one: Gathered) -> None:
            failed = [item for item in one.items if isinstance(item, NotCollected)]
            if failed and not hidden:
                bar.console.print(plain(f"{one.device.name}: {failed[0].cause}", "red"))
            bar.advance(task)

        yield seen
