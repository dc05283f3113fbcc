"""The figures of unit 03, approximation: each function draws one, with your functions as its arguments."""

from itertools import pairwise

import numpy as np
from kit import plate


@plate("Three ReLUs make a hat", size=(6.4, 4.0))
def three_relus(ax):
    """Three terms, each of which bends once, at a dot, and their sum: a hat with the knots 0, 1 and 3.

    Slopes add up: 1 after the first knot, 1 − 3/2 = −1/2 after the second, and 0 again after the third. Without the
    third term the sum goes on falling, and is −1 at x = 5.
    """
    x = np.linspace(-1, 5, 121)
    terms = {"$x_+$": (1, 0), "$-\\frac{3}{2}\\,(x - 1)_+$": (-1.5, 1), "$\\frac{1}{2}\\,(x - 3)_+$": (0.5, 3)}
    parts = [weight * np.maximum(x - knot, 0) for weight, knot in terms.values()]
    for k, (name, (_, knot)) in enumerate(terms.items()):
        ax.plot(x, parts[k], ("--", "-.", ":")[k], color=f"C{k + 1}", label=name)
        ax.plot(knot, 0, "o", color=f"C{k + 1}", markersize=8)
    total = np.sum(parts, axis=0)
    ax.plot(x, total, color="C0", linewidth=3, label="their sum")
    ax.plot(x, total - parts[2], color="C0", linewidth=1, label="without the third")
    ax.set(xlabel="$x$", ylabel="value", ylim=(-3.2, 3.4), xticks=range(-1, 6))
    ax.legend(loc="upper left", fontsize=10)
    told = [f"{np.interp(knot, x, total):.2g} at {knot}" for knot in (0, 1, 3, 5)]
    return (
        "Three broken lines that leave 0 at x = 0, 1 and 3, marked by dots, with the slopes 1, -3/2 and 1/2. Their "
        f"sum, a thick line, is {_and(told)}; without the third term it would be {(total - parts[2])[-1]:.2g} at 5."
    )


def _and(words):
    return ", ".join(words[:-1]) + " and " + words[-1]


@plate("Where the error comes from", size=(6.4, 4.0))
def interpolation_error(ax, pwl_net, mlp_forward):
    """Largest error of the interpolating network against the number n of intervals, on logarithmic axes.

    For the sine on [0, π] it stays below h²/8, the bound with |f″| ≤ 1: twice the knots, a quarter of the error. The
    root on [0, 1] has no such bound, and even knots gain it only √h/4. Knots (j/n)⁴, dense where the root is steep,
    make it fall like 1/n² again.
    """
    n = np.array([4, 8, 16, 32, 64])
    even = {int(m): np.arange(m + 1) / m for m in n}
    cases = {
        "sine": (np.sin, {m: np.pi * t for m, t in even.items()}),
        "root, even knots": (np.sqrt, even),
        "root, knots $(j/n)^4$": (np.sqrt, {m: t**4 for m, t in even.items()}),
    }
    told = []
    for k, (name, (f, knots)) in enumerate(cases.items()):
        errors = [_largest_error(pwl_net, mlp_forward, f, knots[int(m)]) for m in n]
        ax.plot(n, errors, "o^s"[k] + "-", color=f"C{k}", label=name)
        told.append(f"from {errors[0]:.2g} to {errors[-1]:.2g} for the {name.replace('$', '')}")
    ax.plot(n, (np.pi / n) ** 2 / 8, ":", color="black", label="bound $h^2/8$ for the sine")
    ax.set(xscale="log", yscale="log", xlabel="number $n$ of intervals", ylabel="largest error")
    ax.set_xticks(n, n)
    ax.minorticks_off()
    ax.legend(loc="lower left", fontsize=10)
    return (
        f"Largest error against the number of intervals from 4 to 64, on logarithmic axes. It goes {_and(told)}; a "
        "dotted line shows the bound for the sine, from 0.077 to 0.0003."
    )


def _largest_error(pwl_net, mlp_forward, f, knots):
    x = np.unique(np.concatenate([np.linspace(a, b, 40) for a, b in pairwise(knots)]))
    return abs(np.asarray(mlp_forward(pwl_net(knots, f(knots)), x[:, None], "relu"), float).ravel() - f(x)).max()


@plate("Bumps adding up", size=(8.0, 3.8), panels=2)
def bumps(axes, sigmoid_bump):
    """Two sigmoid units make a bump; a shallow network adds bumps, each as high as the target is in its middle.

    The sum of bumps a fifth as wide, and as steep for their width, is about a fifth as far from the target: universal
    approximation in one dimension.
    """
    x, told = np.linspace(0, 1, 1001), []
    for ax, m in zip(axes, (8, 40), strict=True):
        knots, k = np.arange(-1, m + 2) / m, 16.0 * m  # one bump more at each end, lest the sum fall off there
        middles = (knots[1:] + knots[:-1]) / 2
        heights = _target(middles)
        parts = [
            h * np.asarray(sigmoid_bump(x, a, b, k), float) for a, b, h in zip(knots, knots[1:], heights, strict=False)
        ]
        for part in parts:
            ax.plot(x, part, color="0.55", linewidth=1)
        total = np.sum(parts, axis=0)
        ax.plot(x, total, color="C0", label="sum")
        ax.plot(x, _target(x), "--", color="C1", label="target")
        ax.set(xlabel="$x$", ylabel="value", ylim=(0, 1.6), title=f"bumps of width 1/{m}", xlim=(0, 1))
        ax.legend(loc="upper right", ncols=2)
        told.append(f"with bumps of width 1/{m} it is up to {abs(total - _target(x)).max():.2g} away")
    return (
        "Two panels over x from 0 to 1: thin grey bumps side by side, their sum as a solid curve, the target as a "
        f"dashed one. Of the sum: {_and(told)} from the target."
    )


def _target(x):
    return 0.7 + 0.4 * np.sin(2 * np.pi * x) + 0.2 * np.cos(5 * np.pi * x)


@plate("A tent in a tent in a tent", size=(8.4, 3.3), panels=3)
def tents(axes, tent):
    """The tent map applied once, twice and three times: each time twice as many pieces, from two more units.

    The dot follows 3/8, which goes to 3/4, to 1/2 and to 1.
    """
    x, told = np.linspace(0, 1, 513), []
    for n, ax in enumerate(axes, start=1):
        y = np.asarray(tent(x, n), float)
        at = float(np.asarray(tent(np.array([3 / 8]), n), float)[0])
        ax.plot(x, y)
        ax.plot(3 / 8, at, "o", color="C1", markersize=8)
        ax.annotate(
            f"{at:g}",
            (3 / 8, at),
            (8, -3),
            textcoords="offset points",
            va="center",
            bbox={"facecolor": "white", "lw": 0, "pad": 1},
        )
        ax.set(xlabel="$x$", title=f"$n = {n}$", xticks=[0, 3 / 8, 1], ylim=(-0.05, 1.1), yticks=[0, 0.5, 1])
        ax.set_xticklabels(["0", "3/8", "1"])
        turns = np.count_nonzero(np.diff(np.sign(np.diff(y))))
        told.append(f"{1 + turns} for n = {n}, with the value {at:g} at 3/8")
    axes[0].set_ylabel("$T^n(x)$")
    return f"Zigzags over x from 0 to 1 in three panels. Their rising and falling pieces: {_and(told)}."


@plate("Width adds pieces, depth multiplies them", size=(6.4, 4.0))
def pieces(ax, count_pieces, tent):
    """One hidden layer of m ReLUs has at most m + 1 linear pieces, counted here on a zigzag with m knots.

    Layers of two units that repeat the tent map have 2ⁿ pieces on [0, 1] after n layers; a shallow network needs
    2ⁿ − 1 units for as many.
    """
    m, n = np.arange(2, 21), np.arange(1, 11)
    wide = [count_pieces(_zigzag(units)) for units in m]
    x = np.arange(2**11 + 1) / 2**11  # a grid that contains all knots
    deep = [1 + np.count_nonzero(np.diff(np.sign(np.diff(np.asarray(tent(x, int(each)), float))))) for each in n]
    ax.plot(m, wide, "s-", color="C0", label="one layer of $m$ units: $m + 1$")
    ax.plot(2 * n, deep, "o-", color="C1", label="$m/2$ layers of two units: $2^{m/2}$")
    ax.set_yscale("log", base=2)
    ax.set(xlabel="number $m$ of hidden units", ylabel="linear pieces", xticks=m[::2])
    ax.legend(loc="upper left")
    return (
        "Number of linear pieces, on a logarithmic axis, against the number of hidden units from 2 to 20: for one "
        f"layer it goes from {wide[0]} to {wide[-1]}, for layers of two units from {deep[0]} to {deep[-1]}."
    )


def _zigzag(m):
    """A shallow network of m units, which turns up and down at 0, 1, ..., m - 1."""
    turns = np.where(np.arange(m) % 2, -2.0, 2.0)
    turns[0] = 1.0
    return [(np.ones((1, m)), -np.arange(m, dtype=float)), (turns[:, None], np.zeros(1))]
