"""The pictures of the class report: SVG within the page, drawn without pyplot and its global state.

Matplotlib is imported when the first one is drawn: it takes longer than all else that a command of ours imports.
Colours are those of Okabe and Ito. Nothing rests on them: each segment of a bar also carries its symbol and number,
and the alternative text says all that the picture does. Letters are drawn as paths, so no font is asked for.
"""

import base64
import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import Markup

from autograder.reports.feedback import SYMBOLS
from autograder.reports.item_analysis import Item, Outcome
from autograder.reports.pages import points
from autograder.verdicts import Verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 5.2  # inches; narrow, so that letters stay legible when a phone shrinks the picture
INK, PAPER = "#1d1f21", "#fdfdfb"  # those of the page in daylight
BLUE = "#0072B2"
STYLE: dict[Any, Any] = {
    "axes.edgecolor": INK,
    "axes.facecolor": PAPER,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.constrained_layout.use": True,
    "figure.facecolor": PAPER,
    "font.family": "DejaVu Sans",  # comes with matplotlib, and has all the symbols
    "font.size": 10,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "path",
    "svg.hashsalt": "class report",  # the same results make the same bytes
    "text.color": INK,
    "text.parse_math": False,
}

WORDS = {
    Outcome.passed: "passed",
    Outcome.partly: "partly right",
    Outcome.failed: "wrong",
    Outcome.crashed: "stopped with an error",
    Outcome.timed_out: "took too long",
    Outcome.out_of_memory: "out of memory",
    Outcome.skipped: "skipped",
    Outcome.missing: "not written",
    Outcome.grader_error: "grader error",
}
MARKS = {each: "◐" if each == Outcome.partly else SYMBOLS[Verdict(each)] for each in Outcome}
COLOURS = {
    Outcome.passed: "#009E73",
    Outcome.partly: "#56B4E9",
    Outcome.failed: "#D55E00",
    Outcome.crashed: "#CC79A7",
    Outcome.timed_out: "#E69F00",
    Outcome.out_of_memory: "#F0E442",
    Outcome.skipped: "#C8C8C2",
    Outcome.missing: "#F0F0EB",
    Outcome.grader_error: "#8CB8D6",
}
NARROWEST_LABEL = 0.075  # of a bar's length: below it only the symbol fits
NARROWEST_SYMBOL = 0.02
LONGEST_NAME = 40  # characters


@dataclass(frozen=True)
class Picture:
    """An inline picture: its address, which is all of it, and what it shows in words."""

    source: Markup
    alt: str


def histogram(scores: Sequence[float], worth: float, label: str) -> Picture:
    """The distribution of the scores of graded submissions (at least one); `worth` is full marks."""
    edges = bins(max(worth, *scores))
    counts = [int(count) for count in np.histogram(scores, edges)[0]]
    median = points(round(statistics.median(scores), 1))

    def draw(axes: "Axes") -> None:
        from matplotlib.ticker import MaxNLocator

        bars = axes.bar(edges[:-1], counts, edges[1], align="edge", color=BLUE, edgecolor=PAPER)
        axes.axvline(float(median), color=INK, linestyle="--", linewidth=1.2)
        behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}  # the line of the median may cross a number
        axes.bar_label(bars, [str(count or "") for count in counts], padding=2, fontsize=9, bbox=behind, zorder=3)
        top = axes.get_xaxis_transform()
        axes.text(float(median), 1.02, f"median {median}", transform=top, ha="center", va="bottom", fontsize=9)
        axes.set_xlabel(label)
        axes.set_ylabel("submissions")
        axes.set_xticks(edges[:: 1 + (len(edges) - 1) // 8])
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
        axes.margins(y=0.12)

    told = [
        f"{count} from {points(low)} to {points(high)}"
        for (low, high), count in zip(pairwise(edges), counts, strict=True)
        if count
    ]
    alt = f"Histogram, {label}: median {median}; {', '.join(told)}. Upper ends belong to the next bin, if there is one."
    return Picture(_picture(draw, 2.5), alt)


def bins(most: float) -> list[float]:
    """Edges of at most 12 bins of a round width, from 0 to at least `most`."""
    power = 10.0 ** math.floor(math.log10(max(most, 1.0) / 12))
    width = next(step * power for step in (1, 2, 5, 10, 20) if most <= 12 * step * power)
    return [width * i for i in range(max(1, math.ceil(most / width - 1e-9)) + 1)]


def outcomes(items: Sequence[Item]) -> Picture:
    """A stacked bar for each exercise (at least one): what became of it in the graded submissions."""
    seen = [each for each in Outcome if any(item.outcomes[each] for item in items)]

    def draw(axes: "Axes") -> None:
        from matplotlib.patches import Patch
        from matplotlib.ticker import MaxNLocator

        for row, item in enumerate(items):
            _bar(axes, row, item)
        axes.set_xlim(0, max(item.outcomes.total() for item in items))
        axes.set_ylim(len(items) - 0.55, -0.85)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("graded submissions")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        keys = [Patch(facecolor=COLOURS[each], edgecolor=INK, label=f"{MARKS[each]} {WORDS[each]}") for each in seen]
        axes.figure.legend(handles=keys, loc="outside upper left", ncols=3, frameon=False, fontsize=9, borderpad=0)

    source = _picture(draw, 0.7 + 0.5 * len(items) + 0.2 * math.ceil(len(seen) / 3))
    told = [f"{item.name}: {_told(item)}" for item in items]
    return Picture(source, f"What became of each exercise, as stacked bars. {'; '.join(told)}.")


def _told(item: Item) -> str:
    return ", ".join(f"{item.outcomes[each]} {WORDS[each]}" for each in Outcome if item.outcomes[each])


def _bar(axes: "Axes", row: int, item: Item) -> None:
    total, left = item.outcomes.total(), 0
    axes.text(0, row - 0.32, _plain(item.name), ha="left", va="bottom")
    for each in Outcome:
        count = item.outcomes[each]
        if count:
            axes.barh(row, count, 0.5, left, color=COLOURS[each], edgecolor=INK, linewidth=0.6)
            label = _label(MARKS[each], count, count / total)
            middle = left + count / 2
            axes.text(middle, row, label, color="black", ha="center", va="center_baseline", fontsize=9)
            left += count


def _label(mark: str, count: int, part: float) -> str:
    if part < NARROWEST_SYMBOL:
        return ""
    return f"{mark} {count}" if part >= NARROWEST_LABEL else mark


def _plain(name: str) -> str:
    """An exercise's name in letters that the font has."""
    text = name.encode("ascii", "backslashreplace").decode()
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"


def _picture(draw: Callable[["Axes"], None], height: float) -> Markup:
    """Draw into a figure of this height in inches; the picture as a data address."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    stream = BytesIO()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, height))
        draw(figure.add_subplot())
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return Markup("data:image/svg+xml;base64,") + base64.b64encode(stream.getvalue()).decode()
