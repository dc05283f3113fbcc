"""Inputs that are kept: the same as when drawn, and nobody else's."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.scheme.drawn import MOST_KEPT, Drawn
from autograder.scheme.draws import Draw, fresh_draws

WANTED = slice(0, 6)


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


class Counted:
    """A generator that counts how often it draws."""

    def __init__(self, become: Callable[[Any], Any] = lambda v: v) -> None:
        self.become, self.times = become, 0

    def __call__(self, d: Draw) -> Any:
        self.times += 1
        return self.become(d.array(d.integer(1, 4), -9, 9))


def values(drawn: Drawn, purpose: str = "check", wanted: slice = WANTED) -> list[Any]:
    return [each.fresh() for each in drawn.inputs(("seed", purpose), rng, wanted)]


def test_inputs_are_those_that_are_drawn() -> None:
    generator = Counted()
    expected = [generator(source).tolist() for source in fresh_draws(rng(), 6)]
    drawn = Drawn(generator)
    assert [each.tolist() for each in values(drawn)] == expected
    assert [each.tolist() for each in values(drawn)] == expected


def test_some_may_be_left_out_at_the_beginning() -> None:
    expected = [Counted()(source).tolist() for source in fresh_draws(rng(), 6)[4:]]
    assert [each.tolist() for each in values(Drawn(Counted()), wanted=slice(4, 6))] == expected


def test_inputs_are_drawn_once() -> None:
    generator = Counted()
    drawn = Drawn(generator)
    values(drawn)
    values(drawn)
    assert generator.times == 6


def test_inputs_are_drawn_when_they_are_wanted() -> None:
    generator = Counted()
    drawn = Drawn(generator)
    next(drawn.inputs(("seed", "check"), rng, WANTED))
    assert generator.times == 1
    assert len(values(drawn)) == 6


def test_only_the_latest_purposes_are_kept() -> None:
    generator = Counted()
    drawn = Drawn(generator)
    for number in range(MOST_KEPT + 1):
        values(drawn, str(number))
    values(drawn, "0")
    assert generator.times == 6 * (MOST_KEPT + 2)


@pytest.mark.parametrize("become", [lambda v: v, lambda v: (v, 1), lambda v: [v], lambda v: {"v": v}])
def test_what_is_done_to_an_input_is_not_seen_by_the_next(become: Callable[[Any], Any]) -> None:
    def first_array(value: Any) -> Any:
        return value if isinstance(value, np.ndarray) else value["v"] if isinstance(value, dict) else value[0]

    drawn = Drawn(Counted(become))
    for value in values(drawn):
        first_array(value)[:] = np.inf
    assert all(np.isfinite(first_array(value)).all() for value in values(drawn))


def test_a_function_is_drawn_afresh_each_time() -> None:
    def counting(_v: Any) -> Callable[[], int]:
        calls: list[None] = []
        return lambda: calls.append(None) or len(calls)

    drawn = Drawn(Counted(counting))
    assert [f() for f in values(drawn)] == [1] * 6
    assert [f() for f in values(drawn)] == [1] * 6


def test_the_order_of_an_array_in_memory_is_kept() -> None:
    (first, *_) = values(Drawn(lambda d: d.array((3, 2)).T))
    assert first.flags.f_contiguous
