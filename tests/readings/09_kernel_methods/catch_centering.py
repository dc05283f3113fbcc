import numpy as np


def right_numbers():
    x, z = np.array([0.0, 1.0, 5.0]), np.array([3.0, 7.0])
    return [(np.outer(x, x), np.outer(z, x))]


def right_lists_of_integers():
    return [([[0, 0], [0, 4]], [[0, 6], [0, 20]])]


def right_one_new_point():
    return [(np.array([[1.0, 2.0], [2.0, 8.0]]), np.array([[3.0, -5.0]]))]


def right_two_inputs():
    x = np.array([1.0, 2.0, 6.0])
    first = np.outer(x, x), np.outer([10.0], x)
    second = np.diag([1.0, 2.0, 3.0]), np.array([[1.0, 5.0, 0.0], [2.0, 2.0, -7.0]])
    return [first, second]


def right_three_inputs_shared_work():
    # 4, 5 and 6; 1 and 2; 3
    x = np.array([-1.0, 1.0])
    one = np.outer(x, x), np.outer([3.0], x)
    two = np.array([[3.0, 1.0], [1.0, 5.0]]), np.array([[1.0, 0.0]])
    three = np.array([[9.0, 9.0], [9.0, 9.0]]), np.array([[4.0, -4.0]])
    return (one, two, three)


def right_gaussian():
    x, z = np.array([0.0, 0.5, 2.0]), np.array([0.3, 3.0])
    return [(np.exp(-np.subtract.outer(x, x) ** 2), 100 * np.exp(-np.subtract.outer(z, x) ** 2))]


def right_random_search():
    rng = np.random.default_rng(0)

    def versions(K, T):
        r, c, a, R = K.mean(1)[:, None], K.mean(0), K.mean(), T.mean(1)[:, None]
        Kc = K - r - c + a
        yield Kc, T - R - c + a
        yield K - c, T - c
        yield K - a, T - a
        yield K - r - c, T - R - c
        yield Kc, T - R - T.mean(0) + T.mean()
        yield Kc, T
        yield Kc, T - R

    while True:
        X = rng.integers(-5, 6, (4, 2)).astype(float)
        Z = rng.integers(-5, 6, (3, 2)).astype(float)
        K, T = X @ X.T, Z @ X.T
        (Kc, Tc), *wrong = versions(K, T)
        if all(np.abs(A - Kc).max() > 1 or np.abs(B - Tc).max() > 1 for A, B in wrong):
            return [(K, T)]


def right_largest_size():
    X = np.arange(20.0).reshape(5, 4) ** 1.5 / 4
    return [(X @ X.T, (X[::-1] * 0.5 + [9, -3, 2, 5]) @ X.T)]


def right_limit_of_entries():
    return [(np.array([[1e4, 0.0], [0.0, 0.0]]), np.array([[1e4, -1e4], [-1e4, 300.0]]))]


def right_singular_identical_samples():
    K = np.full((3, 3), 2.0)
    K[2] = K[:, 2] = 4.0
    K[2, 2] = 8.0
    return [(K, np.array([[1.0, 1.0, 2.0], [9.0, 9.0, 30.0], [7.0, 1.0, 0.0]]))]


def right_useless_first_input():
    x = np.array([0.0, 2.0])
    return [(np.zeros((1, 1)), np.zeros((1, 1))), (np.outer(x, x), np.outer([4.0, 10.0], x))]


def right_built_by_loops():
    x, z = [1, 2, 4], [5]
    K, T = [], []
    for a in x:
        K.append([float((1 + a * b) ** 2) for b in x])
    for c in z:
        T.append([float((1 + c * b) ** 2) for b in x])
    return [(np.array(K), np.array(T))]


def right_test_of_zeros():
    # the right answer is minus the column means plus the mean; 6 leaves zeros, 4 as well, 5 too
    K = np.array([[2.0, 1.0, 0.0], [1.0, 6.0, 1.0], [0.0, 1.0, 20.0]])
    return [(K, np.zeros((2, 3)))]


def right_lists_in_lists_single_precision():
    K = np.array([[2, 0], [0, 8]], dtype=np.float32)
    return [[K, np.array([[1, 9], [4, 4], [0, 30]], dtype=np.float32)]]


def wrong_test_is_train():
    """DESERVES: with K_test = K version 4 makes no mistake: the new points must have another mean than the samples
    PART: yes
    BREAKS: all six show themselves: 4 is not caught
    """
    x = np.array([0.0, 1.0, 5.0])
    return [(np.outer(x, x), np.outer(x, x))]


def wrong_test_is_train_in_another_order():
    """DESERVES: the samples in another order have the same mean: version 4 is still right
    PART: yes
    BREAKS: all six show themselves: 4 is not caught
    """
    x = np.array([0.0, 1.0, 5.0])
    return [(np.outer(x, x), np.outer(x[[2, 0, 1]], x))]


def wrong_same_mean():
    """DESERVES: your new points have the mean of the samples, 2: then their own column means are right
    PART: yes
    BREAKS: all six show themselves: 4 is not caught
    """
    x, z = np.array([0.0, 1.0, 5.0]), np.array([1.0, 3.0])
    return [(np.outer(x, x), np.outer(z, x))]


def wrong_identity():
    """DESERVES: all columns of your K have one mean: the last two terms cancel, and version 6 is right
    PART: yes
    BREAKS: all six show themselves: 6 is not caught
    """
    return [(np.eye(3), np.array([[1.0, 2.0, 4.0], [0.0, 5.0, -1.0]]))]


def wrong_mean_zero():
    """DESERVES: your samples have the mean 0: nothing is to be centred, and most versions do nothing wrong
    PART: no
    BREAKS: all six show themselves: 1, 2, 3, 5 and 6 are not caught
    """
    x, z = np.array([-1.0, 0.0, 1.0]), np.array([2.0, 5.0])
    return [(np.outer(x, x), np.outer(z, x))]


def wrong_one_sample():
    """DESERVES: with one sample all centred rows are 0, whatever the means: 4 and 6 are right. Take N >= 2
    PART: yes
    BREAKS: all six show themselves: 4 and 6 are not caught
    """
    return [(np.array([[4.0]]), np.array([[3.0], [7.0]]))]


def wrong_four_inputs():
    """DESERVES: at most three inputs are allowed; your first alone would do
    PART: yes
    BREAKS: One to three inputs
    """
    x = np.array([0.0, 1.0, 5.0])
    return [(np.outer(x, x), np.outer([z], x)) for z in (3.0, 7.0, -2.0, 9.0)]


def wrong_no_gram_matrix():
    """DESERVES: your K has the eigenvalue -1: no features have such inner products
    PART: yes
    BREAKS: K is a Gram matrix, without an eigenvalue below -1e-9 times the largest
    """
    return [(np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([[3.0, -5.0]]))]


def wrong_slightly_negative():
    """DESERVES: 1 + 0.999 < 2: K has an eigenvalue of about -5e-4, that is no round-off
    PART: yes
    BREAKS: K is a Gram matrix, without an eigenvalue below -1e-9 times the largest
    """
    return [(np.array([[1.0, 2.0], [2.0, 3.99]]), np.array([[3.0, -5.0]]))]


def wrong_not_symmetric():
    """DESERVES: a Gram matrix is symmetric, yours is not
    PART: yes
    BREAKS: K is a Gram matrix: symmetric
    """
    return [(np.array([[1.0, 0.0], [2.0, 8.0]]), np.array([[3.0, -5.0]]))]


def wrong_six_samples():
    """DESERVES: N is 5 at most, yours is 6
    PART: yes
    BREAKS: 1 <= N, M <= 5
    """
    x = np.arange(6.0)
    return [(np.outer(x, x), np.outer([7.0, 9.0], x))]


def wrong_six_new_points():
    """DESERVES: M is 5 at most, yours is 6
    PART: yes
    BREAKS: 1 <= N, M <= 5
    """
    x = np.array([0.0, 1.0, 5.0])
    return [(np.outer(x, x), np.outer(np.arange(6.0) + 3, x))]


def wrong_test_transposed():
    """DESERVES: K_test has a row for each new point: (M, N), yours is (N, M)
    PART: no
    BREAKS: K_test (M, N)
    """
    x, z = np.array([0.0, 1.0, 5.0]), np.array([3.0, 7.0])
    return [(np.outer(x, x), np.outer(x, z))]


def wrong_too_large():
    """DESERVES: entries are 1e4 at most
    PART: yes
    BREAKS: entries of 1e4 at most in size
    """
    x = np.array([0.0, 1.0, 500.0])
    return [(np.outer(x, x), np.outer([3.0, 7.0], x))]


def wrong_pair_without_list():
    """DESERVES: a list of pairs is wanted, yours is one pair
    PART: yes
    BREAKS: a list of pairs
    """
    x = np.array([0.0, 1.0, 5.0])
    return np.outer(x, x), np.outer([3.0, 7.0, 9.0], x)


def wrong_empty():
    """DESERVES: give at least one input
    PART: no
    BREAKS: One to three inputs
    """
    return []


def wrong_tiny_numbers():
    """DESERVES: good points, but so small that no entry is off by 1e-3: take larger numbers
    PART: yes
    BREAKS: an entry is off by more than 1e-3: 3, 4 and 6 are not caught
    """
    x = np.array([0.0, 0.01, 0.05])
    return [(np.outer(x, x), np.outer([0.03, 0.07], x))]


def wrong_far_less_than_a_thousandth():
    """DESERVES: the total mean is 1e-4 of the entries of K_test, which is where you look, and in K all is small, too
    PART: yes
    BREAKS: off by more than 1e-3 and by more than 1e-3 of the right entry: 3 and 6 are not caught
    """
    x = np.array([0.011, 0.012])
    return [(np.outer(x, x), np.array([[1000.0, -2000.0], [300.0, 800.0]]))]


def wrong_constant_kernel():
    """DESERVES: your K is constant: all its means are one number, and most versions lose nothing
    PART: no
    BREAKS: all six show themselves: 1, 2 and 6 are not caught
    """
    return [(np.full((3, 3), 4.0), np.array([[1.0, 2.0, 9.0], [4.0, 4.0, 4.0]]))]


def wrong_samples_not_gram():
    """DESERVES: you hand in the samples; the inputs are Gram matrices
    PART: no
    BREAKS: An input is a pair (K, K_test), with K (N, N)
    """
    return [(np.array([[0.0], [1.0], [5.0]]), np.array([[3.0], [7.0]]))]


def wrong_six_by_symmetry():
    """DESERVES: two samples of one length have columns of one mean: that hides version 6
    PART: yes
    BREAKS: all six show themselves: 6 is not caught
    """
    X = np.array([[3.0, 1.0], [1.0, 3.0]])
    return [(X @ X.T, np.array([[5.0, 0.0], [1.0, 2.0]]) @ X.T)]


def wrong_centred_gram():
    """DESERVES: your K is centred already, its means are 0: 3 and 6 leave nothing out
    PART: yes
    BREAKS: all six show themselves: 3 and 6 are not caught
    """
    H = np.eye(3) - 1 / 3
    return [(H @ np.diag([1.0, 4.0, 9.0]) @ H, np.array([[1.0, 5.0, 0.0], [2.0, 2.0, -7.0]]))]


def wrong_one_dimensional_test():
    """DESERVES: one new point is a row: K_test has the shape (1, N), not (N,)
    PART: yes
    BREAKS: K_test (M, N)
    """
    x = np.array([0.0, 1.0, 5.0])
    return [(np.outer(x, x), 3 * x)]


def wrong_not_a_number():
    """DESERVES: nan is no number that differs: inputs must be finite
    PART: no
    BREAKS: entries of 1e4 at most in size
    """
    return [(np.array([[0.0, 0.0], [0.0, 4.0]]), np.array([[np.nan, 1.0]]))]
