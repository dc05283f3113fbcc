"""The fast Gram matrices against SciPy, and what they promise of symmetry, precision and memory."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from solutions.fast import gram
from solutions.fast.gram import GramRows, RbfRows, rbf, sqdist

sizes = st.sampled_from([1, 2, 3, gram.TILE - 1, gram.TILE, gram.TILE + 1, 2 * gram.TILE + 1])


@st.composite
def samples(draw, d=None):
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return rng.normal(draw(st.sampled_from([0, 3])), 1, (draw(sizes), d or draw(st.integers(1, 5))))


@given(st.data(), samples())
def test_sqdist_agrees_with_scipy(data, X):
    Z = data.draw(samples(X.shape[1]))
    np.testing.assert_allclose(sqdist(X, Z), cdist(X, Z, "sqeuclidean"), rtol=1e-12, atol=1e-12)


@given(samples())
def test_sqdist_of_a_set_with_itself_is_exactly_symmetric_with_zero_diagonal(X):
    D = sqdist(X, X)
    assert (D == D.T).all() and (D.diagonal() == 0).all() and (D >= 0).all()
    np.testing.assert_allclose(D, cdist(X, X, "sqeuclidean"), rtol=1e-12, atol=1e-12)


@given(st.data(), samples(), st.sampled_from([0.01, 1, 7]))
def test_rbf_agrees_with_scipy(data, X, gamma):
    Z = data.draw(samples(X.shape[1]))
    np.testing.assert_allclose(rbf(X, Z, gamma), np.exp(-gamma * cdist(X, Z, "sqeuclidean")), rtol=1e-10)


@given(samples())
def test_rbf_of_a_set_with_itself_is_exactly_symmetric_with_unit_diagonal(X):
    K = rbf(X, X, 0.3)
    assert (K == K.T).all() and (K.diagonal() == 1).all() and (K <= 1).all()
    np.testing.assert_allclose(K, np.exp(-0.3 * cdist(X, X, "sqeuclidean")), rtol=1e-10)


def test_samples_far_from_the_origin_keep_their_distances():
    X = np.random.default_rng(0).normal(size=(50, 3))
    np.testing.assert_allclose(sqdist(X + 1e6, X + 1e6), sqdist(X, X), rtol=1e-6, atol=1e-8)


def test_duplicates_have_distance_zero_up_to_round_off_and_never_less():
    X = np.random.default_rng(0).normal(size=(5, 3))
    D = sqdist(X, X.copy())
    assert (D >= 0).all() and D.diagonal().max() < 1e-14


def test_float32_stays_float32_to_its_own_precision():
    X = np.random.default_rng(0).normal(size=(300, 8)).astype(np.float32)
    K = rbf(X, X, 0.1)
    assert K.dtype == np.float32
    np.testing.assert_allclose(K, rbf(X.astype(float), X.astype(float), 0.1), rtol=1e-5)


def test_lists_and_integers_are_computed_in_float64():
    assert sqdist([[0, 0]], [[3, 4], [0, 1]]).tolist() == [[25, 1]]


def test_arguments_stay_as_they_are():
    X = np.random.default_rng(0).normal(size=(5, 2))
    kept = X.copy()
    rbf(X, X, 1.0)
    assert (kept == X).all()


@pytest.mark.parametrize("same", [True, False])
def test_beside_the_result_memory_is_linear_in_the_samples(same):
    X = np.random.default_rng(0).normal(size=(1500, 10))
    Z = X if same else X.copy()
    tracemalloc.start()
    K = rbf(X, Z, 0.1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak - K.nbytes < 8 * X.nbytes + 4 * gram.TILE**2 * 8


@pytest.mark.parametrize(
    "make", [lambda X: RbfRows(X, 0.3, np.float64), lambda X: GramRows(rbf(X, X, 0.3), np.float64)]
)
def test_rows_are_those_of_the_matrix(make):
    X = np.random.default_rng(0).normal(size=(40, 3))
    K, rows = rbf(X, X, 0.3), make(X)
    some = [3, 0, 39]
    out = np.empty((3, 40))
    rows.into(some, out)
    np.testing.assert_allclose(out, K[some], rtol=1e-13)
    np.testing.assert_allclose(rows.all(), K, rtol=1e-13)
    np.testing.assert_allclose(rows.diagonal, 1, rtol=1e-15)


def test_gamma_must_be_positive():
    with pytest.raises(ValueError, match="gamma must be > 0, got 0; the kernel falls with the distance"):
        rbf([[1.0]], [[1.0]], 0)


def test_both_sets_have_the_same_columns():
    with pytest.raises(ValueError, match=r"Z must be \(N, 2\), got shape \(1, 1\)"):
        sqdist([[1.0, 2.0]], [[1.0]])
