"""Kernel models against scikit-learn at new points, the functions of unit 09, and on data that no line separates."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest
from sklearn.decomposition import KernelPCA
from sklearn.kernel_ridge import KernelRidge
from sklearn.svm import SVC

from solutions.kernel_methods import kernel_pca, nystrom
from solutions.kernel_models import (
    Expansion,
    fourier_features,
    kernel_ridge,
    kernel_svm,
    kernel_svm_classes,
    nystrom_features,
    principal_components,
)
from solutions.kernels import poly, rbf
from solutions.svm import linear_svm
from tests.solutions.calls import refusal as message

DIGITS = Path(__file__).resolve().parents[2] / "course" / "data" / "digits.npz"


def linear(X, Z):
    return X @ Z.T


def gaussian(gamma):
    return partial(rbf, gamma=gamma)


def cloud(N, d, seed=0):
    return np.random.default_rng(seed).standard_normal((N, d))


def circles(N, rng):
    """Two noisy circles about the origin, of radius 1 (+1) and 2 (-1)."""
    y = np.where(np.arange(N) % 2, 1, -1)
    angle, radius = rng.uniform(0, 2 * np.pi, N), np.where(y == 1, 1, 2) + 0.1 * rng.standard_normal(N)
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), y


def spirals(N, rng):
    """Two interleaved spirals of one and a half turns, -1 and +1."""
    y = np.where(np.arange(N) % 2, 1, -1)
    turn = 3 * np.pi * np.sqrt(rng.uniform(0.05, 1, N))
    arm = np.column_stack([np.cos(turn), np.sin(turn)]) * (y * turn / (3 * np.pi))[:, None]
    return arm + 0.01 * rng.standard_normal((N, 2)), y


def accuracy(f, Z, y):
    return np.mean(np.sign(f(Z)) == y)


# --- kernel_ridge


@pytest.mark.parametrize("lam", [1e-3, 1.0])
def test_kernel_ridge_agrees_with_scikit_learn_at_new_points(lam):
    X, Z = cloud(30, 2), cloud(9, 2, seed=1)
    y = np.sin(2 * X[:, 0])
    oracle = KernelRidge(alpha=lam, kernel="rbf", gamma=0.5).fit(X, y)
    np.testing.assert_allclose(kernel_ridge(X, y, gaussian(0.5), lam)(Z), oracle.predict(Z), atol=1e-9)


def test_kernel_ridge_learns_a_sine_from_noisy_values():
    rng = np.random.default_rng(0)
    X = np.sort(rng.uniform(0, 6, (80, 1)), axis=0)
    f = kernel_ridge(X, np.sin(X[:, 0]) + 0.1 * rng.standard_normal(80), gaussian(1), 0.1)
    Z = np.linspace(0.2, 5.8, 50)[:, None]
    np.testing.assert_allclose(f(Z), np.sin(Z[:, 0]), atol=0.15)


def test_a_model_keeps_its_samples_when_the_callers_change():
    X = cloud(5, 2)
    f = kernel_ridge(X, [1, 2, 3, 4, 5], linear, 1)
    before = f([[1.0, 1]])
    X[:] = 0
    assert np.array_equal(f([[1.0, 1]]), before)


# --- kernel_svm


@pytest.mark.parametrize(("kernel", "options"), [(gaussian(0.5), {"gamma": 0.5}), (linear, {"kernel": "linear"})])
def test_kernel_svm_agrees_with_scikit_learn_at_new_points(kernel, options):
    X, Z = cloud(50, 2), cloud(20, 2, seed=1)
    y = np.where(X[:, 0] ** 2 + X[:, 1] > 0.5, 1, -1)
    oracle = SVC(C=2, tol=1e-9, **options).fit(X, y)
    f = kernel_svm(X, y, kernel, 2, 1e-9)
    np.testing.assert_allclose(f(Z), oracle.decision_function(Z), atol=1e-3)
    assert len(f.X) == len(oracle.support_)


def test_kernel_svm_solves_exclusive_or_with_a_quadratic_kernel():
    corners, y = [[0.0, 0], [0, 1], [1, 0], [1, 1]], [-1, 1, 1, -1]
    assert accuracy(kernel_svm(corners, y, partial(poly, degree=2, c=1), 100), corners, y) == 1


def test_kernel_svm_separates_circles_that_no_line_does():
    rng = np.random.default_rng(0)
    (X, y), (Z, labels) = circles(200, rng), circles(200, rng)
    w, b = linear_svm(X, y, 1)
    assert np.mean(np.sign(Z @ w + b) == labels) < 0.7
    assert accuracy(kernel_svm(X, y, gaussian(1), 10), Z, labels) == 1


def test_kernel_svm_separates_spirals():
    rng = np.random.default_rng(0)
    (X, y), (Z, labels) = spirals(400, rng), spirals(400, rng)
    assert accuracy(kernel_svm(X, y, gaussian(20), 100), Z, labels) >= 0.99


# --- kernel_svm_classes


def test_kernel_svm_classes_is_one_machine_for_each_class():
    X = cloud(60, 2)
    y = (X[:, 0] > 0) + (X[:, 1] > 0).astype(int)
    f, Z = kernel_svm_classes(X, y, gaussian(0.5), 3), cloud(10, 2, seed=1)
    machines = [kernel_svm(X, np.where(y == k, 1, -1), gaussian(0.5), 3)(Z) for k in range(3)]
    np.testing.assert_allclose(f(Z), np.column_stack(machines), atol=1e-12)


def test_kernel_svm_classes_reads_the_digits():
    with np.load(DIGITS) as digits:
        X, y = digits["X"] / 16, digits["y"].astype(int)
    order = np.random.default_rng(0).permutation(len(X))
    train, test = order[:1347], order[1347:]
    f = kernel_svm_classes(X[train], y[train], gaussian(0.25), 10, 1e-2)
    assert np.mean(f(X[test]).argmax(axis=1) == y[test]) >= 0.98


# --- principal_components


def test_principal_components_agree_with_scikit_learn_at_new_points():
    X, Z = cloud(20, 3), cloud(6, 3, seed=1)
    f = principal_components(X, gaussian(0.2), 4)
    oracle = KernelPCA(4, kernel="rbf", gamma=0.2, eigen_solver="dense").fit(X)
    signs = np.sign((f(X) * oracle.transform(X)).sum(axis=0))
    np.testing.assert_allclose(f(Z), signs * oracle.transform(Z), atol=1e-9)


def test_principal_components_at_the_samples_are_their_scores():
    X = cloud(12, 2)
    np.testing.assert_allclose(principal_components(X, gaussian(1), 5)(X), kernel_pca(rbf(X, X, 1), 5), atol=1e-9)


def test_principal_components_without_variance_score_zero():
    scores = principal_components([[0.0, 0], [1, 1], [2, 2]], linear, 3)([[3.0, 3], [1, -1]])
    np.testing.assert_allclose(abs(scores), [[2 * np.sqrt(2), 0, 0], [np.sqrt(2), 0, 0]], atol=1e-9)
    assert not principal_components(cloud(9, 2), linear, 9)(cloud(4, 2, seed=1))[:, 2:].any()
    assert not principal_components([[1.0, 1], [1, 1]], gaussian(1), 2)([[5.0, 5]]).any()


def test_principal_components_of_circles_tell_them_apart():
    rng = np.random.default_rng(0)
    X, y = circles(200, rng)
    scores = principal_components(X, partial(poly, degree=2, c=0), 3)(circles(200, rng)[0])
    # One of the quadratic components is the radius, up to a shift; its correlation with the class is all but 1.
    assert max(abs(np.corrcoef(column, y)[0, 1]) for column in scores.T) > 0.9


# --- nystrom_features


@pytest.mark.parametrize("idx", [[0, 3, 7], [2, 2, 5], list(range(10))])
def test_nystrom_features_have_the_nystrom_matrix_as_inner_products(idx):
    X = cloud(10, 2)
    Phi = nystrom_features(X, idx, gaussian(0.5))(X)
    np.testing.assert_allclose(Phi @ Phi.T, nystrom(rbf(X, X, 0.5), idx), atol=1e-8)


def test_ridge_regression_on_all_nystrom_features_is_kernel_ridge_regression():
    X, Z = cloud(15, 2), cloud(5, 2, seed=1)
    y, lam = X[:, 0] ** 2, 0.1
    phi = nystrom_features(X, np.arange(15), gaussian(0.5))
    f = kernel_ridge(phi(X), y, linear, lam)
    np.testing.assert_allclose(f(phi(Z)), kernel_ridge(X, y, gaussian(0.5), lam)(Z), atol=1e-6)


# --- fourier_features


def test_fourier_features_of_new_points_fit_those_of_the_samples():
    X, Z = cloud(6, 3), cloud(4, 3, seed=1)
    phi = fourier_features(20_000, 0.3, np.random.default_rng(0))
    # By Hoeffding each of the 24 entries is wrong by 0.06 with probability 2 exp(-36) < 5e-16.
    np.testing.assert_allclose(phi(X) @ phi(Z).T, rbf(X, Z, 0.3), atol=0.06)


def test_fourier_features_come_from_their_generator():
    rng, X = np.random.default_rng(0), cloud(3, 2)
    first, second = fourier_features(9, 1, rng), fourier_features(9, 1, rng)
    assert np.array_equal(first(X), first(X))
    assert not np.array_equal(first(X), second(X))
    assert np.array_equal(first(X), fourier_features(9, 1, np.random.default_rng(0))(X))


# --- errors


def test_new_points_of_another_dimension_are_named():
    f = Expansion(linear, np.eye(2), np.ones(2))
    assert message(f, [[1.0, 2, 3]]) == "Z must be (N, 2), got shape (1, 3); give each sample a row"


def test_samples_and_kernels_that_are_none_are_named():
    y = [1, -1]
    fits = [
        lambda X, k: kernel_ridge(X, y, k, 1),
        lambda X, k: kernel_svm(X, y, k, 1),
        lambda X, k: kernel_svm_classes(X, [0, 1], k, 1),
        lambda X, k: principal_components(X, k, 1),
        lambda X, k: nystrom_features(X, [0], k),
    ]
    for fit in fits:
        assert message(fit, [1.0, 2], linear) == "X must be (N, d), got shape (2,); give each sample a row"
        wanted = "kernel must be a function, got str; give its name without brackets"
        assert message(fit, [[1.0], [2]], "rbf") == wanted


def test_targets_indices_and_generators_that_do_not_fit_are_named():
    wanted = "y must be (2,), got shape (1,); one entry for each of the 2 rows of X"
    assert message(kernel_svm_classes, [[1.0], [2]], [0], linear, 1) == wanted
    wanted = "idx must be one or more integers in 0..N-1 = 0..1, got [2]; they name samples"
    assert message(nystrom_features, [[1.0], [2]], [2], linear) == wanted
    assert message(fourier_features, 1, 1, 0).startswith("rng must be a Generator, got int")
