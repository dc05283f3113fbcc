"""Unit 10: how far a step may go, and what a batch knows about the gradient."""

from typing import Any

import numpy as np

from course.gallery.plates import plate
from solutions.gradient_descent import batch_gradient, gradient_descent, rates

CURVATURES = np.array([1.0, 10.0])  # mu and L of the quadratic f(x) = (mu x_1^2 + L x_2^2) / 2


@plate(
    "How long a step may be",
    "Left: elliptic level lines with three paths. A short step creeps along the valley, the best one zigzags to the "
    "centre, one beyond 2/L zigzags outwards. Right: the factor per step against the step size, falling gently to the "
    "best step, then rising steeply, above 1 beyond 2/L; the three measured points lie on it.",
    size=(8.4, 3.9),
    panels=2,
)
def step_size(axes: Any) -> None:
    """Gradient descent on a quadratic with the curvatures μ = 1 and L = 10.

    The error is multiplied in each step by the larger of |1 − ημ| and |1 − ηL|. That is least at η = 2/(μ + L),
    where it is (κ − 1)/(κ + 1), and below 1 exactly for 0 < η < 2/L. Beyond, the steep direction diverges, however
    flat the other one is.
    """
    mu, L = CURVATURES
    x = np.linspace(-3.3, 3.3, 101)
    axes[0].contour(x, x, (mu * x**2 + L * x[:, None] ** 2) / 2, 8, colors="0.8", linewidths=1)
    eta = np.linspace(0, 2.5 / L, 200)
    axes[1].plot(eta * L, np.maximum(abs(1 - eta * mu), abs(1 - eta * L)), color="0.5")
    axes[1].axhspan(1, 1.5, color="0.92")
    axes[1].text(0.1, 1.2, "diverges", size=12)
    steps = {"$0.3 / L$": 0.3 / L, "$2 / (\\mu + L)$": rates(mu, L)[0], "$2.06 / L$": 2.06 / L}
    for k, (name, length) in enumerate(steps.items()):
        marker = "os^"[k]
        path = gradient_descent(lambda z: CURVATURES * z, np.array([3.0, 1.0]), float(length), 200)
        axes[0].plot(*path[:16].T, marker + "-", color=f"C{k}", markersize=5, linewidth=1.4)
        factor = np.linalg.norm(path[200]) / np.linalg.norm(path[199])
        axes[1].plot(length * L, factor, marker, color=f"C{k}", markersize=9, label=name)
    axes[0].set(xlabel="$x_1$", ylabel="$x_2$", title="Paths", xlim=(-0.5, 3.3))
    axes[1].set(xlabel="step size $\\eta L$", ylabel="factor per step", ylim=(0, 1.5), title="Contraction")
    axes[1].legend(loc="lower left", title="$\\eta$")


@plate(
    "A batch and its noise",
    "Variance of the batch gradient against the batch size from 1 to 96 of 100 samples, on logarithmic axes. The "
    "measured points follow a curve that falls like 1/B at first and ever more steeply towards the end, away from the "
    "dotted line 1/B.",
)
def batch_variance(ax: Any) -> None:
    """Variance of the gradient of a linear regression over random batches of B of the N = 100 samples.

    Drawn without replacement, as in an epoch, it is σ²/B · (N − B)/(N − 1): a batch of twice the size costs twice
    the work for half the variance, and only the full batch has none. Each point is the mean of 2000 batches.
    """
    rng, N = np.random.default_rng(11), 100
    X, y, w = rng.normal(size=(N, 4)), rng.normal(size=N), np.zeros(4)
    single = (X @ w - y)[:, None] * X
    sigma2 = single.var(axis=0).sum()
    B = np.array([1, 2, 4, 8, 16, 32, 48, 64, 80, 90, 96])
    measured = [np.mean([_squared_error(w, X, y, int(size), rng) for _ in range(2000)]) for size in B]
    t = np.linspace(1, 98, 400)
    ax.plot(t, sigma2 / t, ":", color="0.4", label="with replacement: $\\sigma^2 / B$")
    ax.plot(t, sigma2 / t * (N - t) / (N - 1), color="C0", label="$\\sigma^2 / B \\cdot (N - B)/(N - 1)$")
    ax.plot(B, measured, "o", color="C1", label="measured")
    ax.set(xscale="log", yscale="log", xlabel="batch size $B$", ylabel="variance of the batch gradient")
    ax.set_xticks([1, 10, 100], ["1", "10", "100"])
    ax.legend(loc="lower left")


def _squared_error(w: np.ndarray, X: np.ndarray, y: np.ndarray, B: int, rng: np.random.Generator) -> float:
    """Squared distance of the gradient of one random batch from that of all samples."""
    idx = rng.permutation(len(X))[:B]
    difference = batch_gradient(_gradient, w, X, y, idx) - _gradient(w, X, y)
    return float(difference @ difference)


def _gradient(w: np.ndarray, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    gradient: np.ndarray = X.T @ (X @ w - y) / len(X)
    return gradient
