"""Labels as vectors, against loops and what defines them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from solutions.labels import one_hot
from tests.solutions.calls import message


@st.composite
def labels(draw):
    """Labels y (N,) and the number of classes K, of which some may have no sample."""
    K = draw(st.integers(2, 6))
    return draw(hnp.arrays(np.int64, st.integers(1, 6), elements=st.integers(0, K - 1))), K


@given(labels())
def test_one_hot_agrees_with_a_double_loop(drawn):
    y, K = drawn
    assert one_hot(y, K).tolist() == [[float(label == k) for k in range(K)] for label in y]


@given(labels())
def test_one_hot_rows_sum_to_one_and_argmax_inverts(drawn):
    y, K = drawn
    Y = one_hot(y, K)
    assert (Y.sum(axis=1) == 1).all()
    assert (Y.argmax(axis=1) == y).all()


@given(labels())
def test_one_hot_columns_are_orthogonal_and_count_the_classes(drawn):
    y, K = drawn
    Y = one_hot(y, K)
    assert np.array_equal(Y.T @ Y, np.diag(np.bincount(y, minlength=K)))


def test_one_hot_keeps_columns_of_classes_without_samples():
    assert one_hot([1, 0], 4).tolist() == [[0, 1, 0, 0], [1, 0, 0, 0]]


@pytest.mark.parametrize("y", [[2, 0], (2, 0), np.array([2, 0], np.uint8), np.array([2, 0], np.int32)])
def test_one_hot_takes_any_integers(y):
    assert one_hot(y, np.int64(3)).tolist() == [[0, 0, 1], [1, 0, 0]]


@pytest.mark.parametrize(
    ("y", "K", "wanted"),
    [
        ([0], 1, "K must be an integer >= 2, got 1; it is the number of classes"),
        ([0], 2.5, "K must be an integer >= 2, got 2.5; it is the number of classes"),
        ([[0], [1]], 3, "y must be (N,), got shape (2, 1); np.ravel(y) flattens it"),
        ([], 3, "y must hold at least one label, got none; a batch has N >= 1 samples"),
        ([0.0], 3, "y must be integers in 0..K-1 = 0..2, got dtype float64; convert with y.astype(int)"),
        ([0, 1, 2, 7], 3, "y must be integers in 0..K-1 = 0..2, got 7 at index 3; labels start at 0"),
        ([1, -1], 3, "y must be integers in 0..K-1 = 0..2, got -1 at index 1; labels start at 0"),
    ],
)
def test_one_hot_says_what_is_wrong_with_its_arguments(y, K, wanted):
    assert message(one_hot, y, K) == wanted
