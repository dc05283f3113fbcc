"""Which tiers are reached, by ratios alone: no clock is read here."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.scheme.tiers import IN_DOUBT, LOOKS, Round, Standing, interval, settled, standing, steady

ratios = st.floats(0.1, 100)
tiers = st.floats(1, 50)


def rounds(*found: float, yardstick: float = 1.0) -> list[Round]:
    """Rounds with these ratios."""
    return [Round(yardstick / ratio, yardstick) for ratio in found]


def test_the_ratio_is_how_many_times_as_fast() -> None:
    assert Round(student=0.5, yardstick=2.0).ratio == 4


@pytest.mark.parametrize(("n", "kth"), [(10, 1), (20, 4), (40, 11)])
def test_the_interval_is_made_of_order_statistics(n: int, kth: int) -> None:
    assert interval(range(n, 0, -1)) == (kth, n + 1 - kth)


def test_too_few_ratios_have_no_interval() -> None:
    with pytest.raises(ValueError, match="9 ratios are too few: 10 are wanted"):
        interval(range(9))


def test_the_interval_misses_the_median_as_seldom_as_it_says() -> None:
    draws = np.random.default_rng(0).lognormal(size=(20_000, 20))  # its median is 1, and it is far from normal
    low, high = np.array([interval(row) for row in draws.tolist()]).T
    assert 0 < np.mean((low > 1) | (high < 1)) < 0.004


@given(st.lists(ratios, min_size=10, max_size=40), tiers)
def test_a_tier_is_reached_or_missed_only_if_all_of_the_interval_says_so(found: list[float], tier: float) -> None:
    low, high = interval(each.ratio for each in rounds(*found))
    expected = Standing.reached if low >= tier else Standing.missed if high <= IN_DOUBT * tier else Standing.open
    assert standing(tier, rounds(*found)) is expected


@given(st.lists(ratios, min_size=10, max_size=40), st.lists(tiers, min_size=2, max_size=4))
def test_a_higher_tier_is_never_reached_where_a_lower_one_is_not(found: list[float], several: list[float]) -> None:
    reached = [standing(tier, rounds(*found)) is Standing.reached for tier in sorted(several)]
    assert reached == sorted(reached, reverse=True)


@given(st.lists(ratios, min_size=10, max_size=40), st.floats(1.0, 1.5), tiers)
def test_who_is_faster_in_each_round_stands_no_worse(found: list[float], factor: float, tier: float) -> None:
    order = [Standing.missed, Standing.open, Standing.reached]
    slow, fast = (standing(tier, rounds(*(scale * each for each in found))) for scale in (1.0, factor))
    assert order.index(fast) >= order.index(slow)


@given(st.floats(0.97, 1.03), st.floats(0.97, 1.03), tiers, st.floats(0.2, 5), st.integers(0, 2**32 - 1))
def test_two_runs_of_one_submission_never_contradict_each_other(
    one: float, other: float, tier: float, ratio: float, seed: int
) -> None:
    """Each run as a whole is off by 3 % at most, and each of its rounds by 1 % more."""
    rng = np.random.default_rng(seed)
    noisy = [rounds(*(ratio * tier * off * rng.uniform(0.99, 1.01, 40))) for off in (one, other)]
    found = {standing(tier, each) for each in noisy}
    assert not {Standing.reached, Standing.missed} <= found


def test_one_round_that_was_disturbed_changes_nothing_in_twenty() -> None:
    assert standing(5, rounds(*[6.0] * 17, 0.1, 0.1, 0.1)) is Standing.reached


def test_a_machine_on_which_the_yardstick_scatters_is_not_believed() -> None:
    calm = rounds(*[30.0] * 20)
    wild = [Round(1 / 30 * scale, scale) for scale in (1, 2, 3, 4) * 5]
    assert [steady(calm), steady(wild)] == [True, False]
    assert {standing(tier, wild) for tier in (5, 20, 100)} == {Standing.open}


@pytest.mark.parametrize("count", range(1, 10))
def test_a_few_rounds_decide_nothing(count: int) -> None:
    assert standing(5, rounds(*[30.0] * count)) is Standing.open
    assert not settled([5], rounds(*[30.0] * count))


def test_a_clear_case_is_settled_at_the_first_look_and_a_close_one_at_the_last() -> None:
    clear, close = [30.0] * 40, [4.9, 5.1] * 20
    first = {
        name: next(n for n in range(100) if settled([5, 10], rounds(*found[:n])))
        for name, found in (("clear", clear), ("close", close))
    }
    assert first == {"clear": LOOKS[0], "close": LOOKS[-1]}
    assert settled([5], rounds(*close, 5.0))
