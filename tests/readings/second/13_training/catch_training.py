import numpy as np


def right_three_samples():
    """Three samples of one number, batches of two, one input for all seven."""
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 2, 2, 0.5, 0.5)]


def right_largest_everything():
    """As large as it is allowed, with eight samples of three numbers and batches of five."""
    X = np.array([[1, -2, 3], [0, 4, -1], [2, 2, -5], [-3, 1, 1], [5, 0, -2], [1, 1, 1], [-4, 2, 3], [0, -1, 6]]) / 4
    return [(X, np.array([0, 1, 1, 0, 1, 0, 0, 1]), 4, 5, 0.3, 0.9)]


def right_no_slope_needed():
    """All samples are 0: only the biases move; labels of two kinds."""
    return [(np.zeros((3, 1)), np.array([0, 0, 1]), 2, 2, 1.0, 0.5)]


def right_one_input_each():
    """Three inputs: a short batch in one epoch, momentum over two epochs of one batch, and batches of one size."""
    X, y = np.array([[1.0], [2.0], [-1.0]]), np.array([0, 0, 1])
    return [(X, y, 1, 2, 0.5, 0.0), (X[:2], y[:2], 2, 2, 0.5, 0.5), (X, y[::-1].copy(), 3, 1, 0.2, 0.3)]


def right_integers_and_lists():
    """Whole numbers in X, lists for X and y, a list for an input."""
    return [[[[2], [-1], [3], [1], [-2]], [0, 1, 1, 0, 1], 3, 3, 1, 0.25]]


def right_drawn():
    """Drawn from a generator with a seed."""
    rng = np.random.default_rng(13)
    return [(rng.normal(size=(7, 2)), rng.integers(0, 2, 7), 3, 3, 0.4, 0.8)]


def right_batch_above_n():
    """Batches larger than N, so that 3 has no sample left, and a second input for the rest."""
    X, y = np.array([[1.0, 0.5], [0.25, -2.0]]), np.array([1, 0])
    return [(X, y, 3, 8, 0.5, 0.9), (np.array([[1.0], [-2.0], [0.5]]), np.array([0, 0, 1]), 2, 2, 0.5, 0.9)]


def right_searched():
    """Runs all loops, written out, over drawn inputs, until all seven are off by 0.05."""

    def run(X, y, epochs, batch, lr, beta, wrong=0):
        N, W, b = len(X), np.zeros((X.shape[1], 2)), np.zeros(2)
        vW, vb, history = 0 * W, 0 * b, []

        def losses(A, c):
            Z = A @ W + b
            Z = Z - Z.max(axis=1, keepdims=True)
            return np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(c)), c], np.exp(Z)

        for _ in range(epochs):
            if wrong == 2:
                vW, vb = 0 * W, 0 * b
            seen = []
            for s in range(0, N, batch):
                A, c = X[s : s + batch], y[s : s + batch]
                if wrong == 3 and len(c) < batch:
                    continue
                J, E = losses(A, c)
                D = E / E.sum(axis=1, keepdims=True)
                D[np.arange(len(c)), c] -= 1
                D /= {5: 1, 6: batch}.get(wrong, len(c))
                g = 1 - beta if wrong == 7 else 1
                vW, vb = beta * vW + g * A.T @ D, beta * vb + g * D.sum(axis=0)
                W, b = W - lr * vW, b - lr * vb
                seen.append(losses(A, c)[0] if wrong == 4 else J)
            if not seen:
                history.append(0.0)
            elif wrong == 1:
                history.append(np.mean([J.mean() for J in seen]))
            else:
                history.append(np.concatenate(seen).mean())
        return np.concatenate([W.ravel(), b, history])

    rng = np.random.default_rng(0)
    while True:
        case = rng.integers(-4, 5, (5, 1)) / 2, rng.integers(0, 2, 5), 2, 3, 0.5, 0.5
        right = run(*case)
        if all(np.max(np.abs(run(*case, wrong=w) - right) / np.maximum(1, np.abs(right))) > 0.05 for w in range(1, 8)):
            return [case]


def right_one_label():
    """All labels are 1; four samples, batches of three."""
    return [(np.array([[3.0], [1.0], [2.0], [-1.0]]), np.ones(4, dtype=int), 2, 3, 0.25, 0.75)]


def right_small_step():
    """A small step and a small momentum, still far above 0.001."""
    return [(np.array([[4.0], [-3.0], [6.0]]), np.array([1, 1, 0]), 4, 2, 0.02, 0.2)]


def right_large_step():
    """The largest step, labels as unsigned bytes, beta at its bound."""
    return [(np.array([[0.5], [-0.25], [0.75]], np.float32), np.array([0, 1, 1], np.uint8), 4, 2, 2.0, 0.95)]


def right_split_in_two():
    """One input for the short batch with beta = 0, one without a short batch, with momentum."""
    short = (np.array([[2.0], [1.0], [-1.0], [0.5], [3.0]]), np.array([0, 1, 0, 0, 1]), 2, 2, 0.5, 0.0)
    even = (np.array([[1.0], [-1.0], [2.0], [0.5]]), np.array([0, 1, 1, 0]), 2, 2, 0.5, 0.6)
    return [short, even]


def right_two_equal_samples():
    """Two equal samples and one other, numpy scalars for the settings."""
    X = np.array([[1.0, 2.0], [1.0, 2.0], [-2.0, 0.0]])
    return [(X, np.array([1, 1, 0]), np.int64(3), np.int64(2), np.float64(0.1), np.float64(0.5))]


def wrong_equal_batches():
    """DESERVES: batch divides N: no batch is short, and 1, 3 and 6 are right by accident
    PART: yes
    BREAKS: "all seven wrong loops show themselves", at 1, 3, 6
    """
    return [(np.array([[1.0], [2.0], [-3.0], [0.5]]), np.array([0, 1, 1, 0]), 2, 2, 0.5, 0.5)]


def wrong_one_epoch():
    """DESERVES: in one epoch there is no second start, at which 2 would forget the velocity
    PART: yes
    BREAKS: "all seven wrong loops show themselves", at 2
    """
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 1, 2, 0.5, 0.5)]


def wrong_no_momentum():
    """DESERVES: with beta = 0 there is no velocity to reset, and (1 - beta) g is g
    PART: yes
    BREAKS: "all seven wrong loops show themselves", at 2 and 7
    """
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 3, 2, 0.5, 0.0)]


def wrong_no_step():
    """DESERVES: with lr = 0 nothing moves, and all losses are log 2: none is caught
    PART: no
    BREAKS: "all seven wrong loops show themselves", at all seven: 3, too, has log 2 from its whole batches
    """
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 3, 2, 0.0, 0.5)]


def wrong_batches_of_one():
    """DESERVES: batches of one sample: sum and mean are one number, and no batch is short
    PART: yes
    BREAKS: "all seven wrong loops show themselves", at 1, 3, 5, 6
    """
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 3, 1, 0.5, 0.5)]


def wrong_one_batch():
    """DESERVES: with batch > N there is one batch, and its mean is the mean of the batch means
    PART: yes
    BREAKS: "all seven wrong loops show themselves", at 1
    """
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 3, 5, 0.5, 0.5)]


def wrong_equal_samples_with_opposite_labels():
    """DESERVES: at X = 0 with as many labels 0 as 1 in each batch no gradient is left
    PART: no
    BREAKS: "all seven wrong loops show themselves", at 1, 2, 3, 4, 5, 6, 7: nothing moves, all losses are log 2
    """
    return [(np.zeros((6, 1)), np.array([0, 1, 0, 1, 0, 1]), 3, 4, 0.5, 0.5)]


def wrong_tiny_step():
    """DESERVES: the loops differ, by less than 0.001: the step is too small
    PART: no
    BREAKS: "off by more than 0.001 in an entry", at lr = 1e-4
    """
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 2, 2, 1e-4, 0.5)]


def wrong_tiny_momentum():
    """DESERVES: with beta = 0.001 the loops 2 and 7 are off by less than 0.001
    PART: yes
    BREAKS: "off by more than 0.001 in an entry", at 2 and 7
    """
    return [(np.array([[0.5], [0.25], [-0.5]]), np.array([0, 1, 1]), 2, 2, 0.5, 0.001)]


def wrong_nine_samples():
    """DESERVES: 8 samples at most
    PART: no
    BREAKS: "Each input has 1 to 8 samples", at N = 9
    """
    X = np.arange(-4.0, 5.0)[:, None] / 2
    return [(X, np.array([0, 1, 1, 0, 1, 0, 0, 1, 1]), 2, 4, 0.5, 0.5)]


def wrong_flat_samples():
    """DESERVES: X is (N, d), also for d = 1
    PART: no
    BREAKS: "samples X (N, d)", at X of shape (3,)
    """
    return [(np.array([1.0, 2.0, -3.0]), np.array([0, 1, 1]), 2, 2, 0.5, 0.5)]


def wrong_labels_of_signs():
    """DESERVES: labels are 0 and 1, not -1 and 1
    PART: no
    BREAKS: "labels y (N,) of 0 and 1", at y = [-1, 1, 1]
    """
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([-1, 1, 1]), 2, 2, 0.5, 0.5)]


def wrong_large_momentum():
    """DESERVES: beta is at most 0.95
    PART: no
    BREAKS: "beta from 0 to 0.95", at beta = 0.99
    """
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 2, 2, 0.5, 0.99)]


def wrong_five_epochs():
    """DESERVES: 4 epochs at most
    PART: no
    BREAKS: "1 to 4 epochs", at epochs = 5
    """
    return [(np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 5, 2, 0.5, 0.5)]


def wrong_bare_input():
    """DESERVES: a list of inputs is wanted, also if it is one
    PART: no
    BREAKS: "A list of one to three inputs", at a tuple of six
    """
    return (np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1]), 2, 2, 0.5, 0.5)


def wrong_four_inputs():
    """DESERVES: three inputs at most
    PART: no
    BREAKS: "A list of one to three inputs", at four
    """
    X, y = np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1])
    return [(X, y, 2, 2, 0.5, beta) for beta in (0.2, 0.4, 0.6, 0.8)]


def wrong_too_large_entry():
    """DESERVES: an entry of X is beyond 10
    PART: no
    BREAKS: "entries from -10 to 10", at 12
    """
    return [(np.array([[1.0], [12.0], [-3.0]]), np.array([0, 1, 1]), 2, 2, 0.5, 0.5)]


def wrong_losses_nearly_equal():
    """DESERVES: the mean of the batch means does not show: the losses of the two batches are equal to 0.001
    PART: yes
    BREAKS: "all seven wrong loops show themselves", at 1, which is off by 0.0004
    """
    return [(np.zeros((3, 1)), np.array([0, 0, 0]), 2, 2, 0.002, 0.9)]


def wrong_whole_epochs_in_second_input():
    """DESERVES: the short batch comes without momentum and in one epoch, the momentum in one epoch as well: 2 is right
    PART: yes
    BREAKS: "all seven wrong loops show themselves", at 2
    """
    X, y = np.array([[1.0], [2.0], [-3.0]]), np.array([0, 1, 1])
    return [(X, y, 2, 2, 0.5, 0.0), (X, y, 1, 1, 0.5, 0.9)]
