"""Classification: from logits to probabilities, from probabilities to a loss, and from the loss to an error rate.

N samples, K >= 2 classes. y (N,) integer labels 0..K-1, the true classes; Z (N, K) logits, finite;
P (N, K) probabilities, P_n = softmax(Z_n); delta (N,) confidences; t >= 0 a factor on all logits.

Lists are accepted for arrays. All results are float64, whatever real dtype comes in: a float32 logit
of 1e4 is known to 1e-3 only, and computing on in float32 would lose the rest of the digits.
"""

import numpy as np

from solutions import calls, require


def softmax(Z: np.ndarray) -> np.ndarray:
    """Softmax of each row: P (N, K), rows nonnegative with sum 1, from the logits Z (N, K), K >= 2.

    Each probability is right to five digits; for logits as large as ±1e4 it is finite, and right to three decimals,
    in every row.

    Derivation
    ----------
    P_nk = exp(Z_nk) / sum_j exp(Z_nj). A factor exp(-m_n) cancels, so Z_n may be replaced by Z_n - m_n
    (shift invariance). With m_n = max_k Z_nk every exponent is <= 0 and one of them is 0: no exponential
    overflows, and the sum lies in [1, K], so that nothing is divided by zero. The maximum must be that
    of the row: below the maximum of the whole table by 746 or more, all exponentials of a row underflow.
    Errors: ValueError unless Z is (N, K) with N >= 1, K >= 2 and real, finite entries.
    Source: shift invariance of the softmax; the Gibbs (Boltzmann) distribution with energies -Z.
    """
    require.logits(Z)
    Z = np.asarray(Z, float)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def catch_softmax() -> list[np.ndarray]:
    """A list of one to three inputs Z on which seven wrong softmaxes show themselves.

    Each Z has 1 to 4 rows and 2 to 5 columns of numbers between -10 000 and 10 000. A wrong softmax is
    caught if on one of the inputs an entry of its answer is off by more than 0.001, or is not finite.

    Derivation
    ----------
    One Z with three rows catches all. (2000, 0) overflows in exp, and after subtracting the mean, 1000, too;
    it lifts the maximum of the table so far that the last row underflows. (0, 1) has p = (0.27, 0.73), which
    a base of 2 makes (1/3, 2/3) and a sum over the column something else. (-1000, -1001) has the same
    probabilities the other way round: cut at -30 both logits are equal, and with max |z| = 1001 subtracted
    both exponentials vanish.
    Source: counterexamples, one for each hypothesis under which the wrong idea would be right.
    """
    return [np.array([[2000.0, 0.0], [0.0, 1.0], [-1000.0, -1001.0]])]


def cross_entropy(Z: np.ndarray, y: np.ndarray) -> float:
    """Cross-entropy J of the softmax of the logits Z (N, K), K >= 2, with the labels y (N,): one float.

    The mean over the samples, with the natural logarithm. Right to five digits, below 1 to five decimals; for logits
    as large as ±1e4 finite, and right to five digits or three decimals.

    Derivation
    ----------
    J = -(1/N) sum_n log P_{n, y_n}. Taking the logarithm before rounding,
    -log P_{n, y_n} = log sum_k exp(Z_nk) - Z_{n, y_n}, and neither side changes when a constant is taken
    from row n. After Z_n - max_k Z_nk the sum is in [1, K] and the true logit <= 0: both terms are
    finite and nonnegative, also in floating point. Hence J >= 0, and Z = 0 gives J = log K.
    Errors: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.
    Source: log-sum-exp; negative log-likelihood of the multinomial logistic model.
    """
    require.classified(Z, y)
    Z = np.asarray(Z, float)
    Z = Z - Z.max(axis=1, keepdims=True)
    losses = np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(Z)), y]
    return float(losses.mean())


def confidence(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Classification confidence delta (N,) of the logits Z (N, K), K >= 2, for the labels y (N,).

    The logit of the true class minus the largest logit of the other classes: positive where the true class leads by
    a millionth or more, near 1e4 too, negative where it lags by as much, and 0 at a tie, up to a round-off of 1e-8.
    Right for logits as large as ±1e4. Z and y are not changed.

    Derivation
    ----------
    delta_n = Z_{n, y_n} - max_{k != y_n} Z_nk. The true class must not compete with itself, so its logit
    is set to -inf, which loses against every rival. Z -> Z + c (c_n on row n) leaves delta as it is, and
    delta(tZ) = t delta(Z) for t > 0. A difference of doubles is positive exactly when the first is
    larger (gradual underflow), so that the sign can be trusted.
    Errors: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.
    Source: the margin of a multiclass classifier (Crammer and Singer).
    """
    require.classified(Z, y)
    Z = np.asarray(Z, float)
    rows = np.arange(len(Z))
    rivals = Z.copy()
    rivals[rows, y] = -np.inf
    return Z[rows, y] - rivals.max(axis=1)


def accuracy(Z: np.ndarray, y: np.ndarray) -> float:
    """Fraction of the samples that the logits Z (N, K), K >= 2, classify as their labels y (N,) say: one float.

    A sample is right if the logit of its true class leads all others of its row, by a millionth or more; a tie is
    wrong. Z has logits as large as ±1e4.

    Derivation
    ----------
    acc = (1/N) #{n : delta_n > 0}, the mean of truth values. Comparing y with the argmax of the rows
    instead would settle a tie by the order of the classes, and renaming the classes would change it.
    Errors: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.
    Source: the 0-1 loss; 1 - acc is the empirical risk.
    """
    return float(np.mean(confidence(Z, y) > 0))


def loss_bounds(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bounds (lower, upper), each (N,), of the loss of each sample that its confidence delta and K imply.

    lower = log(1 + e^-delta) and upper = log(1 + (K - 1) e^-delta), right to five digits, below 1 to six decimals, and
    finite for logits Z (N, K), K >= 2, as large as ±1e4; y (N,) are the labels.

    Derivation
    ----------
    The loss is log(1 + S) with S = sum_{k != y} e^{z_k - z_y}, a sum of K - 1 positive terms of which the
    largest is e^-delta. So e^-delta <= S <= (K - 1) e^-delta, and log(1 + .) increases. S attains its upper
    bound exactly if all rivals tie, hence always for K = 2, and approaches the lower one as all rivals but
    one tend to -inf. To round-off, lower <= loss <= upper.
    log(1 + e^u) is computed as logaddexp(0, u), which does not overflow, with u = log(K - 1) - delta.
    Errors: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, and y (N,) integers in 0..K-1.
    Source: log-sum-exp lies between the maximum and the maximum plus log of the number of terms.
    """
    delta = confidence(Z, y)
    K = np.shape(Z)[1]
    return np.logaddexp(0, -delta), np.logaddexp(0, np.log(K - 1) - delta)


@calls.python_scalars
def best_scale(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """The factor t in [0, t_max] for which the loss f(t) = cross_entropy(t Z, y) is least: one float.

    f(t) exceeds the least loss by 1e-8 at most, for logits Z (N, K), K >= 2, as large as ±1e4 and t_max > 0; y (N,)
    are the labels. If every row of Z is constant, so is f, and any t in [0, t_max] will do.

    Derivation
    ----------
    f'(t) = (1/N) sum_n (p_n(t) . z_n - z_{n, y_n}) = (1/N) sum_n p_n(t) . d_n, where p_n(t) = softmax(t z_n)
    and d_nk = z_nk - z_{n, y_n} are the leads over the true class. f''(t) is the mean of the variances of
    z_n under p_n(t), so f is convex, and strictly unless every row is constant: its minimiser is 0 if
    f'(0) >= 0, else t_max if f'(t_max) <= 0, else the one zero of f'. Bisection by the sign of f', for which
    N f' will do, finds the last two to the last bit. In terms of d_n the slope of samples without a negative
    confidence is <= 0 in floating point too, so that t_max comes out even where f falls by less than can be seen.
    A sample with delta < 0 keeps the minimiser bounded as t_max grows; a tie, which `accuracy` calls wrong,
    does not.
    Errors: ValueError unless Z is (N, K), N >= 1, K >= 2, finite, y (N,) integers in 0..K-1, t_max > 0, and
    2 t_max Z is finite.
    Source: temperature scaling (Guo, Pleiss, Sun, Weinberger 2017), with t = 1 / temperature.
    """
    require.classified(Z, y)
    _require_range(Z, t_max)
    Z = np.asarray(Z, float)
    D = Z - Z[np.arange(len(Z)), y][:, None]

    def slope(t: float) -> float:
        return np.sum(softmax(t * D) * D)

    if slope(0.0) >= 0:
        return 0.0
    low, high = 0.0, float(t_max)
    while low < (middle := (low + high) / 2) < high:
        if slope(middle) <= 0:
            low = middle
        else:
            high = middle
    return high


def _require_range(Z: object, t_max: object) -> None:
    """t_max is one number > 0, and no product with a difference of two logits overflows."""
    require.scalar(t_max, "t_max", above=0, hint="t is looked for in [0, t_max]")
    largest = np.abs(np.asarray(Z, float)).max()
    if largest > np.finfo(float).max / 2 / max(1.0, float(np.asarray(t_max))):
        raise ValueError(f"t_max must keep 2 t_max Z finite, got {t_max:g} for logits up to {largest:g}; lower it")
