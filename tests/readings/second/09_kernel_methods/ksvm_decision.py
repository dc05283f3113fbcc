import math
from functools import reduce

import numpy as np


def right_matvec(alpha, y, b, K_test):
    """One matrix-vector product."""
    return K_test @ (alpha * y) + b


def right_loops_list(alpha, y, b, K_test):
    """Plain double loop, a list comes back."""
    values = []
    for row in K_test:
        total = 0.0
        for n in range(len(alpha)):
            total += alpha[n] * y[n] * row[n]
        values.append(total + b)
    return values


def right_einsum(alpha, y, b, K_test):
    """einsum of three arrays."""
    return np.einsum("n,n,mn->m", alpha, y, K_test) + b


def right_fsum(alpha, y, b, K_test):
    """Exactly rounded sums, a tuple comes back."""
    coefficients = [float(a) * float(s) for a, s in zip(alpha, y)]
    return tuple(math.fsum([c * float(k) for c, k in zip(coefficients, row)] + [float(b)]) for row in K_test)


def right_support_vectors(alpha, y, b, K_test):
    """Only the samples with alpha > 0 count; early return if there are none."""
    support = np.flatnonzero(np.asarray(alpha) > 0)
    if support.size == 0:
        return np.full(len(K_test), float(b))
    return K_test[:, support] @ (alpha[support] * y[support]) + b


def right_two_camps(alpha, y, b, K_test):
    """What pulls up minus what pulls down."""
    positive = np.asarray(y) > 0
    up = (K_test[:, positive] * alpha[positive]).sum(axis=1)
    down = (K_test[:, ~positive] * alpha[~positive]).sum(axis=1)
    return up - down + b


def right_augmented(alpha, y, b, K_test):
    """The bias as one more coefficient, with a column of ones."""
    table = np.column_stack([K_test, np.ones(len(K_test))])
    return table @ np.append(alpha * y, b)


def right_class(alpha, y, b, K_test):
    """An over-engineered class with asserts."""

    class Machine:
        def __init__(self, alpha, y, bias):
            self.weights = np.multiply(np.asarray(alpha, dtype=np.float64), np.asarray(y, dtype=np.float64))
            self.bias = float(bias)
            assert self.weights.ndim == 1

        def __call__(self, row):
            assert row.shape == self.weights.shape
            return np.dot(self.weights, row) + self.bias

    machine = Machine(alpha, y, b)
    return np.array([machine(np.asarray(row, dtype=np.float64)) for row in K_test])


def right_recursion(alpha, y, b, K_test):
    """The sum over the samples by halving, recursively."""

    def part(start, stop):
        if stop - start == 1:
            return K_test[:, start] * (alpha[start] * y[start])
        middle = (start + stop) // 2
        return part(start, middle) + part(middle, stop)

    return part(0, len(alpha)) + b


def right_reduce_columns(alpha, y, b, K_test):
    """Column by column, added to the bias with reduce."""
    start = np.full(np.shape(K_test)[0], b, dtype=float)
    return reduce(lambda f, n: f + alpha[n] * (K_test[:, n] if y[n] > 0 else -K_test[:, n]), range(len(y)), start)


def right_diagonal_matrix(alpha, y, b, K_test):
    """K diag(alpha) y with a diagonal matrix, the bias through np.add."""
    return np.add(np.linalg.multi_dot([K_test, np.diag(alpha), y]), b)


def right_tensordot_copy(alpha, y, b, K_test):
    """A copy is signed in place, then tensordot."""
    signed = np.array(alpha, dtype=float, copy=True)
    signed[np.asarray(y) < 0] *= -1
    f = np.tensordot(K_test, signed, axes=(1, 0))
    f += b
    return f


def right_apply_along_axis(alpha, y, b, K_test):
    """Row by row with a nested helper and apply_along_axis."""

    def decide(row):
        return np.sum(alpha * y * row) + b

    return np.apply_along_axis(decide, 1, K_test)


def wrong_squeezed(alpha, y, b, K_test):
    """DESERVES: squeeze takes the only axis away when there is one new point
    PART: yes
    BREAKS: decision values (M,), M may be 1, at alpha = [1], y = [1], b = 0, K_test = [[2]]: shape ()
    """
    return np.squeeze(K_test @ (alpha * y)[:, None] + b)


def wrong_first_columns(alpha, y, b, K_test):
    """DESERVES: the columns of K_test must be those of the support vectors, not the first so many
    PART: yes
    BREAKS: sum_n alpha_n y_n k(z, x_n) + b, at alpha = [0, 1], y = [1, -1], b = 0, K_test = [[3, 5]]: -3, not -5
    """
    support = alpha > 0
    return K_test[:, : support.sum()] @ (alpha[support] * y[support]) + b


def wrong_similarity_clipped(alpha, y, b, K_test):
    """DESERVES: a kernel may have negative values, do not clip them at 0
    PART: yes
    BREAKS: K_test holds floats of any sign, at alpha = [1], y = [1], b = 0, K_test = [[-2]]: 0, not -2
    """
    return np.maximum(K_test, 0) @ (alpha * y) + b


def wrong_no_support_no_bias(alpha, y, b, K_test):
    """DESERVES: without support vectors the decision is b, not 0
    PART: yes
    BREAKS: alpha are floats >= 0 (all may be 0), at alpha = [0], y = [1], b = 0.5, K_test = [[2]]: 0, not 0.5
    """
    support = alpha > 0
    if not support.any():
        return np.zeros(len(K_test))
    return K_test[:, support] @ (alpha * y)[support] + b


def wrong_guesses_orientation(alpha, y, b, K_test):
    """DESERVES: K_test has a row for each new point, also where M = N; it must not be transposed
    PART: yes
    BREAKS: a row for each new point, at alpha = [1, 1], y = [1, -1], b = 0, K_test = [[1, 2], [4, 3]]: [-3, -1]
    """
    K = np.asarray(K_test)
    if K.shape[0] == len(alpha):
        K = K.T
    return K @ (alpha * y) + b


def wrong_support_tolerance(alpha, y, b, K_test):
    """DESERVES: a small alpha_n counts, since its k(z, x_n) may be large
    PART: yes
    BREAKS: a small alpha_n may meet large k, at alpha = [1e-7, 1], y = [1, -1], b = 0, K_test = [[1e7, 1]]: -1, not 0
    """
    support = alpha > 1e-6
    return K_test[:, support] @ (alpha * y)[support] + b


def wrong_alpha_in_place(alpha, y, b, K_test):
    """DESERVES: alpha is changed by *=, work on a copy
    PART: yes
    BREAKS: a function leaves its arrays as they were, at alpha = [1], y = [-1]: alpha becomes [-1]
    """
    alpha *= y
    return K_test @ alpha + b


def wrong_bias_each_sample(alpha, y, b, K_test):
    """DESERVES: b stands outside the sum over the samples, here it is added N times
    PART: yes
    BREAKS: sum plus b, at alpha = [0, 0], y = [1, -1], b = 1, K_test = [[1, 1]]: 2, not 1
    """
    return np.array([sum(a * s * k + b for a, s, k in zip(alpha, y, row)) for row in K_test])


def wrong_single_class(alpha, y, b, K_test):
    """DESERVES: also with one label alone the decision is the sum plus b, not the label
    PART: yes
    BREAKS: N may be 1, at alpha = [0.5], y = [1], b = 0, K_test = [[4]]: 1, not 2
    """
    if np.all(y == y[0]):
        return np.full(len(K_test), float(y[0]))
    return K_test @ (alpha * y) + b


def wrong_rounded(alpha, y, b, K_test):
    """DESERVES: do not round, all numbers may be small
    PART: yes
    BREAKS: right to 1e-9 of |b| + sum alpha |k|, at alpha = [1e-7], y = [1], b = 0, K_test = [[1e-6]]: 0, not 1e-13
    """
    return np.round(K_test @ (alpha * y) + b, 10)


def wrong_free_vectors_only(alpha, y, b, K_test):
    """DESERVES: samples at the bound C are support vectors too; only the computation of b is restricted to free ones
    PART: no
    BREAKS: the sum runs over all n, at alpha = [1, 2], y = [1, -1], b = 0, K_test = [[1, 1]]: 1, not -1
    """
    C = alpha.max()
    free = (alpha > 0) & (alpha < C) if np.any((alpha > 0) & (alpha < C)) else alpha > 0
    return K_test[:, free] @ (alpha * y)[free] + b


def wrong_labels_0_1(alpha, y, b, K_test):
    """DESERVES: the labels are -1 and +1 already
    PART: no
    BREAKS: y holds -1 and +1, at alpha = [1], y = [-1], b = 0, K_test = [[1]]: -3, not -1
    """
    return K_test @ (alpha * (2 * y - 1)) + b


def wrong_float32(alpha, y, b, K_test):
    """DESERVES: single precision is right to 1e-7 only
    PART: yes
    BREAKS: right to 1e-9, at alpha = [0.1], y = [1], b = 0, K_test = [[1]]: off by 1.5e-9, more than 1e-10
    """
    weights = (alpha * y).astype(np.float32)
    return np.asarray(K_test, dtype=np.float32) @ weights + np.float32(b)


def wrong_integer_weights(alpha, y, b, K_test):
    """DESERVES: zeros_like(y) is an array of integers if the labels are, and cuts the products
    PART: yes
    BREAKS: y holds integers or floats, at alpha = [1.5], y = np.array([1]), b = 0, K_test = [[2]]: 2, not 3
    """
    w = np.zeros_like(y)
    for n in range(len(y)):
        w[n] = alpha[n] * y[n]
    return K_test @ w + b


def wrong_bias_subtracted(alpha, y, b, K_test):
    """DESERVES: here the decision is w.phi + b; w.phi - b is another book's sign
    PART: yes
    BREAKS: sum plus b, at alpha = [0], y = [1], b = 1, K_test = [[1]]: -1, not 1
    """
    return K_test @ (alpha * y) - b


def wrong_divided_by_sum(alpha, y, b, K_test):
    """DESERVES: the decision is not divided by the sum of the alphas
    PART: no
    BREAKS: sum_n alpha_n y_n k(z, x_n) + b, at alpha = [2], y = [1], b = 0, K_test = [[3]]: 3, not 6
    """
    total = np.sum(alpha)
    if total == 0:
        return np.full(len(K_test), float(b))
    return K_test @ (alpha * y) / total + b
