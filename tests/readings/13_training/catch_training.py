import numpy as np


def right_one_input():
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 2, 2, 0.5, 0.5)]


def right_all_of_one_class():
    return [(np.array([[0.0], [1.0], [-3.0]]), np.array([0, 0, 0]), 2, 2, 0.5, 0.9)]


def right_largest():
    rng = np.random.default_rng(0)
    return [(rng.normal(size=(8, 3)), rng.integers(0, 2, 8), 4, 3, 0.5, 0.8)]


def right_three_for_parts():
    X, y = np.array([[2.0, 1.0], [0.0, -1.0], [1.0, -3.0], [4.0, 2.0], [-1.0, 5.0]]), np.array([0, 0, 1, 1, 0])
    short = (X, y, 1, 3, 0.1, 0.0)  # 1, 3, 5, 6
    kept = (X, y, 2, 5, 0.1, 0.9)  # 2, 4, 7
    return [short, kept, (X, y, 2, 2, 0.1, 0.5)]


def right_lists_of_python():
    return [[np.array([[1, 2], [3, -4], [-5, 6], [7, 8], [0, 1]]), np.array([1, 0, 0, 1, 1]), 3, 2, 0.25, 0.75]]


def right_integers():
    return ((np.array([[3], [-1], [2], [5]]), np.array([0, 1, 0, 1]), 2, 3, 1, 0.5),)


def right_batch_above_N_and_short():
    # more room in the batch than samples: one short batch, which 3 drops and 6 divides wrongly
    X, y = np.array([[1.0, 0.0], [0.0, 2.0], [-3.0, 1.0]]), np.array([0, 1, 0])
    return [(X, y, 2, 5, 0.5, 0.5), (X, y, 2, 2, 0.5, 0.5)]


def right_random_and_seeded():
    rng = np.random.default_rng(42)
    inputs = []
    for _ in range(3):
        X = rng.uniform(-2, 2, (7, 2))
        inputs.append((X, (X[:, 0] > 0).astype(np.int64), 3, 2, 0.3, 0.6))
    return inputs


def right_numpy_scalars():
    X = np.linspace(-3, 3, 5).reshape(-1, 1)
    y = np.arange(5) % 2
    return [(X, y, np.int64(2), np.int64(2), np.float64(0.4), np.float64(0.7))]


def right_searched():
    def loop(X, y, epochs, batch, lr, beta, wrong):
        W, b = np.zeros((X.shape[1], 2)), np.zeros(2)
        v, u, history = 0 * W, 0 * b, []

        def at(A, t):
            P = np.exp(A @ W + b)
            P /= P.sum(axis=1, keepdims=True)
            return -np.log(P[np.arange(len(t)), t]).mean(), P - np.eye(2)[t]

        for _ in range(epochs):
            if wrong == 2:
                v, u = 0 * v, 0 * u
            losses, sizes = [], []
            for i in range(0, len(X), batch):
                A, t = X[i : i + batch], y[i : i + batch]
                if wrong == 3 and len(A) < batch:
                    continue
                loss, D = at(A, t)
                D = D / {5: 1, 6: batch}.get(wrong, len(A))
                part = 1 - beta if wrong == 7 else 1
                v, u = beta * v + part * A.T @ D, beta * u + part * D.sum(axis=0)
                W, b = W - lr * v, b - lr * u
                losses.append(at(A, t)[0] if wrong == 4 else loss)
                sizes.append(1 if wrong == 1 else len(A))
            history.append(np.average(losses, weights=sizes))
        return np.concatenate([W.ravel(), b, history])

    rng = np.random.default_rng(1)
    while True:
        X, y = rng.integers(-3, 4, (5, 2)).astype(float), rng.integers(0, 2, 5)
        each = (X, y, 2, 3, 0.5, 0.5)
        right = loop(*each, 0)
        if all(np.abs(loop(*each, k) - right).max() > 0.05 for k in range(1, 8)):
            return [each]


def right_small_steps():
    X, y = np.array([[5.0], [-4.0], [9.0], [2.0], [-8.0]]), np.array([0, 1, 1, 0, 0])
    return [(X, y, 4, 4, 0.02, 0.95)]


def right_copied_from_the_example():
    X, y = np.array([[0.0], [0.0], [-3.0]]), np.array([0, 0, 0])
    return [(X, y, 2, 2, 1.0, 0.5)]


def right_floats_for_labels_of_zero_and_one():
    X = np.array([[1.5], [0.5], [-2.5], [3.5], [0.25], [-1.0], [2.0]])
    return [(X, (X[:, 0] > 1).astype(int), 3, 3, 0.5, 0.5)]


def wrong_no_short_batch():
    """DESERVES: your batch divides N: 3 and 6 are right then, and 1 weighs equal batches
    PART: yes
    BREAKS: all seven wrong loops show themselves; 1, 3 and 6 do not
    """
    X, y = np.array([[1.0], [-2.0], [3.0], [0.5]]), np.array([0, 1, 1, 0])
    return [(X, y, 2, 2, 0.5, 0.5)]


def wrong_one_epoch():
    """DESERVES: in one epoch nobody sees that the velocity is set to 0 at the start of the next: 2 is not caught
    PART: yes
    BREAKS: all seven wrong loops show themselves; 2 does not
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 1, 2, 0.5, 0.5)]


def wrong_no_momentum():
    """DESERVES: without momentum 2 and 7 are right
    PART: yes
    BREAKS: all seven wrong loops show themselves; 2 and 7 do not
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 3, 2, 0.5, 0.0)]


def wrong_standstill():
    """DESERVES: with lr = 0 nothing moves, and from W = 0 all losses are log 2: hardly one shows itself
    PART: yes
    BREAKS: all seven wrong loops show themselves; 1, 2, 4, 5, 6 and 7 do not (from W = 0 all losses are log 2)
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 2, 2, 0.0, 0.5)]


def wrong_batches_of_one():
    """DESERVES: batches of one sample: no batch is short, and sums and means are the same; 1, 3, 5, 6 are not caught
    PART: yes
    BREAKS: all seven wrong loops show themselves; 1, 3, 5 and 6 do not
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 2, 1, 0.5, 0.5)]


def wrong_one_batch_of_all():
    """DESERVES: one batch in an epoch is never short: 1, 3 and 6 are right
    PART: yes
    BREAKS: all seven wrong loops show themselves; 1, 3 and 6 do not
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 4, 3, 0.5, 0.5)]


def wrong_one_short_batch_only():
    """DESERVES: with batch > N each epoch has one batch, and the mean of one batch mean is right: 1 is not caught
    PART: yes
    BREAKS: all seven wrong loops show themselves; 1 does not
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 2, 4, 0.5, 0.5)]


def wrong_zero_samples():
    """DESERVES: samples that are 0 and labels in balance: each batch of two has the gradient 0 in b and none in W
    PART: no
    BREAKS: all seven wrong loops show themselves; samples that all cost the same hide 1
    """
    return [(np.zeros((4, 1)), np.array([0, 1, 0, 1]), 2, 2, 0.5, 0.5)]


def wrong_tiny_steps():
    """DESERVES: steps of 1e-4 move the parameters by less than 0.001: such differences do not count
    PART: yes
    BREAKS: off by more than 0.001 in an entry
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 2, 2, 1e-4, 0.5)]


def wrong_equal_samples():
    """DESERVES: your samples all cost nearly the same: weighed or not, the batches have the same mean; 1 is not caught
    PART: yes
    BREAKS: all seven wrong loops show themselves; 1 is off by less than 0.001
    """
    return [(np.full((3, 1), 0.5), np.array([0, 0, 0]), 2, 2, 0.003, 0.5)]


def wrong_four_inputs():
    """DESERVES: one to three inputs, yours are four
    PART: no
    BREAKS: a list of one to three inputs
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 2, 2, lr, 0.5) for lr in (0.1, 0.2, 0.5, 1.0)]


def wrong_too_many_epochs():
    """DESERVES: 4 epochs at most, yours are 10
    PART: no
    BREAKS: 1 to 4 epochs
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 10, 2, 0.5, 0.5)]


def wrong_too_much_momentum():
    """DESERVES: beta is 0.95 at most, yours is 0.99
    PART: no
    BREAKS: beta from 0 to 0.95
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 2, 2, 0.5, 0.99)]


def wrong_vector_of_samples():
    """DESERVES: X has the shape (N, d), yours is (N,): write [[1.0], [-2.0], [3.0]]
    PART: no
    BREAKS: samples X (N, d)
    """
    return [(np.array([1.0, -2.0, 3.0]), np.array([0, 1, 1]), 2, 2, 0.5, 0.5)]


def wrong_labels_of_sign():
    """DESERVES: labels are 0 and 1, yours are -1 and 1
    PART: no
    BREAKS: labels y (N,) of 0 and 1
    """
    return [(np.array([[1.0], [-2.0], [3.0]]), np.array([-1, 1, 1]), 2, 2, 0.5, 0.5)]


def wrong_order_of_numbers():
    """DESERVES: epochs comes before batch: as written there are 2 epochs of batches of 4, and nothing is short
    PART: yes
    BREAKS: inputs (X, y, epochs, batch, lr, beta); 1, 3 and 6 do not show themselves
    """
    X, y = np.array([[1.0], [-2.0], [3.0], [0.5]]), np.array([0, 1, 1, 0])
    batch, epochs = 2, 4
    return [(X, y, batch, epochs, 0.5, 0.5)]


def wrong_momentum_before_step():
    """DESERVES: lr comes before beta: as written lr is 0.9 and beta is 0
    PART: yes
    BREAKS: inputs (X, y, epochs, batch, lr, beta); 2 and 7 do not show themselves
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    lr, beta = 0.0, 0.9
    return [(X, y, 2, 2, beta, lr)]


def wrong_bare_tuple():
    """DESERVES: a list of inputs is wanted, put brackets round yours
    PART: no
    BREAKS: a list of one to three inputs
    """
    return np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1]), 2, 2, 0.5, 0.5


def wrong_without_labels():
    """DESERVES: an input has six parts, the labels are missing in yours
    PART: no
    BREAKS: inputs (X, y, epochs, batch, lr, beta)
    """
    return [(np.array([[1.0], [-2.0], [3.0]]), 2, 2, 0.5, 0.5)]


def wrong_empty():
    """DESERVES: one input at least
    PART: no
    BREAKS: a list of one to three inputs
    """
    return []


def wrong_large_samples():
    """DESERVES: entries from -10 to 10, yours go up to 100
    PART: no
    BREAKS: entries from -10 to 10
    """
    return [(np.array([[100.0], [-20.0], [3.0]]), np.array([0, 1, 1]), 2, 2, 0.5, 0.5)]


def wrong_each_for_one_only():
    """DESERVES: together they miss 2: it needs momentum, a step and a second epoch on the same input
    PART: yes
    BREAKS: all seven wrong loops show themselves; 2 does not
    """
    X, y = np.array([[1.0], [-2.0], [3.0]]), np.array([0, 1, 1])
    return [(X, y, 1, 2, 0.5, 0.9), (X, y, 4, 2, 0.5, 0.0), (X, y, 4, 2, 0.0, 0.9)]
