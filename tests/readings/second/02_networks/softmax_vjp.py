import numpy as np


def right_advantage(U, P):
    """the corollary in one line"""
    return P * (U - (P * U).sum(axis=1, keepdims=True))


def right_jacobians(U, P):
    """forms S for each sample"""
    return np.stack([(np.diag(p) - np.outer(p, p)) @ u for u, p in zip(U, P)])


def right_plain_loops(U, P):
    """plain loops, nested lists"""
    rows = []
    for u, p in zip(U, P):
        mean = 0.0
        for a, q in zip(u, p):
            mean += q * a
        rows.append([q * (a - mean) for a, q in zip(u, p)])
    return rows


def right_einsum(U, P):
    """einsum for the means"""
    G = P * U
    return G - P * np.einsum("nk,nk->n", U, P)[:, None]


def right_pairs(U, P):
    """sum over pairs of classes, p_k p_j (u_k - u_j), which uses that the sum of p is 1"""
    differences = U[:, :, None] - U[:, None, :]
    return (P[:, :, None] * P[:, None, :] * differences).sum(axis=2)


def right_complex_step(U, P):
    """S is symmetric, so S u is the slope of softmax(z + t u) in t; by a complex step, exact to round-off"""
    h = 1e-30
    E = P * np.exp(1j * h * U)
    return (E / E.sum(axis=1, keepdims=True)).imag / h


def right_batched_matmul(U, P):
    """Jacobians of all samples at once, batched matmul"""
    S = P[:, :, None] * np.eye(P.shape[1]) - P[:, :, None] @ P[:, None, :]
    return (S @ U[:, :, None])[:, :, 0]


def right_rest_to_the_last(U, P):
    """all classes but the last by the formula, the last such that the row's sum is 0"""
    U = np.asarray(U, float)
    mean = np.sum(P * U, axis=1)
    dZ = np.empty(P.shape)
    dZ[:, :-1] = P[:, :-1] * (U[:, :-1] - mean[:, None])
    dZ[:, -1] = -dZ[:, :-1].sum(axis=1)
    return dZ


def right_float32(U, P):
    """float32, diagonal of a product of matrices as mean"""
    U, P = U.astype(np.float32), P.astype(np.float32)
    mean = np.diag(U @ P.T)
    return (P.T * (U.T - mean)).T


def right_two_stages(U, P):
    """backwards through e / sum(e), with e = p: quotient rule, then the exponential"""
    E = np.array(P, float)
    total = E.sum(axis=1, keepdims=True)
    dE = U / total - (U * E).sum(axis=1, keepdims=True) / total**2
    return E * dE


def right_log_softmax(U, P):
    """through log p: the gradient in log p is p u, and log-softmax gives g - p sum(g); nothing is divided"""

    def log_softmax_vjp(G, P):
        return G - P * G.sum(axis=1)[:, np.newaxis]

    return log_softmax_vjp(np.multiply(P, U), P)


def right_least_constant(U, P):
    """shifts each row by its first entry before the formula, and leaves certain rows 0 by an early return"""

    def row(u, p):
        if np.count_nonzero(p) == 1:
            return np.zeros(len(p))
        u = u - float(u[0])
        return p * (u - np.dot(p, u))

    assert U.shape == P.shape
    return np.array([row(u, p) for u, p in zip(U, P)])


def right_class(U, P):
    """a class with the transposed Jacobian as operator, np.average for the mean"""

    class SoftmaxAt:
        def __init__(self, p):
            self.p = np.asarray(p, float)

        def __rmatmul__(self, u):
            return self.pull(u)

        def pull(self, u):
            return [p * (v - np.average(u, weights=self.p)) for p, v in zip(self.p, u)]

    return tuple(SoftmaxAt(p).pull(u) for u, p in zip(U, P))


def right_recursive_tree(U, P):
    """recursion: the means of halves of the classes are combined"""

    def mean(u, p):
        if len(u) == 1:
            return u[0] * p[0]
        m = len(u) // 2
        return mean(u[:m], p[:m]) + mean(u[m:], p[m:])

    means = mean(U.T, P.T)
    return np.transpose(P.T * U.T - P.T * means)


def wrong_diagonal_by_value(U, P):
    """DESERVES: the diagonal is where k = j, not where the probabilities are equal
    PART: yes
    BREAKS: S the Jacobian, at U = [[1., 0.]], P = [[0.5, 0.5]], where equal entries are taken for the diagonal
    """
    dZ = np.zeros(P.shape)
    for n in range(len(P)):
        for k, p in enumerate(P[n]):
            for j, q in enumerate(P[n]):
                dZ[n, k] += (p * (1 - p) if p == q else -p * q) * U[n, j]
    return dZ


def wrong_buffer_like_u(U, P):
    """DESERVES: zeros_like(U) is an integer array where U holds integers, and cuts off the result
    PART: yes
    BREAKS: U may hold integers, at U = [[1, 0]] (integers), P = [[0.5, 0.5]]: (0.25, -0.25), not (0, 0)
    """
    dZ = np.zeros_like(U)
    for n in range(len(U)):
        dZ[n] = P[n] * (U[n] - P[n] @ U[n])
    return dZ


def wrong_changes_u(U, P):
    """DESERVES: -= changes the gradient of the caller, and fails where it holds integers
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at U = [[1., 0.]], P = [[0.5, 0.5]]
    """
    U -= (P * U).sum(axis=1, keepdims=True)
    return P * U


def wrong_divides_by_p(U, P):
    """DESERVES: dividing p u by p to have u back is 0 / 0 where p is 0
    PART: yes
    BREAKS: some of them perhaps 0, at U = [[1., 0.]], P = [[1., 0.]], where it is NaN
    """
    G = P * U
    mean = G.sum(axis=1, keepdims=True)
    return P * (G / P - mean)


def wrong_mean_by_logarithms(U, P):
    """DESERVES: log |u| loses the sign of u: a mean of signed numbers is not to be taken by logarithms
    PART: no
    BREAKS: row n of dZ is S U[n], at U = [[-1., 0.]], P = [[0.5, 0.5]]: (-0.25, 0.25)
    """
    logs = np.log(np.maximum(np.abs(U), 1e-300)) + np.log(np.maximum(P, 1e-300))
    return P * (U - np.exp(logs).sum(axis=1, keepdims=True))


def wrong_one_mean_for_all(U, P):
    """DESERVES: each row has a mean of its own, the sum runs over axis=1
    PART: yes
    BREAKS: row n of dZ is S U[n], at U = [[1., 0.], [1., 0.]], P = [[0.5, 0.5], [0.5, 0.5]]
    """
    return P * (U - np.sum(P * U))


def wrong_no_keepdims(U, P):
    """DESERVES: without keepdims the mean of sample n goes to class n
    PART: no
    BREAKS: row n of dZ is S U[n], at U = [[1., 0.], [0., 0.]], P = [[0.5, 0.5], [0.5, 0.5]]
    """
    mean = (P * U).sum(axis=1)
    if len(P) != P.shape[1]:
        mean = mean[:, None]
    return P * (U - mean)


def wrong_plain_mean(U, P):
    """DESERVES: the mean is the one under p, not the plain mean over the classes
    PART: no
    BREAKS: S the Jacobian at the probabilities, at U = [[1., 0.]], P = [[0.75, 0.25]]
    """
    return P * (U - U.mean(axis=1, keepdims=True))


def wrong_diagonal_only(U, P):
    """DESERVES: p (1 - p) is only the diagonal of S: other classes' gradients count too
    PART: no
    BREAKS: row n of dZ is S U[n], at U = [[1., 0.]], P = [[0.5, 0.5]]: the second entry is -0.25, not 0
    """
    return P * (1 - P) * U


def wrong_mean_over_batch(U, P):
    """DESERVES: row n is S U[n]; nothing is divided by the number of samples
    PART: no
    BREAKS: row n of dZ is S U[n], at U = [[1., 0.], [1., 0.]], P = [[0.5, 0.5], [0.5, 0.5]]
    """
    return P * (U - (P * U).sum(axis=1, keepdims=True)) / len(P)


def wrong_clipped_p(U, P):
    """DESERVES: no clip is needed: a class of probability 0 gets exactly 0
    PART: yes
    BREAKS: some of them perhaps 0, at U = [[0., 1.]], P = [[1., 0.]], where it is 0.001
    """
    P = np.clip(P, 1e-3, 1 - 1e-3)
    P = P / P.sum(axis=1, keepdims=True)
    return P * (U - (P * U).sum(axis=1, keepdims=True))


def wrong_normalised_advantage(U, P):
    """DESERVES: the advantage is not divided by its standard deviation
    PART: no
    BREAKS: row n of dZ is S U[n], at U = [[1., 0.]], P = [[0.5, 0.5]]: 0.25, not 0.5
    """
    advantage = U - (P * U).sum(axis=1, keepdims=True)
    sigma = np.sqrt((P * advantage**2).sum(axis=1, keepdims=True))
    return P * advantage / np.where(sigma > 0, sigma, 1)


def wrong_softmax_again(U, P):
    """DESERVES: P holds probabilities already, the softmax is not taken again
    PART: no
    BREAKS: S is a function of the probabilities P[n], at U = [[1., 0.]], P = [[1., 0.]]: 0
    """
    E = np.exp(P - P.max(axis=1, keepdims=True))
    Q = E / E.sum(axis=1, keepdims=True)
    return Q * (U - (Q * U).sum(axis=1, keepdims=True))


def wrong_forward_difference(U, P):
    """DESERVES: a one-sided difference with the step 0.001 has three digits: use the formula
    PART: no
    BREAKS: row n of dZ is S U[n], at U = [[8., 0.]], P = [[0.75, 0.25]]: 1.5
    """
    h = 1e-3
    E = P * np.exp(h * U)
    return (E / E.sum(axis=1, keepdims=True) - P) / h


def wrong_certain_cutoff(U, P):
    """DESERVES: a class of probability 0.99 is not certain: the row is not 0
    PART: yes
    BREAKS: row n of dZ is S U[n], at U = [[100., 0.]], P = [[0.995, 0.005]]: 0.4975, not 0
    """
    dZ = P * (U - (P * U).sum(axis=1, keepdims=True))
    dZ[P.max(axis=1) > 0.99] = 0
    return dZ


def wrong_class_shares_missing(U, P):
    """DESERVES: the mean must be multiplied by p_k before it is subtracted
    PART: no
    BREAKS: row n of dZ is S U[n], at U = [[1., 1.]], P = [[0.5, 0.5]]: 0, not -0.5
    """
    G = P * U
    return G - G.sum(axis=1, keepdims=True)


def wrong_squeezed_row(U, P):
    """DESERVES: one sample is still a table of one row
    PART: yes
    BREAKS: the gradient dZ (N, K), at U = [[1., 0.]], P = [[0.5, 0.5]], where the shape is (2,)
    """
    return np.squeeze(P * (U - (P * U).sum(axis=1, keepdims=True)))


def wrong_sign(U, P):
    """DESERVES: the sign is reversed: a class above the mean rises
    PART: no
    BREAKS: row n of dZ is S U[n], at U = [[1., 0.]], P = [[0.5, 0.5]]: (0.25, -0.25)
    """
    return P * ((P * U).sum(axis=1, keepdims=True) - U)
