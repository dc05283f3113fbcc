import numpy as np


def right_product(J):
    return J @ J.T


def right_floats(J):
    G = np.asarray(J, dtype=float)
    return np.dot(G, G.transpose())


def right_loops(J):
    N, p = J.shape
    Theta = np.zeros((N, N))
    for n in range(N):
        for m in range(N):
            for i in range(p):
                Theta[n, m] += float(J[n, i]) * float(J[m, i])
    return Theta


def right_lists(J):
    rows = [[float(v) for v in row] for row in J.tolist()]
    return np.array([[sum(a * b for a, b in zip(g, h)) for h in rows] for g in rows])


def right_einsum(J):
    return np.einsum("np,mp->nm", J, J, dtype=float)


def right_inner(J):
    return np.inner(J.astype(float), J.astype(float))


def right_tensordot(J):
    J = J.astype(np.float64)
    return np.tensordot(J, J, axes=([1], [1]))


def right_sum_of_outer_products(J):
    Theta = np.zeros((len(J), len(J)))
    for column in J.T:
        column = column.astype(float)
        Theta += np.outer(column, column)
    return Theta


def right_one_triangle(J):
    from math import fsum

    N = len(J)
    Theta = np.empty((N, N))
    for n in range(N):
        for m in range(n + 1):
            Theta[n, m] = Theta[m, n] = fsum(float(a) * float(b) for a, b in zip(J[n], J[m]))
    return Theta


def right_broadcast(J):
    G = J.astype(float)
    return np.sum(G[:, None, :] * G[None, :, :], axis=-1)


def right_halves_of_the_parameters(J):
    def theta(G):
        p = G.shape[1]
        if p == 1:
            return G * G.T
        return theta(G[:, : p // 2]) + theta(G[:, p // 2 :])

    return theta(J.astype(float))


def right_singular_values(J):
    U, s, _ = np.linalg.svd(J.astype(float), full_matrices=False)
    return (U * s**2) @ U.T


def right_triangular_factor(J):
    R = np.linalg.qr(J.T.astype(float), mode="r")
    return R.T @ R


def right_polarisation(J):
    G = J.astype(float)
    plus, minus = G[:, None] + G, G[:, None] - G
    return ((plus**2).sum(-1) - (minus**2).sum(-1)) / 4


def right_careful(J):
    G = np.array(J, dtype=float)
    assert G.ndim == 2
    N, p = G.shape
    Theta = np.zeros((N, N))
    for start in range(0, p, 1000):
        block = G[:, start : start + 1000]
        Theta += block @ block.T
    assert Theta.shape == (N, N)
    return Theta


def right_columns_of_theta(J):
    G = J.astype(float)
    return np.column_stack([G @ G[m] for m in range(len(G))])


def wrong_other_product(J):
    """DESERVES: J^T J is (p, p), a number for each pair of parameters; wanted is one for each pair of samples
    PART: yes
    BREAKS: Theta (N, N), at empirical_ntk([[1.0, 2.0]])
    """
    return J.T @ J


def wrong_other_product_if_square(J):
    """DESERVES: you choose the product by its shape, and for N = p both have it: it is J J^T always
    PART: yes
    BREAKS: Theta where N = p, at empirical_ntk([[1.0, 1.0], [0.0, 1.0]])
    """
    N = len(J)
    for Theta in (J.T @ J, J @ J.T):
        if Theta.shape == (N, N):
            return Theta


def wrong_square_of_J(J):
    """DESERVES: J J is no product of gradients: one factor has to be transposed
    PART: no
    BREAKS: Theta where N = p, at empirical_ntk([[1.0, 1.0], [0.0, 1.0]])
    """
    return J @ J if J.shape[0] == J.shape[1] else J @ J.T


def wrong_mean_over_parameters(J):
    """DESERVES: the products are summed over the parameters, not averaged
    PART: yes
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0, 1.0]])
    """
    return J @ J.T / J.shape[1]


def wrong_mean_over_samples(J):
    """DESERVES: there is no 1/N in the tangent kernel: the loss is the sum of squares over 2
    PART: yes
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0], [0.0]])
    """
    return J @ J.T / len(J)


def wrong_entry_by_entry(J):
    """DESERVES: * multiplies entry by entry; the product of matrices is @
    PART: no
    BREAKS: Theta (N, N), at empirical_ntk([[1.0, 1.0], [0.0, 1.0]])
    """
    return J * J.T


def wrong_diagonal_only(J):
    """DESERVES: pairs of different samples are missing: you have the squared lengths alone
    PART: no
    BREAKS: Theta (N, N), at empirical_ntk([[1.0], [1.0]])
    """
    return np.diag((J.astype(float) ** 2).sum(axis=1))


def wrong_cosines(J):
    """DESERVES: the gradients are not to be scaled to length 1: how long they are matters
    PART: no
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[2.0]])
    """
    length = np.linalg.norm(J, axis=1, keepdims=True)
    G = J / np.where(length > 0, length, 1)
    return G @ G.T


def wrong_distances(J):
    """DESERVES: these are squared distances of the gradients, not their inner products
    PART: no
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0]])
    """
    G = J.astype(float)
    return ((G[:, None] - G) ** 2).sum(-1)


def wrong_centred(J):
    """DESERVES: no mean is subtracted in the tangent kernel
    PART: yes
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0]])
    """
    G = J - J.mean(axis=0)
    return G @ G.T


def wrong_covariance(J):
    """DESERVES: np.cov subtracts means and divides by p - 1
    PART: no
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0, 1.0]])
    """
    return np.atleast_2d(np.cov(J, ddof=min(1, J.shape[1] - 1)))


def wrong_single_precision(J):
    """DESERVES: single precision is right to 1e-7, and 1e-9 is asked
    PART: yes
    BREAKS: right to 1e-9, at empirical_ntk([[0.1]])
    """
    G = J.astype(np.float32)
    return (G @ G.T).astype(float)


def wrong_short_integers(J):
    """DESERVES: products of integers up to 1e6 do not fit into 32 bits: they wrap
    PART: yes
    BREAKS: integers up to 1e6 in size, at empirical_ntk([[1000000]])
    """
    G = J.astype(np.int32) if J.dtype.kind in "iu" else J
    return np.einsum("np,mp->nm", G, G)


def wrong_squeezed(J):
    """DESERVES: for one sample Theta is (1, 1), not a number
    PART: yes
    BREAKS: Theta (N, N), N may be 1, at empirical_ntk([[1.0, 2.0]])
    """
    return np.squeeze(J @ J.T)


def wrong_upper_triangle(J):
    """DESERVES: the lower triangle stays 0: Theta is symmetric, write each number twice
    PART: yes
    BREAKS: Theta (N, N), at empirical_ntk([[1.0], [1.0]])
    """
    N = len(J)
    Theta = np.zeros((N, N))
    for n in range(N):
        for m in range(n, N):
            Theta[n, m] = np.dot(J[n].astype(float), J[m])
    return Theta


def wrong_no_diagonal(J):
    """DESERVES: range(n) leaves n out: the diagonal stays 0
    PART: yes
    BREAKS: Theta (N, N), at empirical_ntk([[1.0]])
    """
    N = len(J)
    Theta = np.zeros((N, N))
    for n in range(N):
        for m in range(n):
            Theta[n, m] = Theta[m, n] = np.dot(J[n].astype(float), J[m])
    return Theta


def wrong_product_of_sums(J):
    """DESERVES: you add up the gradient first and multiply then: right for p = 1 only
    PART: no
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0, -1.0]])
    """
    total = J.astype(float).sum(axis=1)
    return np.outer(total, total)


def wrong_in_place(J):
    """DESERVES: J *= ... changes the caller's Jacobian
    PART: yes
    BREAKS: a function leaves its arrays as they were, at empirical_ntk([[2.0]])
    """
    G = J.astype(float)
    J *= J
    Theta = G @ G.T
    np.fill_diagonal(Theta, J.sum(axis=1))
    return Theta


def wrong_half(J):
    """DESERVES: the 1/2 of the loss is used up by its derivative: none is left in Theta
    PART: yes
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0]])
    """
    return J @ J.T / 2


def wrong_integer_sum(J):
    """DESERVES: int() cuts each product to a whole number
    PART: no
    BREAKS: integers or floats, at empirical_ntk([[0.5]])
    """
    return np.array([[int(np.dot(g, h)) for h in J] for g in J])


def wrong_first_parameters(J):
    """DESERVES: you sum over the first N parameters only: range(len(J)) counts samples
    PART: yes
    BREAKS: p parameters, at empirical_ntk([[1.0, 2.0]])
    """
    N, p = J.shape
    Theta = np.zeros((N, N))
    for n in range(N):
        for m in range(N):
            Theta[n, m] = sum(float(J[n, i]) * float(J[m, i]) for i in range(min(N, p)))
    return Theta


def wrong_absolute_values(J):
    """DESERVES: a product may be negative: an error at one sample can push the other away
    PART: no
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0], [-1.0]])
    """
    return np.abs(J @ J.T)


def wrong_jitter(J):
    """DESERVES: nothing is inverted here, so nothing is added to the diagonal: for small gradients 1e-8 is much
    PART: yes
    BREAKS: right to 1e-9 of the largest squared length, at empirical_ntk([[1.0], [1.0]])
    """
    return J @ J.T + 1e-8 * np.eye(len(J))


def wrong_norms(J):
    """DESERVES: the product of the lengths is the largest that the inner product may be, not the product itself
    PART: no
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0, 0.0], [0.0, 1.0]])
    """
    length = np.sqrt((J.astype(float) ** 2).sum(axis=1))
    return np.outer(length, length)


def wrong_flattened_rows(J):
    """DESERVES: reshape(p, N) is not the transpose: it fills the numbers in row by row
    PART: no
    BREAKS: Empirical tangent kernel J J^T, at empirical_ntk([[1.0, 1.0], [0.0, 1.0]])
    """
    return J @ J.reshape(J.shape[1], J.shape[0])
