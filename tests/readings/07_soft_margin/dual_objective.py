import numpy as np


def right_formula(alpha, K, y):
    """The formula."""
    beta = alpha * y
    return alpha.sum() - beta @ K @ beta / 2


def right_loops(alpha, K, y):
    """Plain Python."""
    linear, square = 0.0, 0.0
    for n in range(len(y)):
        linear += float(alpha[n])
        for m in range(len(y)):
            square += float(alpha[n]) * float(alpha[m]) * float(y[n]) * float(y[m]) * float(K[n][m])
    return linear - square / 2


def right_einsum(alpha, K, y):
    """All four factors and K in one sum; a 0-d array."""
    return np.array(np.sum(alpha) - 0.5 * np.einsum("n,m,n,m,nm->", alpha, alpha, y, y, K))


def right_q_matrix(alpha, K, y):
    """With Q_nm = y_n y_m K_nm."""
    Q = np.outer(y, y) * K
    return np.ones(len(y)) @ alpha - 0.5 * np.dot(alpha, np.dot(Q, alpha))


def right_by_class(alpha, K, y):
    """The classes apart: equal labels count positive, opposite ones negative."""
    p, m = y > 0, y < 0

    def part(a, b):
        return alpha[a] @ K[np.ix_(a, b)] @ alpha[b]

    return float(np.sum(alpha) - (part(p, p) + part(m, m) - 2 * part(p, m)) / 2)


def right_triangle(alpha, K, y):
    """The diagonal, and each pair once."""
    beta = np.multiply(alpha, y)
    diagonal = np.vdot(beta**2, np.diag(K))
    upper = np.triu(np.outer(beta, beta) * K, 1).sum()
    return np.sum(alpha) - diagonal / 2 - upper


def right_eigenvectors(alpha, K, y):
    """K = V diag(e) V^T."""
    e, V = np.linalg.eigh(np.asarray(K, float))
    return alpha.sum() - 0.5 * (e * (V.T @ (alpha * y)) ** 2).sum()


def right_trace(alpha, K, y):
    """A trace, of a column times a row."""
    column = (alpha * y)[:, None]
    return np.trace((np.diag(alpha) - column @ column.T @ K / 2))


def right_recursion(alpha, K, y):
    """Without the last sample, and what it adds."""

    def value(n):
        if n == 0:
            return 0.0
        k, a, label = n - 1, float(alpha[n - 1]), float(y[n - 1])
        cross = sum(float(alpha[m]) * float(y[m]) * float(K[m][k]) for m in range(k))
        return value(k) + a - a * label * cross - a * a * float(K[k][k]) / 2

    return value(len(y))


def right_gradient(alpha, K, y):
    """D = alpha . (1 + gradient) / 2, with the gradient 1 - Q alpha."""
    gradient = 1 - y * (K @ (y * alpha))
    return (alpha * (1 + gradient)).sum() / 2


def right_oneliner(alpha, K, y):
    return sum(alpha) - sum(alpha * y * (K @ (alpha * y))) / 2


def right_row_by_row(alpha, K, y):
    """One row of K at a time, in as many digits as there are."""
    beta = np.asarray(alpha, np.longdouble) * y
    half = sum((b * (np.asarray(row, np.longdouble) * beta).sum() for b, row in zip(beta, K)), np.longdouble(0)) / 2
    return np.float64(np.asarray(alpha, np.longdouble).sum() - half)


def right_quadratic_of_matrix(alpha, K, y):
    """As matrices with one row and one column."""
    row = np.reshape(alpha * y, (1, -1))
    return np.sum(alpha) - (row @ K @ row.T).item() / 2


def right_by_tensordot(alpha, K, y):
    b = np.where(y > 0, alpha, -alpha)
    return np.add.reduce(alpha) - np.tensordot(np.multiply.outer(b, b), K, axes=2) / 2


def wrong_no_half(alpha, K, y):
    """DESERVES: the double sum has a factor 1/2.
    PART: yes
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1.], K=[[1]], y=[1]
    """
    b = alpha * y
    return alpha.sum() - b @ K @ b


def wrong_plus(alpha, K, y):
    """DESERVES: the double sum is subtracted.
    PART: no
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1.], K=[[1]], y=[1]
    """
    b = alpha * y
    return alpha.sum() + b @ K @ b / 2


def wrong_to_be_minimised(alpha, K, y):
    """DESERVES: this is the negative, which programs minimise.
    PART: yes
    BREAKS: "which is to be maximised"; input: alpha=[1.], K=[[1]], y=[1]
    """
    b = alpha * y
    return b @ K @ b / 2 - alpha.sum()


def wrong_no_labels(alpha, K, y):
    """DESERVES: each alpha_n comes with its label in the double sum.
    PART: yes
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1., 1.], K=[[1, 1], [1, 1]], y=[1, -1]
    """
    return alpha.sum() - alpha @ K @ alpha / 2


def wrong_one_label(alpha, K, y):
    """DESERVES: both labels, y_n and y_m, are in the double sum.
    PART: yes
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1.], K=[[1]], y=[-1]
    """
    return alpha.sum() - (alpha * y) @ K @ alpha / 2


def wrong_labels_in_the_sum(alpha, K, y):
    """DESERVES: the first sum has no labels; with them it is 0 for a feasible alpha.
    PART: yes
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1.], K=[[1]], y=[-1]
    """
    b = alpha * y
    return b.sum() - b @ K @ b / 2


def wrong_diagonal_only(alpha, K, y):
    """DESERVES: the double sum has the pairs n != m as well.
    PART: no
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1., 1.], K=[[1, 1], [1, 1]], y=[1, -1]
    """
    return alpha.sum() - (alpha**2 * np.diag(K)).sum() / 2


def wrong_elementwise(alpha, K, y):
    """DESERVES: `*` between a vector and a matrix scales columns: one factor b is missing for the rows.
    PART: no
    BREAKS: "Dual objective of the soft margin"; input: alpha=[2.], K=[[1]], y=[1]
    """
    return alpha.sum() - (alpha * y * K).sum() / 2


def wrong_each_pair_once(alpha, K, y):
    """DESERVES: the upper triangle with the half counts each pair half.
    PART: yes
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1., 1.], K=[[1, 1], [1, 1]], y=[1, -1]
    """
    b = alpha * y
    return alpha.sum() - np.triu(np.outer(b, b) * K).sum() / 2


def wrong_no_diagonal(alpha, K, y):
    """DESERVES: n = m belongs to the double sum.
    PART: yes
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1.], K=[[1]], y=[1]
    """
    b = alpha * y
    return alpha.sum() - (b @ K @ b - (b**2) @ np.diag(K)) / 2


def wrong_feasible_by_force(alpha, K, y):
    """DESERVES: alpha may have any signs: it is not to be clipped.
    PART: yes
    BREAKS: "it may have any signs and any sum"; input: alpha=[-1.], K=[[1]], y=[1]
    """
    alpha = np.maximum(alpha, 0)
    b = alpha * y
    return alpha.sum() - b @ K @ b / 2


def wrong_refuses(alpha, K, y):
    """DESERVES: D has a value where alpha is not feasible, too.
    PART: yes
    BREAKS: "alpha need not be feasible"; input: alpha=[1.], K=[[1]], y=[1]
    """
    b = alpha * y
    if abs(b.sum()) > 1e-9 or (alpha < 0).any():
        return -np.inf
    return alpha.sum() - b @ K @ b / 2


def wrong_sum_projected(alpha, K, y):
    """DESERVES: nothing is to be taken off to make the sum 0.
    PART: yes
    BREAKS: "any sum"; input: alpha=[1.], K=[[1]], y=[1]
    """
    b = alpha * y
    b = b - b.mean()
    return (b * y).sum() - b @ K @ b / 2


def wrong_centred_gram(alpha, K, y):
    """DESERVES: centring K changes nothing for a feasible alpha only.
    PART: yes
    BREAKS: "alpha need not be feasible"; input: alpha=[1.], K=[[1]], y=[1]
    """
    H = np.eye(len(y)) - 1 / len(y)
    b = alpha * y
    return alpha.sum() - b @ (H @ K @ H) @ b / 2


def wrong_absolute_values(alpha, K, y):
    """DESERVES: the first sum is that of alpha with its signs, not the 1-norm.
    PART: yes
    BREAKS: "it may have any signs"; input: alpha=[-1.], K=[[1]], y=[1]
    """
    b = alpha * y
    return np.linalg.norm(alpha, 1) - b @ K @ b / 2


def wrong_support_only(alpha, K, y):
    """DESERVES: `alpha > 0` drops the negative ones.
    PART: yes
    BREAKS: "it may have any signs"; input: alpha=[-1.], K=[[1]], y=[1]
    """
    s = alpha > 0
    b = (alpha * y)[s]
    return alpha[s].sum() - b @ K[s][:, s] @ b / 2


def wrong_norm_not_squared(alpha, K, y):
    """DESERVES: it is the square of the length of w, not the length.
    PART: yes
    BREAKS: "Dual objective of the soft margin"; input: alpha=[2.], K=[[1]], y=[1]
    """
    b = alpha * y
    return alpha.sum() - np.sqrt(max(b @ K @ b, 0)) / 2


def wrong_gram_squared(alpha, K, y):
    """DESERVES: K holds the inner products already: K beta is not w.
    PART: no
    BREAKS: "K (N, N) is the Gram matrix of the samples"; input: alpha=[1.], K=[[2]], y=[1]
    """
    w = K @ (alpha * y)
    return alpha.sum() - w @ w / 2


def wrong_mean(alpha, K, y):
    """DESERVES: the sum of alpha, not its mean.
    PART: yes
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1., 1.], K=[[1, 0], [0, 1]], y=[1, -1]
    """
    b = alpha * y
    return alpha.mean() - b @ K @ b / 2


def wrong_in_place(alpha, K, y):
    """DESERVES: `alpha *= y` changes the caller's alpha.
    PART: yes
    BREAKS: the rule that arguments are left as they were; input: alpha=[1.], K=[[1]], y=[-1]
    """
    total = alpha.sum()
    alpha *= y
    return total - alpha @ K @ alpha / 2


def wrong_in_place_gram(alpha, K, y):
    """DESERVES: `Q = K` is no copy.
    PART: yes
    BREAKS: the rule that arguments are left as they were; input: alpha=[1., 1.], K=[[1, 1], [1, 1]], y=[1, -1]
    """
    Q = K
    Q *= y[:, None] * y
    return alpha.sum() - alpha @ Q @ alpha / 2


def wrong_integers(alpha, K, y):
    """DESERVES: beta in the type of K loses its fractions.
    PART: yes
    BREAKS: "K may hold integers"; input: alpha=[0.5], K=[[4]] (integers), y=[1]
    """
    b = (alpha * y).astype(K.dtype)
    return alpha.sum() - b @ K @ b / 2


def wrong_floor(alpha, K, y):
    """DESERVES: // cuts the half off.
    PART: yes
    BREAKS: "right to 1e-5 of the larger of its two parts"; input: alpha=[1.], K=[[1]], y=[1]
    """
    b = alpha * y
    return alpha.sum() - b @ K @ b // 2


def wrong_half_precision(alpha, K, y):
    """DESERVES: half precision keeps three digits.
    PART: yes
    BREAKS: "right to 1e-5 of the larger of its two parts"; input: alpha=[0.3], K=[[1]], y=[1]
    """
    b = np.asarray(alpha * y, np.float16)
    return float(np.asarray(alpha, np.float16).sum() - b @ np.asarray(K, np.float16) @ b / 2)


def wrong_vector(alpha, K, y):
    """DESERVES: the second sum is still to be done, over n.
    PART: yes
    BREAKS: "one float"; input: alpha=[1., 1.], K=[[1, 0], [0, 1]], y=[1, -1]
    """
    b = alpha * y
    return alpha.sum() - b * (K @ b) / 2


def wrong_half_of_all(alpha, K, y):
    """DESERVES: the half belongs to the double sum only; that is the value at an unclipped optimum.
    PART: yes
    BREAKS: "Dual objective of the soft margin"; input: alpha=[1.], K=[[1]], y=[1]
    """
    return alpha.sum() / 2 - 0 * (alpha @ K @ alpha)
