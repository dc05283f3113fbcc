"""Models of the bundled digits, to be compared: X (N, 64) images of 8 x 8 pixels, grey in [0, 1], y (N,) in 0..9.

A model is a function fit(X, y) -> (predict, parameters) as `compare` calls it: predict(X) -> labels (N,), parameters
the number of numbers that training has set.
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require
from solutions.cnn import as_images, cnn_backward, cnn_init, with_shifted
from solutions.convolution import cnn_forward
from solutions.data import split
from solutions.kernels import rbf
from solutions.networks import Params, init, mlp_forward
from solutions.schedules import cosine
from solutions.svm import one_vs_rest, smo
from solutions.training import train_fast
from solutions.training_runs import Plan, advance, start

Predict = Callable[[np.ndarray], np.ndarray]
Fit = Callable[[np.ndarray, np.ndarray], tuple[Predict, int]]

CLASSES = 10
SIDE = 8


@calls.python_scalars
def holdout(N: int, part: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A random split of 0..N-1: the indices of the training and of the held-out samples, a fraction `part` of them.

    The held-out number is rounded, and neither is empty. ValueError unless N >= 2, 0 < part < 1, rng a Generator.
    """
    require.integer(N, "N", 2, "the number of samples")
    require.scalar(part, "part", above=0, hint="the fraction that is held out")
    if part >= 1:
        raise ValueError(f"part must be < 1, got {part:g}; some samples are needed to learn from")
    return split(N, min(max(1, round(N * part)), N - 1), rng)


def mlp(rng: np.random.Generator) -> Fit:
    """A multilayer perceptron with 128 hidden units, trained by momentum with a constant step size."""

    def fit(X: np.ndarray, y: np.ndarray) -> tuple[Predict, int]:
        params = init([SIDE * SIDE, 128, CLASSES], "he", rng)
        params = train_fast(params, X, y, epochs=40, batch=32, lr=0.05, beta=0.9, rng=rng)
        return lambda X: mlp_forward(params, X, "relu").argmax(axis=1), _size(params)

    return fit


def cnn(rng: np.random.Generator) -> Fit:
    """A convolutional network with 16 filters 3 x 3, on the digits with a margin of one pixel.

    Trained on copies moved by one pixel too, by momentum, with a step size that falls along a cosine.
    """

    def fit(X: np.ndarray, y: np.ndarray) -> tuple[Predict, int]:
        images, y = with_shifted(as_images(X, SIDE, margin=1), y)
        epochs, batch = 6, 32
        plan = Plan(cnn_backward, batch, cosine(0.05, epochs * -(-len(images) // batch)))
        run = start(cnn_init(images.shape[1:], 16, 3, CLASSES, rng), rng)
        params = advance(run, plan, (images, y), epochs).params
        return lambda X: cnn_forward(params, as_images(X, SIDE, margin=1)).argmax(axis=1), _size(params)

    return fit


def svm(rng: np.random.Generator) -> Fit:
    """A support vector machine with the Gaussian kernel, one machine for each class, by SMO; nothing is random.

    Its parameters are the coefficients of the support vectors, which have to be kept as well, and the biases.
    """
    require.rng(rng)
    gamma, C = 0.05, 10.0

    def fit(X: np.ndarray, y: np.ndarray) -> tuple[Predict, int]:
        K = rbf(X, X, gamma)

        def machine(signs: np.ndarray) -> tuple[np.ndarray, float]:
            alpha, b = smo(K, signs, C)
            return alpha * signs, b

        A, b = one_vs_rest(machine, y)
        return lambda new: (rbf(new, X, gamma) @ A + b).argmax(axis=1), int(np.count_nonzero(A)) + len(b)

    return fit


def digit_models(rng: np.random.Generator) -> dict[str, Fit]:
    """The models by name, for `compare`; each draws from a child of rng, so that none depends on the others."""
    return {name: model(child) for (name, model), child in zip(MODELS.items(), rng.spawn(len(MODELS)), strict=True)}


MODELS = {"cnn": cnn, "mlp": mlp, "svm": svm}


def _size(params: Params) -> int:
    return sum(np.size(A) for pair in params for A in pair)
