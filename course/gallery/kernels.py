"""Units 08 and 09: kernels, and what is done with their Gram matrices."""

from functools import partial
from typing import Any

import numpy as np

from course.gallery.plates import plate
from course.settings import ROOT
from solutions.data import circles, digits
from solutions.kernel_methods import kernel_pca, random_fourier_features
from solutions.kernel_models import kernel_ridge
from solutions.kernels import rbf


@plate(
    "Kernel ridge regression, too stiff and too eager",
    "The same 25 noisy points and the dashed curve they came from, three times. With gamma = 0.3 the fitted curve is "
    "almost a straight line, with 20 it follows the dashed curve, with 3000 it spikes through the points and falls to "
    "0 between them.",
    size=(8.6, 3.3),
    panels=3,
)
def ridge_by_gamma(axes: Any) -> None:
    """The fit is a combination of Gaussians exp(−γ (x − xₙ)²), one for each sample (representer theorem).

    Wide ones cannot follow the target, dashed. Narrow ones run to every point, noise and all, and know nothing in
    between.
    """
    rng = np.random.default_rng(6)
    x, t = np.sort(rng.random(25)), np.linspace(0, 1, 501)
    y = np.sin(2 * np.pi * x) + 0.2 * rng.normal(size=25)
    for ax, gamma in zip(axes, (0.3, 20.0, 3000.0), strict=True):
        f = kernel_ridge(x[:, None], y, partial(rbf, gamma=gamma), 0.05)
        ax.plot(t, np.sin(2 * np.pi * t), "--", color="0.5", linewidth=1.5)
        ax.plot(t, f(t[:, None]), color="C0")
        ax.plot(x, y, "o", color="C1", markersize=5)
        ax.set(xlabel="$x$", ylim=(-1.6, 1.6), title=f"$\\gamma = {gamma:g}$")
    axes[0].set_ylabel("$y$")
    for ax in axes[1:]:
        ax.tick_params(labelleft=False)


@plate(
    "The Gram matrix sees the classes",
    "A symmetric heat map of 100 by 100 cells, ten digits of each class, in order. The ten blocks on the diagonal are "
    "brighter than the rest, the diagonal itself is brightest.",
    size=(6.0, 5.0),
)
def gram(ax: Any) -> None:
    """Gaussian kernel of ten bundled digits of each class, sorted by class: bright cells are similar pictures.

    Pictures of one class resemble one another, and this matrix is all that a kernel method sees of them. It is
    symmetric, positive semidefinite, and 1 on the diagonal.
    """
    X, y = digits(ROOT / "course" / "data" / "digits.npz")
    rows = np.concatenate([np.flatnonzero(y == k)[:10] for k in range(10)])
    shown = ax.imshow(rbf(X[rows], X[rows], 0.1), cmap="cividis", vmin=0, vmax=1)
    ax.figure.colorbar(shown, ax=ax, label="$k(x, z) = e^{-0.1\\,\\|x - z\\|^2}$")
    middles = np.arange(4.5, 100, 10)
    ax.set(xticks=middles, yticks=middles, xlabel="class of $z$", ylabel="class of $x$")
    ax.set_xticklabels(range(10))
    ax.set_yticklabels(range(10))
    ax.tick_params(length=0)


@plate(
    "Circles come apart in feature space",
    "Left: two concentric circles, dots and crosses. Right: their scores on the first two kernel "
    "principal components; the dots lie to one side of a dashed upright line, the crosses to the other.",
    size=(8.0, 3.9),
    panels=2,
)
def kernel_pca_circles(axes: Any) -> None:
    """No line separates the two circles; kernel PCA, from the centred Gram matrix alone, lets one do it.

    The components are those of the features of a Gaussian kernel with γ = 4. On the first of them a threshold,
    dashed, tells the circles apart.
    """
    X, y = circles(200, np.random.default_rng(9), noise=0.05)
    X = np.where(y[:, None] == 1, X / 2, X)  # so small a circle that the radius is what varies most
    scores = kernel_pca(rbf(X, X, 4.0), 2)
    for k, marker in enumerate(("o", "x")):
        axes[0].plot(*X[y == k].T, marker, color=f"C{k}", markersize=5)
        axes[1].plot(*scores[y == k].T, marker, color=f"C{k}", markersize=5)
    low, high = sorted((scores[y == k, 0] for k in (0, 1)), key=np.mean)
    axes[1].axvline((low.max() + high.min()) / 2, color="black", linestyle="--")
    axes[0].set(xlabel="$x_1$", ylabel="$x_2$", title="Samples", aspect="equal")
    axes[1].set(xlabel="first kernel component", ylabel="second kernel component", title="Scores")


@plate(
    "Random features: an error of order 1/√D",
    "Root mean square error against the number D of frequencies, from 8 to 8192, on logarithmic axes. The points lie "
    "along a dashed line of the slope -1/2.",
)
def fourier_error(ax: Any) -> None:
    """Inner products of random Fourier features approximate the Gaussian kernel, with an error of order 1/√D.

    Their expectation is the kernel (Bochner's theorem), and their standard deviation falls like D to the power
    −1/2: four times the frequencies halve the error. Shown is the root mean square error over all pairs of 60
    samples, in each of 5 draws.
    """
    rng = np.random.default_rng(10)
    X, D = rng.normal(size=(60, 3)), 2 ** np.arange(3, 14)
    K = rbf(X, X, 0.5)
    errors = np.array([[_error(K, random_fourier_features(X, int(each), 0.5, rng)) for _ in range(5)] for each in D])
    ax.plot(D, errors, "o", color="C0", markersize=5, alpha=0.6)
    ax.plot(D, errors[0].mean() * np.sqrt(D[0] / D), "--", color="C1")
    ax.text(400, errors[0].mean() * np.sqrt(8 / 400) * 1.25, "slope $-1/2$", color="C1", size=13)
    ax.set(xscale="log", yscale="log", xlabel="number $D$ of random frequencies", ylabel="error of the kernel (rms)")


def _error(K: np.ndarray, features: np.ndarray) -> float:
    return float(np.sqrt(np.mean((features @ features.T - K) ** 2)))
