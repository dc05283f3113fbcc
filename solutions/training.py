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
    """The samples X (N, d) with standardised columns, and the statistics that did it: (X, stats).

    stats is (mean, std), each (d,). Without stats they are those of X, by the 1/N variance, and each column of the
    result that varies has the mean 0 and the variance 1. With stats, which are those of the training samples, X is
    treated as these were, and stats come back with the same numbers. A column that was constant in the training samples
    - its std at most 1e-12 max(1, |mean|) - becomes 0, in new samples too. X may hold integers, or a single sample
    (1, d). All is right to 1e-6 of the largest number in its array, or of 1 if that is larger, also in columns with a
    mean of 1e6 times their std.

    Derivation
    ----------
    x -> (x - mean)/std. Any statistic of new samples would tell something about them before they are predicted, and
    samples would be moved by their company. The mean of N copies of 0.1 is 0.1 only up to round-off, so that std == 0
    misses constant columns, and their round-off would be blown up to the variance 1.
    Errors: ValueError unless X is (N, d), finite, and stats None or of d columns with std >= 0.
    Source: the z-score. The condition number of least squares often falls with it, but there are X for which it rises.
    """
    _require_statistics(X, stats)
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else (np.array(A, float) for A in stats)
    varies = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(varies, X - mean, 0) / np.where(varies, std, 1), (mean, std)


def fused_softmax_ce(Z: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Loss and gradient (loss, dZ) of the mean cross-entropy of the softmax of the logits Z (N, K), labels y (N,).

    N >= 1 and K >= 2, and y is of int64. dZ (N, K) is the derivative of the loss by Z, an array of the dtype of Z,
    float32 or float64, and float64 if Z holds integers. The loss is one number. For float64 the loss and
    each entry of N dZ are right to 1e-9, of the loss itself where it is above 1, and that for logits up to 1e4 in size;
    for float32 to 1e-4, and logits up to 100. There is memory for some twenty arrays of the size of Z, and not for N^2
    numbers: N may be 20 000.

    Derivation
    ----------
    loss = (1/N) sum_n (log sum_k exp(Z_nk) - Z_{n, y_n}), dZ = (softmax(Z) - Y)/N with the unit vectors Y. Both need
    exp(Z - max): it is computed once, in one new array that turns into the exponentials, the probabilities and the
    gradient. Z[:, y] would be N x N, Y is not built: 1 is taken off in N places.
    Errors: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.
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

    The loss is the mean cross-entropy of the softmax of mlp_forward(params, X, act). An epoch uses each sample once, in
    a new order that rng draws, with all orders equally likely: rng is the only source of randomness, and generators in
    the same state give the same training. The order is cut into batches of `batch` samples; the last one is short if
    `batch` does not divide N, and the only one if `batch` is N or more. Each batch makes one step of momentum with the
    gradient g of the mean loss of its own samples: v becomes beta v + g, then w becomes w - lr v, for all weights and
    biases, from v = 0 at the start of the training. history (epochs,) holds the mean loss of each epoch over its N
    samples, each under the parameters before the step of its batch. The params that come back are a list of (W, b),
    float64 also where whole numbers came in; with epochs = 0 or lr = 0 they are equal to those that came. There are one
    sample or more, epochs >= 0, batch >= 1, lr >= 0 and 0 <= beta < 1, and act is one that mlp_forward knows. After a
    few steps all is right to 1e-9 of the largest number in its array; the mlp_backward that is given is more exact than
    its own contract asks.

    Derivation
    ----------
    For each batch: gradient by backpropagation, v' = beta v + g, w' = w - lr v'. The velocity is the memory of
    the method, and an epoch is no reason to forget. The mean over an epoch's samples is the sum of (batch
    size) x (batch mean), divided by N: the mean of the batch means would give the samples of a short batch more weight.
    With one batch of N it is gradient descent (beta = 0) or the heavy ball.
    Errors: ValueError for another act, epochs < 0, batch < 1, lr < 0, beta not in [0, 1), and for shapes or labels
    that do not fit.
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
    """What train does, made fast: the trained params alone, a list of (W, b), in the dtype of those that came in.

    The batches of an epoch are those of epoch_batches(N, batch, rng), in their order, and no other draw is made: so the
    params are those of train with these batches. They are right to 1e-9 of the largest number in an array for float64
    params and a few steps, and to 1e-4 for float32 params; for float32 every array that comes back is float32. With
    epochs = 0 or lr = 0 they are equal to those that came. Logits may differ by 1e4.

    Derivation
    ----------
    Each layer's W has b as one row more, and each activation a column of ones: X' W' = X W + b, and A'^T dZ is dW with
    db as its last row. All of these lie in one vector w, the gradients in one vector g, and the layers are *views*,
    windows onto stretches of them; a product writes straight into its stretch. u = lr v in the place of v makes
    u <- beta u + lr g, w <- w - u: with lr/B a factor of dZ, a step is three operations on whole vectors, in place.
    Samples are brought into the order of the epoch once, so that a batch is a view, and what a batch needs is written
    into arrays that are made once. Slopes are functions of the activations: 1 - A^2 for tanh, A (1 - A) for sigma,
    [A > 0] for relu.
    Errors: ValueError for what `train` refuses.
    Source: batches turn matrix-vector into matrix-matrix products, and float32 moves half the bytes.
    """
    require.training(params, X, y, epochs, batch, lr, beta, rng)
    require.choice(act, ACTIVATIONS, "act")
    squash, slope = {
        "relu": (lambda Z: np.maximum(Z, 0, out=Z), lambda A: A > 0),
        "tanh": (lambda Z: np.tanh(Z, out=Z), lambda A: 1 - A * A),
        "sigmoid": (lambda Z: np.divide(1 + np.tanh(Z / 2), 2, out=Z), lambda A: A * (1 - A)),
        "identity": (lambda Z: Z, lambda A: np.ones((), A.dtype)),
    }[act]
    w = np.concatenate([np.ravel(part) for layer in params for part in layer])
    w = w if w.dtype.kind == "f" else w.astype(float)
    g, u = np.empty_like(w), np.zeros_like(w)
    shapes = [(len(W) + 1, len(b)) for W, b in params]  # row by row, W is followed by b
    ends = np.cumsum([rows * columns for rows, columns in shapes])[:-1]

    def layers(flat: np.ndarray) -> list[np.ndarray]:
        return [part.reshape(shape) for part, shape in zip(np.split(flat, ends), shapes, strict=True)]

    net, grads = layers(w), layers(g)
    X = np.hstack([np.asarray(X, w.dtype), np.ones((len(X), 1), w.dtype)])
    Y = np.eye(shapes[-1][1], dtype=w.dtype)[np.asarray(y)]
    most = min(batch, len(X))
    hidden = [np.ones((most, rows), w.dtype) for rows, _ in shapes[1:]]
    errors = [np.empty((most, columns), w.dtype) for _, columns in shapes]
    for _ in range(epochs):
        order = np.concatenate(list(epoch_batches(len(X), batch, rng)))
        samples, labels = X[order], Y[order]
        for start in range(0, len(X), batch):
            m = min(batch, len(X) - start)
            A = [samples[start : start + m], *(each[:m] for each in hidden)]
            for W, below, above in zip(net, A, A[1:], strict=False):
                squash(np.matmul(below, W, out=above[:, :-1]))
            dZ = np.matmul(A[-1], net[-1], out=errors[-1][:m])
            dZ -= np.maximum.reduce(dZ, axis=1, keepdims=True)
            np.exp(dZ, out=dZ)
            dZ /= np.add.reduce(dZ, axis=1, keepdims=True)
            dZ -= labels[start : start + m]
            dZ *= lr / m
            for layer in reversed(range(len(net))):
                np.matmul(A[layer].T, dZ, out=grads[layer])
                if layer:
                    dZ = np.matmul(dZ, net[layer][:-1].T, out=errors[layer - 1][:m])
                    dZ *= slope(A[layer][:, :-1])
            u *= beta
            u += g
            w -= u
    return [(W[:-1].copy(), W[-1].copy()) for W in net]


@calls.python_scalars
def early_stop(losses: Sequence[float], patience: int) -> tuple[bool, int]:
    """Whether to stop, and the best epoch so far: (stop, best), from the validation losses of all epochs so far.

    best is the index of the least of all losses, an int that counts from 0; of several that are equal it is the first.
    stop is a bool: whether at least `patience` epochs have come after it. losses is a list, a tuple or an array of one
    finite number or more, and patience is 1 or more. Losses that differ are not equal, however near they are.

    Derivation
    ----------
    best = min argmin losses; len(losses) - 1 - best epochs have followed it, and stop = (that >= patience). An equal
    loss later is no improvement. For gradient descent on least squares the number of steps acts as
    ridge does: directions of a small eigenvalue a, with (1 - lr a)^t still near 1, stay near their start.
    Errors: ValueError unless losses is (epochs,), epochs >= 1, finite, and patience an integer >= 1.
    Source: Prechelt 1998.
    """
    require.array(losses, "losses", ("epochs",), "the validation loss of each epoch so far")
    require.integer(patience, "patience", 1, "the number of epochs without an improvement")
    best = int(np.argmin(losses))
    return len(losses) - 1 - best >= patience, best


@calls.python_scalars
def group_split(groups: np.ndarray, share: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Split samples by their groups: the indices (train, test), two arrays of integers in any order.

    groups (N,) names the group of each sample by an integer, any of int64; the samples of a group need not stand
    together. Every index 0..N-1 is in one of the two arrays, none in both, and no group is in both. Both hold a sample
    or more. There are two groups or more, m samples in the largest, and m/2 <= share N <= N - m/2: the size of test is
    within m/2 of share N. Which groups are tested is drawn from rng alone, and generators in the same state give the
    same split. Groups of one size have equal chances: no probability changes if two of them exchange their names.
    Groups of different sizes may have different chances, but none is tested always, and none never.

    Derivation
    ----------
    Shuffle the groups, and let S_k be the size of the first k together. S rises from 0 to N by steps of m or less, so
    that two neighbours enclose share N, and the nearer one is within m/2. It may be taken among the proper prefixes,
    0 < k < all: if the nearer were the empty one, S_1 <= m and share N >= m/2 make S_1 as near; at the end it is the
    same. The nearest size of *any* set of groups would be a subset sum problem, and is not asked for.
    Errors: ValueError unless groups is (N,) integers of two groups or more, 0 < share < 1, and rng is a Generator.
    Source: cross-validation by groups.
    """
    _require_groups(groups, share, rng)
    _, member, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    order = rng.permutation(len(sizes))
    proper = np.cumsum(sizes[order])[:-1]
    count = int(np.argmin(np.abs(proper - share * len(member)))) + 1
    tested = np.isin(member, order[:count])
    return np.flatnonzero(~tested), np.flatnonzero(tested)


def catch_training() -> list[tuple[np.ndarray, np.ndarray, int, int, float, float]]:
    """A list of one to three inputs (X, y, epochs, batch, lr, beta) on which all seven wrong loops show themselves.

    Each input has 1 to 8 samples X (N, d) of 1 to 3 entries from -10 to 10, labels y (N,) of 0 and 1, 1 to 4 epochs,
    batch from 1 to 8, lr from 0 to 2, and beta from 0 to 0.95. A wrong loop is caught if on one of the inputs its
    parameters or its history are off by more than 0.001 in an entry, or more than 0.001 |r| where the right one, r, is
    above 1 in size.

    Derivation
    ----------
    N = 3 with batch = 2 has a short batch: it shows who drops it, who divides by 2 there, and who averages means. Two
    epochs and beta > 0 show a velocity that was reset or scaled; a batch of 2 shows a sum of gradients, and any step
    with lr > 0 shows a loss that is taken after it.
    Source: mutation testing, by hand.
    """
    return [(np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 0]), 2, 2, 0.5, 0.5)]


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


def _require_groups(groups: np.ndarray, share: float, rng: np.random.Generator) -> None:
    require.array(groups, "groups", ("N",), "the group of each sample")
    kind, found = np.asarray(groups).dtype, len(np.unique(groups))
    if kind.kind not in "iu":
        raise ValueError(f"groups must be integers, got dtype {kind}; number the groups")
    if found < 2:
        raise ValueError(f"groups must name two groups or more, got {found}; one group cannot be split")
    require.scalar(share, "share", above=0, hint="it is the part of the samples to test")
    if share >= 1:
        raise ValueError(f"share must be < 1, got {share:g}; leave some for training")
    require.rng(rng)


def _require_comparison(models: object, X: np.ndarray, y: np.ndarray, X_test: np.ndarray, y_test: np.ndarray) -> None:
    if not isinstance(models, dict) or not models:
        raise ValueError(f"models must be a dict of one function fit or more, got {models!r}; name each model")
    for name, fit in models.items():
        require.function(fit, f"models[{name!r}]")
    require.samples(X)
    require.samples(X_test, "X_test", np.shape(X)[1])
    require.targets(y, X)
    require.array(y_test, "y_test", (len(X_test),), "one label for each row of X_test")
