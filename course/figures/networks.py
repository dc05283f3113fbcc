"""The figures of unit 02, networks: each function draws one, with your functions as its arguments."""

import numpy as np
from kit import plate

# The course network, from two inputs over two ReLU units to two logits; unit 11 goes through it backwards.
COURSE_NETWORK = [
    (np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([-1.0, 0.0])),
    (np.array([[1.0, -1.0], [3.0, 2.0]]), np.array([-1.0, 3.0])),
]


@plate("The course network at x = (1, 2)", size=(7.6, 3.8))
def course_network(ax):
    """Two inputs, two ReLU units, two logits. On each arrow stands its weight, below each node its bias.

    The second hidden unit has the pre-activation −1 and passes on 0, so that only the first one is heard: the
    logits are 1 · 2 − 1 = 1 and −1 · 2 + 3 = 1, a tie.
    """
    (W1, b1), (W2, b2) = COURSE_NETWORK
    x = np.array([1.0, 2.0])
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    z2 = a1 @ W2 + b2
    columns = [
        [f"$x_{i}$\n{x[i]:g}" for i in range(2)],
        [f"$z$ = {z1[i]:g}\n$a$ = {a1[i]:g}" for i in range(2)],
        [f"$z_{i}$\n{z2[i]:g}" for i in range(2)],
    ]
    for layer, W in enumerate((W1, W2)):
        for i, j in np.ndindex(2, 2):
            _arrow(ax, (layer, -i), (layer + 1, -j), W[i, j])
    for layer, column in enumerate(columns):
        for i, text in enumerate(column):
            colour = "#CCE5F3" if layer != 1 or z1[i] > 0 else "white"
            ax.text(layer, -i, text, ha="center", va="center", bbox=_node(colour), size=12, linespacing=1.5)
    for layer, b in enumerate((b1, b2), start=1):
        for i in range(2):
            ax.text(layer, -i - 0.33, f"bias {b[i]:g}", ha="center", va="center", size=11, color="0.35")
    for layer, name in enumerate(("inputs", "hidden, ReLU", "logits")):
        ax.text(layer, 0.5, name, ha="center", size=12)
    ax.set(xlim=(-0.25, 2.25), ylim=(-1.5, 0.65))
    ax.axis("off")
    return (
        f"A diagram from left to right: inputs {_row(x)}; two hidden ReLU units with pre-activations {_row(z1)} and "
        f"outputs {_row(a1)}; logits {_row(z2)}. Every node has an arrow to each node of the next column, with the "
        f"weights {_row(W1[0])} and {_row(W1[1])}, then {_row(W2[0])} and {_row(W2[1])}."
    )


def _node(colour):
    return {"boxstyle": "round,pad=0.5", "facecolor": colour, "edgecolor": "black"}


def _arrow(ax, start, end, weight):
    start, end = np.array(start, float), np.array(end, float)
    ax.annotate(
        "",
        np.subtract(end, (0.13, 0)),
        np.add(start, (0.1, 0)),
        arrowprops={"arrowstyle": "-|>", "color": "0.4", "lw": 1.5},
    )
    at = start + 0.36 * (end - start)  # before the middle, where arrows cross
    ax.text(*at, f"{weight:g}", ha="center", va="center", size=11, bbox={"facecolor": "white", "lw": 0, "pad": 1.5})


def _row(values):
    return "(" + ", ".join(f"{value:g}" for value in values) + ")"


@plate("Where the output of a network for XOR is positive", size=(5.4, 4.7))
def xor_regions(ax, xor_network, mlp_forward):
    """The network's output z is positive in the shaded region and at most 0 outside.

    It computes XOR if the dots (0, 1) and (1, 0) lie inside and the crosses (0, 0) and (1, 1) outside. No line has
    the dots on one side and the crosses on the other: without a nonlinearity no network does it, with two hidden
    ReLU units a band does.
    """
    params = xor_network()
    x = np.linspace(-0.5, 1.5, 201)
    points = np.stack(np.meshgrid(x, x), axis=-1).reshape(-1, 2)
    z = np.asarray(mlp_forward(params, points, "relu"), float).reshape(len(x), len(x))
    if z.min() < 0 < z.max():
        ax.contourf(x, x, z, [z.min() - 1, 0, z.max() + 1], colors=["white", "#CCE5F3"])
        ax.contour(x, x, z, [0], colors=["C0"], linewidths=2)
    corners = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
    value = np.asarray(mlp_forward(params, corners.astype(float), "relu"), float).ravel()
    for (i, j), v in zip(corners, value, strict=True):
        ax.plot(i, j, "X" if i == j else "o", color="C0" if i != j else "C1", markersize=11)
        up = -24 if j else 12  # towards the middle, away from the frame
        words = f"{i} xor {j} = {i ^ j}\n$z$ = {v:.2g}"
        ax.annotate(
            words, (i, j), (0, up), textcoords="offset points", ha="center", va="bottom" if not j else "top", size=10
        )
    ax.set(xlabel="$x_0$", ylabel="$x_1$", xticks=[0, 1], yticks=[0, 1], aspect="equal")
    right = np.flatnonzero(np.where(corners[:, 0] != corners[:, 1], value > 0, value < 0))
    return (
        f"The square from -0.5 to 1.5. The output z is positive in {np.mean(z > 0):.0%} of it, shaded. At the dots (0, "
        f"1) and (1, 0) it is {value[1]:.2g} and {value[2]:.2g}, at the crosses (0, 0) and (1, 1) {value[0]:.2g} and "
        f"{value[3]:.2g}: {_count(len(right))} of the four points {'has' if len(right) == 1 else 'have'} the sign of "
        "XOR."
    )


def _count(number):
    return ("none", "one", "two", "three", "all")[number]


@plate("How far softmax can stretch", size=(6.4, 3.8))
def softmax_slope(ax, softmax_vjp):
    """The largest singular value of S = diag(p) − p pᵀ, for p = (s, (1 − s)/(K − 1), ...), found by your function.

    It never exceeds 1/2, and reaches it where two classes share all probability evenly: at s = 1/2 for K = 2, at s = 0
    for K = 3. With K equal probabilities it is 1/K, the kink of the curves; where one class is certain, it is 0.
    """
    s = np.linspace(0, 1, 81)
    largest = {}
    for k, (K, style) in enumerate({2: "-", 3: "--", 10: "-."}.items()):
        P = np.column_stack([s, *[(1 - s) / (K - 1)] * (K - 1)])
        rows = [np.asarray(softmax_vjp(np.tile(unit, (len(s), 1)), P), float) for unit in np.eye(K)]
        largest[K] = np.linalg.norm(np.stack(rows, axis=1), 2, axis=(1, 2))
        ax.plot(s, largest[K], style, color=f"C{k}", label=f"$K = {K}$")
    ax.axhline(0.5, color="black", linestyle=":", linewidth=1.4)
    ax.text(0.01, 0.505, "the bound 1/2", va="bottom")
    ax.set(xlabel="probability $s$ of the first class", ylabel="largest singular value of $S$", ylim=(0, None))
    ax.legend(loc="lower center")
    peaks = [f"{largest[K].max():.3f} at s = {s[largest[K].argmax()]:.2f} for K = {K}" for K in largest]
    over = max(each.max() for each in largest.values()) > 0.5 + 1e-9
    return (
        f"The largest singular value against s from 0 to 1, as three curves. Their largest values are {_and(peaks)}. "
        f"{'Some lie above' if over else 'None lies above'} the dotted line 1/2."
    )


def _and(words):
    return ", ".join(words[:-1]) + " and " + words[-1]


@plate("Which start keeps the signal", size=(6.4, 4.0))
def activation_variance(ax, init):
    """Variance of the pre-activations in 20 layers of width 200, for normal samples and one draw of the weights.

    A ReLU passes on half of the mean square, and He's variance of the weights, 2/d, makes up for it. Under Glorot's,
    1/d at equal widths, the signal is halved in every layer. A tanh is nearly linear for small signals, so that with
    it Glorot's loses less and less.
    """
    layers, told = np.arange(1, 21), []
    for k, (act, kind) in enumerate([("relu", "he"), ("tanh", "glorot"), ("relu", "glorot")]):
        rng = np.random.default_rng(2)
        A, variances = rng.normal(size=(200, 200)), []
        for W, b in init([200] * 21, kind, rng):
            Z = A @ W + b
            A = np.tanh(Z) if act == "tanh" else np.maximum(Z, 0)
            variances.append(Z.var())
        ax.plot(layers, variances, "o^s"[k] + "-", color=f"C{k}", label=f"{act}, {kind.capitalize()}")
        told.append(f"from {variances[0]:.3g} to {variances[-1]:.2g} for {act} with {kind.capitalize()}'s start")
    ax.plot(layers, 2.0 ** (1 - layers), ":", color="0.4", label="halved in each layer")
    ax.set(yscale="log", xlabel="layer", ylabel="variance of the pre-activations", xticks=layers[::2])
    ax.legend(loc="lower left")
    return (
        f"Variance against the layer from 1 to 20, on a logarithmic axis: {_and(told)}. A dotted line shows halving in "
        f"each layer, from 1 to 2e-06."
    )


@plate("A narrow network loses the signal all the same", size=(6.4, 4.0))
def typical_network(ax, init):
    """He's start keeps the mean of a² over all draws of the weights; a narrow network is not the mean.

    Shown are the median (line) and the middle half (band) of the layer's mean of a², over 60 draws of ReLU networks,
    from a sample of mean square 1. At width 10 the typical network has lost its signal after 30 layers; the mean is
    kept by a few draws that blow it up.
    """
    depth, told = 30, []
    layers = np.arange(1, depth + 1)
    for k, width in enumerate((10, 100)):
        rng = np.random.default_rng(width)
        signal = np.array([_signal(init([width] * (depth + 1), "he", rng), width) for _ in range(60)])
        low, middle, high = np.quantile(signal, [0.25, 0.5, 0.75], axis=0)
        ax.fill_between(layers, low, high, color=("#CCE5F3", "#F7DCC8")[k], alpha=0.8)
        ax.plot(layers, middle, "so"[k] + "-", color=f"C{k}", markersize=5, label=f"width {width}")
        told.append(f"{middle[-1]:.1g} for width {width}, the middle half from {low[-1]:.1g} to {high[-1]:.1g}")
    ax.axhline(1, color="black", linestyle=":", linewidth=1.4)
    ax.set(yscale="log", xlabel="layer", ylabel="mean of $a^2$ over the layer")
    ax.legend(loc="lower left")
    return (
        f"Mean square of the activations against the layer from 1 to {depth}, on a logarithmic axis, with a dotted "
        f"line at 1. In the last layer the median is {_and(told)}."
    )


def _signal(params, width):
    A, squares = np.ones((1, width)), []
    for W, b in params:
        A = np.maximum(A @ W + b, 0)
        squares.append(np.mean(A**2))
    return squares
