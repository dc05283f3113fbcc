import math

import numpy as np


def right_by_sqdist(X, Z, gamma):
    """One line on top of sqdist."""
    return np.exp(-gamma * np.asarray(sqdist(X, Z)))


def right_row_by_row(X, Z, gamma):
    """Its own distances, row by row."""
    K = np.zeros((X.shape[0], Z.shape[0]))
    for n in range(X.shape[0]):
        K[n, :] = np.exp(-gamma * ((X[n].astype(float) - Z) ** 2).sum(axis=1))
    return K


def right_plain_loops(X, Z, gamma):
    """Plain Python: math.dist and math.exp; a list of lists comes out."""
    X, Z = X.tolist(), Z.tolist()
    return [[math.exp(-gamma * math.dist(x, z) ** 2) for z in Z] for x in X]


def right_float32_exponential(X, Z, gamma):
    """The exponent in double precision, exp in single precision."""
    exponent = -gamma * np.array([((Z - x).astype(float) ** 2).sum(axis=1) for x in X])
    return np.exp(exponent.astype(np.float32))


def right_product_over_features(X, Z, gamma):
    """The product of one-dimensional kernels, feature by feature."""
    K = np.ones((len(X), len(Z)))
    for a, b in zip(X.T.astype(float), Z.T.astype(float), strict=True):
        K *= np.exp(-gamma * (a[:, None] - b[None, :]) ** 2)
    return K


def right_samples_scaled(X, Z, gamma):
    """gamma goes into the samples, as its root."""
    s = np.sqrt(gamma)
    both = np.concatenate([X, Z])
    origin = both.mean(axis=0)
    A, B = s * (X - origin), s * (Z - origin)
    return np.exp(-np.maximum((A * A).sum(1)[:, None] + (B * B).sum(1) - 2 * A @ B.T, 0))


def right_powers_of_two(X, Z, gamma):
    """exp2 instead of exp."""
    return np.exp2(-gamma * np.log2(np.e) * np.asarray(sqdist(X, Z), float))


def right_reciprocal(X, Z, gamma):
    """1 / exp(+...): an overflow is a 0, and its warning is switched off."""
    D = np.asarray(sqdist(X, Z), float)
    with np.errstate(over="ignore"):
        return 1 / np.exp(gamma * D)


def right_root_to_the_eighth(X, Z, gamma):
    """exp of an eighth of the exponent, squared three times."""
    K = np.exp(np.asarray(sqdist(X, Z), float) * (-gamma / 8))
    for _ in range(3):
        K = K * K
    return K


def right_expm1(X, Z, gamma):
    """1 + expm1, written into the matrix of the distances, which is a copy."""
    D = np.array(sqdist(X, Z), dtype=float, copy=True)
    D *= -gamma
    np.expm1(D, out=D)
    D += 1
    return D


def right_capped_exponent(X, Z, gamma):
    """The exponent is cut at 60, where exp is 1e-26."""
    return np.exp(-np.minimum(gamma * np.asarray(sqdist(X, Z), float), 60.0))


def right_where(X, Z, gamma):
    """Early outs: only pairs near enough are given to exp, the others are 0."""
    t = gamma * np.asarray(sqdist(X, Z), float)
    K = np.zeros(t.shape)
    near = t < 40
    K[near] = np.exp(-t[near])
    return K


def right_class(X, Z, gamma):
    """Over-engineered: a kernel object with its width, defensive, cell by cell."""

    class Gaussian:
        def __init__(self, width):
            assert width > 0
            self.width = width

        def value(self, x, z):
            return float(np.exp(-0.5 * (np.linalg.norm(x.astype(float) - z.astype(float)) / self.width) ** 2))

        def matrix(self, X, Z):
            return np.array([[self.value(x, z) for z in Z] for x in X]).reshape(len(X), len(Z))

    return Gaussian(1 / math.sqrt(2 * gamma)).matrix(X, Z)


def right_recursive(X, Z, gamma):
    """Z is halved until one row is left; its own distances."""

    def columns(Z):
        if len(Z) > 1:
            return np.hstack([columns(Z[: len(Z) // 2]), columns(Z[len(Z) // 2 :])])
        return np.exp(-gamma * np.square(X - Z.astype(float)).sum(axis=1, keepdims=True))

    return columns(Z)


def wrong_not_squared(X, Z, gamma):
    """DESERVES: the distance in the exponent is squared
    PART: no
    BREAKS: gamma multiplies the squared distance, at X = [[0.0]], Z = [[2.0]], gamma = 0.5
    """
    return np.exp(-gamma * np.sqrt(np.asarray(sqdist(X, Z), float)))


def wrong_sigma(X, Z, gamma):
    """DESERVES: gamma is taken for the width sigma
    PART: no
    BREAKS: gamma multiplies the squared distance, at X = [[0.0]], Z = [[1.0]], gamma = 2.0
    """
    return np.exp(-np.asarray(sqdist(X, Z), float) / (2 * gamma**2))


def wrong_three_factors(X, Z, gamma):
    """DESERVES: the factor exp(2 gamma x z) overflows: take exp of the whole exponent
    PART: yes
    BREAKS: right to an absolute 1e-5, at X = Z = [[30.0]], gamma = 1.0
    """
    X, Z = X.astype(float), Z.astype(float)
    with np.errstate(all="ignore"):
        a, b = np.exp(-gamma * (X**2).sum(1)), np.exp(-gamma * (Z**2).sum(1))
        return a[:, None] * np.exp(2 * gamma * X @ Z.T) * b


def wrong_power_of_a_base(X, Z, gamma):
    """DESERVES: exp(-gamma) is 0 for a large gamma and 1 for a small one: multiply before exp
    PART: yes
    BREAKS: gamma > 0 (up to 1e7), at X = [[0.0]], Z = [[0.001]], gamma = 1e6
    """
    return np.exp(-gamma) ** np.asarray(sqdist(X, Z), float)


def wrong_expanded_as_it_stands(X, Z, gamma):
    """DESERVES: at 1e4 from 0 the expanded squares lose digits that a large gamma shows: move the points
    PART: yes
    BREAKS: at 1e4 from the origin, too, gamma up to 1e7, at X = [[1e4]], Z = [[1e4], [1e4 + 0.0003]], gamma = 1e7
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.exp(-gamma * np.maximum((X**2).sum(1)[:, None] - 2 * X @ Z.T + (Z**2).sum(1), 0))


def wrong_epsilon_in_root(X, Z, gamma):
    """DESERVES: the 1e-10 under the root is multiplied by gamma, and shows for a large one
    PART: yes
    BREAKS: gamma up to 1e7, values right to 1e-5, at X = Z = [[0.0]], gamma = 1e7
    """
    return np.exp(-gamma * np.sqrt(np.asarray(sqdist(X, Z), float) + 1e-10) ** 2)


def wrong_gamma_over_d(X, Z, gamma):
    """DESERVES: gamma is not divided by the number of features
    PART: no
    BREAKS: gamma multiplies the squared distance, at X = [[0.0, 0.0]], Z = [[1.0, 0.0]], gamma = 1.0
    """
    return np.exp(-gamma / X.shape[1] * np.asarray(sqdist(X, Z), float))


def wrong_ones_on_the_diagonal(X, Z, gamma):
    """DESERVES: k(x, x) = 1 is on the diagonal only if X and Z are the same set
    PART: yes
    BREAKS: kernel matrix of the rows of X and Z, at X = [[0.0]], Z = [[1.0]], gamma = 1.0
    """
    K = np.exp(-gamma * np.asarray(sqdist(X, Z), float))
    if len(X) == len(Z):
        np.fill_diagonal(K, 1.0)
    return K


def wrong_capped_too_early(X, Z, gamma):
    """DESERVES: an exponent cut at 10 leaves 4.5e-5 where the value is 0
    PART: yes
    BREAKS: if gamma times each lies between 100 and 1e6, 0 to 1e-5, at X = [[0.0]], Z = [[20.0]], gamma = 1.0
    """
    return np.exp(-np.minimum(gamma * np.asarray(sqdist(X, Z), float), 10.0))


def wrong_type_of_the_samples(X, Z, gamma):
    """DESERVES: a result of the samples' type cuts all values to 0 if they are integers
    PART: yes
    BREAKS: X and Z may hold integers, at X = [[0]], Z = [[1]] (integers), gamma = 1.0
    """
    K = np.empty((len(X), len(Z)), dtype=X.dtype)
    K[:] = np.exp(-gamma * np.asarray(sqdist(X, Z), float))
    return K


def wrong_scales_the_callers(X, Z, gamma):
    """DESERVES: X *= s scales the caller's samples: take a copy
    PART: yes
    BREAKS: a function leaves its arrays as they were, at X = [[1.0]], Z = [[2.0]], gamma = 4.0
    """
    s = np.sqrt(gamma)
    X, Z = np.asarray(X, dtype=float), np.asarray(Z, dtype=float)
    if X is Z:
        Z = Z.copy()
    X *= s
    Z *= s
    return np.exp(-np.asarray(sqdist(X, Z), float))


def wrong_mean_over_features(X, Z, gamma):
    """DESERVES: kernels of single features are multiplied, not averaged
    PART: no
    BREAKS: gamma multiplies the squared distance of the rows, at X = [[0.0, 0.0]], Z = [[1.0, 0.0]], gamma = 1.0
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.array([np.exp(-gamma * (Z - x) ** 2).mean(axis=1) for x in X])


def wrong_limit_too_early(X, Z, gamma):
    """DESERVES: (1 + t/n)^(-n) for n = 16384 is exp(-t) to 1.7e-5 only
    PART: yes
    BREAKS: right to an absolute 1e-5, at X = [[0.0]], Z = [[1.0]], gamma = 2.0
    """
    n = 2**14
    return (1 + gamma * np.asarray(sqdist(X, Z), float) / n) ** (-float(n))


def wrong_float32_samples(X, Z, gamma):
    """DESERVES: in single precision samples at 1e4 are rounded to 0.001
    PART: yes
    BREAKS: at 1e4 from the origin, too, at X = [[1e4]], Z = [[1e4 + 0.0003]], gamma = 1e7
    """
    X, Z = X.astype(np.float32), Z.astype(np.float32)
    return np.exp(-gamma * np.array([((Z - x) ** 2).sum(axis=1) for x in X]).astype(float))


def wrong_squeezed(X, Z, gamma):
    """DESERVES: squeeze takes away the axis of a single sample
    PART: yes
    BREAKS: Gaussian kernel matrix (N, M), at X = [[0.0]], Z = [[1.0], [2.0]], gamma = 1.0
    """
    return np.squeeze(np.exp(-gamma * np.asarray(sqdist(X, Z), float)))


def wrong_sparse(X, Z, gamma):
    """DESERVES: values below 0.001 are not 0
    PART: yes
    BREAKS: right to an absolute 1e-5, at X = [[0.0]], Z = [[1.0]], gamma = 7.0: 0.0009
    """
    K = np.exp(-gamma * np.asarray(sqdist(X, Z), float))
    K[K < 1e-3] = 0
    return K


def wrong_density(X, Z, gamma):
    """DESERVES: this is a density, with the integral 1, not the kernel, with k(x, x) = 1
    PART: no
    BREAKS: Gaussian kernel exp(-gamma ||x - z||^2), at X = Z = [[0.0]], gamma = 1.0
    """
    return (gamma / np.pi) ** (X.shape[1] / 2) * np.exp(-gamma * np.asarray(sqdist(X, Z), float))


def wrong_largest_distance_one(X, Z, gamma):
    """DESERVES: the distances are divided by the largest of them, so that the value of a pair depends on the others
    PART: no
    BREAKS: gamma multiplies the squared distance, at X = [[0.0]], Z = [[1.0], [2.0]], gamma = 1.0
    """
    D = np.asarray(sqdist(X, Z), float)
    return np.exp(-gamma * D / (D.max() or 1.0))
