import math
from fractions import Fraction

import numpy as np


def right_matmul(J):
    """J J^T."""
    return J @ J.T


def right_loops(J):
    """Plain triple loop in Python numbers, nested lists come back."""
    rows = np.asarray(J).tolist()
    return [[sum(a * b for a, b in zip(g, h)) for h in rows] for g in rows]


def right_einsum(J):
    """einsum over the parameters."""
    return np.einsum("np,mp->nm", J, J)


def right_inner(J):
    """np.inner runs over the last axis of both."""
    return np.inner(J, J)


def right_outer_products(J):
    """A sum of outer products, one for each parameter."""
    Theta = np.zeros((J.shape[0], J.shape[0]))
    for gradient in J.T:
        Theta += np.outer(gradient, gradient)
    return Theta


def right_svd(J):
    """U s^2 U^T from the SVD."""
    U, s, _ = np.linalg.svd(np.asarray(J, float), full_matrices=False)
    return (U * s**2) @ U.T


def right_qr(J):
    """J^T = Q R, so Theta = R^T R."""
    R = np.linalg.qr(np.asarray(J, dtype=float).T, mode="r")
    return R.T @ R


def right_upper_triangle(J):
    """One triangle by np.dot, mirrored, in double precision."""
    J = np.array(J, dtype=np.float64)
    N = len(J)
    Theta = np.empty((N, N))
    for n in range(N):
        for m in range(n, N):
            Theta[n, m] = Theta[m, n] = np.dot(J[n], J[m])
    return Theta


def right_polarisation(J):
    """(|a + b|^2 - |a - b|^2) / 4."""
    A = np.asarray(J, dtype=float)
    plus, minus = A[:, None] + A, A[:, None] - A
    return ((plus**2).sum(axis=2) - (minus**2).sum(axis=2)) / 4


def right_recursion(J):
    """The parameters are halved, recursively."""

    def kernel(part):
        p = part.shape[1]
        if p == 1:
            return part * part.T
        return kernel(part[:, : p // 2]) + kernel(part[:, p // 2 :])

    return kernel(np.asarray(J, dtype=float))


def right_fsum(J):
    """Exactly rounded sums; a tuple of tuples."""
    rows = [[float(g) for g in row] for row in J]
    return tuple(tuple(math.fsum(a * b for a, b in zip(g, h)) for h in rows) for g in rows)


def right_fractions(J):
    """Exact arithmetic, floats at the end."""
    rows = [[Fraction(g) for g in row] for row in np.asarray(J).tolist()]
    return np.array([[float(sum(a * b for a, b in zip(g, h))) for h in rows] for g in rows])


def right_broadcast(J):
    """A table (N, N, p) of products, summed."""
    assert J.ndim == 2
    return np.sum(J[:, np.newaxis, :] * J[np.newaxis, :, :], axis=-1)


def right_tensordot_scaled(J):
    """Divided by the largest entry first, in a copy; zeros have an early return."""
    scale = np.abs(J).max()
    if scale == 0:
        return np.zeros((len(J), len(J)))
    unit = J / scale
    return np.tensordot(unit, unit, axes=([1], [1])) * float(scale) ** 2


def right_class(J):
    """A kernel object with a nested class, filled with map."""

    class TangentKernel:
        def __init__(self, gradients):
            self.gradients = [np.asarray(g, dtype=np.float64).ravel() for g in gradients]

        def between(self, n, m):
            return float(np.vdot(self.gradients[n], self.gradients[m]))

        def matrix(self):
            size = range(len(self.gradients))
            return np.array([list(map(lambda m, n=n: self.between(n, m), size)) for n in size])

    return TangentKernel(J).matrix()


def wrong_more_parameters_assumed(J):
    """DESERVES: a network may have fewer parameters than samples; J must not be turned
    PART: yes
    BREAKS: Theta is (N, N), at J = [[1], [2]]: [[5]]
    """
    if J.shape[0] > J.shape[1]:
        J = J.T
    return J @ J.T


def wrong_side(J):
    """DESERVES: J^T J is (p, p), products of columns: Theta is J J^T
    PART: no
    BREAKS: entry (n, m) is the product of rows, at J = [[1, 2], [0, 0]]
    """
    return J.T @ J


def wrong_square_without_transpose(J):
    """DESERVES: for N = p the second factor must be transposed too
    PART: yes
    BREAKS: N = p, at J = [[0, 1], [0, 0]]: zeros, not [[1, 0], [0, 0]]
    """
    if J.shape[0] == J.shape[1]:
        return np.dot(J, J)
    return np.dot(J, J.T)


def wrong_int32(J):
    """DESERVES: squares of 1e6 do not fit into 32 bits
    PART: yes
    BREAKS: integers up to 1e6, at J = np.array([[1000000]])
    """
    if np.issubdtype(np.asarray(J).dtype, np.integer):
        J = np.asarray(J).astype(np.int32)
    return J @ J.T


def wrong_jitter(J):
    """DESERVES: nothing is to be added to the diagonal, and all of J may be small
    PART: yes
    BREAKS: right to 1e-9 of the largest squared length, at J = [[1e-3]]: 1.0001e-6
    """
    Theta = np.asarray(J @ J.T, dtype=float)
    return Theta + 1e-10 * np.eye(len(Theta))


def wrong_scaled_in_place(J):
    """DESERVES: J is divided in place and given back changed (and integers cannot be divided so)
    PART: yes
    BREAKS: a function leaves its arrays as they were, at J = [[2.0]]
    """
    scale = np.abs(J).max() or 1.0
    J /= scale
    return J @ J.T * scale**2


def wrong_zero_scale(J):
    """DESERVES: where no parameter has any effect, the scale is 0, and 0/0 is nan
    PART: yes
    BREAKS: J holds floats, all of which may be small, even 0, at J = [[0.0]]
    """
    scale = np.abs(J).max()
    unit = J / scale
    return unit @ unit.T * float(scale) ** 2


def wrong_mean_over_parameters(J):
    """DESERVES: the sum over the parameters is not divided by their number
    PART: no
    BREAKS: the product of gradients, at J = [[1, 1]]: 1, not 2 (right for p = 1)
    """
    return J @ J.T / J.shape[1]


def wrong_flat_for_one(J):
    """DESERVES: for one sample Theta is (1, 1), not a number
    PART: yes
    BREAKS: N may be 1, at J = [[2.0]]: shape ()
    """
    return np.squeeze(J @ J.T)


def wrong_diagonal_left_out(J):
    """DESERVES: the loop over pairs n < m leaves the diagonal at 0
    PART: no
    BREAKS: entry (n, n) is the squared length, at J = [[1]]: 0
    """
    N = len(J)
    Theta = np.zeros((N, N))
    for n in range(N):
        for m in range(n + 1, N):
            Theta[n, m] = Theta[m, n] = J[n] @ J[m]
    return Theta


def wrong_one_triangle(J):
    """DESERVES: only the upper triangle is filled
    PART: no
    BREAKS: the whole of Theta (N, N), at J = [[1], [1]]: the lower entry is 0
    """
    return np.triu(J @ J.T)


def wrong_cosines(J):
    """DESERVES: gradients are not to be scaled to length 1
    PART: no
    BREAKS: the inner product of gradients, at J = [[2]]: 1, not 4
    """
    lengths = np.sqrt(np.sum(np.asarray(J, float) ** 2, axis=1, keepdims=True))
    unit = J / np.where(lengths > 0, lengths, 1)
    return unit @ unit.T


def wrong_centred(J):
    """DESERVES: the tangent kernel is not centred
    PART: no
    BREAKS: row n is the gradient as it is, at J = [[1]]: 0, not 1
    """
    A = J - J.mean(axis=0)
    return A @ A.T


def wrong_single_precision(J):
    """DESERVES: single precision is right to 1e-7 only
    PART: yes
    BREAKS: right to 1e-9, at J = [[0.1]]
    """
    A = np.asarray(J, dtype=np.float32)
    return A @ A.T


def wrong_small_is_zero(J):
    """DESERVES: rounding to ten digits loses all, if the gradients are small
    PART: yes
    BREAKS: floats, all of which may be small, at J = [[1e-6]]: 0, not 1e-12
    """
    return np.round(np.asarray(J @ J.T, dtype=float), 10)


def wrong_distances(J):
    """DESERVES: (a^2 + b^2 - |a - b|^2) is twice the inner product
    PART: no
    BREAKS: the inner product, at J = [[1]]: 2, not 1
    """
    A = np.asarray(J, dtype=float)
    squares = (A**2).sum(axis=1)
    return squares[:, None] + squares - ((A[:, None] - A) ** 2).sum(axis=2)


def wrong_dead_gradients_dropped(J):
    """DESERVES: a sample with the gradient 0 keeps its row and column of zeros
    PART: yes
    BREAKS: Theta is (N, N), at J = [[1, 1], [0, 0]]: shape (1, 1)
    """
    J = np.asarray(J)
    alive = np.any(J != 0, axis=1)
    A = J[alive] if alive.any() else J
    return A @ A.T


def wrong_integer_table(J):
    """DESERVES: a table of integers cuts the products of floats
    PART: yes
    BREAKS: or floats, at J = [[0.5]]: 0, not 0.25
    """
    N = len(J)
    Theta = np.zeros((N, N), dtype=np.int64)
    for n, m in np.ndindex(N, N):
        Theta[n, m] = np.dot(J[n], J[m])
    return Theta
