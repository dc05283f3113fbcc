"""Each guard lets pass what it should, and says what was wanted, what came and the next step of anything else.

Those of samples, labels, logits and layers are tested with the functions that they guard.
"""

import numpy as np
import pytest

from solutions import require
from tests.solutions.calls import refusal as message


def test_rows_of_different_lengths_are_no_array():
    wanted = "X must be an array, got rows of different lengths; fill them up"
    assert message(require.numbers, [[1.0], [2.0, 3.0]], "X") == wanted
    assert message(require.samples, [[1.0], [2.0, 3.0]]) == wanted


def test_a_target_for_each_row():
    require.targets([1, 2.5], [[1, 2], [3, 4]])
    wanted = "y must be (2,), got shape (1,); one entry for each of the 2 rows of X"
    assert message(require.targets, [1.0], [[1, 2], [3, 4]]) == wanted


def test_labels_of_two_values():
    require.labels_among([-1, 1, 1.0], (-1, 1), 3)
    wanted = "y must hold labels -1 and 1, got 0.0 at index 1; recode the classes"
    assert message(require.labels_among, [1.0, 0.0], (-1, 1), 2) == wanted
    wanted = "y must be (2,), got shape (3,); one label for each sample"
    assert message(require.labels_among, [1, 0, 1], (0, 1), 2) == wanted


@pytest.mark.parametrize("n", [0, 1.0, True, "2", None])
def test_what_is_no_count(n):
    require.integer(np.int64(1), "k", 1, "the number of components")
    wanted = f"k must be an integer >= 1, got {n!r}; it is the number of components"
    assert message(require.integer, n, "k", 1, "the number of components") == wanted


def test_numbers_outside_their_range():
    require.scalar(0.0, "lam", least=0, hint="0 switches it off")
    require.scalar(1e-300, "gamma", above=0, hint="a width")
    assert message(require.scalar, 0.0, "gamma", above=0, hint="a width") == "gamma must be > 0, got 0; a width"
    wanted = "lam must be >= 0, got -1; 0 switches it off"
    assert message(require.scalar, -1, "lam", least=0, hint="0 switches it off") == wanted
    assert message(require.scalar, [1.0], "lam", hint="one") == "lam must be a number, got shape (1,); one"


def test_a_function_can_be_called():
    require.function(abs, "f")
    assert message(require.function, 3, "f") == "f must be a function, got int; give its name without brackets"


def test_a_gram_matrix_is_square_and_symmetric():
    require.gram([[2, 1 + 1e-12], [1, 2]])
    wanted = "K must be (N, N), got shape (1, 2); is this the Gram matrix of two different sets?"
    assert message(require.gram, [[1, 2]]) == wanted
    assert message(require.gram, [[1, 2], [0, 1]]) == "K must be symmetric, got a difference of 2; k(x, z) = k(z, x)"


def test_knots_increase():
    require.increasing([-1, 0, 0.5], "t")
    require.increasing([3], "t")
    assert message(require.increasing, [0, 1, 1], "t") == (
        "t must increase strictly, got 1 before 1; sort them, without repeats"
    )
    assert message(require.increasing, 3, "t") == "t must be (m,), got shape (); give them as one row of numbers"


@pytest.mark.parametrize(
    ("W", "wanted"),
    [
        ([1, 2], "W must be (N, N), got shape (2,); give each node a row and a column"),
        ([[1, 2]], "W must be (N, N), got shape (1, 2); give each node a row and a column"),
        ([[0, 1], [2, 0]], "W must be symmetric, got a difference of 1; an edge has one weight"),
        ([[0, -1], [-1, 0]], "W must be >= 0, got -1; a weight says how alike two nodes are"),
    ],
)
def test_weights_of_a_graph_are_symmetric_and_not_negative(W, wanted):
    require.graph([[5, 1 + 1e-12], [1, 0]])
    assert message(require.graph, W) == wanted


@pytest.mark.parametrize(
    ("y", "mask", "wanted"),
    [
        ([1, 2], [1, 0], "mask must be (2,) booleans, got int64 (2,); true where a label is known"),
        ([1, 2], [True], "mask must be (2,) booleans, got bool (1,); true where a label is known"),
        ([1], [True, False], "y must be (2,), got shape (1,); fill it up, with zeros say, where mask is false"),
        ([1, 2], [False, False], "mask must be true somewhere, got no label; know one at least"),
        ([np.nan, 2], [True, False], "y must be finite, got nan at [0]; find out where it came from"),
    ],
)
def test_labels_are_known_where_the_mask_is_true(y, mask, wanted):
    require.partly_labelled([1, np.nan], [True, False], 2)
    assert message(require.partly_labelled, y, mask, 2) == wanted


def test_ragged_logits_and_labels_are_named_too():
    wanted = "Z must be an array, got rows of different lengths; fill them up"
    assert message(require.logits, [[1.0], [2.0, 3.0]]) == wanted


def test_samples_with_signs():
    require.signed_samples([[1.0], [2.0]], [1, -1])
    assert message(require.signed_samples, [1.0], [1]) == "X must be (N, d), got shape (1,); give each sample a row"
    wanted = "y must be (2,), got shape (1,); one label for each sample"
    assert message(require.signed_samples, [[1.0], [2.0]], [1]) == wanted


def test_both_classes_are_there():
    require.both_classes([-1, -1, 1])
    wanted = "y must hold both -1 and +1, got -1 only; one class alone has no boundary"
    assert message(require.both_classes, [-1.0, -1.0]) == wanted


@pytest.mark.parametrize("idx", [[], 0, [3], [-1], [0.0], [[0]]])
def test_what_are_no_indices(idx):
    require.indices([2, 0, 2], 3)
    wanted = f"idx must be one or more integers in 0..N-1 = 0..2, got {idx!r}; they name samples"
    assert message(require.indices, idx, 3) == wanted


@pytest.mark.parametrize(("value", "got"), [(None, "NoneType"), ({1: 2}, "dict"), (abs, "builtin_function_or_method")])
def test_what_is_no_array_at_all_is_named(value, got):
    assert message(require.samples, value).startswith(f"X must be an array, got {got}; ")


def test_numbers_too_large_for_float64_are_not_finite():
    big = np.longdouble(10) ** 400
    if np.isfinite(big):  # where long doubles are longer
        assert message(require.numbers, [1, big], "X").startswith("X must be finite, got inf at [1]")


def test_large_finite_numbers_are_finite():
    require.numbers(np.full(3, 1e200), "X")
    require.array(np.full(3, 1e200), "X", (3,), "three")


def test_whole_numbers_of_any_size_are_scalars():
    require.scalar(10**30, "C", above=0, hint="a weight")
    assert message(require.scalar, 10**400, "C", hint="a weight").startswith("C must hold real numbers")


@pytest.mark.parametrize("widths", [[2**70, 3], (np.uint8(2), 3), np.array([2, 3], ">i2"), [np.uint64(2**63), 3]])
def test_widths_are_whole_numbers_of_any_size(widths):
    require.widths(widths)


@pytest.mark.parametrize("widths", [3, [3], [0, 3], [1.0, 2], [True, 2], "ab", [[1, 2], [3]]])
def test_what_are_no_widths(widths):
    assert message(require.widths, widths).startswith("widths must be two integers >= 1 or more")
