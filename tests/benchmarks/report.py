"""Tables of a measurement, and progress while it runs."""

import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass
class Report:
    """A Markdown document: a title, then paragraphs and tables."""

    title: str
    blocks: list[str] = field(default_factory=list)

    def say(self, paragraph: str) -> None:
        """Add a paragraph."""
        self.blocks.append(paragraph)

    def tabulate(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Add a table; its columns stand under one another in the source as well."""
        lines = [list(header), *map(list, rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        lines.insert(1, ["-" * width for width in widths])
        self.blocks.append("\n".join(_line(line, widths) for line in lines))

    def publish(self, name: str) -> None:
        """Print the document and keep it."""
        text = "\n\n".join([f"# {self.title}", *self.blocks]) + "\n"
        print(text)
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def spread(values: Sequence[float], unit: str = "") -> str:
    """Minimum, median and maximum, to three digits."""
    return " / ".join(f"{value:.3g}{unit}" for value in (min(values), statistics.median(values), max(values)))


def ratios(peer: Sequence[float], ours: Sequence[float]) -> list[float]:
    """How many times longer the peer took, round by round."""
    return [theirs / own for theirs, own in zip(peer, ours, strict=True)]


class Progress:
    """A line on standard error for every step, with the time since the measurement began."""

    def __init__(self, what: str) -> None:
        self._what, self._began = what, time.monotonic()

    def __call__(self, step: str) -> None:
        """Say what has just been done."""
        print(f"{self._what} {time.monotonic() - self._began:6.1f} s  {step}", file=sys.stderr, flush=True)
