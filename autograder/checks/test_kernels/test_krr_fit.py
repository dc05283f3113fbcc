"""Mark scheme of `krr_fit`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_kernels.inputs import close, eighths, entries, largest, reflection, with_spectrum
from solutions.kernels import krr_fit

PENALTIES = (2.5, 0.5, 3.5, 0.25)  # none of them is its own square, nor an integer


def targets(d, N):
    """Targets whose mean is far from 0."""
    return eighths(d, N) + 5


def eigenvectors(d):
    """K with known eigenvalues > 0, and y made of its eigenvectors: (K, y, lam, wanted K alpha)."""
    N = d.integer(2, 5)
    Q = reflection(d, N)
    mu, c, lam = d.integers(N, 1, 6).astype(float), d.integers(N, 1, 5), d.choice(PENALTIES)
    mu[0] = 3
    return with_spectrum(Q, mu), Q @ c, lam, Q @ (mu / (mu + lam) * c)


def singular(d):
    """Inner products of integer vectors, more of them than entries: (K, y, lam)."""
    N = d.integer(3, 6)
    A = d.integers((N, d.integer(1, 2)), -3, 3)
    A[0] = 2
    return (A @ A.T).astype(float), targets(d, N), d.choice(PENALTIES)


def linear(d):
    """Samples, more of them than features or fewer, and one more: (X, y, lam, x)."""
    N, n = d.integer(2, 5), d.integer(1, 3)
    X = eighths(d, (N, n), 2)
    X[0] = 1
    return X, targets(d, N), d.choice(PENALTIES), eighths(d, n, 2)


def nearly_singular(d):
    """A Gaussian Gram matrix of points so close that its condition number is 1e12 or more: (K, y)."""
    N = d.integer(10, 14)
    x = np.arange(N) / N
    y = eighths(d, N, 1) + np.where(np.arange(N) % 2, 4, -4)
    return np.exp(-d.choice((1.0, 2.0)) * (x[:, None] - x) ** 2), y


def coefficients(got, n):
    """alpha (n,), finite."""
    expect.shape(got, (n,), "krr_fit(K, y, lam)")
    return expect.finite(got, "krr_fit(K, y, lam)")


@exercise(reference=krr_fit)
class TestKrrFit:
    CONTRACT: ClassVar = {
        "of kernel ridge regression": "test_shape_and_gradient",
        "the sum (not the mean)": ("test_shape_and_gradient", "test_eigenvectors_shrink", "test_samples_twice"),
        "there is no intercept": ("test_eigenvectors_shrink", "test_linear_kernel_is_ridge"),
        "so near to it that": ("test_nearly_singular", "test_shape_and_gradient"),
        "what is judged is K alpha": ("test_eigenvectors_shrink", "test_nearly_singular", "test_samples_twice"),
    }
    EQUIVALENT: ClassVar = dict.fromkeys(
        [
            "if lam >= N * np.finfo(float).eps * np.linalg.norm(K):",
            "if lam > N / np.finfo(float).eps * np.linalg.norm(K):",
            "if lam < N * np.finfo(float).eps * np.linalg.norm(K):",
            "if lam > N * np.finfo(float).eps / np.linalg.norm(K):",
            "return np.linalg.lstsq(A, y)[-1]",
            "return np.linalg.lstsq(A, y)[1]",
        ],
        "lam is above round-off, as the contract says: both ways of solving are right, the second is not taken",
    )

    @practice
    @weight(1)
    @forall(singular)
    def test_shape_and_gradient(self, student, K, y, lam):
        """alpha is (N,), and the gradient of the objective is 0: K (K alpha + lam alpha - y) = 0."""
        alpha = coefficients(student.krr_fit(K, y, lam), len(y))
        size = largest(K) * (largest(y) + largest(alpha)) * len(y)
        close(K @ (K @ alpha + lam * alpha - y), np.zeros(len(y)), "K @ (K @ alpha + lam * alpha - y)", size)

    @practice
    @weight(1)
    @forall(eigenvectors)
    def test_eigenvectors_shrink(self, student, K, y, lam, wanted):
        """The part of y along an eigenvector of K with the eigenvalue mu comes out times mu / (mu + lam)."""
        alpha = entries(student.krr_fit(K, y, lam), len(y), "krr_fit(K, y, lam)")
        close(K @ alpha, wanted, "K @ krr_fit(K, y, lam)", largest(y))

    @weight(1)
    @forall(linear)
    def test_linear_kernel_is_ridge(self, student, X, y, lam, x):
        """For K = X X^T it is ridge regression: f(x) = w.x at new points x, too."""
        w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
        alpha = entries(student.krr_fit(X @ X.T, y, lam), len(y), "krr_fit(X @ X.T, y, lam)")
        close(X @ (X.T @ alpha), X @ w, "K @ krr_fit(K, y, lam) with K = X @ X.T", largest(y))
        close(x @ X.T @ alpha, x @ w, "x @ X.T @ krr_fit(X @ X.T, y, lam)", 10 * largest(y))

    @weight(1)
    @forall(singular)
    def test_samples_twice(self, student, K, y, lam):
        """Each sample twice, and lam twice as large, give the same function: the squares are summed."""
        wanted, twice = K @ krr_fit(K, y, lam), np.tile(K, (2, 2))
        alpha = entries(student.krr_fit(twice, np.append(y, y), 2 * lam), 2 * len(y), "krr_fit(K2, y2, 2 * lam)")
        close(twice @ alpha, np.append(wanted, wanted), "K2 @ krr_fit(K2, y2, 2 * lam)", largest(y))

    @weight(1)
    @forall(nearly_singular, draws=10)
    def test_nearly_singular(self, student, K, y):
        """Where K is singular but for round-off, K alpha is still right, whatever alpha is."""
        for lam in (1e-3, 1e-6):
            alpha = entries(student.krr_fit(K, y, lam), len(y), f"krr_fit(K, y, {lam:g})")
            close(K @ alpha, K @ krr_fit(K, y, lam), f"K @ krr_fit(K, y, {lam:g})", largest(y))

    @alternate
    def by_solving(K, y, lam):
        return np.linalg.solve(K + lam * np.eye(len(K)), y)

    @alternate
    def by_inverse(K, y, lam):
        return np.linalg.inv(K + lam * np.eye(len(K))) @ y

    @alternate
    def by_eigenvectors(K, y, lam):
        mu, Q = np.linalg.eigh(K)
        return Q @ (Q.T @ y / (np.maximum(mu, 0) + lam))

    @alternate
    def of_least_length(K, y, lam):
        """Of all alpha that are as good the shortest: nothing along eigenvectors of the eigenvalue 0."""
        mu, Q = np.linalg.eigh(K)
        keep = mu > 1e-14 * mu[-1]
        return Q[:, keep] @ (Q[:, keep].T @ y / (mu[keep] + lam))

    @alternate
    def by_elimination(K, y, lam):
        """Gauss, on lists."""
        N = len(y)
        rows = [[float(K[i][j]) + lam * (i == j) for j in range(N)] + [float(y[i])] for i in range(N)]
        for i in range(N):
            pivot = max(range(i, N), key=lambda k: abs(rows[k][i]))
            rows[i], rows[pivot] = rows[pivot], rows[i]
            for k in range(i + 1, N):
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
        alpha = [0.0] * N
        for i in reversed(range(N)):
            alpha[i] = (rows[i][N] - sum(rows[i][j] * alpha[j] for j in range(i + 1, N))) / rows[i][i]
        return alpha

    @alternate
    def by_conjugate_gradients(K, y, lam):
        """A loop of matrix times vector."""
        alpha, r = np.zeros(len(y)), np.asarray(y, float)
        p, best = r.copy(), r @ r
        for _ in range(40 * len(y)):
            if best < 1e-24:
                break
            Ap = K @ p + lam * p
            step = best / (p @ Ap)
            alpha, r = alpha + step * p, r - step * Ap
            now = r @ r
            p, best = r + now / best * p, now
        return alpha

    lam_times_samples = slip(
        by_solving,
        ("lam *", "lam * len(y) *"),
        hint="The squares are summed, not averaged: lam is not multiplied by N.",
        see="thm-ridge",
    )
    lam_over_samples = slip(
        by_solving,
        ("lam *", "lam / len(y) *"),
        hint="The squares are summed, and lam stands as it is: it is not divided by N.",
        see="thm-ridge",
    )
    lam_squared = slip(by_solving, ("lam *", "lam**2 *"), hint="lam counts once, not squared.", see="thm-ridge")
    lam_doubled = slip(
        by_solving,
        ("lam *", "2 * lam *"),
        hint="Both terms have a factor 2 in the gradient, and it cancels.",
        see="thm-ridge",
    )
    lam_halved = slip(
        by_solving, ("lam *", "lam / 2 *"), hint="The penalty is lam ||f||^2, without a half.", see="thm-ridge"
    )
    added_everywhere = slip(
        by_solving,
        ("lam * np.eye(len(K))", "lam"),
        hint="A number is added to every entry of K; only its diagonal gets lam.",
        see="thm-ridge",
    )
    added_everywhere_by_least_squares = slip(
        by_solving,
        ("np.linalg.solve(K + lam * np.eye(len(K)), y)", "np.linalg.lstsq(K + lam, y, rcond=None)[0]"),
        hint="A number is added to every entry of K; only its diagonal gets lam.",
        see="thm-ridge",
    )
    penalty_subtracted = slip(by_solving, ("+ lam", "- lam"), hint="The penalty is added: K + lam I.", see="thm-ridge")
    penalty_of_one = slip(by_solving, ("lam *", "1.0 *"), hint="The penalty is lam, and not 1.", see="thm-ridge")
    inverse_of_the_gram_matrix = slip(
        by_inverse,
        (" + lam * np.eye(len(K))", ""),
        hint="This interpolates, with an inverse that K need not have: where is lam?",
        see="thm-ridge",
    )
    pseudo_inverse_of_the_gram_matrix = slip(
        by_inverse,
        ("np.linalg.inv(K + lam * np.eye(len(K)))", "np.linalg.pinv(K)"),
        hint="This is least squares: where is lam?",
        see="thm-ridge",
    )
    diagonal_multiplied = slip(
        by_solving,
        ("np.eye(len(K))", "np.diag(np.diag(K))"),
        hint="lam is added to each diagonal entry as it is, and not times the entry.",
        see="thm-ridge",
    )
    diagonal_multiplied_by_least_squares = slip(
        by_solving,
        ("np.linalg.solve(K + lam * np.eye(len(K)), y)", "np.linalg.lstsq(K + lam * np.diag(np.diag(K)), y)[0]"),
        hint="lam is added to each diagonal entry as it is, and not times the entry.",
        see="thm-ridge",
    )
    jitter_for_lam = slip(
        by_solving,
        ("lam *", "max(lam, 1e-4 * np.abs(K).max()) *"),
        hint="lam may be a millionth of K: a larger number in its place solves another problem.",
        see="near-singular",
    )
    jitter_added = slip(
        by_solving,
        ("lam *", "(lam + 1e-8) *"),
        hint="What is added for safety is not small where lam is small, and lam I is safe by itself.",
        see="near-singular",
    )
    small_eigenvalues_cut_off = slip(
        by_inverse,
        ("np.linalg.inv(K + lam * np.eye(len(K)))", "np.linalg.pinv(K + lam * np.eye(len(K)), rcond=1e-5)"),
        hint="lam may be a millionth of K: a cut at 1e-5 takes away eigenvalues that count.",
        see="near-singular",
    )
    gram_matrix_centred = slip(
        by_solving,
        ("K + lam", "K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean() + lam"),
        hint="K stays as it is: centring it takes means off the features, which nobody asked for.",
        see="thm-ridge",
    )
    norm_of_the_coefficients = slip(
        by_solving,
        ("K + lam * np.eye(len(K)), y", "K @ K + lam * np.eye(len(K)), K @ y"),
        hint="This penalises ||alpha||^2; the norm of f is alpha^T K alpha.",
        see="def-norm",
    )
    fitted_values = slip(
        by_solving,
        ("return ", "return K @ "),
        hint="These are the fitted values K alpha; the coefficients alpha are wanted.",
        see="thm-ridge",
    )
    residuals = slip(
        by_solving,
        ("return ", "return y - K @ "),
        hint="These are the residuals y - K alpha, which are lam alpha.",
        see="thm-ridge",
    )
    targets_centred = slip(
        by_solving,
        ("np.eye(len(K)), y", "np.eye(len(K)), y - y.mean()"),
        hint="The targets stay where they are: no mean is taken off.",
        see="thm-ridge",
    )
    as_a_column = slip(
        by_solving,
        ("np.eye(len(K)), y", "np.eye(len(K)), np.reshape(y, (-1, 1))"),
        hint="alpha has one axis, (N,): a number for each sample.",
        see="thm-ridge",
    )
    without_the_penalty_for_the_first = slip(
        by_solving,
        ("np.eye(len(K))", "np.diag(np.arange(len(K)) > 0)"),
        hint="Every sample has its lam on the diagonal, the first one too.",
        see="thm-ridge",
    )

    @misconception(
        "K is a common factor: with it on both sides the condition number is squared, or infinite.", see="near-singular"
    )
    def multiplied_by_the_gram_matrix(K, y, lam):
        return np.linalg.lstsq(K @ K + lam * K, K @ y, rcond=None)[0]

    @misconception(
        "K is a common factor: with it on both sides the condition number is squared, or infinite.", see="near-singular"
    )
    def solved_with_it_on_both_sides(K, y, lam):
        return np.linalg.solve(K @ K + lam * K, K @ y)

    @misconception(
        "K may be singular, so never invert it: multiplied by K it says (K + lam I) alpha = y.", see="thm-ridge"
    )
    def divided_by_the_gram_matrix(K, y, lam):
        inverse = np.linalg.inv(K)
        return np.linalg.solve(np.eye(len(y)) + lam * inverse, inverse @ y)

    @misconception("There is no intercept: it takes its part of y, and is not penalised.", see="thm-ridge")
    def intercept_fitted(K, y, lam):
        A = np.pad(K + lam * np.eye(len(y)), (0, 1), constant_values=1)
        A[-1, -1] = 0
        return np.linalg.solve(A, np.append(y, 0))[:-1]

    @misconception("K is changed for the caller too: K[i, i] += ... works in place.", see="thm-ridge")
    def gram_matrix_changed(K, y, lam):
        K[np.diag_indices(len(K))] += lam
        return np.linalg.solve(K, y)

    @misconception(
        "Single precision keeps 7 digits, and K + lam I takes more: leave it in double.", see="near-singular"
    )
    def in_single_precision(K, y, lam):
        A = (K + lam * np.eye(len(K))).astype(np.float32)
        return np.linalg.solve(A, y.astype(np.float32))

    @misconception("An alpha is wanted for K + lam I, not for each sample alone.", see="thm-ridge")
    def sample_by_sample(K, y, lam):
        return y / (np.diag(K) + lam)
