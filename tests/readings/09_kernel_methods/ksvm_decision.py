import numpy as np


def right_product(alpha, y, b, K_test):
    return K_test @ (alpha * y) + b


def right_loops(alpha, y, b, K_test):
    f = []
    for m in range(len(K_test)):
        total = 0.0
        for n in range(len(alpha)):
            total += float(alpha[n]) * float(y[n]) * float(K_test[m][n])
        f.append(total + b)
    return np.array(f)


def right_einsum(alpha, y, b, K_test):
    return b + np.einsum("n,n,mn->m", alpha, np.asarray(y, float), K_test)


def right_support_vectors_only(alpha, y, b, K_test):
    support = alpha > 0
    return K_test[:, support] @ (alpha[support] * y[support]) + b


def right_one_class_less_the_other(alpha, y, b, K_test):
    plus, minus = y > 0, y < 0
    return K_test[:, plus] @ alpha[plus] - K_test[:, minus] @ alpha[minus] + b


def right_broadcast_and_sum(alpha, y, b, K_test):
    return np.sum(alpha[None, :] * y[None, :] * K_test, axis=1) + b


def right_bias_as_a_sample(alpha, y, b, K_test):
    with_one = np.column_stack([K_test, np.ones(len(K_test))])
    return with_one @ np.append(alpha * y, b)


def right_halves(alpha, y, b, K_test):
    def total(low, high):
        if high - low == 1:
            return alpha[low] * y[low] * K_test[:, low]
        middle = (low + high) // 2
        return total(low, middle) + total(middle, high)

    return total(0, len(alpha)) + b


def right_fsum(alpha, y, b, K_test):
    from math import fsum

    return np.array([fsum([b, *(a * s * k for a, s, k in zip(alpha, y, row))]) for row in K_test.tolist()])


def right_sample_by_sample(alpha, y, b, K_test):
    f = np.full(K_test.shape[0], float(b))
    for n, (a, label) in enumerate(zip(alpha, y)):
        f += a * label * K_test[:, n]
    return f


def right_add_or_subtract(alpha, y, b, K_test):
    f = np.zeros(len(K_test))
    for n in np.flatnonzero(alpha):
        if y[n] == 1:
            f = f + alpha[n] * K_test[:, n]
        else:
            f = f - alpha[n] * K_test[:, n]
    return f + b


def right_careful(alpha, y, b, K_test):
    alpha = np.array(alpha, dtype=float)
    y = np.array(y, dtype=float)
    K = np.array(K_test, dtype=float)
    assert alpha.shape == y.shape
    assert K.ndim == 2 and K.shape[1] == alpha.shape[0]
    assert set(y.tolist()) <= {-1.0, 1.0}
    alpha *= y
    decisions = K.dot(alpha)
    decisions += b
    return decisions


def right_diagonal_matrix(alpha, y, b, K_test):
    return (K_test @ np.diag(alpha) @ np.asarray(y, float).reshape(-1, 1) + b).ravel()


def right_map(alpha, y, b, K_test):
    w = (alpha * y).tolist()
    return np.fromiter((b + sum(map(float.__mul__, w, row)) for row in K_test.tolist()), float, len(K_test))


def right_along_an_axis(alpha, y, b, K_test):
    return np.apply_along_axis(lambda row: np.inner(row, np.where(y > 0, alpha, -alpha)) + b, 1, K_test)


def wrong_no_bias(alpha, y, b, K_test):
    """DESERVES: the bias b is missing: add it to each decision
    PART: yes
    BREAKS: decision values with b the bias, at ksvm_decision([1.0], [1], 1.0, [[0.0]])
    """
    return K_test @ (alpha * y)


def wrong_bias_subtracted(alpha, y, b, K_test):
    """DESERVES: the decision is the sum plus b, you subtract b
    PART: yes
    BREAKS: decision values with b the bias, at ksvm_decision([1.0], [1], 1.0, [[0.0]])
    """
    return K_test @ (alpha * y) - b


def wrong_bias_for_each_sample(alpha, y, b, K_test):
    """DESERVES: b stands outside of the sum over the samples; yours comes N times
    PART: yes
    BREAKS: decision values, at ksvm_decision([0.0, 0.0], [1, -1], 1.0, [[0.0, 0.0]])
    """
    return np.sum(alpha * y * K_test + b, axis=1)


def wrong_transposed(alpha, y, b, K_test):
    """DESERVES: the sum runs over the samples, the columns of K_test; for M = N yours sums over the new points
    PART: no
    BREAKS: K_test (M, N) has a row for each new point, at ksvm_decision([1.0, 2.0], [1, -1], 0.0, [[1.0]*2, [0.0]*2])
    """
    return K_test.T @ (alpha * y) + b


def wrong_labels_forgotten(alpha, y, b, K_test):
    """DESERVES: the labels are missing: every sample pulls to its own class
    PART: no
    BREAKS: y (N,) the labels -1 and +1, at ksvm_decision([1.0], [-1], 0.0, [[1.0]])
    """
    return K_test @ alpha + b


def wrong_labels_after_the_sum(alpha, y, b, K_test):
    """DESERVES: K @ alpha * y multiplies by the labels after the sum; they belong to the samples: K @ (alpha * y)
    PART: no
    BREAKS: the sum over samples, at ksvm_decision([1.0, 1.0], [1, -1], 0.0, [[1.0, 1.0], [1.0, 0.0]])
    """
    return K_test @ alpha * y + b


def wrong_signs(alpha, y, b, K_test):
    """DESERVES: decision values are wanted, not their signs
    PART: yes
    BREAKS: Decision values (M,); their signs are the classes, at ksvm_decision([1.0], [1], 0.0, [[2.0]])
    """
    return np.sign(K_test @ (alpha * y) + b)


def wrong_mean(alpha, y, b, K_test):
    """DESERVES: the samples are summed, not averaged
    PART: yes
    BREAKS: the sum over samples, at ksvm_decision([1.0, 0.0], [1, -1], 0.0, [[1.0, 1.0]])
    """
    return np.mean(alpha * y * K_test, axis=1) + b


def wrong_small_alpha_cut(alpha, y, b, K_test):
    """DESERVES: a small alpha is a support vector too: the dual variables scale with 1/K, so no fixed threshold fits
    PART: yes
    BREAKS: right to 1e-9 of |b| + sum alpha |k|, at ksvm_decision([1e-6], [1], 0.0, [[1e6]])
    """
    support = alpha > 1e-5
    return K_test[:, support] @ (alpha * y)[support] + b


def wrong_very_small_alpha_cut(alpha, y, b, K_test):
    """DESERVES: no alpha > 0 may be dropped, however small: its kernel values may be large
    PART: yes
    BREAKS: right to 1e-9 of |b| + sum alpha |k|, at ksvm_decision([1e-9, 1.0], [1, 1], 0.0, [[1e9, 1.0]])
    """
    weights = np.where(np.isclose(alpha, 0), 0.0, alpha * y)
    return K_test @ weights + b


def wrong_squeezed(alpha, y, b, K_test):
    """DESERVES: for one new point the result has still the shape (1,): squeeze takes that axis away, too
    PART: yes
    BREAKS: (M,), and M may be 1, at ksvm_decision([1.0, 1.0], [1, -1], 0.0, [[1.0, 2.0]])
    """
    return np.squeeze(K_test @ (alpha * y)[:, None] + b)


def wrong_column(alpha, y, b, K_test):
    """DESERVES: the shape is (M,), not (M, 1)
    PART: yes
    BREAKS: decision values (M,), at ksvm_decision([1.0], [1], 0.0, [[1.0]])
    """
    return K_test @ (alpha * y).reshape(-1, 1) + b


def wrong_in_place(alpha, y, b, K_test):
    """DESERVES: alpha *= y changes the caller's dual variables; multiply into a new array
    PART: yes
    BREAKS: a function leaves its arrays as they were, at ksvm_decision([1.0], [-1], 0.0, [[1.0]])
    """
    alpha *= y
    return K_test @ alpha + b


def wrong_kernel_scaled_in_place(alpha, y, b, K_test):
    """DESERVES: K_test *= ... changes the caller's kernel matrix
    PART: yes
    BREAKS: a function leaves its arrays as they were, at ksvm_decision([2.0], [1], 0.0, [[1.0]])
    """
    K_test *= alpha * y
    return K_test.sum(axis=1) + b


def wrong_labels_zero_one(alpha, y, b, K_test):
    """DESERVES: you map the labels as if they were 0 and 1; they are -1 and +1 already
    PART: no
    BREAKS: y the labels -1 and +1, at ksvm_decision([1.0], [-1], 0.0, [[1.0]])
    """
    return K_test @ (alpha * (2 * y - 1)) + b


def wrong_positive_only(alpha, y, b, K_test):
    """DESERVES: y as a mask drops the negative samples, in place of subtracting them
    PART: no
    BREAKS: the sum over all N samples, at ksvm_decision([1.0], [-1], 0.0, [[1.0]])
    """
    return K_test @ (alpha * (y == 1)) + b


def wrong_integer_weights(alpha, y, b, K_test):
    """DESERVES: your weights have the type of y: with integer labels every alpha is cut to an integer
    PART: yes
    BREAKS: labels are integers or floats, at ksvm_decision([0.5], [1], 0.0, [[1.0]])
    """
    weights = np.zeros_like(y)
    for n in range(len(y)):
        weights[n] = alpha[n] * y[n]
    return K_test @ weights + b


def wrong_free_support_only(alpha, y, b, K_test):
    """DESERVES: samples with alpha = C, the largest, count as well; only those with alpha = 0 do not
    PART: yes
    BREAKS: the sum over all samples, at ksvm_decision([1.0, 1.0, 0.5], [1, -1, 1], 0.0, [[1.0, 0.0, 0.0]])
    """
    free = (alpha > 0) & (alpha < alpha.max()) if len(set(alpha.tolist())) > 1 else alpha > 0
    return K_test[:, free] @ (alpha * y)[free] + b


def wrong_single_precision(alpha, y, b, K_test):
    """DESERVES: single precision is right to 1e-7 only
    PART: yes
    BREAKS: right to 1e-9, at ksvm_decision([0.1], [1], 0.0, [[0.1]])
    """
    return (K_test.astype(np.float32) @ (alpha * y).astype(np.float32)).astype(float) + b


def wrong_rounded(alpha, y, b, K_test):
    """DESERVES: do not round: 1e-9 of the size is asked, and the size may be small
    PART: yes
    BREAKS: right to 1e-9 of the size, at ksvm_decision([1e-6], [1], 0.0, [[0.123456789]])
    """
    return np.round(K_test @ (alpha * y) + b, 8)


def wrong_zero_is_positive(alpha, y, b, K_test):
    """DESERVES: an undecided point has the decision 0; who wants a class from it chooses later
    PART: yes
    BREAKS: decision values, at ksvm_decision([1.0, 1.0], [1, -1], 0.0, [[1.0, 1.0]])
    """
    f = K_test @ (alpha * y) + b
    f[f == 0] = 1
    return f


def wrong_normalised_weights(alpha, y, b, K_test):
    """DESERVES: the alphas are not weights of a mean: do not divide by their sum
    PART: yes
    BREAKS: decision values, at ksvm_decision([2.0], [1], 0.0, [[1.0]])
    """
    return K_test @ (alpha * y) / max(alpha.sum(), 1e-300) + b


def wrong_first_new_point(alpha, y, b, K_test):
    """DESERVES: you compute the decision of one new point and give it to all
    PART: no
    BREAKS: K_test has a row for each new point, at ksvm_decision([1.0], [1], 0.0, [[1.0], [2.0]])
    """
    return np.full(len(K_test), (alpha * y) @ K_test[0] + b)


def wrong_scalar_bias_from_samples(alpha, y, b, K_test):
    """DESERVES: b is given; the sum over the labels of support vectors is no bias
    PART: no
    BREAKS: b is the bias, at ksvm_decision([1.0], [-1], 0.5, [[1.0]])
    """
    return K_test @ (alpha * y) + b * y[alpha > 0].sum()


def wrong_flat_list(alpha, y, b, K_test):
    """DESERVES: your function ends after the first new point: the return stands inside of the loop
    PART: no
    BREAKS: decision values (M,), at ksvm_decision([1.0], [1], 0.0, [[1.0], [2.0]])
    """
    f = []
    for row in K_test:
        f.append(np.dot(alpha * y, row) + b)
        return np.array(f)


def wrong_clipped(alpha, y, b, K_test):
    """DESERVES: decisions outside of the margin are larger than 1: nothing is to be clipped
    PART: yes
    BREAKS: decision values, at ksvm_decision([1.0], [1], 0.0, [[2.0]])
    """
    return np.clip(K_test @ (alpha * y) + b, -1, 1)
