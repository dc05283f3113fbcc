import numpy as np


def right_one_input():
    X = np.array([[1.0, 2.0, 4.0], [8.0, 16.0, 32.0], [5.0, 7.0, 11.0]])
    K = np.array([[1.0, 3.0], [-2.0, 5.0]])
    return [(X, K, 1, 2)]


def right_one_for_each_idea():
    K = np.array([[1, 2], [4, 8]])
    border = (np.ones((2, 2)), K, 1, 1)
    stride = (np.arange(25.0).reshape(5, 5), K, 0, 2)
    turn = (np.array([[1, 0], [2, 0]]), K, 0, 1)
    return [turn, border, stride]


def right_largest():
    rng = np.random.default_rng(0)
    return [(rng.uniform(-100, 100, (6, 6)), rng.uniform(-100, 100, (4, 4)), 3, 3)]


def right_lists_and_tuples():
    X = [[1, 2, 3, 4, 5], [2, 3, 5, 7, 11], [1, 4, 9, 16, 25]]
    K = [[1, 0], [2, -1]]
    return (np.array(X), np.array(K), 1, 2), (np.array(X).T, np.array(K), 2, 4)


def right_three_random():
    rng = np.random.default_rng(3)
    inputs = []
    for pad, stride in ((1, 2), (2, 3), (3, 4)):
        inputs.append((rng.normal(size=(5, 4)), rng.normal(size=(2, 2)), pad, stride))
    return inputs


def right_searched_with_the_own_function():
    rng = np.random.default_rng(8)
    while True:
        X, K = rng.integers(1, 10, (4, 5)), rng.integers(1, 10, (2, 2))
        Z = xcorr2d(X, K, 1, 3)
        versions = [
            xcorr2d(X, K[::-1, ::-1], 1, 3),
            xcorr2d(X, K.T, 1, 3),
            xcorr2d(np.pad(X, ((0, 2), (0, 2))), K, 0, 3),
            xcorr2d(X, K, 1, 1)[::3],
            xcorr2d(np.pad(X, 1, mode="wrap"), K, 0, 3),
            xcorr2d(np.pad(X, 1, mode="edge"), K, 0, 3),
        ]
        odd = (X.shape[0] + 2 - 2) % 3 and (X.shape[1] + 2 - 2) % 3
        if odd and all(np.shape(V) != np.shape(Z) or np.abs(V - Z).max() > 1 for V in versions):
            return [(X, K, 1, 3)]


def right_columns_left_over_only():
    # for the fourth it is enough that columns are left over
    X = np.array([[3.0, 1.0, 4.0, 1.0], [5.0, 9.0, 2.0, 6.0]])
    K = np.array([[1.0, -1.0], [2.0, 0.5]])
    return [(X, K, 1, 2), (X[:, :3], K, 1, 2)]


def right_one_pixel():
    # a kernel larger than the image, which the border makes fit
    return [(np.array([[10.0]]), np.arange(1.0, 17).reshape(4, 4), 3, 2)]


def right_not_square_and_square():
    wide = (np.array([[1, 2, 3, 5, 8, 13]]), np.array([[1, 2, 4]]), 1, 4)
    square = (np.array([[1, 2], [3, 5]]), np.array([[1, 7], [2, 3]]), 0, 1)
    return [wide, square]


def right_numpy_integers():
    X = np.arange(12, dtype=np.int32).reshape(3, 4) ** 2 % 17
    K = np.array([[1, 2], [3, 4]], dtype=np.int32)
    return [(X, K, np.int64(2), np.int64(2))]


def right_decimals():
    X = np.linspace(-1, 1, 30).reshape(6, 5) ** 3
    K = np.array([[0.5, -0.25, 0.1], [1.0, 0.0, 2.0], [-3.0, 1.5, 0.7]])
    return [(10 * X, K, 1, 4)]


def right_lists_inside():
    return [[np.array([[2.0, 7.0, 1.0], [8.0, 2.0, 8.0]]), np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2]]


def right_powers_of_two():
    X = 2.0 ** np.arange(6)[::-1].reshape(2, 3)
    K = 2.0 ** -np.arange(4).reshape(2, 2)
    return [(X, K, 1, 2)]


def wrong_palindrome():
    """DESERVES: a symmetric kernel forgives the turn and the transpose: 1 and 2 are not caught
    PART: yes
    BREAKS: all seven show themselves; K = [[1, 2], [2, 1]] is its own half-turn and its own transpose
    """
    return [(np.arange(1.0, 10).reshape(3, 3), np.array([[1.0, 2.0], [2.0, 1.0]]), 1, 2)]


def wrong_symmetric():
    """DESERVES: your kernel is its own transpose: 2 is not caught
    PART: yes
    BREAKS: all seven show themselves; K = [[1, 2], [2, 5]] equals its transpose
    """
    return [(np.arange(1.0, 10).reshape(3, 3) ** 2, np.array([[1.0, 2.0], [2.0, 5.0]]), 1, 2)]


def wrong_half_turn():
    """DESERVES: your kernel is its own half-turn: 1 is not caught
    PART: yes
    BREAKS: all seven show themselves; K[::-1, ::-1] is K
    """
    X = np.arange(1.0, 17).reshape(4, 4) ** 2 / 3
    K = np.array([[1.0, 2.0, 5.0], [3.0, 0.0, 3.0], [5.0, 2.0, 1.0]])
    return [(X, K, 1, 2)]


def wrong_not_square():
    """DESERVES: only square kernels are transposed by 2: yours is 2 x 3, so 2 is not caught
    PART: yes
    BREAKS: all seven show themselves; the second version transposes the kernel if that is square
    """
    return [(np.arange(1.0, 17).reshape(4, 4) ** 2 / 3, np.array([[1.0, 2.0, 3.0], [5.0, 8.0, 13.0]]), 1, 2)]


def wrong_no_border():
    """DESERVES: without a border 3, 6 and 7 are right
    PART: yes
    BREAKS: all seven show themselves; pad is 0 everywhere
    """
    return [(np.arange(16.0).reshape(4, 4), np.array([[1.0, 2.0], [3.0, 5.0]]), 0, 3)]


def wrong_stride_one():
    """DESERVES: with stride 1 everything fits: 4 and 5 are not caught
    PART: yes
    BREAKS: all seven show themselves; stride is 1 everywhere
    """
    return [(np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 1)]


def wrong_all_steps_fit():
    """DESERVES: nothing is left over, since H + 2 pad - kh is a multiple of the stride: 4 is not caught
    PART: yes
    BREAKS: all seven show themselves; (4 + 2 - 2) is a multiple of 2
    """
    return [(np.arange(1.0, 17).reshape(4, 4) ** 2 / 3, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2)]


def wrong_one_column_of_places():
    """DESERVES: with one column of places nobody sees how far the kernel moves to the right: 5 is not caught
    PART: yes
    BREAKS: all seven show themselves; W + 2 pad = kw, so Z has one column
    """
    X = np.array([[1.0, 2.0], [4.0, 8.0], [16.0, 32.0], [64.0, 5.0], [7.0, 9.0]])
    K = np.arange(1.0, 17).reshape(4, 4)
    return [(X, K, 1, 2), (X, K, 1, 2)]


def wrong_kernel_of_its_middle():
    """DESERVES: your kernel's edge is 0, so that it hardly feels the border: 6 and 7 are not caught
    PART: yes
    BREAKS: all seven show themselves; the entries of K that lie over the border are 0
    """
    K = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
    return [(np.arange(1.0, 17).reshape(4, 4), K, 1, 2), (np.eye(3), np.array([[1.0, 2.0], [3.0, 5.0]]), 0, 1)]


def wrong_black_image():
    """DESERVES: a black image gives zeros whatever the kernel does: only shapes differ, 4 and 5
    PART: yes
    BREAKS: all seven show themselves; X is 0
    """
    return [(np.zeros((4, 4)), np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 3)]


def wrong_dark_edge():
    """DESERVES: your image has zeros along its edge, so that 6 and 7 put zeros beside it: they are not caught
    PART: yes
    BREAKS: all seven show themselves; the edge of X is 0, and pad is 1
    """
    X = np.zeros((5, 5))
    X[1:4, 1:4] = np.arange(1.0, 10).reshape(3, 3)
    return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 3)]


def wrong_four_inputs():
    """DESERVES: three inputs at most, yours are four
    PART: no
    BREAKS: one to three inputs
    """
    X, K = np.arange(1.0, 10).reshape(3, 3) ** 2, np.array([[1.0, 2.0], [3.0, 5.0]])
    return [(X, K, 0, 1), (X, K, 1, 1), (X, K, 1, 2), (X, K, 0, 2)]


def wrong_too_large():
    """DESERVES: images have at most 6 rows and 6 columns, yours is 8 x 8
    PART: no
    BREAKS: images X (H, W) have at most 6 rows and 6 columns
    """
    return [(np.random.default_rng(0).integers(0, 9, (8, 8)), np.array([[1, 2], [3, 5]]), 1, 3)]


def wrong_bare_tuple():
    """DESERVES: a list of inputs is wanted, yours is one input without the list around it
    PART: no
    BREAKS: one to three inputs (X, K, pad, stride): a list
    """
    return np.arange(1.0, 10).reshape(3, 3) ** 2, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2


def wrong_stride_before_pad():
    """DESERVES: pad comes before stride: as you wrote them pad is 3 and stride is 1
    PART: yes
    BREAKS: inputs (X, K, pad, stride)
    """
    pad, stride = 1, 3
    return [(np.arange(1.0, 17).reshape(4, 4) ** 2 / 3, np.array([[1.0, 2.0], [3.0, 5.0]]), stride, pad)]


def wrong_does_not_fit():
    """DESERVES: a 4 x 4 kernel does not fit into 3 x 3 without a border
    PART: no
    BREAKS: K fits into the padded image
    """
    K = np.arange(1.0, 17).reshape(4, 4)
    X = np.arange(1.0, 10).reshape(3, 3) ** 2
    return [(X, K, 1, 2), (X, K, 0, 1), (X, K, 2, 3)]


def wrong_bright():
    """DESERVES: entries are 100 at most in size, yours go up to 255
    PART: no
    BREAKS: entries are 100 at most in size
    """
    X = np.array([[255.0, 3.0, 17.0], [0.0, 128.0, 64.0], [32.0, 8.0, 200.0]])
    return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2)]


def wrong_faint():
    """DESERVES: differences below 1e-3 do not count: your image is too faint
    PART: yes
    BREAKS: differences below 1e-3 do not count; all entries of Z are below 1e-4
    """
    X = 1e-6 * np.arange(1.0, 10).reshape(3, 3) ** 2
    return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2)]


def wrong_left_over_without_a_second_column():
    """DESERVES: for 5 the result must have a second column; yours has one
    PART: yes
    BREAKS: all seven show themselves; with pad 1 and stride 4 the kernel has a single place in a row
    """
    X = np.array([[1.0, 2.0, 3.0], [5.0, 7.0, 11.0], [13.0, 17.0, 19.0]])
    K = np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 9.0], [2.0, 2.0, 7.0]])
    return [(X[:, :1], K, 1, 4), (X, K, 1, 1)]


def wrong_sample_and_channel():
    """DESERVES: images are (H, W), you give a sample and a channel axis
    PART: no
    BREAKS: images X (H, W)
    """
    X = np.arange(1.0, 10).reshape(1, 1, 3, 3) ** 2
    return [(X, np.array([[[[1.0, 2.0], [3.0, 5.0]]]]), 1, 2)]


def wrong_half_stride():
    """DESERVES: pad and stride are integers
    PART: no
    BREAKS: pad is an integer from 0 to 3, stride one from 1 to 4
    """
    return [(np.arange(1.0, 10).reshape(3, 3) ** 2, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 1.5)]


def wrong_shapes_only():
    """DESERVES: a constant image without a border: a kernel that is turned or transposed gives the same sum
    PART: yes
    BREAKS: all seven show themselves; X is 1 everywhere and pad is 0: only 4 and 5 are caught
    """
    X, K = np.ones((3, 4)), np.array([[1.0, 2.0], [3.0, 5.0]])
    return [(X, K, 0, 3), (X, K, 0, 2)]
