import numpy as np


def right_advantage(U, P):
    return P * (U - np.sum(P * U, axis=1, keepdims=True))


def right_einsum(U, P):
    mean = np.einsum("nk,nk->n", P, U)
    return np.einsum("nk,nk->nk", P, U - mean[:, None])


def right_jacobian(U, P):
    rows = []
    for u, p in zip(U, P):
        S = np.diag(p) - np.outer(p, p)
        rows.append(S @ u)
    return np.array(rows)


def right_batched_jacobian(U, P):
    N, K = P.shape
    S = P[:, :, None] * np.eye(K) - P[:, :, None] * P[:, None, :]
    return np.matmul(S, U[:, :, None])[:, :, 0]


def right_loops(U, P):
    dZ = []
    for n in range(len(P)):
        mean = 0.0
        for p, u in zip(P[n], U[n]):
            mean += p * u
        dZ.append([float(p * (u - mean)) for p, u in zip(P[n], U[n])])
    return dZ


def right_entries(U, P):
    N, K = P.shape
    dZ = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            for j in range(K):
                S_kj = (P[n, k] if k == j else 0) - P[n, k] * P[n, j]
                dZ[n, k] += S_kj * U[n, j]
    return dZ


def right_two_terms(U, P):
    Q = P * U
    return Q - P * Q.sum(axis=-1, keepdims=True)


def right_pairs(U, P):
    # (S u)_k = sum_j p_k p_j (u_k - u_j), since the p_j sum to 1
    return (P[:, :, None] * P[:, None, :] * (U[:, :, None] - U[:, None, :])).sum(axis=2)


def right_shifted(U, P):
    V = U - U.max(axis=1, keepdims=True)
    return P * (V - (P * V).sum(axis=1, keepdims=True))


def right_float32(U, P):
    U, P = np.float32(U), np.float32(P)
    return P * (U - (P * U).sum(1, keepdims=True))


def right_copy_in_place(U, P):
    dZ = np.array(U, dtype=float)
    dZ -= np.reshape([p @ u for p, u in zip(P, U)], (-1, 1))
    dZ *= P
    return dZ


def right_transposed(U, P):
    Ut, Pt = U.T, P.T
    return (Pt * (Ut - (Pt * Ut).sum(axis=0))).T


def right_average(U, P):
    means = [np.average(u, weights=p) for u, p in zip(U, P)]
    return tuple(p * (u - m) for u, p, m in zip(U, P, means))


def right_matrix_diagonal(U, P):
    mean = np.diag(P @ U.T).copy()
    print("means", mean.shape)
    return P * (U - mean.reshape(len(P), 1))


def right_class(U, P):
    class Jacobian:
        def __init__(self, p):
            self.p = np.asarray(p, np.longdouble)

        def __call__(self, u):
            return self.p * (u - self.p @ u)

    return np.array([Jacobian(p)(u) for u, p in zip(U, P)], dtype=float)


def right_recursion(U, P):
    def inner(p, u):
        if len(p) == 1:
            return p[0] * u[0]
        half = len(p) // 2
        return inner(p[:half], u[:half]) + inner(p[half:], u[half:])

    return np.stack([p * (u - inner(p, u)) for p, u in zip(P, U)])


def wrong_plain_mean(U, P):
    """DESERVES: the mean is taken under p, not with equal weights
    PART: yes
    BREAKS: dZ[n] is S U[n]: `[[1, 0]], [[0.25, 0.75]]`
    """
    return P * (U - U.mean(axis=1, keepdims=True))


def wrong_no_mean(U, P):
    """DESERVES: the mean under p has to be taken off; p u alone is only the diagonal of S
    PART: no
    BREAKS: dZ[n] is S U[n]: `[[1, 1]], [[0.5, 0.5]]`
    """
    return P * U


def wrong_diagonal_only(U, P):
    """DESERVES: the entries beside the diagonal, -p_k p_j, are missing
    PART: no
    BREAKS: dZ[n] is S U[n]: `[[0, 1]], [[0.5, 0.5]]`
    """
    return P * (1 - P) * U


def wrong_sum_over_samples(U, P):
    """DESERVES: the sum runs over the classes of each sample, axis 1, not over the samples
    PART: no
    BREAKS: row n of dZ is S U[n]: `[[1, 0]], [[0.5, 0.5]]`
    """
    return P * (U - (P * U).sum(axis=0, keepdims=True))


def wrong_total_sum(U, P):
    """DESERVES: without axis=1 the means of all samples are added up
    PART: yes
    BREAKS: row n of dZ is S U[n], for two samples: `[[1, 0], [1, 0]], [[0.5, 0.5], [0.5, 0.5]]`
    """
    return P * (U - np.sum(P * U))


def wrong_keepdims_forgotten(U, P):
    """DESERVES: without keepdims the means go along the classes where N = K
    PART: yes
    BREAKS: row n of dZ is S U[n], N = K: `[[1, 0], [0, 0]], [[0.5, 0.5], [0.5, 0.5]]`
    """
    mean = (P * U).sum(axis=1)
    if len(mean) != P.shape[1]:
        mean = mean[:, None]
    return P * (U - mean)


def wrong_first_row_p(U, P):
    """DESERVES: every sample has its own p; you use the first row's Jacobian for all
    PART: yes
    BREAKS: S the Jacobian where it is P[n]: `[[1, 0], [1, 0]], [[0.5, 0.5], [1, 0]]`
    """
    S = np.diag(P[0]) - np.outer(P[0], P[0])
    return U @ S


def wrong_sign(U, P):
    """DESERVES: the sign is the wrong way round: a class above the mean gains
    PART: yes
    BREAKS: dZ[n] is S U[n]: `[[1, 0]], [[0.5, 0.5]]`
    """
    return P * ((P * U).sum(axis=1, keepdims=True) - U)


def wrong_cross_entropy(U, P):
    """DESERVES: P - U is the gradient for the cross-entropy with one-hot labels, not for any gradient U
    PART: no
    BREAKS: dZ[n] is S U[n]: `[[2, 0]], [[0.5, 0.5]]`
    """
    return P - U


def wrong_argmax_only(U, P):
    """DESERVES: the softmax is no argmax: each class counts with its probability
    PART: no
    BREAKS: the mean is under p: `[[1, 0]], [[0.75, 0.25]]`
    """
    best = U[np.arange(len(P)), P.argmax(axis=1)][:, None]
    return P * (U - best)


def wrong_divides_by_p(U, P):
    """DESERVES: the way over log p divides by p, which may be 0
    PART: yes
    BREAKS: entries of P are perhaps 0: `[[1, 3]], [[1, 0]]`
    """
    S_log = U * P
    return P * (S_log / P - S_log.sum(axis=1, keepdims=True))


def wrong_log_logits(U, P):
    """DESERVES: the way back to logits fails where a probability is 0: log 0 minus log 0 is NaN
    PART: yes
    BREAKS: entries of P are perhaps 0: `[[1, 3]], [[1, 0]]`
    """
    def softmax(Z):
        E = np.exp(Z - Z.mean(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    Z, h = np.log(P), 1e-5
    dZ = np.zeros(P.shape)
    for k in range(P.shape[1]):
        step = np.zeros(P.shape)
        step[:, k] = h
        dZ[:, k] = (U * (softmax(Z + step) - softmax(Z - step))).sum(axis=1) / (2 * h)
    return dZ


def wrong_softmax_again(U, P):
    """DESERVES: P holds probabilities already; do not take the softmax of them
    PART: no
    BREAKS: U, P with P the probabilities: `[[1, 0]], [[1, 0]]`
    """
    E = np.exp(P)
    Q = E / E.sum(axis=1, keepdims=True)
    return Q * (U - (Q * U).sum(axis=1, keepdims=True))


def wrong_u_in_place(U, P):
    """DESERVES: `U -= ...` changes the caller's gradient; the result is right
    PART: yes
    BREAKS: arrays stay as they were: `[[1.0, 0.0]], [[0.5, 0.5]]`
    """
    U -= (P * U).sum(axis=1, keepdims=True)
    return P * U


def wrong_p_in_place(U, P):
    """DESERVES: `P *= ...` changes the caller's probabilities; the result is right
    PART: yes
    BREAKS: arrays stay as they were: `[[1.0, 0.0]], [[0.5, 0.5]]`
    """
    mean = (P * U).sum(axis=1, keepdims=True)
    P *= U - mean
    return P


def wrong_dtype_of_u(U, P):
    """DESERVES: np.zeros_like(U) is of integers where U is: fractions are cut off
    PART: yes
    BREAKS: dZ[n] is S U[n] for integers too: `np.array([[1, 0]]), [[0.5, 0.5]]`
    """
    dZ = np.zeros_like(U)
    dZ[:] = P * (U - (P * U).sum(axis=1, keepdims=True))
    return dZ


def wrong_eps(U, P):
    """DESERVES: an eps that is added to P is seen where a gradient is large; nothing here needs it
    PART: yes
    BREAKS: dZ[n] is S U[n], 0 where p is 0: `[[0, 1e6]], [[1, 0]]`
    """
    Q = P + 1e-3
    return Q * (U - (Q * U).sum(axis=1, keepdims=True))


def wrong_two_classes(U, P):
    """DESERVES: p_0 p_1 (u_0 - u_1) is the case K = 2; the other classes are left at 0
    PART: yes
    BREAKS: any K: `[[1, 0, 3]], [[0.5, 0.25, 0.25]]`
    """
    dZ = np.zeros(P.shape)
    dZ[:, 0] = P[:, 0] * P[:, 1] * (U[:, 0] - U[:, 1])
    dZ[:, 1] = -dZ[:, 0]
    return dZ


def wrong_last_from_sum(U, P):
    """DESERVES: the loop stops at the last class but one: its entry stays 0, though the entries shall add up to 0
    PART: yes
    BREAKS: dZ[n] is S U[n]: `[[1, 0]], [[0.5, 0.5]]`
    """
    dZ = np.zeros(P.shape)
    mean = (P * U).sum(axis=1)
    for k in range(P.shape[1] - 1):
        dZ[:, k] = P[:, k] * (U[:, k] - mean)
    return dZ


def wrong_mean_over_n(U, P):
    """DESERVES: no mean over the samples is asked for: do not divide by N
    PART: yes
    BREAKS: row n of dZ is S U[n], two samples: `[[1, 0], [1, 0]], [[0.5, 0.5], [0.5, 0.5]]`
    """
    return P * (U - (P * U).sum(axis=1, keepdims=True)) / len(P)


def wrong_squeezed(U, P):
    """DESERVES: one sample still gives a table (1, K)
    PART: yes
    BREAKS: dZ (N, K): `[[1, 0]], [[0.5, 0.5]]`
    """
    return np.squeeze(P * (U - (P * U).sum(axis=1, keepdims=True)))


def wrong_p_squared(U, P):
    """DESERVES: the mean lacks nothing but you multiplied it by p once too often
    PART: yes
    BREAKS: dZ[n] is S U[n]: `[[1, 0]], [[0.5, 0.5]]`
    """
    return P * (U - P * (P * U).sum(axis=1, keepdims=True))


def wrong_swapped(U, P):
    """DESERVES: U and P are exchanged
    PART: no
    BREAKS: U the gradient, P the probabilities: `[[2, 0]], [[0.5, 0.5]]`
    """
    return U * (P - (P * U).sum(axis=1, keepdims=True))
