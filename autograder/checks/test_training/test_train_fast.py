"""Mark scheme of `train_fast`: what it computes, and for a bonus how fast.

Its batches are those of `epoch_batches`, so that its end is that of `train` with these, and is compared with it.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, practice, slip, timed, weight
from autograder.checks.test_training.inputs import close, flat, layer_descent, one_layer, same_layers
from autograder.checks.test_training.orders import some_network
from autograder.checks.test_training.races import EPOCHS, digits, generator, narrow, one_by_one, same_end
from solutions.backpropagation import mlp_backward
from solutions.gradient_descent import epoch_batches, momentum_step
from solutions.training import fused_softmax_ce, train, train_fast

LR = 0.2
# Numbers that have no common measure with sevenths: no sum is 0, where the slope of relu would hang on round-off.
OFF = np.array([0.0137, 0.0291, 0.0413])


def in_batches(d):
    """A network, samples and an activation, and batches of which the last is short."""
    params, X, y, act, _ = some_network(d)
    params = [(W, b + 0.0057) for W, b in params]
    return params, X + OFF[: X.shape[1]], y, act, len(y) - 1 if len(y) < 4 else d.choice([2, 3])


def smooth(d):
    """The same, and no relu, whose slope near 0 float32 may see otherwise."""
    params, X, y, _, batch = in_batches(d)
    return narrow(params), X, y, d.choice(["tanh", "sigmoid"]), batch


def plain(params):
    """One layer for the same samples and classes; of samples near 100 its step shows float32 in five digits."""
    d, K = len(params[0][0]), len(params[-1][1])
    return narrow([(1 + np.arange(d * K).reshape(d, K) % 7 / 100, np.zeros(K))])


def far_apart(d):
    """One layer, and logits that differ by thousands."""
    params, X, y = one_layer(d)
    return [(W * 2000, b) for W, b in params], X, y


@exercise(reference=train_fast, requires=(fused_softmax_ce,))
@timed(one_by_one, inputs=digits, same=same_end, tiers={5: 1, 10: 1, 20: 1}, times=EPOCHS, given=("mlp_backward",))
class TestTrainFast:
    CONTRACT: ClassVar = {
        "made fast": ("test_5_times_as_fast", "test_10_times_as_fast", "test_20_times_as_fast"),
        "the trained params alone": ("test_all_at_once", "test_batches"),
        "are those of epoch_batches": "test_batches",
        "right to 1e-9": ("test_all_at_once", "test_batches", "test_single_precision"),
        "Logits may differ by 1e4": "test_large_logits",
        "equal to those that came": "test_standstill",
    }

    EQUIVALENT: ClassVar = {
        "Y = np.eye(shapes[-1][1])[np.asarray(y)]": "what is taken off in place takes the dtype of the other",
        "dZ = np.matmul(A[-1], net[-1])": "slower, and the same",
        "dZ = np.matmul(dZ, net[layer][:-1].T)": "slower, and the same",
        "for W, below, above in zip(net, A, A[1:]):": "strict=False is how it is anyway",
        "most = max(batch, len(X))": "more room than is wanted",
        "return [part.reshape(shape) for part, shape in zip(np.split(flat, ends), shapes)]": "as many shapes as parts",
        "return [part.reshape(shape) for part, shape in zip(np.split(flat, ends), shapes, strict=False)]": (
            "as many shapes as parts"
        ),
    }

    @practice
    @weight(1)
    @forall(one_layer, draws=5)
    def test_all_at_once(self, student, params, X, y):
        """With batch = N and beta = 0 it is gradient descent, here of one softmax layer in three epochs."""
        got = student.train_fast(params, X, y, 3, len(y), 0.5, 0.0, student.rng("one"))
        same_layers(got, layer_descent(params, X, y, 3, 0.5)[0])

    @weight(1)
    @forall(in_batches, draws=8)
    def test_batches(self, student, params, X, y, act, batch):
        """In the batches of epoch_batches, with momentum, params are those of training, for every act."""
        for epochs, beta in ((1, 0.9), (3, 0.5)):
            seed = student.rng("batches", epochs)
            wanted, _ = train(params, X, y, epochs, batch, LR, beta, generator(seed), act)
            same_layers(student.train_fast(params, X, y, epochs, batch, LR, beta, seed, act), wanted)

    @practice
    @weight(1)
    @forall(one_layer, draws=3)
    def test_standstill(self, student, params, X, y):
        """With lr = 0, and with no epoch, params are equal to those that came."""
        same_layers(student.train_fast(params, X, y, 2, 2, 0.0, 0.5, student.rng("still")), params)
        same_layers(student.train_fast(params, X, y, 0, 2, 0.5, 0.5, student.rng("still")), params)

    @weight(1)
    @forall(far_apart, draws=4)
    def test_large_logits(self, student, params, X, y):
        """Logits that differ by thousands neither overflow nor vanish."""
        seed = student.rng("large")
        wanted, _ = train(params, X, y, 2, len(y), 0.5, 0.0, generator(seed))
        same_layers(student.train_fast(params, X, y, 2, len(y), 0.5, 0.0, seed), wanted)

    @weight(1)
    @forall(smooth, draws=4)
    def test_single_precision(self, student, params, X, y, act, batch):
        """For float32 params all arrays that come back are float32, and right to 1e-4."""
        for start, *rest in ((params, X, y, 4, batch, LR, 0.5), (plain(params), X + 100, y, 1, len(y), 0.01, 0.5)):
            seed = student.rng("narrow", len(start))
            wanted, _ = train(start, *rest, generator(seed), act)
            got = student.train_fast(start, *rest, seed, act)
            close(flat(got, start), flat(wanted, start), "params", 1e-4)
            for i, layer in enumerate(expect.layers(got, "params")):
                for name, A in zip(("W", "b"), layer, strict=True):
                    kind = np.asarray(A).dtype
                    expect.that(kind == np.float32, f"{name} of params[{i}] is {kind}, wanted float32 as it came in")

    @alternate
    def layer_by_layer(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
        dtype = np.result_type(*(A for layer in params for A in layer))
        Ws, bs = [np.array(W, dtype) for W, _ in params], [np.array(b, dtype) for _, b in params]
        vWs, vbs = [np.zeros_like(W) for W in Ws], [np.zeros_like(b) for b in bs]
        X, y = np.asarray(X, dtype), np.asarray(y)
        for _ in range(epochs):
            for idx in epoch_batches(len(X), batch, rng):
                A, m = [X[idx]], len(idx)
                for W, b in zip(Ws[:-1], bs[:-1], strict=True):
                    Z = A[-1] @ W + b
                    if act == "relu":
                        A.append(np.maximum(Z, 0))
                    elif act == "tanh":
                        A.append(np.tanh(Z))
                    elif act == "sigmoid":
                        A.append((1 + np.tanh(Z / 2)) / 2)
                    else:
                        A.append(Z)
                Z = A[-1] @ Ws[-1] + bs[-1]
                P = np.exp(Z - Z.max(axis=1, keepdims=True))
                P /= P.sum(axis=1, keepdims=True)
                P[np.arange(m), y[idx]] -= 1
                dZ = P / m
                for i in range(len(Ws) - 1, -1, -1):
                    dW, db = A[i].T @ dZ, dZ.sum(axis=0)
                    if i > 0:
                        dZ = dZ @ Ws[i].T
                        if act == "relu":
                            dZ *= A[i] > 0
                        elif act == "tanh":
                            dZ *= 1 - A[i] ** 2
                        elif act == "sigmoid":
                            dZ *= A[i] * (1 - A[i])
                    vWs[i] = beta * vWs[i] + dW
                    vbs[i] = beta * vbs[i] + db
                    Ws[i] -= lr * vWs[i]
                    bs[i] -= lr * vbs[i]
        return list(zip(Ws, bs, strict=True))

    @alternate
    def by_what_is_given(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
        dtype = np.result_type(params[0][0], params[0][1])
        layers = [(np.array(W), np.array(b)) for W, b in params]
        speeds = [(np.zeros_like(W, float), np.zeros_like(b, float)) for W, b in params]
        for _ in range(epochs):
            for idx in epoch_batches(len(y), batch, rng):
                _, grads = mlp_backward(layers, X[idx], y[idx], act)
                moved = [
                    [momentum_step(w, v, g, lr, beta) for w, v, g in zip(layer, speed, grad, strict=True)]
                    for layer, speed, grad in zip(layers, speeds, grads, strict=True)
                ]
                layers = [(W[0], b[0]) for W, b in moved]
                speeds = [(W[1], b[1]) for W, b in moved]
        return [(np.array(W, dtype), np.array(b, dtype)) for W, b in layers]

    in_double = slip(
        layer_by_layer,
        ("np.result_type(*(A for layer in params for A in layer))", "np.dtype(float)"),
        hint="The dtype of the params that came in is that of all arithmetic, and of what comes back.",
        see="def-train-fast",
    )
    with_a_history = slip(
        layer_by_layer,
        ("return list(zip(Ws, bs, strict=True))", "return list(zip(Ws, bs, strict=True)), np.zeros(epochs)"),
        hint="The params come back alone, without a history.",
        see="def-train-fast",
    )
    one_order = slip(
        layer_by_layer,
        ("np.asarray(y)\n", "np.asarray(y)\n    orders = epoch_batches(len(X), batch, rng)\n"),
        ("for idx in epoch_batches(len(X), batch, rng):", "for idx in orders:"),
        hint="Each epoch has batches of its own: call epoch_batches once more.",
        see="def-epoch",
    )
    in_the_order_given = slip(
        layer_by_layer,
        ("epoch_batches(len(X), batch, rng)", "np.array_split(np.arange(len(X)), range(batch, len(X), batch))"),
        hint="The batches are those of epoch_batches, not those in the order of the samples.",
        see="def-train-fast",
    )
    sample_by_sample = slip(
        layer_by_layer,
        ("epoch_batches(len(X), batch, rng)", "epoch_batches(len(X), 1, rng)"),
        hint="Each batch makes one step, not each sample.",
        see="def-momentum",
    )
    short_batch_dropped = slip(
        layer_by_layer,
        ("epoch_batches(len(X), batch, rng)", "[b for b in epoch_batches(len(X), batch, rng) if len(b) == batch]"),
        hint="The last batch may be short: its samples count as well.",
        see="def-epoch",
    )
    divided_by_batch = slip(
        layer_by_layer,
        ("dZ = P / m", "dZ = P / min(batch, len(X))"),
        hint="A short batch is divided by its own size.",
        see="def-momentum",
    )
    gradients_summed = slip(
        layer_by_layer,
        ("dZ = P / m", "dZ = P"),
        hint="The gradient is that of the mean loss of the batch, not of the sum.",
        see="def-momentum",
    )
    velocity_reset = slip(
        layer_by_layer,
        ("in range(epochs):\n", "in range(epochs):\n        vWs, vbs = [0 * W for W in Ws], [0 * b for b in bs]\n"),
        hint="The velocity is 0 at the start of the training, not at the start of each epoch.",
        see="def-momentum",
    )
    gradient_damped = slip(
        layer_by_layer,
        ("beta * vWs[i] + dW", "beta * vWs[i] + (1 - beta) * dW"),
        ("beta * vbs[i] + db", "beta * vbs[i] + (1 - beta) * db"),
        hint="v becomes beta v + g: the new gradient counts whole, not times 1 - beta.",
        see="def-momentum",
    )
    biases_without_momentum = slip(
        layer_by_layer,
        ("beta * vbs[i] + db", "db"),
        hint="The biases have a velocity, too.",
        see="def-momentum",
    )
    through_moved_weights = slip(
        layer_by_layer,
        ("Ws[i] -= lr * vWs[i]", "pass"),
        (
            "                dW, db = ",
            "                Ws[i] -= lr * (beta * vWs[i] + A[i].T @ dZ)\n                dW, db = ",
        ),
        hint="The gradient goes down through W as it was in the forward pass: move W when that is done.",
        see="thm-fused",
    )
    without_the_maximum = slip(
        layer_by_layer,
        ("np.exp(Z - Z.max(axis=1, keepdims=True))", "np.exp(Z)"),
        hint="exp overflows: subtract the maximum of each row of the logits first.",
        see="thm-fused",
    )
    slope_forgotten = slip(
        layer_by_layer,
        ("dZ *= A[i] > 0", "pass"),
        ("dZ *= 1 - A[i] ** 2", "pass"),
        ("dZ *= A[i] * (1 - A[i])", "pass"),
        hint="On its way down the gradient is multiplied by the slope of the activation.",
        see="def-train-fast",
    )
    always_relu = slip(
        layer_by_layer,
        ("dtype = np.result", 'act = "relu"\n    dtype = np.result'),
        hint="act says which activation it is.",
        see="def-train-fast",
    )
    params_changed = slip(
        layer_by_layer,
        ("[np.array(W, dtype) for W, _ in params]", "[W for W, _ in params]"),
        ("[np.array(b, dtype) for _, b in params]", "[b for _, b in params]"),
        hint="params is changed for the caller too: in place works on copies that you made yourself.",
        see="def-train-fast",
    )
