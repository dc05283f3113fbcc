import numpy as np


def right_scaled_separate(X, y):
    w, b = separate(X[y == 1], X[y == -1])
    w = np.asarray(w, float)
    least = (y * (X @ w + b)).min()
    return w / least, b / least


def right_from_z(X, y):
    X, y = np.asarray(X, float), np.asarray(y)
    A, B = X[y > 0], X[y < 0]
    z = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, X.shape[1]), np.zeros(X.shape[1]), 1e-6)[0], float)
    least, most = (A @ z).min(), (B @ z).max()
    return 2 * z / (least - most), float(-(least + most) / (least - most))


def right_lists(X, y):
    A = [x for x, t in zip(X, y) if t == 1]
    B = [x for x, t in zip(X, y) if t == -1]
    w, b = separate(np.array(A, dtype=float), np.array(B, dtype=float))
    margins = [float(t) * (sum(float(c) * float(e) for c, e in zip(w, x)) + float(b)) for x, t in zip(X, y)]
    half = min(margins)
    return [float(c) / half for c in w], float(b) / half


def right_dual_pairs(X, y):
    """Sequential minimal optimisation of the dual: pairs of multipliers with the largest violation."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    C = X - X.mean(axis=0)
    K = C @ C.T
    alpha = np.zeros(len(y))
    grad = -np.ones(len(y))  # of alpha Q alpha / 2 - sum alpha
    for _ in range(200000):
        up = np.where((y > 0) | (alpha > 0), -y * grad, -np.inf)
        down = np.where((y < 0) | (alpha > 0), -y * grad, np.inf)
        i, j = up.argmax(), down.argmin()
        if up[i] - down[j] <= 1e-3:
            break
        square = K[i, i] + K[j, j] - 2 * K[i, j]
        t = (up[i] - down[j]) / square if square > 0 else np.inf
        if y[i] < 0:
            t = min(t, alpha[i])
        if y[j] > 0:
            t = min(t, alpha[j])
        alpha[i] += y[i] * t
        alpha[j] -= y[j] * t
        alpha = np.maximum(alpha, 0)
        grad += y * t * (K[:, i] - K[:, j])
    w = (alpha * y) @ C
    least, most = (X[y > 0] @ w).min(), (X[y < 0] @ w).max()
    return 2 * w / (least - most), -(least + most) / (least - most)


def right_projected_gradient_of_weights(X, y):
    """Weights of the two hulls by exercise 1, then scaled."""
    X = np.asarray(X, float)
    A, B = X[np.equal(y, 1)] - X[0], X[np.equal(y, -1)] - X[0]
    a, b = np.full(len(A), 1 / len(A)), np.full(len(B), 1 / len(B))
    step = 1 / (np.linalg.norm(A, 2) ** 2 + np.linalg.norm(B, 2) ** 2)
    for _ in range(50000):
        z = a @ A - b @ B
        least, most = (A @ z).min(), (B @ z).max()
        if least - most >= 0.9995 * (z @ z):
            break
        a = np.asarray(project_simplex(a - step * (A @ z)), float)
        b = np.asarray(project_simplex(b + step * (B @ z)), float)
    w = 2 * z / (least - most)
    return w, 1 - (X[np.equal(y, 1)] @ w).min()


def right_two_sets_of_weights_recentred(X, y):
    """Pairs exchange weight within a class, one class after the other, about the middle."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    centre = (X[y > 0].mean(axis=0) + X[y < 0].mean(axis=0)) / 2
    A, B = X[y > 0] - centre, X[y < 0] - centre
    a, b = np.eye(len(A))[0], np.eye(len(B))[0]
    for _ in range(100000):
        z = a @ A - b @ B
        f, g = A @ z, B @ z
        if z @ z - f.min() + g.max() <= 1e-5 * (z @ z):
            break
        for M, m, h in ((A, a, f), (B, b, -g)):
            i, j = h.argmin(), np.where(m > 0, h, -np.inf).argmax()
            s = 1.0 if M is A else -1.0
            z = a @ A - b @ B
            e = s * (M[i] - M[j])
            if e @ e > 0 and e @ z < 0:
                t = min(-(e @ z) / (e @ e), m[j])
                m[i] += t
                m[j] = max(m[j] - t, 0)
    z = a @ A - b @ B
    least, most = (A @ z).min(), (B @ z).max()
    w = z * 2 / (least - most)
    return w, -(least + most) / (least - most) - w @ centre


def right_einsum(X, y):
    w, b = separate(np.compress(y == 1, X, axis=0), np.compress(y == -1, X, axis=0))
    m = np.einsum("n,n->n", y, np.einsum("nk,k->n", X, w) + b)
    return np.multiply(w, 1 / m.min()), np.array(b / m.min())


def right_closed_form_or_gilbert(X, y):
    X, y = np.asarray(X, float), np.asarray(y)
    A, B = X[y == 1], X[y == -1]
    if len(X) == 2:
        z = A[0] - B[0]
        return 2 * z / (z @ z), -(A[0] + B[0]) @ z / (z @ z)
    z = A[0] - B[0]
    while True:
        i, j = (A @ z).argmin(), (B @ z).argmax()
        d = A[i] - B[j]
        if z @ d >= 0.995 * (z @ z):
            break
        e = d - z
        z = z + min(1.0, -(z @ e) / (e @ e)) * e
    s = 2 / (z @ d)
    return s * z, np.float64(1 - s * (A[i] @ z))


def right_sign_order_copies(X, y):
    """Sorted by label first; equal samples once."""
    order = np.argsort(y, kind="stable")
    X, y = np.asarray(X, float)[order], np.asarray(y)[order]
    n = int((y == -1).sum())
    w, b = separate(np.unique(X[n:], axis=0), np.unique(X[:n], axis=0))
    w = np.asarray(w, float)
    gap = (X[n:] @ w).min() - (X[:n] @ w).max()
    return w * 2 / gap, -((X[n:] @ w).min() + (X[:n] @ w).max()) / gap


def right_multipliers_then_bias(X, y):
    """w = sum of alpha_n y_n x_n, b from the samples on the edge."""
    X, y = np.asarray(X, float), np.asarray(y)
    A, B = X[y == 1], X[y == -1]
    D = (A[:, None] - B).reshape(-1, X.shape[1])
    z, a = nearest_hull_point(D, np.zeros(X.shape[1]), 1e-7)
    z, a = np.asarray(z, float), np.reshape(a, (len(A), len(B)))
    alpha = np.zeros(len(X))
    alpha[y == 1], alpha[y == -1] = a.sum(axis=1) * 2 / (z @ z), a.sum(axis=0) * 2 / (z @ z)
    w = (alpha * y) @ X
    s = X @ w
    b = -(s[y == 1].min() + s[y == -1].max()) / 2
    return w / (y * (s + b)).min(), b / (y * (s + b)).min()


def right_one_return(X, y):
    return (lambda w, b: (w / (y * (X @ w + b)).min(), b / (y * (X @ w + b)).min()))(*map(np.asarray, separate(X[y > 0], X[y < 0])))


def wrong_not_scaled(X, y):
    """DESERVES: that is the right line, but ||w|| = 1: scale so that the least y (w.x + b) is 1.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [1]], y = [1, -1]
    """
    return separate(X[y == 1], X[y == -1])


def wrong_bias_not_scaled(X, y):
    """DESERVES: both w and b have to be scaled, you scale w alone.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [1]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    return np.asarray(w) / (y * (X @ w + b)).min(), b


def wrong_multiplied(X, y):
    """DESERVES: you multiply by half the gap; to make it 1 you have to divide.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [1]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    least = (y * (X @ w + b)).min()
    return np.asarray(w) * least, b * least


def wrong_factor_two(X, y):
    """DESERVES: w = z/gap^2 has margins 1/2: the street is a gap wide, so ||w|| = 2/gap.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [1]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    least = (y * (X @ w + b)).min()
    return np.asarray(w) / (2 * least), b / (2 * least)


def wrong_largest_margin(X, y):
    """DESERVES: the least margin is to be 1, not the largest.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [9], [1]], y = [1, 1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    most = (y * (X @ w + b)).max()
    return np.asarray(w) / most, b / most


def wrong_mean_margin(X, y):
    """DESERVES: the mean margin is 1 in yours, the least is asked for.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [9], [1]], y = [1, 1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    mean = (y * (X @ w + b)).mean()
    return np.asarray(w) / mean, b / mean


def wrong_without_labels(X, y):
    """DESERVES: the least of w.x + b is on the side -: multiply by the labels first.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [1]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    least = (X @ w + b).min()
    return np.asarray(w) / least, b / least


def wrong_classes_exchanged(X, y):
    """DESERVES: the samples with +1 belong on the positive side, you exchanged the classes.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [1]], y = [1, -1]
    """
    w, b = separate(X[y == -1], X[y == 1])
    least = (-y * (X @ w + b)).min()
    return np.asarray(w) / least, b / least


def wrong_labels_zero_and_one(X, y):
    """DESERVES: the other class has the label -1, not 0: X[y == 0] is empty.
    PART: no
    BREAKS: samples X (N, d) with y = +1 and with y = -1; input: X = [[5], [1]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == 0])
    least = (y * (X @ w + b)).min()
    return np.asarray(w) / least, b / least


def wrong_first_half_is_positive(X, y):
    """DESERVES: the samples come in any order: ask y which class they are of.
    PART: no
    BREAKS: samples may be equal, in any order; input: X = [[1], [5]], y = [-1, 1]
    """
    n = int((y == 1).sum())
    w, b = separate(X[:n], X[n:])
    least = np.abs(X @ w + b).min()
    return np.asarray(w) / least, b / least


def wrong_bias_in_the_norm(X, y):
    """DESERVES: a feature that is 1 for all puts b into the norm: the street becomes narrower the further 0 is away.
    PART: yes
    BREAKS: The bias b is free: it has no part in the norm, wherever the origin is; input: X = [[10, 11], [10, 9]], y = [1, -1]
    """
    U = y[:, None] * np.column_stack([X, np.ones(len(X))])
    z = np.asarray(nearest_hull_point(U, np.zeros(U.shape[1]), 1e-8)[0], float)
    v = z / (U @ z).min()
    return v[:-1], v[-1]


def wrong_through_zero(X, y):
    """DESERVES: without a bias only hyperplanes through 0 are tried.
    PART: no
    BREAKS: The bias b is free; input: X = [[5], [1]], y = [1, -1]
    """
    U = y[:, None] * np.asarray(X, float)
    z = np.asarray(nearest_hull_point(U, np.zeros(U.shape[1]), 1e-8)[0], float)
    least = (U @ z).min()
    return z / (least if least > 0 else 1.0), 0.0


def wrong_centroids(X, y):
    """DESERVES: scaled rightly, but the line between the centroids is not the one of the widest street.
    PART: no
    BREAKS: the width 2/||w|| is at least 0.99 of the distance of the two hulls; input: X = [[0, 1], [3, 1], [0, -1], [-3, -1]], y = [1, 1, -1, -1]
    """
    p, q = X[y == 1].mean(axis=0), X[y == -1].mean(axis=0)
    w = p - q
    least, most = (X[y == 1] @ w).min(), (X[y == -1] @ w).max()
    return 2 * w / (least - most), -(least + most) / (least - most)


def wrong_nearest_pair(X, y):
    """DESERVES: the nearest pair of samples may leave a narrower street than the nearest points of the hulls.
    PART: yes
    BREAKS: the width 2/||w|| is at least 0.99 of the distance of the two hulls; input: X = [[2, 1], [-3, 1], [0, -1]], y = [1, 1, -1]
    """
    A, B = X[y == 1], X[y == -1]
    D = (A[:, None] - B).reshape(-1, X.shape[1])
    w = D[(D**2).sum(axis=1).argmin()].astype(float)
    least, most = (A @ w).min(), (B @ w).max()
    if least <= most:
        return w, 0.0
    return 2 * w / (least - most), -(least + most) / (least - most)


def wrong_perceptron(X, y):
    """DESERVES: the perceptron's line separates, but it is not the widest street; scaling does not change that.
    PART: no
    BREAKS: the width 2/||w|| is at least 0.99 of the distance of the two hulls; input: X = [[0, 1], [2, -1]], y = [1, -1]
    """
    w, b, _ = perceptron(X, y, 100000)
    w = np.asarray(w, float)
    least = (y * (X @ w + b)).min()
    return w / least, b / least


def wrong_least_squares(X, y):
    """DESERVES: least squares makes the mean square error least; the street is made by the nearest samples alone.
    PART: no
    BREAKS: the width 2/||w|| is at least 0.99 of the distance of the two hulls; input: X = [[1], [5], [-1]], y = [1, 1, -1]
    """
    v = np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y.astype(float), rcond=None)[0]
    least = (y * (X @ v[:-1] + v[-1])).min()
    return v[:-1] / least, v[-1] / least


def wrong_norm_not_squared(X, y):
    """DESERVES: 2z/||z|| has length 2: divide by the square of ||z||.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [1]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    return 2 * np.asarray(w), 2 * b


def wrong_sign_of_b(X, y):
    """DESERVES: the hyperplane is w.x + b = 0, not w.x = b.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [1]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    least = (y * (X @ w + b)).min()
    return np.asarray(w) / least, -b / least


def wrong_bias_from_first_sample(X, y):
    """DESERVES: b = y_n - w.x_n holds for a support vector, the first sample may be none.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[9], [5], [1]], y = [1, 1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    w = np.asarray(w, float) / (y * (X @ w + b)).min()
    return w, y[0] - X[0] @ w


def wrong_bias_mean_of_all(X, y):
    """DESERVES: the mean of y_n - w.x_n over all samples is b only if all are on the edge.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[9], [5], [1]], y = [1, 1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    w = np.asarray(w, float) / (y * (X @ w + b)).min()
    return w, (y - X @ w).mean()


def wrong_labels_times_samples_in_place(X, y):
    """DESERVES: X -= mean moves the caller's samples; write C = X - mean.
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were; input: X = np.array([[5.0], [1.0]]), y = [1, -1]
    """
    mean = X.mean(axis=0)
    X -= mean
    w, b = separate(X[y == 1], X[y == -1])
    w = np.asarray(w, float)
    least = (y * (X @ w + b)).min()
    return w / least, (b - w @ mean) / least


def wrong_centred_and_left(X, y):
    """DESERVES: after centring, b belongs to the moved samples: take off w.mean.
    PART: yes
    BREAKS: wherever the origin is; input: X = [[5], [1]], y = [1, -1]
    """
    C = X - X.mean(axis=0)
    w, b = separate(C[y == 1], C[y == -1])
    least = (y * (C @ w + b)).min()
    return np.asarray(w) / least, b / least


def wrong_subgradient_soft(X, y):
    """DESERVES: with a finite price for violations some margins stay below 1: this is a soft margin.
    PART: no
    BREAKS: The least y_n (w.x_n + b) is 1, to 1e-3; input: X = [[0.5], [-0.5]], y = [1, -1]
    """
    w, b = np.zeros(X.shape[1]), 0.0
    for k in range(2000):
        inside = y * (X @ w + b) < 1
        step = 1 / (k + 10)
        w = w - step * (w - (y[inside, None] * X[inside]).sum(axis=0))
        b = b + step * y[inside].sum()
    return w, b


def wrong_least_two_margins(X, y):
    """DESERVES: the street is 2 wide in units of 1/||w||; you made its width 1, so that margins are 2.
    PART: yes
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[5], [1]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])
    least = (y * (X @ w + b)).min()
    return 2 * np.asarray(w) / least, 2 * b / least


def wrong_one_sample_class(X, y):
    """DESERVES: a class of one sample, np.squeeze'd, loses its rows.
    PART: yes
    BREAKS: A class may be one sample; input: X = [[5, 5], [1, 1]], y = [1, -1]
    """
    A, B = np.squeeze(X[y == 1]), np.squeeze(X[y == -1])
    w, b = separate(A if A.ndim == 2 else A.reshape(-1, 1), B if B.ndim == 2 else B.reshape(-1, 1))
    return np.asarray(w) * 2, b


def wrong_gram_inverse(X, y):
    """DESERVES: all samples are taken as support vectors, and the equations of more samples than d + 1 have no solution; take the inequality seriously.
    PART: no
    BREAKS: The least y_n (w.x_n + b) is 1; input: X = [[9], [5], [1]], y = [1, 1, -1]
    """
    N = len(y)
    K = np.zeros((N + 1, N + 1))
    K[:N, :N] = np.outer(y, y) * (X @ X.T)
    K[:N, N] = K[N, :N] = y
    s = np.linalg.lstsq(K, np.append(np.ones(N), 0), rcond=None)[0]
    return (s[:N] * y) @ X, s[N]
