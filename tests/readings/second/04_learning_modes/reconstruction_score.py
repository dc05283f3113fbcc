import math

import numpy as np


def right_residual(X, mean, V):
    """The residual of the projection, squared and summed."""
    A = np.asarray(X, float) - mean
    R = A - A @ V @ V.T
    return (R**2).sum(axis=1)


def right_pythagoras(X, mean, V):
    """||a||^2 - ||V^T a||^2."""
    A = np.asarray(X, float) - np.asarray(mean, float)
    return np.sum(A * A, axis=1) - np.sum((A @ V) ** 2, axis=1)


def right_projector(X, mean, V):
    """The projector I - V V^T, and einsum."""
    V = np.asarray(V, float)
    P = np.eye(len(V)) - V @ V.T
    A = np.asarray(X, float) - mean
    return np.einsum("ni,ij,nj->n", A, P, A)


def right_plain_loops(X, mean, V):
    """Plain Python, a list of floats."""
    d, k = len(V), len(V[0])
    scores = []
    for x in X:
        a = [float(x[i]) - float(mean[i]) for i in range(d)]
        codes = [sum(a[i] * float(V[i][j]) for i in range(d)) for j in range(k)]
        back = [sum(codes[j] * float(V[i][j]) for j in range(k)) for i in range(d)]
        scores.append(sum((p - q) ** 2 for p, q in zip(a, back)))
    return scores


def right_one_direction_at_a_time(X, mean, V):
    """Gram-Schmidt: the part along one column after the other is taken off, in a recursion."""

    def without(A, columns):
        if not len(columns):
            return A
        v = columns[0]
        return without(A - np.outer(A @ v, v), columns[1:])

    R = without(np.asarray(X, float) - mean, np.asarray(V, float).T)
    return np.linalg.norm(R, axis=1) ** 2


def right_complement(X, mean, V):
    """The coordinates along an orthonormal basis of the complement, from a complete QR."""
    V = np.asarray(V, float)
    d, k = V.shape
    if k == d:
        return np.zeros(len(X))
    Q, _ = np.linalg.qr(V, mode="complete")
    return np.square((np.asarray(X, float) - mean) @ Q[:, k:]).sum(axis=-1)


def right_least_squares(X, mean, V):
    """Each sample's nearest point by least squares, without the use of V being orthonormal."""
    A = (np.asarray(X, float) - mean).T
    V = np.asarray(V, float)
    codes = np.linalg.lstsq(V, A, rcond=None)[0]
    return np.sum((V @ codes - A) ** 2, axis=0)


def right_reconstruction_first(X, mean, V):
    """x hat as it stands in the lesson, then x - x hat, sample by sample."""
    X, mean, V = np.array(X, dtype=float), np.array(mean, dtype=float), np.array(V, dtype=float)
    out = np.empty(len(X))
    for n, x in enumerate(X):
        hat = mean + V @ (V.T @ (x - mean))
        out[n] = (x - hat) @ (x - hat)
    return out


def right_descent(X, mean, V):
    """Gradient descent over the codes z of ||a - V z||^2; the step 1/2 arrives at once, the second is for care."""
    A = np.asarray(X, float) - mean
    V = np.asarray(V, float)
    Z = np.zeros((len(A), V.shape[1]))
    for _ in range(2):
        Z = Z - 0.5 * 2 * (Z @ V.T - A) @ V
    return ((Z @ V.T - A) ** 2).sum(1)


def right_gram_determinant(X, mean, V):
    """Another formula: the determinant of the Gram matrix of V's columns and a is the squared distance."""

    def score(a):
        M = np.column_stack([V, a])
        return np.linalg.det(M.T @ M)

    A = np.asarray(X, float) - mean
    sizes = np.sqrt(np.sum(A**2, axis=1))
    safe = np.where(sizes > 0, sizes, 1.0)
    return np.array([score(a / s) * s * s for a, s in zip(A, safe)])


def right_float32_after_the_difference(X, mean, V):
    """The difference in float64, the rest in float32."""
    A = (np.asarray(X, np.float64) - np.asarray(mean, np.float64)).astype(np.float32)
    W = np.asarray(V, np.float32)
    return np.sum(np.square(A - (A @ W) @ W.T), axis=1)


def right_over_engineered(X, mean, V):
    """A class of affine subspaces, asserts, never below 0."""

    class Affine:
        def __init__(self, point, basis):
            self.point, self.basis = np.asarray(point, float), np.asarray(basis, float)
            assert self.basis.shape[0] == self.point.shape[0]

        def distance(self, x):
            a = np.asarray(x, float) - self.point
            return math.sqrt(max(0.0, math.fsum((a - self.basis @ (self.basis.T @ a)) ** 2)))

    plane = Affine(mean, V)
    return np.array([plane.distance(x) ** 2 for x in X])


def wrong_own_mean(X, mean, V):
    """DESERVES: you take off the mean of these samples instead of the one that is given
    PART: no
    BREAKS: mean and V need not come from these samples, at X = [[0, 2]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - np.mean(X, axis=0)
    return np.sum((A - A @ V @ np.transpose(V)) ** 2, axis=1)


def wrong_not_centred(X, mean, V):
    """DESERVES: you project x itself: the mean has to be taken off first
    PART: no
    BREAKS: distance from mean + span V, at X = [[0, 1]], mean = [0, 1], V = [[1], [0]]
    """
    X = np.asarray(X, float)
    return np.sum((X - X @ V @ np.transpose(V)) ** 2, axis=1)


def wrong_not_squared(X, mean, V):
    """DESERVES: you return the distance, wanted is its square
    PART: no
    BREAKS: squared distance, at X = [[0, 2]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - mean
    return np.linalg.norm(A - A @ V @ np.transpose(V), axis=1)


def wrong_part_along(X, mean, V):
    """DESERVES: that is the part along the subspace, the score is what is orthogonal to it
    PART: no
    BREAKS: distance of each sample from the affine subspace, at X = [[2, 0]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - mean
    return np.sum((A @ V) ** 2, axis=1)


def wrong_mean_is_forgotten_once(X, mean, V):
    """DESERVES: the projection of x - mean is compared with x: add the mean to it again
    PART: no
    BREAKS: distance from mean + span V, at X = [[0, 1]], mean = [0, 1], V = [[1], [0]]
    """
    X = np.asarray(X, float)
    return np.sum((X - (X - mean) @ V @ np.transpose(V)) ** 2, axis=1)


def wrong_first_direction_only(X, mean, V):
    """DESERVES: you take off the part along the first column only; in the example there is no other
    PART: yes
    BREAKS: distance from span V, at X = [[0, 1, 0]], mean = [0, 0, 0], V = [[1, 0], [0, 1], [0, 0]]
    """
    A = np.asarray(X, float) - mean
    v = np.asarray(V)[:, 0]
    return np.sum((A - np.outer(A @ v, v)) ** 2, axis=1)


def wrong_least_over_directions(X, mean, V):
    """DESERVES: you take the least distance from the single lines, but V's columns span a subspace together
    PART: yes
    BREAKS: distance from mean + span V, at X = [[1, 1, 0]], mean = [0, 0, 0], V = [[1, 0], [0, 1], [0, 0]]
    """
    A = np.asarray(X, float) - mean
    return np.min([np.sum((A - np.outer(A @ v, v)) ** 2, axis=1) for v in np.asarray(V).T], axis=0)


def wrong_float32(X, mean, V):
    """DESERVES: cast to float32 before the difference, numbers far from 0 lose what lies between them and the mean
    PART: yes
    BREAKS: also if mean is 1e4 times as far from 0, at X = [[0, 10001.3]], mean = [0, 10000], V = [[1], [0]]
    """
    A = np.asarray(X, np.float32) - np.asarray(mean, np.float32)
    W = np.asarray(V, np.float32)
    return np.sum((A - A @ W @ W.T) ** 2, axis=1)


def wrong_changes_the_argument(X, mean, V):
    """DESERVES: X -= mean changes the caller's samples
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at X = [[0., 2.]], mean = [0, 1], V = [[1], [0]]
    """
    X = X.astype(float, copy=False)
    X -= mean
    return np.sum((X - X @ V @ V.T) ** 2, axis=1)


def wrong_integers_stay(X, mean, V):
    """DESERVES: an array like X holds integers where X does: the differences are cut off in it
    PART: yes
    BREAKS: X may hold integers, at X = [[0, 1]] (integers), mean = [0, 0.5], V = [[1], [0]]
    """
    A = np.empty_like(X)
    for n in range(len(X)):
        A[n] = X[n] - mean
    return np.sum((A - A @ V @ np.transpose(V)) ** 2, axis=1)


def wrong_one_sample_is_a_number(X, mean, V):
    """DESERVES: squeeze makes one number of the score of a single sample, wanted is an array (1,)
    PART: yes
    BREAKS: N may be 1, at X = [[0, 2]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - mean
    return np.squeeze(np.sum((A - A @ V @ np.transpose(V)) ** 2, axis=1, keepdims=True))


def wrong_mean_over_features(X, mean, V):
    """DESERVES: the squares are averaged over the d features, wanted is their sum
    PART: no
    BREAKS: squared distance, at X = [[0, 2]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - mean
    return np.mean((A - A @ V @ np.transpose(V)) ** 2, axis=1)


def wrong_sum_over_samples(X, mean, V):
    """DESERVES: axis=0 sums over the samples: wanted is one score for each sample, the sum over its features
    PART: no
    BREAKS: squared distance (N,) of each sample, at X = [[0, 1], [0, 2]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - mean
    return np.sum((A - A @ V @ np.transpose(V)) ** 2, axis=0)


def wrong_rows_for_columns(X, mean, V):
    """DESERVES: where V is as wide as high your test takes its rows for the directions; columns they are always
    PART: yes
    BREAKS: nothing is left if k = d, at X = [[1, 0]], mean = [0, 0], V = [[0.6, -0.8], [0.8, 0.6]] (the last is cut)
    """
    V = np.asarray(V, float)
    if V.shape[0] == V.shape[1]:
        V = V.T[:, : max(1, V.shape[1] - 1)]
    A = np.asarray(X, float) - mean
    return np.sum((A - A @ V @ V.T) ** 2, axis=1)


def wrong_rounded(X, mean, V):
    """DESERVES: you round to six digits after the point, which makes 0 of the scores of samples near to the mean
    PART: yes
    BREAKS: right to 1e-5 of the largest squared distance, at X = [[0, 5e-4]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - mean
    return np.round(np.sum((A - A @ V @ np.transpose(V)) ** 2, axis=1), 6)


def wrong_share_of_the_distance(X, mean, V):
    """DESERVES: you divide by the squared distance from the mean: a share between 0 and 1, no squared distance
    PART: no
    BREAKS: squared distance, at X = [[0, 2]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - mean
    total = np.sum(A**2, axis=1)
    return np.sum((A - A @ V @ np.transpose(V)) ** 2, axis=1) / np.where(total > 0, total, 1)


def wrong_difference_of_norms(X, mean, V):
    """DESERVES: Pythagoras is for squares: (||a|| - ||V^T a||)^2 is not ||a||^2 - ||V^T a||^2
    PART: yes
    BREAKS: squared distance, at X = [[1, 1]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - mean
    return (np.linalg.norm(A, axis=1) - np.linalg.norm(A @ V, axis=1)) ** 2


def wrong_nonnegative_codes(X, mean, V):
    """DESERVES: you clip the codes at 0: the subspace goes on in both directions
    PART: yes
    BREAKS: distance from mean + span V, at X = [[-1, 0]], mean = [0, 0], V = [[1], [0]]
    """
    A = np.asarray(X, float) - mean
    return np.sum((A - np.maximum(A @ V, 0) @ np.transpose(V)) ** 2, axis=1)


def wrong_norms_expanded_in_float32(X, mean, V):
    """DESERVES: ||x||^2 - 2 x.mean + ||mean||^2 in float32 is a small difference of numbers of the size 1e8
    PART: yes
    BREAKS: also if mean is 1e4 times as far from 0, at X = [[10000, 10001]], mean = [10000, 10000], V = [[1], [0]]
    """
    X, mean, V = (np.asarray(part, np.float32) for part in (X, mean, V))
    whole = np.sum(X**2, axis=1) - 2 * X @ mean + np.sum(mean**2)
    return whole - np.sum((X @ V - mean @ V) ** 2, axis=1)
