"""The league table: what the methods of the course reach on the digits, all on the same split, measured here.

    python -m course.league                   what takes seconds: the methods without randomness
    python -m course.league mlp cnn           these, in minutes

Each method learns from the training part; whatever is to be chosen is chosen on the validation part, and the test part
is looked at once, at the end. Of several choices that are equally good the one that is more regularised is taken.
Networks stop early by their validation loss, and are trained from several seeds. The rows are kept in
`course/support/kit/standings.py`, which `kit.league` shows in the notebooks: no lesson has numbers of its own.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from course.support.kit.data import Part, Split, digits_split
from course.support.kit.standings import ROWS
from course.support.kit.table import Row
from solutions.backpropagation import mlp_backward
from solutions.cnn import as_images, cnn_backward, cnn_init, with_shifted
from solutions.convexity import perceptron as perceptron_rule
from solutions.convolution import cnn_forward
from solutions.kernel_models import Expansion, kernel_ridge, kernel_svm_classes
from solutions.kernels import rbf, sqdist
from solutions.networks import Params, init, mlp_forward
from solutions.svm import linear_svm, one_vs_rest
from solutions.training_runs import Plan, advance, start

Scores = Callable[[np.ndarray], np.ndarray]  # of samples X: a score for each class, the largest is the answer
Backward = Callable[[Params, np.ndarray, np.ndarray], tuple[float, Params]]

STANDINGS = Path(__file__).parent / "support" / "kit" / "standings.py"
HEADER = '''"""The rows of the league table, as `python -m course.league` measured them: the fields of `table.Row`."""

ROWS: list[tuple[int, str, str, float, float, float, int, int, int]] = [
'''
CLASSES = 10
SIDE = 8
GAMMAS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
CAPS = (1.0, 3.0, 10.0, 30.0)  # C of the kernel machine; least first, since it regularises most
LINEAR_CAPS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
PENALTIES = (1.0, 0.1, 0.01, 0.001, 0.0001)
WIDTHS = (32, 64, 128)
SEEDS = 10
PERCEPTRON_EPOCHS = 200
PATIENCE = 10


class Fit(NamedTuple):
    """A method that has learned: its scores, how many numbers it keeps, and in words what was chosen for it."""

    scores: Scores
    parameters: int
    choice: str = ""


class Network(NamedTuple):
    """How a network is made and trained: `enter` makes its inputs of samples, `forward` its logits of those."""

    start: Callable[[np.random.Generator], Params]
    backward: Backward
    forward: Callable[[Params, np.ndarray], np.ndarray]
    enter: Callable[[np.ndarray], np.ndarray] = np.asarray
    more: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]] = lambda X, y: (X, y)
    epochs: int = 100


def accuracy(fit: Fit, part: Part) -> float:
    """The fraction of a part whose class has the largest score."""
    return float(np.mean(fit.scores(part.X).argmax(axis=1) == part.y))


def best(fits: Iterable[Fit], validation: Part) -> Fit:
    """The most accurate on the validation part, the first of several."""
    return max(fits, key=lambda fit: accuracy(fit, validation))


def nearest_mean(split: Split) -> Fit:
    """The class of the nearest mean picture."""
    X, y = split.train
    means = np.stack([X[y == k].mean(axis=0) for k in range(CLASSES)])
    return Fit(lambda X: -sqdist(X, means), means.size)


def nearest_neighbour(split: Split) -> Fit:
    """The class of the nearest training picture."""
    X, y = split.train
    return Fit(lambda Z: np.eye(CLASSES)[y[sqdist(Z, X).argmin(axis=1)]], X.size)


def perceptrons(split: Split) -> Fit:
    """Rosenblatt's perceptrons, one class against the rest, at rest or after so many epochs."""
    X, y = split.train
    W, b = one_vs_rest(lambda signs: perceptron_rule(X, signs, PERCEPTRON_EPOCHS)[:2], y)
    return Fit(lambda X: X @ W + b, W.size + b.size)


def linear_machine(split: Split) -> Fit:
    """Linear machines, one class against the rest."""
    X, y = split.train

    def fit(C: float) -> Fit:
        W, b = one_vs_rest(lambda signs: linear_svm(X, signs, C, 1e-5), y)
        return Fit(lambda X: X @ W + b, W.size + b.size, f"C = {C:g}")

    return best(map(fit, LINEAR_CAPS), split.validation)


def kernel_machine(split: Split) -> Fit:
    """Machines with the Gaussian kernel, one class against the rest."""

    def fit(C: float, gamma: float) -> Fit:
        f = kernel_svm_classes(*split.train, partial(rbf, gamma=gamma), C)
        return Fit(f, int(np.count_nonzero(f.A)) + CLASSES, f"gamma = {gamma:g}, C = {C:g}")

    return best((fit(C, gamma) for C in CAPS for gamma in GAMMAS), split.validation)


def kernel_ridge_regression(split: Split) -> Fit:
    """Kernel ridge regression of targets +1 for the class and -1 for the rest."""
    X, y = split.train
    targets = np.where(y[:, None] == np.arange(CLASSES), 1.0, -1.0)

    def fit(lam: float, gamma: float) -> Fit:
        columns = [kernel_ridge(X, column, partial(rbf, gamma=gamma), lam) for column in targets.T]
        f = Expansion(columns[0].kernel, X, np.column_stack([each.A for each in columns]))
        return Fit(f, f.A.size, f"gamma = {gamma:g}, lam = {lam:g}")

    return best((fit(lam, gamma) for lam in PENALTIES for gamma in GAMMAS), split.validation)


def trained(network: Network, split: Split, seed: int) -> tuple[Fit, float]:
    """A network trained from a seed, stopped early, and its validation loss."""
    rng = np.random.default_rng(seed)
    inputs = network.more(network.enter(split.train.X), split.train.y)
    held_out = network.enter(split.validation.X), split.validation.y
    plan = Plan(network.backward, 32, lambda _: 0.05, patience=PATIENCE)
    run = advance(start(network.start(rng), rng), plan, inputs, network.epochs, held_out)
    size = sum(np.size(part) for pair in run.best for part in pair)
    return Fit(lambda X: network.forward(run.best, network.enter(X)), size, "epoch"), min(run.validation)


def softmax_layer() -> Network:
    """One affine layer under the softmax: logistic regression for several classes."""
    return _dense([SIDE * SIDE, CLASSES])


def perceptron(width: int) -> Network:
    """One hidden layer of ReLUs."""
    return _dense([SIDE * SIDE, width, CLASSES])


def _dense(widths: list[int]) -> Network:
    return Network(
        lambda rng: init(widths, "he", rng),
        lambda params, X, y: mlp_backward(params, X, y, "relu"),
        lambda params, X: mlp_forward(params, X, "relu"),
    )


def convolutional(moved: bool) -> Network:
    """16 filters 3 x 3 on pictures with a margin of one pixel, trained on copies moved by one pixel too if `moved`."""
    side = SIDE + 2
    return Network(
        lambda rng: cnn_init((1, side, side), 16, 3, CLASSES, rng),
        cnn_backward,
        cnn_forward,
        lambda X: as_images(X, SIDE, margin=1),
        with_shifted if moved else lambda X, y: (X, y),
        epochs=12 if moved else 40,
    )


def mlp(split: Split, seeds: int) -> list[Fit]:
    """Perceptrons of the width that has the least validation loss in the mean over the seeds."""
    runs = {width: [trained(perceptron(width), split, seed) for seed in range(seeds)] for width in WIDTHS}
    width = min(WIDTHS, key=lambda width: np.mean([loss for _, loss in runs[width]]))
    return [fit._replace(choice=f"width {width}, epoch") for fit, _ in runs[width]]


def from_seeds(network: Network, split: Split, seeds: int) -> list[Fit]:
    """A network from several seeds."""
    return [trained(network, split, seed)[0] for seed in range(seeds)]


class Method(NamedTuple):
    """A line of the table: unit, name, and how it learns, from several seeds where that is random."""

    unit: int
    name: str
    learn: Callable[[Split], Fit | Sequence[Fit]]
    slow: bool = False  # more than a minute


METHODS = {
    "nearest-mean": Method(1, "nearest class mean", nearest_mean),
    "logistic": Method(5, "softmax of one layer", lambda split: from_seeds(softmax_layer(), split, SEEDS), slow=True),
    "perceptrons": Method(6, "ten perceptrons of Rosenblatt", perceptrons),
    "linear-svm": Method(7, "linear machine", linear_machine),
    "kernel-ridge": Method(8, "kernel ridge, Gaussian", kernel_ridge_regression),
    "kernel-svm": Method(9, "kernel machine, Gaussian", kernel_machine, slow=True),
    "mlp": Method(11, "network with one hidden layer", lambda split: mlp(split, SEEDS), slow=True),
    "cnn": Method(12, "convolutional network", lambda split: from_seeds(convolutional(False), split, SEEDS), slow=True),
    "moved": Method(
        13, "the same, moved copies too", lambda split: from_seeds(convolutional(True), split, SEEDS // 2), slow=True
    ),
    "nearest-neighbour": Method(13, "nearest neighbour", nearest_neighbour),
}


def measured(method: Method, split: Split) -> Row:
    """The row of a method."""
    learned = method.learn(split)
    fits = [learned] if isinstance(learned, Fit) else learned
    validation = [accuracy(fit, split.validation) for fit in fits]
    test = [accuracy(fit, split.test) for fit in fits]
    wrong = [round(len(split.test.y) * (1 - each)) for each in test]
    size, choice = fits[0].parameters, fits[0].choice
    held_out, mean, spread = (round(float(number), 4) for number in (np.mean(validation), np.mean(test), _spread(test)))
    return Row(method.unit, method.name, choice, held_out, mean, spread, min(wrong), max(wrong), size)


def _spread(values: Sequence[float]) -> float:
    """The standard deviation over the seeds; 0 where nothing is random."""
    return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0


def merged(rows: Iterable[Row], new: Iterable[Row]) -> list[Row]:
    """All rows in the order of the methods, new ones in the place of old ones; none of a method that is gone."""
    by_name = {row.method: row for row in (*rows, *new)}
    return [by_name[method.name] for method in METHODS.values() if method.name in by_name]


def source(rows: Iterable[Row]) -> str:
    """The module that keeps the rows."""
    lines = [f"    ({', '.join(map(json.dumps, row))}),\n" for row in rows]
    return f"{HEADER}{''.join(lines)}]\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure methods and keep their rows."""
    parser = argparse.ArgumentParser(prog="python -m course.league", description="Measure rows of the league table.")
    parser.add_argument("methods", nargs="*", choices=[*METHODS, []], help="default: what takes seconds")
    chosen = parser.parse_args(argv).methods or [name for name, method in METHODS.items() if not method.slow]
    rows, split = [Row(*each) for each in ROWS], digits_split()
    for name in chosen:
        row = measured(METHODS[name], split)
        rows = merged(rows, [row])
        STANDINGS.write_text(source(rows), encoding="utf-8")
        print(f"{row.method}: validation {row.validation:.3f}, test {row.test:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
