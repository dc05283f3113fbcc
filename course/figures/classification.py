"""The figures of the unit on classification."""

import kit
import numpy as np
from kit import plate


def _held_out():
    """Pictures, labels, class means and logits by the nearest mean, of the digits that are held out."""
    X, labels = kit.digits()
    held_out = np.arange(len(X)) % 3 == 0
    means = np.stack([X[~held_out & (labels == k)].mean(axis=0) for k in range(10)])
    X_test, y_test = X[held_out], labels[held_out]
    return X_test, y_test, means, -np.sum((X_test[:, None, :] - means) ** 2, axis=2)


@plate("Softmax of $t \\cdot (2, 1, 0)$", size=(6.4, 3.6))
def soft_to_hard(ax, softmax):
    """At t = 0 all classes are equally probable; as t grows, the largest logit takes everything."""
    t = np.linspace(0, 4, 81)
    P = np.asarray(softmax(np.outer(t, [2.0, 1.0, 0.0])))
    target = np.array(
        [
            [0.333, 0.665, 0.867, 0.950, 0.982],
            [0.333, 0.245, 0.117, 0.047, 0.018],
            [0.333, 0.090, 0.016, 0.002, 0.000],
        ]
    )
    for k, place in enumerate([(1.2, 0.78), (1.2, 0.26), (0.35, 0.1)]):
        ax.plot(t, P[:, k], color=f"C{k}", label="yours" if k == 0 else None)
        ax.plot(range(5), target[k], "o", color=f"C{k}", label="target" if k == 0 else None)
        ax.text(*place, f"$p_{k}$")
    ax.legend(loc="center right")
    ax.set(xlabel="factor $t$", ylabel="probability", ylim=(-0.02, 1.02))
    off = np.max(np.abs(P[::20] - target.T))
    return f"Three probabilities against the factor t from 0 to 4, as curves. They miss the dots by up to {off:.3f}."


@plate("Held-out digits and class means", size=(7.5, 2.1))
def means(ax):
    """The mean of a class is blurred, but readable: the nearest of the ten means is the answer."""
    X_test, y_test, centres, _ = _held_out()
    first = [np.flatnonzero(y_test == k)[0] for k in range(10)]
    pictures = np.stack([X_test[first], centres]).reshape(2, 10, 8, 8)
    framed = np.pad(pictures, ((0, 0), (0, 0), (1, 1), (1, 1)))
    ax.imshow(np.vstack([np.hstack(row) for row in framed]), cmap="gray_r")
    ax.set_xticks(10 * np.arange(10) + 4.5, range(10))
    ax.set_yticks([4.5, 14.5], ["held out", "class mean"])
    ax.set_xlabel("class")
    return (
        "Two rows of ten small grey pictures. Above, one handwritten digit of each class from 0 to 9; below, the mean "
        "picture of the class, blurred but readable."
    )


@plate("Confidence on held-out digits", size=(6.4, 3.6))
def confidence_histogram(ax, confidence):
    """A sample is right exactly where its confidence is positive: 539 of 599 digits.

    Those far to the left of the line are the interesting ones: sure, and mistaken.
    """
    _, y_test, _, Z_test = _held_out()
    delta = np.asarray(confidence(Z_test, y_test))
    right = delta > 0
    bins = np.arange(-5, 5.51, 0.5)
    ax.hist(delta[~right], bins, color="C1", hatch="///", label=f"wrong: {np.sum(~right)}")
    ax.hist(delta[right], bins, color="C0", label=f"right: {np.sum(right)}")
    ax.axvline(0, color="black", linestyle="--")
    ax.set(xlabel="confidence $\\delta$ (difference of two logits)", ylabel="number of pictures")
    ax.legend()
    return (
        f"Histogram of the confidence from {delta.min():.1f} to {delta.max():.1f} with a dashed line at 0. "
        f"{np.sum(right)} of {len(delta)} pictures lie right of the line."
    )


@plate("Same answers, different loss", size=(6.4, 3.8))
def loss_against_accuracy(ax, error_bound):
    """All logits times t: the error rate stays as it is, while the cross-entropy in bits falls and rises again.

    It bounds the error rate for every t, and says nothing where it exceeds 1.
    """
    _, y_test, _, Z_test = _held_out()
    t = np.logspace(-2, 1.5, 81)
    error, bound = np.array([error_bound(factor * Z_test, y_test) for factor in t]).T
    ax.plot(t, bound, color="C0")
    ax.plot(t, error, color="C1", linestyle="--")
    ax.axhline(1, color="0.4", linestyle=":")
    ax.text(0.01, 3.45, "cross-entropy in bits", color="C0")
    ax.text(0.01, 1.08, "says nothing above 1", color="0.4")
    ax.text(0.01, 0.2, "error rate")
    ax.set(xscale="log", ylim=(0, 4.6), xlabel="factor $t$ on all logits", ylabel="error rate and its bound")
    return (
        f"Error rate and bound against the factor t from 0.01 to 30, on a logarithmic axis. The error rate runs from "
        f"{error.min():.3f} to {error.max():.3f}, the bound has its least value, {bound.min():.2f}, near "
        f"t = {t[np.argmin(bound)]:.1f}."
    )
