"""Time against the number of samples: each solver and one peer, with the exponent of the fitted power."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from solutions.fast.convolution import xcorr, xcorr_backward
from solutions.fast.gram import rbf
from solutions.fast.kernel_ridge import krr_rbf
from solutions.fast.smo import smo_rbf
from solutions.fast.squared_hinge import squared_hinge_svm
from solutions.fast.training import train
from solutions.networks import init
from tests.benchmarks.numerics.data import normal, waves
from tests.benchmarks.numerics.peers import present

RUNS = 3
Side = Callable[[int], Callable[[], Any]]  # samples are made outside of what is measured


@dataclass
class Curve:
    """Least seconds of some runs for each number of samples."""

    solver: str
    side: str
    n: list[int]
    seconds: list[float]

    @property
    def exponent(self) -> float:
        """The p of the power n^p fitted to the times, by least squares of the logarithms."""
        return float(np.polyfit(np.log(self.n), np.log(self.seconds), 1)[0])


def curves() -> Iterator[Curve]:
    """Measure all of them."""
    for solver, (sizes, sides) in _solvers().items():
        for name, side in sides.items():
            yield Curve(solver, name, sizes, [_least(side(n)) for n in sizes])


def _least(work: Callable[[], Any]) -> float:
    work()
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def _solvers() -> dict[str, tuple[list[int], dict[str, Side]]]:
    return {
        "Gram matrix": ([500, 1000, 2000, 4000], _gram()),
        "kernel ridge": ([500, 1000, 2000, 4000], _ridge()),
        "SVM, Gaussian, C = 1": ([500, 1000, 2000, 4000], _svm()),
        "SVM, linear, d = 64": ([4000, 8000, 16000, 32000], _linear()),
        "MLP 64-64-10, an epoch": ([1000, 2000, 4000, 8000, 16000], _mlp()),
        "convolution 16 to 32, 14 x 14": ([16, 32, 64, 128, 256], {"ours": _conv}),
    }


def _gram() -> dict[str, Side]:
    def ours(n: int) -> Callable[[], Any]:
        X = normal(n)
        return lambda: rbf(X, X, 1 / 64)

    if not present("sklearn"):
        return {"ours": ours}
    from sklearn.metrics.pairwise import rbf_kernel

    return {"ours": ours, "scikit-learn": lambda n: partial(rbf_kernel, normal(n), gamma=1 / 64)}


def _ridge() -> dict[str, Side]:
    def ours(n: int) -> Callable[[], Any]:
        X = normal(n)
        return lambda: krr_rbf(X, np.sin(X[:, 0]), 1.0, 1 / 64)

    if not present("sklearn"):
        return {"ours": ours}
    from sklearn.kernel_ridge import KernelRidge

    def theirs(n: int) -> Callable[[], Any]:
        X = normal(n)
        return lambda: KernelRidge(alpha=1.0, kernel="rbf", gamma=1 / 64).fit(X, np.sin(X[:, 0]))

    return {"ours": ours, "scikit-learn": theirs}


def _svm() -> dict[str, Side]:
    def ours(n: int) -> Callable[[], Any]:
        X, y, gamma = waves(n)
        return lambda: smo_rbf(X, y, 1.0, gamma)

    if not present("sklearn"):
        return {"ours": ours}
    from sklearn.svm import SVC

    def theirs(n: int) -> Callable[[], Any]:
        X, y, gamma = waves(n)
        return lambda: SVC(C=1.0, gamma=gamma, cache_size=1000).fit(X, y)

    return {"ours": ours, "scikit-learn": theirs}


def _linear() -> dict[str, Side]:
    def labelled(n: int) -> tuple[np.ndarray, np.ndarray]:
        X = normal(n)
        return X, np.where(X[:, :8].sum(axis=1) + np.random.default_rng(1).normal(size=n) > 0, 1, -1)

    def ours(n: int) -> Callable[[], Any]:
        X, y = labelled(n)
        return lambda: squared_hinge_svm(X, y, 1.0, bias=False)

    if not present("sklearn"):
        return {"ours": ours}
    from sklearn.svm import LinearSVC

    def theirs(n: int) -> Callable[[], Any]:
        X, y = labelled(n)
        return lambda: LinearSVC(dual=False, fit_intercept=False).fit(X, y)

    return {"ours": ours, "scikit-learn": theirs}


def _mlp() -> dict[str, Side]:
    start = init([64, 64, 10], "he", np.random.default_rng(0))
    params = [(W.astype(np.float32), b.astype(np.float32)) for W, b in start]

    def labelled(n: int) -> tuple[np.ndarray, np.ndarray]:
        return normal(n).astype(np.float32), np.random.default_rng(1).integers(0, 10, n)

    def ours(n: int) -> Callable[[], Any]:
        X, y = labelled(n)
        return lambda: train(params, X, y, 1, 128, 0.05, 0.9, np.random.default_rng(0))

    if not present("sklearn"):
        return {"ours": ours}
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore", ConvergenceWarning)

    def theirs(n: int) -> Callable[[], Any]:
        X, y = labelled(n)
        return lambda: MLPClassifier((64,), solver="sgd", batch_size=128, alpha=0, max_iter=1).fit(X, y)

    return {"ours": ours, "scikit-learn": theirs}


def _conv(N: int) -> Callable[[], Any]:
    rng = np.random.default_rng(0)
    X, K = rng.normal(size=(N, 16, 14, 14)).astype(np.float32), rng.normal(size=(32, 16, 3, 3)).astype(np.float32)
    return lambda: xcorr_backward(xcorr(X, K, 1), X, K, 1)
