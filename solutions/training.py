"""Training: everything of the course put together, first clear, then fast, then compared.

N samples X (N, d), labels y (N,) in 0..K-1, logits Z (N, K). params is the list of the layers' (W, b), the layer next
to the samples first. An epoch passes once through the samples, in batches.

Lists are accepted for arrays, and no argument is changed. Results are float64 where nothing else is said.
"""

# mypy calls a lambda without annotations untyped.
# mypy: allow-untyped-calls

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import numpy as np

from solutions import calls, require
from solutions.backpropagation import mlp_backward
from solutions.gradient_descent import epoch_batches, momentum_step
from solutions.networks import ACTIVATIONS


def standardise(
    X: np.ndarray, stats: tuple[np.ndarray, np.ndarray] | None = None
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """X (N, d) with its columns standardised, and the statistics that did it: (X, stats).

    stats is (mean, std), each (d,). Without stats those of X are used, and each column of the result has the mean 0
    and the variance 1 (the 1/N variance); with the stats of the training samples, X is treated as those were. A column
    that was constant in the training samples - its std at most 1e-12 max(1, |mean|) - becomes 0, in new samples too.
    Not graded: ValueError unless X is (N, d), finite, and stats None or of d columns with std >= 0.

    Derivation
    ----------
    x -> (x - mean)/std. Any statistic of new samples would tell something about them before they are predicted, and
    samples would be moved by their company. The mean of N copies of 0.1 is 0.1 only up to round-off, so that std == 0
    misses constant columns, and their round-off would be blown up to the variance 1.
    Source: the z-score. The condition number of least squares often falls with it, but there are X for which it rises.
    """
    _require_statistics(X, stats)
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else (np.array(A, float) for A in stats)
    varies = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(varies, X - mean, 0) / np.where(varies, std, 1), (mean, std)


def fused_softmax_ce(Z: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Loss and gradient (loss, dZ) of the mean cross-entropy of the softmax of the logits Z (N, K), labels y (N,).

    dZ (N, K) is the derivative of the loss by Z, of the dtype of Z (float64 if Z holds integers); loss is a float.
    Right for logits as large as ±1e4. Memory for a few arrays of the size of Z.
    Not graded: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.

    Derivation
    ----------
    loss = (1/N) sum_n (log sum_k exp(Z_nk) - Z_{n, y_n}), dZ = (softmax(Z) - Y)/N with the unit vectors Y. Both need
    exp(Z - max): it is computed once, in one new array that turns into the exponentials, the probabilities and the
    gradient. Z[:, y] would be N x N, Y is not built: 1 is taken off in N places.
    Source: the softmax and the logarithm cancel; computed apart, their Jacobians are N matrices K x K.
    """
    require.classified(Z, y)
    Z = np.asarray(Z)
    rows = np.arange(len(Z))
    dtype = Z.dtype.type if Z.dtype.kind == "f" else float
    dZ = np.subtract(Z, Z.max(axis=1, keepdims=True), dtype=dtype)
    true = dZ[rows, y]
    np.exp(dZ, out=dZ)
    total = dZ.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total[:, 0]) - true, dtype=float))
    dZ /= total
    dZ[rows, y] -= 1
    dZ /= len(Z)
    return loss, dZ


@calls.descent("lr")
@calls.python_scalars
def train(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    y: np.ndarray,
    epochs: int,
    batch: int,
    lr: float,
    beta: float,
    rng: np.random.Generator,
    act: str = "relu",
) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
    """Train a multilayer perceptron by stochastic gradient descent with momentum: (params, history).

    The loss is the mean cross-entropy of the softmax. Every epoch has new batches of `batch` samples from rng, the last
    one may be short; each makes one step of momentum with lr and beta, from velocity 0 at the start of training.
    history (epochs,) holds the mean loss of each epoch over its samples, each under the parameters
    before the step of its batch.
    Not graded: ValueError for another act, epochs < 0, batch < 1, lr < 0, beta not in [0, 1), and for shapes or labels
    that do not fit.

    Derivation
    ----------
    For each batch: gradient by backpropagation, v' = beta v + g, w' = w - lr v'. The velocity is the memory of
    the method, and an epoch is no reason to forget. The mean over an epoch's samples is the sum of (batch
    size) x (batch mean), divided by N: the mean of the batch means would give the samples of a short batch more weight.
    With one batch of N it is gradient descent (beta = 0) or the heavy ball.
    Source: Robbins and Monro 1951; Rumelhart, Hinton and Williams 1986.
    """
    require.training(params, X, y, epochs, batch, lr, beta, rng)
    require.choice(act, ACTIVATIONS, "act")
    X, y = np.asarray(X, float), np.asarray(y)
    params = [(np.array(W, float), np.array(b, float)) for W, b in params]
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        for idx in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[idx], y[idx], act)
            history[epoch] += loss * len(idx) / len(X)
            for layer, (dW, db) in enumerate(grads):
                (W, b), (vW, vb) = params[layer], velocity[layer]
                W, vW = momentum_step(W, vW, dW, lr, beta)
                b, vb = momentum_step(b, vb, db, lr, beta)
                params[layer], velocity[layer] = (W, b), (vW, vb)
    return params, history


@calls.python_scalars
def early_stop(losses: Sequence[float], patience: int) -> tuple[bool, int]:
    """Whether to stop, and the best epoch so far: (stop, best), from the validation losses of all epochs so far.

    best is the index of the least loss, the first of them if there are several. stop is True when the `patience`
    epochs after it, or more, have brought nothing better.
    Not graded: ValueError unless losses is (epochs,), epochs >= 1, finite, and patience an integer >= 1.

    Derivation
    ----------
    best = min argmin losses; len(losses) - 1 - best epochs have followed it, and stop = (that >= patience). An equal
    loss later is no improvement. For gradient descent on least squares the number of steps acts as
    ridge does: directions of a small eigenvalue a, with (1 - lr a)^t still near 1, stay near their start.
    Source: Prechelt 1998.
    """
    require.array(losses, "losses", ("epochs",), "the validation loss of each epoch so far")
    require.integer(patience, "patience", 1, "the number of epochs without an improvement")
    best = int(np.argmin(losses))
    return len(losses) - 1 - best >= patience, best


@calls.descent("lr")
@calls.python_scalars
def train_fast(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    y: np.ndarray,
    epochs: int,
    batch: int,
    lr: float,
    beta: float,
    rng: np.random.Generator,
    act: str = "relu",
) -> list[tuple[np.ndarray, np.ndarray]]:
    """What `train` does, made fast: the trained params only, in the dtype of the params that came in.

    For float32 params all computation is in float32; for integers it is in float64. Same steps as `train`: with
    batch = N the parameters agree up to round-off.
    Not graded: ValueError for what `train` refuses.

    Derivation
    ----------
    All parameters lie in one vector w, and all gradients in one vector g; the (W, b) and (dW, db) of the layers are
    *views*, windows onto stretches of them. A matrix product writes straight into its stretch of g, and a step is
    three operations on whole vectors, in place, instead of three for each array. The forward pass keeps only the
    activations A: the slopes are functions of them, 1 - A^2 for tanh, A (1 - A) for sigma, [A > 0] for relu.
    Source: float32 moves half the bytes; batches turn matrix-vector into matrix-matrix products.
    """
    require.training(params, X, y, epochs, batch, lr, beta, rng)
    require.choice(act, ACTIVATIONS, "act")
    squash = {
        "relu": lambda Z: np.maximum(Z, 0, out=Z),
        "tanh": lambda Z: np.tanh(Z, out=Z),
        "sigmoid": lambda Z: np.exp(np.minimum(Z, 0)) / (1 + np.exp(-np.abs(Z))),
        "identity": lambda Z: Z,
    }[act]
    slope = {
        "relu": lambda A: A > 0,
        "tanh": lambda A: 1 - A * A,
        "sigmoid": lambda A: A * (1 - A),
        "identity": lambda A: np.ones((), A.dtype),
    }[act]
    w = np.concatenate([np.ravel(part) for layer in params for part in layer])
    w = w if w.dtype.kind == "f" else w.astype(float)
    g, v = np.zeros_like(w), np.zeros_like(w)
    sizes = [np.size(part) for layer in params for part in layer]

    def layers(flat: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        parts = iter(np.split(flat, np.cumsum(sizes)[:-1]))
        return [(next(parts).reshape(np.shape(W)), next(parts)) for W, _ in params]

    net, grads = layers(w), layers(g)
    X, y = np.asarray(X, w.dtype), np.asarray(y)
    for _ in range(epochs):
        for idx in epoch_batches(len(X), batch, rng):
            A = [X[idx]]
            for W, b in net[:-1]:
                A.append(squash(A[-1] @ W + b))
            dZ = fused_softmax_ce(A[-1] @ net[-1][0] + net[-1][1], y[idx])[1]
            for layer in reversed(range(len(net))):
                np.matmul(A[layer].T, dZ, out=grads[layer][0])
                np.sum(dZ, axis=0, out=grads[layer][1])
                if layer:
                    dZ = (dZ @ net[layer][0].T) * slope(A[layer])
            v *= beta
            v += g
            w -= lr * v
    return net


def compare(
    models: dict[str, Callable[[np.ndarray, np.ndarray], tuple[Callable[[np.ndarray], np.ndarray], int]]],
    X: np.ndarray,
    y: np.ndarray,
    X_test: np.ndarray,
    y_test: np.ndarray,
) -> dict[str, dict[str, Any]]:
    """What each model makes of the training samples X (N, d), y (N,): a report on the test samples, by model.

    models has a function fit by each name: fit(X, y) -> (predict, parameters), where predict(X) -> (N,) are labels and
    parameters is the number of numbers that training has set. The report has, by the same names,
    {"predictions": (M,) labels of X_test, "accuracy": float, "seconds": float of fit alone, "parameters": int}.
    No model sees the test samples before it predicts them, and none sees y_test.
    Not graded: ValueError unless models is a dict of functions, one or more, the samples and labels fit, and each
    model predicts one label for each sample.

    Derivation
    ----------
    accuracy = (1/M) #{m : prediction m = y_test_m}. M test samples know an accuracy p to sqrt(p (1 - p)/M) only: at
    p = 0.98 and M = 450 that is 0.7 %, so that two models are told apart by several such steps, not by one.
    Source: the hold-out estimate; its standard error is that of a binomial proportion.
    """
    _require_comparison(models, X, y, X_test, y_test)
    report = {}
    for name, fit in models.items():
        samples, labels = np.array(X, float), np.array(y)  # copies: no model may change the next one's
        start = perf_counter()
        predict, parameters = fit(samples, labels)
        seconds = perf_counter() - start
        predictions = np.array(predict(np.array(X_test, float)))
        if predictions.shape != np.shape(y_test):
            wanted, got = np.shape(y_test), predictions.shape
            raise ValueError(f"models[{name!r}] must predict labels {wanted}, got shape {got}; one for each sample")
        report[name] = {
            "predictions": predictions,
            "accuracy": float(np.mean(predictions == np.asarray(y_test))),
            "seconds": seconds,
            "parameters": int(parameters),
        }
    return report


def _require_statistics(X: np.ndarray, stats: object) -> None:
    require.samples(X)
    if stats is None:
        return
    if not isinstance(stats, list | tuple) or len(stats) != 2:
        raise ValueError(f"stats must be None or (mean, std), got {type(stats).__name__}; pass on what came back")
    d = np.shape(X)[1]
    require.array(stats[0], "mean of stats", (d,), "one entry for each column of X")
    require.array(stats[1], "std of stats", (d,), "one entry for each column of X")
    require.scalar(np.min(stats[1]), "min(std)", least=0, hint="is this the pair (mean, std)?")


def _require_comparison(models: object, X: np.ndarray, y: np.ndarray, X_test: np.ndarray, y_test: np.ndarray) -> None:
    if not isinstance(models, dict) or not models:
        raise ValueError(f"models must be a dict of one function fit or more, got {models!r}; name each model")
    for name, fit in models.items():
        require.function(fit, f"models[{name!r}]")
    require.samples(X)
    require.samples(X_test, "X_test", np.shape(X)[1])
    require.targets(y, X)
    require.array(y_test, "y_test", (len(X_test),), "one label for each row of X_test")
