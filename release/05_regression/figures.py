"""The figures of the unit on regression."""

import numpy as np
from kit import plate

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#595959"  # of these, letters only in blue and grey
TARGET_SCORES = np.array([78.3, 60.0, 41.6])  # where the fitted boundary passes the grades 2, 3 and 4
TARGET_NEWTON = {0: 0.345, 1: 0.085, 2: 0.0202, 3: 1.94e-3, 4: 2.19e-5, 5: 2.86e-9}  # norms of the gradient by step
TARGET_DESCENT = {10: 4.87e-3, 20: 4.53e-4, 30: 4.43e-5, 40: 4.36e-6}


def _applications(N, seed):
    """Test scores and grade averages X (N, 2), and who was admitted, y (N,).

    p = sigma(0.25 (score - 60) + 5 (grade - 3)): that is how often the sum and a logistic error exceed 0.
    """
    rng = np.random.default_rng(seed)
    apart = [12, 0.5] * rng.normal(size=(N, 2))  # from a score of 60 and a grade of 3
    return np.add(apart, [60, 3]), (apart @ [0.25, 5] + rng.logistic(size=N) > 0).astype(int)


def _standardised(X):
    """Each feature minus its mean, over its spread; and a column of ones."""
    return np.column_stack([(X - np.mean(X, axis=0)) / np.std(X, axis=0), np.ones(len(X))])


@plate("One neuron, one line", size=(8.4, 3.7), panels=2)
def neuron(axes):
    """Left: a neuron with the weights 3 and 4 and the bias -10, at x = (2, 2): z = 4, and p = σ(4) = 0.982.

    Right: the line z = 0, where p = 1/2. Its point nearest to 0 is (1.2, 1.6), at the distance 10/5 = 2; the weights
    are normal to it and point to where z > 0.
    """
    w, b, x = np.array([3.0, 4.0]), -10.0, np.array([2.0, 2.0])
    z = w @ x + b
    p = 0.982  # sigma(4), to three digits
    diagram, plane = axes
    spots = {"$x_0$\n2": (0, 0.5), "$x_1$\n2": (0, -0.5), f"$z$\n{z:g}": (1, 0), f"$p$\n{p:.3f}": (2, 0)}
    for text, at in spots.items():
        diagram.text(
            *at,
            text,
            ha="center",
            va="center",
            size=12,
            linespacing=1.4,
            bbox={"boxstyle": "round,pad=0.5", "facecolor": "#CCE5F3", "edgecolor": "black"},
        )
    arrow = {"arrowstyle": "-|>", "color": GREY, "lw": 1.5}
    for tail, head, name in (((0, 0.5), (1, 0), "3"), ((0, -0.5), (1, 0), "4"), ((1, 0), (2, 0), "$\\sigma$")):
        start, end = np.add(tail, (0.18, 0)), np.subtract(head, (0.18, 0))
        diagram.annotate("", end, start, arrowprops=arrow)
        diagram.text(*(start + end) / 2, name, ha="center", va="center", size=12, bbox={"facecolor": "white", "lw": 0})
    diagram.text(1, -0.42, f"bias {b:g}", ha="center", size=11, color=GREY)
    diagram.set(xlim=(-0.3, 2.3), ylim=(-0.9, 0.9))
    diagram.axis("off")
    foot, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / 5
    plane.axline(foot, foot + along, color="black")
    plane.annotate(
        "", foot + w / 5, foot, arrowprops={"arrowstyle": "-|>", "color": BLUE, "lw": 2, "shrinkA": 0, "shrinkB": 0}
    )
    plane.plot(*np.array([0 * foot, foot]).T, color=GREY, linestyle=":")
    plane.plot(*foot, "o", color="black")
    plane.plot(*x, "s", color=ORANGE, markersize=8)
    plane.annotate("(1.2, 1.6)", foot, (-8, -3), textcoords="offset points", ha="right", va="top")
    plane.annotate("$w$", foot + w / 5, (6, 0), textcoords="offset points", color=BLUE, size=13)
    plane.annotate("$x$", x, (8, -5), textcoords="offset points", size=13)
    plane.text(2.9, 0.45, "$z = 0$", size=12, ha="left")
    plane.text(3.2, 2.9, "$z > 0$", size=12)
    plane.text(0.35, 0.12, "$z < 0$", size=12)
    plane.set(xlabel="$x_0$", ylabel="$x_1$", xlim=(-0.3, 4), ylim=(-0.3, 3.4), aspect="equal")
    return (
        f"Left, a diagram: two inputs, both 2, with arrows of the weights 3 and 4 to z = {z:g}, bias -10, and from "
        f"there through sigma to p = {p:.3f}. Right, a falling line z = 0; its point nearest to 0 is ({foot[0]:.1f}, "
        f"{foot[1]:.1f}), where an arrow w starts at a right angle. The point x = (2, 2) lies on the side of z > 0."
    )


@plate("Two lines of best fit", size=(6.2, 4.2))
def two_lines(ax, line_fit):
    """Four samples, the line that predicts y from x, and the line that predicts x from y.

    Each is best at what it is for: the first has the least sum of squared upright distances, drawn dotted, the
    second of level ones. Only if all samples lie on one line are the two the same; here the slopes are 1 and 10/7.
    """
    x, y = np.array([0.0, 1.0, 2.0, 5.0]), np.array([3.0, 1.0, 5.0, 7.0])
    slope, intercept = (float(each) for each in line_fit(x.copy(), y.copy()))
    back, start = (float(each) for each in line_fit(y.copy(), x.copy()))
    fitted = slope * x + intercept
    ax.plot(np.stack([x, x]), np.stack([y, fitted]), ":", color=BLUE, linewidth=1.5)
    ends, heights = np.array([-0.5, 5.5]), np.array([0.0, 8.0])
    ax.plot(ends, slope * ends + intercept, color=BLUE, label="yours: $y$ from $x$")
    ax.plot(back * heights + start, heights, "--", color=ORANGE, label="yours: $x$ from $y$")
    ax.plot(x, y, "o", color="black", markersize=8)
    targets = np.array([[0.0, 2.0], [4.0, 6.0], [-0.8 + 0.7 * 2, 2.0], [-0.8 + 0.7 * 7.5, 7.5]])
    ax.plot(*targets.T, "s", color="white", markeredgecolor="black", markersize=6, label="target")
    ax.set(xlabel="$x$", ylabel="$y$", xlim=(-0.6, 5.6), ylim=(-0.3, 8.2))
    ax.legend(loc="upper left")
    off = np.abs([slope * targets[:2, 0] + intercept - targets[:2, 1], back * targets[2:, 1] + start - targets[2:, 0]])
    fit = "go through" if off.max() < 0.01 else f"miss, by up to {off.max():.2g},"
    squares = float(((y - fitted) ** 2).sum())
    return (
        f"Four points and two lines, which {fit} the squares of the target. That which predicts y from x has the slope "
        f"{slope:.3g} and the intercept {intercept:.3g}; its squared residuals add up to {squares:.3g}. The other one "
        f"predicts {back:.3g} more of x for each 1 of y."
    )


@plate("Ridge shrinks the vector, not each weight", size=(6.4, 3.8))
def ridge_path(ax, ridge):
    """The ridge solution of X = [[1, 1], [1, 2]], y = (1, 1) against lambda.

    At lambda = 0 it is (1, 0). The second weight grows at first, to 1/3 at lambda = 1: only the norm is sure to fall.
    """
    lam = np.linspace(0.01, 5, 250)
    w = np.array([np.ravel(ridge(np.array([[1.0, 1.0], [1.0, 2.0]]), np.ones(2), float(each))) for each in lam], float)
    norm = np.linalg.norm(w, axis=1)
    curves = ((w[:, 0], "$w_0$"), (w[:, 1], "$w_1$"), (norm, "$\\Vert w \\Vert$"))
    targets = np.array([[1 / 3, 1 / 3, 0.4714], [5 / 19, 6 / 19, 0.4111], [11 / 61, 15 / 61, 0.3049]])
    for k, (values, name) in enumerate(curves):
        ax.plot(lam, values, ("-", "--", "-.")[k], color=(BLUE, ORANGE, "black")[k], label=f"your {name}")
    for k in range(3):
        ax.plot([1, 2, 5], targets[:, k], "s", color="black", markersize=5, label="target" if k == 0 else None)
    ax.set(xlabel="$\\lambda$", ylabel="value", xlim=(0, 5.1))
    ax.legend(loc="upper right")
    off = max(abs(np.interp(at, lam, curves[k][0]) - targets[i, k]) for i, at in enumerate((1, 2, 5)) for k in range(3))
    fit = "go through" if off < 0.01 else f"miss, by up to {off:.2g},"
    plain = zip(("w_0", "w_1", "the norm"), (*w.T, norm), strict=True)
    told = [f"{name} from {values[0]:.2f} to {values[-1]:.2f}" for name, values in plain]
    falls = "falls all the way" if np.all(np.diff(norm) < 0) else "does not fall all the way"
    return (
        f"Three curves against lambda from 0.01 to 5: {', '.join(told)}. They {fit} the squares of the target. "
        f"The largest w_1 is {w[:, 1].max():.2f}, and the norm {falls}."
    )


@plate("The boundary of admission", size=(6.4, 4.3))
def admission_boundary(ax, sigmoid, newton_logistic):
    """500 applications: the fitted probability of admission is 1/2 on the solid line w.x + b = 0.

    p depends on the signed distance from this line only, so that p = 0.1 and p = 0.9 are parallels. Along each of them
    0.55 of a grade makes up for ten points of the test.
    """
    X, y = _applications(500, 0)
    centre, scale = np.mean(X, axis=0), np.std(X, axis=0)
    fitted = np.asarray(newton_logistic(_standardised(X), y.copy(), 0.01, 8), float)[-1]
    w, b = fitted[:2] / scale, float(fitted[2] - fitted[:2] @ (centre / scale))
    ax.plot(*X[y == 1].T, "o", color=BLUE, markersize=4, label="admitted")
    ax.plot(*X[y == 0].T, "x", color=ORANGE, markersize=4, label="rejected")
    scores, grades = np.meshgrid(np.linspace(25, 100, 76), np.linspace(1.4, 4.6, 65))
    p = np.asarray(sigmoid(w[0] * scores + w[1] * grades + b), float)
    levels = [level for level in (0.1, 0.5, 0.9) if p.min() < level < p.max()]
    styles = {0.1: "dashed", 0.5: "solid", 0.9: "dashed"}
    if levels:
        lines = ax.contour(scores, grades, p, levels, colors="black", linestyles=[styles[each] for each in levels])
        for label in ax.clabel(lines, fmt=lambda level: f"p = {level:g}", fontsize=10):
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
    ax.plot(TARGET_SCORES, [2.0, 3.0, 4.0], "s", color="white", markeredgecolor="black", label="target, p = 1/2")
    ax.set(xlabel="test score (points)", ylabel="grade average", xlim=(25, 100), ylim=(1.4, 4.6))
    ax.legend(loc="upper right", frameon=True, framealpha=0.95, edgecolor="black")
    right = np.mean((X @ w + b > 0) == (y == 1))
    at = -(w[1] * np.array([2.0, 3.0, 4.0]) + b) / w[0] if w[0] else np.full(3, np.inf)
    off = np.abs(at - TARGET_SCORES).max()
    fit = "goes through" if off < 0.2 else f"misses, by up to {off:.3g} points,"
    return (
        f"Grade average against test score, {np.sum(y == 1)} admitted applications as dots, {np.sum(y == 0)} rejected "
        f"ones as crosses. The line w.x + b = 0 {fit} the squares of the target; {right:.0%} of the applications lie "
        f"on their own side of it. The probability is {p[0, 0]:.2f} at the lower left and {p[-1, -1]:.2f} at the upper "
        f"right; of 0.1, 0.5 and 0.9, {len(levels)} have a line in the picture."
    )


@plate("Newton against gradient descent", size=(6.4, 4.0))
def newton(ax, logistic_nll_grad, newton_logistic):
    """The norm of the gradient from w = 0, for 500 applications, features standardised, lambda = 0.01.

    Gradient descent gains a fixed factor in each step and needs 47 for 1e-6. Newton's method is there after five: once
    it is near, each step doubles the number of correct digits, until round-off ends it.
    """
    X, y = _applications(500, 0)
    A, lam = _standardised(X), 0.01
    largest = np.linalg.norm(A, 2) ** 2 / (4 * len(A)) + lam  # no curvature exceeds it

    def gradient(w):
        return np.asarray(logistic_nll_grad(w.copy(), A.copy(), y.copy())[1], float) + lam * w

    descent = [np.zeros(3)]
    for _ in range(60):
        descent.append(descent[-1] - gradient(descent[-1]) / largest)
    points = np.asarray(newton_logistic(A.copy(), y.copy(), lam, 7), float)
    paths = {"gradient descent": np.array(descent), "Newton": points}
    told, norms = [], {}
    for k, (name, path) in enumerate(paths.items()):
        norms[name] = np.array([np.linalg.norm(gradient(w)) for w in path])
        shown = np.clip(norms[name], 1e-17, 1e3)
        ax.plot(shown, ("--", "o-")[k], color=(ORANGE, BLUE)[k], label=f"your {name}")
        below = np.flatnonzero(norms[name] < 1e-6)
        first = f"below 1e-6 from step {below[0]} on" if len(below) else "never below 1e-6"
        told.append(f"{name} ends at {norms[name][-1]:.0e} after {len(path) - 1} steps, {first}")
    for target, label in ((TARGET_NEWTON, "target"), (TARGET_DESCENT, None)):
        ax.plot(list(target), list(target.values()), "s", color="black", markersize=5, zorder=3, label=label)
    top = 2e3 if norms["Newton"].max() > 2 else 2
    ax.set(yscale="log", xlabel="step", ylabel="norm of the gradient", ylim=(5e-18, top))
    ax.legend(loc="lower right")
    return f"Norm of the gradient against the step, on a logarithmic axis: {told[0]}; {told[1]}."
