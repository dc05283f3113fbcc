import numpy as np


def right_three_small():
    tripod = np.array([[1.0, -1, -1], [-1, 1, -1], [-1, -1, 1]])
    K = np.zeros((4, 4))
    K[1:, 1:] = 1e-11 * tripod
    return [np.array([[1.0, -2.0], [-2.0, 4.0]]), K, np.array([[1.0, 1.0], [-1.0, 1.0]])]


def right_integers_and_one_float():
    return [
        np.array([[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 1], [0, 0, 1, 1]]) * 1e-12,
        np.array([[4, -2], [-2, 1]]),
        np.array([[0, 1], [-1, 0]]),
    ]


def right_other_order_and_sizes():
    skew = np.eye(4)
    skew[0, 3] = 0.5
    gram = np.array([[1.0], [2.0], [-3.0]]) @ np.array([[1.0, 2.0, -3.0]])
    bad = 1e-11 * np.array([[0, 0, 0, 0], [0, 2, 2, -2], [0, 2, 2, 2], [0, -2, 2, 2.0]])
    return [skew, gram, bad]


def right_padded_block():
    a = -0.9
    block = np.full((3, 3), a) + (1 - a) * np.eye(3)
    K = np.pad(block, ((1, 0), (1, 0))) * 1e-12
    return [np.array([[9.0, -3.0], [-3.0, 1.0]]), K, np.array([[2.0, 0.0], [1.0, 2.0]])]


def right_features_first():
    A = np.array([[1.0, 0.0], [-3.0, 1.0]])
    psd = A @ A.T
    u = np.ones((3, 1))
    core = 2 * np.eye(3) - u @ u.T  # eigenvalues 2, 2, -1; diagonal 1, off -1
    return [psd, 1e-11 * np.block([[np.zeros((1, 1)), np.zeros((1, 3))], [np.zeros((3, 1)), core]]), np.triu(np.ones((3, 3)))]


def right_huge_entries():
    K = np.zeros((4, 4))
    K[1:, 1:] = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]
    return [1e6 * np.array([[0.25, -0.5], [-0.5, 1.0]]), 1e-11 * K, 1e6 * np.array([[1.0, -1.0], [1.0, 1.0]])]


def right_signs_by_loops():
    K = np.zeros((4, 4))
    for n in range(1, 4):
        for m in range(1, 4):
            K[n, m] = 3e-11 if n == m else -3e-11
    psd = np.zeros((3, 3))
    for n, a in enumerate((1, -4, 2)):
        for m, b in enumerate((1, -4, 2)):
            psd[n, m] = a * b
    return [K, psd, np.array([[1.0, 0.001], [0.0, 1.0]])]


def right_search():
    rng = np.random.default_rng(0)
    while True:
        s = np.sign(rng.standard_normal(3))
        core = np.eye(3)
        core[0, 1] = core[1, 0] = s[0]
        core[0, 2] = core[2, 0] = s[1]
        core[1, 2] = core[2, 1] = s[2]
        if np.linalg.eigvalsh(core)[0] < -0.5:
            break
    K = np.zeros((4, 4))
    K[1:, 1:] = core * 1e-11
    v = np.array([1.0, -5.0])
    return [np.outer(v, v), K, np.array([[3.0, 1.0], [2.0, 3.0]])]


def right_power_of_two_scale():
    first = np.array([[0, 0, 0, 0], [0, 5, -5, -5], [0, -5, 5, -5], [0, -5, -5, 5]]) * 2.0**-38
    second = np.array([[1, -1, 1], [-1, 1, -1], [1, -1, 1.0]])
    third = np.array([[1, 2, 0], [0, 1, 0], [0, 0, 1.0]])
    return [first, second, third]


def right_arrays_in_one_array():
    blocks = np.zeros((3, 4, 4))
    blocks[0, :2, :2] = [[1, -2], [-2, 4]]
    blocks[1, 1:, 1:] = 1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]])
    blocks[2] = np.eye(4)
    blocks[2, 0, 1] = 1
    return list(blocks)


def right_mixed_dtypes():
    K = np.zeros((4, 4))
    K[1:, 1:] = [[1, 1, -1], [1, 1, 1], [-1, 1, 1]]
    return [np.array([[1, -3], [-3, 9]], dtype=np.int8), K * 1e-12, np.array([[1, 0], [1, 1]], dtype=np.float32)]


def wrong_all_symmetric():
    """DESERVES: All are symmetric, so 5, which never asks for it, is not caught.
    PART: yes
    BREAKS: all six wrong versions show themselves; input: version 5 survives
    """
    K = np.zeros((4, 4))
    K[1:, 1:] = 1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]])
    return [np.array([[1.0, -2.0], [-2.0, 4.0]]), K]


def wrong_scale_forgotten():
    """DESERVES: Without the small factor 4 sees the eigenvalue -1 as well as you.
    PART: yes
    BREAKS: all six show themselves; input: version 4 survives
    """
    K = np.zeros((4, 4))
    K[1:, 1:] = [[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]]
    return [np.array([[1.0, -2.0], [-2.0, 4.0]]), K, np.array([[1.0, 1.0], [-1.0, 1.0]])]


def wrong_no_zero_minor():
    """DESERVES: The tripod has the determinant -4, which 2 sees: put a 0 before it.
    PART: yes
    BREAKS: all six show themselves; input: version 2 survives
    """
    return [
        np.array([[1.0, -2.0], [-2.0, 4.0]]),
        1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]]),
        np.array([[1.0, 1.0], [-1.0, 1.0]]),
    ]


def wrong_two_by_two_only():
    """DESERVES: For two rows the test of pairs is right: 3 needs three vectors.
    PART: yes
    BREAKS: all six show themselves; input: version 3 survives
    """
    return [np.array([[1.0, -2.0], [-2.0, 4.0]]), 1e-11 * np.diag([0.0, -1.0]), np.array([[1.0, 1.0], [-1.0, 1.0]])]


def wrong_dominant_gram():
    """DESERVES: Your Gram matrix is diagonally dominant, so 6 accepts it rightly.
    PART: yes
    BREAKS: all six show themselves; input: version 6 survives
    """
    K = np.zeros((4, 4))
    K[1:, 1:] = 1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]])
    return [np.array([[1.0, -1.0], [-1.0, 1.0]]), K, np.array([[1.0, 1.0], [-1.0, 1.0]])]


def wrong_positive_gram():
    """DESERVES: 1 falls only for a semidefinite matrix with a negative entry, or an indefinite one without.
    PART: yes
    BREAKS: all six show themselves; input: version 1 survives
    """
    K = np.zeros((4, 4))
    K[1:, 1:] = 1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]])
    return [np.array([[1.0, 2.0], [2.0, 4.0]]), K, np.array([[1.0, 1.0], [-1.0, 1.0]])]


def wrong_four_matrices():
    """DESERVES: All are caught, but with four matrices: let one serve 2, 3 and 4.
    PART: yes
    BREAKS: One to three matrices; input: the list has length 4
    """
    return [
        np.array([[1.0, -2.0], [-2.0, 4.0]]),
        1e-11 * np.diag([0.0, -1.0]),
        np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]]),
        np.array([[1.0, 1.0], [-1.0, 1.0]]),
    ]


def wrong_five_rows():
    """DESERVES: N is 4 at most, a fifth row is not needed.
    PART: yes
    BREAKS: one matrix K (N, N) with 1 <= N <= 4; input: matrix 1 is (5, 5)
    """
    K = np.zeros((5, 5))
    K[2:, 2:] = 1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]])
    return [np.array([[1.0, -2.0], [-2.0, 4.0]]), K, np.array([[1.0, 1.0], [-1.0, 1.0]])]


def wrong_not_clear():
    """DESERVES: The eigenvalue -1e-8 relative to the largest is too near to 0: the answer must be clear.
    PART: yes
    BREAKS: below -1e-6 times the largest in absolute value; input: matrix 0, diag(1, -1e-8)
    """
    return [np.diag([1.0, -1e-8]), np.array([[1.0, -2.0], [-2.0, 4.0]]), np.array([[1.0, 1.0], [-1.0, 1.0]])]


def wrong_too_large():
    """DESERVES: Entries are 1e6 at most; a small factor does for 4 what a large one does not.
    PART: yes
    BREAKS: Entries are 1e6 at most in size; input: matrix 0
    """
    K = np.zeros((4, 4))
    K[1:, 1:] = 1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]])
    return [1e9 * np.array([[1.0, -2.0], [-2.0, 4.0]]), K, np.array([[1.0, 1.0], [-1.0, 1.0]])]


def wrong_nearly_symmetric():
    """DESERVES: An asymmetry of 1e-8 is not clear; more than 1e-6 of the largest entry is wanted.
    PART: yes
    BREAKS: some entry differs from its mirror image by more than 1e-6 times the largest entry; input: matrix 2
    """
    K = np.zeros((4, 4))
    K[1:, 1:] = 1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]])
    return [np.array([[1.0, -2.0], [-2.0, 4.0]]), K, np.array([[1.0, 1e-8], [0.0, 1.0]])]


def wrong_one_matrix_not_a_list():
    """DESERVES: A list of matrices is wanted, you return one matrix, which reads as a list of its rows.
    PART: no
    BREAKS: a list of arrays; input: any
    """
    return np.array([[1.0, 1.0], [-1.0, 1.0]])


def wrong_pairs_with_expected():
    """DESERVES: Only the matrices are asked for, not the right answers with them.
    PART: yes
    BREAKS: An input is one matrix K (N, N); input: each entry is a pair
    """
    K = np.zeros((4, 4))
    K[1:, 1:] = 1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]])
    return [(np.array([[1.0, -2.0], [-2.0, 4.0]]), True), (K, False), (np.array([[1.0, 1.0], [-1.0, 1.0]]), False)]


def wrong_empty_list():
    """DESERVES: An empty list catches nobody.
    PART: no
    BREAKS: One to three matrices; input: the list is empty
    """
    return []


def wrong_not_square():
    """DESERVES: A matrix that is not square crashes them, but is no admissible input.
    PART: no
    BREAKS: An input is one matrix K (N, N); input: matrix 0 is (2, 3)
    """
    return [np.ones((2, 3))]


def wrong_nan():
    """DESERVES: NaN makes every version stumble, but has no clear answer.
    PART: no
    BREAKS: The answer must be clear; input: matrix 0
    """
    return [np.array([[np.nan, 0.0], [0.0, 1.0]]), np.array([[1.0, 1.0], [-1.0, 1.0]])]


def wrong_unrelated_asymmetric():
    """DESERVES: Its symmetric part is not semidefinite, so 5 rejects it too, if for the wrong reason.
    PART: yes
    BREAKS: all six show themselves; input: version 5 survives
    """
    K = np.zeros((4, 4))
    K[1:, 1:] = 1e-11 * np.array([[1, -1, -1], [-1, 1, -1], [-1, -1, 1.0]])
    return [np.array([[1.0, -2.0], [-2.0, 4.0]]), K, np.array([[0.0, 1.0], [0.0, 0.0]])]
