"""The limit on the time of our own code."""

import contextlib
import signal
import time

import pytest

from autograder.exam.alarm import Rung, alarm


def spin() -> None:
    while True:
        pass


def test_code_that_goes_on_too_long_is_interrupted() -> None:
    with pytest.raises(Rung), alarm(time.monotonic() + 0.05):
        spin()


def test_no_exception_clause_of_ordinary_code_holds_it_up() -> None:
    def stubborn() -> None:
        while True:
            with contextlib.suppress(Exception):
                spin()

    with pytest.raises(Rung), alarm(time.monotonic() + 0.05):
        stubborn()


def test_a_time_that_is_already_over_interrupts_at_once() -> None:
    with pytest.raises(Rung), alarm(time.monotonic() - 5):
        spin()


def test_inside_another_alarm_the_outer_one_counts() -> None:
    with pytest.raises(Rung), alarm(time.monotonic() + 0.1), alarm(time.monotonic() + 1000):
        spin()


def test_afterwards_nothing_rings_and_all_is_as_before() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with alarm(time.monotonic() + 1000), alarm(time.monotonic() + 1000):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before
