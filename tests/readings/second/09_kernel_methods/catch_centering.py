import numpy as np


def right_line():
    """Numbers, the linear kernel, one input with two new points."""
    x, z = np.array([0.0, 1.0, 5.0]), np.array([3.0, 10.0])
    return [(np.outer(x, x), np.outer(z, x))]


def right_integers():
    """Integers, two samples and three new points."""
    x, z = np.array([1, 4]), np.array([7, -2, 9])
    return [(np.outer(x, x), np.outer(z, x))]


def right_one_new_point():
    """One new point: 4 and 6 give a row of zeros or miss the columns' means."""
    x = np.array([1.0, 2.0, 6.0])
    return [(np.outer(x, x), np.outer([11.0], x))]


def right_three_inputs():
    """Three inputs, each for some of the six; a single sample catches 1, 2, 3 and 5, but neither 4 nor 6."""
    lone = (np.array([[4.0]]), np.array([[6.0]]))
    identity = (np.eye(2), np.array([[3.0, 1.0]]))  # 4 gives itself away, 6 does not
    x = np.array([0.0, 1.0])
    return [lone, identity, (np.outer(x, x), np.outer([0.0], x))]


def right_lists():
    """Nested lists, written by hand, as a tuple of lists."""
    return ([[[1, 0], [0, 0]], [[5, 0], [2, 0], [-1, 0]]],)


def right_gaussian():
    """A Gaussian kernel on the line."""
    x, z = np.array([0.0, 0.3, 2.0, 2.2]), np.array([0.1, 1.0, 2.1])
    return [(np.exp(-np.subtract.outer(x, x) ** 2), np.exp(-np.subtract.outer(z, x) ** 2))]


def right_random_gram():
    """Random features with a mean far from 0, seeded; the largest sizes allowed."""
    rng = np.random.default_rng(5)
    X, Z = rng.normal(size=(5, 3)) + 2, rng.normal(size=(5, 3)) - 3
    K = X @ X.T
    return [((K + K.T) / 2, Z @ X.T)]


def right_polynomial():
    """The kernel (1 + x z)^2 with uneven samples."""
    x, z = np.array([0.0, 1.0, 3.0]), np.array([2.0, -1.0])
    return [((1 + np.outer(x, x)) ** 2, (1 + np.outer(z, x)) ** 2)]


def right_any_numbers():
    """K_test has numbers that no features have: any may be given."""
    return [(np.array([[0.0, 0.0], [0.0, 2.0]]), np.array([[100.0, -50.0], [3.0, 17.0]]))]


def right_search():
    """Search of small integers until a nested function of the six wrong versions is satisfied."""

    def six(K, T):
        c, r, g = K.mean(0), K.mean(1)[:, None], K.mean()
        Kc = K - c - r + g
        own = T.mean(1)[:, None]
        return (Kc, T - c - own + g), [
            (K - c, T - c), (K - g, T - g), (K - c - r, T - c - own),
            (Kc, T - T.mean(0) - own + T.mean()), (Kc, T), (Kc, T - own),
        ]

    def off(a, b):
        return np.any((abs(a - b) > 1e-2) & (abs(a - b) > 1e-2 * abs(b)))

    rng = np.random.default_rng(0)
    while True:
        x, z = rng.integers(-4, 5, 3), rng.integers(-4, 5, 2)
        K, T = np.outer(x, x), np.outer(z, x)
        (Kc, Tc), versions = six(K, T)
        if all(off(a, Kc) or off(b, Tc) for a, b in versions):
            return [(K, T)]


def right_large_entries():
    """Entries up to the 1e4 that are allowed."""
    x = np.array([10.0, 100.0])
    return [(np.outer(x, x), np.outer([-100.0, 30.0], x))]


def right_small_entries():
    """Entries of about 0.1: still off by more than 1e-3."""
    x, z = np.array([0.1, 0.5]), np.array([1.0, 0.2])
    return [(np.outer(x, x), np.outer(z, x))]


def right_diagonal():
    """A diagonal K of full rank with unequal squares, and the last of two inputs catches nothing new."""
    return [(np.diag([1.0, 4.0, 9.0]), np.array([[1.0, 2.0, 3.0]])), (np.zeros((1, 1)), np.zeros((1, 1)))]


def right_array_of_pairs():
    """Two samples and two new points as arrays in a list of lists."""
    K, K_test = np.array([[9.0, 3.0], [3.0, 1.0]]), np.array([[6.0, 2.0], [30.0, 10.0]])
    return [[K, K_test]]


def wrong_equal_column_means():
    """DESERVES: all columns of K have one mean, so version 6 is right here
    PART: no
    BREAKS: all six show themselves; 6 does not, at K = [[2, 1], [1, 2]]
    """
    return [(np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([[3.0, 7.0], [5.0, 0.0], [1.0, 1.0]]))]


def wrong_same_mean():
    """DESERVES: the new points have the mean of the samples, so version 4 is right here
    PART: no
    BREAKS: all six show themselves; 4 does not, at x = (0, 1, 5), z = (1, 3)
    """
    x, z = np.array([0.0, 1.0, 5.0]), np.array([1.0, 3.0])
    return [(np.outer(x, x), np.outer(z, x))]


def wrong_centred_already():
    """DESERVES: the samples have the mean 0, so that there is nothing to centre
    PART: no
    BREAKS: all six show themselves; 1, 2, 3, 5, 6 do not, at x = (-1, 1)
    """
    x = np.array([-1.0, 1.0])
    return [(np.outer(x, x), np.outer([2.0, 5.0], x))]


def wrong_lone_samples():
    """DESERVES: with one sample everything left is 0, and 4 and 6 say so too
    PART: no
    BREAKS: all six show themselves; 4 and 6 do not, at N = 1
    """
    return [(np.array([[k]]), np.array([[t], [2 * t]])) for k, t in ((1.0, 5.0), (4.0, 3.0), (9.0, 7.0))]


def wrong_small_mean_of_k():
    """DESERVES: the mean of K, 0.25, is less than a thousandth of each right entry, so version 3 passes as right
    PART: no
    BREAKS: off by more than 1e-3 of the right entry; 3 is off by 2.5e-5 of it, at x = (-99, 100), z = (100, -80)
    """
    x, z = np.array([-99.0, 100.0]), np.array([100.0, -80.0])
    return [(np.outer(x, x), np.outer(z, x))]


def wrong_tiny():
    """DESERVES: nothing is off by more than 1e-3 where all entries are smaller
    PART: no
    BREAKS: off by more than 1e-3, at x = (0, 0.01, 0.05), z = (0.03, 0.1)
    """
    x, z = np.array([0.0, 0.01, 0.05]), np.array([0.03, 0.1])
    return [(np.outer(x, x), np.outer(z, x))]


def wrong_indefinite():
    """DESERVES: K has the eigenvalue -1, it is symmetric but no Gram matrix
    PART: no
    BREAKS: no eigenvalue below -1e-9 times the largest, at K = [[1, 2], [2, 1]]
    """
    return [(np.array([[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 5.0]]), np.array([[1.0, 2.0, 7.0]]))]


def wrong_slightly_indefinite():
    """DESERVES: rounding to two digits has moved an eigenvalue to about -0.003: no Gram matrix any more
    PART: no
    BREAKS: no eigenvalue below -1e-9 times the largest, at K = round(x x^T, 2), x = (0.13, 0.57, 1.19)
    """
    x = np.array([0.13, 0.57, 1.19])
    return [(np.round(np.outer(x, x), 2), np.outer([2.0, 3.0], x))]


def wrong_too_large():
    """DESERVES: 101 squared is 10201, more than 1e4
    PART: no
    BREAKS: entries of 1e4 at most, at x = (1, 101)
    """
    x = np.array([1.0, 101.0])
    return [(np.outer(x, x), np.outer([5.0], x))]


def wrong_test_too_large():
    """DESERVES: the bound of 1e4 is for K_test too
    PART: no
    BREAKS: entries of 1e4 at most in size, at K_test = [[0, -20000]]
    """
    x = np.array([0.0, 20.0])
    return [(np.outer(x, x), np.outer([-1000.0], x))]


def wrong_four_inputs():
    """DESERVES: at most three inputs are allowed
    PART: no
    BREAKS: one to three inputs; four here
    """
    x = np.array([0.0, 1.0, 5.0])
    return [(np.outer(x, x), np.outer([z], x)) for z in (3.0, 4.0, 7.0, 8.0)]


def wrong_six_samples():
    """DESERVES: N is at most 5
    PART: no
    BREAKS: 1 <= N <= 5; N = 6 here
    """
    x = np.arange(6.0)
    return [(np.outer(x, x), np.outer([7.0, 9.0], x))]


def wrong_six_new_points():
    """DESERVES: M is at most 5
    PART: no
    BREAKS: 1 <= M <= 5; M = 6 here
    """
    x, z = np.array([0.0, 1.0, 5.0]), np.arange(3.0, 9.0)
    return [(np.outer(x, x), np.outer(z, x))]


def wrong_transposed_test():
    """DESERVES: K_test has a row for each new point; this is (N, M)
    PART: no
    BREAKS: K_test (M, N), at x = (0, 1, 5), z = (3, 10): (3, 2)
    """
    x, z = np.array([0.0, 1.0, 5.0]), np.array([3.0, 10.0])
    return [(np.outer(x, x), np.outer(x, z))]


def wrong_flat_row():
    """DESERVES: one new point makes a table of one row, (1, N), not (N,)
    PART: no
    BREAKS: K_test (M, N), at K_test = 3 x of shape (3,)
    """
    x = np.array([0.0, 1.0, 5.0])
    return [(np.outer(x, x), 3 * x)]


def wrong_bare_pair():
    """DESERVES: the answer is a list of pairs, also if it is one pair
    PART: no
    BREAKS: a list of pairs; this is one pair
    """
    x = np.array([0.0, 1.0, 5.0])
    return np.outer(x, x), np.outer([3.0], x)


def wrong_distances():
    """DESERVES: squared distances are no inner products: their table has negative eigenvalues
    PART: no
    BREAKS: K is a Gram matrix, at K_nm = (x_n - x_m)^2
    """
    x, z = np.array([0.0, 1.0, 5.0]), np.array([3.0, 10.0])
    return [(np.subtract.outer(x, x) ** 2, np.subtract.outer(z, x) ** 2)]


def wrong_points_not_products():
    """DESERVES: an input is a Gram matrix with products, not samples with new points
    PART: no
    BREAKS: K (N, N), at X of shape (3, 2)
    """
    return [(np.array([[0.0, 1.0], [1.0, 1.0], [5.0, 2.0]]), np.array([[3.0, 3.0]]))]


def wrong_asymmetric():
    """DESERVES: K = X W X^T with an asymmetric W is no Gram matrix
    PART: no
    BREAKS: symmetric, at K = [[2, 1], [0, 2]]
    """
    return [(np.array([[2.0, 1.0], [0.0, 2.0]]), np.array([[1.0, 5.0]]))]


def wrong_test_is_train():
    """DESERVES: the new points are the samples in another order, so version 4 makes no mistake
    PART: no
    BREAKS: all six show themselves; 4 does not, where K_test holds the samples in another order
    """
    x = np.array([0.0, 1.0, 5.0])
    return [(np.outer(x, x), np.outer(x[::-1], x))]
