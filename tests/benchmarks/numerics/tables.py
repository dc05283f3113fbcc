"""What was measured, as tables and pictures."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from statistics import median

from matplotlib.figure import Figure
from matplotlib.style import context

from course.support.kit.pictures import STYLE
from tests.benchmarks.numerics.cells import NATIVE, OURS, PINNED, SHARE, Measured
from tests.benchmarks.numerics.scaling import Curve
from tests.benchmarks.numerics.targets import target
from tests.benchmarks.report import Report, spread


def tabulate(report: Report, found: Mapping[str, Sequence[Measured]]) -> None:
    """A table for each group of cells: our milliseconds, and each peer's time over ours beside its target."""
    pinned = {cell.name: cell for cell in found.get(PINNED, ())}
    for table, cells in groupby(found[NATIVE], key=lambda cell: cell.table):
        report.say(f"## {table}")
        rows = [row for cell in cells for row in _rows(cell, pinned.get(cell.name))]
        report.tabulate(("cell", "side", "native: ours ms, peer/ours", "pinned: ours ms, peer/ours", "target"), rows)


def tell_differences(report: Report, found: Mapping[str, Sequence[Measured]]) -> None:
    """The sides whose results were not those of ours, if any."""
    notes = [f"- {cell.name} ({core}): {note}" for core in found for cell in found[core] for note in cell.notes]
    if notes:
        report.say("Results that are not the same:\n\n" + "\n".join(notes))


def _rows(native: Measured, pinned: Measured | None) -> Iterator[Sequence[str]]:
    yield native.name, OURS, _milliseconds(native), _milliseconds(pinned) if pinned else "", ""
    others = pinned.figures if pinned else {}
    for side, values in native.figures.items():
        other = spread(others[side]) if side in others else ""
        yield "", side, spread(values), other, target(native.name, side).text


def _milliseconds(cell: Measured) -> str:
    return spread([1e3 * s for s in cell.seconds[OURS]], " ms")


def draw(cells: Sequence[Measured], path: Path) -> None:
    """How many times longer the peers take, by table: a mark for each cell and each form of a peer."""
    names = list(dict.fromkeys(cell.table for cell in cells))
    figures = [
        (names.index(cell.table), side, median(values)) for cell in cells for side, values in cell.figures.items()
    ]
    peers = list(dict.fromkeys(_family(side) for _, side, _ in figures if side != SHARE))
    with context(STYLE):
        figure = Figure(figsize=(8.5, 1.3 + 0.5 * len(names)))
        axes = figure.subplots()
        for number, peer in enumerate(peers):
            offset = 0.18 * (number - 1.5)
            points = [(ratio, row + offset) for row, side, ratio in figures if _family(side) == peer]
            x, y = zip(*points, strict=True)
            axes.plot(x, y, "os^D"[number], color=f"C{number}", markersize=4.5, alpha=0.75, label=peer)
        axes.axvline(1, color="black", linewidth=1)
        axes.set(xscale="log", xlabel="time of the peer / our time; a mark for each cell")
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.xaxis.set_major_formatter("{x:g}")
        axes.set_yticks(range(len(names)), names, fontsize=9)
        axes.grid(axis="x", which="both", alpha=0.25)
        axes.legend(loc="upper center", bbox_to_anchor=(0.4, 1.12), ncols=len(peers), fontsize=9)
        figure.savefig(path, dpi=110)


def _family(side: str) -> str:
    """The peer, without the form in which it is used."""
    first = side.replace(",", " ").split()[0]
    return "scikit-learn, SciPy" if first in {"scikit-learn", "SciPy"} else first


def draw_scaling(curves: Sequence[Curve], path: Path) -> None:
    """Seconds against samples, both axes logarithmic, a panel for each solver."""
    solvers = list(dict.fromkeys(curve.solver for curve in curves))
    with context(STYLE):
        figure = Figure(figsize=(10, 6))
        for axes, solver in zip(figure.subplots(2, 3).flat, solvers, strict=False):
            for curve in curves:
                if curve.solver == solver:
                    colour = "C0" if curve.side == OURS else "C1"
                    label = f"{curve.side}: n^{curve.exponent:.2f}"
                    axes.loglog(curve.n, curve.seconds, "o-", color=colour, markersize=4, label=label)
            axes.set(title=solver, xlabel="samples n", ylabel="seconds")
            sizes = next(curve.n for curve in curves if curve.solver == solver)
            axes.set_xticks(sizes, sizes)
            axes.minorticks_off()
            axes.grid(alpha=0.25)
            axes.legend(fontsize=9)
        figure.savefig(path, dpi=110)


def tabulate_scaling(report: Report, curves: Sequence[Curve]) -> None:
    """The exponents."""
    report.say("## Time against the number of samples\n\nThe power of n fitted to the least of three times.")
    rows = []
    for curve in curves:
        times = ", ".join(f"{n}: {1e3 * s:.3g}" for n, s in zip(curve.n, curve.seconds, strict=True))
        rows.append((curve.solver, curve.side, f"{curve.exponent:.2f}", times))
    report.tabulate(("solver", "side", "exponent", "n: milliseconds"), rows)


def summary(cell: Measured) -> str:
    """A cell in a line: our median, and by what factor each peer is slower."""
    ours = median(cell.seconds[OURS])
    peers = [f"{side} {median(values):.2f}" for side, values in cell.figures.items()]
    return f"{cell.name}: {1e3 * ours:.3g} ms; times ours: " + ", ".join([*peers, *cell.notes])
