"""The figures of unit 04, learning modes: each function draws one, with your functions as its arguments."""

import numpy as np
from kit import plate
from matplotlib.colors import LinearSegmentedColormap

# From one class to the other: blue over light grey to vermilion
DIVERGING = LinearSegmentedColormap.from_list("classes", ["#0072B2", "#EEEEEE", "#D55E00"])


@plate("Usual in each feature, unusual in both", size=(6.0, 4.2))
def off_the_line(ax):
    """Two features of 80 honest transactions, and a suspicious one.

    Each of its features is well inside the range of the others, drawn along the axes. That they do not fit together
    shows only in the distance from the line that the others follow.
    """
    rng = np.random.default_rng(1)
    t = rng.normal(size=80)
    X = np.column_stack([t, 0.8 * t]) + 0.12 * rng.normal(size=(80, 2))
    odd = np.array([0.9, -0.7])
    along = np.array([1, 0.8]) / np.hypot(1, 0.8)
    foot = (odd @ along) * along
    ax.axline((0, 0), along, color="0.4", linestyle="--", linewidth=1.4)
    ax.plot(*X.T, "o", markersize=5, label="honest")
    ax.plot(*np.array([odd, foot]).T, color="C1", linewidth=1.6)
    ax.plot(*odd, "X", color="C1", markersize=11, label="suspicious")
    low, high = X.min(axis=0), X.max(axis=0)
    ax.set(xlabel="feature 0", ylabel="feature 1", xlim=(low[0] - 0.7, None), ylim=(low[1] - 0.7, None))
    left, bottom = ax.get_xlim()[0], ax.get_ylim()[0]
    for i, (start, end) in enumerate(zip(low, high, strict=True)):
        edge, width = (bottom if i == 0 else left) + 0.25, 4
        line = ([start, end], [edge, edge])
        ax.plot(*(line if i == 0 else line[::-1]), color="C0", linewidth=width)
        mark = (odd[0], edge) if i == 0 else (edge, odd[1])
        ax.plot(*mark, "X", color="C1", markersize=9)
    ax.legend(loc="upper left", bbox_to_anchor=(0.12, 1))
    distances = np.sort(abs(X @ [-along[1], along[0]]))
    return (
        f"A cloud of points along a rising line, none further from it than {distances[-1]:.2f}. A cross lies "
        f"{np.linalg.norm(odd - foot):.2f} below the line. Bars along the axes show the range of the points in each "
        f"feature, {low[0]:.1f} to {high[0]:.1f} and {low[1]:.1f} to {high[1]:.1f}; the cross is at {odd[0]} and "
        f"{odd[1]}."
    )


@plate("Where k-means may stop", size=(8.0, 3.0), panels=2)
def kmeans_stops(axes, kmeans_step):
    """Four samples at the corners of a rectangle, three times as wide as high, and two starts of k-means.

    Both pairs of centres stay where they are: each is the mean of its samples. The sum of squared distances J is 9
    times as large at one of them as at the other, and with a rectangle r times as wide it would be r² times.
    """
    r = 3.0
    X = np.array([[0.0, 0.0], [0.0, 1.0], [r, 0.0], [r, 1.0]])
    told = []
    for ax, C in zip(axes, (np.array([[0, 0.5], [r, 0.5]]), np.array([[r / 2, 0], [r / 2, 1]])), strict=True):
        centres, labels = kmeans_step(X, C)
        centres, labels = np.asarray(centres, float), np.asarray(labels).astype(int)
        for x, k in zip(X, labels, strict=True):
            ax.plot(*np.array([x, centres[k]]).T, color="0.4", linewidth=1.2, linestyle=":")
            ax.plot(*x, "os"[k], color=f"C{k}", markersize=10)
        for k in range(2):
            ax.plot(*centres[k], "P", color=f"C{k}", markersize=12, markeredgecolor="black")
        J = float(((X - centres[labels]) ** 2).sum())
        moved = float(abs(centres - C).max())
        ax.set(title=f"$J = {J:.3g}$", xlabel="$x_0$", ylabel="$x_1$", xlim=(-0.4, r + 0.4), ylim=(-0.4, 1.4))
        ax.set(aspect="equal", yticks=[0, 1])
        told.append(f"J is {J:.3g} and a step moves the centres by {moved:.2g}")
    return (
        "Four samples at the corners of a rectangle, twice, each joined to its centre after a step. Left the centres "
        f"start at the middles of the short sides: {told[0]}. Right at the middles of the long sides: {told[1]}."
    )


@plate("Frauds do not fit together", size=(8.4, 3.9), panels=2)
def fraud_scores(axes, pca, reconstruction_score, threshold_at_fpr, fraud):
    """The score is the squared distance from the plane of the first two principal components.

    Plane and scores take no labels, the threshold t does: it is the least that alarms for at most 1/64 of the honest
    transactions set aside for choosing it. Left: new transactions. Right: the share of them above each score; where
    the dashed line meets the two curves one reads false and true alarms.
    """
    X, y = fraud(8000, np.random.default_rng(4))
    mean, V, _ = pca(X[:4000], 2)
    chosen, new = slice(4000, 6000), slice(6000, None)
    t = float(threshold_at_fpr(np.asarray(reconstruction_score(X[chosen], mean, V)), y[chosen], 1 / 64))
    score, along = np.asarray(reconstruction_score(X[new], mean, V), float), (X[new] - mean) @ np.asarray(V)[:, 0]
    honest = y[new] == 0
    distance = np.sqrt(np.maximum(score, 0))
    axes[0].plot(along[honest], distance[honest], ".", color="C0", markersize=4, label="honest")
    axes[0].plot(along[~honest], distance[~honest], "x", color="C1", markersize=6, label="fraud")
    axes[0].axhline(np.sqrt(max(t, 0)), color="black", linestyle="--", linewidth=1.6)
    axes[0].set(xlabel="first component", ylabel="distance from the plane", ylim=(0, None))
    axes[0].legend(loc="upper right")
    rates = []
    for chosen, style in ((honest, "C0-"), (~honest, "C1-.")):
        s = np.sort(score[chosen])
        axes[1].plot(s, 1 - np.arange(len(s)) / len(s), style)
        rates.append(np.mean(score[chosen] > t))
    axes[1].axvline(t, color="black", linestyle="--", linewidth=1.6)
    axes[1].text(t * 1.25, rates[1], f"{rates[1]:.0%} of the frauds", va="bottom", bbox=_blank())
    axes[1].text(t * 1.25, rates[0] + 0.02, f"{rates[0]:.1%} of the honest", va="bottom", bbox=_blank())
    axes[1].set(xscale="log", xlabel="score", ylabel="share with a higher score", ylim=(0, 1.02))
    precision = np.sum(~honest & (score > t)) / max(1, np.sum(score > t))
    return (
        f"Left: {np.sum(honest)} honest transactions as dots and {np.sum(~honest)} frauds as crosses, distance from "
        f"the plane against the first component; above the dashed threshold lie {rates[0]:.1%} of the dots and "
        f"{rates[1]:.0%} of the crosses. Right: the share above each score, on a logarithmic axis from "
        f"{score.min():.1g} to {score.max():.2g}, with the threshold at {t:.2g}. {precision:.0%} of the alarms are "
        "true."
    )


def _blank():
    return {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}


@plate("An autoencoder at its saddles", size=(6.4, 4.0))
def autoencoder_descent(ax, linear_ae_grad):
    """Descent of a linear autoencoder with one code from three starts; the samples have variances 4 and 1.

    At 0 the gradient is 0, and descent stays at the loss 5 for ever. On the second direction it is 0 too, and the loss
    is 4. Both are saddles: from a start that is off by 10⁻³ descent lingers there, then falls to 1, which is what PCA
    leaves.
    """
    X = np.array([[2.0, 1.0], [2.0, -1.0], [-2.0, 1.0], [-2.0, -1.0]])
    noise = 1e-3 * np.random.default_rng(0).normal(size=(2, 2))
    second = np.array([0.0, 1.0])
    starts = {
        "exactly 0": (np.zeros((2, 1)), np.zeros((1, 2))),
        "nearly 0": (noise[:, :1], noise[1:]),
        "near the second direction": (second[:, None] + noise[:, :1], second[None] + noise[1:]),
    }
    places = {"exactly 0": (100, 5.15), "nearly 0": (56, 2.2), "near the second direction": (96, 4.1)}
    told = []
    for k, (name, start) in enumerate(starts.items()):
        (W1, W2), losses = start, []
        for _ in range(161):
            loss, dW1, dW2 = linear_ae_grad(X, W1, W2)
            losses.append(float(loss))
            W1, W2 = W1 - 0.02 * np.asarray(dW1), W2 - 0.02 * np.asarray(dW2)
        ax.plot(losses, ("--", "-", "-.")[k], color=f"C{k}")
        ax.text(*places[name], f"start {name}")
        told.append(f"from {losses[0]:.3g} to {losses[-1]:.3g} from the start {name}")
    ax.axhline(1, color="black", linestyle=":", linewidth=1.4)
    ax.text(0, 1.05, "what PCA leaves", va="bottom")
    ax.set(xlabel="step", ylabel="loss", ylim=(0, 5.9))
    return (
        f"Loss against the step from 0 to 160. It goes {', '.join(told[:-1])}, and {told[-1]}. A dotted line marks 1."
    )


@plate("Two labels, and which graph", size=(8.6, 2.6), panels=3)
def propagation(axes, label_propagation, moons):
    """Two moons in which only the two large samples have labels; all others take the mean of their neighbours.

    Neighbours are the nearest samples, eight of each (more where one is chosen by others), or a hundred. Eight follow
    the moons. With a hundred nearly all samples share their neighbours, so that the values run together, and their
    signs say little.
    """
    X, y = moons(200, np.random.default_rng(5), noise=0.07)
    z = X @ [1, 1j]
    distance = abs(z[:, None] - z)
    mask = np.isin(np.arange(len(X)), [np.flatnonzero(y == k)[np.argmin(X[y == k, 0])] for k in (0, 1)])
    signs = np.where(y == 1, 1.0, -1.0)
    near = {k: _neighbours(distance, k) for k in (8, 100)}
    starts, ends = np.nonzero(np.triu(near[8]))
    axes[0].plot(*np.stack([X[starts], X[ends]], axis=-1).transpose(1, 2, 0), color="0.55", linewidth=0.6, zorder=0)
    values = {"two labels, eight neighbours": signs * mask}
    values |= {f"{k} neighbours": np.asarray(label_propagation(W, signs * mask, mask), float) for k, W in near.items()}
    told = []
    for ax, (name, f) in zip(axes, values.items(), strict=True):
        for chosen, size in ((~mask, 16), (mask, 150)):
            colours = {"c": f[chosen], "cmap": DIVERGING, "vmin": -1, "vmax": 1, "edgecolors": "0.4"}
            ax.scatter(*X[chosen].T, s=size, linewidths=0.6, **colours)
        right = np.mean(np.sign(f) == signs)
        ax.set(xticks=[], yticks=[], aspect="equal")
        ax.set_title(name if ax is axes[0] else f"{name}: {right:.0%} right", size=11)
        ax.spines[:].set_visible(False)
        told.append(f"the signs are right for {right:.0%}, and the middle half of the values is within {_middle(f)}")
    return (
        "Three pictures of two interlocked moons. In the first the eight nearest neighbours are joined, one large "
        f"point of each moon is coloured, and all others are grey. With eight neighbours {told[1]}; with 100 {told[2]}."
    )


def _neighbours(distance, k):
    """Weights 1 between each sample and its k nearest ones, in both directions."""
    order = np.argsort(distance, axis=1)[:, 1 : k + 1]
    W = np.zeros(distance.shape)
    np.put_along_axis(W, order, 1.0, axis=1)
    return np.sign(W + W.T)


def _middle(f):
    low, high = np.quantile(f, [0.25, 0.75])
    return f"{low:.2f} and {high:.2f}"
