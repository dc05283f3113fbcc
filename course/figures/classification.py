"""The figures of the unit on classification."""

from functools import cache

import kit
import numpy as np
from kit import plate

BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#595959"  # of these, letters only in blue and grey
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])  # of the triangle of all (p_0, p_1, p_2)


@cache
def _nearest_mean():
    """Logits by the nearest class mean, and labels, of the validation part and of the test part of the digits."""
    train, validation, test = kit.digits_split()
    means = np.stack([train.X[train.y == k].mean(axis=0) for k in range(10)])
    return [(-np.sum((part.X[:, None, :] - means) ** 2, axis=2), part.y) for part in (validation, test)]


def _test_part():
    Z, y = _nearest_mean()[1]
    return Z.copy(), y.copy()


@plate("Three classes: the answer, and the loss if class 0 is true", size=(6.4, 4.3))
def simplex(ax):
    """Every point of the triangle is a vector (p_0, p_1, p_2). Class 0 is the answer in the blue third at its corner.

    To the left of the line its probability exceeds 1/2. So wherever class 0 is true and not the answer, the point lies
    on the line or to the right of it, and the loss -log p_0 is at least log 2 = 0.69.
    """
    centre, right, top = CORNERS.mean(axis=0), (CORNERS[0] + CORNERS[1]) / 2, (CORNERS[0] + CORNERS[2]) / 2
    ax.fill(*np.array([CORNERS[0], right, centre, top]).T, color="#cfe4f2")
    ax.fill(*CORNERS.T, fill=False, edgecolor="black", linewidth=1.5)
    for edge in (right, top, (CORNERS[1] + CORNERS[2]) / 2):
        ax.plot(*np.array([centre, edge]).T, "--", color=GREY)
    ax.plot(*np.array([right, top]).T, color=BLUE)
    for point, label in [((0.8, 0.1, 0.1), "(0.8, 0.1, 0.1)\nloss 0.22"), ((1 / 3, 1 / 3, 1 / 3), "centre\nloss 1.10")]:
        x, y = np.array(point) @ CORNERS
        ax.plot(x, y, "o", color="black", markersize=5)
        ax.text(x + 0.02, y + 0.015, label, size=9, va="center" if y < 0.2 else "top")
    ax.text(0.19, 0.45, "$p_0 = 1/2$\nloss log 2 = 0.69", color=BLUE, ha="right", va="center")
    corners = [((-0.02, 0), "right", "top"), ((1.02, 0), "left", "top"), ((0.5, 0.88), "center", "bottom")]
    for k, (place, side, edge) in enumerate(corners):
        ax.text(*place, f"$p_{k} = 1$", ha=side, va=edge)
    for k, place in enumerate([(0.25, 0.24), (0.75, 0.12), (0.5, 0.6)]):
        ax.text(*place, f"answer {k}", ha="center")
    ax.set(aspect="equal", xlim=(-0.35, 1.2), ylim=(-0.08, 0.96))
    ax.axis("off")
    grid = np.array([(i, j, 60 - i - j) for i in range(61) for j in range(61 - i)]) / 60
    wrong = grid[:, 0] <= grid[:, 1:].max(axis=1)
    return (
        "A triangle with a corner for each class. Dashed lines from its centre to the middles of its sides divide it "
        "into three equal parts, in each of which one class is the answer. A line parallel to the side opposite "
        f"corner 0 marks p_0 = 1/2. Where another class is as probable as class 0, p_0 is at most "
        f"{grid[wrong, 0].max():.2g}: all such points lie beyond the line."
    )


@plate("Softmax of t · (2, 1, 0)", size=(6.4, 3.4))
def soft_to_hard(ax, softmax):
    """At t = 0 all classes are equally probable; as t grows, the largest logit takes everything, and only it rises.

    The curves never cross: that is the order of the softmax.
    """
    t = np.linspace(0, 4, 81)
    P = np.asarray(softmax(np.outer(t, [2.0, 1.0, 0.0])))
    target = np.array([[333, 665, 867, 950, 982], [333, 245, 117, 47, 18], [333, 90, 16, 2, 0]]) / 1000
    for k, place in enumerate([(1.2, 0.78), (1.2, 0.26), (0.35, 0.1)]):
        ax.plot(t, P[:, k], color=f"C{k}", label="yours" if k == 0 else None)
        ax.plot(range(5), target[k], "os^"[k], color=f"C{k}", label="target" if k == 0 else None)
        ax.text(*place, f"$p_{k}$")
    ax.legend(loc="center right")
    ax.set(xlabel="factor $t$", ylabel="probability", ylim=(-0.02, 1.02))
    off = np.max(np.abs(P[::20] - target.T))
    fit = "go through" if off < 0.01 else f"miss, by up to {off:.2g},"
    ends = ", ".join(f"{p:.2f}" for p in P[-1])
    return (
        f"Three probabilities against the factor t from 0 to 4, as curves that end at {ends}. "
        f"They {fit} the marks of the target."
    )


@plate("Confidence on the test digits", size=(6.4, 3.4))
def confidence_histogram(ax, confidence):
    """A sample is right exactly where its confidence is positive: 341 of the 386 test digits. None is tied.

    Those far to the left of the line are the ones to look at: there the classifier is sure, and mistaken.
    """
    Z, y = _test_part()
    delta = np.asarray(confidence(Z, y), float)
    right = delta > 0
    bins = np.linspace(min(-4, delta.min()), max(5, delta.max()), 19)
    ax.hist(delta[~right], bins, color=ORANGE, edgecolor="black", hatch="///", label=f"not positive: {np.sum(~right)}")
    ax.hist(delta[right], bins, color=BLUE, edgecolor="white", label=f"positive: {np.sum(right)}")
    ax.axvline(0, color="black", linestyle="--")
    ax.set(xlabel="confidence $\\delta$ (difference of two logits)", ylabel="number of pictures")
    ax.legend(title="yours (target: 45 and 341)", loc="upper left")
    return (
        f"Histogram of the confidence from {delta.min():.1f} to {delta.max():.1f} with a dashed line at 0. "
        f"{np.sum(right)} of {len(delta)} pictures lie right of the line; 341 should."
    )


@plate("The loss between its two bounds", size=(6.4, 3.8))
def between_bounds(ax, confidence, cross_entropy, loss_bounds):
    """Each point is a test digit. With ten classes the bounds are log(1 + e^-delta) and log(1 + 9 e^-delta).

    Left of 0, where the answer is wrong, the lower bound is above log 2 = 0.69, and so is every loss. At a tie the loss
    lies between log 2 and log 10 = 2.30.
    """
    delta = np.asarray(confidence(*_test_part()), float)  # parts of its own for each function, which may change them
    Z, y = _test_part()
    losses = np.array([float(cross_entropy(Z[n : n + 1], y[n : n + 1])) for n in range(len(y))])
    grid = np.linspace(-5, 6, 111)
    bounds = np.asarray(loss_bounds(np.outer(grid, np.eye(10)[0]), np.zeros(len(grid), int)), float)
    target = np.array([[4.018, 2.127, 0.693, 0.127, 0.018], [6.199, 4.212, 2.303, 0.796, 0.153]])
    ax.plot(delta, losses, ".", color=GREY, markersize=5, label="a test digit")
    for side, name, style in ((0, "lower", "-"), (1, "upper", "--")):
        ax.plot(grid, bounds[side], style, color=BLUE, label=f"your {name} bound")
        ax.plot([-4, -2, 0, 2, 4], target[side], "s", color="black", markersize=5, label="target" if side else None)
    ax.axvline(0, color="black", linewidth=1, linestyle=":")
    ax.axhline(np.log(2), color="black", linewidth=1, linestyle=":")
    ax.text(5.9, np.log(2) + 0.08, "log 2", ha="right")
    ax.set(xlabel="confidence $\\delta$", ylabel="loss $\\ell$", ylim=(-0.2, 7), xlim=(-5, 6))
    ax.legend()
    off = np.abs(bounds[:, 10:91:20] - target).max()
    lower, upper = (np.interp(delta, grid, side) for side in bounds)  # as they are drawn
    inside = np.sum((lower - 0.01 <= losses) & (losses <= upper + 0.01))
    fit = "go through" if off < 0.01 else f"miss, by up to {off:.2g},"
    return (
        f"Loss against confidence. The two bounds, drawn as curves, {fit} the squares of the target. "
        f"{inside} of {len(y)} points, one for each test digit, lie between the bounds."
    )


@plate("Same answers, different loss", size=(6.4, 3.8))
def loss_against_accuracy(ax, accuracy, cross_entropy, best_scale):
    """All logits of the test digits times t: the error rate is 0.117 for every t, the loss falls and rises again.

    The factor that is best for the validation digits, 2.18, brings the bound from 0.680 down to 0.526. The least bound,
    at t = 1.82, could only be found by looking at the test labels.
    """
    (Z_validation, y_validation), (Z, y) = _nearest_mean()
    t = np.logspace(-2, 1.5, 81)
    bits = np.array([float(cross_entropy(factor * Z, y)) for factor in t]) / np.log(2)
    error = np.array([1 - float(accuracy(factor * Z, y)) for factor in t])
    best = float(best_scale(Z_validation.copy(), y_validation.copy()))
    there = float(cross_entropy(best * Z, y)) / np.log(2)
    ax.plot(t, bits, color=BLUE, label="your loss in bits, the bound")
    ax.plot(t, error, color="black", linestyle="--", label="your error rate")
    ax.plot([best], [there], "o", color=ORANGE, markeredgecolor="black", label=f"your best t: {best:.3g}")
    ax.plot([2.182], [0.526], "x", color="black", markersize=10, label="target")
    ax.axhline(1, color=GREY, linestyle=":")
    ax.text(0.0105, 1.07, "above 1 the bound says nothing", color=GREY)
    ax.set(xscale="log", ylim=(0, 4.6), xlabel="factor $t$ on all logits", ylabel="error rate and its bound")
    ax.legend(loc="upper center")
    return (
        "Error rate and bound against the factor t from 0.01 to 32, on a logarithmic axis. The error rate runs from "
        f"{error.min():.3f} to {error.max():.3f}; the bound has its least value, {bits.min():.2f}, near "
        f"t = {t[np.argmin(bits)]:.1f}. The factor chosen on the validation digits, {best:.3g}, gives {there:.3f}."
    )
