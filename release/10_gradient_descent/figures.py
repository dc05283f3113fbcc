"""The figures of unit 10, gradient descent: each function draws one, with your functions as its arguments."""

import numpy as np
from kit import plate

CURVATURES = np.array([1.0, 10.0])  # mu and L of the quadratic f = (mu flat^2 + L steep^2) / 2


@plate("Three step sizes", size=(8.6, 3.2), panels=3)
def three_steps(axes):
    """Ten steps from (1, 1) on f = (flat² + 10 steep²)/2, whose curvatures are 1 and 10.

    A step multiplies each coordinate by its own factor 1 − η a, a its curvature. With η = 0.1 the steep coordinate is 0
    at once, and the flat one falls slowly; with 2/11 both factors have the same modulus; with 0.2 the steep coordinate
    goes to and fro for ever.
    """
    x, y = np.linspace(-1.1, 1.1, 81), np.linspace(-1.3, 1.3, 81)
    names, told = ("$\\eta = 0.1$", "$\\eta = 2/11$", "$\\eta = 0.2$"), []
    for ax, eta, name in zip(axes, (0.1, 2 / 11, 0.2), names, strict=True):
        ax.contour(x, y, (x**2 + 10 * y[:, None] ** 2) / 2, [0.1, 0.5, 1.5, 3.5, 6.5], colors="0.55", linewidths=0.8)
        factors = 1 - eta * CURVATURES
        path = factors ** np.arange(11)[:, None]
        ax.plot(*path.T, "o-", color="C0", markersize=4, linewidth=1.4)
        ax.plot(*path[0], "s", color="C1", markersize=8)
        ax.set(title=f"{name}: {factors[0]:.2f}, {factors[1] + 0:.2f}", xlabel="flat", aspect="equal")
        told.append(f"by {factors[0]:.2f} and {factors[1] + 0:.2f}, up to ({path[-1, 0]:.2f}, {path[-1, 1] + 0:.2f})")
    axes[0].set_ylabel("steep")
    return (
        "Elliptic level lines, three times as wide as high, with a path of ten steps from a square at (1, 1), three "
        f"times. In each step the coordinates are multiplied: left {told[0]}; in the middle {told[1]}; right {told[2]}."
    )


@plate("A batch and its noise", size=(6.4, 4.0))
def batch_variance(ax, batch_gradient):
    """Variance of the gradient of a linear regression over random batches of B of the N = 100 samples.

    Drawn without replacement, as in an epoch, it is σ²/B · (N − B)/(N − 1). A batch of 2 in place of 1 has about half
    the variance, one of 80 in place of 40 a sixth, and the full batch has none. Each point is the mean of 1000 batches.
    """
    rng, N = np.random.default_rng(21), 100
    X, y, w = rng.standard_normal(size=(N, 4)), rng.standard_normal(size=N), np.zeros(4)
    sigma2 = ((X @ w - y)[:, None] * X).var(axis=0).sum()
    B, whole = np.array([1, 2, 4, 8, 16, 32, 64, 80, 90, 96]), _gradient(w, X, y)
    measured = []
    for size in B:
        draws = [batch_gradient(_gradient, w, X, y, rng.choice(N, size, replace=False)) for _ in range(1000)]
        measured.append(np.mean(np.sum((np.asarray(draws, float) - whole) ** 2, axis=1)))
    t = np.linspace(1, 98, 400)
    ax.plot(t, sigma2 / t, ":", color="0.4", label="with replacement: $\\sigma^2 / B$")
    ax.plot(t, sigma2 / t * (N - t) / (N - 1), color="C0", label="$\\sigma^2 / B \\cdot (N - B)/(N - 1)$")
    ax.plot(B, measured, "o", color="C1", label="measured with yours")
    ax.set(xscale="log", yscale="log", xlabel="batch size $B$", ylabel="variance of the batch gradient")
    ax.set_xticks([1, 10, 100], ["1", "10", "100"])
    ax.legend(loc="lower left")
    off = max(abs(np.log(measured / ((N - B) / (N - 1) * sigma2 / B))))
    return (
        "Variance against the batch size from 1 to 96 of 100 samples, on logarithmic axes. The measured points go from "
        f"{measured[0]:.2g} over {measured[4]:.2g} at 16 to {measured[-1]:.2g}, and are "
        f"{'near' if off < 0.2 else 'not on'} the curve of the formula, which goes from {sigma2:.2g} to "
        f"{sigma2 / 96 * 4 / 99:.2g}; the dotted line 1/B ends at {sigma2 / 98:.2g}."
    )


def _gradient(w, X, y):
    return X.T @ (X @ w - y) / len(X)


def _descent(batch_gradient, epoch_batches, data, B, lr, passes):
    """All iterates of descent with batches of B, from w = 0, one row for each."""
    X, y = data
    rng, iterates = np.random.default_rng(0), [0 * X[0]]
    for _ in range(passes):
        for batch in epoch_batches(len(X), B, rng):
            iterates.append(iterates[-1] - lr * np.asarray(batch_gradient(_gradient, iterates[-1], X, y, batch), float))
    return np.array(iterates)


@plate("Paths over a loss surface", size=(8.6, 3.3), panels=3)
def sgd_paths(axes, batch_gradient, epoch_batches):
    """Level lines of a linear regression with two weights, and descent from 0 with the step 0.15, for six passes.

    All 60 samples at once make six steps, each straight across the level lines. Batches of 10 make 36, of which
    each goes about the right way. Single samples make 360: they reach the minimum, the cross, in the first passes, and
    then wander around it as far as their noise and the step size take them.
    """
    rng = np.random.default_rng(4)
    X = rng.standard_normal(size=(60, 2)) @ [[1.0, 0.3], [0.0, 0.55]]
    y = X @ [1.0, -0.8] + 0.8 * rng.standard_normal(size=60)
    best = np.linalg.lstsq(X, y)[0]
    a, b = np.linspace(-0.25, 1.75, 80), np.linspace(-1.6, 0.4, 80)
    W = np.stack(np.meshgrid(a, b), axis=-1)
    loss = np.mean((W @ X.T - y) ** 2, axis=-1) / 2
    levels, told = loss.min() + 0.02 * 2.0 ** np.arange(7), []
    for ax, B in zip(axes, (60, 10, 1), strict=True):
        path = _descent(batch_gradient, epoch_batches, (X, y), B, 0.15, 6)
        ax.contour(a, b, loss, levels, colors="0.55", linewidths=0.8)
        ax.plot(*path.T, "o-", color="C0", markersize=2.5 if B == 1 else 4, linewidth=0.9 if B == 1 else 1.4)
        ax.plot(*best, "X", color="C1", markersize=11, markeredgecolor="white")
        ax.set(title=f"$B = {B}$", xlabel="$w_0$", aspect="equal", xlim=(a[0], a[-1]), ylim=(b[0], b[-1]))
        last = np.linalg.norm(path[-len(path) // 4 :] - best, axis=1).mean()
        told.append(f"{len(path) - 1} steps of batches of {B} end {last:.2f} away, in the mean of the last quarter")
    axes[0].set_ylabel("$w_1$")
    return (
        f"Oval level lines around a cross at ({best[0]:.2f}, {best[1]:.2f}) and a path from 0, three times. From the "
        f"cross, {told[0]}; {told[1]}; {told[2]}."
    )


@plate("Loss against the work for it", size=(6.4, 4.0))
def loss_against_evaluations(ax, batch_gradient, epoch_batches):
    """Excess loss of a linear regression with 256 samples against the gradients of single samples that it took.

    For each batch size the step is the best of seven, by the loss at the end of 12 passes. Batches of 1 and of 16 then
    do the same: the step of 16 is 16 times as long. That of 256 cannot be 256 times as long, as beyond 2/L descent
    diverges, and so it learns less from its gradients. Towards the end the noise of small batches shows.
    """
    rng = np.random.default_rng(1)
    X = rng.standard_normal(size=(256, 10)) * np.linspace(0.4, 1.2, 10)
    y = X @ rng.standard_normal(size=10) + 0.5 * rng.standard_normal(size=256)
    best = np.linalg.lstsq(X, y)[0]
    least, epochs, told = _loss(best, X, y), 12, []
    for k, (B, longest) in enumerate({1: 0.1, 16: 0.4, 256: 1.6}.items()):
        runs = {}
        for lr in longest / 2.0 ** np.arange(7):
            path = _descent(batch_gradient, epoch_batches, (X, y), B, lr, epochs)
            runs[lr] = np.array([max(_loss(w, X, y) - least, 1e-12) for w in path])
        lr = min(runs, key=lambda each: runs[each][-1])
        spent = np.minimum(np.arange(len(runs[lr])) * B, 256 * epochs)
        ax.plot(
            spent,
            runs[lr],
            ("-", "--", "-.")[k],
            color=f"C{k}",
            linewidth=1.2 if B == 1 else 2,
            label=f"$B = {B}$, $\\eta = {lr:g}$",
        )
        told.append(
            f"{runs[lr][spent <= 256][-1]:.1g} after 256 and {runs[lr][-1]:.1g} at the end for B = {B}, step {lr:g}"
        )
    ax.set(yscale="log", xlabel="gradients of single samples", ylabel="loss above the least")
    ax.legend(loc="upper right")
    return (
        f"Excess loss, on a logarithmic axis, against 0 to {256 * epochs} gradients of single samples: "
        f"{'; '.join(told)}."
    )


def _loss(w, X, y):
    return float(np.mean((X @ w - y) ** 2) / 2)


@plate("What memory does", size=(6.4, 4.0))
def memory(ax, gradient_descent, momentum_step, nesterov_step):
    """Distance to the minimum of f = (flat² + 100 steep²)/2 from (1, 1), each method with constants that suit it.

    Gradient descent has the best fixed step 2/(μ + L) = 2/101: 691 steps to a millionth. Momentum has its best
    constants for such f, and is there after 93 steps, though at first the distance rises to 2.7 times what it was.
    Nesterov's method with the step 1/L and β = 9/11 takes 155, and has no such rise.
    """
    a, start, steps = np.array([1.0, 100.0]), np.array([1.0, 1.0]), 200
    momentum, nesterov = [(start, 0 * start)], [(start, 0 * start)]
    while len(momentum) <= steps:
        x, v = momentum[-1]
        momentum.append(momentum_step(x, v, a * np.asarray(x, float), 4 / 121, 81 / 121))
        nesterov.append(nesterov_step(*nesterov[-1], lambda u: a * u, 1 / 100, 9 / 11))
    paths = {
        "gradient descent, yours": gradient_descent(lambda x: a * np.asarray(x, float), start, 2 / 101, steps),
        "momentum, yours": [x for x, _ in momentum],
        "Nesterov's": [x for x, _ in nesterov],
    }
    told = []
    for k, (name, path) in enumerate(paths.items()):
        away = np.linalg.norm(np.asarray(path, float), axis=1) / np.linalg.norm(start)
        ax.plot(away, ("-", "--", "-.")[k], color=f"C{k}", linewidth=2, label=name)
        told.append(f"{name}: {away[50]:.2g} and {away[150]:.2g}, at most {away.max():.2g}")
    ax.axhline(1e-6, color="black", linestyle=":", linewidth=1.4)
    ax.set(yscale="log", ylim=(1e-9, 20), xlabel="steps", ylabel="distance, in units of the first")
    ax.legend(loc="lower left")
    return (
        f"Distance to the minimum against 0 to {steps} steps, on a logarithmic axis; a dotted line is at a millionth. "
        f"After 50 and 150 steps, {'; '.join(told)}."
    )
