import numpy as np
import math


def right_standard(Z: np.ndarray, y: np.ndarray) -> float:
    m = Z.max(axis=1)
    lse = m + np.log(np.exp(Z - m[:, None]).sum(axis=1))
    return float(np.mean(lse - Z[np.arange(len(y)), y]))


def right_logaddexp(Z: np.ndarray, y: np.ndarray) -> float:
    return np.mean(np.logaddexp.reduce(Z - np.take_along_axis(Z, y[:, None], axis=1), axis=1))


def right_loops(Z: np.ndarray, y: np.ndarray) -> float:
    total = 0
    for n in range(len(Z)):
        best = max(Z[n])
        s = 0
        for k in range(len(Z[n])):
            s += np.exp(Z[n][k] - best)
        total += best - Z[n][y[n]] + np.log(s)
    return total / len(Z)


def right_one_hot(Z: np.ndarray, y: np.ndarray) -> float:
    Y = one_hot(y, Z.shape[1])
    D = Z - Z.max(axis=1, keepdims=True)
    L = D - np.log(np.exp(D).sum(axis=1, keepdims=True))
    return -(Y * L).sum() / len(y)


def right_einsum(Z: np.ndarray, y: np.ndarray) -> float:
    D = Z - Z.max(1, keepdims=True)
    return float((np.log(np.einsum("nk->n", np.exp(D))).sum() - np.einsum("nk,nk->", D, one_hot(y, Z.shape[1]))) / y.size)


def right_recursive(Z: np.ndarray, y: np.ndarray) -> float:
    def lse(v):
        return v[0] if len(v) == 1 else np.logaddexp(v[0], lse(v[1:]))

    def total(n):
        return 0.0 if n == 0 else total(n - 1) + lse([float(u) for u in Z[n - 1]]) - Z[n - 1, y[n - 1]]

    return total(len(y)) / len(y)


def right_softplus(Z: np.ndarray, y: np.ndarray) -> float:
    # log(1 + S), S the sum over the rivals
    losses = []
    for z, k in zip(np.asarray(Z, float), y):
        u = np.delete(z, k) - z[k]
        m = u.max()
        s = m + np.log(np.exp(u - m).sum())
        losses.append(max(s, 0.0) + np.log1p(np.exp(-abs(s))))
    return sum(losses) / len(losses)


def right_longdouble(Z: np.ndarray, y: np.ndarray) -> float:
    L = np.array(Z, dtype=np.longdouble)
    L -= L.max(axis=1, keepdims=True)
    loss = np.log(np.sum(np.exp(L), axis=1)) - L[range(len(y)), y]
    return float(loss.mean())


def right_class(Z: np.ndarray, y: np.ndarray) -> float:
    class Loss:
        def __init__(self, z, k):
            self.z, self.k = z - z.max(), int(k)

        def __call__(self):
            return np.log(np.exp(self.z).sum()) - self.z[self.k]

    values = [Loss(np.asarray(z, float), k)() for z, k in zip(Z, y)]
    print(len(values), "losses")
    return np.array(np.mean(values))


def right_diag(Z: np.ndarray, y: np.ndarray) -> float:
    A = np.array(Z, copy=True, dtype=float)
    A = A - np.sort(A, axis=1)[:, [-1]]
    true = np.diag(A[:, y])
    return np.average(np.log(np.exp(A) @ np.ones(A.shape[1])) - true)


def right_scalar_float32(Z: np.ndarray, y: np.ndarray) -> float:
    D = Z - Z[np.arange(len(Z)), y][:, None]
    m = D.max(axis=1)
    S = np.exp((D - m[:, None]).astype(np.float32)).sum(axis=1)
    return float(m.mean() + np.log(S.astype(float)).mean())


def right_mask(Z: np.ndarray, y: np.ndarray) -> float:
    mask = np.arange(Z.shape[1]) == y[:, np.newaxis]
    lse = np.logaddexp.reduce(Z.astype(float), axis=1)
    return (np.sum(lse) - np.sum(Z[mask])) / Z.shape[0]


def right_flat(Z: np.ndarray, y: np.ndarray) -> float:
    N, K = np.shape(Z)
    true = np.ravel(Z)[np.arange(N) * K + y]
    m = np.amax(Z, axis=1)
    return float(sum(m - true) / N + sum(np.log(np.exp(Z - m.reshape(N, 1)).sum(1))) / N)


def right_running_mean(Z: np.ndarray, y: np.ndarray) -> float:
    J = 0.0
    for n, (z, k) in enumerate(zip(Z, y), start=1):
        w = max(z)
        J += (w - z[k] + np.log(sum(np.exp(v - w) for v in z)) - J) / n
    return J


def wrong_log_of_softmax(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Where p is rounded to 0 its logarithm is infinite: take the logarithm of the quotient as a difference.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: cross_entropy([[0, 1000]], [0])"""
    P = softmax(Z)
    return float(-np.mean(np.log(P[np.arange(len(y)), y])))


def wrong_eps(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: The epsilon in the logarithm makes a loss of 1000 one of 27: use log-sum-exp instead.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: cross_entropy([[0, 1000]], [0])"""
    P = softmax(Z)
    return float(-np.mean(np.log(P[np.arange(len(y)), y] + 1e-12)))


def wrong_clip(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Clipping p at 1e-300 limits the loss to 691, wherever it should be more.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: cross_entropy([[0, 1000]], [0])"""
    P = np.clip(softmax(Z), 1e-300, 1)
    return float(-np.mean(np.log(P[np.arange(len(y)), y])))


def wrong_sum(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: The mean over the samples is wanted, not the sum.
    PART: yes
    BREAKS: "The mean over the samples"; input: cross_entropy([[0, 0], [0, 0]], [0, 0])"""
    return float(np.sum(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]))


def wrong_over_NK(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You take the mean over samples and classes: divide by N, not by N K.
    PART: no
    BREAKS: "The mean over the samples"; input: cross_entropy([[0, 0]], [0])"""
    L = Z - np.logaddexp.reduce(Z, axis=1)[:, None]
    return float(-np.mean(one_hot(y, Z.shape[1]) * L))


def wrong_log2(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You give bits: the natural logarithm is wanted.
    PART: yes
    BREAKS: "with the natural logarithm"; input: cross_entropy([[0, 0]], [0])"""
    D = Z - Z.max(axis=1, keepdims=True)
    return float(np.mean(np.log2(np.exp(D).sum(axis=1)) - D[np.arange(len(y)), y] / np.log(2)))


def wrong_log10(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: log10 in log-sum-exp is the wrong logarithm: it is natural.
    PART: no
    BREAKS: "with the natural logarithm"; input: cross_entropy([[0, 0]], [0])"""
    D = Z - Z.max(axis=1, keepdims=True)
    return float(np.mean(np.log10(np.exp(D).sum(axis=1)) - D[np.arange(len(y)), y]))


def wrong_sign(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: The sign is wrong: a loss is positive.
    PART: yes
    BREAKS: "Cross-entropy J"; input: cross_entropy([[0, 0]], [0])"""
    return float(np.mean(Z[np.arange(len(y)), y] - np.logaddexp.reduce(Z, axis=1)))


def wrong_columns_of_y(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Z[:, y] takes whole columns, (N, N): row numbers and labels must go in pairs.
    PART: no
    BREAKS: "with the labels y"; input: cross_entropy([[0, 1], [0, 0]], [0, 1])"""
    return float(np.mean(np.logaddexp.reduce(Z, axis=1)[:, None] - Z[:, y]))


def wrong_forgot_max(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You subtract the maximum inside, but do not add it again outside the logarithm.
    PART: no
    BREAKS: "Cross-entropy J of the softmax"; input: cross_entropy([[1, 1]], [0])"""
    m = Z.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(Z - m).sum(axis=1)) - Z[np.arange(len(y)), y]))


def wrong_table_max(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: With the maximum of the whole table a row far below it gets log 0: each row needs its own.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: cross_entropy([[0, 0], [-1000, -1000]], [0, 0])"""
    m = Z.max()
    return float(np.mean(m + np.log(np.exp(Z - m).sum(axis=1)) - Z[np.arange(len(y)), y]))


def wrong_naive_lse(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: exp(1000) is infinite: take the maximum out of the sum.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: cross_entropy([[0, 1000]], [1])"""
    return float(np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y]))


def wrong_shift_by_true(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Subtracting the true logit does not help where a rival is much larger: exp overflows.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: cross_entropy([[0, 1000]], [0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    return float(np.mean(np.log(np.exp(D).sum(axis=1))))


def wrong_max_for_lse(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: The maximum alone is not the log-sum-exp: level rivals cost something too.
    PART: no
    BREAKS: "Cross-entropy J of the softmax"; input: cross_entropy([[0, 0]], [0])"""
    return float(np.mean(Z.max(axis=1) - Z[np.arange(len(y)), y]))


def wrong_hinge_beyond_30(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Where the rivals lead far you leave out that there are several of them: log-sum-exp of all is needed.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: cross_entropy([[0, 1000, 1000]], [0])"""
    losses = []
    for z, k in zip(Z, y):
        lead = z.max() - z[k]
        losses.append(lead if lead > 30 else np.log(np.exp(z - z[k]).sum()))
    return float(np.mean(losses))


def wrong_log_mean(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You take the logarithm of the mean probability; the mean of the logarithms is wanted.
    PART: no
    BREAKS: "The mean over the samples"; input: cross_entropy([[0, 0], [0, 1]], [0, 0])"""
    L = Z[np.arange(len(y)), y] - np.logaddexp.reduce(Z, axis=1)
    return float(-(np.logaddexp.reduce(L) - np.log(len(y))))


def wrong_first_sample(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You return inside the loop, after the first sample.
    PART: no
    BREAKS: "The mean over the samples"; input: cross_entropy([[0, 0], [0, 1]], [0, 0])"""
    total = 0.0
    for z, k in zip(Z, y):
        total += np.logaddexp.reduce(z) - z[k]
        return total
    return total


def wrong_both_terms(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: For classes that exclude each other only the true one counts: drop the terms log(1 - p) of the others.
    PART: no
    BREAKS: "Cross-entropy J of the softmax"; input: cross_entropy([[0, 0]], [0])"""
    P, Y = softmax(Z), one_hot(y, Z.shape[1])
    P = np.clip(P, 1e-15, 1 - 1e-15)
    return float(-np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / len(y))


def wrong_labels_from_one(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Labels count from 0: y - 1 takes the class before, and the last one for 0.
    PART: no
    BREAKS: "with the labels y"; input: cross_entropy([[0, 1]], [0])"""
    return float(np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y - 1]))


def wrong_one_hot_from_max_label(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: K is the number of columns of Z, not max(y) + 1: classes without a sample must count in the sum.
    PART: yes
    BREAKS: "softmax of the logits Z (N, K)"; input: cross_entropy([[0, 0]], [0])"""
    Z = Z[:, : max(y) + 1]
    return float(np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]))


def wrong_in_place(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Z -= changes the caller's logits: work on a copy.
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were"; input: cross_entropy([[1, 2]], [0])"""
    Z -= Z.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y]))


def wrong_vector(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You return an array with one entry for each sample; take their mean.
    PART: no
    BREAKS: "one float"; input: cross_entropy([[0, 0], [0, 1]], [0, 0])"""
    return np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]


def wrong_rounded(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Do not round the loss to two decimals.
    PART: yes
    BREAKS: "Cross-entropy J"; input: cross_entropy([[0, 0]], [0])"""
    return round(float(np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y])), 2)


def wrong_unbiased(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: Divide by N, not by N - 1: this is a mean, no variance.
    PART: no
    BREAKS: "The mean over the samples"; input: cross_entropy([[0, 0], [0, 0]], [0, 0])"""
    return float(np.sum(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]) / max(len(y) - 1, 1))


def wrong_probabilities_again(Z: np.ndarray, y: np.ndarray) -> float:
    """DESERVES: You take the softmax twice: log-sum-exp wants the logits, not the probabilities.
    PART: no
    BREAKS: "of the softmax of the logits Z"; input: cross_entropy([[0, 1]], [0])"""
    Z = softmax(Z)
    return float(np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]))
