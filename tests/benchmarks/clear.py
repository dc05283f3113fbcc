"""What the clear versions of `solutions` take beside two others: plain loops, and the shortest way there is.

A lesson shows the clear version, and nobody should wait for it: it is to be many times faster than loops over entries,
samples or pairs, and never ten times slower than a clear version need be. The last is a call of NumPy or SciPy where
one does it, else the bare array operations without a guard. All have to give the same numbers before they are timed.
With `--before CHECKOUT` the clear versions of another commit take their turns as well.
"""

import importlib
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import signal, special
from scipy.spatial.distance import cdist

from solutions.networks import init
from solutions.tangent_kernel import mlp_vjp
from tests.benchmarks.machine import description
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Progress, Report, ratios, spread

OURS, LOOPS, BARE, BEFORE = "ours", "loops", "bare", "before"
MEASURED = {
    "convolution": ("conv1d_full", "detect", "xcorr2d"),
    "gradient_descent": ("adam_step", "momentum_step"),
    "graphs": ("gaussian_graph",),
    "learning_modes": ("label_propagation",),
    "logistic": ("fit_gradient",),
    "tangent_kernel": ("mlp_jacobian",),
}
Sides = Mapping[str, Callable[[], Any]]
rng = np.random.default_rng


def measure(plan: Plan) -> Report:
    """Ratios of loops to ours, and of ours to what need be, round by round."""
    report, progress = Report("Clear versions beside plain loops and bare NumPy"), Progress("clear")
    report.say(f"{description(['scipy'])}.")
    report.say(
        "Processor time; the sides take turns, and the ratios, min / median / max, are those of the same round.\n"
        "Loops: the formula, entry by entry, sample by sample or pair by pair. Bare: one call where there is one,\n"
        "else the array operations alone, without guards."
    )
    before = {name: sides[OURS] for name, sides in cells(functions(plan.before)).items()} if plan.before else {}
    if plan.before:
        report.say(f"Before: the clear versions of the checkout {plan.before.name}.")
    rows = []
    for name, sides in cells().items():
        times = _turns({**sides, BEFORE: before[name]} if before else sides, plan.rounds)
        compared = [ratios(times[LOOPS], times[OURS]), ratios(times[OURS], times[BARE])]
        compared += [ratios(times[BEFORE], times[OURS])] if before else []
        rows.append((name, f"{statistics.median(times[OURS]) * 1e3:.3g}", *map(spread, compared)))
        progress(name)
    header = ("function and size", "ours, ms", "loops / ours", "ours / bare", "before / ours")
    report.tabulate(header if before else header[:-1], rows)
    return report


def functions(checkout: Path | None = None) -> SimpleNamespace:
    """The clear versions, by name; those of another checkout keep to the modules that lie there."""
    names = [name for name in sys.modules if name.partition(".")[0] == "solutions"] if checkout else []
    ours = {name: sys.modules.pop(name) for name in names}
    sys.path[:0] = [str(checkout)] if checkout else []
    try:
        modules = {stem: importlib.import_module(f"solutions.{stem}") for stem in MEASURED}
    finally:
        if checkout:
            sys.path.remove(str(checkout))
            for name in [name for name in sys.modules if name.partition(".")[0] == "solutions"]:
                del sys.modules[name]
            sys.modules.update(ours)
    return SimpleNamespace(**{name: getattr(modules[stem], name) for stem, some in MEASURED.items() for name in some})


def _turns(sides: Sides, rounds: int) -> dict[str, list[float]]:
    """Seconds of each side, round by round; short calls are repeated."""
    repeats = {name: max(1, int(0.02 / _seconds(call, 1))) for name, call in sides.items()}
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, call in sides.items():
            times[name].append(_seconds(call, repeats[name]))
    return times


def _seconds(call: Callable[[], Any], repeats: int) -> float:
    began = time.process_time()
    for _ in range(repeats):
        call()
    return max(time.process_time() - began, 1e-9) / repeats


def cells(of: SimpleNamespace | None = None) -> dict[str, Sides]:
    """What is measured of some functions, by name; prepared anew at every call."""
    of = of or functions()
    return {
        "conv1d_full, 2000 * 50": _conv1d(of, 2000, 50),
        "xcorr2d, 64 x 64 with 3 x 3": _xcorr(of, 64, 3),
        "xcorr2d, 64 x 64 with 40 x 40": _xcorr(of, 64, 40),
        "detect, 64 x 64 with 5 x 5": _detect(of, 64, 5),
        "gaussian_graph, N = 500, d = 64": _graph(of, 500, 64),
        "label_propagation, N = 300, a chain": _chain(of, 300),
        "mlp_jacobian, 8-32-3, N = 200": _jacobian(of, 200),
        "fit_gradient, N = 200, 300 steps": _logistic(of, 200, 300),
        "momentum_step, d = 10": _momentum(of, 10),
        "adam_step, d = 10": _adam(of, 10),
    }


def _conv1d(of: SimpleNamespace, n: int, m: int) -> Sides:
    x, k = rng(0).normal(size=n), rng(1).normal(size=m)

    def loops() -> Any:
        z = np.zeros(n + m - 1)
        for i in range(n):
            z[i : i + m] += x[i] * k
        return z

    return {OURS: partial(of.conv1d_full, x, k), LOOPS: loops, BARE: partial(np.convolve, x, k)}


def _xcorr(of: SimpleNamespace, side: int, k: int) -> Sides:
    X, K = rng(0).normal(size=(side, side)), rng(1).normal(size=(k, k))

    def loops() -> Any:
        Z = np.empty((side - k + 1, side - k + 1))
        for i, j in np.ndindex(Z.shape):
            Z[i, j] = (X[i : i + k, j : j + k] * K).sum()
        return Z

    return {OURS: partial(of.xcorr2d, X, K, 0, 1), LOOPS: loops, BARE: lambda: signal.correlate(X, K, "valid")}


def _detect(of: SimpleNamespace, side: int, k: int) -> Sides:
    X, K = rng(0).normal(size=(side, side)), rng(1).normal(size=(k, k))

    def loops() -> Any:
        best = -np.inf, (0, 0)
        for i, j in np.ndindex(side - k + 1, side - k + 1):
            P = X[i : i + k, j : j + k]
            best = max(best, ((P * K).sum() / np.sqrt((P * P).sum()), (i, j)))
        return best[1]

    def bare() -> Any:
        norms = np.sqrt(signal.correlate(X * X, np.ones_like(K), "valid", "direct"))
        similar = signal.correlate(X, K, "valid", "direct") / norms
        return np.unravel_index(similar.argmax(), similar.shape)

    return {OURS: partial(of.detect, X, K), LOOPS: loops, BARE: bare}


def _graph(of: SimpleNamespace, N: int, d: int) -> Sides:
    X = rng(0).normal(size=(N, d))

    def loops() -> Any:
        W = np.zeros((N, N))
        for i in range(N):
            for j in range(i):
                W[i, j] = W[j, i] = np.exp(-((X[i] - X[j]) ** 2).sum() / (2 * 64.0))
        return W

    def bare() -> Any:
        W = np.exp(-cdist(X, X, "sqeuclidean") / (2 * 64.0))
        np.fill_diagonal(W, 0)
        return W

    return {OURS: partial(of.gaussian_graph, X, 8.0), LOOPS: loops, BARE: bare}


def _chain(of: SimpleNamespace, N: int) -> Sides:
    W = np.diag(np.ones(N - 1), 1)
    W += W.T
    y, mask = np.arange(N, dtype=float), np.isin(np.arange(N), [0, N - 1])

    def loops() -> Any:
        L, f = np.diag(W.sum(axis=1)) - W, np.where(mask, y, 0.0)
        A, r = L[1:-1, 1:-1].copy(), W[1:-1] @ f
        for k in range(N - 2):  # Gauss's elimination
            for i in range(k + 1, N - 2):
                factor = A[i, k] / A[k, k]
                A[i, k:] -= factor * A[k, k:]
                r[i] -= factor * r[k]
        for k in reversed(range(N - 2)):
            f[k + 1] = (r[k] - A[k, k + 1 :] @ f[k + 2 : -1]) / A[k, k]
        return f

    def bare() -> Any:
        L, f = np.diag(W.sum(axis=1)) - W, np.where(mask, y, 0.0)
        f[~mask] = np.linalg.solve(L[~mask][:, ~mask], W[~mask] @ f)
        return f

    return {OURS: partial(of.label_propagation, W, y, mask), LOOPS: loops, BARE: bare}


def _jacobian(of: SimpleNamespace, N: int) -> Sides:
    params, X = init([8, 32, 3], "glorot", rng(0)), rng(1).normal(size=(N, 8))

    def loops() -> Any:
        def row(x: Any, u: Any) -> Any:
            return np.concatenate([A.ravel() for pair in mlp_vjp(params, x[None], u[None], "tanh") for A in pair])

        return np.array([[row(x, u) for u in np.eye(3)] for x in X])

    def bare() -> Any:
        (W1, b1), (W2, _) = params
        A = np.tanh(X @ W1 + b1)
        D = W2.T * (1 - A * A)[:, None]
        dW2 = (A[:, None, :, None] * np.eye(3)[:, None]).reshape(N, 3, -1)
        dW1 = (X[:, None, :, None] * D[:, :, None]).reshape(N, 3, -1)
        return np.concatenate([dW1, D, dW2, np.broadcast_to(np.eye(3), (N, 3, 3))], axis=2)

    return {OURS: partial(of.mlp_jacobian, params, X, "tanh"), LOOPS: loops, BARE: bare}


def _logistic(of: SimpleNamespace, N: int, steps: int) -> Sides:
    X, y = rng(0).normal(size=(N, 3)) * [1, 5, 20], rng(1).integers(2, size=N)
    A = np.column_stack([X, np.ones(N)])
    L = np.linalg.norm(A, 2) ** 2 / (4 * N)

    def loops() -> Any:
        v = np.zeros(4)
        for _ in range(steps):
            g = np.zeros(4)
            for a, label in zip(A, y, strict=True):
                g += (1 / (1 + np.exp(-(a @ v))) - label) * a / N
            v = v - g / L
        return v[:-1]

    def bare() -> Any:
        v = np.zeros(4)
        for _ in range(steps):
            v = v - (special.expit(A @ v) - y) @ A / (N * L)
        return v[:-1]

    return {OURS: lambda: of.fit_gradient(X, y, 0.0, 1e-300, steps)[0], LOOPS: loops, BARE: bare}


def _momentum(of: SimpleNamespace, d: int) -> Sides:
    x, v, g = rng(0).normal(size=(3, d))

    def loops() -> Any:
        new = [0.9 * a + b for a, b in zip(v, g, strict=True)]
        return np.array([a - 0.1 * b for a, b in zip(x, new, strict=True)])

    return {OURS: lambda: of.momentum_step(x, v, g, 0.1, 0.9)[0], LOOPS: loops, BARE: lambda: x - 0.1 * (0.9 * v + g)}


def _adam(of: SimpleNamespace, d: int) -> Sides:
    x, m, s, g = rng(0).normal(size=(4, d)) ** 2

    def one(x: float, m: float, s: float, g: float) -> float:
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        return x - 0.1 * m / (1 - 0.9**8) / (np.sqrt(s / (1 - 0.999**8)) + 1e-8)

    loops = lambda: np.array([one(*each) for each in zip(x, m, s, g, strict=True)])  # noqa: E731  # a side
    return {OURS: lambda: of.adam_step(x, (7, m, s), g, 0.1)[0], LOOPS: loops, BARE: lambda: one(x, m, s, g)}
