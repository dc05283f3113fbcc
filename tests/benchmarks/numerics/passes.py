"""Cells: loss and gradient of a multilayer perceptron in forward passes, and what the count of operations predicts.

The functions are the clear ones, which lessons show; the first lesson on backpropagation draws the same ratio.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from statistics import median

import numpy as np

from solutions.backpropagation import flop_ratio, mlp_backward
from solutions.classification import cross_entropy
from solutions.networks import init, mlp_forward
from tests.benchmarks.numerics.cells import NATIVE, OURS, PINNED, Cell, Contest, Measured
from tests.benchmarks.report import Report, spread

TABLE = "Loss and gradient, in forward passes"
BOTH = "forward and backward"
WIDTHS = ((64, 64, 10), (784, 128, 10), (784, 256, 128, 10), (784, 1024, 1024, 10))
SIZES = {f"passes-{'-'.join(map(str, widths))}-{N}": (widths, N) for widths in WIDTHS for N in (32, 128, 512)}

INTRODUCTION = """\
The functions of the lessons, in float64: the time of loss and gradient over that of the loss alone, for networks of
these widths and batch sizes. Predicted is 1 + `flop_ratio`, which counts the matrix products only."""


def cells() -> Iterator[Cell]:
    """The table's cells."""
    for name, (widths, N) in SIZES.items():
        yield Cell(name, TABLE, partial(_contest, widths, N))


def _contest(widths: Sequence[int], N: int) -> Contest:
    rng = np.random.default_rng(0)
    params, X, y = init(list(widths), "he", rng), rng.random((N, widths[0])), rng.integers(0, widths[-1], N)
    sides = {
        OURS: lambda: cross_entropy(mlp_forward(params, X, "relu"), y),
        BOTH: lambda: mlp_backward(params, X, y, "relu")[0],
    }
    return Contest(sides, float, _same_loss)


def _same_loss(forward: float, both: float) -> str:
    return "" if abs(both - forward) <= 1e-9 * abs(forward) else f"loss {both:.9g}, of the forward pass {forward:.9g}"


def tabulate(report: Report, found: Mapping[str, Sequence[Measured]]) -> None:
    """The ratio of the times beside the prediction."""
    ratios = {core: {cell.name: cell.figures[BOTH] for cell in some} for core, some in found.items()}
    rows = []
    for name, native in ratios[NATIVE].items():
        predicted = 1 + flop_ratio(list(SIZES[name][0]))
        pinned = ratios.get(PINNED, {}).get(name)
        rows.append((name, spread(native), spread(pinned) if pinned else "", f"{predicted:.3g}",
                     f"{median(native) / predicted:.2f}"))  # fmt: skip
    report.say(f"## {TABLE}\n\n{INTRODUCTION}")
    report.tabulate(("cell", "native", "pinned", "predicted", "native / predicted"), rows)
