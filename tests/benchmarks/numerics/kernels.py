"""Cells: Gram matrices, kernel ridge regression, support vector machines."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from solutions.fast.gram import rbf
from solutions.fast.kernel_ridge import krr_rbf
from solutions.fast.smo import smo_rbf
from solutions.fast.squared_hinge import squared_hinge_svm
from tests.benchmarks.numerics import plain
from tests.benchmarks.numerics.cells import Cell, Contest
from tests.benchmarks.numerics.data import normal, odd_digits, waves
from tests.benchmarks.numerics.peers import present

Sides = dict[str, Callable[[], Any]]


def cells() -> Iterator[Cell]:
    """The tables' cells."""
    for n in (1000, 5000):
        for dtype in ("float64", "float32"):
            yield Cell(f"gram-{n}-{dtype}", "Gaussian Gram matrix, d = 64", partial(_gram, n, dtype))
    for n, lam in ((500, 1.0), (1000, 1.0), (2000, 1.0), (2000, 1e-4), (5000, 1.0)):
        yield Cell(f"krr-{n}-{lam:g}", "Kernel ridge regression, d = 64", partial(_ridge, n, lam))
    for n in (500, 1000, 1797):
        for C in (1, 10, 100):
            yield Cell(f"svm-digits-{n}-C{C}", "SVM, Gaussian kernel, digits", partial(_svm, odd_digits, n, C))
    for n in (500, 1000, 2000, 5000):
        for C in (1, 10, 100):
            yield Cell(f"svm-waves-{n}-C{C}", "SVM, Gaussian kernel, waves", partial(_svm, waves, n, C))
    for n, d in ((2000, 200), (5000, 64), (20000, 64)):
        for C in (0.01, 1, 100):
            yield Cell(f"svm-linear-{n}x{d}-C{C}", "SVM, linear, squared hinge", partial(_linear, n, d, C))


def _gram(n: int, dtype: str) -> Contest:
    X, gamma = normal(n).astype(dtype), 1 / 64
    sides: Sides = {"ours": lambda: rbf(X, X, gamma)}
    if present("sklearn"):
        from sklearn.metrics.pairwise import rbf_kernel

        sides["scikit-learn rbf_kernel"] = lambda: rbf_kernel(X, gamma=gamma)
    if present("scipy"):
        from scipy.spatial.distance import cdist

        sides["SciPy cdist"] = lambda: np.exp(-gamma * cdist(X, X, "sqeuclidean"))
    if present("torch"):
        import torch

        T = torch.from_numpy(X)

        def by_product() -> Any:
            K = T @ T.T
            half = K.diagonal() / 2
            return K.sub_(half[:, None]).sub_(half).mul_(2 * gamma).clamp_(max=0).exp_().numpy()

        sides["torch, in place"] = by_product
    sides["plain"] = lambda: plain.rbf(X, gamma)
    tolerance = 1e-12 if dtype == "float64" else 1e-5
    return Contest(sides, lambda K: K, partial(_same_array, tolerance))


def _ridge(n: int, lam: float) -> Contest:
    X, gamma = normal(n), 1 / 64
    y = np.sin(X[:, 0]) + 0.1 * np.random.default_rng(1).normal(size=n)
    sides: Sides = {"ours": lambda: krr_rbf(X, y, lam, gamma)}
    if present("sklearn"):
        from sklearn.kernel_ridge import KernelRidge

        model = KernelRidge(alpha=lam, kernel="rbf", gamma=gamma)
        sides["scikit-learn KernelRidge"] = lambda: model.fit(X, y).dual_coef_
    if present("scipy"):
        from scipy.linalg import cho_factor, cho_solve

        def by_scipy() -> Any:
            K = plain.rbf(X, gamma)
            K.reshape(-1)[:: n + 1] += lam
            return cho_solve(cho_factor(K, overwrite_a=True), y)

        sides["plain Gram and SciPy cho_solve"] = by_scipy
    sides["plain"] = lambda: np.linalg.solve(plain.rbf(X, gamma) + lam * np.eye(n), y)
    return Contest(sides, lambda alpha: alpha, partial(_same_array, 1e-6))


def _svm(data: Callable[[int], tuple[np.ndarray, np.ndarray, float]], n: int, C: float) -> Contest:
    X, y, gamma = data(n)
    sides: Sides = {"ours": lambda: smo_rbf(X, y, C, gamma)[0] * y}
    if present("sklearn"):
        from sklearn.svm import SVC

        def libsvm() -> Any:
            model = SVC(C=C, gamma=gamma, cache_size=1000).fit(X, y)
            beta = np.zeros(n)
            beta[model.support_] = model.dual_coef_[0]
            return beta

        sides["scikit-learn SVC (libsvm)"] = libsvm
    K = rbf(X, X, gamma)
    return Contest(sides, lambda beta: float(y @ beta - beta @ K @ beta / 2), partial(_same_objective, 1e-6))


def _linear(n: int, d: int, C: float) -> Contest:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, d))
    y = np.where(X @ rng.normal(size=d) + 0.5 * np.sqrt(d) * rng.normal(size=n) > 0, 1, -1)
    sides: Sides = {"ours": lambda: squared_hinge_svm(X, y, C, bias=False)[0]}
    if present("sklearn"):
        from sklearn.svm import LinearSVC

        sides["scikit-learn LinearSVC"] = lambda: LinearSVC(C=C, dual=False, fit_intercept=False).fit(X, y).coef_[0]

    def objective(w: np.ndarray) -> float:
        return float(w @ w / 2 + C * (np.maximum(0, 1 - y * (X @ w)) ** 2).sum())

    return Contest(sides, objective, partial(_same_objective, 1e-6))


def _same_array(tolerance: float, ours: np.ndarray, theirs: np.ndarray) -> str:
    error = float(abs(ours - theirs).max() / abs(ours).max())
    return "" if error <= tolerance else f"differs by {error:.1g} of the largest entry"


def _same_objective(tolerance: float, ours: float, theirs: float) -> str:
    gap = abs(theirs - ours) / abs(ours)
    return "" if gap <= tolerance else f"objective {theirs:.9g}, ours {ours:.9g}"
