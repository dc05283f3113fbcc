"""Mark scheme of mlp_jvp: forward mode, the mirror of the backward pass.

A direction in the last weights alone, and relu, show hardly anything wrong: directions are in all arrays, no entry is
0, and two activations of three are curved.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_backpropagation.inputs import (
    SINGLE,
    SMOOTH,
    along,
    any_depth,
    deep_enough,
    directions,
    inner,
    networks,
    off_zero,
    relu_networks,
    some_widths,
)
from solutions.activations import act_vjp, activate
from solutions.backpropagation import affine_vjp, mlp_backward, mlp_jvp
from solutions.classification import softmax
from solutions.labels import one_hot
from solutions.networks import affine, mlp_forward

JVP = "mlp_jvp(params, X, act, dparams)"


def single_layers(d):
    """For "identity": whether act is applied after the last layer is the other checks' business."""
    params, X, _ = networks(d, d.integer(1, 4), some_widths(d, 1))
    return params, off_zero(X), directions(d, params)


def relus_with_moving_weights(d):
    """The biases stand still."""
    params, X, _, act = relu_networks(d)
    return params, X, act, [(dW, np.zeros(len(db))) for dW, db in directions(d, params)]


def moving_networks(d):
    params, X, _ = any_depth(d, d.integer(1, 3))
    return params, off_zero(X), directions(d, params)


def moving_batches(d):
    params, X, y = deep_enough(d, d.integer(2, 4))
    return params, off_zero(X), y, d.choice(["tanh", "sigmoid"]), directions(d, params)


def deep_networks(d):
    """Sigmoids, numbers without a sign: nothing cancels.

    Only the first bias is not 0, it is the direction, and the samples are 0: other terms of the product rule are the
    other checks' business.
    """
    depth, width = d.integer(14, 18), d.integer(1, 3)
    first, none = d.array(width, 0.5, 1), np.zeros(width)
    params = [(d.array((width, width), 0.5, 1), none) for _ in range(depth)]
    params[0] = params[0][0], first
    still = np.zeros((width, width))
    return params, np.zeros((1, width)), [(still, first), *[(still, none)] * (depth - 1)]


@exercise(reference=mlp_jvp)
class TestMlpJvp:
    CONTRACT: ClassVar = {
        "in the direction dparams": ("test_one_layer", "test_all_move"),
        "do not move": ("test_one_layer", "test_relu_with_moving_weights"),
        "stands between layers": ("test_relu_with_moving_weights", "test_all_move"),
        "right to five decimals": ("test_relu_with_moving_weights", "test_all_move"),
        "right to three digits": ("test_adjoint", "test_fading"),
    }

    EQUIVALENT: ClassVar = dict.fromkeys(
        [
            "for (W, b), (dW, db) in zip(params[:-1], dparams[:-1]):",
            "for (W, b), (dW, db) in zip(params[:-1], dparams[:-1], strict=False):",
        ],
        "a direction has as many layers as its network",
    )

    @practice
    @weight(1)
    @forall(single_layers)
    def test_one_layer(self, student, params, X, dparams):
        """For one layer dZ = X dW + 1 db^T, whatever W and b are."""
        [(dW, db)] = dparams
        expect.close(student.mlp_jvp(params, X, "identity", dparams), X @ dW + db, JVP, atol=SINGLE)

    @weight(1)
    @forall(relus_with_moving_weights, draws=10)
    def test_relu_with_moving_weights(self, student, params, X, act, dparams):
        """If the weights of a relu network move, and no bias, dZ is the limit of difference quotients of the logits."""
        expect.close(student.mlp_jvp(params, X, act, dparams), along(params, X, act, dparams), JVP, atol=SINGLE)

    @practice
    @weight(1)
    @forall(moving_networks, draws=6)
    def test_all_move(self, student, params, X, dparams):
        """If all move, dZ is the limit of difference quotients, whether act is "tanh", "sigmoid" or "identity"."""
        for act in SMOOTH:
            got, wanted = student.mlp_jvp(params, X, act, dparams), along(params, X, act, dparams)
            expect.close(got, wanted, f"{JVP} for {act}", atol=SINGLE)

    @weight(1)
    @forall(moving_batches, draws=10)
    def test_adjoint(self, student, params, X, y, act, dparams):
        """<(P - Y) / N, dZ> = <grads, dparams>: forward and backward mode find the same slope of the loss."""
        Z = mlp_forward(params, X, act)
        dZ = student.mlp_jvp(params, X, act, dparams)
        expect.shape(dZ, Z.shape, "dZ")
        U = (softmax(Z) - one_hot(y, Z.shape[1])) / len(y)
        _, grads = mlp_backward(params, X, y, act)
        slope = sum(inner(dW, mW) + inner(db, mb) for (dW, db), (mW, mb) in zip(grads, dparams, strict=True))
        expect.close(inner(U, expect.array(dZ, "dZ")), slope, "<(P - Y) / N, dZ>", atol=SINGLE)

    @weight(1)
    @forall(deep_networks, draws=4)
    def test_fading(self, student, params, X, dparams):
        """If the only bias, that of the first of many sigmoid layers, grows, dZ is tiny, but right to three digits."""
        wanted = mlp_jvp(params, X, "sigmoid", dparams)
        expect.close(student.mlp_jvp(params, X, "sigmoid", dparams), wanted, JVP, rtol=1e-3, atol=0.0)

    @alternate
    def layer_by_layer(params, X, act, dparams):
        A, dA = X, np.zeros(X.shape)
        for i in range(len(params)):
            W, b = params[i]
            dW, db = dparams[i]
            Z = affine(A, W, b)
            dZ = dA @ W + A @ dW + db
            A = activate(Z, act)
            dA = act_vjp(dZ, Z, act)
        return dZ

    slope_at_the_activation = slip(
        layer_by_layer,
        ("act_vjp(dZ, Z, act)", "act_vjp(dZ, A, act)"),
        hint="The slope is taken at the pre-activation Z, not at A = act(Z).",
        see="thm-forward-mode",
    )

    slopes_left_out = slip(
        layer_by_layer,
        ("act_vjp(dZ, Z, act)", "dZ"),
        hint="Going forward through an activation multiplies by its slope, too.",
        see="thm-forward-mode",
    )

    direction_activated = slip(
        layer_by_layer,
        ("act_vjp(dZ, Z, act)", "activate(dZ, act)"),
        hint="A direction is multiplied by the slope at Z; act itself is not applied to it.",
        see="thm-forward-mode",
    )

    value_for_slope = slip(
        layer_by_layer,
        ("act_vjp(dZ, Z, act)", "dZ * A"),
        hint="A direction is multiplied by the slope act'(Z), not by the value act(Z).",
        see="thm-forward-mode",
    )

    input_stands_still = slip(
        layer_by_layer,
        ("dA @ W + A @ dW", "A @ dW"),
        hint="A product has two terms: the layer's input moves as well, dA W.",
        see="thm-forward-mode",
    )

    weights_stand_still = slip(
        layer_by_layer,
        ("dA @ W + A @ dW", "dA @ W"),
        hint="A product has two terms: the layer's weights move as well, A dW.",
        see="thm-forward-mode",
    )

    biases_stand_still = slip(
        layer_by_layer,
        (" + A @ dW + db", " + A @ dW"),
        hint="The biases move as well: + db.",
        see="thm-forward-mode",
    )

    bias_for_its_direction = slip(
        layer_by_layer,
        (" + A @ dW + db", " + A @ dW + b"),
        hint="What the bias adds to dZ is how it moves, db, not b.",
        see="thm-forward-mode",
    )

    last_bias_forgotten = slip(
        layer_by_layer,
        (" + A @ dW + db", " + A @ dW + (db if i + 1 < len(params) else 0)"),
        hint="The last layer has a bias that moves, like all the others.",
        see="thm-forward-mode",
    )

    both_moved = slip(
        layer_by_layer,
        ("dA @ W + A @ dW", "dA @ (W + dW) + A @ dW"),
        hint="dA dW is of second order: the derivative has one moved factor in each term.",
        see="thm-forward-mode",
    )

    samples_move = slip(
        layer_by_layer,
        ("np.zeros(X.shape)", "X"),
        hint="The samples are no parameters, they stand still: start with dA = 0.",
        see="thm-forward-mode",
    )

    ones_move = slip(
        layer_by_layer,
        ("np.zeros(X.shape)", "np.ones(X.shape)"),
        hint="The samples are no parameters, they stand still: start with dA = 0.",
        see="thm-forward-mode",
    )

    of_unit_length = slip(
        layer_by_layer,
        ("return dZ", "return dZ / np.sqrt(sum(np.sum(d**2) for layer in dparams for d in layer))"),
        hint="The direction is taken as it is: do not divide by its length.",
        see="thm-forward-mode",
    )

    last_layer_activated = slip(
        layer_by_layer,
        ("return dZ", "return dA"),
        hint="There is no activation after the last layer: dZ is the answer.",
        see="thm-forward-mode",
    )

    with_the_logits = slip(
        layer_by_layer,
        ("return dZ", "return Z, dZ"),
        hint="Only dZ is wanted, without the logits.",
        see="thm-forward-mode",
    )

    @misconception("A whole step along the direction is no derivative, unless the network is linear.", see="def-jvp")
    def whole_step(params, X, act, dparams):
        moved = [(W + dW, b + db) for (W, b), (dW, db) in zip(params, dparams, strict=True)]
        return mlp_forward(moved, X, act) - mlp_forward(params, X, act)

    @misconception("The direction is not a network of its own: it moves the parameters.", see="def-jvp")
    def network_of_the_direction(params, X, act, dparams):
        return mlp_forward(dparams, X, act)

    @misconception("A difference quotient has no digits left where the derivative is 1e-12.", see="def-jvp")
    def by_differences(params, X, act, dparams):
        h = 1e-7
        moved = [(W + h * dW, b + h * db) for (W, b), (dW, db) in zip(params, dparams, strict=True)]
        return (mlp_forward(moved, X, act) - mlp_forward(params, X, act)) / h

    @alternate
    def by_block_matrices(params, X, act, dparams):
        """The network of the pairs (A, dA): its weights are ((W, dW), (0, W))."""
        both = np.hstack([X, np.zeros_like(X)])
        for i, ((W, b), (dW, db)) in enumerate(zip(params, dparams, strict=True)):
            both = both @ np.block([[W, dW], [np.zeros_like(W), W]]) + np.concatenate([b, db])
            if i + 1 < len(params):
                Z, dZ = np.hsplit(both, 2)
                both = np.hstack([activate(Z, act), act_vjp(dZ, Z, act)])
        return np.hsplit(both, 2)[1]

    @alternate
    def in_single_precision(params, X, act, dparams):
        A = X.astype(np.float32)
        dA = 0 * A
        for k, (layer, moved) in enumerate(zip(params, dparams, strict=True)):
            W, b, dW, db = (part.astype(np.float32) for part in (*layer, *moved))
            dA = dA @ W + A @ dW + db
            A = A @ W + b
            if k < len(params) - 1:
                dA = act_vjp(dA, A, act).astype(np.float32)
                A = activate(A, act).astype(np.float32)
        return dA

    @alternate
    def by_recursion(params, X, act, dparams):
        def run(k):
            if k < 0:
                return X, 0 * X
            A, dA = run(k - 1)
            if k > 0:
                A, dA = activate(A, act), act_vjp(dA, A, act)
            return affine(A, *params[k]), affine(dA, params[k][0], dparams[k][1]) + A @ dparams[k][0]

        return run(len(params) - 1)[1].tolist()

    @alternate
    def layer_after_layer(params, X, act, dparams):
        """One journey to the end for each layer, whose direction is the only one: the journeys add up."""
        A, Z = [X], []
        for W, b in params:
            Z.append(affine(A[-1], W, b))
            A.append(activate(Z[-1], act))
        total = np.zeros(Z[-1].shape)
        for start in range(len(params)):
            dZ = affine(A[start], *dparams[start])
            for k in range(start + 1, len(params)):
                dZ = act_vjp(dZ, Z[k - 1], act) @ params[k][0]
            total += dZ
        return total

    @alternate
    def by_backward_passes(params, X, act, dparams):
        """Row by row of the Jacobian: a journey back for each entry of the logits."""
        A, Z = [X], []
        for W, b in params:
            Z.append(affine(A[-1], W, b))
            A.append(activate(Z[-1], act))
        out = np.zeros(Z[-1].shape)
        for entry in np.ndindex(out.shape):
            U = np.zeros(out.shape)
            U[entry] = 1
            for k in reversed(range(len(params))):
                dA, dW, db = affine_vjp(U, A[k], params[k][0])
                out[entry] += np.sum(dW * dparams[k][0]) + np.sum(db * dparams[k][1])
                if k:
                    U = act_vjp(dA, Z[k - 1], act)
        return out
