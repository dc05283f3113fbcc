"""Unit 12: what a convolution sees, and with what it commutes."""

from typing import Any

import numpy as np

from course.gallery.plates import plate
from solutions.convolution import conv1d_full, equivariance_gap, xcorr2d

SOBEL = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
N = 16  # places of the circle Z_n


@plate(
    "Edges, by Sobel's filters",
    "Left: a light disc and a light square on dark ground. Middle: only upright edges show, left ones in orange, right "
    "ones in violet. Right: only level edges show, upper ones in orange, lower ones in violet. The sides of the square "
    "show in one of the two maps, the rim of the disc in both.",
    size=(8.6, 3.3),
    panels=3,
)
def sobel(axes: Any) -> None:
    """A map is large where the patch of the picture resembles the filter of 3 × 3 weights.

    Sobel's filter finds upright edges, orange where it gets lighter to the right, and its transpose level ones.
    That is feature detection, by an inner product of the filter with each patch.
    """
    image = _disc_and_square()
    axes[0].imshow(image, cmap="gray", vmin=0, vmax=1)
    for ax, K in zip(axes[1:], (SOBEL, SOBEL.T), strict=True):
        ax.imshow(xcorr2d(image, K, 0, 1), cmap="PuOr_r", vmin=-4, vmax=4)
    for ax, name in zip(axes, ("picture", "upright edges", "level edges"), strict=True):
        ax.set(title=name, xticks=[], yticks=[])
        ax.spines[:].set_visible(True)


def _disc_and_square() -> np.ndarray:
    i, j = np.mgrid[:64, :64]
    disc = np.clip(15.5 - np.hypot(i - 21, j - 21), 0, 1)
    square = (abs(i - 45) <= 11) & (abs(j - 45) <= 11)
    picture: np.ndarray = 0.1 + 0.8 * np.maximum(disc, square)
    return picture


@plate(
    "Shift and convolve, in either order",
    "Four stem plots in a square. From the signal at the upper left an arrow to the right shifts it and one down "
    "convolves it; from there arrows down and to the right lead to the same signal at the lower right.",
    size=(7.4, 4.8),
)
def commuting_square(ax: Any) -> None:
    """Convolution on the circle commutes with every shift: both ways round the square end in the same signal.

    This is equivariance; the gap between the two ways is 0. With zeros beyond the border in place of the circle
    there is a gap, as soon as something crosses the border. Conversely, a linear map that commutes with all shifts
    is a circular convolution.
    """
    x = np.zeros(N)
    x[[9, 10, 11, 12, 13]] = [1, 2, 2, 1, 0.5]
    shifted, filtered = np.roll(x, 5), _circular(x[None])[0]
    stages = {
        (0.0, 0.62): ("$x$", x, "C0"),
        (0.62, 0.62): ("$x$, shifted by 5", shifted, "C0"),
        (0.0, 0.06): ("$k * x$", filtered, "C1"),
        (0.62, 0.06): ("both ways", _circular(shifted[None])[0], "C1"),
    }
    for (left, bottom), (name, signal, colour) in stages.items():
        inset = ax.inset_axes((left, bottom, 0.38, 0.3))
        inset.stem(signal, linefmt=colour, markerfmt=colour + "o", basefmt="0.7")
        inset.set(title=name, xticks=[0, 5, 10, 15], yticks=[], ylim=(-2.5, 2.5))
        inset.tick_params(labelbottom=bottom < 0.5)
        inset.set_xlabel("place" if bottom < 0.5 else "")
        inset.spines["left"].set_visible(False)
    arrow = {"arrowstyle": "-|>", "lw": 2, "color": "0.3"}
    for start, end, label, place in (
        ((0.4, 0.77), (0.6, 0.77), "shift", (0.5, 0.81)),
        ((0.4, 0.21), (0.6, 0.21), "shift", (0.5, 0.25)),
        ((0.19, 0.58), (0.19, 0.44), "convolve", (0.27, 0.51)),
        ((0.81, 0.58), (0.81, 0.44), "convolve", (0.89, 0.51)),
    ):
        ax.annotate("", end, start, xycoords="axes fraction", arrowprops=arrow)
        ax.text(*place, label, ha="center", va="center", transform=ax.transAxes)
    gaps = [equivariance_gap(f, x[None], 5) for f in (_circular, _zero_padded)]
    ax.text(0.5, 0.51, f"gap {gaps[0]:.1g}\n(zero padding: {gaps[1]:.1f})", ha="center", va="center")
    ax.axis("off")


KERNEL = np.array([1.0, 0.0, -1.0])


def _circular(X: np.ndarray) -> np.ndarray:
    """Convolution on the circle: what the full one has beyond the end comes back at the beginning."""
    full = [conv1d_full(x, KERNEL) for x in X]
    return np.array([y[:N] + np.pad(y[N:], (0, 2 * N - len(y))) for y in full])


def _zero_padded(X: np.ndarray) -> np.ndarray:
    return np.array([conv1d_full(x, KERNEL)[1 : N + 1] for x in X])
