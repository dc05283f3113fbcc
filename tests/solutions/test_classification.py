"""The model answers of unit 01 against independent oracles: SciPy, mpmath, loops, and their theorems."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from solutions.classification import accuracy, confidence, cross_entropy, error_bound, one_hot, softmax
from tests.solutions.calls import message

ROUND_OFF = 1e-12

sizes = st.tuples(st.integers(1, 6), st.integers(2, 5))
# Multiples of 1/8 up to 1024: their sums and differences are exact, so that ties and signs are too.
dyadic = st.integers(-(2**13), 2**13).map(lambda m: m / 8)


@st.composite
def tables(draw, elements=dyadic):
    """Logits Z (N, K)."""
    return draw(hnp.arrays(np.float64, draw(sizes), elements=elements))


@st.composite
def batches(draw, elements=dyadic):
    """Logits Z (N, K) and labels y (N,)."""
    Z = draw(tables(elements))
    return Z, draw(hnp.arrays(np.int64, len(Z), elements=st.integers(0, Z.shape[1] - 1)))


moderate = st.floats(-30, 30)
large = st.floats(-1e4, 1e4)
shifts = hnp.arrays(np.float64, (6, 1), elements=dyadic)


# --- one_hot


@given(batches())
def test_one_hot_agrees_with_a_double_loop(batch):
    Z, y = batch
    K = Z.shape[1]
    assert one_hot(y, K).tolist() == [[float(label == k) for k in range(K)] for label in y]


@given(batches())
def test_one_hot_rows_sum_to_one_and_argmax_inverts(batch):
    Z, y = batch
    Y = one_hot(y, Z.shape[1])
    assert (Y.sum(axis=1) == 1).all()
    assert (Y.argmax(axis=1) == y).all()


@given(batches())
def test_one_hot_columns_are_orthogonal_and_count_the_classes(batch):
    Z, y = batch
    Y = one_hot(y, Z.shape[1])
    assert np.array_equal(Y.T @ Y, np.diag(np.bincount(y, minlength=Z.shape[1])))


def test_one_hot_keeps_columns_of_classes_without_samples():
    assert one_hot([1, 0], 4).tolist() == [[0, 1, 0, 0], [1, 0, 0, 0]]


@pytest.mark.parametrize("y", [[2, 0], (2, 0), np.array([2, 0], np.uint8), np.array([2, 0], np.int32)])
def test_one_hot_takes_any_integers(y):
    assert one_hot(y, np.int64(3)).tolist() == [[0, 0, 1], [1, 0, 0]]


# --- softmax


@given(tables(moderate))
def test_softmax_agrees_with_scipy(Z):
    np.testing.assert_allclose(softmax(Z), special.softmax(Z, axis=1), rtol=ROUND_OFF)


@given(tables(large))
def test_softmax_rows_are_probabilities_for_large_logits(Z):
    P = softmax(Z)
    assert (P >= 0).all()
    np.testing.assert_allclose(P.sum(axis=1), 1, rtol=ROUND_OFF)


@given(tables(), shifts)
def test_softmax_is_shift_invariant(Z, c):
    np.testing.assert_allclose(softmax(Z + c[: len(Z)]), softmax(Z), rtol=ROUND_OFF)


@given(tables(moderate))
def test_softmax_has_the_differences_of_logits_as_log_odds(Z):
    log_P = np.log(softmax(Z))
    np.testing.assert_allclose(log_P - log_P[:, :1], Z - Z[:, :1], atol=1e-11)


@given(tables())
def test_softmax_preserves_order(Z):
    P = softmax(Z)
    smaller = Z[:, :, None] < Z[:, None, :]
    assert (P[:, :, None] <= P[:, None, :])[smaller].all()


def test_softmax_keeps_rows_apart_that_differ_by_1e4():
    P = softmax([[1e4, 1e4], [0.0, 0.0], [-1e4, -1e4]])
    assert (P == 0.5).all()


# --- cross_entropy


@given(batches(moderate))
def test_cross_entropy_agrees_with_scipy(batch):
    Z, y = batch
    wanted = np.mean([special.logsumexp(z) - z[k] for z, k in zip(Z, y, strict=True)])
    assert cross_entropy(Z, y) == pytest.approx(wanted, rel=1e-10, abs=ROUND_OFF)


def exact_loss(z, k):
    """-log p_k with 50 digits; the smallest term, exp(-2e4), needs no more as an mpmath number."""
    with mpmath.workdps(50):
        return mpmath.log(mpmath.fsum(mpmath.exp(mpmath.mpf(v)) for v in z)) - mpmath.mpf(z[k])


@given(batches(large))
def test_cross_entropy_agrees_with_fifty_digits_for_large_logits(batch):
    Z, y = batch
    wanted = mpmath.fsum(exact_loss(z, k) for z, k in zip(Z, y, strict=True)) / len(y)
    assert cross_entropy(Z, y) == pytest.approx(float(wanted), rel=ROUND_OFF, abs=ROUND_OFF)


@given(batches(large))
def test_cross_entropy_is_never_negative(batch):
    assert cross_entropy(*batch) >= 0


@given(batches(), dyadic)
def test_cross_entropy_of_equal_logits_is_log_of_the_class_count(batch, c):
    Z, y = batch
    assert cross_entropy(np.full_like(Z, c), y) == pytest.approx(np.log(Z.shape[1]), rel=ROUND_OFF)


@given(batches(), shifts)
def test_cross_entropy_is_shift_invariant(batch, c):
    Z, y = batch
    assert cross_entropy(Z + c[: len(Z)], y) == pytest.approx(cross_entropy(Z, y), rel=ROUND_OFF)


@given(batches())
def test_cross_entropy_exceeds_the_lack_of_the_true_logit_by_log_k_at_most(batch):
    Z, y = batch
    lack = np.mean(Z.max(axis=1) - Z[np.arange(len(y)), y])
    assert lack * (1 - ROUND_OFF) <= cross_entropy(Z, y) <= (lack + np.log(Z.shape[1])) * (1 + ROUND_OFF)


# --- confidence


@given(batches())
def test_confidence_agrees_with_a_loop(batch):
    Z, y = batch
    wanted = [z[k] - max(v for j, v in enumerate(z) if j != k) for z, k in zip(Z, y, strict=True)]
    assert confidence(Z, y).tolist() == wanted


@given(batches(large))
def test_confidence_is_positive_exactly_at_the_strict_argmax(batch):
    Z, y = batch
    strict = [all(z[k] > v for j, v in enumerate(z) if j != k) for z, k in zip(Z, y, strict=True)]
    assert (confidence(Z, y) > 0).tolist() == strict


@given(batches(), shifts)
def test_confidence_is_shift_invariant(batch, c):
    Z, y = batch
    assert (confidence(Z + c[: len(Z)], y) == confidence(Z, y)).all()


@given(batches(), st.integers(1, 512).map(lambda m: m / 64))
def test_confidence_scales_with_the_logits(batch, t):
    Z, y = batch
    assert (confidence(t * Z, y) == t * confidence(Z, y)).all()


@given(batches(moderate))
def test_confidence_is_the_log_odds_against_the_strongest_rival(batch):
    Z, y = batch
    P = special.softmax(Z, axis=1)
    odds = [p[k] / np.delete(p, k).max() for p, k in zip(P, y, strict=True)]
    np.testing.assert_allclose(confidence(Z, y), np.log(odds), atol=1e-11)


def test_confidence_tells_neighbouring_doubles_apart():
    tiny = np.nextafter(0, 1)
    assert confidence([[tiny, 0.0], [0.0, tiny], [tiny, tiny]], [0, 0, 0]).tolist() == [tiny, -tiny, 0]


# --- accuracy


@given(batches(st.integers(-2, 2).map(float)))
def test_accuracy_agrees_with_counting(batch):
    Z, y = batch
    right = sum(all(z[k] > v for j, v in enumerate(z) if j != k) for z, k in zip(Z, y, strict=True))
    assert accuracy(Z, y) == right / len(y)


@given(batches(st.integers(-2, 2).map(float)), st.randoms(use_true_random=False))
def test_accuracy_ignores_the_order_of_samples_and_the_names_of_classes(batch, random):
    Z, y = batch
    samples = random.sample(range(len(y)), len(y))
    names = np.array(random.sample(range(Z.shape[1]), Z.shape[1]))
    assert accuracy(Z[samples], y[samples]) == accuracy(Z, y)
    assert accuracy(Z[:, names], np.argsort(names)[y]) == accuracy(Z, y)


@given(batches())
def test_accuracy_of_equal_logits_is_zero(batch):
    Z, y = batch
    assert accuracy(np.zeros_like(Z), y) == 0


# --- error_bound


@given(batches(st.integers(-24, 24).map(lambda m: m / 8)))
def test_error_is_one_minus_accuracy_and_at_most_the_bound(batch):
    error, bound = error_bound(*batch)
    assert error == 1 - accuracy(*batch)
    assert error <= bound * (1 + ROUND_OFF)


@given(batches(moderate))
def test_bound_is_the_mean_loss_in_bits(batch):
    Z, y = batch
    bits = -special.log_softmax(Z, axis=1)[np.arange(len(y)), y] / np.log(2)
    assert error_bound(Z, y)[1] == pytest.approx(bits.mean(), rel=1e-10, abs=ROUND_OFF)


@given(batches())
def test_error_equals_the_bound_when_two_classes_tie(batch):
    Z, y = batch
    ties = np.repeat(Z[:, :1], 2, axis=1)
    assert error_bound(ties, y % 2) == pytest.approx((1, 1), rel=ROUND_OFF)


@given(batches(st.floats(-8, 8)))
def test_error_is_below_the_bound_as_soon_as_there_are_three_classes(batch):
    Z, y = batch
    error, bound = error_bound(np.column_stack([Z, Z.max(axis=1)]), y)
    assert error < bound


# --- what goes in and what comes out

def softmax_of_samples(Z, y):
    return softmax(Z)


scores = pytest.mark.parametrize("function", [cross_entropy, accuracy])
functions_of_samples = pytest.mark.parametrize("function", [cross_entropy, confidence, accuracy, error_bound])
every_function = pytest.mark.parametrize(
    "function", [softmax_of_samples, cross_entropy, confidence, accuracy, error_bound]
)

LOGITS = np.array([[3.0, 1.0, 2.0], [0.0, 5.0, 4.0]])
LABELS = np.array([0, 2])


@every_function
@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.float16, np.float32])
def test_any_real_dtype_gives_the_float64_result(function, dtype):
    got, wanted = function(LOGITS.astype(dtype), LABELS.astype(np.uint8)), function(LOGITS, LABELS)
    assert np.array_equal(got, wanted)
    assert np.asarray(got).dtype == np.float64


@every_function
def test_lists_give_the_same_result_as_arrays(function):
    assert np.array_equal(function(LOGITS.tolist(), LABELS.tolist()), function(LOGITS, LABELS))


@every_function
def test_inputs_are_left_as_they_were(function):
    Z, y = LOGITS.copy(), LABELS.copy()
    function(Z, y)
    assert (Z == LOGITS).all()
    assert (y == LABELS).all()


@every_function
def test_one_sample_is_a_batch(function):
    assert np.isfinite(function([[2.0, 1.0]], [1])).all()


@scores
def test_scores_are_python_floats(function):
    assert type(function(LOGITS, LABELS)) is float


def test_error_bound_is_a_pair_of_python_floats():
    assert [type(side) for side in error_bound(LOGITS, LABELS)] == [float, float]


# --- errors


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


@every_function
@pytest.mark.parametrize(
    ("Z", "wanted"),
    [
        ([1.0, 2.0], "Z must be (N, K), got shape (2,); give each sample a row"),
        (np.ones((0, 3)), "Z must be (N, K) with N >= 1 and K >= 2, got shape (0, 3); is a sample a row?"),
        ([[1.0], [2.0]], "Z must be (N, K) with N >= 1 and K >= 2, got shape (2, 1); is a sample a row?"),
        ([["a", "b"]], "Z must hold real numbers, got dtype <U1; convert with Z.astype(float)"),
        ([[1.0, np.nan]], "Z must be finite, got nan at [0, 1]; find out where it came from"),
        ([[0.0, 1.0], [-np.inf, 1.0]], "Z must be finite, got -inf at [1, 0]; find out where it came from"),
    ],
)
def test_logits_that_are_none_are_named(function, Z, wanted):
    assert message(function, Z, [0] * len(Z)) == wanted


@functions_of_samples
@pytest.mark.parametrize(
    ("y", "wanted"),
    [
        ([0], "y must be (2,) to match Z (2, 3), got shape (1,); one label for each row of Z"),
        ([[0], [1]], "y must be (2,) to match Z (2, 3), got shape (2, 1); one label for each row of Z"),
        ([0, 3], "y must be integers in 0..K-1 = 0..2, got 3 at index 1; labels start at 0"),
        ([True, False], "y must be integers in 0..K-1 = 0..2, got dtype bool; convert with y.astype(int)"),
    ],
)
def test_labels_that_do_not_fit_are_named(function, y, wanted):
    assert message(function, LOGITS, y) == wanted
