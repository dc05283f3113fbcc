"""Random inputs: within their bounds, reproducible, with the edges in every run."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.scheme.draws import LARGEST, LARGEST_WHOLE, MOST_DRAWS, Choice, Draw, Fresh, Replay, fresh_draws

SEEDS = range(25)
SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)


def twenty(seed: int) -> list[Fresh]:
    return fresh_draws(np.random.default_rng(seed), 20)


def bounds(numbers: st.SearchStrategy) -> st.SearchStrategy:
    return st.tuples(numbers, numbers).map(sorted)


BOUNDS = bounds(st.floats(-LARGEST, LARGEST)) | bounds(st.floats(-10, 10)) | bounds(st.integers(-20, 20))
WHOLE = bounds(st.integers(-(2**53), 2**53)) | bounds(st.integers(-5, 5))


@st.composite
def any_source(draw) -> Draw:
    count = draw(st.integers(1, 20))
    return Fresh(np.random.default_rng(draw(st.integers(0, 99))), draw(st.integers(0, count - 1)), count)


@st.composite
def any_log(draw) -> list[Choice]:
    source = draw(any_source())
    for shape, limits in draw(st.lists(st.tuples(SHAPES, WHOLE), max_size=4)):
        draw(st.sampled_from([source.array, source.integers]))(shape, *limits)
    return source.log


ANY = any_source() | any_log().map(Replay)


@given(ANY, SHAPES, BOUNDS)
def test_numbers_have_their_shape_and_stay_within_bounds(source, shape, limits) -> None:
    lo, hi = limits
    drawn = source.array(shape, lo, hi)
    assert (drawn.shape, drawn.dtype) == (shape, np.float64)
    assert np.array_equal(drawn, np.clip(drawn, lo, hi))


@given(ANY, SHAPES, WHOLE)
def test_integers_have_their_shape_and_stay_within_bounds(source, shape, limits) -> None:
    lo, hi = limits
    drawn = source.integers(shape, lo, hi)
    assert (drawn.shape, drawn.dtype) == (shape, np.int64)
    assert np.array_equal(drawn, np.clip(drawn, lo, hi))
    assert lo <= source.integer(lo, hi) <= hi


@given(ANY, st.integers(0, 8))
def test_a_permutation_is_a_permutation(source, n) -> None:
    assert sorted(source.permutation(n)) == list(range(n))


@given(ANY, st.lists(st.text(), min_size=1))
def test_a_choice_is_one_of_the_options(source, options) -> None:
    assert source.choice(options) in options


def test_a_length_is_a_shape() -> None:
    assert twenty(0)[5].array(3).shape == (3,)


def everything(d: Draw) -> list:
    N, K = d.integer(1, 5), d.integer(2, 5)
    Z, y = d.array((N, K), -1000, 1000), d.integers(N, 0, K - 1)
    return [Z, y, d.permutation(N), d.choice("abc"), d.boolean()]


def test_a_seed_decides_every_draw() -> None:
    once, again, other = (repr([everything(d) for d in twenty(seed)]) for seed in (1, 1, 2))
    assert once == again != other


def logits(d: Draw) -> np.ndarray:
    return d.array((d.integer(1, 5), d.integer(2, 5)), -1000, 1000)


def is_mixed(z: np.ndarray) -> bool:
    sizes = np.abs(z[z != 0])
    return bool(sizes.size) and sizes.max() > 1000 * sizes.min()


EDGES = {
    "the smallest size": lambda z: z.shape == (1, 2),
    "the largest size": lambda z: z.shape == (5, 5),
    "as many rows as columns": lambda z: z.shape[0] == z.shape[1],
    "more rows than columns": lambda z: z.shape[0] > z.shape[1],
    "fewer rows than columns": lambda z: z.shape[0] < z.shape[1],
    "both bounds in one array": lambda z: z.min() == -1000 and z.max() == 1000,
    "a bound beside an ordinary number": lambda z: z.max() == 1000 and (np.abs(z) < 1000).any(),
    "a tie in a row": lambda z: any(len(set(row)) < len(row) for row in z),
    "a tie for the largest of a row": lambda z: ((z == z.max(axis=1, keepdims=True)).sum(axis=1) > 1).any(),
    "nothing beyond 2": lambda z: (np.abs(z) <= 2).all(),
    "integers": lambda z: (z == np.round(z)).all() and len(np.unique(z)) > 2,
    "no integers": lambda z: (z != np.round(z)).all(),
    "large entries of many values": lambda z: len(np.unique(z[np.abs(z) > 100])) > 3,
    "entries of very different size": is_mixed,
}


@pytest.mark.parametrize("edge", EDGES)
def test_every_run_of_twenty_draws_has(edge: str) -> None:
    without = [seed for seed in SEEDS if not any(map(EDGES[edge], map(logits, twenty(seed))))]
    assert not without


def test_early_draws_are_small_and_late_ones_are_not() -> None:
    sizes = np.array([[d.integer(1, 100) for d in twenty(seed)] for seed in SEEDS])
    assert sizes[:, 0].max() <= 6
    assert sizes[:, -1].max() > 80


def test_integers_on_both_sides_of_zero_begin_near_zero() -> None:
    firsts = [twenty(seed)[0].integer(-100, 100) for seed in SEEDS]
    assert min(firsts) < 0 < max(firsts)
    assert max(map(abs, firsts)) <= 5


@pytest.mark.parametrize("draw", [0, 10, 19])
def test_a_choice_does_not_favour_the_first_options(draw: int) -> None:
    drawn = [twenty(seed)[draw].choice("abcd") for seed in range(200)]
    assert all(25 < drawn.count(option) < 80 for option in "abcd")


def test_both_truth_values_occur_in_every_run() -> None:
    assert all({d.boolean() for d in twenty(seed)} == {True, False} for seed in SEEDS)


def test_ties_are_of_both_ends_and_the_middle() -> None:
    drawn = [set(twenty(seed)[17].array(40, -1000, 1000)) for seed in SEEDS]
    assert all(values == {min(values), 0, -min(values)} for values in drawn)


def test_the_simplest_permutation_is_the_identity() -> None:
    assert Replay([]).permutation(50).tolist() == list(range(50))


def test_every_order_of_three_occurs() -> None:
    orders = {tuple(map(int, d.permutation(3))) for seed in SEEDS for d in twenty(seed)}
    assert orders == set(permutations(range(3)))


@pytest.mark.parametrize(("lo", "hi"), [(5, 10), (-10, -5), (0.2, 0.4)])
def test_bounds_without_zero_are_filled(lo: float, hi: float) -> None:
    for seed in SEEDS:
        z = np.concatenate([d.array(4, lo, hi) for d in twenty(seed)])
        assert (z == lo).any()
        assert (z == hi).any()
        assert len(np.unique(np.round((z - lo) / (hi - lo), 1))) >= 7


def test_a_single_draw_uses_the_whole_range() -> None:
    sizes = {fresh_draws(np.random.default_rng(seed), 1)[0].integer(1, 5) for seed in SEEDS}
    assert sizes == {1, 2, 3, 4, 5}


def test_no_number_is_minus_zero() -> None:
    Z = np.concatenate([d.array(50, -1, 1) for seed in SEEDS for d in twenty(seed)])
    assert (Z == 0).any()
    assert not np.signbit(Z[Z == 0]).any()


def test_equal_bounds_leave_one_value() -> None:
    assert {(float(d.array((), 3, 3)), d.integer(-2, -2)) for d in twenty(0)} == {(3.0, -2)}


def test_what_a_generator_does_to_its_draw_is_not_recorded() -> None:
    d = twenty(0)[7]
    Z = d.array((2, 2), 1, 2)
    Z[:] = 99
    assert (d.log[0].value <= 2).all()


@given(any_log())
def test_an_unchanged_log_replays_itself(log) -> None:
    again = Replay(log)
    for choice in log:
        (again.integers if choice.whole else again.array)(choice.value.shape, int(choice.lo), int(choice.hi))
    assert all(map(np.array_equal, [each.value for each in again.log], [each.value for each in log]))


@pytest.mark.parametrize("make", [logits, lambda d: d.array(3, 5, 10), everything])
def test_a_generator_makes_the_same_from_its_log(make) -> None:
    for d in twenty(3):
        assert repr(make(d)) == repr(make(Replay(d.log)))


def replayed(value: list, whole: bool = False) -> Replay:
    return Replay([Choice(-100, 100, whole, np.array(value, dtype=float))])


def test_a_replay_keeps_what_fits_and_fills_up_with_the_simplest() -> None:
    assert replayed([[1, 2, 3], [4, 5, 6]]).array((3, 2), -9, 9).tolist() == [[1, 2], [4, 5], [0, 0]]


def test_a_replay_clips_to_the_bounds_of_now() -> None:
    assert replayed([1.5, 50, -50]).array(4, 1, 9).tolist() == [1.5, 9, 1, 1]


@pytest.mark.parametrize("source", [Replay([]), replayed([2, 3]), replayed([[7]], whole=True)])
def test_a_replay_answers_with_the_simplest_what_its_log_does_not_fit(source: Replay) -> None:
    assert source.integers(2, -4, -1).tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("lo", "hi"), [(1, 0), (float("nan"), 1), (0, float("nan")), (-np.inf, 0), (0, 1.5 * LARGEST)]
)
def test_bounds_that_bound_nothing_are_refused(lo: float, hi: float) -> None:
    with pytest.raises(ValueError, match=r"^a draw needs .* <= lo <= hi <= .*, got lo = "):
        twenty(0)[0].array(2, lo, hi)


def test_the_widest_bounds_are_filled() -> None:
    drawn = [d.array(9, -LARGEST, LARGEST) for d in twenty(0)]
    assert np.isfinite(drawn).all()
    assert np.abs(drawn).max() == LARGEST


def test_integers_that_floats_cannot_tell_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="a draw needs"):
        twenty(0)[0].integer(0, int(LARGEST_WHOLE) + 2)


def test_a_choice_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="a draw needs"):
        twenty(0)[0].choice([])


def test_a_generator_that_waits_for_luck_is_stopped() -> None:
    source = Replay([])
    with pytest.raises(ValueError, match=f"a generator may draw {MOST_DRAWS} times"):
        next(filter(None, iter(source.boolean, None)))
    assert len(source.log) == MOST_DRAWS
