"""Classification: from logits to probabilities, from probabilities to a loss and an error rate.

N samples, K >= 2 classes. y (N,) integer labels 0..K-1, Y (N, K) the same as unit vectors (one-hot);
Z (N, K) logits, finite; P (N, K) probabilities, P_n = softmax(Z_n); delta (N,) confidences.

Lists are accepted for arrays. All results are float64, whatever real dtype comes in: a float32 logit
of 1e4 is known to 1e-3 only, and computing on in float32 would lose the rest of the digits.
"""

import numpy as np

from solutions import calls, require


@calls.python_scalars
def one_hot(y: np.ndarray, K: int) -> np.ndarray:
    """One-hot vectors: Y (N, K), whose row n is the unit vector of the class y[n].

    y (N,) holds integers in 0..K-1. Classes without a sample keep their column: K may exceed max(y) + 1.
    Not graded: ValueError for K < 2, no samples, labels that are no integers or not in 0..K-1.

    Derivation
    ----------
    Y_nk = 1 if k = y_n, else 0. So Y_n = e_{y_n} is row y_n of the K x K identity matrix. Its entries
    sum to 1, and its argmax is y_n; the columns of Y are orthogonal, with Y^T Y = diag(class sizes).
    Source: indicator (dummy) coding of a categorical variable; the e_k are the corners of the simplex.
    """
    require.integer(K, "K", 2, "the number of classes")
    require.labels(y, K)
    Y = np.zeros((len(y), K))
    Y[np.arange(len(y)), y] = 1
    return Y


def softmax(Z: np.ndarray) -> np.ndarray:
    """Softmax of each row: P (N, K), rows nonnegative with sum 1, from the logits Z (N, K).

    Finite and right for logits as large as ±1e4, in every row.
    Not graded: ValueError unless Z is (N, K) with N >= 1, K >= 2 and real, finite entries.

    Derivation
    ----------
    P_nk = exp(Z_nk) / sum_j exp(Z_nj). A factor exp(-m_n) cancels, so Z_n may be replaced by Z_n - m_n
    (shift invariance). With m_n = max_k Z_nk every exponent is <= 0 and one of them is 0: no exponential
    overflows, and the sum lies in [1, K], so that nothing is divided by zero. The maximum must be that
    of the row: below the maximum of the whole table by 746 or more, all exponentials of a row underflow.
    Source: shift invariance of the softmax; the Gibbs (Boltzmann) distribution with energies -Z.
    """
    require.logits(Z)
    Z = np.asarray(Z, float)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def cross_entropy(Z: np.ndarray, y: np.ndarray) -> float:
    """Cross-entropy of the softmax of the logits Z (N, K) with the labels y (N,): one float.

    The mean over the samples, with the natural logarithm. Finite and right for logits as large as ±1e4.
    Not graded: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.

    Derivation
    ----------
    L = -(1/N) sum_n log P_{n, y_n}. Taking the logarithm before rounding,
    -log P_{n, y_n} = log sum_k exp(Z_nk) - Z_{n, y_n}, and neither side changes when a constant is taken
    from row n. After Z_n - max_k Z_nk the sum is in [1, K] and the true logit <= 0: both terms are
    finite and nonnegative, also in floating point. Hence L >= 0, and Z = 0 gives L = log K.
    Source: log-sum-exp; negative log-likelihood of the multinomial logistic model.
    """
    require.classified(Z, y)
    Z = np.asarray(Z, float)
    Z = Z - Z.max(axis=1, keepdims=True)
    losses = np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(Z)), y]
    return float(losses.mean())


def confidence(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Classification confidence delta (N,) of the logits Z (N, K) for the labels y (N,).

    Positive exactly where the true class is the strict argmax of its row; 0 at a tie. Z is not changed.
    Not graded: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.

    Derivation
    ----------
    delta_n = Z_{n, y_n} - max_{k != y_n} Z_nk. The true class must not compete with itself, so its logit
    is set to -inf, which loses against every rival. Z -> Z + c (c_n on row n) leaves delta as it is, and
    delta(tZ) = t delta(Z) for t > 0. A difference of doubles is positive exactly when the first is
    larger (gradual underflow), so that the sign can be trusted.
    Source: the margin of a multiclass classifier (Crammer and Singer).
    """
    require.classified(Z, y)
    Z = np.asarray(Z, float)
    rows = np.arange(len(Z))
    rivals = Z.copy()
    rivals[rows, y] = -np.inf
    return Z[rows, y] - rivals.max(axis=1)


def accuracy(Z: np.ndarray, y: np.ndarray) -> float:
    """Fraction of the samples that the logits Z (N, K) classify as their labels y (N,) say: one float.

    A sample is right if its confidence is positive; a tie is wrong.
    Not graded: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.

    Derivation
    ----------
    acc = (1/N) #{n : delta_n > 0}, the mean of truth values. Comparing y with the argmax of the rows
    instead would settle a tie by the order of the classes, and renaming the classes would change it.
    Source: the 0-1 loss; 1 - acc is the empirical risk.
    """
    return float(np.mean(confidence(Z, y) > 0))


def error_bound(Z: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Both sides of the error bound, (error, bound): the error rate, and what the cross-entropy allows.

    Z (N, K) are logits and y (N,) labels; a tie is an error. Two floats, error <= bound.
    Not graded: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.

    Derivation
    ----------
    error = 1 - acc <= bound = L / log 2. If sample n is wrong (delta_n <= 0), some rival has at least the
    probability of the true class; the two sum to at most 1, so that P_{n, y_n} <= 1/2 and the sample's
    loss is at least log 2. If it is right, its loss is at least 0. Take the mean. Equality for wrong
    samples means two tied classes that share all the probability (K = 2, or the others' logits -> -inf).
    Source: the logistic loss in bits, a surrogate that dominates the 0-1 loss.
    """
    error = 1 - accuracy(Z, y)
    bound = float(cross_entropy(Z, y) / np.log(2))
    return error, bound
