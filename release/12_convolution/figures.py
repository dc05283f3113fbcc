"""The figures of unit 12, convolution: each function draws one, with your functions as its arguments."""

import time

import kit
import numpy as np
from kit import plate
from matplotlib.patches import Rectangle

SOBEL = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
KERNEL = np.array([1.0, 0.0, -1.0])
N = 16  # places of the circle Z_n
EPOCHS, SECONDS = 8, 25  # passes through the training pictures, and after how long no other step is begun


@plate("A moved digit, a moved map", size=(8.6, 2.4), panels=4)
def moved_digit(axes):
    """A digit and a map of its upright edges; the digit moved by three places to the right, and the map of that.

    The second map is the first one, moved by three places too: filtering and moving may change places. This is
    equivariance. Is a moved digit the same digit to a network? Not yet: its map is another one.
    """
    X, _ = kit.digits_split().train
    image = np.zeros((12, 14))
    image[2:10, 2:10] = X[3].reshape(8, 8)
    moved = np.roll(image, 3, axis=1)
    maps = [np.roll(each, -1, axis=1) - np.roll(each, 1, axis=1) for each in (image, moved)]
    shown = {"digit": image, "its edges": maps[0], "digit, moved by 3": moved, "its edges ": maps[1]}
    for ax, (name, picture) in zip(axes, shown.items(), strict=True):
        edges = name.startswith("its")
        ax.imshow(picture, cmap="PuOr_r" if edges else "gray_r", vmin=-1 if edges else 0, vmax=1)
        ax.set(xticks=[], yticks=[])
        ax.set_title(name.strip(), size=11)
        ax.spines[:].set_visible(True)
    gap = abs(np.roll(maps[0], 3, axis=1) - maps[1]).max()
    return (
        "Four pictures in a row: a handwritten digit, the map of its upright edges, left ones orange and right ones "
        "violet, the digit moved to the right by three of 14 places, and the map of that. Moved by three, the first "
        f"map differs from the second by {gap:.2g} at most."
    )


@plate("Padding and stride", size=(8.2, 4.0), panels=2)
def padding_and_stride(axes):
    """A picture of 5 × 5 with a border of one zero (pad 1), a kernel of 3 × 3 and the stride 2: 3 × 3 results.

    Each frame is a patch, and the number in it that of its result. With 5 + 2 − 3 = 4 there is room for places at 0, 2
    and 4, one more than the steps of 2 that fit into 4.
    """
    H, p, k, s = 5, 1, 3, 2
    size = (H + 2 * p - k) // s + 1
    left, right = axes
    for i, j in np.ndindex(H + 2 * p, H + 2 * p):
        inside = p <= i < H + p and p <= j < H + p
        left.add_patch(
            Rectangle((j, i), 1, 1, facecolor="#CCE5F3" if inside else "white", edgecolor="0.55", linewidth=0.8)
        )
        if not inside:
            left.text(j + 0.5, i + 0.5, "0", ha="center", va="center", size=9, color="0.35")
    frames = {(0, 0): "C0", (0, 1): "C1", (2, 2): "C2"}
    for (i, j), colour in frames.items():
        style = {"fill": False, "edgecolor": colour, "linewidth": 3}
        left.add_patch(
            Rectangle((j * s + 0.06, i * s + 0.06), k - 0.12, k - 0.12, linestyle="-" if i == j else "--", **style)
        )
        left.text(j * s + 1.5, i * s + 1.5, f"{i * size + j}", ha="center", va="center", size=14)
    for i, j in np.ndindex(size, size):
        right.add_patch(Rectangle((j, i), 1, 1, facecolor="white", edgecolor="0.55", linewidth=0.8))
        right.text(j + 0.5, i + 0.5, f"{i * size + j}", ha="center", va="center", size=14)
        if (i, j) in frames:
            style = {"fill": False, "edgecolor": frames[i, j], "linewidth": 3, "linestyle": "-" if i == j else "--"}
            right.add_patch(Rectangle((j + 0.05, i + 0.05), 0.9, 0.9, **style))
    for ax, name, side in ((left, "picture with its border", H + 2 * p), (right, "result", size)):
        ax.set(xlim=(-0.1, side + 0.1), ylim=(side + 0.1, -0.1), aspect="equal")
        ax.set_title(name, size=11)
        ax.axis("off")
    return (
        f"Left: a grid of {H + 2 * p} by {H + 2 * p} cells, {H} by {H} of them shaded, the border zeros. Three frames "
        f"of {k} by {k} cells: 0 at the upper left corner, 1 two cells to the right of it, {size * size - 1} at the "
        f"lower right corner. Right: the result, {size} by {size} cells with the numbers 0 to {size * size - 1}; 0, 1 "
        f"and {size * size - 1} are framed."
    )


@plate("Large is not alike", size=(5.2, 4.6))
def detection(ax, detect):
    """Where is the pattern (1, 2; 3, 4)? The inner product with a patch is largest, 86, in the dotted frame at (1, 2).

    But that patch is only bright. The pattern itself, at (0, 0), has the product 30 and the cosine 1, which no other
    patch has (Cauchy and Schwarz); the dotted one has 0.896.
    """
    K = np.array([[1.0, 2.0], [3.0, 4.0]])
    X = np.array([[1.0, 2.0, 0.0, 9.0], [3.0, 4.0, 9.0, 9.0], [0.0, 0.0, 9.0, 8.0], [0.0, 0.0, 0.0, 0.0]])
    found = tuple(int(each) for each in detect(X, K))
    ax.imshow(X, cmap="gray_r", vmin=0, vmax=24)  # light enough for numbers on top
    for i, j in np.ndindex(X.shape):
        ax.text(j, i, f"{X[i, j]:g}", ha="center", va="center", size=13)
    frames = {"largest product": ((1, 2), "C1", ":", 0.06), "yours": (found, "C0", "-", 0.0)}
    for name, ((i, j), colour, dashes, inset) in frames.items():
        corner = (j - 0.46 + inset, i - 0.46 + inset)
        side = 1.92 - 2 * inset
        style = {"fill": False, "edgecolor": colour, "linestyle": dashes, "linewidth": 4, "label": name}
        ax.add_patch(Rectangle(corner, side, side, **style))
    ax.set(xlabel="column", ylabel="row", xticks=range(4), yticks=range(4))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=2)
    patch = X[found[0] : found[0] + 2, found[1] : found[1] + 2]
    cosine = (
        float((patch * K).sum() / max(np.sqrt((patch**2).sum() * (K**2).sum()), 1e-12))
        if patch.size == K.size
        else np.nan
    )
    return (
        "A picture of 4 by 4 numbers with two frames of 2 by 2. The dotted one, at (1, 2), has the largest product "
        f"with the pattern, 86. Yours is at ({found[0]}, {found[1]}), where the cosine is {cosine:.3f}."
    )


@plate("Edges, by Sobel's filters", size=(8.6, 3.2), panels=3)
def sobel(axes, xcorr2d):
    """A map is large where the patch of the picture resembles the filter of 3 × 3 weights.

    Sobel's filter finds upright edges, orange where it gets lighter to the right, and its transpose level ones, orange
    where it gets lighter downwards. That is feature detection, by an inner product of the filter with each patch.
    """
    i, j = np.mgrid[:64, :64]
    disc = np.clip(15.5 - np.hypot(i - 21, j - 21), 0, 1)
    square = (abs(i - 45) <= 11) & (abs(j - 45) <= 11)
    image = 0.1 + 0.8 * np.maximum(disc, square)
    maps = [np.asarray(xcorr2d(image, K, 0, 1), float) for K in (SOBEL, SOBEL.T)]
    axes[0].imshow(image, cmap="gray", vmin=0, vmax=1)
    for ax, each in zip(axes[1:], maps, strict=True):
        ax.imshow(each, cmap="PuOr_r", vmin=-4, vmax=4)
    for ax, name in zip(axes, ("picture", "upright edges", "level edges"), strict=True):
        ax.set(xticks=[], yticks=[])
        ax.set_title(name, size=11)
        ax.spines[:].set_visible(True)
    return (
        "Left: a light disc and a light square on dark ground. Then two maps of it, by Sobel's filter and its "
        f"transpose. On the left side of the square the first map is {_at(maps[0], 44, 33)}, on the right side "
        f"{_at(maps[0], 44, 56)}; on the upper side the second is {_at(maps[1], 33, 44)}, on the lower "
        f"{_at(maps[1], 56, 44)}. Positive values are orange, negative ones violet."
    )


def _at(values, row, column):
    """The value of largest modulus close to a place, in words."""
    near = values[row - 2 : row + 1, column - 2 : column + 1].ravel()
    return f"{near[abs(near).argmax()]:.1f}" if near.size else "not drawn"


@plate("Shift and convolve, in either order", size=(7.4, 4.8))
def commuting_square(ax, conv1d_full):
    """Convolution on the circle of 16 places commutes with every shift: both ways round end in the same signal.

    This is equivariance; the gap between the two ways is 0. With zeros beyond the border in place of the circle there
    is a gap, as soon as something crosses the border. Conversely, a linear map that commutes with all shifts is a
    circular convolution.
    """
    x = np.zeros(N)
    x[[9, 10, 11, 12, 13]] = [1, 2, 2, 1, 0.5]
    shifted, filtered, both = np.roll(x, 5), _circular(conv1d_full, x), _circular(conv1d_full, np.roll(x, 5))
    stages = {
        (0.0, 0.62): ("$x$", x, "C0"),
        (0.62, 0.62): ("$x$, shifted by 5", shifted, "C0"),
        (0.0, 0.06): ("$w * x$", filtered, "C1"),
        (0.62, 0.06): ("shifted, then convolved", both, "C1"),
    }
    for (left, bottom), (name, signal, colour) in stages.items():
        inset = ax.inset_axes((left, bottom, 0.38, 0.3))
        inset.stem(signal, linefmt=colour, markerfmt=colour + "o", basefmt="0.5")
        inset.set(xticks=[0, 5, 10, 15], yticks=[], ylim=(-2.5, 2.5))
        inset.set_title(name, size=11)
        inset.tick_params(labelbottom=bottom < 0.5)
        inset.set_xlabel("place" if bottom < 0.5 else "")
        inset.spines["left"].set_visible(False)
    arrow = {"arrowstyle": "-|>", "lw": 2, "color": "0.3"}
    for start, end, label, place in (
        ((0.4, 0.77), (0.6, 0.77), "shift", (0.5, 0.81)),
        ((0.4, 0.21), (0.6, 0.21), "shift", (0.5, 0.25)),
        ((0.19, 0.58), (0.19, 0.44), "convolve", (0.27, 0.51)),
        ((0.81, 0.58), (0.81, 0.44), "convolve", (0.9, 0.51)),
    ):
        ax.annotate("", end, start, xycoords="axes fraction", arrowprops=arrow)
        ax.text(*place, label, ha="center", va="center", transform=ax.transAxes)
    gap = abs(np.roll(filtered, 5) - both).max()
    zeros = abs(np.roll(_padded(conv1d_full, x), 5) - _padded(conv1d_full, shifted)).max()
    ax.text(0.54, 0.51, f"gap {gap:.2g}\n(zero padding: {zeros:.2g})", ha="center", va="center")
    ax.axis("off")
    return (
        f"Four signals in a square, joined by arrows. From x, of sum {x.sum():g}, the way right shifts by 5, the way "
        f"down convolves; w * x goes from {filtered.min():.2g} to {filtered.max():.2g}. The two ways to the lower "
        f"right corner differ by {gap:.2g}, and by {zeros:.2g} if zeros are put beyond the border."
    )


def _circular(conv1d_full, x):
    """Convolution on the circle: what the full one has beyond the end comes back at the beginning."""
    full = np.asarray(conv1d_full(x, KERNEL), float)
    return full[:N] + np.pad(full[N:], (0, 2 * N - len(full)))


def _padded(conv1d_full, x):
    return np.asarray(conv1d_full(x, KERNEL), float)[1 : N + 1]


@plate("Yours learns to read", size=(8.6, 3.4), panels=2)
def cnn_learns(axes, cnn_forward, xcorr_backward, maxpool_vjp):
    """16 filters of 3 × 3, 2730 numbers, up to eight passes through 1021 training pictures, 32 at a time.

    Steps of 0.03, with momentum 0.9. Right: test pictures as they are, and moved by one pixel. Filters and pooling
    alone do not make a moved digit the same digit: the last layer has weights of its own for each place.
    """
    train, held_out, test = kit.digits_split()
    rng, end = np.random.default_rng(0), time.monotonic() + SECONDS
    X, seen = _pictures(train.X), [_pictures(held_out.X)]
    params = [
        (np.sqrt(2) / 3 * rng.standard_normal((16, 1, 3, 3)), np.zeros(16)),
        (rng.standard_normal((256, 10)) / 16, np.zeros(10)),
    ]
    velocity = [(0 * A, 0 * a) for A, a in params]
    history = [_fraction_read(cnn_forward, params, seen[0], held_out.y)]
    for _ in range(EPOCHS):
        for rows in np.array_split(rng.permutation(len(X)), 32):
            grads = _gradient(cnn_forward, xcorr_backward, maxpool_vjp, params, X[rows], train.y[rows])
            velocity = [(0.9 * V + dA, 0.9 * v + da) for (V, v), (dA, da) in zip(velocity, grads, strict=True)]
            params = [(A - 0.03 * V, a - 0.03 * v) for (A, a), (V, v) in zip(params, velocity, strict=True)]
            if time.monotonic() > end:
                break
        history.append(_fraction_read(cnn_forward, params, seen[0], held_out.y))
        if time.monotonic() > end:
            break
    moves = {"as it is": (0, 0), "up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
    pictures = _pictures(test.X)
    on_test = [
        _fraction_read(cnn_forward, params, np.roll(pictures, move, axis=(2, 3)), test.y) for move in moves.values()
    ]
    axes[0].plot(range(len(history)), history, "o-")
    axes[0].set(xlabel="passes through the pictures", ylabel="fraction right", ylim=(0, 1.02), title="Validation")
    axes[1].plot(range(len(moves)), on_test, "s", markersize=9, color="C1")
    axes[1].set(ylabel="fraction right", ylim=(0, 1.02), xlim=(-0.5, 4.5), title="Test, moved by one pixel")
    axes[1].set_xticks(range(len(moves)), moves)
    return (
        f"Left: the fraction of validation pictures read rightly goes from {history[0]:.2f} to {history[-1]:.2f} in "
        f"{len(history) - 1} passes. Right: of the test pictures {on_test[0]:.2f} are read rightly as they are, and "
        f"moved by one pixel up, down, left, right {', '.join(f'{each:.2f}' for each in on_test[1:])}."
    )


def _pictures(X):
    """Pictures (N, 1, 10, 10) with a margin of one pixel, for those who are moved."""
    return np.pad(X.reshape(-1, 1, 8, 8), [(0, 0), (0, 0), (1, 1), (1, 1)])


def _fraction_read(cnn_forward, weights, images, digits):
    """The fraction of the images that the network reads rightly."""
    return float(np.mean(np.argmax(cnn_forward(weights, images), axis=1) == digits))


def _gradient(cnn_forward, xcorr_backward, maxpool_vjp, weights, images, digits):
    """The gradient of the loss, from the logits back to the filters, by your functions."""
    filters, last = weights
    K, c = filters
    W, b = last
    # Your network with W = I gives its features.
    features = np.asarray(cnn_forward([(K, c), (np.eye(len(W)), 0 * W[:, 0])], images), float)
    Z = features @ W + b
    delta = np.exp(Z - np.logaddexp.reduce(Z, axis=1)[:, None])
    delta[range(len(digits)), digits] -= 1
    delta /= len(digits)
    # A correlation with K is the gradient in the kernel, picture and kernel having changed places: <Z, U> = <K, dK>.
    places = np.zeros((len(K), len(images), images.shape[2] - K.shape[2] + 1, images.shape[3] - K.shape[3] + 1))
    _, maps = xcorr_backward(K.swapaxes(0, 1), images.swapaxes(0, 1), places, 0, 1)
    maps = np.asarray(maps, float).swapaxes(0, 1) + c[:, None, None]
    side = maps.shape[2] // 2, maps.shape[3] // 2
    U = maxpool_vjp((delta @ W.T).reshape(len(images), len(K), *side), np.where(maps > 0, maps, 0), 2) * (maps > 0)
    _, dK = xcorr_backward(U, images, K, 0, 1)
    return [(np.asarray(dK, float), U.sum(axis=(0, 2, 3))), (features.T @ delta, delta.sum(axis=0))]
