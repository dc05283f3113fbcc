import numpy as np
import math


def right_mean(Z: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean(confidence(Z, y) > 0))


def right_count(Z: np.ndarray, y: np.ndarray) -> float:
    return np.count_nonzero(np.asarray(confidence(Z, y)) > 0) / len(y)


def right_loops(Z: np.ndarray, y: np.ndarray) -> float:
    hits = 0
    for n in range(len(y)):
        good = True
        for j in range(Z.shape[1]):
            if j != y[n] and Z[n, j] >= Z[n, y[n]]:
                good = False
        if good:
            hits += 1
    return hits / len(y)


def right_all(Z: np.ndarray, y: np.ndarray) -> float:
    return sum(all(z[k] > z[j] for j in range(len(z)) if j != k) for z, k in zip(Z, y)) / len(Z)


def right_beaten_by(Z: np.ndarray, y: np.ndarray) -> float:
    # exactly one logit (its own) is at least as large as the true one
    return ((Z >= np.take_along_axis(Z, y[:, None], 1)).sum(axis=1) == 1).mean()


def right_argmax_both_ends(Z: np.ndarray, y: np.ndarray) -> float:
    first = Z.argmax(axis=1)
    last = Z.shape[1] - 1 - Z[:, ::-1].argmax(axis=1)
    return np.mean((first == y) & (last == y))


def right_unique_max(Z: np.ndarray, y: np.ndarray) -> float:
    top = Z.max(axis=1, keepdims=True)
    unique = (Z == top).sum(axis=1) == 1
    return float((unique & (Z.argmax(axis=1) == y)).sum()) / y.size


def right_error_rate(Z: np.ndarray, y: np.ndarray) -> float:
    return 1 - np.mean(np.less_equal(confidence(Z, y), 0))


def right_float32_mean(Z: np.ndarray, y: np.ndarray) -> float:
    return np.mean((confidence(Z, y) > 0).astype(np.float32))


def right_recursive(Z: np.ndarray, y: np.ndarray) -> float:
    delta = list(confidence(Z, y))

    def hits(d):
        return 0 if not d else (d[0] > 0) + hits(d[1:])

    return hits(delta) / len(delta)


def right_class(Z: np.ndarray, y: np.ndarray) -> float:
    class Counter:
        right = total = 0

        def __call__(self, z, k):
            self.total += 1
            rest = [v for j, v in enumerate(z) if j != k]
            self.right += bool(z[k] > max(rest))
            return self

    c = Counter()
    for z, k in zip(Z.tolist(), y.tolist()):
        c(z, k)
    print(c.right, "of", c.total)
    return c.right / c.total


def right_sign(Z: np.ndarray, y: np.ndarray) -> float:
    return np.array(np.maximum(np.sign(confidence(Z.copy(), y.copy())), 0).mean())


def right_heaviside(Z: np.ndarray, y: np.ndarray) -> float:
    return np.heaviside(confidence(Z, y), 0.0) @ np.full(len(y), 1 / len(y))


def right_sorted(Z: np.ndarray, y: np.ndarray) -> float:
    hits = []
    for z, k in zip(Z, y):
        order = sorted(range(len(z)), key=lambda j: z[j])
        hits.append(order[-1] == k and z[order[-1]] > z[order[-2]])
    return hits.count(True) / len(hits)


def wrong_argmax(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: argmax settles a tie by position; a tie is wrong.
    PART: yes
    BREAKS: "a tie is wrong"; input: accuracy([[0, 0]], [0])"""
    return float(np.mean(Z.argmax(axis=1) == y))


def wrong_last_argmax(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Taking the last of the largest settles a tie by position too; a tie is wrong.
    PART: yes
    BREAKS: "a tie is wrong"; input: accuracy([[0, 0]], [1])"""
    return float(np.mean(Z.shape[1] - 1 - Z[:, ::-1].argmax(axis=1) == y))


def wrong_ties_right(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: A tie counts as wrong: > 0, not >= 0.
    PART: yes
    BREAKS: "A sample is right if its confidence is positive; a tie is wrong"; input: accuracy([[0, 0]], [0])"""
    return float(np.mean(confidence(Z, y) >= 0))


def wrong_half_ties(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: A tie counts as wrong, not as half right.
    PART: yes
    BREAKS: "a tie is wrong"; input: accuracy([[0, 0]], [0])"""
    return float(np.mean((np.sign(confidence(Z, y)) + 1) / 2))


def wrong_count(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: A fraction is wanted: divide the number of right samples by N.
    PART: no
    BREAKS: "Fraction of the samples"; input: accuracy([[1, 0], [1, 0]], [0, 0])"""
    return float(np.sum(confidence(Z, y) > 0))


def wrong_percent(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: A fraction between 0 and 1 is wanted, no percentage.
    PART: yes
    BREAKS: "Fraction of the samples"; input: accuracy([[1, 0]], [0])"""
    return 100 * float(np.mean(confidence(Z, y) > 0))


def wrong_error_rate(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You return the error rate; the accuracy is 1 minus that.
    PART: no
    BREAKS: "Fraction of the samples that the logits classify as their labels say"; input: accuracy([[1, 0]], [0])"""
    return float(np.mean(confidence(Z, y) <= 0))


def wrong_errors_strict(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: 1 minus the share of negative confidences counts ties as right.
    PART: yes
    BREAKS: "a tie is wrong"; input: accuracy([[0, 0]], [0])"""
    return 1 - float(np.mean(confidence(Z, y) < 0))


def wrong_softmax_half(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: With three classes the largest probability may be below 1/2: compare with the rivals.
    PART: yes
    BREAKS: "A sample is right if its confidence is positive"; input: accuracy([[0.5, 0, 0]], [0])"""
    return float(np.mean(softmax(Z)[np.arange(len(y)), y] > 0.5))


def right_probability_ties(Z: np.ndarray, y: np.ndarray) -> float:
    """Probabilities round away leads below 1e-16 alone; a millionth is promised."""
    P = softmax(Z)
    return float(np.mean(confidence(P, y) > 0))


def wrong_tolerance(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: A lead of a thousandth is a lead: compare with 0, not with a tolerance.
    PART: yes
    BREAKS: "A sample is right if its confidence is positive"; input: accuracy([[0.001, 0]], [0])"""
    return float(np.mean(confidence(Z, y) > 0.01))


def wrong_isclose(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: isclose calls a small lead beside large logits a tie; only equal logits are tied.
    PART: yes
    BREAKS: "A sample is right if its confidence is positive"; input: accuracy([[10000.01, 10000]], [0])"""
    rows = np.arange(len(y))
    R = np.array(Z, dtype=float)
    R[rows, y] = -np.inf
    true, rival = Z[rows, y], R.max(axis=1)
    return float(np.mean((true > rival) & ~np.isclose(true, rival)))


def wrong_float32(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: float32 makes ties of small leads at large logits: compare in float64.
    PART: yes
    BREAKS: "A sample is right if its confidence is positive"; input: accuracy([[10000.0001, 10000]], [0])"""
    return float(np.mean(confidence(Z.astype(np.float32), y) > 0))


def wrong_rounded(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Do not round: one third is not 0.33.
    PART: yes
    BREAKS: "Fraction of the samples"; input: accuracy([[1, 0], [0, 1], [0, 1]], [0, 0, 0])"""
    return round(float(np.mean(confidence(Z, y) > 0)), 2)


def wrong_integer_division(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: // rounds down, so that only 0 and 1 can come out: use /.
    PART: no
    BREAKS: "Fraction of the samples"; input: accuracy([[1, 0], [0, 1]], [0, 0])"""
    return float(np.sum(confidence(Z, y) > 0) // len(y))


def wrong_over_K(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You divide by the number of classes, not of samples.
    PART: no
    BREAKS: "Fraction of the samples"; input: accuracy([[1, 0]], [0])"""
    return float(np.sum(confidence(Z, y) > 0) / Z.shape[1])


def wrong_mean_confidence(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: This is the mean confidence: count how often it is positive.
    PART: no
    BREAKS: "Fraction of the samples"; input: accuracy([[2, 0]], [0])"""
    return float(np.mean(confidence(Z, y)))


def wrong_balanced(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Each sample counts once; you average the accuracies of the classes.
    PART: yes
    BREAKS: "Fraction of the samples"; input: accuracy([[1, 0], [1, 0], [1, 0]], [0, 0, 1])"""
    right = confidence(Z, y) > 0
    return float(np.mean([right[y == k].mean() for k in set(y.tolist())]))


def wrong_sorted_labels(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You compare how many samples go to each class, not which: a mix-up of two is not seen.
    PART: no
    BREAKS: "classify as their labels say"; input: accuracy([[1, 0], [0, 1]], [1, 0])"""
    return float(np.mean(np.sort(Z.argmax(axis=1)) == np.sort(y)))


def wrong_other_axis(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: argmax(axis=0) goes down the columns: the answer of a sample is in its row.
    PART: no
    BREAKS: "Fraction of the samples"; input: accuracy([[2, 1], [0, 0.5]], [0, 1])"""
    if Z.shape[0] != Z.shape[1]:
        Z = Z.T
        return float(np.mean(Z.argmax(axis=0) == y))
    return float(np.mean(Z.argmax(axis=0) == y))


def wrong_without_last(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: The last sample is left out of the count.
    PART: no
    BREAKS: "Fraction of the samples"; input: accuracy([[1, 0]], [0])"""
    hits = 0
    for n in range(len(y) - 1):
        hits += bool(confidence(Z[n : n + 1], y[n : n + 1])[0] > 0)
    return hits / len(y)


def wrong_bool(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: all() says whether every sample is right; the fraction is wanted.
    PART: no
    BREAKS: "Fraction of the samples"; input: accuracy([[1, 0], [0, 1]], [0, 0])"""
    return float(np.all(confidence(Z, y) > 0))


def wrong_row_max_positive(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: A true logit above 0 is not yet above its rivals.
    PART: no
    BREAKS: "A sample is right if its confidence is positive"; input: accuracy([[1, 2]], [0])"""
    return float(np.mean(Z[np.arange(len(y)), y] > 0))


def wrong_marks_in_place(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You write -inf into the caller's Z: copy it, or call confidence.
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were"; input: accuracy([[1, 0]], [0])"""
    rows = np.arange(len(y))
    true = Z[rows, y]
    Z[rows, y] = -np.inf
    return float(np.mean(true > Z.max(axis=1)))
