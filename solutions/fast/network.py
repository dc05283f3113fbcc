"""A multilayer perceptron on two flat vectors, and its forward and backward pass for batches of one size.

Layer l = 0..L-1 has the parameters W_l (d_l + 1, d_{l+1}), whose last row is the bias. For a batch of m samples
A_l (d_l + 1, m) holds its inputs, with a last row of ones; A_0 are the samples. D_l (d_{l+1}, m) is the gradient
with respect to its outputs.
"""

from collections.abc import Callable

import numpy as np

from solutions.fast.activations import ACTIVATIONS
from solutions.fast.gram import precision
from solutions.networks import Params

WIDE = 256  # inputs, from which the samples as rows, as they lie in memory, are multiplied faster than as columns
Step = Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray], None]


class Network:
    """theta (p,) and gradient (p,), with the layers' matrices W and dW as views of them."""

    def __init__(self, params: Params) -> None:
        self.dtype = np.dtype(precision(*(A for layer in params for A in layer)))
        self.widths = [np.shape(W)[0] for W, _ in params] + [np.shape(params[-1][0])[1]]
        stacked = [np.vstack([W, np.reshape(b, (1, -1))]).astype(self.dtype) for W, b in params]
        self.theta = np.concatenate([W.ravel() for W in stacked])
        self.gradient = np.empty_like(self.theta)
        self.W, self.dW = self._views(self.theta), self._views(self.gradient)

    def _views(self, flat: np.ndarray) -> list[np.ndarray]:
        sizes = [((d_in + 1), d_out) for d_in, d_out in zip(self.widths, self.widths[1:], strict=False)]
        ends = np.cumsum([n * m for n, m in sizes])
        return [flat[end - n * m : end].reshape(n, m) for end, (n, m) in zip(ends, sizes, strict=True)]

    def params(self) -> Params:
        """The parameters as a list of (W, b), copied."""
        return [(W[:-1].copy(), W[-1].copy()) for W in self.W]

    def bind(self, m: int, act: str, scale: float) -> Step:
        """The function that computes the gradient of a batch of m samples, scaled.

        Its arguments: samples A_0 (d_0 + 1, m); one-hot labels (K, m) times the scale; the labels' places in an
        array (K, m); and two arrays (m,) that it fills, with the labels' logits and with the sums of exponentials
        over the scale, both relative to the largest logit. log(sum) - logit is a sample's loss.
        """
        hidden = self.widths[1:-1]
        A = [np.ones((d + 1, m), self.dtype) for d in hidden]
        D = [np.empty((d, m), self.dtype) for d in [*hidden, self.widths[-1]]]
        activations = [ACTIVATIONS[act](a[:-1], d) for a, d in zip(A, D, strict=False)]
        outputs = [a[:-1] for a in A] + [D[-1]]
        forward = list(zip([f for f, _ in activations], [W.T for W in self.W[1:]], A, outputs[1:], strict=True))
        backward = list(zip(
            A, [d.T for d in D[1:]], self.dW[1:], [W[:-1] for W in self.W[1:]], D[1:], D, [b for _, b in activations],
            strict=False,
        ))[::-1]  # fmt: skip
        first, softmax, dot = self._bind_first(outputs[0]), _bind_softmax(D[-1], scale), np.dot
        dfirst, d0 = self.dW[0], D[0].T

        def step(x: np.ndarray, onehot: np.ndarray, places: np.ndarray, logits: np.ndarray, sums: np.ndarray) -> None:
            first(x)
            for activate, W, a, z in forward:
                activate()
                dot(W, a, z)
            softmax(onehot, places, logits, sums)
            for a, d, dW, W, dz, da, times_slope in backward:
                dot(a, d, dW)
                dot(W, dz, da)
                times_slope()
            dot(x, d0, dfirst)

        return step

    def _bind_first(self, Z: np.ndarray) -> Callable[[np.ndarray], object]:
        """The function that computes the pre-activations Z (d_1, m) of the first layer from the samples."""
        W = self.W[0]
        if self.widths[0] < WIDE:
            return lambda x: np.dot(W.T, x, Z)
        rows = np.empty(Z.T.shape, Z.dtype)

        def by_rows(x: np.ndarray) -> None:
            np.dot(x.T, W, rows)
            np.copyto(Z, rows.T)

        return by_rows


def _bind_softmax(Z: np.ndarray, scale: float) -> Callable[[np.ndarray, np.ndarray, np.ndarray, np.ndarray], None]:
    """The function that turns logits Z (K, m) into the gradient of the sum of their losses times the scale."""
    K, m = Z.shape
    largest, sums_of_all = np.empty(m, Z.dtype), np.empty_like(Z)
    over_scale = np.full((K, K), 1 / scale, Z.dtype)
    flat = Z.reshape(-1)

    def softmax(onehot: np.ndarray, places: np.ndarray, logits: np.ndarray, sums: np.ndarray) -> None:
        np.maximum.reduce(Z, axis=0, out=largest)
        np.subtract(Z, largest, Z)
        flat.take(places, 0, logits, "clip")
        np.exp(Z, Z)
        np.dot(over_scale, Z, sums_of_all)
        sums[:] = sums_of_all[0]
        np.divide(Z, sums_of_all, Z)
        np.subtract(Z, onehot, Z)

    return softmax
