"""Units 02 and 03: what networks are, how they start, and what they can approximate."""

from typing import Any

import numpy as np

from course.gallery.plates import plate
from solutions.approximation import count_pieces, pwl_net, sigmoid_bump
from solutions.constructions import bump_net, tent_net
from solutions.networks import activate, affine, init, mlp_forward, xor_network


@plate(
    "A network that computes XOR",
    "The square from -0.5 to 1.5. A diagonal band, shaded, contains the points (0, 1) and (1, 0), drawn as dots. The "
    "points (0, 0) and (1, 1), drawn as crosses, lie outside it, on either side.",
    size=(5.2, 4.6),
)
def xor_regions(ax: Any) -> None:
    """The reference's network, with one hidden layer of two ReLUs, is positive in the shaded band and negative outside.

    No line has the dots on one side and the crosses on the other: a network without a nonlinearity cannot compute
    XOR, and two hidden units suffice.
    """
    x = np.linspace(-0.5, 1.5, 201)
    points = np.stack(np.meshgrid(x, x), axis=-1).reshape(-1, 2)
    z = mlp_forward(xor_network(), points, "relu").reshape(len(x), len(x))
    ax.contourf(x, x, z, [z.min() - 1, 0, z.max() + 1], colors=["white", "#CCE5F3"])
    ax.contour(x, x, z, [0], colors=["C0"])
    ax.plot([0, 1], [1, 0], "o", color="C0", markersize=11)
    ax.plot([0, 1], [0, 1], "X", color="C1", markersize=12)
    for i, j in np.ndindex(2, 2):
        ax.annotate(f"{i} xor {j} = {i ^ j}", (i, j), (0, 10), textcoords="offset points", ha="center")
    ax.text(0.5, 0.5, "$z > 0$", color="C0", ha="center", va="center", size=13)
    ax.text(-0.25, -0.35, "$z < 0$", color="C1", ha="center", va="center", size=13)
    ax.text(1.25, 1.35, "$z < 0$", color="C1", ha="center", va="center", size=13)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", xticks=[0, 1], yticks=[0, 1], aspect="equal")


@plate(
    "Which start keeps the signal",
    "Variance against the layer from 1 to 20 on a logarithmic axis. For relu with He's initialisation it stays near 2. "
    "For relu with Glorot's it falls along a dotted line of halving, to about one millionth. For tanh with Glorot's it "
    "falls ever more slowly, to about 0.03.",
)
def activation_variance(ax: Any) -> None:
    """Variance of the pre-activations in 20 layers of width 300, for normal samples.

    A ReLU passes on half of the mean square, and He's variance of the weights, 2/d, makes up for it. Under
    Glorot's, 1/d at equal widths, the signal is halved in every layer. A tanh is nearly linear for small signals,
    so that with it Glorot's loses less and less.
    """
    layers = np.arange(1, 21)
    for k, (act, kind) in enumerate([("relu", "he"), ("tanh", "glorot"), ("relu", "glorot")]):
        rng = np.random.default_rng(2)
        A, variances = rng.normal(size=(200, 300)), []
        for W, b in init([300] * 21, kind, rng):
            Z = affine(A, W, b)
            A = activate(Z, act)
            variances.append(Z.var())
        ax.plot(layers, variances, "o^s"[k] + "-", color=f"C{k}", label=f"{act}, {kind.capitalize()}")
    ax.plot(layers, 2.0 ** (1 - layers), ":", color="0.4", label="halved in each layer")
    ax.set(yscale="log", xlabel="layer", ylabel="variance of the pre-activations", xticks=layers[::2])
    ax.legend(loc="lower left")


@plate(
    "Bumps adding up",
    "Two panels over x from 0 to 1. Left: thin bumps, side by side, each as high as the dashed curve there; their sum "
    "is a smoothed staircase along it. Right: with bumps a fifth as wide the sum lies close to the curve.",
    size=(8.0, 3.6),
    panels=2,
)
def bumps(axes: Any) -> None:
    """Two sigmoid units make a bump; a shallow network adds bumps, each as high as the target is in its middle.

    More and steeper bumps bring the sum as near to the target as one likes: universal approximation in one
    dimension.
    """
    x = np.linspace(0, 1, 1001)
    for ax, m in zip(axes, (8, 40), strict=True):
        knots, k = np.arange(-1, m + 2) / m, 16.0 * m  # one bump more at each end, lest the sum fall off there
        heights = _target((knots[1:] + knots[:-1]) / 2)
        for a, b, height in zip(knots, knots[1:], heights, strict=False):
            ax.plot(x, height * sigmoid_bump(x, a, b, k), color="C5", linewidth=0.8)
        ax.plot(x, mlp_forward(bump_net(knots, heights, k), x[:, None], "sigmoid"), color="C0", label="sum")
        ax.plot(x, _target(x), "--", color="C1", label="target")
        ax.set(xlabel="$x$", ylabel="value", ylim=(0, 1.55), title=f"bumps of width 1/{m}", xlim=(0, 1))
        ax.legend(loc="upper right")


def _target(x: np.ndarray) -> np.ndarray:
    return 0.7 + 0.4 * np.sin(2 * np.pi * x) + 0.2 * np.cos(5 * np.pi * x)


@plate(
    "Width adds pieces, depth multiplies them",
    "Number of linear pieces on a logarithmic axis against the number of hidden units from 2 to 20. For depth the "
    "points rise along a straight line from 2 to 1024; for width the curve flattens and ends at 21.",
)
def pieces(ax: Any) -> None:
    """One hidden layer of m ReLUs has at most m + 1 linear pieces, counted here on a zigzag.

    Layers of two units that repeat the tent map have 2ⁿ pieces on [0, 1] after n layers; a shallow network needs 2ⁿ
    − 1 units for as many. Note the axis: each tick is four times the one below.
    """
    m = np.arange(2, 21)
    ax.plot(m, [count_pieces(pwl_net(np.arange(units), np.arange(units) % 2)) for units in m], "s-", label="one layer")
    ax.plot(2 * np.arange(1, 11), [_tent_pieces(n) for n in range(1, 11)], "o-", label="layers of two units")
    ax.text(20, 13, "$m + 1$", color="C0", ha="right", va="top", size=13)
    ax.text(14.5, 220, "$2^{m/2}$", color="C1", ha="right", va="bottom", size=13)
    ax.set_yscale("log", base=2)
    ax.set(xlabel="number $m$ of hidden units", ylabel="linear pieces", xticks=m[::2])
    ax.legend(loc="upper left")


def _tent_pieces(n: int) -> int:
    """Pieces of the n-fold tent on [0, 1], told apart by the signs of slopes on a grid that contains all knots."""
    x = np.arange(2 ** (n + 1) + 1) / 2 ** (n + 1)
    slopes = np.sign(np.diff(mlp_forward(tent_net(n), x[:, None], "relu")[:, 0]))
    return 1 + int(np.count_nonzero(np.diff(slopes)))
