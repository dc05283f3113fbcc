"""The figures of unit 05, regression: each function draws one, with your functions as its arguments."""

import numpy as np
from kit import plate


@plate("One neuron, one line", size=(8.4, 3.7), panels=2)
def neuron(axes):
    """Left: a neuron with the weights 3 and 4 and the bias −10, at x = (2, 2): z = 4, and p = σ(4) = 0.982.

    Right: the line z = 0, where p = 1/2. Its point nearest to 0 is (1.2, 1.6), at the distance 10/5 = 2; the weights
    are normal to it and point to where z > 0.
    """
    w, b, x = np.array([3.0, 4.0]), -10.0, np.array([2.0, 2.0])
    z = w @ x + b
    p = 1 / (1 + np.exp(-z))
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
    arrow = {"arrowstyle": "-|>", "color": "0.4", "lw": 1.5}
    for tail, head, name in (((0, 0.5), (1, 0), "3"), ((0, -0.5), (1, 0), "4"), ((1, 0), (2, 0), "$\\sigma$")):
        start, end = np.add(tail, (0.18, 0)), np.subtract(head, (0.18, 0))
        diagram.annotate("", end, start, arrowprops=arrow)
        diagram.text(*(start + end) / 2, name, ha="center", va="center", size=12, bbox={"facecolor": "white", "lw": 0})
    diagram.text(1, -0.42, f"bias {b:g}", ha="center", size=11, color="0.35")
    diagram.set(xlim=(-0.3, 2.3), ylim=(-0.9, 0.9))
    diagram.axis("off")
    foot, along = -b * w / (w @ w), np.array([-w[1], w[0]]) / 5
    plane.axline(foot, foot + along, color="black")
    plane.annotate(
        "", foot + w / 5, foot, arrowprops={"arrowstyle": "-|>", "color": "C0", "lw": 2, "shrinkA": 0, "shrinkB": 0}
    )
    plane.plot(*np.array([0 * foot, foot]).T, color="0.4", linestyle=":")
    plane.plot(*foot, "o", color="black")
    plane.plot(*x, "s", color="C1", markersize=8)
    plane.annotate("(1.2, 1.6)", foot, (-8, -3), textcoords="offset points", ha="right", va="top")
    plane.annotate("$w$", foot + w / 5, (6, 0), textcoords="offset points", color="C0", size=13)
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
def two_lines(ax, lstsq):
    """Four samples, the line that predicts y from x, and the line that predicts x from y.

    Each is best at what it is for: the first has the least sum of squared upright distances, drawn dotted, the
    second of level ones. Only if all samples lie on a line are the two the same; here the slopes are 1 and 10/7.
    """
    x, y = np.array([0.0, 1.0, 2.0, 5.0]), np.array([3.0, 1.0, 5.0, 7.0])
    slope, intercept = (float(each) for each in np.ravel(lstsq(np.column_stack([x, np.ones(4)]), y)))
    back, start = (float(each) for each in np.ravel(lstsq(np.column_stack([y, np.ones(4)]), x)))
    fitted = slope * x + intercept
    ax.plot(np.stack([x, x]), np.stack([y, fitted]), ":", color="C0", linewidth=1.5)
    ends = np.array([-0.5, 5.5])
    ax.plot(ends, slope * ends + intercept, color="C0", label="$y$ from $x$")
    heights = np.array([0.0, 8.0])
    ax.plot(back * heights + start, heights, "--", color="C1", label="$x$ from $y$")
    ax.plot(x, y, "o", color="black", markersize=8)
    ax.set(xlabel="$x$", ylabel="$y$", xlim=(-0.6, 5.6), ylim=(-0.3, 8.2))
    ax.legend(loc="upper left")
    squares = float(((y - fitted) ** 2).sum())
    steep = 1 / back if back else np.inf
    return (
        f"Four points and two lines. That which predicts y from x has the slope {slope:.3g} and is {intercept:.3g} at "
        f"x = 0; its squared residuals add up to {squares:.3g}. That which predicts x from y has the slope {steep:.3g}."
    )


@plate("Ridge shrinks the vector, not each weight", size=(6.4, 3.8))
def ridge_path(ax, ridge):
    """The ridge solution of X = [[1, 1], [1, 2]], y = (1, 1) against λ.

    At λ = 0 it is (1, 0). The second weight grows at first, to 1/3 at λ = 1: only the norm is sure to fall.
    """
    X, y = np.array([[1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 1.0])
    lam = np.linspace(0.01, 5, 200)
    w = np.array([np.ravel(ridge(X, y, float(each))) for each in lam], float)
    norm = np.linalg.norm(w, axis=1)
    for k, (values, name) in enumerate(((w[:, 0], "$w_0$"), (w[:, 1], "$w_1$"), (norm, "$\\|w\\|$"))):
        ax.plot(lam, values, ("-", "--", "-.")[k], color=f"C{k}", label=name)
    ax.set(xlabel="$\\lambda$", ylabel="value", xlim=(0, 5))
    ax.legend(loc="upper right")
    told = [
        f"{name} goes from {v[0]:.2f} over {np.interp(1, lam, v):.2f} at 1 to {v[-1]:.2f}"
        for name, v in (("w_0", w[:, 0]), ("w_1", w[:, 1]), ("the norm", norm))
    ]
    falls = "falls all the way" if np.all(np.diff(norm) < 0) else "does not fall all the way"
    return f"Three curves against lambda from 0.01 to 5: {told[0]}, {told[1]}, {told[2]}. The norm {falls}."


@plate("The boundary of admission", size=(6.4, 4.2))
def admission_boundary(ax, newton_logistic, admission):
    """Logistic regression: the fitted probability p of admission is 1/2 on the solid line w·x + b = 0.

    It depends only on the signed distance from this line, so that its other level sets are parallels. A good grade
    makes up for a bad test at a fixed rate, w₀/w₁.
    """
    X, y = admission(300, np.random.default_rng(3))
    mean, std = X.mean(axis=0), X.std(axis=0)
    fitted = np.asarray(newton_logistic(np.column_stack([(X - mean) / std, np.ones(300)]), y, 1e-3, 10), float)[-1]
    w, b = fitted[:2] / std, float(fitted[2] - fitted[:2] @ (mean / std))
    ax.plot(*X[y == 1].T, "o", color="C0", markersize=5, label="admitted")
    ax.plot(*X[y == 0].T, "x", color="C1", markersize=5, label="rejected")
    ax.set(xlabel="test score (points)", ylabel="grade average", xlim=(25, 100), ylim=(1.4, 4.6))
    for p, dashes in ((0.1, "--"), (0.5, "-"), (0.9, "--")):
        level = np.log(p / (1 - p)) - b
        grades = np.array([1.4, 4.6])
        scores = (level - w[1] * grades) / w[0]
        ax.plot(scores, grades, color="black", linestyle=dashes, linewidth=2 if p == 0.5 else 1.3)
        at = (level - w[1] * 1.62) / w[0]
        if 27 < at < 98:
            ax.text(at, 1.62, f"$p = {p:g}$", ha="center", va="center", bbox={"facecolor": "white", "lw": 0, "pad": 2})
    ax.legend(loc="upper right", frameon=True, framealpha=0.9, edgecolor="white")
    right = np.mean((X @ w + b > 0) == (y == 1))
    return (
        f"Grade average against test score: {np.sum(y == 1)} admitted applications as dots, {np.sum(y == 0)} rejected "
        f"ones as crosses. Along the solid line a point of the test is worth {w[0] / w[1]:.3f} of a grade; at the "
        f"grade 3 it passes the score {-(w[1] * 3 + b) / w[0]:.0f}. {right:.0%} of all lie on their side of it. Dashed "
        f"parallels, {abs(2 * np.log(9) / w[0]):.0f} points apart, mark the probabilities 10 and 90 per cent."
    )


@plate("Newton against gradient descent", size=(6.4, 4.0))
def newton(ax, newton_logistic, logistic_nll_grad, admission):
    """Norm of the gradient of the same regularised logistic regression, from w = 0, on standardised features.

    Gradient descent gains a fixed factor in each step. Newton's method, once it is near, doubles the number of
    correct digits in each step, until round-off ends it: quadratic convergence.
    """
    X, y = admission(500, np.random.default_rng(0))
    X, lam = np.column_stack([(X - X.mean(axis=0)) / X.std(axis=0), np.ones(500)]), 0.01
    largest = np.linalg.norm(X, 2) ** 2 / (4 * len(X)) + lam  # no curvature exceeds it

    def gradient(w):
        return np.asarray(logistic_nll_grad(w, X, y)[1], float) + lam * w

    steps = [np.zeros(3)]
    for _ in range(80):
        steps.append(steps[-1] - gradient(steps[-1]) / largest)
    paths = {"gradient descent": steps, "Newton": list(np.asarray(newton_logistic(X, y, lam, 9), float))}
    told = []
    for k, (name, path) in enumerate(paths.items()):
        norms = np.maximum([np.linalg.norm(gradient(w)) for w in path], 1e-17)
        ax.plot(norms, ("-", "o-")[k], color=f"C{k}", label=name)
        below = np.flatnonzero(norms < 1e-6)
        first = f"below 1e-06 from step {below[0]} on" if len(below) else "never below 1e-06"
        told.append(f"{name} ends at {norms[-1]:.0e} after {len(path) - 1} steps, {first}")
    ax.set(yscale="log", xlabel="step", ylabel="norm of the gradient")
    ax.legend()
    return f"Norm of the gradient against the step, on a logarithmic axis: {told[0]}; {told[1]}."
