import numpy as np


def right_shortest(X, Z, gamma):
    return np.exp(-gamma * sqdist(X, Z))


def right_rows(X, Z, gamma):
    X, Z = X.astype(float), Z.astype(float)
    return np.array([np.exp(-gamma * ((x - Z) ** 2).sum(axis=1)) for x in X])


def right_math_loops(X, Z, gamma):
    from math import exp

    K = np.empty((len(X), len(Z)))
    for n, x in enumerate(X.tolist()):
        for m, z in enumerate(Z.tolist()):
            K[n, m] = exp(-gamma * sum((float(a) - float(b)) ** 2 for a, b in zip(x, z)))
    return K


def right_product_of_features(X, Z, gamma):
    K = np.ones((len(X), len(Z)))
    for i in range(X.shape[1]):
        E = X[:, i].astype(float)[:, None] - Z[:, i].astype(float)
        K *= np.exp(-gamma * E * E)
    return K


def right_centred_matrix_product(X, Z, gamma):
    o = np.concatenate([X, Z]).astype(float).mean(0)
    A, B = X - o, Z - o
    D = np.maximum((A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1), 0)
    return np.exp(-gamma * D)


def right_einsum(X, Z, gamma):
    E = X.astype(np.float64)[:, None] - Z.astype(np.float64)
    return np.exp(-np.einsum("nmi,nmi,->nm", E, E, float(gamma)))


def right_scaled_samples(X, Z, gamma):
    # the width is a unit of length; the move comes first
    width = 1 / np.sqrt(2 * gamma)
    A, B = (X - X[0].astype(float)) / width, (Z - X[0].astype(float)) / width
    return np.stack([np.exp(-0.5 * np.square(A - b).sum(axis=1)) for b in B], axis=1)


def right_power_of_e(X, Z, gamma):
    return np.power(np.e, -gamma * np.asarray(sqdist(X, Z), float))


def right_cut_at_700(X, Z, gamma):
    return np.exp(-np.minimum(gamma * sqdist(X, Z), 700.0))


def right_linalg_norm(X, Z, gamma):
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    lengths = np.linalg.norm(X[:, None, :] - Z[None, :, :], axis=-1)
    return np.exp(-gamma * lengths**2)


def right_float32_after_difference(X, Z, gamma):
    # 1e-5 is asked: only the exponential is single
    X, Z = X.astype(float), Z.astype(float)
    t = np.array([gamma * ((x - Z) ** 2).sum(1) for x in X])
    return np.exp(-np.minimum(t, 80.0).astype(np.float32))


def right_gaussian_of_width(X, Z, gamma):
    def gaussian(r, sigma):
        return np.exp(-((r / sigma) ** 2) / 2)

    return gaussian(np.sqrt(sqdist(X, Z)), (2 * gamma) ** -0.5)


def right_list_comprehension(X, Z, gamma):
    from math import dist, exp

    return np.array([[exp(-gamma * dist(x, z) ** 2) for z in Z.astype(float)] for x in X.astype(float)])


def right_recursion_over_rows(X, Z, gamma):
    def rows(A):
        if len(A) == 1:
            return np.exp(-gamma * ((A.astype(float) - Z.astype(float)) ** 2).sum(1))[None]
        half = len(A) // 2
        return np.vstack([rows(A[:half]), rows(A[half:])])

    return rows(X)


def wrong_square_forgotten(X, Z, gamma):
    """DESERVES: gamma multiplies the squared distance; at distance 1 yours is right by accident.
    PART: no
    BREAKS: gamma > 0 multiplies the squared distance; input: X = [[0.]], Z = [[2.]], gamma = 0.5
    """
    return np.exp(-gamma * np.sqrt(sqdist(X, Z)))


def wrong_sigma(X, Z, gamma):
    """DESERVES: You take gamma for the width sigma, exp(-D / (2 sigma^2)).
    PART: yes
    BREAKS: gamma > 0 multiplies the squared distance; input: X = [[0.]], Z = [[1.]], gamma = 1
    """
    return np.exp(-sqdist(X, Z) / (2 * gamma**2))


def wrong_divided(X, Z, gamma):
    """DESERVES: gamma multiplies, you divide by it; for gamma = 1 one does not see it.
    PART: yes
    BREAKS: gamma > 0 multiplies the squared distance; input: X = [[0.]], Z = [[1.]], gamma = 2
    """
    return np.exp(-sqdist(X, Z) / gamma)


def wrong_half(X, Z, gamma):
    """DESERVES: There is no 1/2 in this kernel.
    PART: yes
    BREAKS: gamma multiplies the squared distance; input: X = [[0.]], Z = [[1.]], gamma = 1
    """
    return np.exp(-gamma * sqdist(X, Z) / 2)


def wrong_sign(X, Z, gamma):
    """DESERVES: The minus is missing: the kernel must fall with the distance.
    PART: no
    BREAKS: Gaussian kernel matrix; input: X = [[0.]], Z = [[1.]], gamma = 1
    """
    return np.exp(np.minimum(gamma * sqdist(X, Z), 700))


def wrong_gamma_squared(X, Z, gamma):
    """DESERVES: gamma * (x - z) inside the square puts gamma^2 in front of the distance.
    PART: yes
    BREAKS: gamma multiplies the squared distance; input: X = [[0.]], Z = [[1.]], gamma = 2
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.array([np.exp(-((gamma * (x - Z)) ** 2).sum(1)) for x in X])


def wrong_three_factors(X, Z, gamma):
    """DESERVES: True on paper, but the middle factor overflows and the outer ones are 0: put the three exponents together first.
    PART: yes
    BREAKS: The values are right to 1e-5, also at 1e4 from the origin; input: X = Z = [[40.]], gamma = 1 (nan)
    """
    X, Z = X.astype(float), Z.astype(float)
    with np.errstate(all="ignore"):
        a, b = np.exp(-gamma * (X**2).sum(1)), np.exp(-gamma * (Z**2).sum(1))
        return a[:, None] * np.exp(2 * gamma * X @ Z.T) * b


def wrong_naive_expansion(X, Z, gamma):
    """DESERVES: At 1e4 from the origin the squares are 1e8 and known up to 1e-8; times a large gamma that is seen: use your sqdist.
    PART: yes
    BREAKS: right to 1e-5, also within 10 at 1e4 from the origin, and where gamma D is 1e6; input: X = [[1e4 + 0.001, 0.3 + 1e4]], Z = [[1e4, 1e4 + 0.3]], gamma = 1e5
    """
    X, Z = X.astype(float), Z.astype(float)
    D = (X**2).sum(1)[:, None] - 2 * X @ Z.T + (Z**2).sum(1)
    return np.exp(-gamma * np.maximum(D, 0))


def wrong_float32_distances(X, Z, gamma):
    """DESERVES: Single precision at 1e4 knows the samples up to 1e-3 only.
    PART: yes
    BREAKS: also where all rows lie within 10 of one another at 1e4 from the origin; input: X = [[1e4 + 0.1]], Z = [[1e4]], gamma = 10
    """
    X, Z = X.astype(np.float32), Z.astype(np.float32)
    return np.array([np.exp(-gamma * ((x - Z) ** 2).sum(1)) for x in X], dtype=float)


def wrong_compound_limit(X, Z, gamma):
    """DESERVES: (1 - t/n)^n tends to e^-t, but for a fixed n it is not it, and for t > 2n it explodes.
    PART: no
    BREAKS: right to 1e-5, and where gamma times the squared distance is as large as 1e6; input: X = [[0.]], Z = [[1000.]], gamma = 1
    """
    n = 2**17
    with np.errstate(all="ignore"):
        return np.nan_to_num((1 - gamma * sqdist(X, Z) / n) ** n, posinf=1e300)


def wrong_series(X, Z, gamma):
    """DESERVES: The power series of e^-t alternates and cancels for large t: use np.exp.
    PART: no
    BREAKS: where gamma times the squared distance is as large as 1e6; input: X = [[0.]], Z = [[10.]], gamma = 1
    """
    t = gamma * np.asarray(sqdist(X, Z), float)
    term, K = np.ones_like(t), np.ones_like(t)
    with np.errstate(all="ignore"):
        for p in range(1, 60):
            term = term * -t / p
            K = K + term
    return K


def wrong_transposed(X, Z, gamma):
    """DESERVES: Rows belong to X: yours is the transpose.
    PART: yes
    BREAKS: matrix (N, M); input: X = [[0.]], Z = [[1.], [2.]], gamma = 1
    """
    return np.exp(-gamma * sqdist(Z, X))


def wrong_only_X(X, Z, gamma):
    """DESERVES: It takes two sets: predictions need the kernel between new and old samples.
    PART: no
    BREAKS: of the rows of X (N, d) and Z (M, d); input: X = [[0.]], Z = [[1.]], gamma = 1
    """
    return np.exp(-gamma * sqdist(X, X))


def right_unsigned(X, Z, gamma):
    """Unsigned differences would wrap; but the integers are int64, up to 1e6."""
    return np.array([np.exp(-gamma * ((x - Z) ** 2).sum(1)) for x in X])


def wrong_mean_of_squares(X, Z, gamma):
    """DESERVES: The squared distance is a sum over the features; a mean makes gamma depend on d.
    PART: yes
    BREAKS: gamma multiplies the squared distance; input: X = [[0., 0.]], Z = [[1., 1.]], gamma = 1
    """
    return np.exp(-gamma * sqdist(X, Z) / X.shape[1])


def wrong_normalised(X, Z, gamma):
    """DESERVES: A density has a factor in front, the kernel has not: k(x, x) = 1.
    PART: yes
    BREAKS: Gaussian kernel matrix (k(x, x) = 1); input: X = Z = [[0.]], gamma = 1
    """
    return (gamma / np.pi) ** (X.shape[1] / 2) * np.exp(-gamma * sqdist(X, Z))


def wrong_sum_of_gaussians(X, Z, gamma):
    """DESERVES: The sum over features belongs into the exponent.
    PART: no
    BREAKS: Gaussian kernel matrix; input: X = Z = [[0., 0.]], gamma = 1
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.array([np.exp(-gamma * (x - Z) ** 2).sum(1) for x in X])


def wrong_clipped_at_zero_far(X, Z, gamma):
    """DESERVES: Cutting the exponent at -10 leaves 4.5e-5 where 0 is right: cut much later, or not at all.
    PART: yes
    BREAKS: The values are right to 1e-5, where gamma D is as large as 1e6; input: X = [[0.]], Z = [[1000.]], gamma = 1
    """
    return np.exp(np.maximum(-gamma * sqdist(X, Z), -10))


def wrong_in_place(X, Z, gamma):
    """DESERVES: The move is a good idea, but on copies: -= changes the caller's samples.
    PART: yes
    BREAKS: A function leaves the arrays that it is given as they were; input: X = [[1.]], Z = [[2.]], gamma = 1
    """
    if X.dtype.kind != "f" or Z.dtype.kind != "f":
        X, Z = X.astype(float), Z.astype(float)
    o = X[0].copy()
    X -= o
    Z -= o
    return np.exp(-gamma * np.maximum((X**2).sum(1)[:, None] - 2 * X @ Z.T + (Z**2).sum(1), 0))
