import numpy as np


def right_average(w, X, y, weights=None):
    z = X @ w
    loss = np.logaddexp(0, -(2 * y - 1) * z)
    slope = sigmoid(z) - y
    return np.average(loss, weights=weights), np.average(slope[:, None] * X, axis=0, weights=weights)


def right_shares(w, X, y, weights=None):
    v = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=float)
    v = v / v.sum()
    z = X @ w
    nll = v @ np.logaddexp(0, np.where(y == 1, -z, z))
    return float(nll), X.T @ (v * (sigmoid(z) - y))


def right_loops(w, X, y, weights=None):
    N, d = X.shape
    total, nll, grad = 0.0, 0.0, [0.0] * d
    for n in range(N):
        v = 1.0 if weights is None else float(weights[n])
        z = sum(float(w[i]) * float(X[n, i]) for i in range(d))
        m = z if y[n] == 1 else -z
        e = float(np.exp(-abs(m)))
        loss = float(np.log1p(e)) + max(-m, 0.0)
        p = 1 / (1 + float(np.exp(-abs(z)))) if z >= 0 else float(np.exp(z)) / (1 + float(np.exp(z)))
        total += v
        nll += v * loss
        for i in range(d):
            grad[i] += v * (p - y[n]) * X[n, i]
    return nll / total, [g / total for g in grad]


def right_softplus_minus(w, X, y, weights=None):
    # log(1 + e^z) - y z
    if weights is None:
        weights = np.ones(X.shape[0])
    z = np.dot(X, w)
    loss = np.logaddexp(0, z) - y * z
    p = np.exp(-np.logaddexp(0, -z))
    return (weights * loss).sum() / weights.sum(), (weights * (p - y)).dot(X) / weights.sum()


def right_repeat_style(w, X, y, weights=None):
    # samples of weight 0 are absent
    v = np.ones(len(X)) if weights is None else np.array(weights, float)
    here = v > 0
    X, y, v = X[here], y[here], v[here]
    z = X @ w
    m = (2 * y - 1) * z
    s = -sigmoid(-m) * (2 * y - 1)
    return np.sum(v * np.logaddexp(0, -m)) / np.sum(v), np.sum((v * s)[:, None] * X, axis=0) / np.sum(v)


def right_einsum(w, X, y, weights=None):
    v = weights if weights is not None else np.full(y.shape, 1 / len(y))
    z = np.einsum("nd,d->n", X, w)
    losses = np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))
    residuals = sigmoid(z) - y
    return np.einsum("n,n->", v, losses) / np.sum(v), np.einsum("n,n,nd->d", v, residuals, X) / np.sum(v)


def right_two_groups(w, X, y, weights=None):
    v = np.ones(len(y)) if weights is None else weights * 1.0
    z = X @ w
    one, zero = y == 1, y == 0
    nll = (v[one] @ np.logaddexp(0, -z[one]) + v[zero] @ np.logaddexp(0, z[zero])) / v.sum()
    grad = X[zero].T @ (v[zero] * sigmoid(z[zero])) - X[one].T @ (v[one] * sigmoid(-z[one]))
    return nll, grad / v.sum()


def right_signed_rows(w, X, y, weights=None):
    signs = np.where(np.asarray(y) > 0.5, 1.0, -1.0)
    A = X * signs[:, None]
    m = A @ w
    v = np.ones_like(m) if weights is None else np.asarray(weights)
    v = v / np.sum(v)
    return [np.sum(v * np.logaddexp(0, -m)), -A.T @ (v * sigmoid(-m))]


def right_map_sum(w, X, y, weights=None):
    def parts(x, label):
        z = x @ w
        return np.logaddexp(0, z) - label * z, (np.exp(-np.logaddexp(0, -z)) - label) * x

    weights = [1] * len(y) if weights is None else list(weights)
    pairs = [parts(x, label) for x, label in zip(X, y)]
    total = sum(weights)
    nll = sum(v * loss for v, (loss, _) in zip(weights, pairs)) / total
    return nll, sum(v * slope for v, (_, slope) in zip(weights, pairs)) / total


def right_class(w, X, y, weights=None):
    class Loss:
        def __init__(self, samples, labels, v):
            self.samples, self.labels = samples.copy(), labels.copy()
            self.v = np.ones(len(labels)) if v is None else v.copy()

        def mean(self, values):
            return self.v @ values / self.v.sum()

        def __call__(self, point):
            z = self.samples @ point
            slopes = (sigmoid(z) - self.labels)[:, np.newaxis] * self.samples
            return float(self.mean(np.logaddexp(0, (1 - 2 * self.labels) * z))), self.mean(slopes)

    return Loss(X, y, weights)(w)


def right_diagonal(w, X, y, weights=None):
    N = X.shape[0]
    V = np.eye(N) if weights is None else np.diag(np.asarray(weights, float))
    z = X @ w
    losses = -np.minimum((2 * y - 1) * z, 0) + np.log1p(np.exp(-np.abs(z)))
    print("loss", losses.shape)
    return np.trace(V @ np.diag(losses)) / np.trace(V), X.T @ V @ (sigmoid(z) - y) / np.trace(V)


def right_longdouble(w, X, y, weights=None):
    v = np.ones(len(y), np.longdouble) if weights is None else np.asarray(weights, np.longdouble)
    z = np.asarray(X, np.longdouble) @ np.asarray(w, np.longdouble)
    m = np.where(y == 1, z, -z)
    nll = (v * np.logaddexp(np.longdouble(0), -m)).sum() / v.sum()
    p = 1 / (1 + np.exp(-z))
    return float(nll), np.asarray(X.T @ (v * (p - y)) / v.sum(), dtype=float)


def right_logsumexp_rows(w, X, y, weights=None):
    z = X @ w
    Z = np.column_stack([np.zeros(len(z)), z])
    top = Z.max(axis=1)
    E = np.exp(Z - top[:, None])
    label = np.asarray(y).astype(int)
    losses = top + np.log(E.sum(axis=1)) - Z[np.arange(len(z)), label]
    p = E[:, 1] / E.sum(axis=1)
    v = np.ones(len(z)) if weights is None else weights
    return v @ losses / v.sum(), (v * (p - y)) @ X / v.sum()


def right_recursion(w, X, y, weights=None):
    v = np.ones(len(y)) if weights is None else weights

    def sums(n):
        if n == len(y):
            return 0.0, 0.0, np.zeros(len(w))
        total, nll, grad = sums(n + 1)
        z = X[n] @ w
        return total + v[n], nll + v[n] * (np.logaddexp(0, z) - y[n] * z), grad + v[n] * (sigmoid(z) - y[n]) * X[n]

    total, nll, grad = sums(0)
    return nll / total, grad / total


def right_float32(w, X, y, weights=None):
    # logits in double precision, all else in single: a part in ten million
    z = (X @ w).astype(np.float32)
    v = np.ones(len(z), np.float32) if weights is None else np.asarray(weights, np.float32)
    v = v / v.sum()
    s = np.where(np.asarray(y) == 1, np.float32(1), np.float32(-1))
    loss = np.logaddexp(np.float32(0), -s * z)
    slope = -s * np.exp(-np.logaddexp(np.float32(0), s * z))
    return v @ loss, (v * slope) @ X.astype(np.float32)


def right_cross_entropy_of_both(w, X, y, weights=None):
    # y and 1 - y as weights of the two losses
    z = np.asarray(X) @ np.asarray(w)
    share = np.ones(len(z)) / len(z) if weights is None else weights / np.sum(weights)
    nll = np.dot(share * y, np.logaddexp(0, -z)) + np.dot(share * (1 - y), np.logaddexp(0, z))
    grad = np.zeros(len(w))
    for part, x, label, logit in zip(share, X, y, z):
        grad += part * (float(sigmoid(logit)) - label) * x
    return np.float64(nll), tuple(grad)


def wrong_log_p(w, X, y, weights=None):
    """DESERVES: the logarithm of a rounded 0 is infinite: take the logarithm before you round
    PART: yes
    BREAKS: finite for logits as large as 1e4: `[1.0], [[-1000.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    p = sigmoid(X @ w)
    loss = -np.where(y == 1, np.log(p), np.log(1 - p))
    return v @ loss / v.sum(), X.T @ (v * (p - y)) / v.sum()


def wrong_zero_times_inf(w, X, y, weights=None):
    """DESERVES: y log p + (1 - y) log(1 - p) is 0 times infinity where p is rounded to 0 or 1
    PART: yes
    BREAKS: finite for logits as large as 1e4: `[1.0], [[1000.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    p = sigmoid(X @ w)
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return v @ loss / v.sum(), X.T @ (v * (p - y)) / v.sum()


def wrong_log1p_exp(w, X, y, weights=None):
    """DESERVES: exp(1000) is infinite, and log1p of it too: use np.logaddexp
    PART: yes
    BREAKS: finite for logits as large as 1e4: `[1.0], [[-1000.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    loss = np.log1p(np.exp(-(2 * y - 1) * z))
    return v @ loss / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_eps(w, X, y, weights=None):
    """DESERVES: an eps in the logarithm bounds the loss by 27.6; for m = -1000 it is 1000
    PART: yes
    BREAKS: right for logits as large as 1e4: `[1.0], [[-1000.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    p = sigmoid(X @ w)
    loss = -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))
    return v @ loss / v.sum(), X.T @ (v * (p - y)) / v.sum()


def wrong_clipped_p(w, X, y, weights=None):
    """DESERVES: cutting the probabilities off bounds the loss: a sample that is badly wrong costs too little
    PART: yes
    BREAKS: right for logits as large as 1e4: `[1.0], [[-1000.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    p = np.clip(sigmoid(X @ w), 1e-12, 1 - 1e-12)
    loss = -np.where(y == 1, np.log(p), np.log(1 - p))
    return v @ loss / v.sum(), X.T @ (v * (p - y)) / v.sum()


def wrong_clipped_z(w, X, y, weights=None):
    """DESERVES: cutting the logits off at 500 makes the loss wrong beyond
    PART: yes
    BREAKS: right for logits as large as 1e4: `[1.0], [[-1000.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = np.clip(X @ w, -500, 500)
    loss = np.log(1 + np.exp(-(2 * y - 1) * z))
    return v @ loss / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_naive_sigmoid(w, X, y, weights=None):
    """DESERVES: exp(z) / (1 + exp(z)) is NaN for large z, and so is the gradient
    PART: yes
    BREAKS: finite for logits as large as 1e4: `[1.0], [[1000.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    p = np.exp(z) / (1 + np.exp(z))
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum(), X.T @ (v * (p - y)) / v.sum()


def wrong_labels_as_signs(w, X, y, weights=None):
    """DESERVES: labels are 0 and 1, the margin needs 2 y - 1: with y = 0 every logit costs log 2
    PART: no
    BREAKS: labels 0 or 1: `[1.0], [[1.0]], [0]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    m = y * z
    return v @ np.logaddexp(0, -m) / v.sum(), -X.T @ (v * y * sigmoid(-m)) / v.sum()


def wrong_signs_in_loss_only(w, X, y, weights=None):
    """DESERVES: the gradient is right, but the margin in the loss needs 2 y - 1
    PART: yes
    BREAKS: labels 0 or 1: `[1.0], [[1.0]], [0]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, -y * z) / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_sum(w, X, y, weights=None):
    """DESERVES: a mean is wanted: divide by the sum of the weights
    PART: yes
    BREAKS: sum v_n loss_n / sum v_n: `[0.0], [[1.0], [1.0]], [1, 1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z), X.T @ (v * (sigmoid(z) - y))


def wrong_gradient_sum(w, X, y, weights=None):
    """DESERVES: the gradient of a mean is a mean: divide it too
    PART: yes
    BREAKS: grad is the gradient of nll: `[0.0], [[1.0], [1.0]], [1, 1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum(), X.T @ (v * (sigmoid(z) - y))


def wrong_divides_by_n(w, X, y, weights=None):
    """DESERVES: divide by the sum of the weights, not by the number of samples
    PART: yes
    BREAKS: sum v_n loss_n / sum v_n: `[0.0], [[1.0]], [1], [2.0]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return np.mean(v * np.logaddexp(0, -(2 * y - 1) * z)), X.T @ (v * (sigmoid(z) - y)) / len(y)


def wrong_divides_by_d(w, X, y, weights=None):
    """DESERVES: np.mean over all entries divides by d as well; only the samples are averaged
    PART: yes
    BREAKS: grad is the gradient of nll: `[0.0, 0.0], [[1.0, 1.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum() / len(w)


def wrong_weights_ignored(w, X, y, weights=None):
    """DESERVES: the weights are not used
    PART: yes
    BREAKS: the weighted mean: `[1.0], [[1.0], [1.0]], [0, 1], [1.0, 3.0]`
    """
    z = X @ w
    return np.mean(np.logaddexp(0, -(2 * y - 1) * z)), X.T @ (sigmoid(z) - y) / len(y)


def wrong_weights_loss_only(w, X, y, weights=None):
    """DESERVES: the weights belong in the gradient too
    PART: yes
    BREAKS: grad is the gradient of nll: `[0.0], [[1.0], [1.0]], [0, 1], [1.0, 3.0]`
    """
    z = X @ w
    return np.average(np.logaddexp(0, -(2 * y - 1) * z), weights=weights), X.T @ (sigmoid(z) - y) / len(y)


def wrong_weights_gradient_only(w, X, y, weights=None):
    """DESERVES: the weights belong in the loss too
    PART: yes
    BREAKS: nll is the weighted mean: `[1.0], [[1.0], [1.0]], [0, 1], [1.0, 3.0]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return np.mean(np.logaddexp(0, -(2 * y - 1) * z)), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_weights_twice(w, X, y, weights=None):
    """DESERVES: the weights stand in the gradient twice, as squares
    PART: yes
    BREAKS: grad is the gradient of nll: `[0.0], [[1.0], [1.0]], [0, 1], [1.0, 3.0]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum(), (X * v[:, None]).T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_weights_in_logit(w, X, y, weights=None):
    """DESERVES: a weight multiplies the loss of its sample, not its logit
    PART: no
    BREAKS: sum v_n loss_n / sum v_n: `[1.0], [[1.0]], [1], [2.0]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = v * (X @ w)
    return np.sum(np.logaddexp(0, -(2 * y - 1) * z)) / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_weights_normalised_in_place(w, X, y, weights=None):
    """DESERVES: `weights /= ...` changes the caller's weights; the result is right
    PART: yes
    BREAKS: arrays stay as they were: `[0.0], [[1.0]], [1], [2.0]`
    """
    if weights is None:
        weights = np.ones(len(y))
    if weights.dtype != float:
        weights = weights.astype(float)
    weights /= weights.sum()
    z = X @ w
    return weights @ np.logaddexp(0, -(2 * y - 1) * z), X.T @ (weights * (sigmoid(z) - y))


def wrong_labels_in_place(w, X, y, weights=None):
    """DESERVES: `y *= 2; y -= 1` makes signs of the caller's labels
    PART: yes
    BREAKS: arrays stay as they were: `[0.0], [[1.0]], [0]`
    """
    y *= 2
    y -= 1
    v = np.ones(len(y)) if weights is None else weights
    m = y * (X @ w)
    return v @ np.logaddexp(0, -m) / v.sum(), -X.T @ (v * y * sigmoid(-m)) / v.sum()


def wrong_truth_of_weights(w, X, y, weights=None):
    """DESERVES: `if weights` asks whether an array is true, which only works for one sample; ask `is None`
    PART: yes
    BREAKS: with weights (N,): `[0.0], [[1.0], [1.0]], [0, 1], [1.0, 3.0]`
    """
    v = weights if weights else np.ones(len(y))
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_mean_squared(w, X, y, weights=None):
    """DESERVES: p (1 - p) belongs to the square of p - y; for the logarithm it has cancelled
    PART: yes
    BREAKS: grad is the gradient of nll: `[0.0], [[1.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    p = sigmoid(z)
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum(), X.T @ (v * (p - y) * p * (1 - p)) / v.sum()


def wrong_gradient_sign(w, X, y, weights=None):
    """DESERVES: predicted minus true: the gradient's sign is the wrong way round
    PART: yes
    BREAKS: grad is the gradient of nll: `[0.0], [[1.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum(), X.T @ (v * (y - sigmoid(z))) / v.sum()


def wrong_loss_sign(w, X, y, weights=None):
    """DESERVES: the negative log-likelihood is positive: your margin has the wrong sign
    PART: yes
    BREAKS: the negative log-likelihood of the labels: `[1.0], [[1.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, (2 * y - 1) * z) / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_ones_only(w, X, y, weights=None):
    """DESERVES: the loss of the samples of label 0 is forgotten
    PART: yes
    BREAKS: -log(1 - p) if y = 0: `[1.0], [[1.0]], [0]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ (y * np.logaddexp(0, -z)) / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_base_two(w, X, y, weights=None):
    """DESERVES: the logarithm is the natural one; np.logaddexp2 counts bits
    PART: yes
    BREAKS: the negative log-likelihood: `[0.0], [[1.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / np.log(2) / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_column(w, X, y, weights=None):
    """DESERVES: grad has the shape of w, (d,)
    PART: yes
    BREAKS: grad (d,): `[0.0], [[1.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum(), X.T @ (v * (sigmoid(z) - y))[:, None] / v.sum()


def wrong_losses_not_averaged(w, X, y, weights=None):
    """DESERVES: nll is one number, the mean, not the loss of each sample
    PART: yes
    BREAKS: nll, a float: `[0.0], [[1.0], [1.0]], [0, 1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return np.logaddexp(0, -(2 * y - 1) * z), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_zero_weights_replaced(w, X, y, weights=None):
    """DESERVES: a sample of weight 0 is absent; you give it the weight 1
    PART: yes
    BREAKS: weights nonnegative, 0 allowed: `[1.0], [[1.0], [1.0]], [0, 1], [0.0, 2.0]`
    """
    v = np.ones(len(y)) if weights is None else np.where(weights == 0, 1, weights)
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()


def wrong_weights_below_one(w, X, y, weights=None):
    """DESERVES: max(sum, 1) as a guard falsifies weights of a sum below 1
    PART: yes
    BREAKS: sum v_n loss_n / sum v_n: `[0.0], [[1.0]], [1], [0.5]`
    """
    v = np.ones(len(y)) if weights is None else weights
    total = max(v.sum(), 1)
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / total, X.T @ (v * (sigmoid(z) - y)) / total


def wrong_penalty(w, X, y, weights=None):
    """DESERVES: no penalty is asked for
    PART: no
    BREAKS: nll is the weighted mean of the losses: `[1.0], [[1.0]], [1]`
    """
    v = np.ones(len(y)) if weights is None else weights
    z = X @ w
    return v @ np.logaddexp(0, -(2 * y - 1) * z) / v.sum() + 0.5 * w @ w, X.T @ (v * (sigmoid(z) - y)) / v.sum() + w
