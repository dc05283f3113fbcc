"""The figures of unit 06, convexity: each function draws one, with your functions as its arguments."""

from itertools import combinations

import numpy as np
from kit import plate
from matplotlib.collections import PolyCollection

PALE = {1: "#CCE5F3", -1: "#F7DCC8"}  # blue and vermilion, light enough for marks on top
MARKS = {1: ("o", "C0"), -1: ("X", "C1")}


@plate("Two certificates", size=(8.4, 3.1), panels=2)
def certificates(axes):
    """Left: the nearest points of two hulls, the line that halves their segment, and an empty strip of width 2.

    Right: hulls that meet. The square is 1/2, 1/4, 1/4 of the dots and 1/2, 1/2, 0 of the crosses: no line has all dots
    on one side and all crosses on the other.
    """
    dots = np.array([[1.0, -1.0], [1.0, 1.6], [3.0, 0.2]])
    apart = np.array([[-1.0, 0.3], [-2.8, 1.5], [-2.4, -1.2]])
    weights = np.array([0.5, 0.25, 0.25]), np.array([0.5, 0.5, 0.0])
    common = weights[0] @ dots
    meeting = common + np.array([[0.5, 0.7], [-0.5, -0.7], [-2.6, 0.2]])
    for ax, crosses in zip(axes, (apart, meeting), strict=True):
        _hulls(ax, dots, crosses, alpha=0.85)
        ax.set(xlabel="$x_0$", ylabel="$x_1$", xlim=(-3.2, 3.4), ylim=(-1.7, 2.1), aspect="equal")
    ends = np.array([[-1.0, 0.3], [1.0, 0.3]])
    axes[0].axvspan(-1, 1, color="0.93", zorder=-1)
    axes[0].axvline(0, color="black")
    axes[0].plot(*ends.T, "D:", color="black", markersize=6)
    axes[1].plot(*common, "s", color="black", markersize=8)
    axes[0].set_title("a line and a strip", size=11)
    axes[1].set_title("a common point", size=11)
    return (
        "Two triangles of dots and of crosses, twice. Left they are apart: an upright line halves the dotted segment, "
        f"of length {np.linalg.norm(ends[1] - ends[0]):g}, between their nearest points, in a grey strip without "
        f"samples. Right they meet: a square at ({common[0]:.2f}, {common[1]:.2f}) lies in both."
    )


def _hulls(ax, positive, negative, alpha=1.0):
    """Two sets of points and their hulls: in the plane every point of a hull is in a triangle (Carathéodory)."""
    for side, points in ((1, positive), (-1, negative)):
        triangles = [points[list(three)] for three in combinations(range(len(points)), 3)]
        ax.add_collection(PolyCollection(triangles, facecolor=PALE[side], alpha=alpha, linewidth=0))
        marker, colour = MARKS[side]
        ax.plot(*points.T, marker, color=colour, markersize=7)


@plate("Projection onto a cone", size=(6.0, 4.8))
def cone(ax, nearest_hull_point):
    """Each point x goes to the point z of the cone that is nearest to it.

    Beside the cone, x − z is orthogonal to z and makes no acute angle with any point of the cone, so that the dotted
    line through 0 has x on one side and the cone on the other (Farkas' lemma). The points with z = 0 are the polar
    cone, and those with z = x the cone itself.
    """
    u, v = np.array([2.0, 0.5]), np.array([0.6, 2.0])
    hull, polar = 4 * np.array([0 * u, u, v]), 4 * np.array([0 * u, [0.5, -2.0], [-2.0, 0.6]])
    ax.fill(*hull.T, color=PALE[1])
    ax.fill(*polar.T, color="0.92")
    told = []
    for x, name in (
        (np.array([2.3, -1.2]), "beside"),
        (np.array([-1.3, -1.1]), "polar"),
        (np.array([1.7, 1.7]), "inside"),
    ):
        z = np.asarray(nearest_hull_point(hull, x, 1e-4)[0], float)  # the cone, as far as the picture goes
        if np.linalg.norm(x - z) > 1e-3:
            ax.annotate("", z, x, arrowprops={"arrowstyle": "-|>", "color": "C1", "lw": 2, "shrinkA": 0, "shrinkB": 0})
        ax.plot(*x, "o", color="C1", markersize=8)
        ax.plot(*z, "D", color="C0", markersize=6)
        ax.annotate("$x$", x, (9, -4), textcoords="offset points", size=13)
        if np.linalg.norm(x - z) > 1e-3:
            ax.annotate("$z$", z, (-4, 9), textcoords="offset points", size=13, ha="right")
        told.append(f"({x[0]}, {x[1]}) to ({z[0] + 0:.2f}, {z[1] + 0:.2f})")
        if name == "beside" and np.linalg.norm(z) > 1e-3:
            ax.axline((0, 0), z, color="black", linestyle=":", linewidth=1.4)
    ax.text(1.9, 2.6, "cone", ha="center", size=13)
    ax.text(-1.1, -1.75, "polar cone", ha="center", size=12)
    ax.set(xlabel="$x_0$", ylabel="$x_1$", aspect="equal", xlim=(-2.6, 3.4), ylim=(-2.1, 3.0))
    return (
        "A shaded cone with its tip at 0 opens to the upper right, its polar cone to the lower left. Your function "
        f"leads the point beside the cone from {told[0]}, that in the polar cone from {told[1]}, and that in the cone "
        f"from {told[2]}."
    )


@plate("How many mistakes a perceptron makes", size=(6.4, 4.0))
def perceptron_bounds(ax, perceptron):
    """‖(w, b)‖² against the number m of mistakes, after 1 to 9 passes over the samples x = 1 (+) and x = 3 (−).

    Each mistake adds at most R² = 10; and ‖(w, b)‖ grows by at least ρ with each, ρ² = 0.2. So it must lie between the
    two lines, which meet at the bound (R/ρ)² = 50. It needs 10.
    """
    X, y = np.array([[1.0], [3.0]]), np.array([1, -1])
    runs = [perceptron(X, y, epochs) for epochs in range(1, 10)]
    mistakes = np.array([run[2] for run in runs], float)
    squares = np.array([np.sum(np.square(run[0])) + float(run[1]) ** 2 for run in runs])
    m = np.geomspace(1, 60, 50)
    ax.plot(m, 10 * m, "--", color="C1", label="at most $R^2 m$")
    ax.plot(m, 0.2 * m**2, "-.", color="C2", label="at least $\\rho^2 m^2$")
    ax.plot(mistakes, squares, "o-", color="C0", label="yours, pass by pass")
    ax.axvline(50, color="black", linestyle=":", linewidth=1.4)
    ax.text(48, 0.3, "bound 50", ha="right")
    ax.set(xscale="log", yscale="log", xlabel="mistakes $m$ so far", ylabel="$\\|(w, b)\\|^2$", xlim=(1, 60))
    ax.set_xticks([1, 2, 5, 10, 20, 50], [1, 2, 5, 10, 20, 50])
    ax.minorticks_off()
    ax.legend(loc="upper left")
    inside = np.all((0.2 * mistakes**2 <= squares + 1e-9) & (squares <= 10 * mistakes + 1e-9))
    return (
        f"Squared norm against mistakes, on logarithmic axes: yours goes from {squares[0]:.3g} at {mistakes[0]:g} to "
        f"{squares[-1]:.3g} at {mistakes[-1]:g} mistakes, {'always' if inside else 'not always'} between 0.2 m² and 10 "
        "m, which meet at m = 50."
    )


@plate("The widest margin joins the nearest points of the hulls", size=(6.2, 4.8))
def margin(ax, nearest_hull_point, hard_margin):
    """The shortest segment between the convex hulls is normal to the separating line, which halves it.

    Its length is the margin 2/‖w‖ of the hard-margin support vector machine. The dashed lines, where
    y (w·x + b) = 1, touch the hulls in the ringed support vectors: the separation theorem, by projection.
    """
    rng = np.random.default_rng(5)
    y = np.repeat([1, -1], 13)
    X = np.where(y[:, None] == 1, 1, -1) * np.array([1.9, 0.6]) + 0.7 * rng.normal(size=(26, 2))
    w, b = hard_margin(X, y)
    w, b = np.array(w, dtype=float), float(b)
    A, B = (X[y == side] for side in (1, -1))
    margins = y * (X @ w + b)
    weights = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, 2), np.zeros(2), 1e-4)[1], float)
    table = weights.reshape(len(A), len(B))
    ends = np.stack([table.sum(axis=1) @ A, table.sum(axis=0) @ B])
    _hulls(ax, A, B)
    support = X[margins <= 1 + 1e-2]
    ax.plot(*support.T, "o", markerfacecolor="none", markeredgecolor="black", markersize=12, linewidth=0)
    ax.set(xlabel="$x_0$", ylabel="$x_1$", aspect="equal", xlim=(-4, 4.4), ylim=(-2.8, 3.4))
    _lines(ax, w, b)
    ax.plot(*ends.T, color="black", linewidth=3, marker="D", markersize=6, zorder=4)
    width, length = 2 / np.linalg.norm(w), np.linalg.norm(ends[1] - ends[0])
    middle = ends.mean(axis=0)
    ax.annotate(
        f"$2/\\|w\\| = {width:.2f}$",
        middle,
        (12, 26),
        textcoords="offset points",
        size=12,
        arrowprops={"arrowstyle": "-", "color": "black", "lw": 1},
        bbox={"facecolor": "white", "lw": 0, "pad": 2},
    )
    return (
        f"Two clouds, dots and crosses, with their convex hulls shaded. A segment leads from ({ends[0, 0]:.2f}, "
        f"{ends[0, 1]:.2f}) to ({ends[1, 0]:.2f}, {ends[1, 1]:.2f}) and has the length {length:.2f}; the strip between "
        f"the dashed lines has the width {width:.2f}. The least value of y (w·x + b) is {margins.min():.2f}, and "
        f"{len(support)} samples are ringed."
    )


def _lines(ax, w, b):
    """The line where w·x + b = 0 and its parallels at -1 and 1."""
    for level, dashes in ((-1, "--"), (0, "-"), (1, "--")):
        foot = (level - b) * w / (w @ w)
        ax.axline(foot, foot + np.array([-w[1], w[0]]), color="black", linestyle=dashes, linewidth=1.4)


@plate("A bias in the norm costs margin", size=(8.4, 3.5), panels=2)
def two_strips(axes, hard_margin):
    """Two samples, (10, 11) and (10, 9), and two separating lines with their strips.

    The hard margin's strip is as wide as the samples are apart, 2. Whoever puts the bias into the norm too, and
    minimises ‖w‖² + b², gets a strip of width 1.42, for no reason but where the origin is.
    """
    X, y = np.array([[10.0, 11.0], [10.0, 9.0]]), np.array([1, -1])
    w, b = hard_margin(X, y)
    lines = {
        "yours": (np.array(w, dtype=float), float(b)),
        "bias in the norm": (np.array([-100 / 101, 1.0]), -10 / 101),
    }
    told = []
    for ax, (name, (v, c)) in zip(axes, lines.items(), strict=True):
        foot = -c * v / (v @ v)
        across, along = v / (v @ v), 30 * np.array([-v[1], v[0]]) / np.linalg.norm(v)
        ax.fill(
            *np.array([foot + across + along, foot + across - along, foot - across - along, foot - across + along]).T,
            color="0.93",
            zorder=-1,
        )
        ax.set(xlabel="$x_0$", xlim=(7, 13), ylim=(8, 12), aspect="equal")
        _lines(ax, v, c)
        for side, (marker, colour) in MARKS.items():
            ax.plot(*X[y == side].T, marker, color=colour, markersize=9)
        width = 2 / np.linalg.norm(v)
        ax.set_title(f"{name}: width {width:.3f}", size=11)
        z = X @ v + c
        told.append(
            f"w is ({v[0]:.2f}, {v[1]:.2f}), the strip {width:.3f} wide, dot and cross are at {z[0]:.3g} and {z[1]:.3g}"
        )
    axes[0].set_ylabel("$x_1$")
    return (
        "A dot above a cross, twice, with a line, on which w·x + b is 0, and a grey strip around it. Left, "
        f"{told[0]}. Right, {told[1]}."
    )
