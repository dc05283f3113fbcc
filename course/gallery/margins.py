"""Units 06 and 07: convex sets, the widest margin, and the soft margin."""

from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection

from course.gallery.plates import plate
from solutions.convexity import hard_margin, nearest_hull_point
from solutions.data import gaussians
from solutions.soft_margin import dual_objective, hinge_objective, smo_pair
from solutions.svm import linear_svm

PALE = {1: "#CCE5F3", -1: "#F7DCC8"}  # blue and vermilion, light enough for marks on top
MARKS = {1: ("o", "C0"), -1: ("X", "C1")}


@plate(
    "The widest margin joins the nearest points of the hulls",
    "Two clouds of points, dots and crosses, with their convex hulls shaded. A segment joins the nearest points of the "
    "hulls; a solid line halves it at a right angle, and dashed parallels touch the hulls.",
    size=(6.2, 4.8),
)
def margin(ax: Any) -> None:
    """The shortest segment between the convex hulls is normal to the separating hyperplane, which halves it.

    Its length is the margin 2/‖w‖ of the hard-margin support vector machine. The dashed lines, where y (w·x + b) =
    1, touch the hulls in the ringed support vectors. This is the separation theorem, the geometric form of Hahn and
    Banach's, by projection.
    """
    X, y, (w, b) = _two_clouds()
    for side in (1, -1):
        triangles = [X[y == side][list(three)] for three in combinations(range(np.sum(y == side)), 3)]
        # every point of a hull in the plane is in a triangle of its points (Carathéodory)
        ax.add_collection(PolyCollection(triangles, facecolor=PALE[side], edgecolor=PALE[side]))
    _machine(ax, X, y, w, b)
    ends = _nearest_points(X[y == 1], X[y == -1])
    ax.plot(*ends.T, color="C2", linewidth=3, marker="D", markersize=7, zorder=4)
    width = f"$2/\\|w\\| = {2 / np.linalg.norm(w):.2f}$"
    middle = ends.mean(axis=0)
    ax.text(middle[0], middle[1] + 0.4, width, color="C2", ha="center", size=13, backgroundcolor="white")
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xlim=(-4, 4.4), ylim=(-2.8, 3.4))


def _two_clouds() -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, float]]:
    X, classes = gaussians(26, np.array([[-2.0, -0.6], [2.0, 0.6]]), np.random.default_rng(5), 0.8)
    y = 2 * classes - 1
    return X, y, hard_margin(X, y)


def _nearest_points(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """The nearest points of two hulls, by the nearest point to 0 of the hull of all differences."""
    _, weights = nearest_hull_point((A[:, None] - B).reshape(-1, 2), np.zeros(2))
    table = weights.reshape(len(A), len(B))
    return np.stack([table.sum(axis=1) @ A, table.sum(axis=0) @ B])


def _machine(ax: Any, X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> None:
    """The samples, the hyperplane, the lines where the decision is -1 and 1, and rings around what supports them."""
    for side, (marker, colour) in MARKS.items():
        ax.plot(*X[y == side].T, marker, color=colour, markersize=6)
    support = X[y * (X @ w + b) <= 1 + 1e-2]
    ax.plot(*support.T, "o", markerfacecolor="none", markeredgecolor="black", markersize=11, linewidth=0)
    for level, dashes in ((-1, "--"), (0, "-"), (1, "--")):
        foot = (level - b) * w / (w @ w)
        ax.axline(foot, foot + np.array([-w[1], w[0]]), color="black", linestyle=dashes, linewidth=1.4)


@plate(
    "Projection onto a cone",
    "A shaded cone with its tip at 0 opens to the upper right, its polar cone to the lower left. Arrows lead from "
    "three points to their projections: from one beside the cone to its edge, at a right angle; from one in the polar "
    "cone to the tip; from one inside nowhere.",
    size=(5.8, 4.8),
)
def cone(ax: Any) -> None:
    """Each point x goes to the point z of the cone K that is nearest to it.

    Outside the cone, x − z is orthogonal to z and makes no acute angle with any point of K, so that the dotted line
    through 0 separates x from K (Farkas' lemma). The points with z = 0 are the polar cone.
    """
    u, v = np.array([2.0, 0.5]), np.array([0.6, 2.0])
    hull, polar = 4 * np.array([0 * u, u, v]), 4 * np.array([0 * u, [0.5, -2.0], [-2.0, 0.6]])
    ax.fill(*hull.T, color=PALE[1])
    ax.fill(*polar.T, color="0.92")
    for x in np.array([[2.3, -1.2], [-1.3, -1.1], [1.7, 1.7]]):
        z, _ = nearest_hull_point(hull, x)  # the cone, as far as the picture goes
        if np.linalg.norm(x - z) > 1e-3:
            ax.annotate("", z, x, arrowprops={"arrowstyle": "-|>", "color": "C1", "lw": 2, "shrinkA": 0, "shrinkB": 0})
        ax.plot(*x, "o", color="C1", markersize=8)
        ax.plot(*z, "D", color="C0", markersize=6)
    beside = np.array([2.3, -1.2])
    z, _ = nearest_hull_point(hull, beside)
    normal, along = (beside - z) / np.linalg.norm(beside - z), z / np.linalg.norm(z)
    corner = z + 0.22 * np.array([0 * along, normal, normal - along, -along])
    ax.plot(*corner[[1, 2, 3]].T, color="black", linewidth=1.2)
    ax.axline((0, 0), along, color="black", linestyle=":", linewidth=1.4)
    ax.annotate("$x$", beside, (8, -4), textcoords="offset points", color="C1", size=14)
    ax.annotate("$z$", z, (4, 8), textcoords="offset points", color="C0", size=14)
    ax.annotate("$z = x$", (1.7, 1.7), (10, -4), textcoords="offset points", size=13)
    ax.annotate("$z = 0$", (0, 0), (-2, 12), textcoords="offset points", ha="right", size=13)
    ax.text(2.35, 2.55, "cone $K$", color="C0", ha="center", size=13)
    ax.text(-1.6, -1.75, "polar cone", color="0.35", ha="center", size=13)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xlim=(-2.6, 3.4), ylim=(-2.1, 3.0))


@plate(
    "What C buys",
    "The same overlapping clouds three times, with the hyperplane and its margin. For C = 0.01 the margin is wide and "
    "most points are ringed as support vectors; for C = 100 it is narrow, with few rings.",
    size=(8.6, 3.3),
    panels=3,
)
def sweep_of_c(axes: Any) -> None:
    """The soft margin weighs the width of the margin against its violations.

    With a small C the margin is wide, and many samples, ringed, lie in it or beyond it. With a large C each
    violation costs, and the margin narrows; for separable samples it becomes the hard margin as C grows.
    """
    X, classes = gaussians(60, np.array([[-1.3, 0.0], [1.3, 0.0]]), np.random.default_rng(7), 0.9)
    y = 2 * classes - 1
    for ax, C in zip(axes, (0.01, 0.3, 100.0), strict=True):
        w, b = linear_svm(X, y, C)
        _machine(ax, X, y, w, b)
        ax.set(xlabel="$x_1$", title=f"$C = {C:g}$: width {2 / np.linalg.norm(w):.1f}")
        ax.set(xlim=(-3.3, 3.3), ylim=(-2.8, 2.8), aspect="equal")
    axes[0].set_ylabel("$x_2$")
    for ax in axes[1:]:
        ax.tick_params(labelleft=False)


@plate(
    "Primal and dual close in on the optimum",
    "Two curves against the number of pair steps on a logarithmic axis. The upper one, the primal objective, comes "
    "down in jumps; the lower one, the dual, rises steadily. The shaded gap between them closes.",
)
def duality(ax: Any) -> None:
    """Weak duality: any feasible α bounds the optimum from below, any hyperplane bounds it from above.

    Steps on random pairs raise the dual objective, and the primal objective of the best hyperplane so far comes
    down to it. The gap says how far one is from the optimum without knowing it, and when to stop.
    """
    X, classes = gaussians(40, np.array([[-1.0, 0.0], [1.0, 0.0]]), np.random.default_rng(8), 0.9)
    y, rng, C = 2.0 * classes - 1, np.random.default_rng(0), 1.0
    K, alpha, history, least = X @ X.T, np.zeros(40), [], np.inf
    for step in range(1, 3001):
        i, j = rng.choice(40, 2, replace=False)
        alpha = smo_pair(alpha, i, j, K, y, C)
        if step <= 40 or step % 20 == 0:
            least = min(least, _primal(X, y, (alpha * y) @ X, C))
            history.append((step, least, dual_objective(alpha, K, y)))
    steps, primal, dual = np.array(history).T
    ax.fill_between(steps, dual, primal, color="0.9")
    ax.plot(steps, primal, label="primal: the best hyperplane so far", color="C1")
    ax.plot(steps, dual, label="dual: $\\alpha$ of this step", color="C0")
    ax.axhline(dual[-1], color="black", linestyle=":", linewidth=1.2)
    ax.text(steps[0], dual[-1], "optimum", va="bottom")
    ax.text(5, (primal[4] + dual[4]) / 2, "gap", ha="center", va="center", size=14)
    ax.set(xscale="log", xlabel="steps on pairs", ylabel="objective", ylim=(0, None))
    ax.legend()


def _primal(X: np.ndarray, y: np.ndarray, w: np.ndarray, C: float) -> float:
    """The primal objective at w with its best bias, which is where some hinge loss has its kink."""
    return min(hinge_objective(w, b, X, y, C) for b in y - X @ w)
