import math

import numpy as np


def right_residual(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    A = X - mean
    return np.sum((A - A @ V @ V.T) ** 2, axis=1)


def right_pythagoras(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    A = X - mean
    return np.maximum((A**2).sum(axis=1) - ((A @ V) ** 2).sum(axis=1), 0)


def right_einsum(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    P = np.eye(len(V)) - np.einsum("ik,jk->ij", V, V)
    A = X - mean[None, :]
    return np.einsum("ni,ij,nj->n", A, P, A)


def right_loops(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    scores = []
    for x in X.tolist():
        a = [p - q for p, q in zip(x, mean.tolist())]
        rest = list(a)
        for j in range(V.shape[1]):
            v = V[:, j].tolist()
            along = sum(p * q for p, q in zip(a, v))
            rest = [r - along * q for r, q in zip(rest, v)]
        scores.append(sum(r * r for r in rest))
    return scores


def right_complement(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """The other d - k directions, from a full QR decomposition."""
    Q = np.linalg.qr(V, mode="complete")[0][:, V.shape[1] :]
    return np.square((X - mean) @ Q).sum(axis=-1)


def right_lstsq(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    A = (X - mean).T
    codes = np.linalg.lstsq(V, A, rcond=None)[0]
    return np.linalg.norm(A - V @ codes, axis=0) ** 2


def right_one_function_per_sample(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    def score(x):
        a = x - mean
        r = a - V @ (V.T @ a)
        return r @ r

    return np.array([score(x) for x in X])


def right_recursion(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    def without(A, j):
        if j == V.shape[1]:
            return A
        v = V[:, j]
        return without(A - np.outer(A @ v, v), j + 1)

    return (without(X - mean, 0) ** 2).sum(1)


def right_class(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    class Plane:
        def __init__(self, point, directions):
            self.point, self.directions = np.copy(point), np.copy(directions)

        def __call__(self, samples):
            codes = (samples - self.point) @ self.directions
            return self.point + codes @ self.directions.T

    hat = Plane(mean, V)(X)
    return ((X - hat) ** 2).sum(axis=1).tolist()


def right_math_dist(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    hat = mean + (X - mean) @ (V @ V.T)
    return tuple(math.dist(x, h) ** 2 for x, h in zip(X, hat))


def right_float32(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    A = (X - mean).astype(np.float32)
    W = V.astype(np.float32)
    R = A - (A @ W) @ W.T
    return (R * R).sum(axis=1)


def right_longdouble(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    A = np.array(X, dtype=np.longdouble)
    A -= mean
    A -= A @ V.astype(np.longdouble) @ V.T
    print(A.shape)
    return np.add.reduce(A**2, axis=1).astype(np.float64)


def right_pinv_diag(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    R = (X - mean) @ (np.identity(V.shape[0]) - V @ np.linalg.pinv(V))
    return np.diag(R @ R.T)


def wrong_mean_of_these(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: mean is given; you take that of the samples in the queue, so that a score depends on the others.
    PART: no
    BREAKS: mean and V need not come from these samples: `reconstruction_score([[0., 1.]], [0., 0.], [[1.], [0.]])`
    """
    A = X - X.mean(axis=0)
    return np.sum((A - A @ V @ V.T) ** 2, axis=1)


def wrong_not_centred(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: the subspace passes through the mean, not through the origin: take the mean off first.
    PART: no
    BREAKS: distance from the affine subspace mean + span V: `reconstruction_score([[0., 1.]], [0., 1.], [[1.], [0.]])`
    """
    return np.sum((X - X @ V @ V.T) ** 2, axis=1)


def wrong_mean_not_added(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: the reconstruction is mean + V V^T (x - mean); you forgot to add the mean again.
    PART: no
    BREAKS: distance from the affine subspace mean + span V: `reconstruction_score([[0., 1.]], [0., 1.], [[1.], [0.]])`
    """
    return np.sum((X - (X - mean) @ V @ V.T) ** 2, axis=1)


def wrong_distance(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: the score is the squared distance, and you took the root.
    PART: yes
    BREAKS: squared distance: `reconstruction_score([[0., 2.]], [0., 0.], [[1.], [0.]])`
    """
    A = X - mean
    return np.linalg.norm(A - A @ V @ V.T, axis=1)


def wrong_mean_over_features(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: the squared distance is the sum over the features, not their mean.
    PART: yes
    BREAKS: squared distance: `reconstruction_score([[0., 1.]], [0., 0.], [[1.], [0.]])`
    """
    A = X - mean
    return np.mean((A - A @ V @ V.T) ** 2, axis=1)


def wrong_one_number(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: a score for each sample is wanted, and you sum over the samples, too.
    PART: no
    BREAKS: (N,) of each sample: `reconstruction_score([[0., 1.], [0., 2.]], [0., 0.], [[1.], [0.]])`
    """
    A = X - mean
    return np.sum((A - A @ V @ V.T) ** 2)


def wrong_over_samples(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: you sum over the samples, axis 0; each sample has a score, the sum over its features.
    PART: no
    BREAKS: (N,) of each sample: `reconstruction_score([[0., 1.], [0., 2.]], [0., 0.], [[1.], [0.]])`
    """
    A = X - mean
    return np.sum((A - A @ V @ V.T) ** 2, axis=0)


def wrong_part_along(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: you return the squared length of the part along the subspace; the other part is the score.
    PART: no
    BREAKS: distance from the affine subspace: `reconstruction_score([[0., 1.]], [0., 0.], [[1.], [0.]])`
    """
    return np.sum(((X - mean) @ V) ** 2, axis=1)


def wrong_first_direction(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: you use the first column of V only; the subspace is spanned by all of them.
    PART: yes
    BREAKS: span V, V (d, k): `reconstruction_score([[0., 1.]], [0., 0.], [[1., 0.], [0., 1.]])`
    """
    A = X - mean
    v = V[:, 0]
    return np.sum((A - np.outer(A @ v, v)) ** 2, axis=1)


def wrong_squeezed(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: squeeze turns the scores of a single sample into a bare number; (1,) is wanted.
    PART: yes
    BREAKS: (N,), N = 1: `reconstruction_score([[0., 1.]], [0., 0.], [[1.], [0.]])`
    """
    A = X - mean
    return np.squeeze(np.sum((A - A @ V @ V.T) ** 2, axis=1, keepdims=True))


def wrong_in_place(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: X -= mean changes the samples of the caller.
    PART: yes
    BREAKS: a function leaves its arguments as they were: `reconstruction_score([[0., 1.]], [1., 0.], [[1.], [0.]])`
    """
    X -= mean
    return np.sum((X - X @ V @ V.T) ** 2, axis=1)


def wrong_square_of_sum(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: you add the residual's entries and then square; square first, then add.
    PART: no
    BREAKS: squared distance: `reconstruction_score([[0., 1., -1.]], [0., 0., 0.], [[1.], [0.], [0.]])`
    """
    A = X - mean
    return np.sum(A - A @ V @ V.T, axis=1) ** 2


def wrong_sum_of_directions(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: you add the codes before squaring: |a|^2 - (sum of the codes)^2 is right for one direction only.
    PART: yes
    BREAKS: V (d, k), k > 1: `reconstruction_score([[1., 1.]], [0., 0.], [[1., 0.], [0., 1.]])`
    """
    A = X - mean
    return np.sum(A**2, axis=1) - np.sum(A @ V, axis=1) ** 2


def wrong_distance_to_each_line(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: you take the distance from the nearest line; the subspace holds more than the lines along its columns.
    PART: yes
    BREAKS: span V: `reconstruction_score([[1., 1.]], [0., 0.], [[1., 0.], [0., 1.]])`
    """
    A = X - mean
    return np.min(np.sum(A**2, axis=1, keepdims=True) - (A @ V) ** 2, axis=1)


def wrong_uncentred_square(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: |x|^2 - |V^T (x - mean)|^2 has the mean taken off in one part only.
    PART: no
    BREAKS: distance from the affine subspace mean + span V: `reconstruction_score([[0., 1.]], [0., 1.], [[1.], [0.]])`
    """
    return np.sum(X**2, axis=1) - np.sum(((X - mean) @ V) ** 2, axis=1)


def wrong_float32_square(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: |x|^2 - 2 x.m + |m|^2 - ... without centring loses all digits, in float32 most of all, when the mean is large.
    PART: yes
    BREAKS: squared distance: `reconstruction_score([[10000., 10001.]], [10000., 10000.], [[1.], [0.]])`
    """
    x, m, W = X.astype(np.float32), mean.astype(np.float32), V.astype(np.float32)
    return (x**2).sum(axis=1) - 2 * x @ m + m @ m - ((x @ W - m @ W) ** 2).sum(axis=1)


def wrong_scaled_mean(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: the difference from the mean has to be projected; you project x itself.
    PART: no
    BREAKS: distance from mean + span V: `reconstruction_score([[1., 0.]], [1., 0.], [[1.], [0.]])`
    """
    A = X - mean
    return np.sum((A - X @ V @ V.T) ** 2, axis=1)


def wrong_rows_for_columns(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: the directions are the columns of V; for a square V you would see no error, otherwise V.T is needed.
    PART: no
    BREAKS: V (d, k): `reconstruction_score([[0., 1.]], [0., 0.], [[1.], [0.]])`
    """
    A = X - mean
    return np.sum((A - A @ V.T @ V) ** 2, axis=1)


def wrong_average_first(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: mean is one point in R^d; you take the mean of its entries off every feature.
    PART: no
    BREAKS: mean (d,): `reconstruction_score([[0., 1.]], [0., 2.], [[1.], [0.]])`
    """
    A = X - np.mean(mean)
    return np.sum((A - A @ V @ V.T) ** 2, axis=1)


def wrong_type_of_samples(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: zeros_like gives the scores the type of X; of integer samples they are cut off to integers.
    PART: yes
    BREAKS: squared distance of each sample, X of integers: `reconstruction_score([[0, 1]], [0., .5], [[1.], [0.]])`
    """
    scores = np.zeros_like(X[:, 0])
    for n, x in enumerate(X):
        a = x - mean
        scores[n] = np.sum((a - V @ (V.T @ a)) ** 2)
    return scores


def wrong_normed_as_a_whole(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: np.linalg.norm(V) is sqrt(k), not 1: your projection is k times too small unless k = 1.
    PART: yes
    BREAKS: V (d, k), with orthonormal columns: `reconstruction_score([[1., 1.]], [0., 0.], [[1., 0.], [0., 1.]])`
    """
    A, U = X - mean, V / np.linalg.norm(V)
    return np.sum((A - A @ U @ U.T) ** 2, axis=1)


def wrong_nearest_column_sum(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: you sum the squared distances from all the lines; the subspace is one, and its distance is shorter.
    PART: yes
    BREAKS: span V: `reconstruction_score([[1., 1.]], [0., 0.], [[1., 0.], [0., 1.]])`
    """
    A = X - mean
    return sum(np.sum((A - np.outer(A @ v, v)) ** 2, axis=1) for v in V.T)


def wrong_mean_only_for_many(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """DESERVES: a single sample is a queue, too: for N = 1 you forget to take the mean off.
    PART: yes
    BREAKS: distance from mean + span V, N = 1: `reconstruction_score([[0., 1.]], [0., 1.], [[1.], [0.]])`
    """
    A = X - mean if len(X) > 1 else X
    return np.sum((A - A @ V @ V.T) ** 2, axis=1)
