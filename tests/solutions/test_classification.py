"""The model answers of unit 01 against independent oracles: SciPy, mpmath, loops, and their theorems."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize, special

from solutions.classification import (
    accuracy,
    best_scale,
    catch_softmax,
    confidence,
    cross_entropy,
    loss_bounds,
    softmax,
)
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


# --- loss_bounds


def exact_bounds(delta, K):
    """log(1 + e^-delta) and log(1 + (K - 1) e^-delta) with 50 digits."""
    with mpmath.workdps(50):
        u = mpmath.exp(-mpmath.mpf(delta))
        return float(mpmath.log1p(u)), float(mpmath.log1p((K - 1) * u))


@given(batches(large))
def test_loss_bounds_agree_with_fifty_digits_for_large_logits(batch):
    Z, y = batch
    lower, upper = loss_bounds(Z, y)
    wanted = [exact_bounds(delta, Z.shape[1]) for delta in confidence(Z, y)]
    np.testing.assert_allclose(np.column_stack([lower, upper]), wanted, rtol=ROUND_OFF, atol=1e-300)


@given(batches(large))
def test_the_loss_of_each_sample_lies_between_its_bounds(batch):
    Z, y = batch
    lower, upper = loss_bounds(Z, y)
    for n, k in enumerate(y):
        loss = float(exact_loss(Z[n], k))
        slack = ROUND_OFF * (1 + loss)
        assert lower[n] - slack <= loss <= upper[n] + slack


@given(batches(moderate))
def test_the_upper_bound_is_the_loss_when_all_rivals_tie(batch):
    Z, y = batch
    rows = np.arange(len(y))
    tied = np.repeat(Z.max(axis=1, keepdims=True), Z.shape[1], axis=1)
    tied[rows, y] = Z[rows, y]
    losses = [cross_entropy(tied[[n]], y[[n]]) for n in rows]
    np.testing.assert_allclose(loss_bounds(tied, y)[1], losses, rtol=1e-10, atol=ROUND_OFF)


@given(batches(moderate))
def test_the_lower_bound_is_the_loss_when_one_rival_is_left(batch):
    Z, y = batch
    rows = np.arange(len(y))
    alone = np.full_like(Z, -1e4)
    alone[rows, y], alone[rows, (y + 1) % Z.shape[1]] = Z[rows, y], Z[rows, (y + 1) % Z.shape[1]]
    losses = [cross_entropy(alone[[n]], y[[n]]) for n in rows]
    np.testing.assert_allclose(loss_bounds(alone, y)[0], losses, rtol=1e-10, atol=ROUND_OFF)


@given(batches(st.floats(-8, 8)))
def test_the_bounds_differ_by_log_of_the_rivals_at_most(batch):
    Z, y = batch
    lower, upper = loss_bounds(Z, y)
    assert (upper - lower >= 0).all()
    assert (upper - lower <= np.log(Z.shape[1] - 1) + ROUND_OFF).all()


@given(batches())
def test_two_classes_have_one_bound(batch):
    Z, y = batch
    lower, upper = loss_bounds(Z[:, :2], y % 2)
    assert np.array_equal(lower, upper)


@given(batches(st.integers(-24, 24).map(lambda m: m / 8)))
def test_the_error_rate_is_at_most_the_loss_in_bits(batch):
    assert 1 - accuracy(*batch) <= cross_entropy(*batch) / np.log(2) * (1 + ROUND_OFF)


def test_loss_bounds_of_an_example_by_hand():
    lower, upper = loss_bounds([[2, 1, 0], [1, 0, 0], [0, 1, 1]], [0, 0, 0])
    assert lower == pytest.approx([np.log1p(np.exp(-1)), np.log1p(np.exp(-1)), np.log1p(np.e)])
    assert upper == pytest.approx([np.log1p(2 * np.exp(-1)), np.log1p(2 * np.exp(-1)), np.log1p(2 * np.e)])


# --- best_scale


def loss_at(t, Z, y):
    """The cross-entropy of t Z, by SciPy."""
    Z = t * np.asarray(Z, float)
    return np.mean(special.logsumexp(Z, axis=1) - Z[np.arange(len(Z)), y])


def slope_at(t, Z, y):
    """The derivative of the loss of t Z, with 50 digits."""
    with mpmath.workdps(50):
        total = mpmath.mpf(0)
        for z, k in zip(Z, y, strict=True):
            weights = [mpmath.exp(mpmath.mpf(t) * (mpmath.mpf(v) - mpmath.mpf(z[k]))) for v in z]
            leads = mpmath.fsum(w * (mpmath.mpf(v) - mpmath.mpf(z[k])) for w, v in zip(weights, z, strict=True))
            total += leads / mpmath.fsum(weights)
        return total / len(y)


@given(batches(st.integers(-64, 64).map(lambda m: m / 8)), st.sampled_from([0.5, 3.0, 100.0]))
def test_best_scale_is_no_worse_than_scipys_minimiser(batch, t_max):
    Z, y = batch
    t = best_scale(Z, y, t_max)
    other = optimize.minimize_scalar(loss_at, bounds=(0, t_max), args=(Z, y), method="bounded").x
    assert 0 <= t <= t_max
    for rival in (other, 0, t_max):
        assert loss_at(t, Z, y) <= loss_at(rival, Z, y) + 1e-12


@given(batches(st.integers(-64, 64).map(lambda m: m / 8)), st.sampled_from([0.5, 3.0, 100.0]))
def test_best_scale_has_slope_zero_inside_and_points_outwards_at_the_ends(batch, t_max):
    Z, y = batch
    t = best_scale(Z, y, t_max)
    below, above = slope_at(t * (1 - 1e-9), Z, y), slope_at(t * (1 + 1e-9), Z, y)
    assert t < 1e-12 or below <= 1e-12
    assert t == t_max or above >= -1e-12


@pytest.mark.parametrize("scale", [1.0, 1e4, 1e-3])
def test_best_scale_of_two_classes_is_the_log_odds_of_being_right(scale):
    Z = scale * np.array([[0.5, -0.5]] * 3 + [[-0.5, 0.5]] * 2)
    assert best_scale(Z, [0] * 5, 1e4) == pytest.approx(np.log(3 / 2) / scale, rel=1e-12)


@pytest.mark.parametrize(
    ("Z", "t"),
    [
        ([[1, 0], [0, 1], [0, 1]], 0),  # more wrong than right
        ([[1, 0], [0, 1]], 0),  # as many
        ([[1, 0], [0, 0]], 7),  # a tie does not keep it bounded
        ([[3, 1, 0], [2, 2, 2]], 7),
        ([[1, 0, 1], [5, 0, 0]], 7),
        ([[1e4, 0], [1e4, 1e4]], 7),
    ],
)
def test_best_scale_at_the_ends(Z, t):
    assert best_scale(Z, [0] * len(Z), 7) == pytest.approx(t, abs=1e-12)


@given(st.integers(1, 4), st.integers(2, 5), dyadic)
def test_best_scale_of_constant_rows_is_some_t(N, K, c):
    assert 0 <= best_scale(np.full((N, K), c), [0] * N, 2.0) <= 2


@given(batches(st.integers(-64, 64).map(lambda m: m / 8)), shifts)
def test_best_scale_does_not_see_shifts_and_undoes_factors(batch, c):
    Z, y = batch
    t = best_scale(Z, y, 50.0)
    assert loss_at(best_scale(Z + c[: len(Z)], y, 50.0), Z, y) == pytest.approx(loss_at(t, Z, y), abs=1e-12)
    assert best_scale(4 * Z, y, 12.5) == pytest.approx(t / 4, rel=1e-6)


def test_best_scale_looks_up_to_100_unless_told():
    assert best_scale([[1.0, 0.0]], [0]) == 100


@pytest.mark.parametrize(
    ("reach", "t_max", "wanted"),
    [
        (5, 0, "t_max must be > 0, got 0; t is looked for in [0, t_max]"),
        (5, np.inf, "t_max must be finite, got inf; find out where it came from"),
        (1e4, 1e305, "t_max must keep 2 t_max Z finite, got 1e+305 for logits up to 10000; lower it"),
        (1e308, 1, "t_max must keep 2 t_max Z finite, got 1 for logits up to 1e+308; lower it"),
    ],
)
def test_a_range_that_cannot_be_searched_is_named(reach, t_max, wanted):
    assert message(best_scale, [[-reach, reach]], [0], t_max) == wanted


# --- catch_softmax


def test_catch_softmax_is_admissible_and_needs_no_second_input():
    (Z,) = catch_softmax()
    assert Z.shape == (3, 2) and abs(Z).max() <= 1e4


# --- what goes in and what comes out

def softmax_of_samples(Z, y):
    return softmax(Z)


OF_SAMPLES = [cross_entropy, confidence, accuracy, loss_bounds, best_scale]
scores = pytest.mark.parametrize("function", [cross_entropy, accuracy, best_scale])
functions_of_samples = pytest.mark.parametrize("function", OF_SAMPLES)
every_function = pytest.mark.parametrize("function", [softmax_of_samples, *OF_SAMPLES])

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


# --- errors


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
