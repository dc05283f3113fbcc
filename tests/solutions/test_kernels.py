"""The model answers of unit 08 against SciPy, scikit-learn, explicit features, mpmath, and their theorems."""

import tracemalloc

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import minimize
from scipy.spatial.distance import cdist
from sklearn.kernel_ridge import KernelRidge

from solutions.kernels import catch_psd, is_psd, krr_fit, poly, rbf, rkhs_norm2, sqdist
from tests.solutions.calls import refusal as message

# Quarters up to 4: duplicates and collinear points come up, and inner products are exact.
dyadic = st.integers(-16, 16).map(lambda m: m / 4)
widths = st.sampled_from([0.01, 0.5, 3.0])
regularisers = st.sampled_from([0.01, 1.0, 100.0])


def arrays(*shape):
    return hnp.arrays(np.float64, shape, elements=dyadic)


@st.composite
def two_sets(draw):
    """Samples X (N, d) and Z (M, d)."""
    d = draw(st.integers(1, 4))
    return draw(arrays(draw(st.integers(1, 6)), d)), draw(arrays(draw(st.integers(1, 6)), d))


@st.composite
def regressions(draw):
    """Samples X (N, d), targets y (N,) and the weight lam."""
    N, d = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    return draw(arrays(N, d)), draw(arrays(N)), draw(regularisers)


# --- sqdist


@given(two_sets())
def test_sqdist_agrees_with_scipy(sets):
    np.testing.assert_allclose(sqdist(*sets), cdist(*sets, "sqeuclidean"), atol=1e-12)


@given(two_sets())
def test_sqdist_of_a_point_to_itself_is_zero_and_none_is_negative(sets):
    X, _ = sets
    D = sqdist(X / 3, X / 3)
    assert (D >= 0).all()
    np.testing.assert_allclose(np.diag(D), 0, atol=1e-14)


@given(two_sets(), st.integers(0, 99))
def test_sqdist_is_invariant_under_isometries(sets, seed):
    X, Z = sets
    rng = np.random.default_rng(seed)
    Q, _ = np.linalg.qr(rng.standard_normal((X.shape[1], X.shape[1])))
    shift = rng.standard_normal(X.shape[1])
    np.testing.assert_allclose(sqdist(X @ Q + shift, Z @ Q + shift), sqdist(X, Z), atol=1e-11)


def test_sqdist_keeps_its_digits_far_from_the_origin():
    X = np.array([[0.0, 0.0], [3.0, 4.0]]) + 2.0**40
    assert sqdist(X, X).tolist() == [[0, 25], [25, 0]]


def test_sqdist_needs_no_table_of_differences():
    X = np.random.default_rng(0).standard_normal((1000, 100))
    tracemalloc.start()
    sqdist(X, X)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * 8 * 1000**2  # the result takes a third; all differences would take 100 times as much


# --- rbf


@given(two_sets(), widths)
def test_rbf_agrees_with_scipy(sets, gamma):
    np.testing.assert_allclose(rbf(*sets, gamma), np.exp(-gamma * cdist(*sets, "sqeuclidean")), rtol=1e-11, atol=1e-300)


@given(two_sets(), widths, widths)
def test_rbf_multiplies_where_widths_add_and_scales_with_the_points(sets, g, h):
    X, Z = sets
    np.testing.assert_allclose(rbf(X, Z, g) * rbf(X, Z, h), rbf(X, Z, g + h), rtol=1e-11, atol=1e-300)
    np.testing.assert_allclose(rbf(2 * X, 2 * Z, g), rbf(X, Z, 4 * g), rtol=1e-11, atol=1e-300)


@given(two_sets(), widths)
def test_rbf_is_positive_semidefinite_with_unit_diagonal(sets, gamma):
    X, _ = sets
    K = rbf(X, X, gamma)
    np.testing.assert_allclose(np.diag(K), 1, rtol=1e-12)
    assert is_psd(K, 1e-12)


def test_rbf_at_distance_one_and_far_apart():
    np.testing.assert_allclose(rbf([[0.0, 0]], [[0.6, 0.8], [1e4, 0]], 0.7), [[np.exp(-0.7), 0]], rtol=1e-14)


# --- poly


@given(two_sets(), st.integers(1, 4), st.sampled_from([0, 0.5, 2]))
def test_poly_agrees_with_loops(sets, degree, c):
    X, Z = sets
    wanted = [[(sum(x * z) + c) ** degree for z in Z] for x in X]
    np.testing.assert_allclose(poly(X, Z, degree, c), wanted, rtol=1e-13)


def quadratic_features(X, c):
    i, j = np.triu_indices(X.shape[1], 1)
    cross = np.sqrt(2) * X[:, i] * X[:, j]
    return np.hstack([X**2, cross, np.sqrt(2 * c) * X, np.full((len(X), 1), c)])


@given(two_sets(), st.sampled_from([0, 0.5, 2]))
def test_poly_of_degree_two_is_the_inner_product_of_its_features(sets, c):
    X, Z = sets
    np.testing.assert_allclose(poly(X, Z, 2, c), quadratic_features(X, c) @ quadratic_features(Z, c).T, atol=1e-9)


# --- is_psd


@given(two_sets(), st.sampled_from([1e-30, 1.0, 1e30]))
def test_is_psd_accepts_gram_matrices_at_every_scale(sets, scale):
    X, _ = sets
    assert is_psd(scale * (X @ X.T), 1e-10) is True


@given(two_sets(), st.sampled_from([1e-30, 1.0, 1e30]))
def test_is_psd_rejects_minus_the_distance_at_every_scale(sets, scale):
    X, _ = sets
    D = cdist(X, X)
    assert is_psd(-scale * D, 1e-10) is not D.any()


@given(two_sets(), two_sets())
def test_is_psd_is_closed_under_sums_and_hadamard_products(first, second):
    N = min(len(first[0]), len(second[0]))
    K, L = (X[:N] @ X[:N].T for X, _ in (first, second))
    assert is_psd(K + L, 1e-10)
    assert is_psd(K * L, 1e-10)


@pytest.mark.parametrize("N", [3, 5, 8])
def test_is_psd_of_the_hilbert_matrix_turns_where_mpmath_says(N):
    H = 1 / (np.arange(N)[:, None] + np.arange(N) + 1)
    least, largest = (float(mpmath.eigsy(mpmath.matrix(H.tolist()), eigvals_only=True)[i]) for i in (0, N - 1))
    shifted = H - 1.01 * least * np.eye(N)
    assert is_psd(H, 0)
    assert not is_psd(shifted, 0)
    assert is_psd(shifted, 0.02 * least / largest)


@pytest.mark.parametrize(
    ("K", "psd"),
    [
        ([[1, 2], [2, 1]], False),  # entries > 0, diagonal > 0, eigenvalue -1
        ([[1, -1], [-1, 1]], True),  # entries < 0
        ([[1, 1], [0, 1]], False),  # v^T K v > 0, but not symmetric
        ([[0, 0], [0, 0]], True),
        ([[-1]], False),
        ([[1, 0], [0, -1e-9]], False),
        ([[1, 0], [0, -1e-11]], True),
    ],
)
def test_is_psd_by_hand(K, psd):
    assert is_psd(K, 1e-10) is psd
    assert is_psd(1e-12 * np.array(K), 1e-10) is psd


# --- krr_fit


@given(regressions())
def test_krr_fit_agrees_with_scikit_learn(regression):
    X, y, lam = regression
    K = rbf(X, X, 0.5)
    oracle = KernelRidge(alpha=lam, kernel="precomputed").fit(K, y)
    np.testing.assert_allclose(K @ krr_fit(K, y, lam), K @ oracle.dual_coef_, atol=1e-9)


@given(regressions())
def test_krr_fit_with_the_linear_kernel_is_ridge_regression(regression):
    X, y, lam = regression
    w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
    np.testing.assert_allclose(X.T @ krr_fit(X @ X.T, y, lam), w, atol=1e-9)


def test_krr_fit_has_the_least_objective_of_all_coefficients():
    rng = np.random.default_rng(0)
    X, y, lam = rng.standard_normal((8, 2)), rng.standard_normal(8), 0.3
    K = poly(X, X, 2, 1)  # of rank 6

    def objective(alpha):
        return ((K @ alpha - y) ** 2).sum() + lam * rkhs_norm2(alpha, K)

    oracle = minimize(objective, np.zeros(8), tol=1e-12)
    assert objective(krr_fit(K, y, lam)) == pytest.approx(oracle.fun, rel=1e-6)
    assert objective(krr_fit(K, y, lam)) <= oracle.fun + 1e-12


def test_krr_fit_of_an_ill_conditioned_gram_matrix_agrees_with_mpmath():
    X, lam = np.linspace(0, 1, 12)[:, None], 1e-6
    K, y = rbf(X, X, 0.5), np.sin(6 * X[:, 0])
    with mpmath.workdps(60):
        exact = mpmath.lu_solve(mpmath.matrix(K.tolist()) + lam * mpmath.eye(12), mpmath.matrix(y.tolist()))
        wanted = np.array([float(v) for v in mpmath.matrix(K.tolist()) * exact])
    np.testing.assert_allclose(K @ krr_fit(K, y, lam), wanted, atol=1e-8)


# --- rkhs_norm2


@given(two_sets(), st.data())
def test_rkhs_norm_bounds_the_values_of_the_function(sets, data):
    X, Z = sets
    alpha = data.draw(arrays(len(X)))
    values = rbf(Z, X, 0.5) @ alpha
    assert (values**2 <= rkhs_norm2(alpha, rbf(X, X, 0.5)) + 1e-9).all()


@given(two_sets(), st.data())
def test_rkhs_norm_of_a_linear_function_is_that_of_its_weights(sets, data):
    X, _ = sets
    alpha = data.draw(arrays(len(X)))
    w = alpha @ X
    assert rkhs_norm2(alpha, X @ X.T) == pytest.approx(w @ w, abs=1e-9)


def test_rkhs_norm_by_hand():
    assert rkhs_norm2([1, -2], [[2, 1], [1, 3]]) == 10


# --- errors


@pytest.mark.parametrize("kernel", [sqdist, lambda X, Z: rbf(X, Z, 1), lambda X, Z: poly(X, Z, 2, 1)])
def test_two_sets_that_do_not_fit_are_named(kernel):
    wanted = "Z must be (N, 2), got shape (1, 3); give each sample a row"
    assert message(kernel, [[1.0, 2]], [[1.0, 2, 3]]) == wanted
    assert message(kernel, [1.0, 2], [[1.0, 2]]) == "X must be (N, d), got shape (2,); give each sample a row"
    wanted = "Z must be finite, got nan at [0, 1]; find out where it came from"
    assert message(kernel, [[1.0, 2]], [[1.0, np.nan]]) == wanted


def test_numbers_outside_their_range_are_named():
    X = [[1.0, 2]]
    assert message(rbf, X, X, 0) == "gamma must be > 0, got 0; 1 / (2 sigma^2) for the width sigma"
    assert message(poly, X, X, 0, 1) == "degree must be an integer >= 1, got 0; it is the degree of the polynomials"
    assert message(poly, X, X, 2, -1) == "c must be >= 0, got -1; a negative one makes no kernel"
    assert message(is_psd, [[1.0]], -1) == "tol must be >= 0, got -1; relative to the largest eigenvalue, 1e-10 say"
    assert message(krr_fit, [[1.0]], [1], 0) == "lam must be > 0, got 0; without it K may be singular"


def test_gram_matrices_that_do_not_fit_are_named():
    wanted = "K must be square, got shape (1, 2); is it the Gram matrix of one set?"
    assert message(is_psd, [[1.0, 2]], 0) == wanted
    wanted = "K must be (N, N), got shape (2,); give a Gram matrix, with a row and a column for each sample"
    assert message(is_psd, [1.0, 2], 0) == wanted
    wanted = "y must be (2,), got shape (1,); one entry for each of the 2 rows of X"
    assert message(krr_fit, np.eye(2), [1.0], 1) == wanted
    wanted = "K must be symmetric, got a difference of 2; k(x, z) = k(z, x)"
    assert message(krr_fit, [[1, 2], [0, 1]], [1.0, 2], 1) == wanted
    assert message(rkhs_norm2, [1, 2], [[1, 2], [0, 1]]) == wanted
    wanted = "alpha must be (2,), got shape (3,); one coefficient for each row of K"
    assert message(rkhs_norm2, [1, 2, 3], np.eye(2)) == wanted


# --- catch_psd


def test_catch_psd_has_one_semidefinite_matrix_one_with_a_negative_eigenvalue_and_one_that_is_not_symmetric():
    small, asymmetric, ones = catch_psd()
    scaled = mpmath.matrix((1e12 * small).tolist())
    assert float(min(mpmath.eigsy(scaled, eigvals_only=True))) == pytest.approx(4 - 3 * np.sqrt(2), rel=1e-12)
    assert [is_psd(K, 1e-10) for K in (small, asymmetric, ones)] == [False, False, True]
    assert is_psd((asymmetric + asymmetric.T) / 2, 1e-10)


def test_no_two_rows_of_the_small_matrix_of_catch_psd_refute_it():
    small = catch_psd()[0]
    assert (small**2 <= np.outer(np.diag(small), np.diag(small))).all()
    assert [float(np.linalg.det(small[:n, :n])) for n in range(1, 5)] == [0, 0, 0, 0]
