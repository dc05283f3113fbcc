"""Progress of long work, on standard error."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

SELDOM = 60.0  # seconds between two lines about lasting work where nobody looks on


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


class Line:
    """How work stands that has no end, on standard error: one line that changes in a terminal, a few elsewhere."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._shown = 0.0

    def show(self, text: str) -> None:
        """Let this be the line."""
        if self._console.is_terminal:
            self._console.file.write(f"\r\x1b[K{text[: self._console.width - 1]}")
            self._console.file.flush()
        elif time.monotonic() > self._shown + SELDOM:
            self._shown = time.monotonic()
            self._print(text)

    def say(self, text: str) -> None:
        """Something that stays, above the line."""
        if self._console.is_terminal:
            self._console.file.write("\r\x1b[K")
        self._print(text)

    def _print(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)
