"""The figures of unit 09, kernel methods: each function draws one, with your functions as its arguments."""

import numpy as np
from kit import plate


@plate("What a kernel method sees", size=(8.2, 3.9), panels=2)
def window(axes):
    """Left, what it does not see: the features of twelve samples, their mean, a square, and the first axis, dashed.

    Right, all that it has: the Gram matrix of their inner products. Mean and axis are combinations of the features,
    so that inner products with them are combinations of entries of K.
    """
    rng = np.random.default_rng(3)
    features = rng.normal(size=(12, 2)) @ [[1.2, 0.5], [0.1, 0.35]] + [2.2, 1.6]
    mean = features.mean(axis=0)
    axis = np.linalg.svd(features - mean)[2][0]
    K = features @ features.T
    axes[0].plot(*features.T, "o", color="C0", markersize=6)
    axes[0].axline(mean, mean + axis, color="black", linestyle="--", linewidth=1.6)
    axes[0].plot(*mean, "s", color="C1", markersize=9)
    axes[0].plot(0, 0, "+", color="black", markersize=10)
    axes[0].annotate("0", (0, 0), (7, 3), textcoords="offset points")
    axes[0].set(title="features", xlabel="$\\phi_0$", ylabel="$\\phi_1$", xlim=(-0.6, 5), ylim=(-0.6, 3.6))
    shown = axes[1].imshow(K, cmap="cividis")
    axes[1].figure.colorbar(shown, ax=axes[1], label="$K_{nm} = \\langle \\phi_n, \\phi_m \\rangle$")
    axes[1].set(title="their Gram matrix", xlabel="$m$", ylabel="$n$", xticks=[0, 5, 11], yticks=[0, 5, 11])
    return (
        f"Left: twelve points, a square at their mean ({mean[0]:.2f}, {mean[1]:.2f}), and a dashed line through it "
        f"along the direction ({abs(axis[0]):.2f}, {abs(axis[1]):.2f}). Right: a heat map of 12 by 12 cells, from "
        f"{K.min():.1f} to {K.max():.1f}."
    )


@plate("XOR with four support vectors", size=(5.6, 4.6))
def xor_decision(ax, ksvm_decision, poly):
    """The decision f for the kernel (1 + x·z)² with α = 1/8 for each of the four samples (±1, ±1), b = 0.

    It is z₀ z₁: the level lines are hyperbolas, the boundary the two axes. At each sample f is its label, so that all
    four are support vectors on the margin.
    """
    X = np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]])
    y, alpha = np.array([1, 1, -1, -1]), np.full(4, 1 / 8)
    t = np.linspace(-2, 2, 81)
    Z = np.stack(np.meshgrid(t, t), axis=-1).reshape(-1, 2)
    f = np.asarray(ksvm_decision(alpha, y, 0.0, poly(Z, X, 2, 1.0)), float).reshape(81, 81)
    if f.min() < 0 < f.max():
        ax.contourf(t, t, f, [min(-4, f.min()) - 1, 0, max(4, f.max()) + 1], colors=["#F7DCC8", "#CCE5F3"])
    lines = ax.contour(t, t, f, [-3, -1, 0, 1, 3], colors="black", linewidths=[1, 1.4, 2, 1.4, 1])
    ax.clabel(lines, fontsize=10)
    for k, (label, marker) in enumerate(((1, "o"), (-1, "X"))):
        ax.plot(*X[y == label].T, marker, color=f"C{k}", markersize=11, markeredgecolor="white")
    ax.set(xlabel="$z_0$", ylabel="$z_1$", aspect="equal", xticks=[-2, -1, 0, 1, 2], yticks=[-2, -1, 0, 1, 2])
    at = np.asarray(ksvm_decision(alpha, y, 0.0, poly(X, X, 2, 1.0)), float)
    return (
        f"The square from -2 to 2, with level lines of f. Its values at the dots (1, 1) and (-1, -1) are {at[0]:.3g} "
        f"and {at[1]:.3g}, at the crosses (1, -1) and (-1, 1) {at[2]:.3g} and {at[3]:.3g}; f is positive in "
        f"{np.mean(f > 0):.0%} of the square and {f.max():.3g} at most."
    )


@plate("Rings come apart in feature space", size=(8.0, 3.9), panels=2)
def kernel_pca_rings(axes, kernel_pca, rbf):
    """No line separates the two rings; kernel PCA, from the centred Gram matrix alone, lets one do it.

    The components are those of the features of a Gaussian kernel with γ = 0.4. On the first of them a threshold,
    dashed, tells the rings apart.
    """
    rng = np.random.default_rng(9)
    y = np.repeat([0, 1], 100)
    radius, angle = np.where(y == 0, 1.0, 3.0) + 0.1 * rng.normal(size=200), rng.uniform(0, 2 * np.pi, 200)
    X = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    scores = np.asarray(kernel_pca(rbf(X, X, 0.4), 2), float)
    scores = scores * np.where(scores[y == 0].mean(axis=0) < 0, 1, -1)  # signs are free
    for k, marker in enumerate(("o", "x")):
        axes[0].plot(*X[y == k].T, marker, color=f"C{k}", markersize=5)
        axes[1].plot(*scores[y == k].T, marker, color=f"C{k}", markersize=5)
    first = scores[:, 0]
    cuts = np.sort(first)
    cuts = (cuts[1:] + cuts[:-1]) / 2
    right = [np.mean((first > cut) == (y == 1)) for cut in cuts]
    cut, best = float(cuts[np.argmax(right)]), max(right)
    axes[1].axvline(cut, color="black", linestyle="--", linewidth=1.6)
    axes[0].set(xlabel="$x_0$", ylabel="$x_1$", title="samples", aspect="equal")
    axes[1].set(xlabel="first kernel component", ylabel="second kernel component", title="scores")
    spread = first.std()
    return (
        "Left: two rings around 0, dots within crosses. Right: their scores on the first two kernel principal "
        f"components, with standard deviations {spread:.2f} and {scores[:, 1].std():.2f}; a dashed upright line at "
        f"{cut:.2f} has {best:.0%} of the samples on the side of their ring."
    )


@plate("Random features: an error of order 1/√D", size=(6.4, 4.0))
def fourier_error(ax, random_fourier_features, rbf):
    """Inner products of random Fourier features approximate the Gaussian kernel, with an error of order 1/√D.

    Their expectation is the kernel (Bochner's theorem), and their standard deviation falls like D to the power −1/2:
    four times the frequencies halve the error. Shown is the root mean square error over all pairs of 60 samples, in
    each of 5 draws.
    """
    rng = np.random.default_rng(10)
    X, D = rng.normal(size=(60, 3)), 2 ** np.arange(3, 14)
    K = np.asarray(rbf(X, X, 0.5), float)
    errors = np.empty((len(D), 5))
    for i, draw in np.ndindex(errors.shape):
        features = np.asarray(random_fourier_features(X, int(D[i]), 0.5, rng), float)
        errors[i, draw] = np.sqrt(np.mean((features @ features.T - K) ** 2))
    ax.plot(D, errors, "o", color="C0", markersize=5)
    ax.plot(D, errors[0].mean() * np.sqrt(D[0] / D), "--", color="C1")
    ax.text(260, errors[0].mean() * np.sqrt(8 / 260) * 1.4, "slope $-1/2$", size=12)
    ax.set(xscale="log", yscale="log", xlabel="number $D$ of random frequencies", ylabel="error of the kernel (rms)")
    slope = np.polyfit(np.log(D), np.log(errors.mean(axis=1)), 1)[0]
    return (
        "Error against the number of frequencies from 8 to 8192, on logarithmic axes: in the mean of five draws it "
        f"goes from {errors[0].mean():.2g} to {errors[-1].mean():.2g}, with the slope {slope:.2f} of a fitted line. A "
        "dashed line shows the slope -1/2."
    )


@plate("One step, as the tangent kernel predicts it", size=(6.4, 4.0))
def tangent_step(ax, empirical_ntk):
    """f(x) = v relu(u x) with u = 1, v = 2 at x = 1, 2, −1; one step of gradient descent towards y = (1, 1, 1).

    The kernel predicts the change of the outputs as −η Θ (f − y). What it misses is of second order: half the step, a
    quarter of the error. At x = −1 nothing moves, neither in the prediction nor in truth.
    """
    x, y, u, v = np.array([1.0, 2.0, -1.0]), np.ones(3), 1.0, 2.0
    f = v * np.maximum(u * x, 0)
    J = np.column_stack([v * x * (u * x > 0), np.maximum(u * x, 0)])  # by u and by v
    eta = 2.0 ** -np.arange(5, 12)
    Theta = np.asarray(empirical_ntk(J), float)
    errors, sizes = [], []
    for step in eta:
        du, dv = -step * J.T @ (f - y)
        change = (v + dv) * np.maximum((u + du) * x, 0) - f
        errors.append(abs(change + step * Theta @ (f - y)).max())
        sizes.append(abs(change).max())
    ax.plot(eta, sizes, "s--", color="C1", label="change of the outputs")
    ax.plot(eta, errors, "o-", color="C0", label="error of its prediction")
    ax.set(xscale="log", yscale="log", xlabel="step size $\\eta$", ylabel="largest of the three outputs")
    ax.legend(loc="upper left")
    slope = np.polyfit(np.log(eta), np.log(np.maximum(errors, 1e-300)), 1)[0]
    return (
        f"Against the step size from {eta[-1]:.1g} to {eta[0]:.1g}, on logarithmic axes: the largest change of an "
        f"output, from {sizes[-1]:.1g} to {sizes[0]:.1g}, and the error of its prediction, from {errors[-1]:.1g} to "
        f"{errors[0]:.1g}, of the slope {slope:.2f}."
    )
