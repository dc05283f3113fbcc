import numpy as np
import math


def right_one_table() -> list[np.ndarray]:
    return [np.array([[0.0, 1.0, 2.0], [2000.0, 2001.0, -3000.0], [-2000.0, -2001.0, -2000.5]])]


def right_two_columns() -> list[np.ndarray]:
    return [np.array([[1e4, -1e4], [-1e4, -9999.0], [0.0, 1.0]])]


def right_three_tables() -> list[np.ndarray]:
    a = np.array([[5000.0, 5001.0, 0.0, 0.0], [0.0, 1.0, 2.0, 3.0]])
    b = np.array([[-5000.0, -5001.0], [0.0, 0.5]])
    c = np.array([[0.0, 3.0]])
    return [a, b, c]


def right_lists() -> list[np.ndarray]:
    return [[[9000.0, 9001.0, -9000.0], [-9000.0, -9001.0, -9000.0], [1.0, 0.0, -1.0], [0.0, 0.0, 3.0]]]


def right_integers() -> list[np.ndarray]:
    return [np.array([[1000, 1001, -2000, -2000, 5], [-1000, -1001, -1002, -1000, -1003], [1, 2, 3, 4, 5]])]


def right_tuple() -> list[np.ndarray]:
    top = np.array([[3000, 0, -3000]], dtype=float)
    return (top, np.vstack([top - 5000, [-8000.0, -8001.0, -8002.0], [0.0, 1.0, 2.0]]))


def right_built_by_loop() -> list[np.ndarray]:
    Z = np.zeros((4, 5))
    for n, height in enumerate((0.0, 4000.0, -4000.0, 100.0)):
        for k in range(5):
            Z[n, k] = height + k
    Z[1, 0] = -7000.0
    return [Z]


def right_random_seeded() -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    Z = rng.normal(size=(3, 4)) + np.array([[9000.0], [-9000.0], [0.0]])
    Z[0, 1:3] = -9000.0
    return [Z]


def right_float32() -> list[np.ndarray]:
    return [np.array([[8000, 8002, -9000], [-8000, -8002, -8001], [2, 0, 1]], dtype=np.float32)]


def right_stack() -> list[np.ndarray]:
    up, down, mid = [8192.0, 8193.0, -8192.0], [-8192.0, -8193.0, -8192.0], [0.0, 0.0, 1.0]
    return list(np.stack([[up, down, mid], [mid, up, down]]))


def right_separate_rows() -> list[np.ndarray]:
    # 2, 5: the first; 4, 6: the second; 1, 3, 7: the third
    return [np.array([[0.0, 5000.0]]), np.array([[-900.0, -901.0]]), np.array([[0.0, 2.0], [-800.0, -801.0]])]


def right_narrow() -> list[np.ndarray]:
    """One table of two rows."""
    return [np.array([[-1000.0, -1001.0, -1002.0], [3000.0, 3001.0, 0.0]])]


def right_repeat() -> list[np.ndarray]:
    Z = np.array([[0.0, 1.5], [-1500.0, -1501.0], [1600.0, -1600.0]])
    return [Z.copy() for _ in range(3)]


def right_class() -> list[np.ndarray]:
    class Row:
        def __call__(self, height, *steps):
            return [height + s for s in steps]

    row = Row()
    return [np.array([row(-7000, 0, 1, 2, 3), row(7000, 0, 1, -9000, -9000), row(0, 0, 1, 2, 3)], dtype=float)]


def right_asfortran() -> list[np.ndarray]:
    return [np.asfortranarray([[-1e4, -1e4 + 1], [1e4, -1e4], [0.25, 0.0], [-0.5, 2.0]])]


def wrong_misses_columns() -> list[np.ndarray]:
    """DESERVES: Idea 1 is not caught: all rows and columns of your symmetric table look alike, so axes make no difference.
    PART: yes
    BREAKS: "on which seven wrong softmaxes show themselves" (1; and 3 as well)"""
    return [np.array([[-1000.0, -1001.0], [-1001.0, -1000.0]]), np.array([[0.0, 3000.0], [3000.0, 0.0]])]


def wrong_misses_naive() -> list[np.ndarray]:
    """DESERVES: Without a row far from 0 nothing overflows, and ideas 2 to 5 stay hidden.
    PART: yes
    BREAKS: "on which seven wrong softmaxes show themselves" (2 to 5)"""
    return [np.array([[0.0, 40.0, 41.0], [1.0, 2.0, 3.0]])]


def wrong_misses_table_max() -> list[np.ndarray]:
    """DESERVES: Idea 3 stays hidden: each of your tables has one height, so that its maximum serves all rows.
    PART: yes
    BREAKS: "on which seven wrong softmaxes show themselves" (3)"""
    return [np.array([[-2000.0, -2001.0], [-2000.0, -2003.0]]), np.array([[0.0, 3000.0], [1.0, 3000.0]])]


def wrong_misses_max_abs() -> list[np.ndarray]:
    """DESERVES: Idea 4 stays hidden: it fails only on a row whose logits are all far below 0.
    PART: yes
    BREAKS: "on which seven wrong softmaxes show themselves" (4)"""
    return [np.array([[5000.0, 5001.0, 0.0], [0.0, 1.0, 2.0]])]


def wrong_misses_mean() -> list[np.ndarray]:
    """DESERVES: Idea 5 stays hidden: within each of your rows the logits are close, so that the mean does as well.
    PART: yes
    BREAKS: "on which seven wrong softmaxes show themselves" (5)"""
    return [np.array([[0.0, 1.0, 2.0], [3000.0, 3001.0, 3002.0], [-3000.0, -3001.0, -3002.0]])]


def wrong_misses_mean_1400() -> list[np.ndarray]:
    """DESERVES: Idea 5 stays hidden: your row is 1400 wide, but its mean is in the middle, and exp(700) is finite.
    PART: yes
    BREAKS: "on which seven wrong softmaxes show themselves" (5)"""
    return [np.array([[700.0, -700.0], [-1000.0, -1001.0], [0.0, 1.0]]), np.array([[1000.0, 1001.0], [0.0, 1.0]])]


def wrong_misses_clip() -> list[np.ndarray]:
    """DESERVES: Idea 6 stays hidden: beyond 30 your rows have only ties, or leads so large that cutting does not matter.
    PART: yes
    BREAKS: "on which seven wrong softmaxes show themselves" (6)"""
    return [np.array([[0.0, 1.0], [-1000.0, -1000.0], [-5000.0, 5000.0]])]


def wrong_misses_two() -> list[np.ndarray]:
    """DESERVES: Idea 7 stays hidden: where probabilities are 1/K or 0 and 1, powers of 2 give the same.
    PART: yes
    BREAKS: "on which seven wrong softmaxes show themselves" (7)"""
    return [np.array([[0.0, 0.0], [-1000.0, -1000.0], [-5000.0, 5000.0], [100.0, 200.0]])]


def wrong_below_a_thousandth() -> list[np.ndarray]:
    """DESERVES: Idea 7 is off by less than 0.001 on your input: the logits differ too little.
    PART: yes
    BREAKS: "off by more than 0.001" (7, and 6)"""
    return [np.array([[0.0, 0.002], [-1000.0, -1000.002], [-5000.0, 5000.0]])]


def wrong_too_large() -> list[np.ndarray]:
    """DESERVES: Your logits leave the range from -10 000 to 10 000.
    PART: no
    BREAKS: "numbers between -10 000 and 10 000" """
    return [np.array([[0.0, 1.0], [1e5, -1e5], [-1e5, -1e5 + 1]])]


def wrong_too_many_rows() -> list[np.ndarray]:
    """DESERVES: A table may have four rows at most, yours has five.
    PART: no
    BREAKS: "Each Z has 1 to 4 rows" """
    return [np.array([[0.0, 1.0], [1e4, 0.0], [-1e4, -9999.0], [5.0, 6.0], [7.0, 8.0]])]


def wrong_too_many_columns() -> list[np.ndarray]:
    """DESERVES: A table may have five columns at most, yours has six.
    PART: no
    BREAKS: "2 to 5 columns" """
    return [np.arange(6.0) + np.array([[0.0], [-5000.0], [5000.0]]) * np.array([1, 1, 1, 1, 1, -1.0])]


def wrong_one_column() -> list[np.ndarray]:
    """DESERVES: With one column there is one class, and every softmax is 1.
    PART: no
    BREAKS: "2 to 5 columns" """
    return [np.array([[0.0], [1e4], [-1e4]])]


def wrong_four_tables() -> list[np.ndarray]:
    """DESERVES: Three inputs at most are wanted, you return four.
    PART: no
    BREAKS: "A list of one to three inputs" """
    return [np.array([[0.0, 1.0], [-1e4, -9999.0]]), np.array([[0.0, 1e4]]), np.array([[1.0, 2.0]]), np.array([[50.0, 51.0]])]


def wrong_bare_table() -> list[np.ndarray]:
    """DESERVES: You return the table itself; put it into a list.
    PART: no
    BREAKS: "A list of one to three inputs Z" """
    return np.array([[0.0, 1.0], [1e4, -1e4], [-1e4, -9999.0]])


def wrong_one_dimensional() -> list[np.ndarray]:
    """DESERVES: Each input is a table (N, K), you return single rows.
    PART: no
    BREAKS: "Each Z has 1 to 4 rows and 2 to 5 columns" """
    return [np.array([0.0, 1.0]), np.array([1e4, -1e4]), np.array([-1e4, -9999.0])]


def wrong_infinite() -> list[np.ndarray]:
    """DESERVES: Infinity is no logit: numbers up to 10 000 are wanted.
    PART: no
    BREAKS: "numbers between -10 000 and 10 000" """
    return [np.array([[0.0, 1.0], [np.inf, 0.0], [-1000.0, -1001.0]])]


def wrong_empty() -> list[np.ndarray]:
    """DESERVES: An empty list catches nothing: at least one input is wanted.
    PART: no
    BREAKS: "A list of one to three inputs" """
    return []


def wrong_with_answers() -> list[np.ndarray]:
    """DESERVES: Return the inputs alone, without the right answers beside them.
    PART: no
    BREAKS: "A list of one to three inputs Z" """
    Z = np.array([[0.0, 1.0], [1e4, -1e4], [-1e4, -9999.0]])
    return [(Z, softmax(Z))]


def wrong_nothing() -> list[np.ndarray]:
    """DESERVES: The return is missing.
    PART: no
    BREAKS: "A list of one to three inputs Z" """
    inputs = [np.array([[0.0, 1.0], [1e4, -1e4], [-1e4, -9999.0]])]
    inputs = inputs.sort(key=len)
    return inputs
