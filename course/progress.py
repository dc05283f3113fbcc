"""Progress of long work, on standard error."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Bar:
    """Progress on standard error: a bar in a terminal, nothing elsewhere.

    It is redrawn only when something happened: a thread that redraws could hold a lock while the hall forks.
    """

    def __init__(self, what: str, total: int) -> None:
        console = Console(stderr=True)
        columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, auto_refresh=False, transient=True)
        self._shown = console.is_terminal and total > 0
        self._task = self._progress.add_task(what, total=total)

    def __enter__(self) -> Self:
        if self._shown:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._progress.stop()

    def step(self) -> None:
        """One more is done."""
        if self._shown:
            self._progress.advance(self._task)
            self._progress.refresh()

    def say(self, line: str) -> None:
        """A line on standard error, above the bar."""
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
