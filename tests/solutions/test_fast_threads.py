"""The fast functions keep NumPy's BLAS to one thread while they run."""

import numpy as np
import pytest

from solutions.fast import gram, threads
from solutions.fast.threads import limited


@pytest.fixture
def blas(monkeypatch):
    """An OpenBLAS with four threads, and all the numbers that it was set to."""
    numbers = [4]
    monkeypatch.setattr(threads, "_openblas", lambda: (lambda: numbers[-1], numbers.append))
    return numbers


def test_a_fast_function_runs_on_one_thread_and_leaves_things_as_they_were(blas, monkeypatch):
    during = []
    monkeypatch.setattr(gram, "_exponential", lambda E, zero: during.append(blas[-1]))
    gram.rbf([[1.0]], [[2.0]], 1.0)
    assert during == [1] and blas[-1] == 4


def test_an_error_leaves_things_as_they_were(blas):
    with pytest.raises(ZeroDivisionError), limited():
        raise ZeroDivisionError
    assert blas == [4, 1, 4]


@pytest.mark.parametrize(("limit", "during"), [(2, 2), (8, 4), (None, 4)])
def test_the_limit_may_be_another_or_none(blas, monkeypatch, limit, during):
    monkeypatch.setattr(threads, "LIMIT", limit)
    with limited():
        assert blas[-1] == during


def test_the_openblas_of_numpy_is_found_and_obeys():
    get, _ = threads._openblas()
    with limited():
        assert get() == 1
        np.dot(np.ones((2, 2)), np.ones((2, 2)))


def test_another_blas_is_left_alone(monkeypatch):
    monkeypatch.setattr(threads, "FOLDERS", ("nowhere",))
    get, set_ = threads._openblas.__wrapped__()
    assert get() == 1 and set_(3) is None
