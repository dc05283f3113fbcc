import numpy as np


def right_one_input():
    """One input for all seven."""
    return [(np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 3)]


def right_smallest():
    """Images of one row, integers; the border alone makes the places."""
    return [(np.array([[1, 2]]), np.array([[1, 2], [4, 8]]), 1, 1), (np.array([[1, 2, 3, 4]]), np.array([[1]]), 0, 2)]


def right_three_inputs():
    """Three inputs, each for some of the seven, the first without border and stride."""
    K = np.array([[1.0, 2.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 7.0]])
    turned = (np.arange(25.0).reshape(5, 5) ** 2 / 10, K, 0, 1)
    bordered = (np.array([[3.0, 1.0], [4.0, 1.5]]), np.ones((3, 3)), 1, 1)
    strided = (np.eye(4) + 2, np.ones((1, 1)), 0, 2)
    return [turned, bordered, strided]


def right_lists():
    """Nested lists by hand, a tuple of tuples."""
    return (([[5, 0, 7], [1, 2, 3], [9, 4, 8]], [[0, 1], [2, 3]], 1, 2),)


def right_random():
    """Seeded random numbers, the largest sizes: 6 x 6, 4 x 4, pad 3, stride 3."""
    rng = np.random.default_rng(12)
    return [(rng.uniform(-1, 1, (6, 6)), rng.uniform(-1, 1, (4, 4)), 3, 3)]


def right_at_the_limits():
    """Entries of size 100, both signs."""
    X = np.full((5, 5), -100.0)
    X[0, 0], X[-1, -1] = 100.0, 50.0
    return [(X, np.array([[100.0, -100.0], [20.0, 0.0]]), 1, 2)]


def right_border_larger_than_image():
    """One pixel with a border of 3 on each side, stride 2 and 4 x 4 kernel: one left over."""
    return [(np.array([[10.0]]), np.arange(16.0).reshape(4, 4), 3, 2)]


def right_antidiagonal():
    """The kernel's transpose is also its half-turn, and neither is the kernel."""
    return [(np.arange(20.0).reshape(4, 5), np.array([[0.0, 1.0], [2.0, 0.0]]), 2, 4)]


def right_small_differences():
    """Small numbers, differences of hundredths."""
    X = np.array([[0.1, 0.2, 0.4], [0.3, 0.5, 0.9], [0.7, 0.6, 0.8]])
    return [(X, np.array([[0.1, 0.3], [0.6, 0.9]]), 1, 2)]


def right_numpy_integers():
    """pad and stride as NumPy integers, a mixture of integer and float arrays, two inputs."""
    pad, stride = np.array([1, 2])
    X = np.arange(9).reshape(3, 3)
    first = (X, np.array([[1.0, 0.0], [0.5, 0.0]]), pad, stride)
    return [first, (X + 1, np.array([[1.0, 0.25], [0.5, 0.0]]), pad, stride)]


def right_search():
    """A search among random inputs by versions written here, with `xcorr2d` as the judge of four of them."""

    def shows(X, K, pad, stride):
        P = np.pad(X, pad)
        right = np.asarray(xcorr2d(X, K, pad, stride))
        others = [
            xcorr2d(X, K[::-1, ::-1], pad, stride),
            xcorr2d(X, K.T, pad, stride),
            xcorr2d(np.pad(X, ((0, 2 * pad), (0, 2 * pad))), K, 0, stride),
            xcorr2d(np.pad(X, pad, mode="wrap"), K, 0, stride),
            xcorr2d(np.pad(X, pad, mode="edge"), K, 0, stride),
        ]
        left_over = (P.shape[0] - len(K)) % stride and stride > 1 and right.shape[1] > 1
        return left_over and all(np.abs(right - other).max() > 0.1 for other in others)

    rng = np.random.default_rng(0)
    while True:
        X, K = rng.integers(0, 10, (5, 4)), rng.integers(0, 10, (3, 3))
        pad, stride = int(rng.integers(1, 3)), int(rng.integers(2, 4))
        if shows(X, K, pad, stride):
            return [(X.astype(float), K.astype(float), pad, stride)]


def right_list_of_lists():
    """Inputs as lists, a redundant second input on which nothing shows itself."""
    good = [np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]), np.array([[1.0, 3.0], [0.0, 1.0]]), 3, 4]
    return [good, [np.ones((1, 1)), np.ones((1, 1)), 0, 1]]


def wrong_symmetric_kernel():
    """DESERVES: the kernel is its own transpose, the second version is right on it
    PART: yes
    BREAKS: all seven wrong versions show themselves: 2 does not
    """
    return [(np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [2.0, 5.0]]), 1, 3)]


def wrong_kernel_not_square():
    """DESERVES: without a square kernel the second version does nothing wrong
    PART: yes
    BREAKS: all seven wrong versions show themselves: 2 does not
    """
    return [(np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]), 1, 3)]


def wrong_half_turn():
    """DESERVES: the kernel is its own half-turn
    PART: yes
    BREAKS: all seven wrong versions show themselves: 1 does not, though the kernel is not symmetric
    """
    X, K = np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [2.0, 1.0]])
    H = np.array([[1.0, 2.0, 3.0], [4.0, 9.0, 4.0], [3.0, 2.0, 1.0]])  # its half-turn, not its transpose
    return [(X, K, 1, 3), (X, H, 1, 2)]


def wrong_nothing_left_over():
    """DESERVES: the stride leaves nothing over, in either direction
    PART: yes
    BREAKS: all seven wrong versions show themselves: 4 does not
    """
    return [(np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2)]


def wrong_left_over_at_stride_one():
    """DESERVES: the second input has one column of places: moving by 1 is not seen there, nor is it at stride 1
    PART: yes
    BREAKS: all seven wrong versions show themselves: 5 does not
    """
    K = np.array([[1.0, 2.0], [3.0, 5.0]])
    return [(np.arange(1.0, 10).reshape(3, 3), K, 1, 1), (np.arange(12.0).reshape(6, 2), K, 0, 3)]


def wrong_border_unseen():
    """DESERVES: the kernel with a border is 0 but for its middle, which never lies on the border
    PART: yes
    BREAKS: all seven wrong versions show themselves: 6 and 7 do not
    """
    K = np.zeros((3, 3))
    K[1, 1] = 1.0
    unbordered = np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [3.0, 5.0]]), 0, 3
    return [(np.arange(1.0, 26).reshape(5, 5), K, 1, 1), unbordered]


def wrong_dark_edge():
    """DESERVES: the picture's edge is 0, so that repeating it, or beginning again, gives zeros
    PART: yes
    BREAKS: all seven wrong versions show themselves: 6 and 7 do not
    """
    X = np.zeros((5, 5))
    X[1:4, 1:4] = np.arange(1.0, 10).reshape(3, 3)
    return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2), (X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 4)]


def wrong_dark_edge_far():
    """DESERVES: the pixels that come in from the other side are 0, so the sixth version is right
    PART: yes
    BREAKS: all seven wrong versions show themselves: 6 does not; the places see the upper left border only
    """
    X = np.zeros((6, 6))
    X[:3, :3] = np.arange(1.0, 10).reshape(3, 3)
    return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 4)]


def wrong_below_the_threshold():
    """DESERVES: the versions differ, but by less than 1e-3
    PART: yes
    BREAKS: differences below 1e-3 do not count
    """
    X = np.arange(1.0, 17).reshape(4, 4) / 1000
    return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]) / 1000, 1, 3), (X, np.array([[1.0, 2.0], [3.0, 5.0]]) / 1000, 1, 2)]


def wrong_too_large():
    """DESERVES: seven rows are one more than allowed
    PART: no
    BREAKS: at most 6 rows and 6 columns
    """
    return [(np.arange(1.0, 50).reshape(7, 7), np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 3)]


def wrong_large_entries():
    """DESERVES: an entry is 101, larger than 100
    PART: no
    BREAKS: entries are 100 at most in size
    """
    X = np.arange(1.0, 17).reshape(4, 4)
    X[3, 3] = -101
    return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 3)]


def wrong_does_not_fit():
    """DESERVES: in the second input the kernel is wider than the padded image
    PART: no
    BREAKS: K fits into the padded image: 1 + 2 columns, kernel of 4
    """
    return [(np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 3),
            (np.array([[1.0], [2.0], [3.0]]), np.ones((2, 4)), 1, 1)]


def wrong_four_inputs():
    """DESERVES: four inputs, one for each pair of versions; three are allowed
    PART: no
    BREAKS: one to three inputs
    """
    X, K = np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [3.0, 5.0]])
    return [(X, K, 0, 1), (X, K, 1, 1), (X, K, 0, 3), (X, K, 1, 3)]


def wrong_bare_tuple():
    """DESERVES: an input by itself; a list of inputs is wanted
    PART: no
    BREAKS: inputs (X, K, pad, stride): a list; here its four parts stand in place of the inputs
    """
    return (np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 3)


def wrong_stride_of_five():
    """DESERVES: the stride is 5, 4 is the largest allowed
    PART: no
    BREAKS: stride one from 1 to 4
    """
    return [(np.arange(1.0, 37).reshape(6, 6), np.array([[1.0, 2.0], [3.0, 5.0]]), 3, 5), (np.eye(3), np.eye(2), 1, 1)]


def wrong_fraction_as_pad():
    """DESERVES: half a row of zeros on each side is no border
    PART: no
    BREAKS: pad is an integer
    """
    return [(np.arange(1.0, 17).reshape(4, 4), np.array([[1.0, 2.0], [3.0, 5.0]]), 0.5, 2)]


def wrong_constant_image():
    """DESERVES: on an even picture nobody sees whether the kernel is turned, and stride is seen in the shape alone
    PART: yes
    BREAKS: all seven wrong versions show themselves: 1 and 2 do not, for the kernel sees the inside only
    """
    return [(np.full((5, 5), 7.0), np.array([[1.0, 2.0], [3.0, 5.0]]), 0, 2), (np.ones((2, 2)), np.ones((2, 2)), 1, 1)]
