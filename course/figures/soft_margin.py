"""The figures of unit 07, the soft margin: each function draws one, with your functions as its arguments."""

import numpy as np
from kit import plate

TARGET_WIDTHS = (5.64, 2.38, 1.51)  # of the strips for C = 0.01, 0.1 and 10
TARGET_OPTIMUM = 25.1793  # of the samples in the figure on duality
MARKS = {1: ("o", "C0"), -1: ("X", "C1")}


@plate("What a violation costs", size=(6.6, 4.4))
def slacks(ax):
    """No line separates these samples; those short of their own dashed line pay for the distance to it, an arrow.

    Samples beyond their line have α = 0 and could be left out; those on it, ringed, have an α between 0 and C; those
    that pay have α = C.
    """
    X = np.array(
        [[1.0, 0.6], [2.0, 0.9], [2.0, -0.5], [0.35, -1.1], [-1.0, -0.5], [-2.2, 0.8], [-1.9, -1.2], [1.4, 1.7]]
    )
    y = np.array([1, 1, 1, 1, -1, -1, -1, -1])
    margin = y * X[:, 0]  # w = (1, 0), b = 0
    slack = np.maximum(0, 1 - margin)
    ax.axvspan(-1, 1, color="0.94", zorder=-1)
    for level, dashes in ((-1, "--"), (0, "-"), (1, "--")):
        ax.axvline(level, color="black", linestyle=dashes, linewidth=1.4)
    for x, label, m, each in zip(X, y, margin, slack, strict=True):
        marker, colour = MARKS[int(label)]
        if each:
            end = (label, x[1])
            ax.annotate(
                "", end, x, arrowprops={"arrowstyle": "-|>", "color": "black", "lw": 1.6, "shrinkA": 6, "shrinkB": 0}
            )
            ax.text(label / 2 + 0.12, x[1] + 0.16, f"$\\xi = {each:.2g}$", ha="center", va="center")
        if abs(m - 1) < 1e-9:
            ax.plot(*x, "o", markerfacecolor="none", markeredgecolor="black", markersize=16)
        ax.plot(*x, marker, color=colour, markersize=9)
        words = "\\alpha = C" if each else "0 < \\alpha < C" if m < 1 + 1e-9 else "\\alpha = 0"
        place = {"xytext": (14 * label, 0), "ha": "left" if label > 0 else "right", "va": "center"}
        if each:
            place = {"xytext": (0, -20), "ha": "center"}
        ax.annotate(f"${words}$", x, textcoords="offset points", size=10, **place)
    ax.set(xlabel="$w \\cdot x + b$", ylabel="$x_1$", xlim=(-3, 3), ylim=(-1.9, 2.1))
    paying = ", ".join(f"{each:.2g}" for each in slack[slack > 0])
    return (
        f"A grey strip from -1 to 1 with a line in its middle, {np.sum(y == 1)} dots and {np.sum(y == -1)} crosses. "
        f"{np.sum(slack > 0)} of them are on the wrong side of their dashed line, with arrows of the lengths {paying} "
        f"to it; {np.sum(abs(margin - 1) < 1e-9)} are ringed on it."
    )


@plate("What C buys", size=(8.6, 3.0), panels=3)
def sweep_of_c(axes, smo_pair, bias_from_support):
    """The soft margin weighs the width of the strip against the violations; ringed are the samples with α > 0.

    In brackets stands the width that it should have. With a small C the strip is wide, and most samples lie in it or
    beyond it. A larger C makes each violation dearer, and the strip narrower; but the samples that no line gets right
    stay in the picture, whatever C is.
    """
    rng = np.random.default_rng(7)
    y = np.repeat([1, -1], 20)
    X = y[:, None] * np.array([1.2, 0.0]) + 0.9 * rng.standard_normal((40, 2))
    told, off = [], 0.0
    for ax, C, target in zip(axes, (0.01, 0.1, 10.0), TARGET_WIDTHS, strict=True):
        alpha = _trained(X @ X.T, y, C, smo_pair)
        w, b = X.T @ (alpha * y), float(bias_from_support(alpha, X @ X.T, y, C))
        norm, support = float(np.linalg.norm(w)), alpha > 1e-6 * C
        width = 2 / norm if norm else np.inf
        off = max(off, abs(width - target) if np.isfinite(width) else 9.9)
        for side, (marker, colour) in MARKS.items():
            ax.plot(*X[y == side].T, marker, color=colour, markersize=5)
        ax.plot(*X[support].T, "o", markerfacecolor="none", markeredgecolor="black", markersize=10, linewidth=0)
        ax.set(
            xlabel="$x_0$",
            title=f"$C = {C:g}$: width {width:.1f} ({target:.1f})",
            xlim=(-3.4, 3.4),
            ylim=(-2.6, 2.6),
            aspect="equal",
        )
        for level, dashes in ((-1, "--"), (0, "-"), (1, "--")) if norm else ():
            foot = (level - b) * w / (w @ w)
            ax.axline(foot, foot + np.array([-w[1], w[0]]), color="black", linestyle=dashes, linewidth=1.4)
        decisions = X @ w + b
        wrong = np.sum(y * decisions <= 0)
        told.append(f"C = {C:g} the strip is {width:.1f} wide, {np.sum(support)} of 40 are ringed, {wrong} wrong")
    axes[0].set_ylabel("$x_1$")
    fit = "These are the widths of the target" if off < 0.05 else "These are not all the widths of the target"
    return (
        f"Two overlapping clouds three times, with a line and its strip. For {told[0]}; for {told[1]}; for {told[2]}. "
        f"{fit}, {', '.join(f'{each:.1f}' for each in TARGET_WIDTHS)}."
    )


def _trained(K, y, C, smo_pair):
    """Steps on the pair that promises most, until no pair promises anything."""
    alpha = np.zeros(len(y))
    for _ in range(4000):
        slope = y - K @ (alpha * y)
        up, down = _movable(alpha, y, C)
        i, j = (int(each) for each in (np.where(up, slope, -np.inf).argmax(), np.where(down, slope, np.inf).argmin()))
        if slope[i] - slope[j] < 1e-6:
            break
        alpha = np.asarray(smo_pair(alpha, i, j, K, y, C), float)
    return alpha


def _movable(alpha, y, C):
    """Where alpha y may rise, and where it may fall, without leaving the box."""
    low, high = alpha > 1e-9 * C, alpha < C * (1 - 1e-9)
    return np.where(y > 0, high, low), np.where(y > 0, low, high)


@plate("The hinge, and lines below", size=(9.0, 3.8), panels=2)
def supporting_lines(axes, hinge_objective, hinge_subgradient):
    """Left: your hinge against the margin m, beside the logistic loss log(1 + exp(−m)) and the count of errors.

    The hinge is 0 from m = 1 on, the logistic loss nowhere; the hinge is never below the count of errors.
    Right: J(w, 0) for x = −1, 1, 3, labels −, +, −, C = 1, and its subgradients at three w. At w = 1, a kink, any slope
    from 2 to 4 will do. A line of a subgradient touches the curve and lies above it nowhere.
    """
    m = np.linspace(-2.5, 2.5, 251)
    hinge = np.array([float(hinge_objective(np.zeros(1), each, np.zeros((1, 1)), np.array([1]), 1.0)) for each in m])
    losses, ax = axes
    losses.plot(m, hinge, color="C0", linewidth=3, label="your hinge")
    losses.plot(m, np.log1p(np.exp(-m)), "--", color="black", label="logistic")
    losses.step([-2.5, 0, 2.5], [1, 1, 0], ":", color="C1", linewidth=2.5, label="error or not")
    losses.plot([-2, 0, 1, 2], [3, 1, 0, 0], "s", color="white", markeredgecolor="black", label="target, hinge")
    losses.set(xlabel="margin $m$", ylabel="loss", ylim=(-0.15, 3.6))
    losses.legend(loc="upper right")
    off = np.abs(np.interp([-2, 0, 1, 2], m, hinge) - [3, 1, 0, 0]).max()
    X, y = np.array([[-1.0], [1.0], [3.0]]), np.array([-1, 1, -1])
    w = np.linspace(-2.5, 2.5, 201)
    f = np.array([float(hinge_objective(np.array([each]), 0.0, X, y, 1.0)) for each in w])
    ax.plot(w, f, color="C0", linewidth=3, label="your $J$")
    told, above = [], False
    for k, at in enumerate((-1.5, 0.5, 1.0), start=1):
        value = float(hinge_objective(np.array([at]), 0.0, X, y, 1.0))
        slope = float(np.ravel(hinge_subgradient(np.array([at]), 0.0, X, y, 1.0)[0])[0])
        line = value + slope * (w - at)
        ax.plot(w, line, ("--", "-.", ":")[k - 1], color=f"C{k}", linewidth=1.8)
        ax.plot(at, value, "os^"[k - 1], color=f"C{k}", markersize=9, label=f"slope {slope:.3g} at $w = {at:g}$")
        above |= bool(np.any(line > f + 1e-9))
        told.append(f"{slope:.3g} at {at:g}")
    ax.set(xlabel="$w$", ylabel="$J(w, 0)$", ylim=(0, 13))
    ax.legend(loc="upper center")
    return (
        f"Left, three losses against the margin: yours is {hinge[0]:.3g} at -2.5 and {hinge[-1]:.3g} at 2.5, and "
        f"{'goes through' if off < 1e-6 else f'misses, by up to {off:.2g},'} the squares of the hinge; the logistic "
        f"loss falls from {np.log1p(np.exp(2.5)):.2f} to {np.log1p(np.exp(-2.5)):.2f}. "
        f"Right, the objective against w from -2.5 to 2.5, with the least value {f.min():.3g} at {w[f.argmin()]:.2f}. "
        f"Three lines touch it, with the slopes {told[0]}, {told[1]} and {told[2]}; "
        f"{'one lies above it somewhere' if above else 'none lies above it'}."
    )


@plate("Primal and dual close in on the optimum", size=(6.4, 4.0))
def duality(ax, smo_pair, dual_objective, hinge_objective):
    """Weak duality: any feasible α bounds the optimum from below, any line bounds it from above.

    Steps on random pairs raise the dual objective, and the primal objective of the best line so far comes down to it.
    The gap says how far one is from the optimum without knowing it, and when to stop.
    """
    rng, C = np.random.default_rng(0), 1.0
    y = np.repeat([1, -1], 20)
    X = y[:, None] * np.array([1.0, 0.0]) + 0.9 * np.random.default_rng(8).standard_normal((40, 2))
    K, alpha, history, least = X @ X.T, np.zeros(40), [], np.inf
    for step in range(1, 3001):
        i, j = (int(each) for each in rng.choice(40, 2, replace=False))
        alpha = np.asarray(smo_pair(alpha, i, j, K, y, C), float)
        if step <= 40 or step % 40 == 0:
            w = X.T @ (alpha * y)
            least = min(least, *(float(hinge_objective(w, b, X, y, C)) for b in y - X @ w))  # some kink is best
            history.append((step, least, float(dual_objective(alpha, K, y))))
    steps, primal, dual = np.array(history).T
    ax.fill_between(steps, dual, primal, color="0.9")
    ax.plot(steps, primal, color="C1", label="primal: the best line so far")
    ax.plot(steps, dual, "--", color="C0", label="dual: $\\alpha$ of this step")
    ax.axhline(TARGET_OPTIMUM, color="black", linestyle=":", linewidth=1.4, label="target: the optimum")
    ax.text(5, (primal[4] + dual[4]) / 2, "gap", ha="center", va="center", size=13)
    ax.set(xscale="log", xlabel="steps on pairs", ylabel="objective", ylim=(min(0, dual.min()), None))
    ax.legend(loc="upper right")
    gap, ends = primal - dual, max(abs(primal[-1] - TARGET_OPTIMUM), abs(dual[-1] - TARGET_OPTIMUM))
    fit = "Both end at" if ends < 1e-3 * TARGET_OPTIMUM else f"They end up to {ends:.2g} away from"
    order = "above" if np.all(gap > -1e-6) else "not always above"
    return (
        "Two curves against the number of steps from 1 to 3000, on a logarithmic axis. The primal goes from "
        f"{primal[0]:.3g} to {primal[-1]:.4g}, the dual from {dual[0]:.3g} to {dual[-1]:.4g}. The primal is {order} "
        f"the dual; the shaded gap goes from {gap[0]:.3g} to {gap[-1]:.1g}. {fit} the dotted line of the target, "
        f"{TARGET_OPTIMUM:.4g}."
    )


@plate("The bias need not be unique", size=(6.4, 3.8))
def flat_bias(ax, hinge_objective):
    """The objective for x = 4 (+), 1, 2 (−) and C = 0.1 at its best w, 0.2, against b.

    It is least, 0.18, for every b from −1.4 to −1.2: each of them is a solution. So programs that are right may differ
    in b, and one compares objectives.
    """
    X, y = np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1])
    b = np.linspace(-2.4, 0, 241)
    f = np.array([float(hinge_objective(np.array([0.2]), each, X, y, 0.1)) for each in b])
    best = b[f <= f.min() + 1e-9]
    ax.plot(b, f)
    ax.plot([best[0], best[-1]], [f.min()] * 2, "|-", color="C1", linewidth=5, markersize=16, label="yours, least")
    at, targets = [-2.2, -1.4, -1.2, -0.2], [0.26, 0.18, 0.18, 0.28]
    ax.plot(at, targets, "s", color="white", markeredgecolor="black", label="target")
    ax.set(xlabel="bias $b$", ylabel="$J(0.2, b)$")
    ax.legend(loc="upper center")
    off = np.abs(np.interp(at, b, f) - targets).max()
    fit = "goes through" if off < 1e-6 else f"misses, by up to {off:.2g},"
    return (
        f"Objective against b from -2.4 to 0. It is least, {f.min():.3g}, from b = "
        f"{best[0]:.2f} to {best[-1]:.2f}, marked; at the ends it is {f[0]:.3g} and {f[-1]:.3g}. "
        f"It {fit} the squares of the target."
    )
