import numpy as np
import math


def right_copy_inf(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    rest, rows = np.array(Z, dtype=float), np.arange(len(y))
    rest[rows, y] = -np.inf
    return Z[rows, y] - rest.max(axis=1)


def right_loops(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    out = []
    for n in range(len(y)):
        best = None
        for j in range(Z.shape[1]):
            if j != y[n] and (best is None or Z[n, j] > best):
                best = Z[n, j]
        out.append(Z[n, y[n]] - best)
    return np.array(out)


def right_list(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return [float(z[k]) - max(float(v) for j, v in enumerate(z) if j != k) for z, k in zip(Z, y)]


def right_delete(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.array([z[k] - np.delete(z, k).max() for z, k in zip(Z, y)])


def right_where(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    true = np.arange(Z.shape[1])[None, :] == y[:, None]
    return np.where(true, Z, -np.inf).max(axis=1) - np.where(true, -np.inf, Z).max(axis=1)


def right_leads_min(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    leads = np.take_along_axis(Z, y[:, None], axis=1) - Z.astype(float)
    return np.min(leads, axis=1, where=one_hot(y, Z.shape[1]) == 0, initial=np.inf)


def right_sorted(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    S = np.sort(Z, axis=1)
    z = Z[np.arange(len(Z)), y]
    return np.where(z == S[:, -1], z - S[:, -2], z - S[:, -1])


def right_recursive(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    def top(v):
        return v[0] if len(v) == 1 else (v[0] if v[0] > (r := top(v[1:])) else r)

    return tuple(z[k] - top(z[:k] + z[k + 1 :]) for z, k in zip(np.asarray(Z, float).tolist(), y.tolist()))


def right_masked(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    M = np.ma.array(Z.copy(), mask=np.eye(Z.shape[1], dtype=bool)[y])
    return Z[np.arange(len(y)), y] - M.max(axis=1).data


def right_boolean_reshape(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    N, K = Z.shape
    keep = np.ones((N, K), dtype=bool)
    keep[np.arange(N), y] = False
    return Z[~keep] - Z[keep].reshape(N, K - 1).max(axis=1)


def right_class(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    class Row:
        def __init__(self, z):
            self.z = list(map(float, z))

        def __call__(self, k):
            return self.z[k] - max(self.z[:k] + self.z[k + 1 :])

    return np.array([Row(z)(int(k)) for z, k in zip(Z, y)])


def right_roll(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    K = Z.shape[1]
    columns = (y[:, None] + np.arange(K)) % K  # the true class first
    T = np.take_along_axis(Z, columns, 1)
    return T[:, 0] - T[:, 1:].max(axis=1)


def right_longdouble(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    L = np.array(Z, np.longdouble)
    rows = range(len(L))
    true = L[rows, y].copy()
    L[rows, y] = -np.inf
    print("done")
    return np.asarray(true - L.max(1), dtype=float)


def right_argmax_twice(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    rows = np.arange(len(Z))
    first = Z.argmax(axis=1)
    W = Z.astype(float)
    W[rows, first] = -np.inf
    second = W.argmax(axis=1)
    rival = np.where(first == y, second, first)
    return Z[rows, y] - Z[rows, rival]


def right_shifted(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    lead = Z[np.arange(len(y)), y][:, np.newaxis] - Z.astype(np.float64)
    lead[np.arange(len(y)), y] = np.inf
    return lead.min(axis=1)


def wrong_own_competitor(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: The true class competes with itself, so delta is never positive: the maximum is over the others.
    PART: no
    BREAKS: "the largest logit of the other classes"; input: confidence([[1, 0]], [0])"""
    return Z[np.arange(len(y)), y] - Z.max(axis=1)


def wrong_in_place(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: You write -inf into the caller's Z: copy it first.
    PART: yes
    BREAKS: "Z and y are not changed"; input: confidence([[1, 0]], [0])"""
    rows = np.arange(len(y))
    true = Z[rows, y]
    Z[rows, y] = -np.inf
    return true - Z.max(axis=1)


def wrong_view(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: np.asarray makes no copy: your -inf lands in the caller's Z.
    PART: yes
    BREAKS: "Z and y are not changed"; input: confidence([[1, 0]], [0])"""
    R = np.asarray(Z, dtype=float)
    out = np.zeros(len(y))
    for n, k in enumerate(y):
        true, R[n, k] = R[n, k], -np.inf
        out[n] = true - max(R[n])
    return out


def wrong_zeroed(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: 0 in place of the true logit wins against negative rivals: use -inf.
    PART: yes
    BREAKS: "the largest logit of the other classes"; input: confidence([[-1, -2]], [0])"""
    R = Z * (1 - one_hot(y, Z.shape[1]))
    return Z[np.arange(len(y)), y] - R.max(axis=1)


def wrong_minus_1e3(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: -999 is not below every logit: use -inf.
    PART: yes
    BREAKS: "Right for logits as large as ±1e4"; input: confidence([[-5000, -5001]], [0])"""
    R = np.array(Z, dtype=float)
    R[np.arange(len(y)), y] = -999
    return Z[np.arange(len(y)), y] - R.max(axis=1)


def wrong_penalty(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: Lowering the true logit by 1e4 is not enough where it leads by more than that: use -inf.
    PART: yes
    BREAKS: "Right for logits as large as ±1e4"; input: confidence([[10000, -9000]], [0])"""
    R = Z - 1e4 * one_hot(y, Z.shape[1])
    return Z[np.arange(len(y)), y] - R.max(axis=1)


def wrong_penalty_absorbs(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: Adding and subtracting 1e12 rounds the logits away: set the true one to -inf in a copy, and leave the rest.
    PART: yes
    BREAKS: "0 at a tie"; input: confidence([[0.00001, 0.00001]], [0])"""
    R = (Z + 1e12) - 1e13 * one_hot(y, Z.shape[1])
    return Z[np.arange(len(y)), y] - (R.max(axis=1) - 1e12)


def wrong_initial_zero(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: Your maximum starts at 0, so that negative rivals are never found: start at -inf.
    PART: yes
    BREAKS: "the largest logit of the other classes"; input: confidence([[-1, -2]], [0])"""
    out = []
    for z, k in zip(Z, y):
        best = 0.0
        for j, v in enumerate(z):
            if j != k and v > best:
                best = v
        out.append(z[k] - best)
    return np.array(out)


def wrong_second_largest(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: The second largest is the strongest rival only if the true class is the largest.
    PART: yes
    BREAKS: "minus the largest logit of the other classes"; input: confidence([[0, 1]], [0])"""
    return Z[np.arange(len(y)), y] - np.sort(Z, axis=1)[:, -2]


def wrong_margin(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: You give the lead of the largest over the second, whatever the label says.
    PART: no
    BREAKS: "The logit of the true class minus ..."; input: confidence([[0, 1]], [0])"""
    S = np.sort(Z, axis=1)
    return S[:, -1] - S[:, -2]


def wrong_probabilities(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: The confidence is a difference of logits, not of probabilities.
    PART: no
    BREAKS: "The logit of the true class minus the largest logit"; input: confidence([[1, 0]], [0])"""
    P, rows = softmax(Z), np.arange(len(y))
    true = P[rows, y]
    P[rows, y] = -1
    return true - P.max(axis=1)


def wrong_log_probabilities(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: The detour through probabilities fails where they are rounded to 0: subtract the logits themselves.
    PART: yes
    BREAKS: "Right for logits as large as ±1e4"; input: confidence([[0, 1000]], [0])"""
    P, rows = softmax(Z), np.arange(len(y))
    true = P[rows, y]
    P[rows, y] = 0
    with np.errstate(divide="ignore"):
        return np.log(true) - np.log(P.max(axis=1))


def wrong_sign(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: The sign is turned: true minus rival is wanted.
    PART: yes
    BREAKS: "The logit of the true class minus the largest logit of the other classes"; input: confidence([[1, 0]], [0])"""
    R = np.array(Z, dtype=float)
    R[np.arange(len(y)), y] = -np.inf
    return R.max(axis=1) - Z[np.arange(len(y)), y]


def wrong_mean_rival(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: The strongest rival counts, not the mean of the rivals.
    PART: no
    BREAKS: "the largest logit of the other classes"; input: confidence([[0, 1, 0]], [0])"""
    z = Z[np.arange(len(y)), y]
    return z - (Z.sum(axis=1) - z) / (Z.shape[1] - 1)


def wrong_two_classes(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: 1 - y is the only rival only if there are two classes.
    PART: no
    BREAKS: "the largest logit of the other classes"; input: confidence([[0, 1, 2]], [0])"""
    rows = np.arange(len(y))
    return Z[rows, y] - Z[rows, 1 - y]


def wrong_equal_values_out(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: You leave out all logits equal to the true one, rivals too, so that a tie is not seen.
    PART: yes
    BREAKS: "0 at a tie"; input: confidence([[1, 1, 0]], [0])"""
    out = []
    for z, k in zip(Z, y):
        others = [v for v in z if v != z[k]]
        out.append(z[k] - max(others) if others else 0.0)
    return np.array(out)


def wrong_float32(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: float32 cannot tell 10000 from 10000.0001, so a strict argmax becomes a tie: compute in float64.
    PART: yes
    BREAKS: "positive exactly where the true class is the strict argmax"; input: confidence([[10000.0001, 10000]], [0])"""
    R = np.array(Z, dtype=np.float32)
    true = R[np.arange(len(y)), y]
    R[np.arange(len(y)), y] = -np.inf
    return true - R.max(axis=1)


def right_mean_shift(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    # its author took it for wrong: it rounds a lead of 1e-13 beside 9000 away; a millionth is what is promised
    R = Z - Z.mean(axis=1, keepdims=True)
    true = R[np.arange(len(y)), y]
    R[np.arange(len(y)), y] = -np.inf
    return true - R.max(axis=1)


def wrong_isclose_tie(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: isclose takes small leads of large logits for ties: a tie is equality.
    PART: yes
    BREAKS: "positive exactly where the true class is the strict argmax"; input: confidence([[1000.005, 1000]], [0])"""
    R = np.array(Z, dtype=float)
    R[np.arange(len(y)), y] = -np.inf
    true, rival = Z[np.arange(len(y)), y], R.max(axis=1)
    return np.where(np.isclose(true, rival), 0.0, true - rival)


def wrong_absolute(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: Without the sign nobody sees whether the true class leads or lags: drop the absolute value.
    PART: no
    BREAKS: "positive exactly where the true class is the strict argmax"; input: confidence([[0, 1]], [0])"""
    R = np.array(Z, dtype=float)
    R[np.arange(len(y)), y] = -np.inf
    return np.abs(Z[np.arange(len(y)), y] - R.max(axis=1))


def wrong_clipped(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: A wrong sample has a negative confidence: do not cut it off at 0.
    PART: yes
    BREAKS: "The logit of the true class minus the largest logit of the other classes"; input: confidence([[0, 1]], [0])"""
    R = np.array(Z, dtype=float)
    R[np.arange(len(y)), y] = -np.inf
    return np.maximum(Z[np.arange(len(y)), y] - R.max(axis=1), 0)


def wrong_column(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: Keep the result one-dimensional: yours is a column (N, 1).
    PART: yes
    BREAKS: "delta (N,)"; input: confidence([[1, 0]], [0])"""
    R = np.array(Z, dtype=float)
    R[np.arange(len(y)), y] = -np.inf
    return np.take_along_axis(Z, y[:, None], 1) - R.max(axis=1, keepdims=True)


def wrong_minimum(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: You subtract the weakest rival, not the strongest.
    PART: no
    BREAKS: "the largest logit of the other classes"; input: confidence([[0, 1, 2]], [0])"""
    R = np.array(Z, dtype=float)
    R[np.arange(len(y)), y] = np.inf
    return Z[np.arange(len(y)), y] - R.min(axis=1)


def wrong_scalar_for_one(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: For one sample you return a number; delta has the shape (1,).
    PART: yes
    BREAKS: "delta (N,)"; input: confidence([[1, 0]], [0])"""
    R = np.array(Z, dtype=float)
    R[np.arange(len(y)), y] = -np.inf
    delta = Z[np.arange(len(y)), y] - R.max(axis=1)
    return float(delta[0]) if len(delta) == 1 else delta


def wrong_neighbour(Z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """DESERVES: You look only at the classes after the true one: those before it are rivals too.
    PART: no
    BREAKS: "the largest logit of the other classes"; input: confidence([[5, 0, 1]], [1])"""
    return np.array([z[k] - max(z[k + 1 :]) if k + 1 < len(z) else z[k] - max(z[:k]) for z, k in zip(Z, y)])
