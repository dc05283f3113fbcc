"""The figures of unit 08, kernels: each function draws one, with your functions as its arguments."""

import kit
import numpy as np
from kit import plate


@plate("A plane between a disc and a ring", size=(8.2, 3.7), panels=2)
def lifted(axes):
    """A disc and a ring around it: no line has one on each side.

    With the squared distance from 0 as a third feature, drawn upright on the right, a level plane does. It is seen
    from the side, as the dashed line.
    """
    rng = np.random.default_rng(0)
    radius = np.concatenate([np.sqrt(rng.random(60)) * 0.9, rng.uniform(1.35, 1.8, 90)])
    angle = rng.uniform(0, 2 * np.pi, 150)
    X, inner = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), radius < 1
    height = (X**2).sum(axis=1)
    level = (height[inner].max() + height[~inner].min()) / 2
    for chosen, marker, colour in ((inner, "o", "C0"), (~inner, "x", "C1")):
        axes[0].plot(*X[chosen].T, marker, color=colour, markersize=5)
        axes[1].plot(X[chosen, 0], height[chosen], marker, color=colour, markersize=5)
    axes[1].axhline(level, color="black", linestyle="--", linewidth=1.6)
    axes[0].set(xlabel="$x_0$", ylabel="$x_1$", aspect="equal")
    axes[1].set(xlabel="$x_0$", ylabel="$x_0^2 + x_1^2$", ylim=(-0.1, None))
    return (
        f"Left: {np.sum(inner)} dots in a disc of radius {radius[inner].max():.2f} and {np.sum(~inner)} crosses in a "
        f"ring from {radius[~inner].min():.2f} to {radius[~inner].max():.2f} around it. Right: the same, with the "
        f"squared distance from 0 upright; a dashed line at {level:.2f} has all dots below and all crosses above."
    )


@plate("What far from 0 is lost", size=(6.4, 4.0))
def sqdist_error(ax, sqdist):
    """Largest error of the squared distances of 40 random points, at most 93, when all are moved away from 0.

    ‖x‖² − 2 x·z + ‖z‖² subtracts numbers of the size of the square of the offset, and loses as many digits as they are
    larger than the result. Moving the points back before computing costs nothing and keeps most of the digits: what
    is lost then was lost when the points were moved.
    """
    rng = np.random.default_rng(0)
    X, offsets = 2 * rng.standard_normal((40, 3)), 10.0 ** np.arange(0, 10)
    truth = (abs(X[:, None] - X) ** 2).sum(axis=-1)
    naive, yours = [], []
    for offset in offsets:
        Y = X + offset
        expanded = (Y**2).sum(axis=1)[:, None] - 2 * Y @ Y.T + (Y**2).sum(axis=1)
        naive.append(abs(expanded - truth).max())
        yours.append(abs(np.asarray(sqdist(Y, Y), float) - truth).max())
    ax.plot(offsets, np.maximum(naive, 1e-16), "s--", color="C1", label="expanded as it stands")
    ax.plot(offsets, np.maximum(yours, 1e-16), "o-", color="C0", label="yours")
    ax.axhline(truth.max(), color="black", linestyle=":", linewidth=1.4)
    ax.text(1, truth.max() * 1.5, "the largest of them", va="bottom")
    ax.set(xscale="log", yscale="log", xlabel="offset", ylabel="largest error")
    ax.legend(loc="lower right")
    return (
        "Largest error against the offset from 1 to 1e+09, on logarithmic axes. The expanded formula goes from "
        f"{naive[0]:.0e} to {naive[-1]:.0e}, yours from {yours[0]:.0e} to {yours[-1]:.0e}. A dotted line shows the "
        f"largest squared distance, {truth.max():.0f}."
    )


@plate("The Gram matrix sees the classes", size=(6.0, 5.0))
def gram(ax, rbf):
    """Gaussian kernel, γ = 0.1, of ten digits of each class, sorted by class: bright cells are similar pictures.

    Pictures of one class resemble one another, and this matrix is all that a kernel method sees of them. It is
    symmetric, positive semidefinite, and 1 on the diagonal.
    """
    X, y = kit.digits_split().train
    rows = np.concatenate([np.flatnonzero(y == k)[:10] for k in range(10)])
    K = np.asarray(rbf(X[rows], X[rows], 0.1), float)
    shown = ax.imshow(K, cmap="cividis", vmin=0, vmax=1)
    ax.figure.colorbar(shown, ax=ax, label="$k(x, z) = e^{-0.1\\,\\|x - z\\|^2}$")
    middles = np.arange(4.5, 100, 10)
    ax.set(xticks=middles, yticks=middles, xlabel="class of $z$", ylabel="class of $x$")
    ax.set_xticklabels(range(10))
    ax.set_yticklabels(range(10))
    ax.tick_params(length=0)
    same = y[rows][:, None] == y[rows]
    off = ~np.eye(100, dtype=bool)
    return (
        f"Heat map of a matrix of 100 rows, ten digits of each class in order, from {K.min():.2f} to {K.max():.2f}. "
        f"The mean entry is {K[same & off].mean():.2f} within a class and {K[~same].mean():.2f} between classes; the "
        f"diagonal is {np.diag(K).mean():.2f} in the mean. The matrix is "
        f"{'symmetric' if np.allclose(K, K.T) else 'not symmetric'}."
    )


@plate("Kernel ridge regression, too stiff and too eager", size=(8.6, 3.3), panels=3)
def ridge_by_gamma(axes, rbf, krr_fit):
    """The fit, with λ = 0.05, is a combination of Gaussians exp(−γ (x − xₙ)²), one for each of 25 samples.

    So says the representer theorem. Wide ones cannot follow the target, dashed. Narrow ones run to every point, noise
    and all, and know nothing in between.
    """
    rng = np.random.default_rng(6)
    x, t = np.sort(rng.random(25)), np.linspace(0, 1, 501)
    y, target = np.sin(2 * np.pi * x) + 0.2 * rng.standard_normal(25), np.sin(2 * np.pi * t)
    told = []
    for ax, gamma in zip(axes, (0.3, 20.0, 3000.0), strict=True):
        alpha = np.asarray(krr_fit(rbf(x[:, None], x[:, None], gamma), y, 0.05), float)
        f = np.asarray(rbf(t[:, None], x[:, None], gamma), float) @ alpha
        fitted = np.asarray(rbf(x[:, None], x[:, None], gamma), float) @ alpha
        ax.plot(t, target, "--", color="0.4", linewidth=1.5)
        ax.plot(t, f, color="C0")
        ax.plot(x, y, "o", color="C1", markersize=5)
        ax.set(xlabel="$x$", ylim=(-1.7, 1.7), title=f"$\\gamma = {gamma:g}$")
        near, far = (float(np.sqrt(np.mean(each**2))) for each in (fitted - y, f - target))
        told.append(f"gamma = {gamma:g} it is {near:.2f} from the points and {far:.2f} from the dashed curve")
    axes[0].set_ylabel("$y$")
    return (
        "The same 25 noisy points, the dashed curve that they came from, and a fitted curve, three times. Root mean "
        f"squares: with {told[0]}; with {told[1]}; with {told[2]}."
    )


@plate("Positive on paper", size=(6.4, 4.0))
def spectrum(ax, rbf):
    """Eigenvalues of the Gaussian Gram matrix of 20 points evenly on [0, 1], γ = 1, in order; crosses are negative.

    All are positive, the least of them 4.5 · 10⁻³⁷. Doubles know them up to 10⁻¹⁶ times the largest: those below are
    round-off, of either sign. So a test of positive semidefiniteness needs a tolerance relative to the largest.
    """
    x = np.linspace(0, 1, 20)[:, None]
    K = np.asarray(rbf(x, x, 1.0), float)
    values = np.sort(np.linalg.eigvalsh((K + K.T) / 2))[::-1]
    n, size = np.arange(20), np.maximum(abs(values), 1e-20)
    for chosen, marker, colour, name in ((values >= 0, "o", "C0", "positive"), (values < 0, "X", "C1", "negative")):
        ax.plot(n[chosen], size[chosen], marker, color=colour, markersize=7, label=name)
    ax.axhline(2.2e-16 * size.max(), color="black", linestyle=":", linewidth=1.4)
    ax.text(0, 1e-16 * size.max(), "round-off of the largest", va="top")
    ax.set(yscale="log", xlabel="place", ylabel="modulus of the eigenvalue", xticks=n[::2])
    ax.legend()
    return (
        "Moduli of 20 eigenvalues in falling order of the values, on a logarithmic axis. The largest is "
        f"{values[0]:.3g}, the fifth {values[4]:.1g}, the tenth {values[9]:.0e}; {np.sum(size < 1e-15 * size.max())} "
        f"are below 1e-15 times the largest, and {'some' if np.any(values < 0) else 'none'} are negative."
    )
