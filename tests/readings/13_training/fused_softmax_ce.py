import numpy as np
from math import exp, log, fsum


def kind(Z):
    return Z.dtype if Z.dtype.kind == "f" else np.dtype(float)


def right_short(Z, y):
    S = Z.astype(kind(Z))
    S -= S.max(axis=1, keepdims=True)
    E = np.exp(S)
    total = E.sum(axis=1)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total) - S[rows, y]))
    E /= total[:, None]
    E[rows, y] -= 1
    E /= len(y)
    return loss, E


def right_row_by_row(Z, y):
    N = len(y)
    dZ = np.zeros(Z.shape, dtype=kind(Z))
    losses = []
    for n in range(N):
        z = Z[n].astype(float)
        z = z - z.max()
        e = np.exp(z)
        losses.append(np.log(e.sum()) - z[y[n]])
        p = e / e.sum()
        p[y[n]] -= 1
        dZ[n] = p / N
    return sum(losses) / N, dZ


def right_lists(Z, y):
    N, K = Z.shape
    dZ = np.empty((N, K), kind(Z))
    losses = []
    for n, (z, label) in enumerate(zip(Z.tolist(), y.tolist())):
        top = max(z)
        e = [exp(v - top) for v in z]
        total = fsum(e)
        losses.append(log(total) - (z[label] - top))
        for k in range(K):
            dZ[n, k] = (e[k] / total - (k == label)) / N
    return fsum(losses) / N, dZ


def right_all_in_double_then_cast(Z, y):
    D = np.asarray(Z, dtype=np.float64)
    top = D.max(axis=1, keepdims=True)
    log_sum = top + np.log(np.exp(D - top).sum(axis=1, keepdims=True))
    P = np.exp(D - log_sum)
    hot = np.zeros_like(P)
    hot[np.arange(len(y)), y] = 1
    loss = np.mean(log_sum[:, 0] - (D * hot).sum(axis=1))
    return loss, ((P - hot) / len(D)).astype(kind(Z))


def right_logaddexp(Z, y):
    D = Z.astype(np.float64)
    log_sum = np.logaddexp.reduce(D, axis=1)
    true = np.take_along_axis(D, y[:, None].astype(np.int64), axis=1)[:, 0]
    G = np.exp(D - log_sum[:, None])
    np.subtract.at(G, (np.arange(len(y)), y), 1.0)
    return float((log_sum - true).mean()), (G / len(y)).astype(kind(Z))


def right_comparison(Z, y):
    dtype = kind(Z)
    S = Z - Z.max(axis=1)[:, None]
    E = np.exp(S.astype(dtype))
    total = np.einsum("nk->n", E)[:, None]
    true = y[:, None] == np.arange(Z.shape[1])
    loss = (np.log(total)[:, 0] - S[true]).mean(dtype=np.float64)
    dZ = np.where(true, -(total - E) / total, E / total) / len(y)
    return loss.item(), dZ.astype(dtype)


def right_true_logit_as_the_origin(Z, y):
    # each row lowered by its true logit: the loss is log(sum of powers), cut in two where they are large
    D = Z.astype(float) - Z[np.arange(len(y)), y].astype(float)[:, None]
    top = D.max(axis=1)
    E = np.exp(D - top[:, None])
    total = E.sum(axis=1)
    P = E / total[:, None]
    P[np.arange(len(y)), y] -= 1.0
    return float(np.sum(top + np.log(total)) / len(y)), np.asarray(P / len(y), dtype=kind(Z))


def right_flat_positions(Z, y):
    N, K = Z.shape
    flat = np.arange(N) * K + y
    S = np.subtract(Z, Z.max(axis=1, keepdims=True), dtype=kind(Z))
    dZ = np.exp(S)
    total = dZ.sum(axis=1, keepdims=True)
    loss = np.log(total).sum(dtype=float) / N - S.ravel()[flat].sum(dtype=float) / N
    np.divide(dZ, total, out=dZ)
    dZ.reshape(-1)[flat] -= 1
    np.multiply(dZ, 1 / N, out=dZ, casting="same_kind")
    return loss, dZ


def right_halves(Z, y):
    loss, G = sums(Z, y)
    return loss / len(y), (G / len(y)).astype(kind(Z))


def sums(Z, y):
    if len(y) > 64:
        k = len(y) // 2
        (a, A), (b, B) = sums(Z[:k], y[:k]), sums(Z[k:], y[k:])
        return a + b, np.concatenate([A, B])
    S = Z.astype(float) - Z.max(axis=1, keepdims=True).astype(float)
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    G = E / total
    loss = 0.0
    for n, label in enumerate(y):
        loss += float(np.log(total[n, 0]) - S[n, label])
        G[n, label] -= 1
    return loss, G


def right_class_by_class(Z, y):
    D = np.array(Z, dtype=float)
    N, K = D.shape
    top = D[:, 0].copy()
    for k in range(1, K):
        top = np.maximum(top, D[:, k])
    total, true = np.zeros(N), np.zeros(N)
    for k in range(K):
        total += np.exp(D[:, k] - top)
        true += np.where(y == k, D[:, k] - top, 0)
    dZ = np.empty((N, K), dtype=kind(Z))
    for k in range(K):
        dZ[:, k] = (np.exp(D[:, k] - top) / total - (y == k)) / N
    return float((np.log(total) - true).mean()), dZ


def right_defensive(Z, y):
    Z, y = np.array(Z, copy=True), np.array(y, dtype=np.int64, copy=True)
    dtype = np.float32 if Z.dtype == np.float32 else np.float64
    assert Z.ndim == 2 and y.shape == (len(Z),) and (0 <= y).all() and (y < Z.shape[1]).all()
    S = Z.astype(np.float64)
    S -= S.max(axis=1, keepdims=True)
    log_P = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -log_P[np.arange(len(y)), y].mean()
    dZ = np.exp(log_P)
    dZ[np.arange(len(y)), y] = np.expm1(log_P[np.arange(len(y)), y])
    assert np.isfinite(loss)
    return float(loss), (dZ / len(y)).astype(dtype)


def right_one_hot_of_its_dtype(Z, y):
    dtype = kind(Z)
    Y = np.eye(Z.shape[1], dtype=dtype)[y]
    S = (Z - Z.max(axis=1, keepdims=True)).astype(dtype)
    E = np.exp(S)
    P = E / E.sum(axis=1, keepdims=True)
    loss = np.mean(np.log(E.sum(axis=1)) - np.sum(Y * S, axis=1))
    return float(loss), (P - Y) / dtype.type(len(y))


def wrong_all_pairs(Z, y):
    """DESERVES: Z[:, y] is (N, N): only its diagonal is wanted, by Z[np.arange(N), y]
    PART: yes
    BREAKS: there is memory not for N^2 numbers; input: N = 20 000, where it takes 3.2 GB
    """
    S = Z - Z.max(axis=1, keepdims=True)
    E = np.exp(S.astype(kind(Z)))
    total = E.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total)[:, 0] - np.diag(S[:, y])))
    dZ = E / total
    dZ[np.arange(len(y)), y] -= 1
    return loss, dZ / kind(Z).type(len(y))


def wrong_identity_of_samples(Z, y):
    """DESERVES: np.eye(N) has N^2 numbers: for the labels np.eye(K)[y] is enough
    PART: yes
    BREAKS: there is memory not for N^2 numbers; input: N = 20 000, where it takes 3.2 GB
    """
    N, K = Z.shape
    Y = np.eye(max(N, K))[y][:, :K]
    S = Z.astype(float) - Z.max(axis=1, keepdims=True)
    total = np.exp(S).sum(axis=1, keepdims=True)
    loss = float((np.log(total)[:, 0] - (Y * S).sum(axis=1)).mean())
    return loss, ((np.exp(S) / total - Y) / N).astype(kind(Z))


def wrong_not_lowered(Z, y):
    """DESERVES: exp(1000) overflows: lower each row by its maximum first
    PART: yes
    BREAKS: logits up to 1e4 in size; at Z = [[1000., 0.]], y = [0]
    """
    E = np.exp(Z.astype(kind(Z)))
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - Z[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, dZ / kind(Z).type(len(y))


def wrong_one_maximum_for_all(Z, y):
    """DESERVES: each row has its own maximum: lowered by that of all, rows far below it become 0/0
    PART: yes
    BREAKS: logits up to 1e4 in size; at Z = [[1000., 0.], [0., 0.]], y = [0, 0]
    """
    S = (Z - Z.max()).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, dZ / kind(Z).type(len(y))


def wrong_log_of_the_probability(Z, y):
    """DESERVES: the logarithm of a probability that has become 0 is -inf: log sum - S of the true class instead
    PART: yes
    BREAKS: logits up to 1e4 in size; at Z = [[1000., 0.]], y = [1]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(-np.log(P[rows, y]).mean())
    P[rows, y] -= 1
    return loss, P / kind(Z).type(len(y))


def wrong_small_number_in_the_logarithm(Z, y):
    """DESERVES: + 1e-12 makes every loss above 27.6 the same, and others wrong in the twelfth digit
    PART: yes
    BREAKS: right to 1e-9, for logits up to 1e4 in size; at Z = [[1000., 0.]], y = [1]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(-np.log(P[rows, y] + 1e-12).mean())
    P[rows, y] -= 1
    return loss, P / kind(Z).type(len(y))


def wrong_not_divided_by_N(Z, y):
    """DESERVES: the loss is a mean, so its gradient has 1/N; right for one sample
    PART: yes
    BREAKS: dZ is the derivative of the loss by Z; at Z = [[0., 0.], [0., 0.]], y = [0, 0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, dZ


def wrong_divided_before_the_one(Z, y):
    """DESERVES: P - Y is divided by N as a whole; you take 1 off after P has been divided
    PART: yes
    BREAKS: dZ is the derivative of the loss by Z; at Z = [[0., 0.], [0., 0.]], y = [0, 0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / (total * kind(Z).type(len(y)))
    dZ[rows, y] -= 1
    return loss, dZ


def wrong_mean_of_all_entries(Z, y):
    """DESERVES: dZ is divided by N, not by N K
    PART: yes
    BREAKS: dZ is the derivative of the loss by Z; at Z = [[0., 0.]], y = [0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, dZ / kind(Z).type(Z.size)


def wrong_sum_of_losses(Z, y):
    """DESERVES: the loss is the mean over the samples, yours is the sum; the gradient is right
    PART: yes
    BREAKS: loss of the mean cross-entropy; at Z = [[0., 0.], [0., 0.]], y = [0, 0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.sum(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, dZ / kind(Z).type(len(y))


def wrong_always_double(Z, y):
    """DESERVES: for float32 logits dZ has to be float32: one float64 array makes all of it float64
    PART: yes
    BREAKS: an array of the dtype of Z; at Z = np.zeros((1, 2), np.float32), y = [0]
    """
    S = Z.astype(float) - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, dZ / len(y)


def wrong_one_hot_in_double(Z, y):
    """DESERVES: np.zeros is float64, and P - Y then, too: give it the dtype of Z
    PART: yes
    BREAKS: an array of the dtype of Z; at Z = np.zeros((1, 2), np.float32), y = [0]
    """
    S = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
    Y = np.zeros(Z.shape)
    Y[np.arange(len(y)), y] = 1
    loss = float(np.mean(np.log(np.exp(S).sum(axis=1)) - (S * Y).sum(axis=1)))
    return loss, (P - Y) / len(y)


def wrong_integers(Z, y):
    """DESERVES: dZ of integers cannot hold the gradient: float64 if Z holds integers
    PART: yes
    BREAKS: float64 if Z holds integers; at Z = [[0, 0]], y = [0]
    """
    S = Z - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, (dZ / len(y)).astype(Z.dtype)


def wrong_single_for_all(Z, y):
    """DESERVES: float32 is for float32 logits only: 1e-9 is asked for float64
    PART: yes
    BREAKS: for float64 the loss is right to 1e-9; at Z = [[0.1, 0.7]], y = [0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(np.float32)
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, (dZ / len(y)).astype(kind(Z))


def wrong_lowered_in_place(Z, y):
    """DESERVES: Z -= lowers the caller's logits
    PART: yes
    BREAKS: leaves the arrays that it is given as they were; at Z = [[1., 2.]], y = [0]
    """
    if Z.dtype.kind != "f":
        Z = Z.astype(float)
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - Z[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, dZ / kind(Z).type(len(y))


def wrong_columns_of_the_labels(Z, y):
    """DESERVES: dZ[:, y] -= 1 takes 1 off in whole columns; one entry in each row is dZ[np.arange(N), y]
    PART: yes
    BREAKS: dZ is the derivative of the loss by Z; at Z = [[0., 0.], [0., 0.]], y = [0, 1]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total)[:, 0] - S[np.arange(len(y)), y]))
    dZ = E / total
    dZ[:, np.unique(y)] -= 1
    return loss, dZ / kind(Z).type(len(y))


def wrong_label_subtracted(Z, y):
    """DESERVES: the one-hot vector of the label is taken off, not its number
    PART: no
    BREAKS: dZ is the derivative of the loss by Z; at Z = [[0., 0.]], y = [0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    loss = float(np.mean(np.log(total)[:, 0] - S[np.arange(len(y)), y]))
    return loss, ((E / total - y[:, None]) / len(y)).astype(kind(Z))


def wrong_sign(Z, y):
    """DESERVES: P - Y, yours is Y - P: descent would climb
    PART: yes
    BREAKS: dZ is the derivative of the loss by Z; at Z = [[0., 0.]], y = [0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = -E / total
    dZ[rows, y] += 1
    return loss, dZ / kind(Z).type(len(y))


def wrong_gradient_first(Z, y):
    """DESERVES: loss first, then dZ
    PART: yes
    BREAKS: loss and gradient (loss, dZ); at Z = [[0., 0.]], y = [0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return dZ / kind(Z).type(len(y)), loss


def wrong_classes_seen(Z, y):
    """DESERVES: K is the number of columns of Z: classes after the largest label have no column in your one-hot vectors
    PART: yes
    BREAKS: logits Z (N, K); at Z = [[0., 0.]], y = [0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    Y = np.eye(y.max() + 1, dtype=kind(Z))[y]
    loss = float(np.mean(np.log(total)[:, 0] - S[np.arange(len(y)), y]))
    return loss, (E / total - Y) / kind(Z).type(len(y))


def wrong_losses_of_the_samples(Z, y):
    """DESERVES: the loss is one number, the mean: yours is a loss for each sample
    PART: yes
    BREAKS: the loss is one number; at Z = [[0., 0.], [0., 0.]], y = [0, 0]
    """
    S = (Z - Z.max(axis=1, keepdims=True)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    dZ = E / total
    dZ[rows, y] -= 1
    return np.log(total)[:, 0] - S[rows, y], dZ / kind(Z).type(len(y))


def wrong_cut_at_a_hundred(Z, y):
    """DESERVES: exponents cut at -100 are fine for the powers, but the loss of a true class far below is cut as well
    PART: yes
    BREAKS: logits up to 1e4 in size; at Z = [[1000., 0.]], y = [1]
    """
    S = np.maximum(Z - Z.max(axis=1, keepdims=True), -100).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(np.mean(np.log(total)[:, 0] - S[rows, y]))
    dZ = E / total
    dZ[rows, y] -= 1
    return loss, dZ / kind(Z).type(len(y))


def wrong_over_samples(Z, y):
    """DESERVES: the softmax is taken of each row, axis=1, yours of each column
    PART: no
    BREAKS: softmax of the logits Z (N, K); at Z = [[0., 0.]], y = [0]
    """
    S = (Z - Z.max(axis=0)).astype(kind(Z))
    E = np.exp(S)
    total = E.sum(axis=0)
    rows = np.arange(len(y))
    P = E / total
    loss = float(np.mean(-np.log(P[rows, y])))
    P[rows, y] -= 1
    return loss, P / kind(Z).type(len(y))


def wrong_differences(Z, y):
    """DESERVES: difference quotients lose digits to round-off where logits are large: use the formula P - Y
    PART: yes
    BREAKS: each entry of N dZ is right to 1e-9; at Z = [[9000.3, 9000.1]], y = [0]
    """
    D = Z.astype(float)
    rows = np.arange(len(y))

    def losses(A):
        top = A.max(axis=1, keepdims=True)
        return (top + np.log(np.exp(A - top).sum(axis=1, keepdims=True)))[:, 0] - A[rows, y]

    dZ = np.zeros(D.shape)
    for k in range(D.shape[1]):
        step = 1e-4 * (np.arange(D.shape[1]) == k)
        dZ[:, k] = (losses(D + step) - losses(D - step)) / 2e-4 / len(y)
    return float(losses(D).mean()), dZ.astype(kind(Z))
