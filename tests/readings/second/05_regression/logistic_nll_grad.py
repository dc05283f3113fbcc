import functools
import math

import numpy as np


def right_margins(w, X, y, weights=None):
    """Margins, logaddexp, and the gradient by sigma(-m): no digit is lost."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    sign = 2 * y - 1
    m = sign * (X @ w)
    loss = np.logaddexp(0, -m)
    slope = -sign * np.exp(-np.logaddexp(0, m))
    return float(v @ loss / v.sum()), X.T @ (v * slope) / v.sum()


def right_lesson(w, X, y, weights=None):
    """The lesson's p - y with the earlier sigmoid, weights normalised first."""
    y = np.asarray(y, float)
    v = np.full(len(y), 1 / len(y)) if weights is None else np.asarray(weights, float) / np.sum(weights)
    z = np.asarray(X, float) @ w
    return float(np.sum(v * np.logaddexp(0, (1 - 2 * y) * z))), (v * (sigmoid(z) - y)) @ X  # noqa: F821


def right_loops(w, X, y, weights=None):
    """Plain loops and math, log1p."""
    N, d = len(X), len(w)
    total, loss, grad = 0.0, 0.0, [0.0] * d
    for n in range(N):
        v = 1.0 if weights is None else float(weights[n])
        sign = 1.0 if y[n] == 1 else -1.0
        m = sign * sum(float(w[j]) * float(X[n][j]) for j in range(d))
        e = math.exp(-abs(m))
        total += v
        loss += v * (max(-m, 0.0) + math.log1p(e))
        wrong = (e if m >= 0 else 1.0) / (1.0 + e)  # the probability of the other label
        for j in range(d):
            grad[j] -= v * sign * wrong * float(X[n][j])
    return loss / total, np.array([g / total for g in grad])


def right_average(w, X, y, weights=None):
    """np.average takes the weights, for the losses and for the rows of slopes."""
    X = np.asarray(X, float)
    s = np.where(np.asarray(y) == 1, 1.0, -1.0)
    m = s * np.dot(X, w)
    e = np.exp(-np.abs(m))
    loss = np.log1p(e) - np.minimum(m, 0)
    rows = (-s * np.where(m > 0, e, 1) / (1 + e))[:, None] * X
    return np.average(loss, weights=weights), np.average(rows, axis=0, weights=weights)


def right_einsum(w, X, y, weights=None):
    """einsum throughout."""
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    v = np.ones(X.shape[0]) if weights is None else np.array(weights, dtype=float)
    z = np.einsum("nd,d->n", X, w)
    residual = y * -np.exp(-np.logaddexp(0, z)) + (1 - y) * np.exp(-np.logaddexp(0, -z))
    loss = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
    return np.einsum("n,n->", v, loss) / v.sum(), np.einsum("n,n,nd->d", v, residual, X) / v.sum()


def right_softmax(w, X, y, weights=None):
    """Two classes with the logits 0 and z: softmax and cross entropy with the largest logit subtracted."""
    X, y = np.asarray(X, float), np.asarray(y).astype(int)
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    v = v / v.sum()
    L = np.column_stack([np.zeros(len(y)), X @ w])
    own, other = L[np.arange(len(y)), y], L[np.arange(len(y)), 1 - y]
    gap = other - own
    top = np.maximum(gap, 0)
    loss = top + np.log1p(np.exp(-np.abs(gap)))
    E = np.exp(np.stack([-top, gap - top]))
    other_probability = E[1] / E.sum(axis=0)
    return float(v @ loss), X.T @ (v * other_probability * (1 - 2 * y))


def right_two_groups(w, X, y, weights=None):
    """The samples of each label apart."""
    X, y = np.asarray(X, float), np.asarray(y)
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    nll, grad = 0.0, np.zeros(X.shape[1])
    for label, side in ((1, 1.0), (0, -1.0)):
        here = y == label
        if not here.any():
            continue
        A = side * X[here]
        m = A @ w
        nll += np.sum(v[here] * np.logaddexp(0, -m))
        grad -= A.T @ (v[here] * np.exp(-np.logaddexp(0, m)))
    return float(nll / np.sum(v)), grad / np.sum(v)


def right_complex_step(w, X, y, weights=None):
    """The gradient as a derivative by a complex step, exact to round-off."""
    X, s = np.asarray(X, float), 2 * np.asarray(y, float) - 1
    v = np.ones(len(s)) if weights is None else np.asarray(weights, float)

    def loss(w):
        m = s * (X @ w)
        up = np.real(m) > 0
        E = np.exp(np.where(up, -m, m))
        return np.sum(v * (np.log1p(E) - np.where(up, 0, m))) / np.sum(v)

    grad = np.empty(X.shape[1])
    for j in range(X.shape[1]):
        step = np.array(w, dtype=complex)
        step[j] += 1e-40j
        grad[j] = np.imag(loss(step)) / 1e-40
    return float(np.real(loss(np.array(w, dtype=complex)))), grad


def right_halves(w, X, y, weights=None):
    """Recursion: the sums of the two halves of the samples, divided at the end."""
    if weights is None:
        weights = [1.0] * len(X)

    def sums(lo, hi):
        if hi - lo == 1:
            x = np.asarray(X[lo], float)
            s = 1.0 if y[lo] else -1.0
            m = s * float(x @ w)
            return float(weights[lo]) * np.array(
                [1.0, np.logaddexp(0, -m), *(-s * np.exp(-np.logaddexp(0, m)) * x)]
            )
        mid = (lo + hi) // 2
        return sums(lo, mid) + sums(mid, hi)

    total = sums(0, len(X))
    return float(total[1] / total[0]), total[2:] / total[0]


def right_signed_rows(w, X, y, weights=None):
    """Rows multiplied by the sign of their label: all labels are 1 then; samples of weight 0 leave first."""
    v = np.ones(len(X)) if weights is None else np.asarray(weights, float)
    A = np.where(np.asarray(y) > 0.5, 1.0, -1.0)[:, np.newaxis] * X
    A, v = A[v > 0], v[v > 0]
    m = A @ w
    tail = np.exp(-np.abs(m))
    nll = np.sum(v * (np.maximum(-m, 0) + np.log1p(tail))) / np.sum(v)
    return nll, -(A.T * v) @ (np.where(m < 0, 1, tail) / (1 + tail)) / np.sum(v)


def right_fsum(w, X, y, weights=None):
    """Generators, reduce and math.fsum."""
    N, d = np.shape(X)
    v = [1.0] * N if weights is None else [float(each) for each in weights]
    z = [math.fsum(float(a) * float(b) for a, b in zip(row, w)) for row in X]

    def softplus(u):
        return max(u, 0.0) + math.log1p(math.exp(-abs(u)))

    def sigma(u):
        return math.exp(-softplus(-u))

    r = [-sigma(-t) if label == 1 else sigma(t) for t, label in zip(z, y)]
    whole = functools.reduce(lambda a, b: a + b, v)
    nll = math.fsum(c * softplus(-t if label == 1 else t) for c, t, label in zip(v, z, y)) / whole
    return nll, np.array([math.fsum(v[n] * r[n] * float(X[n][j]) for n in range(N)) / whole for j in range(d)])


def right_diag(w, X, y, weights=None):
    """A diagonal matrix of the weights, p - y, softplus(z) - y z."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    V = np.eye(len(y)) if weights is None else np.diag(np.asarray(weights, float))
    V = V / np.trace(V)
    z = X @ w
    p = np.where(z > 0, 1, np.exp(np.minimum(z, 0))) / (1 + np.exp(-np.abs(z)))
    loss = np.logaddexp(0, np.where(y == 1, -z, z))
    return float(np.ones(len(y)) @ V @ loss), X.T @ V @ (p - y)


def right_class(w, X, y, weights=None):
    """An over-engineered class with a forward and a backward pass."""

    class Loss:
        def __init__(self, X, y, weights):
            self.X = np.array(X, dtype=float)
            self.sign = np.array([1.0 if label == 1 else -1.0 for label in y])
            self.v = np.ones(len(y)) if weights is None else np.array(weights, dtype=float)
            assert (self.v >= 0).all() and self.v.any()

        def forward(self, w):
            self.m = self.sign * self.X.dot(w)
            self.l = -np.minimum(self.m, 0) + np.log1p(np.exp(-np.abs(self.m)))
            return float(self.v.dot(self.l) / self.v.sum())

        def backward(self):
            back = self.v / self.v.sum()
            back = back * -np.exp(-self.m.clip(0) - np.log1p(np.exp(-np.abs(self.m))))
            return (back * self.sign).dot(self.X)

    loss = Loss(X, y, weights)
    return loss.forward(np.asarray(w, float)), loss.backward()


def wrong_clipped_probability(w, X, y, weights=None):
    """DESERVES: the probability is cut off at 1e-12, so that no loss is above 27.6
    PART: yes
    BREAKS: right to 1e-5 for logits as large as 1e4, at w = [100], X = [[-1]], y = [1]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    p = np.clip(1 / (1 + np.exp(-np.clip(X @ w, -700, 700))), 1e-12, 1 - 1e-12)
    loss = -y * np.log(p) - (1.0 - y) * np.log(1 - p)
    return float(v @ loss / v.sum()), X.T @ (v * (p - y)) / v.sum()


def wrong_grad_divided_by_N(w, X, y, weights=None):
    """DESERVES: the loss is divided by the sum of the weights, the gradient by the number of samples
    PART: yes
    BREAKS: grad is the gradient of nll, at w = [0], X = [[1]], y = [1], weights = [2]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    return float(v @ np.logaddexp(0, (1 - 2.0 * y) * z) / v.sum()), X.T @ (v * (p - y)) / len(y)


def wrong_exp_overflows(w, X, y, weights=None):
    """DESERVES: log(1 + e^-m) is infinite where e^-m is
    PART: yes
    BREAKS: finite for logits as large as 1e4, at w = [1000], X = [[-1]], y = [1]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    s = 2.0 * np.asarray(y) - 1
    with np.errstate(over="ignore"):
        E = np.exp(-s * (X @ w))
        return float(v @ np.log(1 + E) / v.sum()), -X.T @ (v * s * (1 - 1 / (1 + E))) / v.sum()


def wrong_sigmoid_in_gradient_overflows(w, X, y, weights=None):
    """DESERVES: the loss is safe, but the gradient has e^z / (1 + e^z), NaN for large logits
    PART: yes
    BREAKS: both are finite, at w = [1000], X = [[1]], y = [1]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    z = X @ w
    with np.errstate(all="ignore"):
        p = np.exp(z) / (1 + np.exp(z))
    return float(v @ np.logaddexp(0, (1 - 2.0 * y) * z) / v.sum()), X.T @ (v * (p - y)) / v.sum()


def wrong_clipped_logits(w, X, y, weights=None):
    """DESERVES: logits are cut off at 500, and so are losses
    PART: yes
    BREAKS: right to 1e-5 for logits as large as 1e4, at w = [1000], X = [[-1]], y = [1]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    z = np.clip(X @ w, -500, 500)
    p = 1 / (1 + np.exp(-z))
    return float(v @ np.logaddexp(0, (1 - 2.0 * y) * z) / v.sum()), X.T @ (v * (p - y)) / v.sum()


def wrong_log_epsilon(w, X, y, weights=None):
    """DESERVES: 1e-8 is added within the logarithm: seen where the probability of the label is small
    PART: yes
    BREAKS: right to 1e-5, at w = [15], X = [[-1]], y = [1]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    q = np.exp(-np.logaddexp(0, z))
    loss = -(y * np.log(p + 1e-8) + (1.0 - y) * np.log(q + 1e-8))
    return float(v @ loss / v.sum()), X.T @ (v * (p - y)) / v.sum()


def wrong_zero_weight_means_none(w, X, y, weights=None):
    """DESERVES: as soon as one weight is 0, all weights are ignored
    PART: yes
    BREAKS: nonnegative and not all 0, at w = [1], X = [[1], [1]], y = [1, 0], weights = [1, 0]
    """
    v = np.ones(len(y)) if weights is None or not np.all(weights) else np.asarray(weights, float)
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    return float(v @ np.logaddexp(0, (1 - 2.0 * y) * z) / v.sum()), X.T @ (v * (p - y)) / v.sum()


def wrong_counts_nonzero(w, X, y, weights=None):
    """DESERVES: the weighted sums are divided by the number of weights that are not 0: right for weights 0 and 1
    PART: yes
    BREAKS: sum v_n loss_n / sum v_n, at w = [0], X = [[1]], y = [1], weights = [2]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    count = np.count_nonzero(v)
    return float(v @ np.logaddexp(0, (1 - 2.0 * y) * z) / count), X.T @ (v * (p - y)) / count


def wrong_root_weights_on_rows(w, X, y, weights=None):
    """DESERVES: rows times sqrt(v) is weighted least squares; here it changes the logits
    PART: no
    BREAKS: the weighted mean, at w = [1], X = [[1]], y = [1], weights = [4]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    A = np.sqrt(v)[:, None] * X
    z = A @ w
    p = np.exp(-np.logaddexp(0, -z))
    return float(np.sum(np.logaddexp(0, (1 - 2.0 * y) * z)) / v.sum()), A.T @ (p - y) / v.sum()


def wrong_unsigned_labels(w, X, y, weights=None):
    """DESERVES: 2 y - 1 is 255 for the label 0 of an unsigned type: convert y first
    PART: yes
    BREAKS: labels y, which are 0 or 1, at w = [1], X = [[1]], y = np.array([0], dtype=np.uint8)
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    s = 2 * y - 1
    m = s * (X @ w)
    return float(v @ np.logaddexp(0, -m) / v.sum()), -X.T @ (v * s * np.exp(-np.logaddexp(0, m))) / v.sum()


def wrong_normalises_in_place(w, X, y, weights=None):
    """DESERVES: weights /= weights.sum() changes the caller's weights
    PART: yes
    BREAKS: a function leaves the arrays it is given as they were, at w = [0], X = [[1]], y = [1], weights = [2.]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    v /= v.sum()
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    return float(v @ np.logaddexp(0, (1 - 2.0 * y) * z)), X.T @ (v * (p - y))


def wrong_integer_gradient(w, X, y, weights=None):
    """DESERVES: grad is made like a row of X: for integers its fractions are cut off
    PART: yes
    BREAKS: X may hold integers, at w = [0], X = [[1]] (integer), y = [1]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    grad = np.zeros_like(X[0])
    for j in range(len(w)):
        grad[j] = np.sum(v * (p - y) * X[:, j]) / v.sum()
    return float(v @ np.logaddexp(0, (1 - 2.0 * y) * z) / v.sum()), grad


def wrong_weak_penalty(w, X, y, weights=None):
    """DESERVES: a small penalty on w is added, which nobody asked for
    PART: yes
    BREAKS: nll is the weighted mean, at w = [1000], X = [[0.001]], y = [1]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    nll = float(v @ np.logaddexp(0, (1 - 2.0 * y) * z) / v.sum() + 1e-8 * np.dot(w, w))
    return nll, X.T @ (v * (p - y)) / v.sum() + 2e-8 * w


def wrong_remembers_ones(w, X, y, weights=None):
    """DESERVES: the ones are kept in a global variable, with the length of the first call
    PART: yes
    BREAKS: without weights all samples count alike, at a call with N = 2 and then one with N = 3
    """
    v = globals().setdefault("_equal_weights", np.ones(len(y))) if weights is None else np.asarray(weights, float)
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    return float(v @ np.logaddexp(0, (1 - 2.0 * y) * z) / v.sum()), X.T @ (v * (p - y)) / v.sum()


def wrong_label_one_only(w, X, y, weights=None):
    """DESERVES: the loss of the label 0 is missing: -log p is summed where y = 1 only
    PART: yes
    BREAKS: negative log-likelihood of the labels, at w = [0], X = [[1]], y = [0]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    return float(v @ (y * np.logaddexp(0, -z)) / v.sum()), X.T @ (v * (p - y)) / v.sum()


def wrong_gradient_sums(w, X, y, weights=None):
    """DESERVES: the gradient is a sum where the loss is a mean
    PART: yes
    BREAKS: grad is the gradient of nll, at w = [0], X = [[1], [2]], y = [1, 1]
    """
    v = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    z = X @ w
    p = np.exp(-np.logaddexp(0, -z))
    return float(v @ np.logaddexp(0, (1 - 2.0 * y) * z) / v.sum()), X.T @ (v * (p - y))
