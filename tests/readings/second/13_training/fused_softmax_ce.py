import math

import numpy as np


def right_standard(Z, y):
    """Vectorised, the powers used twice."""
    Z = np.asarray(Z)
    if Z.dtype.kind != "f":
        Z = Z.astype(np.float64)
    N = len(Z)
    S = Z - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    sums = E.sum(axis=1, keepdims=True)
    rows = np.arange(N)
    loss = (np.log(sums[:, 0]) - S[rows, y]).mean()
    dZ = E / sums
    dZ[rows, y] -= 1
    dZ /= N
    return float(loss), dZ


def right_loops(Z, y):
    """Plain loops with the math module."""
    N, K = Z.shape
    dZ = np.zeros((N, K), Z.dtype if Z.dtype in (np.float32, np.float64) else np.float64)
    total = 0.0
    for n, (row, c) in enumerate(zip(Z.tolist(), y.tolist())):
        top = max(row)
        powers = [math.exp(z - top) for z in row]
        s = math.fsum(powers)
        total += math.log(s) - (row[c] - top)
        for k, power in enumerate(powers):
            dZ[n, k] = (power / s - (k == c)) / N
    return total / N, dZ


def right_logaddexp(Z, y):
    """np.logaddexp.reduce in float64, probabilities as exp(Z - lse)."""
    A = np.asarray(Z, np.float64)
    lse = np.logaddexp.reduce(A, axis=1)
    P = np.exp(A - lse[:, None])
    true = np.take_along_axis(A, y[:, None].astype(np.intp), axis=1)[:, 0]
    np.put_along_axis(P, y[:, None].astype(np.intp), np.take_along_axis(P, y[:, None].astype(np.intp), 1) - 1, axis=1)
    kind = Z.dtype if np.issubdtype(Z.dtype, np.floating) else np.dtype(float)
    return np.mean(lse - true), (P / len(A)).astype(kind)


def right_one_hot(Z, y):
    """One-hot labels from the identity matrix, the loss by einsum, a 0-d array."""
    work = np.array(Z, dtype=np.float64)
    N, K = work.shape
    Y = np.eye(K)[y]
    work -= work.max(1)[:, None]
    E = np.exp(work)
    s = E @ np.ones(K)
    loss = np.array((np.log(s).sum() - np.einsum("nk,nk->", work, Y)) / N)
    G = (E / s[:, None] - Y) / N
    return loss, G.astype(np.float32) if Z.dtype == np.float32 else G


def right_comparison_mask(Z, y):
    """A mask y == k in place of index arrays, log1p of the sum without the top."""
    dtype = np.float32 if Z.dtype == np.float32 else np.float64
    Z = Z.astype(np.float64)
    N, K = Z.shape
    hit = np.asarray(y).reshape(-1, 1) == np.arange(K)
    S = Z - np.amax(Z, axis=-1, keepdims=True)
    E = np.exp(S)
    P = E / E.sum(-1, keepdims=True)
    losses = np.log(E.sum(-1)) - S[hit]
    return sum(losses.tolist()) / N, np.asarray((P - hit) / N, dtype)


def right_margins(Z, y):
    """Another formula: with margins d_k = Z_k - Z_y the loss is log sum exp d_k, dZ from the same."""
    dtype = Z.dtype if Z.dtype.kind == "f" else np.float64
    A = Z.astype(float)
    N = A.shape[0]
    D = A - A[np.arange(N), y][:, None]  # 0 at the true class
    top = D.max(axis=1)
    E = np.exp(D - top[:, None])
    loss = float(np.sum(top + np.log(E.sum(axis=1))) / N)
    P = E / E.sum(axis=1)[:, None]
    P[np.arange(N), y] = 0
    P[np.arange(N), y] = -P.sum(axis=1)  # the rows sum to 0
    return loss, (P / N).astype(dtype)


def right_blocks(Z, y):
    """Blocks of 256 rows, so that little room is needed."""
    N = len(Z)
    out = np.empty(Z.shape, np.result_type(Z.dtype, np.float32) if Z.dtype.kind == "f" else float)
    loss = 0.0
    for start in range(0, N, 256):
        part = slice(start, start + 256)
        B = np.asarray(Z[part], np.float64)
        B = B - B.max(axis=1, keepdims=True)
        labels = y[part]
        index = (np.arange(len(B)), labels)
        E = np.exp(B)
        s = E.sum(axis=1)
        loss += float(np.log(s).sum() - B[index].sum())
        E /= s[:, None]
        E[index] -= 1
        out[part] = E / N
    return loss / N, out


def right_halves(Z, y):
    """Divide and conquer: two halves, weighted by their sizes."""
    dtype = Z.dtype if Z.dtype.kind == "f" else np.dtype("float64")

    def solve(lo, hi):
        if hi - lo == 1:
            z = Z[lo].astype(float)
            z -= z.max()
            e = np.exp(z)
            g = e / e.sum()
            g[y[lo]] -= 1
            return np.log(e.sum()) - z[y[lo]], g[None]
        mid = (lo + hi) // 2
        a, left = solve(lo, mid)
        b, right = solve(mid, hi)
        wa, wb = (mid - lo) / (hi - lo), (hi - mid) / (hi - lo)
        return wa * a + wb * b, np.concatenate([wa * left, wb * right])

    loss, dZ = solve(0, len(Z))
    return float(loss), dZ.astype(dtype)


def right_transposed(Z, y):
    """Works on the transposed array, (K, N), a loop over the classes."""
    T = np.array(Z.T, dtype=Z.dtype if Z.dtype.kind == "f" else float)
    K, N = T.shape
    T -= T.max(axis=0)
    true = T[y, np.arange(N)].astype(np.float64)
    s = np.zeros(N)
    for k in range(K):
        s += np.exp(T[k].astype(np.float64))
    G = np.stack([(np.exp(T[k].astype(np.float64)) / s - (y == k)) / N for k in range(K)], axis=1)
    return float(np.mean(np.log(s) - true)), G.astype(T.dtype)


def right_flat_index(Z, y):
    """Flat indices n K + y_n, float32 all the way for float32."""
    F = Z.astype(np.float32 if Z.dtype == np.float32 else np.float64, order="C")  # a copy
    N, K = F.shape
    flat = np.arange(N) * K + np.asarray(y, np.int64)
    F -= F.max(axis=1, keepdims=True)
    true = F.ravel()[flat]
    np.exp(F, out=F)
    s = F.sum(axis=1, keepdims=True)
    F /= s
    F.ravel()[flat] -= 1
    F /= F.dtype.type(N)
    return np.float64((np.log(s.ravel().astype(float)) - true).sum() / N), F


def right_object(Z, y):
    """An over-engineered class with cached powers."""

    class Head:
        def __init__(self, logits, labels):
            self.kind = logits.dtype if logits.dtype.kind == "f" else np.dtype(np.float64)
            self.logits, self.labels = np.asarray(logits, np.float64), labels
            self.top = self.logits.max(axis=1)
            self.powers = np.exp(self.logits - self.top[:, None])
            self.sums = self.powers.sum(axis=1)

        def loss(self):
            true = np.array([row[c] for row, c in zip(self.logits, self.labels)])
            return float(np.mean(np.log(self.sums) + (self.top - true)))

        def gradient(self):
            P = self.powers / self.sums[:, None]
            np.subtract.at(P, (np.arange(len(P)), self.labels), 1.0)
            return np.divide(P, len(P)).astype(self.kind)

    head = Head(Z, y)
    return [head.loss(), head.gradient()]


def right_row_helper(Z, y):
    """A helper for one row, a list comprehension over the rows."""

    def row(z, c):
        z = z - z.max()
        e = np.exp(z)
        p = e / e.sum()
        return np.log(e.sum()) - z[c], np.where(np.arange(len(z)) == c, p - 1, p)

    results = [row(np.asarray(z, float), c) for z, c in zip(Z, y)]
    loss = math.fsum(value for value, _ in results) / len(results)
    dZ = np.array([g for _, g in results]) / len(results)
    return loss, dZ if Z.dtype != np.float32 else dZ.astype("f4")


def wrong_dtype_of_integers(Z, y):
    """DESERVES: an array of integers cannot hold the gradient: the fractions are cut off
    PART: yes
    BREAKS: "float64 if Z holds integers", at Z = [[0, 1]] of dtype int64, y = [0]
    """
    S = Z - Z.max(axis=1, keepdims=True)
    E = np.exp(S.astype(float))
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - S[rows, y]).mean())
    E /= s[:, None]
    E[rows, y] -= 1
    return loss, (E / len(Z)).astype(Z.dtype)


def wrong_small_integers_float32(Z, y):
    """DESERVES: small integers (int16) make float32 with np.result_type(Z, float32); float64 is wanted
    PART: yes
    BREAKS: "float64 if Z holds integers", at Z = [[0, 1]] of dtype int16, y = [0]
    """
    Z = Z.astype(np.result_type(Z.dtype, np.float32))
    S = Z - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - S[rows, y]).mean())
    E /= s[:, None]
    E[rows, y] -= 1
    E /= len(Z)
    return loss, E


def wrong_always_float64(Z, y):
    """DESERVES: for float32 logits the gradient is to be float32
    PART: yes
    BREAKS: "an array of the dtype of Z", at Z = [[0, 1]] of dtype float32, y = [0]
    """
    Z = np.array(Z, float)
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - Z[rows, y]).mean())
    E /= s[:, None]
    E[rows, y] -= 1
    return loss, E / len(Z)


def wrong_global_maximum(Z, y):
    """DESERVES: each row is lowered by its own maximum: by that of all rows, a low row has only powers 0
    PART: yes
    BREAKS: "and that for logits up to 1e4 in size", at Z = [[0., 0.], [1e4, 1e4]], y = [0, 0]
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    S = Z.astype(dtype) - Z.max()
    E = np.exp(S)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    with np.errstate(all="ignore"):
        loss = float((np.log(s) - S[rows, y]).mean())
        E = E / s[:, None]
    E[rows, y] -= 1
    return loss, (E / len(Z)).astype(dtype)


def wrong_largest_size(Z, y):
    """DESERVES: the largest |Z| is not the largest Z: in a row of negative logits all powers become 0
    PART: yes
    BREAKS: "and that for logits up to 1e4 in size", at Z = [[-1e4, -1e4]], y = [0]
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    S = Z.astype(dtype) - np.abs(Z).max(axis=1, keepdims=True)
    E = np.exp(S)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    with np.errstate(all="ignore"):
        loss = float((np.log(s) - S[rows, y]).mean())
        E = E / s[:, None]
    E[rows, y] -= 1
    return loss, (E / len(Z)).astype(dtype)


def wrong_no_shift(Z, y):
    """DESERVES: exp of 1e4 overflows: lower each row by its maximum first
    PART: yes
    BREAKS: "and that for logits up to 1e4 in size", at Z = [[1e4, 0.]], y = [0]
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    with np.errstate(all="ignore"):
        E = np.exp(Z.astype(float))
        P = E / E.sum(axis=1, keepdims=True)
        rows = np.arange(len(Z))
        loss = float((np.log(E.sum(axis=1)) - Z[rows, y]).mean())
    P[rows, y] -= 1
    return loss, (P / len(Z)).astype(dtype)


def wrong_log_of_probability(Z, y):
    """DESERVES: a probability of 0 after round-off has no logarithm: subtract before exp, do not take log of P
    PART: yes
    BREAKS: "the loss ... right to 1e-9, of the loss itself", at Z = [[1e4, 0.]], y = [1]: infinity, not 1e4
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    E = np.exp(Z.astype(float) - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    rows = np.arange(len(Z))
    with np.errstate(divide="ignore"):
        loss = float(-np.log(P[rows, y]).mean())
    P[rows, y] -= 1
    return loss, (P / len(Z)).astype(dtype)


def wrong_epsilon_in_log(Z, y):
    """DESERVES: an epsilon in the logarithm caps the loss at 27.6
    PART: yes
    BREAKS: "the loss ... right to 1e-9, of the loss itself", at Z = [[100., 0.]], y = [1]: 27.6, not 100
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    E = np.exp(Z.astype(float) - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    rows = np.arange(len(Z))
    loss = float(-np.log(P[rows, y] + 1e-12).mean())
    P[rows, y] -= 1
    return loss, (P / len(Z)).astype(dtype)


def wrong_clipped_logits(Z, y):
    """DESERVES: the lowered logits need no clip: exp underflows to 0 without harm, and the loss needs them as they are
    PART: yes
    BREAKS: "the loss ... right to 1e-9, of the loss itself", at Z = [[1e4, 0.]], y = [1]: 700, not 1e4
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    S = np.clip(Z.astype(float) - Z.max(axis=1, keepdims=True), -700, 0)
    E = np.exp(S)
    rows = np.arange(len(Z))
    loss = float((np.log(E.sum(axis=1)) - S[rows, y]).mean())
    P = E / E.sum(axis=1, keepdims=True)
    P[rows, y] -= 1
    return loss, (P / len(Z)).astype(dtype)


def wrong_in_place(Z, y):
    """DESERVES: the logits belong to the caller: Z -= changes them
    PART: yes
    BREAKS: "A function leaves the arrays ... as they were", at Z = [[1., 3.]], y = [0]
    """
    Z = Z if Z.dtype.kind == "f" else Z.astype(float)
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - Z[rows, y]).mean())
    E /= s[:, None]
    E[rows, y] -= 1
    E /= len(Z)
    return loss, E


def wrong_all_pairs(Z, y):
    """DESERVES: Z[:, y] is an (N, N) matrix, of which only the diagonal is wanted
    PART: yes
    BREAKS: "and not for N^2 numbers: N may be 20 000", at N = 20000 (Z[:, y] takes 3.2 GB)
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    S = Z.astype(dtype) - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    s = E.sum(axis=1)
    loss = float((np.log(s) - np.diagonal(S[:, y])).mean())
    E /= s[:, None]
    E[np.arange(len(Z)), y] -= 1
    E /= len(Z)
    return loss, E


def wrong_columns_for_entries(Z, y):
    """DESERVES: P[:, y] -= 1 takes 1 off in whole columns, in all rows
    PART: yes
    BREAKS: "dZ (N, K) is the derivative of the loss by Z", at Z = [[0., 0.], [0., 0.]], y = [0, 1]
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    S = Z.astype(dtype) - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    s = E.sum(axis=1)
    loss = float((np.log(s) - S[np.arange(len(Z)), y]).mean())
    E /= s[:, None]
    E[:, y] -= 1
    E /= len(Z)
    return loss, E


def wrong_gradient_of_the_sum(Z, y):
    """DESERVES: the loss is a mean: its gradient has the factor 1/N
    PART: yes
    BREAKS: "dZ (N, K) is the derivative of the loss by Z", at Z = [[0., 0.], [0., 0.]], y = [0, 0]
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    S = Z.astype(dtype) - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - S[rows, y]).mean())
    E /= s[:, None]
    E[rows, y] -= 1
    return loss, E


def wrong_sum_of_losses(Z, y):
    """DESERVES: the loss is the mean of the samples' losses, not their sum
    PART: yes
    BREAKS: "the mean cross-entropy", at Z = [[0., 0.], [0., 0.]], y = [0, 0]
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    S = Z.astype(dtype) - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - S[rows, y]).sum())
    E /= s[:, None]
    E[rows, y] -= 1
    E /= len(Z)
    return loss, E


def wrong_float32_inside(Z, y):
    """DESERVES: float64 logits need float64 powers: float32 gives seven digits
    PART: yes
    BREAKS: "For float64 the loss and each entry of N dZ are right to 1e-9", at Z = [[0.1, 0.]], y = [0]
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else np.float64
    S = (Z - Z.max(axis=1, keepdims=True)).astype(np.float32)
    E = np.exp(S)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - S[rows, y]).mean())
    E /= s[:, None]
    E[rows, y] -= 1
    return loss, (E / len(Z)).astype(dtype)


def wrong_classes_from_labels(Z, y):
    """DESERVES: the number of classes is that of Z's columns; the last class may have no sample
    PART: yes
    BREAKS: "labels y (N,)" of any classes, at Z = [[0., 0., 0.]], y = [0]: it stops with an error
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    S = Z.astype(dtype) - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    s = E.sum(axis=1)
    Y = np.zeros((len(y), np.max(y) + 1), dtype)
    Y[np.arange(len(y)), y] = 1
    loss = float((np.log(s) - (S * Y).sum(axis=1)).mean())
    return loss, ((E / s[:, None] - Y) / len(y)).astype(dtype)


def wrong_small_slopes_to_zero(Z, y):
    """DESERVES: small slopes are slopes: do not set them to 0
    PART: yes
    BREAKS: "each entry of N dZ ... right to 1e-9", at Z = [[17., 0.]], y = [0]: N dZ = -+4.1e-8
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    S = Z.astype(dtype) - Z.max(axis=1, keepdims=True)
    E = np.exp(S)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - S[rows, y]).mean())
    E /= s[:, None]
    E[rows, y] -= 1
    E[np.abs(E) < 1e-7] = 0
    E /= len(Z)
    return loss, E


def wrong_maximum_forgotten(Z, y):
    """DESERVES: if the sum is of the lowered logits, the true one has to be lowered, too
    PART: yes
    BREAKS: "Loss ... of the mean cross-entropy", at Z = [[5., 5.]], y = [0]
    """
    dtype = Z.dtype if Z.dtype.kind == "f" else float
    E = np.exp(Z.astype(dtype) - Z.max(axis=1, keepdims=True))
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - Z[rows, y]).mean())
    E /= s[:, None]
    E[rows, y] -= 1
    E /= len(Z)
    return loss, E


def wrong_shift_of_integers(Z, y):
    """DESERVES: make floats first: whole numbers of int8 overflow when the maximum is taken off
    PART: yes
    BREAKS: "float64 if Z holds integers", logits up to 1e4, at Z = [[100, -100]] of dtype int8, y = [1]
    """
    S = Z - Z.max(axis=1, keepdims=True)
    S = S.astype(Z.dtype if Z.dtype.kind == "f" else float)
    E = np.exp(S)
    s = E.sum(axis=1)
    rows = np.arange(len(Z))
    loss = float((np.log(s) - S[rows, y]).mean())
    E /= s[:, None]
    E[rows, y] -= 1
    E /= len(Z)
    return loss, E


def wrong_ravel_copies(Z, y):
    """DESERVES: ravel() of an array that is stored by columns is a copy: the 1 is taken off in the copy, and lost
    PART: yes
    BREAKS: "dZ (N, K) is the derivative of the loss by Z", at Z = np.zeros((2, 2)).T (Fortran order), y = [0, 1]
    """
    F = Z.astype(Z.dtype if Z.dtype.kind == "f" else np.float64)
    N, K = F.shape
    F -= F.max(axis=1, keepdims=True)
    flat = np.arange(N) * K + y
    true = F.ravel()[flat]
    np.exp(F, out=F)
    s = F.sum(axis=1, keepdims=True)
    F /= s
    F.ravel()[flat] -= 1
    F /= N
    return float((np.log(s.ravel()) - true).mean()), F
