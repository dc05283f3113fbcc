"""Cells: training of multilayer perceptrons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from solutions.fast.training import train, train_adam
from solutions.networks import init
from tests.benchmarks.numerics import plain
from tests.benchmarks.numerics.cells import Cell, Contest
from tests.benchmarks.numerics.data import digits, normal
from tests.benchmarks.numerics.peers import present
from tests.benchmarks.numerics.plain import BETA


@dataclass(frozen=True)
class Task:
    """What all sides get: parameters and samples in float32, and the order of the samples in each epoch."""

    widths: tuple[int, ...]
    X: np.ndarray
    y: np.ndarray
    batch: int
    optimiser: str
    epochs: int

    @property
    def params(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """The same for all sides."""
        start = init(list(self.widths), "he", np.random.default_rng(0))
        return [(W.astype(np.float32), b.astype(np.float32)) for W, b in start]

    @property
    def orders(self) -> list[np.ndarray]:
        """What ours draws from a generator with the seed 0."""
        rng = np.random.default_rng(0)
        return [rng.permutation(len(self.X)) for _ in range(self.epochs)]

    @property
    def lr(self) -> float:
        """The step length: small for the large networks, which get samples without any structure."""
        if self.optimiser == "adam":
            return 0.001 if self.widths[0] == 64 else 0.0001
        return 0.05 if self.widths[0] == 64 else 0.002


def cells() -> Iterator[Cell]:
    """The tables' cells."""
    for widths, samples, epochs, batches in (
        ((64, 64, 10), _digits, 5, (32, 128)),
        ((784, 128, 10), _normal, 3, (32, 128, 512)),
        ((784, 256, 128, 10), _normal, 3, (32, 128, 512)),
        ((784, 1024, 1024, 10), _normal, 1, (32, 128, 512)),
    ):
        name = "-".join(map(str, widths))
        for optimiser in ("sgd", "adam"):
            for batch in batches:
                prepare = partial(_contest, samples, widths, batch, optimiser, epochs)
                yield Cell(f"mlp-{name}-{optimiser}-{batch}", f"MLP {name}", prepare)


def _digits() -> tuple[np.ndarray, np.ndarray]:
    X, y = digits()
    return X.astype(np.float32), y


def _normal() -> tuple[np.ndarray, np.ndarray]:
    return normal(2048, 784).astype(np.float32), np.random.default_rng(1).integers(0, 10, 2048)


def _contest(
    samples: Callable[[], tuple[np.ndarray, np.ndarray]], widths: tuple[int, ...], batch: int, optimiser: str,
    epochs: int,
) -> Contest:  # fmt: skip
    task = Task(widths, *samples(), batch, optimiser, epochs)
    arguments = task.params, task.X, task.y, task.epochs, task.batch, task.lr
    sides: dict[str, Callable[[], Any]] = {}
    if optimiser == "sgd":
        sides["ours"] = lambda: train(*arguments, BETA, np.random.default_rng(0))[1]
    else:
        sides["ours"] = lambda: train_adam(*arguments, np.random.default_rng(0))[1]
    if present("torch"):
        from tests.benchmarks.numerics import torch_training

        sides |= torch_training.sides(task)
    if present("jax"):
        from tests.benchmarks.numerics import jax_training

        sides["jax, jit of an epoch's scan"] = jax_training.side(task)
    if present("sklearn"):
        sides["scikit-learn"] = _sklearn(task)
    parts = {}
    if widths[0] == 64:
        sides["plain vectorised, float64"] = lambda: plain.train_vectorised(task, float)
    else:
        sides["plain vectorised, float32"] = lambda: plain.train_vectorised(task, np.float32)
    if widths[0] == 64 and optimiser == "sgd":
        sides["plain, sample by sample"] = lambda: plain.train_by_sample(task, 1)
        parts["plain, sample by sample"] = 1 / epochs
    flops = 0.0
    if widths[1] == 1024 and batch == 512 and optimiser == "sgd":
        products = [a * b for a, b in pairwise(widths)]
        flops = 2.0 * len(task.X) * epochs * (3 * sum(products) - products[0])
    return Contest(sides, lambda history: history[0], _same_loss, parts, flops)


def _same_loss(ours: float, theirs: float) -> str:
    """The mean loss of the first epoch; scikit-learn draws its own order of the samples."""
    return "" if abs(theirs - ours) <= 0.05 * ours else f"loss {theirs:.4g} in the first epoch, ours {ours:.4g}"


def _sklearn(task: Task) -> Callable[[], Any]:
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore", ConvergenceWarning)
    model = MLPClassifier(
        task.widths[1:-1], solver=task.optimiser, alpha=0, batch_size=task.batch, learning_rate_init=task.lr,
        max_iter=task.epochs, momentum=BETA, nesterovs_momentum=False, tol=0, n_iter_no_change=10**6,
        random_state=0, warm_start=True,
    )  # fmt: skip
    model.partial_fit(task.X[:1000], task.y[:1000], classes=np.arange(10))

    def side() -> list[float]:
        params = task.params
        model.coefs_, model.intercepts_ = [W for W, _ in params], [b for _, b in params]
        model.loss_curve_ = []
        model.fit(task.X, task.y)
        return list(model.loss_curve_)

    return side
