"""Units 04 and 05: learning with few labels, and regression."""

from functools import partial
from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from course.gallery.plates import plate
from course.support.kit.pictures import COLOURS
from solutions.data import admission, fraud, moons
from solutions.graphs import knn_graph, propagation_frames
from solutions.learning_modes import label_propagation, pca, reconstruction_score, threshold_at_fpr
from solutions.logistic import fit_gradient, fit_newton
from solutions.regression import boundary
from solutions.training import standardise

# From one class to the other: blue over light grey to vermilion
DIVERGING = LinearSegmentedColormap.from_list("classes", [COLOURS[0], "#EEEEEE", COLOURS[1]])


@plate(
    "Frauds do not fit together",
    "Left: honest transactions fill a low band over the first principal component; most frauds, drawn as crosses, lie "
    "above it and above the dashed line of the alarm. Right: histogram of the score on logarithmic axes; nearly all "
    "honest ones lie left of the dashed line, most frauds right of it.",
    size=(8.0, 3.8),
    panels=2,
)
def fraud_scores(axes: Any) -> None:
    """Two hidden factors make the six features of an honest transaction, so that it lies near a plane.

    Each feature of a fraud is as usual, but the features do not fit together, and it leaves the plane: no label is
    needed to see it. The squared distance from the plane of the first two principal components is the score, and
    the alarm, dashed, bothers at most 1 % of the honest customers.
    """
    X, y = fraud(2000, np.random.default_rng(4))
    mean, V, _ = pca(X, 2)
    score, along = reconstruction_score(X, mean, V), (X - mean) @ V[:, 0]
    t = threshold_at_fpr(score, y, 0.01)
    for label, colour, marker, name in ((0, "C0", ".", "honest"), (1, "C1", "x", "fraud")):
        axes[0].plot(along[y == label], score[y == label] ** 0.5, marker, color=colour, markersize=5, label=name)
    axes[0].axhline(t**0.5, color="black", linestyle="--")
    axes[0].set(xlabel="first component", ylabel="distance from the plane", title="Transactions", ylim=(0, None))
    axes[0].legend(loc="upper right")
    bins = np.geomspace(score.min(), score.max(), 40)
    axes[1].hist(score[y == 0], bins, color="C0", label="honest")
    axes[1].hist(score[y == 1], bins, color="C1", hatch="///", label="fraud", alpha=0.8)
    axes[1].axvline(t, color="black", linestyle="--")
    caught = np.mean(score[y == 1] > t)
    axes[1].text(t * 1.15, 200, f"alarm for\n{caught:.0%} of\nthe frauds", va="top")
    axes[1].set(xscale="log", yscale="log", title="Scores")
    axes[1].set(xlabel="squared distance from the plane", ylabel="transactions")
    axes[1].legend(loc="upper left")


@plate(
    "Two labels are enough",
    "Four pictures of two interlocked moons. In the first all points are grey but for a large blue and a large orange "
    "one; in the next two the colours spread along the moons; in the last each moon has one colour.",
    size=(8.6, 2.1),
    panels=4,
)
def propagation(axes: Any) -> None:
    """All but the two large points, which keep their labels, take the mean of their eight nearest neighbours' values.

    Repeated, this spreads the labels along the moons. The limit is harmonic: each free value is the mean of its
    neighbours', and none lies beyond the labels (maximum principle).
    """
    X, y = moons(200, np.random.default_rng(5), noise=0.07)
    mask = np.isin(np.arange(len(X)), [np.flatnonzero(y == k)[np.argmin(X[y == k, 0])] for k in (0, 1)])
    W, signs = knn_graph(X, 8), np.where(y == 1, 1.0, -1.0)
    frames = propagation_frames(W, signs, mask, 200)
    limit = label_propagation(W, signs, mask)
    shown = {"start": frames[0], "20 steps": frames[20], "200 steps": frames[200], "limit": limit}
    for ax, (name, f) in zip(axes, shown.items(), strict=True):
        for chosen, size in ((~mask, 16), (mask, 150)):
            colours = {"c": f[chosen], "cmap": DIVERGING, "vmin": -1, "vmax": 1, "edgecolors": "0.4"}
            ax.scatter(*X[chosen].T, s=size, linewidths=0.4, **colours)
        ax.set(title=name, xticks=[], yticks=[], aspect="equal")
        ax.spines[:].set_visible(False)


@plate(
    "The boundary of admission",
    "Grade average against test score, admitted applications as dots, rejected ones as crosses. A solid falling line "
    "separates most of them; dashed parallels to it mark the probabilities 10 and 90 per cent.",
)
def admission_boundary(ax: Any) -> None:
    """Logistic regression: the fitted probability p of admission is 1/2 on the solid line w·x + b = 0.

    It depends only on the distance from this line, so that its other level sets are parallels. A good grade makes
    up for a bad test at a fixed rate, w₁/w₂.
    """
    X, y = admission(300, np.random.default_rng(3))
    Z, (mean, std) = standardise(X)
    v, c, _ = fit_newton(Z, y, 0.0)
    w, b = v / std, float(c - v @ (mean / std))
    ax.plot(*X[y == 1].T, "o", color="C0", markersize=5, label="admitted")
    ax.plot(*X[y == 0].T, "x", color="C1", markersize=5, label="rejected")
    ax.set(xlabel="test score (points)", ylabel="grade average", xlim=(25, 100), ylim=(1.5, 4.5))
    for p, dashes in ((0.1, "--"), (0.5, "-"), (0.9, "--")):
        x0, u = boundary(w, b - np.log(p / (1 - p)))
        ax.axline(x0, x0 + u, color="black", linestyle=dashes, linewidth=2 if p == 0.5 else 1.2)
        height = 1.68
        at = x0 + (height - x0[1]) / u[1] * u
        ax.text(*at, f" $p = {p:g}$ ", ha="center", va="center", backgroundcolor="white")
    ax.legend(loc="upper right", frameon=True, framealpha=0.9)


@plate(
    "Newton against gradient descent",
    "Norm of the gradient against the step on a logarithmic axis. Gradient descent falls along a nearly straight line "
    "and is at 1e-6 after 60 steps. Newton's method bends down and is below 1e-12 after 7.",
)
def newton(ax: Any) -> None:
    """The same regularised logistic regression twice, from w = 0.

    Gradient descent with the step size 1/L gains a fixed factor in each step. Newton's method, once it is near,
    doubles the number of correct digits in each step, until round-off ends it: quadratic convergence.
    """
    X, y = admission(300, np.random.default_rng(3))
    Z, _ = standardise(X)
    fits = {"gradient descent": partial(fit_gradient, max_steps=100), "Newton": partial(fit_newton, tol=1e-15)}
    for (name, fit), marker in zip(fits.items(), ("-", "o-"), strict=True):
        *_, norms = fit(Z, y, 0.01)
        ax.plot(np.maximum(norms, 1e-17), marker, label=name)
    ax.set(yscale="log", xlabel="step", ylabel="norm of the gradient")
    ax.legend()
