"""The figures of unit 09, kernel methods: each function draws one, with your functions as its arguments."""

import kit
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


@plate("Ten machines read digits", size=(8.4, 3.8), panels=2)
def ten_machines(axes, ksvm_decision, rbf, smo):
    """Ten machines with C = 1, each for one digit against the rest: the largest of your ten decisions is the answer.

    Left, the share of pictures that they get right. For small γ all pictures look alike; for large γ each training
    picture resembles only itself, so that all of them are right and little has been learned. Right, how many of the 511
    training pictures support a machine, in the mean of the ten: these are all that it keeps.
    """
    split = kit.digits_split()
    X, y = split.train.X[::2], split.train.y[::2]
    gammas = np.array([0.002, 0.02, 0.2, 5.0])
    right, learned, kept = [], [], []
    for each in gammas:
        K, K_new = rbf(X, X, each), rbf(split.validation.X, X, each)
        decisions, fitted, counts = [], [], []
        for digit in range(10):
            signs = np.where(y == digit, 1, -1)
            alpha, b = smo(K, signs, 1.0)
            support = alpha > 0
            counts.append(support.sum())
            parts = alpha[support], signs[support], b
            decisions.append(np.asarray(ksvm_decision(*parts, K_new[:, support]), float))
            fitted.append(np.asarray(ksvm_decision(*parts, K[::5, support]), float))
        right.append(np.mean(np.argmax(decisions, axis=0) == split.validation.y))
        learned.append(np.mean(np.argmax(fitted, axis=0) == y[::5]))
        kept.append(np.mean(counts))
    axes[0].plot(gammas, learned, "s--", color="C1", label="training pictures, every fifth")
    axes[0].plot(gammas, right, "o-", color="C0", label="390 new pictures")
    axes[0].set(xscale="log", xlabel="$\\gamma$", ylabel="share that is right", ylim=(0, 1.05))
    axes[0].legend(loc="lower left")
    axes[1].plot(gammas, kept, "o-", color="C0")
    axes[1].set(xscale="log", xlabel="$\\gamma$", ylabel="support vectors of a machine", ylim=(0, 550))
    best = int(np.argmax(right))
    told = ", ".join(f"{share:.3f}" for share in right)
    return (
        f"Two panels against gamma = {', '.join(f'{gamma:g}' for gamma in gammas)} on a logarithmic axis. Left: of the "
        f"new pictures {told} are right, the most at {gammas[best]:g}; of the training pictures from "
        f"{min(learned):.2f} to {max(learned):.2f}. Right: a machine has from {min(kept):.0f} to {max(kept):.0f} "
        "support vectors."
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
    S = np.asarray(kernel_pca(rbf(X, X, 0.4), 2), float)
    S = S * np.where(S[y == 0].mean(axis=0) < 0, 1, -1)  # signs are free
    for k, marker in enumerate(("o", "x")):
        axes[0].plot(*X[y == k].T, marker, color=f"C{k}", markersize=5)
        axes[1].plot(*S[y == k].T, marker, color=f"C{k}", markersize=5)
    first = S[:, 0]
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
        f"components, with standard deviations {spread:.2f} and {S[:, 1].std():.2f}; a dashed upright line at "
        f"{cut:.2f} has {best:.0%} of the samples on the side of their ring."
    )


@plate("Random features: an error of order 1/√D", size=(6.4, 4.0))
def fourier_error(ax, random_fourier_features, rbf):
    """Inner products of random Fourier features approximate the Gaussian kernel, with an error of order 1/√D.

    Their expectation is the kernel, and their standard deviation falls like 1/√D: four times the frequencies halve the
    error. Shown is the root mean square error over all pairs of 60 samples, in
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


@plate("The wider, the straighter", size=(6.6, 4.2))
def wide(ax, empirical_ntk, tangent_descent):
    """Networks of one hidden ReLU layer of width m, with the factor 1/√m, trained for 50 steps on y = x².

    Squares: how much your tangent kernel of the nine samples has changed in training. Dots: how far the network is from
    what your linearised training says of it, at 41 points, as root mean square. Each is the mean of five draws, and
    both fall about like the dashed line of slope −1/2; the outputs themselves move by about 0.9, whatever the width.
    """
    x, z = (np.column_stack([np.linspace(-1, 1, n), np.ones(n)]) for n in (9, 41))
    y, widths, steps, lr = x[:, 0] ** 2, 2 ** np.arange(3, 12), 50, 0.05
    change, gap, moved = (np.empty((len(widths), 5)) for _ in range(3))
    for i, draw in np.ndindex(change.shape):
        rng = np.random.default_rng(draw)
        w, v = rng.normal(size=(widths[i], 2)), rng.normal(size=widths[i])
        before, there = _jacobian(x, w, v), _outputs(z, w, v)
        Theta, Theta_test = np.asarray(empirical_ntk(before), float), _jacobian(z, w, v) @ before.T
        told = tangent_descent(Theta, Theta_test, _outputs(x, w, v), there, y, steps, lr)[1]
        for _ in range(steps):
            step = lr * (_outputs(x, w, v) - y) @ _jacobian(x, w, v)
            v, w = v - step[: len(v)], w - step[len(v) :].reshape(w.shape)
        after = np.asarray(empirical_ntk(_jacobian(x, w, v)), float)
        change[i, draw] = np.linalg.norm(after - Theta) / np.linalg.norm(Theta)
        gap[i, draw] = np.sqrt(np.mean((_outputs(z, w, v) - np.asarray(told, float)) ** 2))
        moved[i, draw] = np.sqrt(np.mean((_outputs(z, w, v) - there) ** 2))
    change, gap = change.mean(axis=1), gap.mean(axis=1)
    ax.plot(widths, change, "s-", color="C1", label="change of the kernel, relative")
    ax.plot(widths, gap, "o-", color="C0", label="gap to the linearised network")
    ax.plot(widths, 0.6 / np.sqrt(widths), "--", color="black", linewidth=1.4, label="slope $-1/2$")
    ax.set(xscale="log", yscale="log", xlabel="width $m$", ylabel="change, and gap")
    ax.legend(loc="lower left")
    return (
        f"Against the width from {widths[0]} to {widths[-1]}, on logarithmic axes: the kernel's relative change goes "
        f"from {change[0]:.2g} to {change[-1]:.2g}, the gap between the network and its linearisation from "
        f"{gap[0]:.2g} to {gap[-1]:.2g}. A dashed line shows the slope -1/2. The outputs have moved by "
        f"{moved.mean():.2g} in the mean."
    )


def _outputs(X, w, v):
    """A network of one hidden ReLU layer with the factor 1/sqrt(m)."""
    return np.maximum(X @ w.T, 0) @ v / np.sqrt(len(v))


def _jacobian(X, w, v):
    """Its gradients by all v, then by all w: a row for each sample."""
    Z = X @ w.T
    is_open = Z > 0
    by_w = (is_open * v)[:, :, None] * X[:, None, :]
    return np.hstack([is_open * Z, by_w.reshape(len(X), -1)]) / np.sqrt(len(v))
