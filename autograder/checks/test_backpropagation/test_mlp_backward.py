"""Mark scheme of mlp_backward: the delta recursion."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_backpropagation.inputs import (
    SINGLE,
    SMOOTH,
    any_depth,
    differences,
    networks,
    parts,
    relu_networks,
    some_widths,
)
from solutions.activations import ACTIVATIONS, act_vjp, activate
from solutions.backpropagation import affine_vjp, mlp_backward
from solutions.classification import cross_entropy, softmax
from solutions.labels import one_hot
from solutions.networks import affine, mlp_forward


def square_networks(d):
    """All layers have one width: what is not transposed is the other checks' business."""
    width = d.integer(2, 4)
    return *networks(d, d.integer(1, 6), [width] * d.integer(2, 4)), d.choice(ACTIVATIONS)


def one_sample_one_layer(d):
    """act is "identity": whether it is applied after the last layer too is the other checks' business.

    A derivative is 32 or more in size: an entry of x is 64, and the true class has a probability of 1/2 at most.
    """
    params, X, y = networks(d, 1, some_widths(d, 1))
    X[0, 0] = 64
    y[:] = affine(X, *params[0]).argmin()
    return params, X, y, "identity"


def batches(d):
    return any_depth(d, d.integer(2, 6))


def deep_networks(d):
    """Numbers without a sign, but for the last layer's, which is such that nothing cancels on the way back."""
    depth, width = d.integer(14, 18), d.integer(1, 3)
    hidden = [(d.array((width, width), 0.5, 1), d.array(width, 0, 1)) for _ in range(depth)]
    w = d.array((width, 1), 0.5, 1)
    last = np.hstack([w, -w]), np.zeros(2)
    return [*hidden, last], d.array((1, width), 0.5, 1), d.integers(1, 0, 1)


def returned_gradient(got, params):
    _, grads = expect.values(got, 2, "mlp_backward(params, X, y, act)")
    layers = parts(grads, len(params), "grads", f"a list of {len(params)}, one pair (dW, db) for each layer")
    return [parts(pair, 2, f"grads[{i}]", "a pair (dW, db)") for i, pair in enumerate(layers)]


def same_gradient(got, wanted, rtol=SINGLE, atol=SINGLE, where=""):
    for i, (pair, right) in enumerate(zip(got, wanted, strict=True)):
        for j in range(2):
            expect.close(pair[j], right[j], f"grads[{i}][{j}]{where}", rtol, atol)


@exercise(reference=mlp_backward, requires=(affine_vjp,))
class TestMlpBackward:
    CONTRACT: ClassVar = {
        "Loss and gradient (loss, grads)": ("test_loss", "test_every_derivative"),
        "not after the last one": ("test_loss", "test_one_layer", "test_batches"),
        "finite and right to five digits": ("test_loss",),
        "right to three digits": ("test_every_derivative", "test_batches", "test_fading_gradients"),
    }

    PARTS = ("loss", "grads")

    @weight(1)
    @forall(square_networks, draws=8)
    def test_loss(self, student, params, X, y, act):
        """loss is the mean cross-entropy of the softmax of the outputs of the network, also for logits of 1000."""
        *hidden, (W, b) = params
        rival = (y[0] + 1) % len(b)  # beside its logit the first sample's class has a probability of 0
        raised = [*hidden, (W, b + 1000 * one_hot(np.array([rival]), len(b))[0])]
        for layers, what in ((params, "loss"), (raised, f"loss, where b[{rival}] of the last layer is 1000 more,")):
            loss, _ = expect.values(student.mlp_backward(layers, X, y, act), 2, "mlp_backward(params, X, y, act)")
            wanted = cross_entropy(mlp_forward(layers, X, act), y)
            expect.close(expect.number(loss, what), wanted, what, atol=SINGLE)

    @weight(1)
    @forall(one_sample_one_layer, draws=5)
    def test_one_layer(self, student, params, X, y, act):
        """For one layer and one sample x, db is its probabilities minus its one-hot label, and dW is x^T db."""
        W, b = params[0]
        level = W[:, y[[0] * len(b)]], b[y[[0] * len(b)]]  # where all logits are equal, the loss is curved most
        for layer, where in (((W, b), ""), (level, ", where all logits are equal")):
            got = returned_gradient(student.mlp_backward([layer], X, y, act), params)
            delta = softmax(affine(X, *layer)) - one_hot(y, len(b))
            same_gradient(got, [(X.T @ delta, delta[0])], where=where)

    @practice
    @weight(2)
    @forall(relu_networks, draws=8)
    def test_every_derivative(self, student, params, X, y, act):
        """With hidden layers each entry of grads is the limit of difference quotients of the loss, for one sample."""
        got = returned_gradient(student.mlp_backward(params, X, y, act), params)
        same_gradient(got, differences(params, X, y, act))

    @practice
    @weight(1)
    @forall(batches, draws=6)
    def test_batches(self, student, params, X, y):
        """The gradient of a batch is that of the mean loss, whether act is "tanh", "sigmoid" or "identity"."""
        for act in SMOOTH:
            got = returned_gradient(student.mlp_backward(params, X, y, act), params)
            same_gradient(got, differences(params, X, y, act), where=f" for {act}")

    @weight(1)
    @forall(deep_networks, draws=3)
    def test_fading_gradients(self, student, params, X, y):
        """In a deep network of sigmoids the first gradients are tiny, but still right to three digits."""
        got = returned_gradient(student.mlp_backward(params, X, y, "sigmoid"), params)
        same_gradient(got, mlp_backward(params, X, y, "sigmoid")[1], rtol=1e-3, atol=0.0)

    @alternate
    def layer_by_layer(params, X, y, act):
        A, Z = [X], [X]
        for W, b in params:
            Z.append(affine(A[-1], W, b))
            A.append(activate(Z[-1], act))
        loss, dZ, grads = cross_entropy(Z[-1], y), (softmax(Z[-1]) - one_hot(y, Z[-1].shape[1])) / len(y), []
        for i in reversed(range(len(params))):
            dA, dW, db = affine_vjp(dZ, A[i], params[i][0])
            grads.insert(0, (dW, db))
            if i > 0:
                dZ = act_vjp(dA, Z[i], act)
        return loss, grads

    divided_twice = slip(
        layer_by_layer,
        ("(dW, db))", "(dW / len(y), db / len(y)))"),
        hint="1/N enters once, in the gradient of the logits.",
        see="thm-delta-recursion",
    )

    never_divided = slip(
        layer_by_layer,
        (" / len(y)", ""),
        hint="The loss is a mean: its gradient in the logits is (P - Y) / N.",
        see="thm-delta-recursion",
    )

    weights_updated_too_early = slip(
        layer_by_layer,
        ("act_vjp(dA, ", "act_vjp(dZ @ (params[i][0] - dW).T, "),
        hint="The way back uses the weights of the way forward; update afterwards.",
        see="thm-delta-recursion",
    )

    weights_not_transposed = slip(
        layer_by_layer,
        ("act_vjp(dA, ", "act_vjp(dZ @ params[i][0], "),
        hint="Going back, the weights are transposed: delta W^T.",
        see="thm-delta-recursion",
    )

    slope_at_the_activation = slip(
        layer_by_layer,
        ("act_vjp(dA, Z[i], act)", "act_vjp(dA, A[i], act)"),
        hint="The slope is taken at the pre-activation Z, not at A = act(Z).",
        see="thm-delta-recursion",
    )

    slopes_left_out = slip(
        layer_by_layer,
        ("act_vjp(dA, Z[i], act)", "dA"),
        hint="Going back through an activation multiplies by its slope.",
        see="thm-delta-recursion",
    )

    value_for_slope = slip(
        layer_by_layer,
        ("act_vjp(dA, Z[i], act)", "dA * activate(Z[i], act)"),
        hint="Going back multiplies by the slope act'(Z), not by the value act(Z).",
        see="def-activation-vjp",
    )

    masked_by_upstream = slip(
        layer_by_layer,
        ("act_vjp(dA, Z[i], act)", "dA * (dA > 0) if act == 'relu' else act_vjp(dA, Z[i], act)"),
        hint="Whether relu is open depends on Z; the upstream gradient may have any sign.",
        see="def-activation-vjp",
    )

    negative_upstream_blocked = slip(
        layer_by_layer,
        ("act_vjp(dA, Z[i], act)", "act_vjp(np.maximum(dA, 0) if act == 'relu' else dA, Z[i], act)"),
        hint="relu blocks where Z < 0, but never because the upstream gradient is negative.",
        see="def-activation-vjp",
    )

    pre_activation_as_input = slip(
        layer_by_layer,
        ("affine_vjp(dZ, A[i], ", "affine_vjp(dZ, Z[i], "),
        hint="The weights' gradient uses the layer's input A = act(Z), not Z.",
        see="thm-delta-recursion",
    )

    last_layer_activated = slip(
        layer_by_layer,
        ("cross_entropy(Z[-1], y)", "cross_entropy(A[-1], y)"),
        ("(softmax(Z[-1])", "act_vjp(softmax(A[-1])"),
        (") / len(y)", ", Z[-1], act) / len(y)"),
        hint="There is no activation after the last layer: it gives logits.",
        see="thm-delta-recursion",
    )

    bias_averaged = slip(
        layer_by_layer,
        ("(dW, db))", "(dW, db / len(y)))"),
        hint="db is a sum over the samples; the mean is in delta already.",
        see="thm-delta-recursion",
    )

    sign_reversed = slip(
        layer_by_layer,
        ("(softmax(Z[-1])", "-(softmax(Z[-1])"),
        hint="P - Y, predicted minus true: the gradient points uphill.",
        see="thm-delta-recursion",
    )

    last_layer_first = slip(
        layer_by_layer,
        ("insert(0, (dW, db))", "append((dW, db))"),
        hint="grads is in the order of params, the layer next to the input first.",
        see="thm-delta-recursion",
    )

    loss_summed = slip(
        layer_by_layer,
        ("return loss", "return loss * len(y)"),
        hint="The loss is the mean over the samples, as its gradient is.",
        see="thm-delta-recursion",
    )

    probability_rounded_to_zero = slip(
        layer_by_layer,
        ("cross_entropy(Z[-1], y)", "-np.mean(np.log(softmax(Z[-1])[np.arange(len(y)), y]))"),
        hint="A probability that is rounded to 0 has the logarithm -inf: use cross_entropy.",
        see="thm-delta-recursion",
    )

    loss_raised_by_epsilon = slip(
        layer_by_layer,
        ("cross_entropy(Z[-1], y)", "-np.mean(np.log(softmax(Z[-1])[np.arange(len(y)), y] + 1e-12))"),
        hint="An epsilon in the logarithm caps the loss: use cross_entropy.",
        see="thm-delta-recursion",
    )

    clipped = slip(
        layer_by_layer,
        ("(dW, db))", "(np.clip(dW, -5, 5), np.clip(db, -5, 5)))"),
        hint="The gradient is wanted as it is, not clipped.",
        see="thm-delta-recursion",
    )

    weights_decayed = slip(
        layer_by_layer,
        ("(dW, db))", "(dW + 1e-3 * params[i][0], db))"),
        hint="The loss has no penalty on the weights, so that its gradient has none.",
        see="thm-delta-recursion",
    )

    samples_activated = slip(
        layer_by_layer,
        ("A, Z = [X], [X]", "A, Z = [activate(X, act)], [X]"),
        hint="No activation stands before the first layer: its input is X.",
        see="thm-delta-recursion",
    )

    slope_of_the_softmax_once_more = slip(
        layer_by_layer,
        (
            "(softmax(Z[-1]) - one_hot(y, Z[-1].shape[1]))",
            "(softmax(Z[-1]) - one_hot(y, Z[-1].shape[1])) * softmax(Z[-1]) * (1 - softmax(Z[-1]))",
        ),
        hint="P - Y is the gradient in the logits already, without a factor P (1 - P).",
        see="thm-delta-recursion",
    )

    one_flat_list = slip(
        layer_by_layer,
        ("return loss, grads", "return loss, [dA for pair in grads for dA in pair]"),
        hint="grads has a pair (dW, db) for each layer: it is no flat list.",
        see="thm-delta-recursion",
    )

    gradients_alone = slip(
        layer_by_layer,
        ("return loss, grads", "return grads"),
        hint="Return the pair (loss, grads).",
        see="thm-delta-recursion",
    )

    @misconception("A difference quotient has no digits left where the gradient fades.", see="thm-delta-recursion")
    def by_differences(params, X, y, act):
        def loss():
            return cross_entropy(mlp_forward(params, X, act), y)

        params, grads = [(W.copy(), b.copy()) for W, b in params], []
        before = loss()
        for layer in params:
            grads.append(tuple(np.zeros(A.shape) for A in layer))
            for A, dA in zip(layer, grads[-1], strict=True):
                for i in np.ndindex(A.shape):
                    kept = A[i]
                    A[i] = kept + 1e-6
                    dA[i] = (loss() - before) / 1e-6
                    A[i] = kept
        return before, grads

    @alternate
    def by_recursion(params, X, y, act):
        def back(A, layers):
            (W, b), *later = layers
            Z = affine(A, W, b)
            if not later:
                loss, grads, dZ = cross_entropy(Z, y), [], (softmax(Z) - one_hot(y, len(b))) / len(y)
            else:
                loss, grads, dA = back(activate(Z, act), later)
                dZ = act_vjp(dA, Z, act)
            return loss, [[A.T @ dZ, dZ.sum(axis=0)], *grads], dZ @ W.T

        return back(X, params)[:2]

    @alternate
    def in_single_precision(params, X, y, act):
        params = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
        A, Z = [X.astype(np.float32)], []
        for W, b in params:
            Z.append(A[-1] @ W + b)
            A.append(activate(Z[-1], act).astype(np.float32))
        dZ = Z[-1] - np.logaddexp.reduce(Z[-1], axis=1, keepdims=True)
        loss, dZ = -dZ[np.arange(len(y)), y].mean(), np.exp(dZ)
        dZ[np.arange(len(y)), y] -= 1
        dZ, grads = dZ / np.float32(len(y)), ()
        for i in range(len(params) - 1, -1, -1):
            grads = ((A[i].T @ dZ, dZ.sum(axis=0)), *grads)
            if i > 0:
                dZ = act_vjp(dZ @ params[i][0].T, Z[i - 1], act).astype(np.float32)
        return loss, grads

    @alternate
    def by_forward_mode(params, X, y, act):
        Y, grads = one_hot(y, len(params[-1][1])), [[np.zeros(W.shape), np.zeros(b.shape)] for W, b in params]
        for i, j in [(i, j) for i in range(len(params)) for j in range(2)]:
            for entry in np.ndindex(grads[i][j].shape):
                A, dA = X, np.zeros(X.shape)
                for k, (W, b) in enumerate(params):
                    dW, db = np.zeros(W.shape), np.zeros(b.shape)
                    if k == i:
                        (dW, db)[j][entry] = 1
                    Z, dZ = affine(A, W, b), dA @ W + A @ dW + db
                    A, dA = activate(Z, act), act_vjp(dZ, Z, act)
                grads[i][j][entry] = np.sum((softmax(Z) - Y) * dZ) / len(y)
        return cross_entropy(Z, y), grads

    @alternate
    def sample_by_sample(params, X, y, act):
        loss, grads = 0.0, [[np.zeros_like(W), np.zeros_like(b)] for W, b in params]
        for n in range(len(y)):
            steps, a = [], X[n]
            for W, b in params:
                z = b + a @ W
                steps.append((a, z, W))
                a = activate(z, act)
            z = z - z.max()
            p = np.exp(z)
            loss += (np.log(p.sum()) - z[y[n]]) / len(y)
            p /= p.sum()
            p[y[n]] -= 1
            delta = p / len(y)
            for i, (a, _, W) in reversed(list(enumerate(steps))):
                grads[i][0] += np.outer(a, delta)
                grads[i][1] += delta
                if i:
                    delta = act_vjp(W @ delta, steps[i - 1][1], act)
        return loss, grads
