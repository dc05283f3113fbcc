"""The figures of unit 11, backpropagation: each function draws one, with your functions as its arguments."""

from itertools import pairwise
from timeit import default_timer as now

import kit
import numpy as np
from kit import plate

LAYERS = (([[1, 1], [1, -1]], [-1, 0]), ([[1, -1], [3, 2]], [-1, 3]))  # the course network of unit 02
NODE = {"boxstyle": "round,pad=0.5", "facecolor": "white", "edgecolor": "black"}


@plate("Forward above the arrows, backward below", size=(9.0, 4.4))
def both_ways(ax):
    """Forward, an arrow carries the number at its start times its weight; backward, the error at its end times it.

    What arrives is added up, forward with the bias; nothing passes back through the closed neuron. The derivative in
    a weight is the number at the arrow's start times the error at its end: 2 · (−1) = −2 from x₁ to the upper neuron.
    """
    (W1, b1), (W2, b2) = (map(np.array, layer) for layer in LAYERS)
    x, true = np.array([1.0, 2.0]), np.array([1.0, 0.0])
    z1 = x @ W1 + b1
    a1 = np.maximum(z1, 0)
    z2 = a1 @ W2 + b2
    p = np.exp(z2) / np.exp(z2).sum()
    delta2 = p - true
    arrived = W2 @ delta2
    delta1 = arrived * (z1 > 0)
    loss = -np.log(p @ true)
    for layer, W, values, errors in ((0, W1, x, delta1), (1, W2, a1, delta2)):
        for i, j in np.ndindex(2, 2):
            _messages(ax, (layer, -i), (layer + 1, -j), values[i], W[i, j], errors[j])
    for j in range(2):
        ax.annotate("", (2.78, -0.44 - 0.12 * j), (2.15, -j), arrowprops={"arrowstyle": "-|>", "color": "0.4"})
    for i in range(2):
        _node(ax, (0, -i), f"$x_{i}$ = {_minus(x[i])}", "")
        back = f"{_minus(arrived[i])} arrives\nδ = {_minus(delta1[i])}"
        _node(ax, (1, -i), f"$z$ = {_minus(z1[i])}\n$a$ = {_minus(a1[i])}", back)
        _node(ax, (2, -i), f"$z$ = {_minus(z2[i])}\n$p$ = {_minus(p[i])}", f"δ = {_minus(delta2[i])}")
        ax.text(1, 0.36 - i, f"bias {_minus(b1[i])}", ha="center", va="center", size=10, color="0.35")
        ax.text(2, 0.36 - i, f"bias {_minus(b2[i])}", ha="center", va="center", size=10, color="0.35")
    _node(ax, (2.95, -0.5), f"$J$ = {loss:.2f}", "")
    ax.set(xlim=(-0.3, 3.2), ylim=(-1.55, 0.55))
    ax.axis("off")
    return (
        f"A network from left to right: inputs {_row(x)}; hidden neurons with z = {_row(z1)} and a = {_row(a1)}; "
        f"logits {_row(z2)}, probabilities {_row(p)}; loss {loss:.2f}. Back from right to left, in blue: errors "
        f"{_row(delta2)} at the logits, which reach the hidden neurons as {_row(arrived)}; errors {_row(delta1)} "
        "there, since the second one is closed."
    )


def _node(ax, place, text, error):
    ax.text(*place, text, ha="center", va="center", bbox=NODE, size=11, linespacing=1.4)
    ax.text(place[0], place[1] - 0.24, error, ha="center", va="top", size=11, linespacing=1.3, color="C0")


def _messages(ax, start, end, value, weight, error):
    """An arrow; above it what it carries forward, below it what it carries back."""
    start, end = np.add(start, (0.15, 0)), np.subtract(end, (0.15, 0))
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": "0.4"})
    x, y = start + (0.3 if start[1] != end[1] else 0.5) * (end - start)
    slope = ax.figure.get_size_inches()[1] / 2.1 / (ax.figure.get_size_inches()[0] / 3.5)  # inches of a unit, y by x
    angle = np.degrees(np.arctan(slope * (end - start)[1] / (end - start)[0]))
    shared = {"rotation": angle, "rotation_mode": "anchor", "ha": "center", "size": 10}
    ax.text(x, y + 0.025, f"{_minus(value)} · {_factor(weight)}", va="bottom", **shared)
    ax.text(x, y - 0.035, f"{_minus(error)} · {_factor(weight)}", va="top", color="C0", **shared)


def _minus(number):
    """A number as it is printed: −½ rather than -0.5."""
    return f"{number + 0.0:g}".replace("-0.5", "−½").replace("0.5", "½").replace("-", "−")


def _factor(number):
    return f"({_minus(number)})" if number < 0 else _minus(number)


def _row(numbers):
    return "(" + ", ".join(map(_minus, numbers)) + ")"


def _start(widths, rng, gain=1.0):
    """Uniform weights of the variance 2 gain / (d_in + d_out), and biases 0."""
    params = []
    for m, n in pairwise(widths):
        bound = np.sqrt(6 * gain / (m + n))
        params.append((rng.uniform(-bound, bound, (m, n)), np.zeros(n)))
    return params


def _shortest(passes, patience=0.25):
    """The shortest time that each pass took, tried in turn."""
    shortest, stop = [np.inf] * len(passes), now() + patience
    while now() < stop:
        for i, work in enumerate(passes):
            start = now()
            work()
            shortest[i] = min(shortest[i], now() - start)
    return shortest


@plate("What derivatives cost, in forward passes", size=(6.4, 3.8), measured=True)
def price(ax, mlp_backward, mlp_jvp, mlp_forward, cross_entropy):
    """A journey there and back brings all derivatives of the loss, a journey forward those in one direction.

    Either costs less than three forward passes, if the multiply-adds of matrix products are counted: 3 − 1/depth for
    the first. Differences would take a pass for each parameter, 4160 of them for each layer of width 64.
    """
    rng = np.random.default_rng(0)
    depths, found = np.arange(1, 7), []
    for depth in depths:
        params = _start([64] * (depth + 1), rng)
        X, y, dparams = rng.random((60, 64)), rng.integers(0, 64, 60), _start([64] * (depth + 1), rng)
        forward, back, along = _shortest(
            [
                lambda params=params, X=X, y=y: cross_entropy(mlp_forward(params, X, "tanh"), y),
                lambda params=params, X=X, y=y: mlp_backward(params, X, y, "tanh"),
                lambda params=params, X=X, dparams=dparams: mlp_jvp(params, X, "tanh", dparams),
            ]
        )
        found.append((back / forward, along / forward))
    back, along = np.transpose(found)
    ax.plot(depths, 3 - 1 / depths, "--", color="0.4", label="loss and gradient, counted")
    ax.plot(depths, back, "o", color="C0", label="loss and gradient, measured")
    ax.plot(depths, along, "s", color="C1", label="one direction, measured")
    ax.set(ylim=(0, max(4, 1.1 * np.max(found))), xlabel="number of layers, all of width 64", ylabel="forward passes")
    ax.legend(loc="lower right")
    return (
        "Cost against the number of layers, from 1 to 6. Counted, for loss and gradient: from 2 to 2.83 forward "
        f"passes. Measured: from {back[0]:.1f} to {back[-1]:.1f}; for one direction, forward, from {along[0]:.1f} to "
        f"{along[-1]:.1f}."
    )


@plate("Central differences against mlp_backward", size=(6.4, 3.8))
def gradient_check(ax, gradcheck, mlp_backward, mlp_forward, cross_entropy):
    """The differences are off, not the gradient: by h² while the step is large, by 1/h from rounding when it is small.

    A wrong gradient would show as a level that no step gets below.
    """
    X, y = (part[:20] for part in kit.digits_split().train)
    (W, b), last = _start([64, 4, 10], np.random.default_rng(0))
    steps = 10.0 ** -np.arange(1, 12)
    errors = np.array(
        [
            gradcheck(
                lambda W: cross_entropy(mlp_forward([(np.asarray(W), b), last], X, "tanh"), y),
                lambda W: mlp_backward([(np.asarray(W), b), last], X, y, "tanh")[1][0][0],
                W.copy(),
                h,
            )
            for h in steps
        ]
    )
    ax.loglog(steps, errors, "o-", color="C0", label="largest error of 256 entries")
    ax.loglog(steps[:5], errors[0] * (steps[:5] / steps[0]) ** 2, ":", color="0.4", label="falls like h²")
    ax.loglog(steps[4:], errors[-1] * steps[-1] / steps[4:], "--", color="0.4", label="grows like 1/h")
    ax.set(xlabel="step $h$", ylabel="gradcheck")
    ax.legend(loc="upper center")
    best = int(np.argmin(errors))
    return (
        f"The error against the step from 0.1 down to 1e-11, both axes logarithmic: {errors[0]:.1e} at 0.1, "
        f"{errors[2]:.1e} at 0.001, least at {steps[best]:.0e} with {errors[best]:.1e}, {errors[-1]:.1e} at the end."
    )


@plate("Gradients in a diamond with a tail", size=(7.5, 2.8))
def diamond(ax, graph_gradients):
    """Each node hands its gradient back along the edges that end in it: 36 at x is 4 times 6 plus 3 times 4."""
    edges = [("t", "x", 2.0), ("x", "u", 4.0), ("x", "v", 3.0), ("u", "p", 6.0), ("v", "p", 4.0)]
    grads = graph_gradients(edges, "p")
    place = {"t": (0, 0), "x": (1, 0), "u": (2, 0.5), "v": (2, -0.5), "p": (3, 0)}
    texts = {"t": "t = 1", "x": "x = 2t = 2", "u": "u = x² = 4", "v": "v = 3x = 6", "p": "p = uv = 24"}
    for tail, head, label in edges:
        start, end = np.add(place[tail], (0.3, 0)), np.add(place[head], (-0.3, 0))
        ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": "0.4", "lw": 1.5})
        ax.text(*(start + end) / 2, f"{label:g}", ha="center", va="center", backgroundcolor="white")
    for node, (x, y) in place.items():
        ax.text(x, y + 0.04, texts[node], ha="center", va="bottom")
        ax.text(x, y - 0.04, f"dp/d{node} = {grads[node]:g}", ha="center", va="top", color="C0")
    ax.set(xlim=(-0.3, 3.3), ylim=(-0.8, 0.8))
    ax.axis("off")
    told = ", ".join(f"{grads[node]:g} at {node}" for node in place)
    return (
        "A graph of five nodes: t to x, from x two edges to u and v, and from these to p. The edges carry 2, 4, 3, 6 "
        f"and 4. Below the nodes stand the gradients of p: {told}."
    )


@plate("The gradient before training, layer by layer", size=(6.4, 3.8))
def fading(ax, mlp_backward):
    """The slope of a sigmoid is at most 1/4: with the usual weights the gradient loses a factor of 4 in each layer.

    The first of sixteen has a billionth of the last one's. Tanh and relu let the gradient pass.
    """
    X, y = (part[:300] for part in kit.digits_split().train)
    widths = [64] + 15 * [32] + [10]
    layer, ends = np.arange(1, len(widths)), {}
    for k, (act, gain) in enumerate({"relu": 2.0, "tanh": 1.0, "sigmoid": 1.0}.items()):
        grads = mlp_backward(_start(widths, np.random.default_rng(0), gain), X, y, act)[1]
        norms = [np.linalg.norm(dW) for dW, db in grads]
        ax.plot(layer, norms, "os^"[k] + "-", color=f"C{k}", label=act)
        ends[act] = norms[0], norms[-1]
    ax.plot(layer, 4.0 ** (layer - layer[-1]), color="0.4", linestyle=":", label="4 times smaller per layer")
    ax.set(yscale="log", xlabel="layer $l$", ylabel=r"norm of $\partial J / \partial W_l$")
    ax.legend()
    told = "; ".join(f"for {act} from {first:.1e} to {last:.1e}" for act, (first, last) in ends.items())
    return f"Norm of the weights' gradient against the layer from 1 to 16, on a logarithmic axis: {told}."


@plate("Learning to read digits", size=(7.5, 3.4), panels=2)
def learning(axes, mlp_backward, mlp_forward):
    """400 steps, each for 100 of the 1021 training pictures. Nearly all of these are soon read rightly.

    Of the pictures of other forms 0.87 are, and up to 0.9 from other starts. Nothing was chosen, no test picture seen.
    """
    train, held_out, _ = kit.digits_split()
    rng = np.random.default_rng(0)
    history = []
    params = _start([64, 32, 10], rng)
    for step in range(401):
        rows = rng.choice(len(train.y), 100, replace=False)
        loss, grads = mlp_backward(params, train.X[rows], train.y[rows], "tanh")
        if step % 10 == 0:
            right = [np.mean(mlp_forward(params, X, "tanh").argmax(axis=1) == y) for X, y in (train, held_out)]
            history.append([step, loss, *right])
        params = [(W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
    steps, loss, right, right_held_out = np.array(history).T
    means = np.array([train.X[train.y == k].mean(axis=0) for k in range(10)])
    nearest = ((held_out.X[:, np.newaxis] - means) ** 2).sum(axis=2).argmin(axis=1)
    level = np.mean(nearest == held_out.y)
    axes[0].plot(steps, loss)
    axes[0].set(xlabel="step", ylabel="cross-entropy", ylim=(0, None), title="Loss of the step's pictures")
    axes[1].plot(steps, right, label="training")
    axes[1].plot(steps, right_held_out, "--", label="validation")
    axes[1].axhline(level, color="0.4", linestyle=":", label="nearest mean, validation")
    axes[1].set(xlabel="step", ylabel="fraction right", ylim=(0, 1.02), title="Accuracy")
    axes[1].legend(loc="lower right")
    return (
        f"Against the step, from 0 to 400. Left: the loss goes from {loss[0]:.2f} to {loss[-1]:.2f}. Right: the "
        f"accuracy reaches {right[-1]:.3f} on training pictures and {right_held_out[-1]:.3f} on the validation part, "
        f"where the nearest mean has {level:.3f}."
    )
