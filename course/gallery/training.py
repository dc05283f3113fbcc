"""Unit 13: where the time of training goes, measured while the page is made, and for no longer than needed."""

from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np

from course.gallery.plates import plate
from course.settings import ROOT
from solutions.classification import cross_entropy
from solutions.data import digits
from solutions.networks import init, mlp_forward
from solutions.training import train, train_fast
from solutions.training_by_samples import train_by_samples

Params = list[tuple[np.ndarray, np.ndarray]]


@plate(
    "The ladder of speed",
    "Horizontal bars of the time per epoch on a logarithmic axis, from the loop over samples, the longest, down over "
    "batches and a loop that does nothing else to 32-bit numbers. Each bar says how many times as "
    "fast it is as the first.",
    size=(7.4, 3.6),
    measured=True,
)
def ladder(ax: Any) -> None:
    """Milliseconds for an epoch of 600 digits, with a network of the widths 64, 256, 10 and batches of 32.

    Each rung makes one change more, and all make the same steps up to round-off. The time of the first goes into
    calls, not into arithmetic: products of matrices in place of products with vectors are a great step, and to
    check and record nothing on the way is another.
    """
    rungs = _rungs()
    rounds = [[_seconds(run)[1] for run in rungs.values()] for _ in range(5)]
    seconds = dict(zip(rungs, np.min(rounds, axis=0), strict=True))  # the run that was disturbed least
    slowest = max(seconds.values())
    rows = range(len(seconds))
    ax.barh(rows, [1e3 * value for value in seconds.values()], color="C0", height=0.6)
    for row, value in enumerate(seconds.values()):
        gain = f", {slowest / value:.0f} times as fast" if row else ""
        ax.text(1.1e3 * value, row, f"{1e3 * value:.3g} ms{gain}", va="center")
    ax.set_yticks(rows, seconds)
    ax.set(xscale="log", xlabel="milliseconds per epoch", ylabel="change upon change", xlim=(1, 1.5e4 * slowest))
    ax.invert_yaxis()


def _rungs() -> dict[str, Callable[[], object]]:
    X, y, params = _start(256)
    single = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]

    def epoch(method: Callable[..., object], start: Params, B: int) -> Callable[[], object]:
        return lambda: method(start, X, y, 1, B, 0.1, 0.9, np.random.default_rng(0))

    return {
        "sample by sample": epoch(train_by_samples, params, 32),
        "batches of 32": epoch(train, params, 32),
        "nothing but the steps": epoch(train_fast, params, 32),
        "32 bits a number": epoch(train_fast, single, 32),
    }


def _start(hidden: int) -> tuple[np.ndarray, np.ndarray, Params]:
    X, y = digits(ROOT / "course" / "data" / "digits.npz")
    return X[:600], y[:600], init([64, hidden, 10], "he", np.random.default_rng(0))


def _seconds(run: Callable[[], Any]) -> tuple[Any, float]:
    start = perf_counter()
    result = run()
    return result, perf_counter() - start


@plate(
    "Loss against seconds",
    "Training loss, on a logarithmic axis, against seconds, for batches of 1, 32 and 600 samples. Batches of 32 bring "
    "it down to about 0.01. Single samples let it jump up and down near 1, and all samples at once lower it slowly.",
    measured=True,
)
def loss_against_seconds(ax: Any) -> None:
    """The same network from the same start, by gradient descent with the step size 0.2 and three batch sizes.

    In a second, small batches make many noisy steps with much overhead, and the full batch makes few exact ones.
    Which size learns most in a second depends on the machine.
    """
    for k, (B, name) in enumerate({1: "single samples", 32: "batches of 32", 600: "all 600 at once"}.items()):
        ax.plot(*_curve(B, 0.4).T, "os^"[k] + "-", color=f"C{k}", markersize=6, markevery=0.08, label=name)
    ax.set(yscale="log", xlim=(0, 0.5), xlabel="seconds of training", ylabel="cross-entropy on the training samples")
    ax.legend()


def _curve(B: int, budget: float) -> np.ndarray:
    """Seconds and loss after each epoch with batches of B, (epochs, 2), until the budget of seconds is spent."""
    X, y, params = _start(64)
    rng, curve, total = np.random.default_rng(0), [], 0.0
    while total < budget:
        params, spent = _seconds(partial(train_fast, params, X, y, 1, B, 0.2, 0.0, rng))
        total += spent
        curve.append((total, cross_entropy(mlp_forward(params, X, "relu"), y)))
    return np.array(curve)
