import numpy as np
import math


def right_oneliner(Z: np.ndarray) -> np.ndarray:
    return (lambda E: E / E.sum(axis=1, keepdims=True))(np.exp(Z - np.max(Z, axis=1, keepdims=True)))


def right_loops(Z: np.ndarray) -> np.ndarray:
    P = []
    for row in Z:
        m = row[0]
        for z in row:
            if z > m:
                m = z
        es = [np.exp(z - m) for z in row]
        total = 0.0
        for e in es:
            total += e
        P.append([e / total for e in es])
    return np.array(P)


def right_lists(Z: np.ndarray) -> np.ndarray:
    def one(row):
        top = max(row)
        e = [float(np.exp(v - top)) for v in row]
        return [v / sum(e) for v in e]

    return [one(r) for r in np.asarray(Z, float).tolist()]


def right_logsumexp(Z: np.ndarray) -> np.ndarray:
    lse = np.logaddexp.reduce(np.asarray(Z, float), axis=1)
    P = np.exp(Z - lse[:, None])
    return P / P.sum(axis=1, keepdims=True)


def right_pairwise(Z: np.ndarray) -> np.ndarray:
    # p_k = 1 / sum_j exp(z_j - z_k), never needs a maximum
    D = Z[:, None, :] - Z[:, :, None]
    with np.errstate(over="ignore"):
        return 1 / np.exp(D).sum(axis=2)


def right_transposed(Z: np.ndarray) -> np.ndarray:
    T = Z.T
    E = np.exp(T - T.max(axis=0))
    return (E / E.sum(axis=0)).T


def right_float32_after_shift(Z: np.ndarray) -> np.ndarray:
    shifted = (Z - Z.max(axis=1)[:, np.newaxis]).astype(np.float32)
    E = np.exp(shifted)
    return E / np.sum(E, axis=1)[:, np.newaxis]


def right_longdouble(Z: np.ndarray) -> np.ndarray:
    L = np.array(Z, dtype=np.longdouble)
    L -= L.max(axis=-1, keepdims=True)
    np.exp(L, out=L)
    L /= L.sum(axis=-1, keepdims=True)
    return L.astype(float)


def right_einsum(Z: np.ndarray) -> np.ndarray:
    E = np.exp(Z - np.amax(Z, 1).reshape(-1, 1))
    return np.einsum("nk,n->nk", E, 1 / np.einsum("nk->n", E))


def right_recursive(Z: np.ndarray) -> np.ndarray:
    def rec(rows):
        if len(rows) == 1:
            e = np.exp(rows[0] - rows[0].max())
            return (e / e.sum())[None, :]
        h = len(rows) // 2
        return np.vstack([rec(rows[:h]), rec(rows[h:])])

    return rec(np.array(Z, dtype=float))


def right_class(Z: np.ndarray) -> np.ndarray:
    class Softmax:
        def __init__(self, axis=1):
            self.axis = axis

        def __call__(self, A):
            A = A - np.expand_dims(A.max(self.axis), self.axis)
            E = np.exp(A)
            return np.divide(E, np.expand_dims(E.sum(self.axis), self.axis))

    return Softmax()(Z)


def right_apply_along(Z: np.ndarray) -> np.ndarray:
    def f(v, m=None):
        m = np.max(v) if m is None else m
        e = np.exp(v - m)
        return e / np.sum(e)

    return np.apply_along_axis(f, 1, np.asarray(Z, dtype=float))


def right_sorted(Z: np.ndarray) -> np.ndarray:
    print("softmax of", Z.shape)
    order = np.argsort(Z, axis=1)
    top = np.take_along_axis(Z, order[:, -1:], axis=1)
    E = np.e ** (Z.astype(float) - top)
    return E / (E @ np.ones((Z.shape[1], 1)))


def right_tanh(Z: np.ndarray) -> np.ndarray:
    # merges one class after another with the logistic function
    N, K = Z.shape
    sig = lambda u: (1 + np.tanh(u / 2)) / 2 if abs(u) < 30 else float(np.exp(min(u, 0.0)))
    P = np.zeros((N, K))
    for n in range(N):
        lse = float(Z[n, 0])
        P[n, 0] = 1.0
        for k in range(1, K):
            z = float(Z[n, k])
            P[n, :k] *= sig(lse - z)
            P[n, k] = sig(z - lse)
            lse = np.logaddexp(lse, z)
    return P / P.sum(axis=1, keepdims=True)


def right_tuple_rows(Z: np.ndarray) -> np.ndarray:
    Z = np.copy(Z).astype(np.float64)
    out = ()
    for n in range(Z.shape[0]):
        e = np.exp(Z[n] - np.max(Z[n]))
        out += (tuple(e / np.dot(e, np.ones_like(e))),)
    return out


def wrong_columns(Z: np.ndarray) -> np.ndarray:
    """DESERVES: A row has one maximum and one sum: you took them down the columns (axis=0).
    PART: no
    BREAKS: "rows nonnegative with sum 1"; input: softmax([[0, 0]])"""
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def wrong_naive(Z: np.ndarray) -> np.ndarray:
    """DESERVES: exp overflows from 710 on and vanishes below -746: subtract the maximum of the row first.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: softmax([[-1000, -1000]])"""
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)


def wrong_global_max(Z: np.ndarray) -> np.ndarray:
    """DESERVES: With the maximum of the whole table a row far below it vanishes, 0/0: each row needs its own maximum.
    PART: yes
    BREAKS: "Finite and right ..., in every row"; input: softmax([[0, 0], [-1000, -1000]])"""
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=1, keepdims=True)


def wrong_max_abs(Z: np.ndarray) -> np.ndarray:
    """DESERVES: In a row of large negative logits the largest absolute value is no maximum, and all exponentials vanish.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: softmax([[-1000, -1000]])"""
    E = np.exp(Z - np.abs(Z).max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_mean(Z: np.ndarray) -> np.ndarray:
    """DESERVES: After subtracting the mean the largest logit may still be thousands, and exp overflows.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: softmax([[0, 2000]])"""
    E = np.exp(Z - Z.mean(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_clip_30(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Cutting logits off at 30 makes ties of different logits; shift the row instead.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: softmax([[31, 32]])"""
    Z = np.clip(Z, -30, 30)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_clip_700(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Clipping to ±700 avoids overflow, but logits beyond become equal; shift the row instead.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: softmax([[800, 801]])"""
    E = np.exp(np.clip(Z, -700, 700))
    return E / E.sum(axis=1, keepdims=True)


def wrong_base_two(Z: np.ndarray) -> np.ndarray:
    """DESERVES: The exponential has the base e, not 2.
    PART: no
    BREAKS: "Softmax of each row"; input: softmax([[0, 1]])"""
    E = np.exp2(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_total_sum(Z: np.ndarray) -> np.ndarray:
    """DESERVES: You divide by the sum of the whole table; each row must sum to 1 by itself.
    PART: no
    BREAKS: "rows nonnegative with sum 1"; input: softmax([[0, 0], [0, 0]])"""
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum()


def wrong_in_place(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Z -= ... changes the caller's array: write Z = Z - ... instead.
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were"; input: softmax([[1, 2]])"""
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)


def wrong_floor(Z: np.ndarray) -> np.ndarray:
    """DESERVES: After the shift nothing can overflow; cutting it off at -5 makes every small probability too large.
    PART: yes
    BREAKS: "Softmax of each row"; input: softmax([[0, -10]])"""
    D = np.maximum(Z - Z.max(axis=1, keepdims=True), -5)
    E = np.exp(D)
    return E / E.sum(axis=1, keepdims=True)


def wrong_rounded(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Do not round: three thirds rounded do not sum to 1, and small probabilities become 0.
    PART: yes
    BREAKS: "rows nonnegative with sum 1"; input: softmax([[0, 0, 0]])"""
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return np.round(E / E.sum(axis=1, keepdims=True), 3)


def wrong_over_max(Z: np.ndarray) -> np.ndarray:
    """DESERVES: You divide by the largest exponential, not by the sum: the row does not sum to 1.
    PART: no
    BREAKS: "rows nonnegative with sum 1"; input: softmax([[0, 0]])"""
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.max(axis=1, keepdims=True)


def wrong_squeezed(Z: np.ndarray) -> np.ndarray:
    """DESERVES: squeeze drops the axis of the samples if there is one sample only: P keeps the shape (N, K).
    PART: yes
    BREAKS: "P (N, K)"; input: softmax([[0, 1]])"""
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return np.squeeze(E / E.sum(axis=1, keepdims=True))


def wrong_first_row_max(Z: np.ndarray) -> np.ndarray:
    """DESERVES: You subtract the first row's maximum from all rows; each row needs its own.
    PART: yes
    BREAKS: "Finite and right ..., in every row"; input: softmax([[0, 0], [1000, 1000]])"""
    E = np.exp(Z - max(Z[0]))
    return E / E.sum(axis=1, keepdims=True)


def wrong_first_column(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Subtracting the first logit of the row does not help where another one is much larger.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: softmax([[0, 1000]])"""
    E = np.exp(Z - Z[:, :1])
    return E / E.sum(axis=1, keepdims=True)


def wrong_only_if_large(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Rows far below 0 need the shift as well: all their exponentials vanish.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: softmax([[-1000, -1000]])"""
    m = Z.max(axis=1, keepdims=True)
    E = np.exp(Z - np.where(m > 700, m, 0))
    return E / E.sum(axis=1, keepdims=True)


def wrong_nan_to_num(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Replacing NaN by 0 hides the overflow: the row no longer sums to 1.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: softmax([[1000, 1000]])"""
    with np.errstate(all="ignore"):
        E = np.exp(Z)
        return np.nan_to_num(E / E.sum(axis=1, keepdims=True))


def wrong_square_only(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Without keepdims the row sums (N,) are taken for columns: keep them as (N, 1).
    PART: no
    BREAKS: "rows nonnegative with sum 1"; input: softmax([[0, 0], [0, 1]])"""
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1)


def wrong_transposed(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Your result is transposed, (K, N): transpose it back.
    PART: no
    BREAKS: "P (N, K)"; input: softmax([[0, 1]])"""
    E = np.exp(Z.T - Z.max(axis=1))
    return E / E.sum(axis=0)


def wrong_log_softmax(Z: np.ndarray) -> np.ndarray:
    """DESERVES: These are the logarithms of the probabilities; take the exponential.
    PART: no
    BREAKS: "rows nonnegative with sum 1"; input: softmax([[0, 0]])"""
    D = Z - Z.max(axis=1, keepdims=True)
    return D - np.log(np.exp(D).sum(axis=1, keepdims=True))


def wrong_minus(Z: np.ndarray) -> np.ndarray:
    """DESERVES: The sign is wrong: a larger logit must have a larger probability.
    PART: no
    BREAKS: "Softmax of each row"; input: softmax([[0, 1]])"""
    E = np.exp(Z.min(axis=1, keepdims=True) - Z)
    return E / E.sum(axis=1, keepdims=True)


def wrong_half_precision(Z: np.ndarray) -> np.ndarray:
    """DESERVES: float16 cannot tell 10000 from 10001; convert after the shift, or not at all.
    PART: yes
    BREAKS: "right for logits as large as ±1e4"; input: softmax([[10000, 10001]])"""
    Z = Z.astype(np.float16)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_last_row_missing(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Your loop stops one row too early and leaves the last row 0.
    PART: no
    BREAKS: "Softmax of each row"; input: softmax([[0, 1]])"""
    P = np.zeros(Z.shape)
    for n in range(len(Z) - 1):
        e = np.exp(Z[n] - Z[n].max())
        P[n] = e / e.sum()
    return P


def wrong_sum_misses_last(Z: np.ndarray) -> np.ndarray:
    """DESERVES: You sum e over all classes but the last: the loop must reach K - 1.
    PART: no
    BREAKS: "rows nonnegative with sum 1"; input: softmax([[0, 0]])"""
    N, K = Z.shape
    P = np.zeros((N, K))
    for n in range(N):
        m, s = max(Z[n]), 0.0
        for k in range(K - 1):
            s += np.exp(Z[n, k] - m)
        for k in range(K):
            P[n, k] = np.exp(Z[n, k] - m) / max(s, 1e-300)
    return P


def wrong_max_started_at_zero(Z: np.ndarray) -> np.ndarray:
    """DESERVES: Your maximum starts at 0, so a row of negative logits has the maximum 0: start with its first logit.
    PART: yes
    BREAKS: "Finite and right for logits as large as ±1e4"; input: softmax([[-1000, -1000]])"""
    P = []
    for row in Z:
        m = 0
        for z in row:
            m = max(m, z)
        e = np.exp(row - m)
        P.append(e / e.sum())
    return np.array(P)


def wrong_cache(Z: np.ndarray) -> np.ndarray:
    """DESERVES: You keep the answer of the first call of a shape and return it for other logits too.
    PART: no
    BREAKS: "from the logits Z"; input: softmax([[0, 1]]) after a call softmax([[0, 0]])"""
    memory = wrong_cache.__dict__.setdefault("memory", {})
    if Z.shape not in memory:
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        memory[Z.shape] = E / E.sum(axis=1, keepdims=True)
    return memory[Z.shape]
