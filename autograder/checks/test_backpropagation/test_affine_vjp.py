"""Mark scheme of affine_vjp: the adjoint of an affine layer."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_backpropagation.inputs import eighths, inner, off_zero
from solutions.backpropagation import affine_vjp


def affine_layers(d):
    N, d_in, d_out = d.integer(1, 5), d.integer(1, 5), d.integer(1, 5)
    return eighths(d, (N, d_out)), eighths(d, (N, d_in)), eighths(d, (d_in, d_out))


def moved_samples(d):
    U, X, W = affine_layers(d)
    return U, X, W, eighths(d, X.shape)


def square_layers(d):
    """W is square: what is wrong with dX for others is the other check's business."""
    N, n = d.integer(1, 5), d.integer(1, 5)
    return eighths(d, (N, n)), eighths(d, (N, n)), eighths(d, (n, n))


def moved_weights(d):
    U, X, W = square_layers(d)
    return U, X, W, eighths(d, W.shape)


def moved_bias(d):
    U, X, W = square_layers(d)
    return U, X, W, eighths(d, W.shape[1])


def batches(d):
    """Two samples or more, and no entry 0."""
    N, d_in, d_out = d.integer(2, 5), d.integer(1, 3), d.integer(1, 3)
    return tuple(off_zero(eighths(d, shape)) for shape in ((N, d_out), (N, d_in), (d_in, d_out)))


@exercise(reference=affine_vjp)
class TestAffineVjp:
    CONTRACT: ClassVar = {
        "Vector-Jacobian products (dX, dW, db)": ("test_samples", "test_weights", "test_bias"),
        "have the shapes of X, W and b": ("test_samples", "test_weights", "test_bias"),
        "sums over the samples, no means": ("test_weights", "test_bias", "test_one_sample_input_and_output"),
        "No argument changes": ("test_arguments_are_left_unchanged",),
    }

    PARTS = ("dX", "dW", "db")

    @practice
    @weight(1)
    @forall(moved_samples)
    def test_samples(self, student, U, X, W, V):
        """<U, V W> = <dX, V> for every V of the shape of X."""
        dX, _, _ = expect.values(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(dX, X.shape, "dX")
        expect.close(inner(expect.array(dX, "dX"), V), inner(U, V @ W), "<dX, V>")

    @practice
    @weight(1)
    @forall(moved_weights)
    def test_weights(self, student, U, X, W, M):
        """<U, X M> = <dW, M> for every M of the shape of W."""
        _, dW, _ = expect.values(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(dW, W.shape, "dW")
        expect.close(inner(expect.array(dW, "dW"), M), inner(U, X @ M), "<dW, M>")

    @practice
    @weight(1)
    @forall(moved_bias)
    def test_bias(self, student, U, X, W, c):
        """<U, 1 c^T> = <db, c> for every c of the shape of b: every sample has the same bias."""
        _, _, db = expect.values(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(db, c.shape, "db")
        expect.close(inner(expect.array(db, "db"), c), inner(U, np.ones((len(X), 1)) * c), "<db, c>")

    @weight(1)
    @forall(batches)
    def test_one_sample_input_and_output(self, student, U, X, W):
        """With one sample, one input and one output, dX = u w, dW = x u and db = u."""
        u, x, w = U[:1, :1].copy(), X[:1, :1].copy(), W[:1, :1].copy()
        got = expect.values(student.affine_vjp(u, x, w), 3, "affine_vjp(U[:1, :1], X[:1, :1], W[:1, :1])")
        for name, part, wanted in zip(("dX", "dW", "db"), got, (u * w, x * u, u[0]), strict=True):
            expect.close(part, wanted, f"{name} of U[:1, :1], X[:1, :1], W[:1, :1]")

    @misconception("A gradient has the shape of its array: dW (d_in, d_out) is X^T U.", see="def-vjp")
    def weights_transposed(U, X, W):
        return U @ W.T, U.T @ X, U.sum(axis=0)

    @misconception("<U, V W> = <U W^T, V>: W goes to the other side as its transpose.", see="def-vjp")
    def not_transposed(U, X, W):
        return U @ W, X.T @ U, U.sum(axis=0)

    @misconception("A square W has a transpose too: <U, V W> = <U W^T, V>, whatever the shapes admit.", see="def-vjp")
    def not_transposed_where_square(U, X, W):
        dX = U @ W if W.shape[0] == W.shape[1] else U @ W.T
        return dX, X.T @ U, U.sum(axis=0)

    @misconception("db is a sum over the samples; the mean is in U already.", see="def-vjp")
    def bias_averaged(U, X, W):
        return U @ W.T, X.T @ U, U.mean(axis=0)

    @misconception("dW and db are sums over the samples; the mean is in U already.", see="def-vjp")
    def both_averaged(U, X, W):
        return U @ W.T, X.T @ U / len(X), U.mean(axis=0)

    @misconception("All samples share b: sum over them, axis 0.", see="def-vjp")
    def bias_for_each_sample(U, X, W):
        return U @ W.T, X.T @ U, U

    @misconception("b has an entry for each output: sum over the samples, axis 0.", see="def-vjp")
    def bias_over_outputs(U, X, W):
        return U @ W.T, X.T @ U, U.sum(axis=1)

    @misconception("db has the shape of b, (d_out,), without a second axis.", see="def-vjp")
    def bias_as_a_row(U, X, W):
        return U @ W.T, X.T @ U, U.sum(axis=0, keepdims=True)

    @misconception("b has an entry for each output: sum over the samples alone, not over everything.", see="def-vjp")
    def bias_as_one_number(U, X, W):
        return U @ W.T, X.T @ U, U.sum()

    @misconception("dz/db = 1 is a factor only: db is the sum of U over the samples.", see="def-vjp")
    def bias_without_upstream(U, X, W):
        return U @ W.T, X.T @ U, np.ones(W.shape[1])

    @misconception("The bias meets ones, not X: db is the sum of U.", see="def-vjp")
    def bias_times_samples(U, X, W):
        return U @ W.T, X.T @ U, (X.sum(axis=1, keepdims=True) * U).sum(axis=0)

    @misconception("dX belongs to the W that is given, not to the one after a step.", see="def-vjp")
    def weights_after_a_step(U, X, W):
        dW = X.T @ U
        return U @ (W - dW).T, dW, U.sum(axis=0)

    @misconception("The order is dX, dW, db.", see="def-vjp")
    def weights_first(U, X, W):
        return X.T @ U, U @ W.T, U.sum(axis=0)

    @misconception("X[:] = ... overwrites the caller's samples: make new arrays.", see="def-vjp")
    def arguments_overwritten(U, X, W):
        X[:] = U @ W.T
        W[:] = X.T @ U
        return X, W, U.sum(axis=0)

    @misconception("db = U[0] is a row of U itself, and += changes it: begin with zeros.", see="def-vjp")
    def summed_in_the_first_row(U, X, W):
        dX, dW, db = U @ W.T, X.T @ U, U[0]
        for row in U[1:]:
            db += row
        return dX, dW, db

    @alternate
    def by_loop(U, X, W):
        N, (d_in, d_out) = len(X), W.shape
        dX = [[sum(U[n, j] * W[i, j] for j in range(d_out)) for i in range(d_in)] for n in range(N)]
        dW = [[sum(X[n, i] * U[n, j] for n in range(N)) for j in range(d_out)] for i in range(d_in)]
        return [dX, dW, [sum(column) for column in U.T]]

    @alternate
    def in_single_precision(U, X, W):
        U, X, W = (A.astype(np.float32) for A in (U, X, W))
        return np.tensordot(U, W, (1, 1)), np.tensordot(X, U, (0, 0)), np.ones(len(U), np.float32) @ U

    @alternate
    def by_outer_products(U, X, W):
        dW = sum(np.outer(X[n], U[n]) for n in range(len(X)))
        return (W @ U.T).T, dW, np.einsum("nj->j", U)

    @alternate
    def by_unit_arrays(U, X, W):
        N, d_in = X.shape
        unit_X = np.eye(X.size).reshape(X.size, N, d_in)
        unit_W = np.eye(W.size).reshape(W.size, *W.shape)
        dX = [np.sum(U * (V @ W)) for V in unit_X]
        dW = [np.sum(U * (X @ M)) for M in unit_W]
        return np.reshape(dX, X.shape), np.reshape(dW, W.shape), U.T @ np.ones(N)

    @alternate
    def by_a_column_of_ones(U, X, W):
        extended = np.column_stack([X, np.ones(len(X))]).T @ U
        return U @ W.T, extended[:-1], extended[-1]
