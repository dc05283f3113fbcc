import numpy as np


def right_by_the_hint(alpha, w, b, X, y):
    margins = y * (X @ w + b)
    return float(
        max(
            np.linalg.norm(w - X.T @ (alpha * y)),
            abs(np.sum(alpha * y)),
            max(0.0, 1 - margins.min()),
            max(0.0, -alpha.min()),
            np.abs(alpha * (margins - 1)).max(),
        )
    )


def right_loops_and_lists(alpha, w, b, X, y):
    N, d = len(y), len(w)
    by_w = [float(w[k]) for k in range(d)]
    by_b = lack = negative = product = 0.0
    for n in range(N):
        a, t = float(alpha[n]), float(y[n])
        margin = t * (sum(float(w[k]) * float(X[n][k]) for k in range(d)) + float(b))
        for k in range(d):
            by_w[k] -= a * t * float(X[n][k])
        by_b -= a * t
        lack = max(lack, 1 - margin)
        negative = max(negative, -a)
        product = max(product, abs(a * (margin - 1)))
    return max(sum(c * c for c in by_w) ** 0.5, abs(by_b), lack, negative, product)


def right_one_array(alpha, w, b, X, y):
    slack = y * (X @ w + b) - 1
    signed = alpha * y
    return np.concatenate(
        [[np.hypot.reduce(np.append(0.0, w - signed @ X))], [abs(signed.sum())], -slack, -alpha, abs(alpha * slack), [0.0]]
    ).max()


def right_einsum_zero_dimensional(alpha, w, b, X, y):
    g = w - np.einsum("n,n,nk->k", alpha, y, X)
    m = np.einsum("n,nk,k->n", y, X, w) + np.multiply(y, b)
    parts = [
        np.sqrt(np.einsum("k,k->", g, g)),
        np.abs(np.einsum("n,n->", alpha, y)),
        np.clip(1 - m, 0, None).max(),
        np.clip(-np.asarray(alpha), 0, None).max(),
        np.max(np.abs(alpha * m - alpha)),
    ]
    return np.array(np.max(parts))


def right_augmented_samples(alpha, w, b, X, y):
    """u_n = y_n (x_n, 1), v = (w, b): the derivative is (w, 0) - sum alpha_n u_n."""
    U = np.asarray(y, float)[:, None] * np.column_stack([X, np.ones(len(X))])
    derivative = np.append(w, 0.0) - alpha @ U
    slack = U @ np.append(w, b) - 1
    return max(
        np.sqrt((derivative[:-1] ** 2).sum()),
        abs(derivative[-1]),
        -min(slack.min(), 0),
        -min(np.min(alpha), 0),
        np.linalg.norm(alpha * slack, np.inf),
    )


def right_classes_apart(alpha, w, b, X, y):
    alpha, w, X, y = (np.asarray(v, float) for v in (alpha, w, X, y))
    plus, minus = y > 0, y < 0
    g = w - alpha[plus] @ X[plus] + alpha[minus] @ X[minus]
    m = np.empty(len(y))
    m[plus] = X[plus] @ w + b
    m[minus] = -(X[minus] @ w) - b
    worst = 0.0
    for violation in (
        np.linalg.norm(g),
        abs(alpha[plus].sum() - alpha[minus].sum()),
        1 - np.min(m),
        0 - np.min(alpha),
        np.max(np.abs(alpha) * np.abs(m - 1)),
    ):
        if violation > worst:
            worst = violation
    return np.float64(worst)


def right_recursion(alpha, w, b, X, y):
    """(sum alpha y x, sum alpha y, largest other violation) of the samples, half by half."""

    def of(first, last):
        if last - first == 1:
            a, t = float(alpha[first]), float(y[first])
            s = t * (float(np.dot(X[first], w)) + float(b)) - 1
            return a * t * np.asarray(X[first], float), a * t, max(-s, -a, abs(a * s), 0.0)
        middle = (first + last) // 2
        p, q = of(first, middle), of(middle, last)
        return p[0] + q[0], p[1] + q[1], max(p[2], q[2])

    sum_x, sum_1, worst = of(0, len(y))
    return max(float(np.linalg.norm(w - sum_x)), abs(sum_1), worst)


def right_numerical_derivative(alpha, w, b, X, y):
    """The Lagrangian is quadratic in w: its central difference is exact but for round-off."""
    alpha, w, X, y = (np.array(v, dtype=float) for v in (alpha, w, X, y))
    size = 1.0

    def lagrangian(v, c):
        return v @ v / 2 - alpha @ (y * (X @ v + c) - 1)

    by_w = [(lagrangian(w + size * e, b) - lagrangian(w - size * e, b)) / (2 * size) for e in np.eye(len(w))]
    by_b = (lagrangian(w, b + size) - lagrangian(w, b - size)) / (2 * size)
    s = y * (X @ w + b) - 1
    return max(float(np.linalg.norm(by_w)), abs(float(by_b)), max(0, -s.min()), max(0, -alpha.min()), np.abs(alpha * s).max())


def right_relu_and_matrix(alpha, w, b, X, y):
    Z = np.diag(np.asarray(y, float))
    s = Z @ (np.asarray(X) @ w + b) - 1

    def relu(t):
        return (np.abs(t) + t) / 2

    stationary = np.linalg.norm([*(w - np.asarray(X).T @ Z @ alpha)])
    balanced = np.abs(np.trace(Z @ np.diag(alpha)))
    return max(map(float, (stationary, balanced, *relu(-s), *relu(-np.asarray(alpha)), *np.abs(alpha * s))))


def right_longdouble(alpha, w, b, X, y):
    alpha, w, X, y = (np.asarray(v, dtype=np.longdouble) for v in (alpha, w, X, y))
    s = y * ((X * w).sum(axis=1) + np.longdouble(b)) - 1
    g = w - ((alpha * y)[:, None] * X).sum(axis=0)
    return float(max(np.sqrt((g * g).sum()), abs((alpha * y).sum()), -s.min(), -alpha.min(), abs(alpha * s).max(), 0))


def right_one_liner(alpha, w, b, X, y):
    return max(np.linalg.norm(w - (alpha * y) @ X), abs(alpha @ y), 1 - min(y * (X @ w + b)), -min(alpha), *abs(alpha * (y * (X @ w + b) - 1)))


def right_dictionary(alpha, w, b, X, y):
    margins = [t * (np.vdot(w, x) + b) for x, t in zip(X, y)]
    violations = {
        "by w": np.linalg.norm(w - sum(a * t * x for a, t, x in zip(alpha, y, X))),
        "by b": abs(sum(a * t for a, t in zip(alpha, y))),
        "feasible": max(0, max(1 - m for m in margins)),
        "signs": max(0, max(-a for a in alpha)),
        "complementary": max(abs(a * (m - 1)) for a, m in zip(alpha, margins)),
    }
    return violations[max(violations, key=violations.get)]


def wrong_no_stationarity(alpha, w, b, X, y):
    """DESERVES: the derivative by w is missing.
    PART: yes
    BREAKS: the Euclidean norm of the derivative of the Lagrangian by w; input: alpha = [0, 0], w = [2.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_no_balance(alpha, w, b, X, y):
    """DESERVES: the derivative by b is missing: sum alpha_n y_n must be 0.
    PART: yes
    BREAKS: the absolute value of that by b; input: alpha = [2.0, 0], w = [2.0], b = -1, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_no_feasibility(alpha, w, b, X, y):
    """DESERVES: w = b = alpha = 0 has residual 0 with you: feasibility is missing.
    PART: yes
    BREAKS: by how much the worst y_n (w.x_n + b) is below 1; input: alpha = [0, 0], w = [0.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_no_signs(alpha, w, b, X, y):
    """DESERVES: negative multipliers pass with you: pins cannot pull.
    PART: yes
    BREAKS: the worst alpha_n below 0; input: alpha = [1.0, -1.5, 1.0, 0.5], w = [0.0, 1.0], b = 0, X = [[-1, 1], [0, 1], [1, 1], [0, -1]], y = [1, 1, 1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_no_complementarity(alpha, w, b, X, y):
    """DESERVES: (2 alpha, 2w, 2b) has residual 0 with you: complementarity is missing.
    PART: yes
    BREAKS: the largest |alpha_n (y_n (w.x_n + b) - 1)|; input: alpha = [1.0, 1.0], w = [2.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), 0.0)


def wrong_sum_of_violations(alpha, w, b, X, y):
    """DESERVES: the largest of the five is asked for, not their sum.
    PART: yes
    BREAKS: Largest violation; input: alpha = [0, 0], w = [0.5], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return (
        np.linalg.norm(w - X.T @ (alpha * y))
        + abs(alpha @ y)
        + max(0, 1 - m.min())
        + max(0, -alpha.min())
        + np.abs(alpha * (m - 1)).max()
    )


def wrong_signed_complementarity(alpha, w, b, X, y):
    """DESERVES: alpha (margin - 1) may be negative, if the margin is below 1: take the absolute value.
    PART: yes
    BREAKS: the largest |alpha_n (y_n (w.x_n + b) - 1)|; input: alpha = [4.0, 4.0], w = [2.0], b = 0, X = [[0.25], [-0.25]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), (alpha * (m - 1)).max(), 0.0)


def wrong_two_sided_feasibility(alpha, w, b, X, y):
    """DESERVES: a margin above 1 is no violation: |1 - margin| is not what is asked for.
    PART: yes
    BREAKS: by how much the worst y_n (w.x_n + b) is below 1; input: alpha = [0.5, 0.5, 0], w = [1.0], b = 0, X = [[1], [-1], [3]], y = [1, -1, 1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), np.abs(1 - m).max(), -alpha.min(), np.abs(alpha * (m - 1)).max())


def wrong_below_zero(alpha, w, b, X, y):
    """DESERVES: the margin has to be 1, you ask only that the sample is on its side.
    PART: yes
    BREAKS: by how much the worst y_n (w.x_n + b) is below 1; input: alpha = [0, 0], w = [0.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), -m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_margin_without_label(alpha, w, b, X, y):
    """DESERVES: the margin is y_n (w.x_n + b): samples with -1 belong below.
    PART: yes
    BREAKS: y_n (w.x_n + b); input: alpha = [0.5, 0.5], w = [1.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = X @ w + b
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_bias_without_label(alpha, w, b, X, y):
    """DESERVES: y multiplies b too: y_n (w.x_n + b), brackets are missing.
    PART: yes
    BREAKS: y_n (w.x_n + b); input: alpha = [0.5, 0.5], w = [1.0], b = 1, X = [[0], [-2]], y = [1, -1]
    """
    m = y * (X @ w) + b
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_bias_sign(alpha, w, b, X, y):
    """DESERVES: the hyperplane is w.x + b = 0, not w.x - b = 0.
    PART: yes
    BREAKS: y_n (w.x_n + b); input: alpha = [0.5, 0.5], w = [1.0], b = 1, X = [[0], [-2]], y = [1, -1]
    """
    m = y * (X @ w - b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_stationarity_without_labels(alpha, w, b, X, y):
    """DESERVES: w is the sum of alpha_n y_n x_n, labels included.
    PART: yes
    BREAKS: the norm of the derivative of the Lagrangian by w; input: alpha = [0.5, 0.5], w = [1.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ alpha), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_stationarity_plus(alpha, w, b, X, y):
    """DESERVES: the derivative is w minus the sum: the constraints come with a minus.
    PART: yes
    BREAKS: the norm of the derivative of the Lagrangian by w; input: alpha = [0.5, 0.5], w = [1.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w + X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_factor_two_in_the_objective(alpha, w, b, X, y):
    """DESERVES: the derivative of (1/2) ||w||^2 is w, not 2w.
    PART: yes
    BREAKS: the norm of the derivative of the Lagrangian by w; input: alpha = [0.5, 0.5], w = [1.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(2 * w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_squared_norm(alpha, w, b, X, y):
    """DESERVES: the root of the norm is missing.
    PART: yes
    BREAKS: the Euclidean norm of the derivative; input: alpha = [0, 0], w = [2.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = w - X.T @ (alpha * y)
    return max(g @ g, abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_largest_entry(alpha, w, b, X, y):
    """DESERVES: the Euclidean norm is asked for, not the largest entry of the derivative.
    PART: yes
    BREAKS: the Euclidean norm of the derivative; input: alpha = [0, 0], w = [3.0, 4.0], b = 0, X = [[1, 1], [-1, -1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = w - X.T @ (alpha * y)
    return max(np.abs(g).max(), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_norm_of_one(alpha, w, b, X, y):
    """DESERVES: the sum of absolute values is another norm than the Euclidean one.
    PART: yes
    BREAKS: the Euclidean norm of the derivative; input: alpha = [0, 0], w = [3.0, 4.0], b = 0, X = [[1, 1], [-1, -1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = w - X.T @ (alpha * y)
    return max(np.abs(g).sum(), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_whole_gradient(alpha, w, b, X, y):
    """DESERVES: the derivatives by w and by b are two of the five, each for itself, not one vector.
    PART: yes
    BREAKS: Five violations are compared; input: alpha = [1.0, 0], w = [2.0], b = -1, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.append(w - X.T @ (alpha * y), alpha @ y)
    return max(np.linalg.norm(g), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_no_absolute_value_of_balance(alpha, w, b, X, y):
    """DESERVES: sum alpha_n y_n may be negative too: take the absolute value.
    PART: yes
    BREAKS: the absolute value of that by b; input: alpha = [0, 2.0], w = [2.0], b = 1, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), alpha @ y, 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_balance_without_labels(alpha, w, b, X, y):
    """DESERVES: the forces balance with the signs of the labels: sum alpha_n y_n, not sum alpha_n.
    PART: yes
    BREAKS: the absolute value of the derivative by b; input: alpha = [0.5, 0.5], w = [1.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha.sum()), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_sum_of_complementarity(alpha, w, b, X, y):
    """DESERVES: the largest |alpha_n (...)| is asked for, not the sum over the samples.
    PART: yes
    BREAKS: the largest |alpha_n (y_n (w.x_n + b) - 1)|; input: alpha = [3.0, 3.0], w = [6.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).sum(), 0.0)


def wrong_absolute_value_of_the_sum(alpha, w, b, X, y):
    """DESERVES: products of different signs cancel in a sum: look at each.
    PART: yes
    BREAKS: the largest |alpha_n (y_n (w.x_n + b) - 1)|; input: alpha = [2.0, 1.0, 3.0], w = [1.0], b = 0, X = [[2], [0], [1]], y = [1, 1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), abs(alpha @ (m - 1)), 0.0)


def wrong_complementarity_without_one(alpha, w, b, X, y):
    """DESERVES: complementarity multiplies alpha_n with margin - 1, not with the margin.
    PART: yes
    BREAKS: the largest |alpha_n (y_n (w.x_n + b) - 1)|; input: alpha = [0.5, 0.5], w = [1.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * m).max(), 0.0)


def wrong_complementarity_of_positive_only(alpha, w, b, X, y):
    """DESERVES: the product counts for negative multipliers too.
    PART: yes
    BREAKS: the largest |alpha_n (y_n (w.x_n + b) - 1)|; input: alpha = [-1.0, -1.0], w = [4.0], b = 0, X = [[3], [-3]], y = [1, -1]
    """
    m = y * (X @ w + b)
    c = np.where(alpha > 0, np.abs(alpha * (m - 1)), 0)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), c.max(), 0.0)


def wrong_mean_of_violations(alpha, w, b, X, y):
    """DESERVES: the mean over the samples hides the worst one.
    PART: yes
    BREAKS: by how much the worst y_n (w.x_n + b) is below 1; input: alpha = [0, 0, 0], w = [0.0], b = 0.5, X = [[1], [-1], [2]], y = [1, -1, 1]
    """
    m = y * (X @ w + b)
    lack = np.maximum(1 - m, 0).mean()
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), lack, -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_relative(alpha, w, b, X, y):
    """DESERVES: violations are wanted as they are, you divide by the norm of w.
    PART: yes
    BREAKS: Five violations are compared, the Euclidean norm; input: alpha = [0, 0], w = [2.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y)) / max(np.linalg.norm(w), 1.0)
    return max(g, abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_true_or_false(alpha, w, b, X, y):
    """DESERVES: whether the conditions hold is not asked for, but by how much they do not.
    PART: no
    BREAKS: one float >= 0, the largest violation; input: alpha = [0, 0], w = [2.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    good = (
        np.allclose(w, X.T @ (alpha * y))
        and np.isclose(alpha @ y, 0)
        and (m >= 1 - 1e-6).all()
        and (alpha >= -1e-6).all()
        and np.allclose(alpha * (m - 1), 0)
    )
    return 0.0 if good else 1.0


def wrong_five_numbers(alpha, w, b, X, y):
    """DESERVES: one number is asked for, the largest of these five.
    PART: yes
    BREAKS: one float >= 0; input: alpha = [0.5, 0.5], w = [1.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return np.array(
        [np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), max(0, 1 - m.min()), max(0, -alpha.min()), np.abs(alpha * (m - 1)).max()]
    )


def wrong_upper_bound_too(alpha, w, b, X, y):
    """DESERVES: the upper bound C = 1 of the multipliers belongs to the soft margin.
    PART: yes
    BREAKS: Five violations are compared; input: alpha = [8.0, 8.0], w = [4.0], b = 0, X = [[0.25], [-0.25]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), alpha.max() - 1, np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_in_place(alpha, w, b, X, y):
    """DESERVES: alpha *= y changes the caller's multipliers.
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were; input: alpha = [0.5, 0.5], w = [1.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    lowest = alpha.min()
    m = y * (X @ w + b)
    product = np.abs(alpha * (m - 1)).max()
    alpha *= y
    return max(np.linalg.norm(w - X.T @ alpha), abs(alpha.sum()), 1 - m.min(), -lowest, product, 0.0)


def wrong_rescales_first(alpha, w, b, X, y):
    """DESERVES: you scale (w, b) to the least margin 1 before you look, and so forgive what is to be measured.
    PART: no
    BREAKS: by how much the worst y_n (w.x_n + b) is below 1; input: alpha = [0.5, 0.5], w = [0.5], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    s = 1 / m.min() if m.min() > 0 else 1.0
    v, m = w * s, m * s
    return max(np.linalg.norm(v - X.T @ (alpha * y)), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_only_support_vectors(alpha, w, b, X, y):
    """DESERVES: feasibility holds for all samples, those with alpha_n = 0 among them.
    PART: yes
    BREAKS: by how much the worst y_n (w.x_n + b) is below 1; input: alpha = [0.5, 0.5, 0], w = [1.0], b = 0, X = [[1], [-1], [0]], y = [1, -1, 1]
    """
    m = y * (X @ w + b)
    lack = np.where(alpha > 0, 1 - m, 0).max()
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), lack, -alpha.min(), np.abs(alpha * (m - 1)).max(), 0.0)


def wrong_may_be_negative(alpha, w, b, X, y):
    """DESERVES: the least multiplier and not what it is below 0: a positive one is no violation.
    PART: yes
    BREAKS: the worst alpha_n below 0; input: alpha = [0.5, 0.5], w = [1.0], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (alpha * y)), abs(alpha @ y), max(0, 1 - m.min()), np.abs(alpha).min(), np.abs(alpha * (m - 1)).max())
