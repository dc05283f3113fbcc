"""The figures of the unit on backpropagation."""

from time import perf_counter

import kit
import numpy as np
from kit import plate


def _digits():
    """Pictures and labels to train with, and those held out."""
    X, labels = kit.digits()
    held_out = np.arange(len(X)) % 3 == 0
    return X[~held_out], labels[~held_out], X[held_out], labels[held_out]


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


def _shortest(passes, patience=0.2):
    """The shortest time that each of two passes took, tried in turn."""
    shortest, stop = [np.inf, np.inf], perf_counter() + patience
    while perf_counter() < stop:
        for i, work in enumerate(passes):
            began = perf_counter()
            work()
            shortest[i] = min(shortest[i], perf_counter() - began)
    return shortest


@plate("The price of loss and gradient, in forward passes", size=(6.4, 3.8), measured=True)
def time_ratio(ax, mlp_backward, flop_ratio, mlp_forward, cross_entropy, init):
    """Counting the multiplications predicts 3 - 1/L for L layers of one width, however many parameters there are.

    Wide layers follow it; in narrow ones the work shows that was not counted.
    """

    def measured(widths, N=100):
        rng = np.random.default_rng(0)
        params, X, y = init(widths, "he", rng), rng.random((N, widths[0])), rng.integers(0, widths[-1], N)
        forward, both = _shortest(
            [lambda: cross_entropy(mlp_forward(params, X, "relu"), y), lambda: mlp_backward(params, X, y, "relu")]
        )
        return both / forward

    depths = np.arange(1, 7)
    predicted = [1 + flop_ratio([64] * (L + 1)) for L in depths]
    found = {m: [measured([m] * (L + 1)) for L in depths] for m in (64, 16)}
    ax.plot(depths, predicted, "--", color="0.4", label="predicted")
    for m, dots in ((64, "o"), (16, "s")):
        ax.plot(depths, found[m], dots, label=f"measured, width {m}")
    ax.set(ylim=(0, 4), xlabel="number of layers $L$, all of the same width", ylabel="(forward + backward) / forward")
    ax.legend(loc="lower right")
    return (
        f"The ratio against the number of layers from 1 to 6. The prediction, dashed, goes from {predicted[0]:.2f} to "
        f"{predicted[-1]:.2f}; measured are, at 6 layers, {found[64][-1]:.2f} for width 64 and {found[16][-1]:.2f} "
        "for width 16."
    )


@plate("The gradient before training, layer by layer", size=(6.4, 3.8))
def gradient_by_depth(ax, mlp_backward, init):
    """The slope of a sigmoid is at most 1/4, so that the first layers of a deep sigmoid network do not learn.

    Tanh and ReLU let the gradient pass.
    """
    X_train, y_train, _, _ = _digits()
    widths = [64] + 15 * [32] + [10]
    layer, ends = np.arange(1, len(widths)), {}
    for k, (act, kind) in enumerate({"relu": "he", "tanh": "glorot", "sigmoid": "glorot"}.items()):
        params = init(widths, kind, np.random.default_rng(0))
        grads = mlp_backward(params, X_train[:300], y_train[:300], act)[1]
        norms = [np.linalg.norm(dW) for dW, db in grads]
        ax.plot(layer, norms, "os^"[k] + "-", color=f"C{k}", label=act)
        ends[act] = norms[0], norms[-1]
    ax.plot(layer, 4.0 ** (layer - layer[-1]), color="0.4", linestyle=":", label="4 times smaller per layer")
    ax.set(yscale="log", xlabel="layer $l$", ylabel="norm of $\\partial C / \\partial W_l$")
    ax.legend()
    told = "; ".join(f"for {act} from {first:.1e} to {last:.1e}" for act, (first, last) in ends.items())
    return f"Norm of the weights' gradient against the layer from 1 to 16, on a logarithmic axis: {told}."


@plate("Learning to read digits", size=(7.5, 3.4), panels=2)
def training(axes, mlp_backward, mlp_forward, cross_entropy, accuracy, init):
    """400 steps of descent, each on 100 pictures: about 0.97 of the held-out digits are right; nearest means: 0.900."""
    X_train, y_train, X_test, y_test = _digits()
    rng, history = np.random.default_rng(0), []
    params = init([64, 32, 10], "glorot", rng)
    for step in range(401):
        if step % 10 == 0:
            Z, Z_test = (mlp_forward(params, X, "tanh") for X in (X_train, X_test))
            history.append([step, cross_entropy(Z, y_train), accuracy(Z, y_train), accuracy(Z_test, y_test)])
        rows = rng.choice(len(X_train), 100, replace=False)
        grads = mlp_backward(params, X_train[rows], y_train[rows], "tanh")[1]
        params = [(W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(params, grads, strict=True)]
    steps, loss, right, right_held_out = np.array(history).T
    axes[0].plot(steps, loss)
    axes[0].set(xlabel="step", ylabel="cross-entropy", ylim=(0, None), title="Loss on the training pictures")
    axes[1].plot(steps, right, label="training")
    axes[1].plot(steps, right_held_out, "--", label="held out")
    axes[1].axhline(539 / 599, color="0.4", linestyle=":", label="nearest mean")
    axes[1].set(xlabel="step", ylabel="fraction right", ylim=(0.8, 1.01), title="Accuracy")
    axes[1].legend(loc="lower right")
    return (
        f"Against the step, from 0 to 400. Left: the loss goes from {loss[0]:.2f} to {loss[-1]:.2f}. Right: the "
        f"accuracy reaches {right[-1]:.3f} on training pictures and {right_held_out[-1]:.3f} on those held out."
    )
