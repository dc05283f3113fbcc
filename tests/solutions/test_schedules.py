"""The schedules against their definitions, PyTorch's cosine, and what they are for."""

from pathlib import Path

import numpy as np
import pytest

from solutions.schedules import SCHEDULES, constant, cosine, inverse_time, step, warm_up
from tests.solutions.calls import message

TORCH = Path(__file__).with_name("oracles") / "torch_answers.npz"


def values(schedule, T):
    return [schedule(t) for t in range(T)]


def test_a_constant_schedule_is_constant():
    assert values(constant(0.3), 4) == [0.3] * 4


def test_a_staircase_has_stairs_of_the_same_length():
    assert values(step(8, 0.5, 3), 8) == [8, 8, 8, 4, 4, 4, 2, 2]


def test_the_cosine_agrees_with_pytorch():
    with np.load(TORCH) as answers:
        np.testing.assert_allclose(values(cosine(0.5, 10, 0.1), 11), answers["cosine_lr"], rtol=1e-12)


def test_the_cosine_starts_at_the_top_passes_the_middle_and_stays_at_the_bottom():
    schedule = cosine(4, 10, 2)
    np.testing.assert_allclose([schedule(t) for t in (0, 5, 10, 11, 1000)], [4, 3, 2, 2, 2], rtol=1e-14)


def test_inverse_time_is_a_harmonic_sequence():
    np.testing.assert_allclose(values(inverse_time(6, 2), 5), [6, 4, 3, 12 / 5, 2], rtol=1e-14)


def test_inverse_time_has_a_divergent_sum_with_convergent_squares():
    lr = np.array(values(inverse_time(1, 1), 4096))
    sums, squares = np.cumsum(lr), np.cumsum(lr**2)
    doublings = sums[2 ** np.arange(6, 12)]
    np.testing.assert_allclose(np.diff(doublings), np.log(2), atol=0.02)
    assert squares[-1] < np.pi**2 / 6


def test_warm_up_rises_in_equal_steps_and_then_leaves_the_schedule_alone():
    assert values(warm_up(constant(8), 4), 6) == [2, 4, 6, 8, 8, 8]
    assert warm_up(step(8, 0.5, 3), 2)(3) == 4


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_schedule_of_the_family_starts_at_its_step_size_and_never_rises(name):
    rest = {"constant": (), "step": (0.5, 7), "cosine": (40,), "inverse_time": (3.0,)}[name]
    lr = values(SCHEDULES[name](0.25, *rest), 60)
    assert lr[0] == 0.25
    assert (np.diff(lr) <= 0).all()
    assert all(type(value) is float for value in lr)


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ((constant, -1), "lr must be >= 0, got -1; minus the gradient is the direction of descent"),
        ((step, 1, 0, 1), "factor must be > 0, got 0; the step size is multiplied by it"),
        ((step, 1, 2, 1), "factor must be <= 1, got 2; a schedule does not rise, warm_up does"),
        ((step, 1, 0.5, 0), "every must be an integer >= 1, got 0; it is the number of updates on one stair"),
        ((cosine, 1, 5, 2), "lr must be >= 2, got 1; the schedule falls from lr to least"),
        ((cosine, 1, 5, -1), "least must be >= 0, got -1; minus the gradient is the direction of descent"),
        ((cosine, 1, 0), "T must be an integer >= 1, got 0; it is the number of updates until the step size is least"),
        ((inverse_time, 1, 0), "t0 must be > 0, got 0; the number of updates after which the step size has halved"),
        ((warm_up, 0.1, 5), "schedule must be a function, got float; give its name without brackets"),
        ((warm_up, abs, 0), "T must be an integer >= 1, got 0; it is the number of updates that are damped"),
    ],
)
def test_schedules_say_what_is_wrong_with_their_parameters(call, wanted):
    assert message(*call) == wanted
