"""Features whose products are centred, and what the products must be, for `center_gram`."""

import numpy as np

from autograder import expect
from autograder.checks.test_kernel_methods.inputs import away_from_zero, greatest, near, table, tenths

PAIR = "center_gram(K, K_test)"


def features(d):
    """Features of samples and of new points, another number of them and not one, with means far from 0: (X, Z)."""
    N, n = d.integer(2, 5), d.integer(1, 3)
    X, Z = 2.3 + tenths(d, (N, n)), tenths(d, (N + d.choice((1, -1) if N > 2 else (1,)), n)) - 1.7
    X[0], Z[0] = X[0] + 3.1, 7.3
    return X, Z


def as_many(d):
    """As many new points as samples, and other ones: (X, Z)."""
    X, _ = features(d)
    Z = tenths(d, X.shape) - 1.7
    Z[0] = X[1] + 2.2
    return X, Z


def moved(d):
    """Gram matrices, and products of samples and points with a vector that is added to all: (K, T, a, b, c, X, Z).

    X and Z are other samples and points: of one feature samples have a millionth, and points have more.
    """
    X, Z = features(d)
    v = away_from_zero(d, X.shape[1])
    A, B = away_from_zero(d, (3, 2)), away_from_zero(d, (2, 2))
    A[:, 1] = np.array([1, -1, 1]) / 2.0**20
    return X @ X.T, Z @ X.T, X @ v, Z @ v, float(v @ v), A, B


def alone(d):
    """Samples and new points of which the first may stand for all: (X, Z)."""
    N, M = d.integer(2, 4), d.integer(2, 3)
    return 2.3 + away_from_zero(d, (N, 2)), away_from_zero(d, (M, 2)) - 1.7


def whole(d):
    """Integers up to 1e6 in size whose means are no integers: (X, Z)."""
    N = d.integer(3, 5)
    X, Z = d.integers((N, 1), 700, 990), d.integers((N - 1, 1), -990, -700)
    X[0, 0] = 701 + N * (X[1:].sum() % N) - X[1:].sum() % N  # so that N does not divide the sum
    return X, Z


def pair_of(got, K, K_test):
    """Kc and K_test_c, as they should be but for their values."""
    Kc, K_test_c = expect.values(got, 2, PAIR)
    return table(Kc, K.shape, f"Kc of {PAIR}"), table(K_test_c, K_test.shape, f"K_test_c of {PAIR}")


def right_pair(got, K, K_test, wanted, wanted_test):
    """Both parts are right to 1e-9 of the largest entry."""
    Kc, K_test_c = pair_of(got, K, K_test)
    near(Kc, wanted, f"Kc of {PAIR}", greatest(K, K_test))
    near(K_test_c, wanted_test, f"K_test_c of {PAIR}", greatest(K, K_test))
