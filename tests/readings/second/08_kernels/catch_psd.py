import numpy as np


def right_smallest():
    """The smallest matrices, written by hand."""
    semidefinite = np.array([[1.0, -2.0], [-2.0, 4.0]])
    asymmetric = np.array([[1.0, 1.0], [-1.0, 1.0]])
    hidden = 1e-12 * np.array([[0.0, 0, 0, 0], [0, 1, -1, -1], [0, -1, 1, -1], [0, -1, -1, 1]])
    return [semidefinite, asymmetric, hidden]


def right_no_negative_entry():
    """All entries of the symmetric ones are at least 0: the small one catches 1."""
    chain = np.array([[0.0, 0, 0, 0], [0, 1, 0.9, 0], [0, 0.9, 1, 0.9], [0, 0, 0.9, 1]])
    return [np.ones((3, 3)), np.array([[1.0, 0.5], [0.0, 1.0]]), chain * 1e-11]


def right_no_zero_at_all():
    """The minors vanish since the first rows agree, not since they are 0."""
    K = np.ones((4, 4))
    K[3, :3] = K[:3, 3] = 0.5, -0.5, 0.25
    return [1e-13 * K, np.array([[2.0, 1, 1], [1, 2, 1], [1, 3, 2]]), np.outer([1.0, -2, 3], [1.0, -2, 3])]


def right_other_order():
    """In another order, of integers but for the small one."""
    small = np.zeros((4, 4))
    small[1:, 1:] = 2 * np.eye(3) - 1
    return [np.array([[0, 1], [-1, 0]]), small / 2**50, np.array([[1, -3], [-3, 9]])]


def right_three_rows():
    """3 x 3: two minors are 0, the last below it by less than the tolerance of 2, the eigenvalue by more than 1e-6."""
    K = np.ones((3, 3))
    K[1, 2] = K[2, 1] = 1 - 2e-5
    return [1e-6 * K, np.array([[4.0, 6.0], [6.0, 9.0]]), np.array([[3.0, 1.0], [2.0, 3.0]])]


def right_by_features():
    """The semidefinite one as inner products of four vectors, sizes at the upper end."""
    A = np.array([[3.0, 0.0], [-2.0, 1.0], [5.0, 5.0], [-7.0, 2.0]])
    gram = 1e4 * (A @ A.T)
    turned = np.array([[1e6, 10.0], [-10.0, 1e6]])
    hidden = np.zeros((4, 4))
    hidden[1:, 1:] = -0.6
    np.fill_diagonal(hidden[1:, 1:], 1)
    return [gram, turned, 1e-12 * hidden]


def right_block():
    """np.block, and a very small factor."""
    core = np.array([[1.0, 0.8, -0.8], [0.8, 1.0, 0.8], [-0.8, 0.8, 1.0]])
    K = np.block([[np.zeros((1, 1)), np.zeros((1, 3))], [np.zeros((3, 1)), core]])
    return [1e-30 * K, 1e-3 * np.array([[1.0, -3.0], [-3.0, 10.0]]), np.array([[1.0, 1.1], [1.0, 2.0]])]


def right_checked_by_helpers():
    """Over-engineered: a builder with helpers that assert what the pieces must do."""

    def least(K):
        return np.linalg.eigvalsh(K)[0] / np.abs(np.linalg.eigvalsh(K)).max()

    def accepted_by_pairs(K):
        d = np.diag(K)
        return bool((K**2 <= np.outer(d, d)).all() and (d >= 0).all())

    singular = np.array([[1.0, -1.0, 2.0], [-1.0, 1.0, -2.0], [2.0, -2.0, 4.0]])
    assert abs(least(singular)) < 1e-13
    hidden = np.diag([0.0, 1.0, 1.0, 1.0]) - 0.75 * np.pad(1 - np.eye(3), ((1, 0), (1, 0)))
    assert least(hidden) < -1e-6 and accepted_by_pairs(hidden)
    skew = np.triu(np.ones((4, 4)))
    assert np.linalg.eigvalsh(skew + skew.T)[0] > 0
    return [singular, skew, 1e-11 * hidden]


def right_identity_shifted():
    """A positive definite one that its diagonal does not dominate; the asymmetric one is asymmetric by 1e-5."""
    hidden = np.zeros((4, 4))
    for i, j, v in [(1, 1, 4), (2, 2, 1), (3, 3, 9), (1, 2, -2), (2, 3, -3), (1, 3, -6)]:
        hidden[i, j] = hidden[j, i] = v
    v = np.array([1.0, -1.0, 1.0])
    return [np.outer(v, v) + 0.5 * np.eye(3), np.array([[1.0, 1e-5], [0.0, 1.0]]), 1e-13 * hidden]


def right_random_but_fixed():
    """Drawn with a fixed seed, of integers, so that symmetry is exact."""
    rng = np.random.default_rng(7)
    A = rng.integers(-3, 4, (3, 2)).astype(float)
    A[0] = [1, 0]
    A[1] = [-2, 0]
    S = rng.integers(1, 4, (2, 2))
    S = S + S.T + 9 * np.eye(2)
    S[0, 1] += 1
    triple = np.array([[1.0, -1, 1], [-1, 1, 1], [1, 1, 1]])
    small = np.zeros((4, 4))
    small[1:, 1:] = triple
    return [A @ A.T, S, small * 2.0**-45]


def right_repeated_first_row():
    """The first two samples are equal, the third tells them apart: third minor within the tolerance, 4 x 4."""
    K = np.full((4, 4), 3.0)
    K[0, 3] = K[3, 0] = -3.0
    return [K * 1e-12, np.array([[1.0, 0.0], [0.1, 1.0]]), np.array([[0.01, -0.5], [-0.5, 25.0]])]


def right_view_of_stack():
    """Three 4 x 4 matrices made in one array, a list of its parts."""
    T = np.zeros((3, 4, 4))
    T[0] = np.outer([1, 2, -3, 4], [1, 2, -3, 4])
    T[1] = np.eye(4)
    T[1, 0, 3] = 0.25
    T[2, 1:, 1:] = 1e-14 * (np.eye(3) * 1.9 - 0.9)
    return list(T)


def wrong_all_symmetric():
    """DESERVES: version 5 errs only on matrices that are not symmetric
    PART: yes
    BREAKS: all six show themselves: 5 is right on each of these
    """
    hidden = 1e-12 * (np.diag([0.0, 2, 2, 2]) - np.pad(np.ones((3, 3)), ((1, 0), (1, 0))))
    return [np.array([[1.0, -2], [-2, 4]]), hidden]


def wrong_no_small_factor():
    """DESERVES: version 4 errs where the eigenvalues are below its 1e-10
    PART: yes
    BREAKS: all six show themselves: 4 is right on each of these
    """
    hidden = np.diag([0.0, 2, 2, 2]) - np.pad(np.ones((3, 3)), ((1, 0), (1, 0)))
    return [np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_two_rows_for_pairs():
    """DESERVES: for two rows the test of pairs is the right one: 3 needs three
    PART: yes
    BREAKS: all six show themselves: 3 is right on each of these
    """
    return [np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 1], [-1, 1]]), 1e-12 * np.diag([0.0, -1.0])]


def wrong_negative_last_minor():
    """DESERVES: no minor is 0 before the negative one, so that version 2 sees it
    PART: yes
    BREAKS: all six show themselves: 2 is right on each of these
    """
    hidden = 1e-12 * np.array([[1.0, -0.8, -0.8], [-0.8, 1.0, -0.8], [-0.8, -0.8, 1.0]])
    return [np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_just_dominated():
    """DESERVES: [[1, -1], [-1, 1]] is dominated by its diagonal, with equality
    PART: yes
    BREAKS: all six show themselves: 6 is right on each of these
    """
    hidden = 1e-12 * (np.diag([0.0, 2, 2, 2]) - np.pad(np.ones((3, 3)), ((1, 0), (1, 0))))
    return [np.array([[1.0, -1], [-1, 1]]), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_signs():
    """DESERVES: the semidefinite one has no negative entry, and the other one has: version 1 is right on both
    PART: yes
    BREAKS: all six show themselves: 1 is right on each of these
    """
    hidden = 1e-12 * (np.diag([0.0, 2, 2, 2]) - np.pad(np.ones((3, 3)), ((1, 0), (1, 0))))
    return [np.ones((3, 3)), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_five_rows():
    """DESERVES: a matrix has more than four rows
    PART: no
    BREAKS: 1 <= N <= 4
    """
    hidden = 1e-12 * np.pad(2 * np.eye(3) - 1, ((2, 0), (2, 0)))
    return [np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_hardly_negative():
    """DESERVES: the least eigenvalue is negative by less than 1e-6 of the largest: the answer is not clear
    PART: no
    BREAKS: the least eigenvalue is above -1e-13 or below -1e-6 times the largest
    """
    K = np.ones((3, 3))
    K[1, 2] = K[2, 1] = 1 - 1e-6
    return [1e-6 * K, np.array([[4.0, 6.0], [6.0, 9.0]]), np.array([[3.0, 1.0], [2.0, 3.0]])]


def wrong_large_entries():
    """DESERVES: entries are above 1e6
    PART: no
    BREAKS: entries are 1e6 at most in size
    """
    hidden = 1e-12 * np.pad(2 * np.eye(3) - 1, ((1, 0), (1, 0)))
    return [1e6 * np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_four_matrices():
    """DESERVES: at most three matrices are allowed
    PART: no
    BREAKS: one to three matrices
    """
    triple = np.array([[1.0, -1, -1], [-1, 1, -1], [-1, -1, 1]])
    return [np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 1], [-1, 1]]), triple, 1e-12 * np.diag([0.0, -1.0])]


def wrong_hardly_asymmetric():
    """DESERVES: the asymmetric one is so by less than 1e-6 of its largest entry
    PART: no
    BREAKS: some entry differs from its mirror image by more than 1e-6 times the largest entry
    """
    hidden = 1e-12 * np.pad(2 * np.eye(3) - 1, ((1, 0), (1, 0)))
    return [np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 0.0], [1e-8, 1.0]]), hidden]


def wrong_asymmetric_and_indefinite():
    """DESERVES: the symmetric part of the asymmetric one has a negative eigenvalue, so that version 5, too, says no
    PART: yes
    BREAKS: all six show themselves: 5 is right on each of these
    """
    hidden = 1e-12 * np.pad(2 * np.eye(3) - 1, ((1, 0), (1, 0)))
    return [np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 3.0], [1.0, 1.0]]), hidden]


def wrong_not_small_enough():
    """DESERVES: with the factor 1e-9 the least eigenvalue is below -1e-10, and version 4 sees it
    PART: yes
    BREAKS: all six show themselves: 4 is right on each of these
    """
    hidden = 1e-9 * np.pad(2 * np.eye(3) - 1, ((1, 0), (1, 0)))
    return [np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_one_small():
    """DESERVES: the small factor is at the semidefinite one, which version 4 accepts at any scale
    PART: yes
    BREAKS: all six show themselves: 4 is right on each of these
    """
    hidden = np.pad(2 * np.eye(3) - 1, ((1, 0), (1, 0)))
    return [1e-12 * np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_row_beside_zero():
    """DESERVES: beside a 0 on the diagonal every other entry of the row fails the test of pairs
    PART: yes
    BREAKS: all six show themselves: 3 is right on each of these
    """
    hidden = 1e-12 * np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 1.0]])
    return [np.array([[1.0, -2], [-2, 4]]), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_last_bit():
    """DESERVES: 0.1 + 0.2 is not 0.3: the matrix meant to be symmetric is asymmetric by its last bit
    PART: no
    BREAKS: of others some entry differs from its mirror image by more than 1e-6 times the largest entry
    """
    hidden = 1e-12 * np.pad(2 * np.eye(3) - 1, ((1, 0), (1, 0)))
    return [np.array([[0.1, -(0.1 + 0.2)], [-0.3, 1.0]]), np.array([[1.0, 1], [-1, 1]]), hidden]


def wrong_bare_matrix():
    """DESERVES: a matrix is returned where a list of matrices is wanted
    PART: no
    BREAKS: a list of arrays
    """
    return np.array([[1.0, -2.0], [-2.0, 4.0]])


def wrong_minor_too_negative():
    """DESERVES: the last minor is -1e-8 and more than forgiven by version 2
    PART: yes
    BREAKS: all six show themselves: 2 is right on each of these
    """
    K = np.ones((3, 3))
    K[1, 2] = K[2, 1] = 1 - 1e-4
    return [1e-7 * K, np.array([[4.0, 6.0], [6.0, 9.0]]), np.array([[3.0, 1.0], [2.0, 3.0]])]
