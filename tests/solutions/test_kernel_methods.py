"""The model answers of unit 09 against scikit-learn, explicit features, and their theorems."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.decomposition import PCA, KernelPCA
from sklearn.preprocessing import KernelCenterer
from sklearn.svm import SVC

from solutions.kernel_methods import (
    catch_centering,
    center_gram,
    empirical_ntk,
    kernel_pca,
    ksvm_decision,
    nystrom,
    random_fourier_features,
    tangent_descent,
)
from solutions.kernels import is_psd, rbf
from tests.solutions.calls import refusal as message

# Quarters up to 4: duplicates, rank deficiency and ties come up all the time.
dyadic = st.integers(-16, 16).map(lambda m: m / 4)
whole = st.integers(-3, 3).map(float)


@st.composite
def samples(draw, elements=dyadic):
    """Samples X (N, d), often linearly dependent."""
    return draw(hnp.arrays(np.float64, (draw(st.integers(1, 7)), draw(st.integers(1, 4))), elements=elements))


# --- ksvm_decision


@given(samples(), st.data())
def test_ksvm_decision_with_the_linear_kernel_is_that_of_a_hyperplane(X, data):
    alpha, b = data.draw(hnp.arrays(np.float64, len(X), elements=dyadic)), data.draw(dyadic)
    y = data.draw(hnp.arrays(np.int64, len(X), elements=st.sampled_from([-1, 1])))
    Z = data.draw(hnp.arrays(np.float64, (len(X), X.shape[1]), elements=dyadic))  # M = N: a transpose would fit
    np.testing.assert_allclose(ksvm_decision(alpha, y, b, Z @ X.T), Z @ ((alpha * y) @ X) + b, atol=1e-9)


def test_ksvm_decision_agrees_with_scikit_learn():
    rng = np.random.default_rng(0)
    X, Z = rng.standard_normal((30, 2)), rng.standard_normal((7, 2))
    y = np.where((X**2).sum(axis=1) > 1.5, 1, -1)
    oracle = SVC(C=3, gamma=0.5).fit(X, y)
    alpha = np.zeros(30)
    alpha[oracle.support_] = abs(oracle.dual_coef_[0])
    decisions = ksvm_decision(alpha, y, oracle.intercept_[0], rbf(Z, X, 0.5))
    np.testing.assert_allclose(decisions, oracle.decision_function(Z), atol=1e-9)


# --- center_gram


@given(samples(), samples())
def test_center_gram_is_the_gram_matrix_of_centred_features(X, Z):
    d = min(X.shape[1], Z.shape[1])
    X, Z = X[:, :d], Z[:, :d]
    Kc, K_test_c = center_gram(X @ X.T, Z @ X.T)
    X, Z = X - X.mean(axis=0), Z - X.mean(axis=0)
    np.testing.assert_allclose(Kc, X @ X.T, atol=1e-11)
    np.testing.assert_allclose(K_test_c, Z @ X.T, atol=1e-11)


def test_center_gram_agrees_with_scikit_learn_for_a_nonlinear_kernel():
    rng = np.random.default_rng(1)
    X, Z = rng.standard_normal((8, 3)), rng.standard_normal((5, 3))
    K, K_test = rbf(X, X, 0.3), rbf(Z, X, 0.3)
    oracle = KernelCenterer().fit(K)
    np.testing.assert_allclose(center_gram(K), oracle.transform(K), atol=1e-14)
    np.testing.assert_allclose(center_gram(K, K_test)[1], oracle.transform(K_test), atol=1e-14)


@given(samples())
def test_center_gram_sums_to_zero_and_is_idempotent(X):
    Kc = center_gram(X @ X.T)
    np.testing.assert_allclose(Kc.sum(axis=0), 0, atol=1e-10)
    np.testing.assert_allclose(center_gram(Kc), Kc, atol=1e-11)


# --- catch_centering


def test_catch_centering_is_an_input_that_scikit_learn_centres_in_the_same_way():
    ((K, K_test),) = catch_centering()
    oracle = KernelCenterer().fit(K)
    Kc, K_test_c = center_gram(K, K_test)
    np.testing.assert_allclose(Kc, oracle.transform(K), atol=1e-12)
    np.testing.assert_allclose(K_test_c, oracle.transform(K_test), atol=1e-12)
    assert K_test_c.tolist() == [[-2, -1, 3]]


def test_no_two_means_of_catch_centering_are_equal():
    ((K, K_test),) = catch_centering()
    means = [*K.mean(axis=0), K.mean(), *K_test.mean(axis=1), *(K_test.mean(axis=0) - K.mean(axis=0))[1:]]
    assert len(set(means)) == len(means) and is_psd(K, 1e-10)


# --- kernel_pca


def aligned(scores, oracle):
    """The oracle's columns with the signs of ours."""
    return oracle * np.where((scores * oracle).sum(axis=0) < 0, -1, 1)


def test_kernel_pca_with_the_linear_kernel_is_pca():
    X = np.random.default_rng(2).standard_normal((20, 4)) @ np.diag([3, 2, 1, 0.5]) + 5
    scores = kernel_pca(X @ X.T, 4)
    np.testing.assert_allclose(scores, aligned(scores, PCA(4).fit_transform(X)), atol=1e-10)


def test_kernel_pca_agrees_with_scikit_learn_for_a_nonlinear_kernel():
    K = rbf(*[np.random.default_rng(3).standard_normal((15, 2))] * 2, 0.7)
    scores = kernel_pca(K, 5)
    oracle = KernelPCA(5, kernel="precomputed", eigen_solver="dense").fit_transform(K)
    np.testing.assert_allclose(scores, aligned(scores, oracle), atol=1e-10)


@given(samples())
def test_kernel_pca_reproduces_the_centred_gram_matrix(X):
    scores = kernel_pca(X @ X.T, len(X))
    np.testing.assert_allclose(scores @ scores.T, center_gram(X @ X.T), atol=1e-6)
    variances = (scores**2).mean(axis=0)
    assert (np.diff(variances) <= 1e-9).all()
    off_diagonal = scores.T @ scores - np.diag((scores**2).sum(axis=0))
    np.testing.assert_allclose(off_diagonal, 0, atol=1e-9)


def test_kernel_pca_of_one_sample_and_of_copies_has_no_variance():
    assert kernel_pca([[4.0]], 1).tolist() == [[0]]
    np.testing.assert_allclose(kernel_pca(np.full((3, 3), 2.0), 3), 0, atol=1e-7)


# --- random_fourier_features


@pytest.mark.parametrize("seed", range(4))
def test_random_fourier_features_approximate_the_gaussian_kernel(seed):
    rng = np.random.default_rng(seed)
    X = np.vstack([np.zeros(3), rng.standard_normal((5, 3))])
    Phi = random_fourier_features(X, 20_000, 0.7, rng)
    # By Hoeffding each of the 15 entries is wrong by 0.06 with probability 2 exp(-36) < 5e-16.
    np.testing.assert_allclose(Phi @ Phi.T, rbf(X, X, 0.7), atol=0.06)


def test_random_fourier_features_err_by_one_over_the_root_of_their_number():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((30, 2))
    K = rbf(X, X, 0.5)
    features = [[random_fourier_features(X, D, 0.5, rng) for _ in range(20)] for D in (25, 100, 400, 1600)]
    errors = [np.sqrt(np.mean([(Phi @ Phi.T - K) ** 2 for Phi in same])) for same in features]
    slope = np.polyfit(np.log([25, 100, 400, 1600]), np.log(errors), 1)[0]
    assert slope == pytest.approx(-0.5, abs=0.05)


def test_random_fourier_features_are_the_generators_alone():
    X = np.eye(3)
    first, again = (random_fourier_features(X, 9, 1, np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, random_fourier_features(X, 9, 1, np.random.default_rng(6)))


def test_one_random_frequency_is_enough_for_the_diagonal():
    Phi = random_fourier_features([[1.0, 2], [3, 4]], 1, 2, np.random.default_rng(0))
    np.testing.assert_allclose((Phi**2).sum(axis=1), 1)


# --- nystrom


@given(samples(whole), st.data())
def test_nystrom_keeps_its_columns_and_leaves_a_positive_semidefinite_rest(X, data):
    K = X @ X.T
    idx = data.draw(st.lists(st.integers(0, len(X) - 1), min_size=1, max_size=len(X)))  # repeated ones too
    K_hat = nystrom(K, idx)
    np.testing.assert_allclose(K_hat[:, idx], K[:, idx], atol=1e-8)
    assert np.linalg.eigvalsh(K - K_hat).min() > -1e-8


@given(samples(whole))
def test_nystrom_is_exact_where_its_columns_span(X):
    K = X @ X.T
    np.testing.assert_allclose(nystrom(K, np.arange(len(X))), K, atol=1e-8)
    twice = np.vstack([X, X])
    np.testing.assert_allclose(nystrom(twice @ twice.T, np.arange(len(X))), twice @ twice.T, atol=1e-8)


def test_nystrom_by_hand_and_of_a_sample_at_the_origin():
    assert nystrom([[4.0, 2], [2, 3]], [0]).tolist() == [[4, 2], [2, 1]]
    assert nystrom([[0.0, 0], [0, 3]], [0]).tolist() == [[0, 0], [0, 0]]


# --- empirical_ntk


@given(samples(), st.data())
def test_empirical_ntk_is_the_linearised_step_of_gradient_descent(J, data):
    Theta = empirical_ntk(J)
    r = data.draw(hnp.arrays(np.float64, len(J), elements=dyadic))
    assert Theta.shape == (len(J), len(J))
    np.testing.assert_allclose(Theta @ r, J @ (J.T @ r), atol=1e-9)
    assert is_psd(Theta, 1e-10)


def test_empirical_ntk_of_as_many_samples_as_parameters():
    assert empirical_ntk([[1.0, 2], [0, 1]]).tolist() == [[5, 2], [2, 1]]


# --- tangent_descent


@given(samples(), st.integers(0, 9), st.data())
def test_tangent_descent_is_gradient_descent_on_a_linear_model(J, steps, data):
    N, p = J.shape
    J_test = data.draw(hnp.arrays(np.float64, (3, p), elements=dyadic))
    f, y = (data.draw(hnp.arrays(np.float64, N, elements=dyadic)) for _ in range(2))
    f_test = data.draw(hnp.arrays(np.float64, 3, elements=dyadic))
    lr, delta = 1 / (1 + (J**2).sum()), np.zeros(p)
    for _ in range(steps):
        delta = delta - lr * J.T @ (f + J @ delta - y)
    got, got_test = tangent_descent(J @ J.T, J_test @ J.T, f, f_test, y, steps, lr)
    np.testing.assert_allclose(got, f + J @ delta, atol=1e-9)
    np.testing.assert_allclose(got_test, f_test + J_test @ delta, atol=1e-9)


def test_tangent_descent_ends_at_kernel_regression_of_what_is_wrong_at_first():
    rng = np.random.default_rng(4)
    J, J_test, f, f_test, y = (rng.standard_normal(shape) for shape in ((3, 9), (2, 9), 3, 2, 3))
    Theta, Theta_test = J @ J.T, J_test @ J.T
    got, got_test = tangent_descent(Theta, Theta_test, f, f_test, y, 20_000, 1 / np.linalg.eigvalsh(Theta)[-1])
    np.testing.assert_allclose(got, y, atol=1e-9)
    np.testing.assert_allclose(got_test, f_test + Theta_test @ np.linalg.solve(Theta, y - f), atol=1e-9)


def test_tangent_descent_never_moves_what_is_in_the_null_space():
    ones = np.ones((2, 2))
    f, f_test = tangent_descent(ones, np.ones((1, 2)), np.zeros(2), np.zeros(1), [3.0, 1], 1000, 0.5)
    np.testing.assert_allclose(f, [2, 2])
    np.testing.assert_allclose(f_test, [2])


def test_tangent_descent_without_steps_returns_copies():
    f, f_test = np.ones(2), np.ones(1)
    got, got_test = tangent_descent(np.eye(2), np.ones((1, 2)), f, f_test, np.zeros(2), 0, 0.5)
    got += 1
    got_test += 1
    assert f.tolist() == [1, 1] and f_test.tolist() == [1]


# --- errors


ROWS = "K_test has a row for each new point and a column for each sample"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (([1.0], [1, -1], 0, np.eye(2)), "alpha must be (2,), got shape (1,); one entry for each column of K_test"),
        (([1.0, 1], [1, 0], 0, np.eye(2)), "y must hold labels -1 and 1, got 0 at index 1; recode the classes"),
        (([1.0, 1], [1, -1], [0], np.eye(2)), "b must be a number, got shape (1,); one bias for all points"),
        (([1.0, 1], [1, -1], 0, [1, 2]), "K_test must be (M, N), got shape (2,); " + ROWS),
    ],
)
def test_ksvm_decision_says_what_does_not_fit(arguments, wanted):
    assert message(ksvm_decision, *arguments) == wanted


def test_gram_matrices_that_do_not_fit_are_named():
    wanted = "K must be symmetric, got a difference of 2; k(x, z) = k(z, x)"
    asymmetric = [[1, 2], [0, 1]]
    assert message(center_gram, asymmetric) == wanted
    assert message(kernel_pca, asymmetric, 1) == wanted
    assert message(nystrom, asymmetric, [0]) == wanted
    wanted = "K_test must be (M, 2), got shape (2, 1); " + ROWS
    assert message(center_gram, np.eye(2), [[1], [2]]) == wanted


def test_numbers_outside_their_range_are_named():
    assert message(kernel_pca, np.eye(2), 0) == "k must be an integer >= 1, got 0; it is the number of components"
    assert message(kernel_pca, np.eye(2), 3) == "k must be at most N = 2, got 3; 2 samples span no more dimensions"
    wanted = "idx must be one or more integers in 0..N-1 = 0..1, got [2]; they name samples"
    assert message(nystrom, np.eye(2), [2]) == wanted
    assert message(empirical_ntk, [1.0]) == "J must be (N, p), got shape (1,); give each sample a row"


def test_tangent_descent_says_what_does_not_fit():
    def refused(
        *, Theta=((1.0, 0), (0, 1)), Theta_test=((1.0, 0),), f=(0.0, 0), f_test=(0.0,), y=(1.0, 1), steps=1, lr=1
    ):
        return message(tangent_descent, Theta, Theta_test, f, f_test, y, steps, lr)

    assert refused(Theta=[[1, 2], [0, 1]]) == "Theta must be symmetric, got a difference of 2; k(x, z) = k(z, x)"
    wanted = "Theta_test must be (M, 2), got shape (1, 1); Theta_test has a row for each new point"
    assert refused(Theta_test=[[1.0]]) == wanted
    assert refused(f=[0.0]) == "f must be (2,), got shape (1,); one output for each sample"
    assert refused(y=[0.0]) == "y must be (2,), got shape (1,); one target for each sample"
    assert refused(f_test=[0.0, 1]) == "f_test must be (1,), got shape (2,); one output for each row of Theta_test"
    assert refused(steps=-1).startswith("steps must be an integer >= 0, got -1")
    assert refused(lr=0).startswith("lr must be > 0, got 0")


def test_random_fourier_features_say_what_is_wrong():
    rng = np.random.default_rng(0)
    wanted = "D must be an integer >= 1, got 0; it is the number of frequencies"
    assert message(random_fourier_features, [[1.0]], 0, 1, rng) == wanted
    wanted = "gamma must be > 0, got -1; 1 / (2 sigma^2) for the width sigma"
    assert message(random_fourier_features, [[1.0]], 1, -1, rng) == wanted
    assert message(random_fourier_features, [[1.0]], 1, 1, 7).startswith("rng must be a Generator, got int")
    assert message(random_fourier_features, [1.0], 1, 1, rng).startswith("X must be (N, d), got shape (1,)")


@pytest.mark.parametrize("N", [20, 60])
def test_nystrom_of_a_smooth_kernel_is_a_gram_matrix_and_so_is_what_it_leaves(N):
    X = np.linspace(-1, 1, N)[:, None]
    K = rbf(X, X, 0.1)
    K_hat = nystrom(K, np.arange(0, N, 2))
    assert (K_hat == K_hat.T).all()
    assert np.linalg.eigvalsh(K_hat).min() >= -1e-13 * N and np.linalg.eigvalsh(K - K_hat).min() >= -1e-10


def test_nystrom_of_landmarks_without_length_is_zero():
    assert (nystrom([[0, 0], [0, 3]], [0]) == 0).all()
