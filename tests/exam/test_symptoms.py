"""Symptoms: each is told where it holds, and none where it holds by coincidence or for a part of the inputs only."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.exam.symptoms import symptom

Call = tuple[dict[str, Any], Any, Any]
SIZES = ((2, 3), (3, 2), (4, 4), (1, 3), (5, 2))


def calls(right: Callable[..., Any], wrong: Callable[..., Any], sizes: Any = SIZES) -> list[Call]:
    rng = np.random.default_rng(1)
    drawn = [rng.normal(size=size) for size in sizes]
    return [({"A": A}, wrong(A), right(A)) for A in drawn]


def mean(A: Any) -> Any:
    return A.mean(axis=0)


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (mean, lambda A: A.sum(axis=0), "is the right one times the length of axis 0 of A: a sum"),
        (lambda A: A.sum(), lambda A: A.sum() / A.shape[1], "divided by the length of axis 1 of A"),
        (mean, lambda A: -mean(A), "has the opposite sign"),
        (mean, lambda A: 2 * mean(A), "is twice the right one"),
        (lambda A: np.log(1 + A**2), lambda A: np.log2(1 + A**2), "divided by log 2: a logarithm to another base?"),
        (lambda A: np.outer(A[:, 0], A[:, -1]), lambda A: np.outer(A[:, -1], A[:, 0]), "transposed"),
        (lambda A: A, lambda A: A.T, "transposed"),
        (mean, lambda A: mean(A) + 1, "is the right one plus 1"),
        (lambda A: 1 / (1 + np.exp(A)), lambda A: 1 / (1 + np.exp(-A)), "is 1 minus the right one"),
        (lambda A: np.sqrt((A**2).sum()), lambda A: (A**2).sum(), "is the square of the right one"),
        (lambda A: (A**2).sum(axis=1), lambda A: np.sqrt((A**2).sum(axis=1)), "is the square root of the right one"),
        (lambda A: 3 * A, lambda A: np.round(3 * A), "rounded to whole numbers"),
        (lambda A: A.sum(), lambda A: round(A.sum(), 2), "rounded to 2 decimals"),
        (lambda A: A, lambda A: np.maximum(A, 0), "is 0 where the right one is negative, and right elsewhere"),
        (lambda A: A, lambda A: np.vstack([A[:-1], 0 * A[:1]]), "right but for its last entry along axis 0"),
        (lambda A: A, lambda A: np.vstack([0 * A[:1], A[1:]]), "right but for its first entry along axis 0"),
        (lambda A: 1e-5 * abs(A), lambda A: 0 * A, ""),  # neither a square nor rounded, cut or left out
        (lambda A: A.sum(axis=1), lambda A: A.sum(axis=1)[::-1], "in the reverse order"),
        (mean, lambda A: np.arange(len(A)), ""),  # of other shapes on some inputs
        (lambda A: A.sum(), lambda A: 0.5, "is the same whatever the arguments"),
        (lambda A: A, lambda A: np.where(A > 0.5, np.nan, A), "infinite or NaN elsewhere"),
        (lambda A: A, lambda A: np.vstack([A[:1], 0 * A[1:]]), "is right in its first entry along axis 0"),
        (lambda A: (A, A.sum()), lambda A: (A.sum(), A), "parts 0 and 1 of your value stand in each other's place"),
        (lambda A: (A, mean(A)), lambda A: (A, -mean(A)), "part 1 of your value has the opposite sign"),
        (lambda A: (A, mean(A)), lambda A: [A, -mean(A)], "part 1 of your value has the opposite sign"),
    ],
)
def test_what_is_seen_is_told(right: Callable[..., Any], wrong: Callable[..., Any], words: str) -> None:
    told = symptom(calls(right, wrong))
    assert words in told
    assert bool(told) == bool(words)


def test_a_right_answer_has_no_symptom() -> None:
    assert not symptom(calls(mean, mean))


def test_parts_have_the_names_of_the_contract() -> None:
    reversed_sign = calls(lambda A: (A, mean(A)), lambda A: (A, -mean(A)))
    assert "dws has the opposite sign" in symptom(reversed_sign, ("out", "dws"))
    assert "part 1 of your value has" in symptom(reversed_sign, ("dX", "dW", "db"))  # of another number of parts
    exchanged = calls(lambda A: (A, A.sum()), lambda A: (A.sum(), A))
    assert "A and its sum stand in each other's place" in symptom(exchanged, ("A", "its sum"))


def fading(A: Any) -> Any:
    return [(1e-9 * A, A), mean(A)]


def test_errors_that_are_small_but_not_beside_tiny_numbers_are_told() -> None:
    def quotient(A: Any) -> Any:
        return [(1e-9 * A + 1e-10, A + 1e-10), mean(A) + 1e-8]

    assert "tiny numbers have too few right digits" in symptom(calls(fading, quotient))
    assert not symptom(calls(fading, lambda A: [(1e-9 * A, A + 1e-10), mean(A) + 1e-8]))  # right to many digits
    assert not symptom(calls(fading, lambda A: [(1e-9 * A + 1e-10, A + 1e-3), mean(A)]))  # and wrong elsewhere
    assert "digits" not in symptom(calls(lambda A: 1e-9 * A, lambda A: 0 * A))  # of numbers that are tiny everywhere


def test_round_off_beside_ordinary_numbers_is_no_lack_of_digits() -> None:
    """A right computation leaves 1e-17 in place of a 0, and 3e-17 in another order of sums."""
    residue = calls(lambda A: [1e-17 * A, A, mean(A)], lambda A: [3e-17 * A, A, mean(A)])
    assert not symptom(residue)


def test_nothing_is_told_if_one_call_speaks_against_it() -> None:
    pairs = calls(mean, lambda A: -mean(A))
    given, got, wanted = pairs[-1]
    assert not symptom([*pairs[:-1], (given, got + 1e-3, wanted)])


def test_too_few_calls_tell_nothing() -> None:
    assert not symptom(calls(mean, lambda A: -mean(A), sizes=[(2, 3), (3, 2)]))
    assert not symptom([])


def test_a_dimension_that_never_changes_is_no_factor() -> None:
    assert not symptom(calls(mean, lambda A: A.sum(axis=0), sizes=[(4, 3)] * 5))


def test_a_factor_of_a_dimension_that_is_always_two_is_told_as_what_is_seen() -> None:
    assert "is twice the right one" in symptom(calls(mean, lambda A: A.sum(axis=0), sizes=[(2, 3)] * 5))


def test_answers_that_are_right_by_symmetry_do_not_count() -> None:
    symmetric = [({"A": A}, A.T, A) for A in (np.eye(2), np.ones((3, 3)), np.zeros((2, 2)), np.eye(4))]
    assert not symptom(symmetric)


@pytest.mark.parametrize("got", [None, "text", {"a": 1}, [1, [2, 3]], np.array([None]), (1, 2, 3)])
def test_what_is_no_array_of_numbers_has_no_symptom(got: Any) -> None:
    assert not symptom([({"A": np.ones(2)}, got, 1.0)] * 5)
    assert not symptom([({"A": np.ones(2)}, got, {"a": 2})] * 5)


def test_random_errors_have_no_symptom() -> None:
    rng = np.random.default_rng(3)
    for _ in range(200):
        assert not symptom(calls(lambda A: A, lambda A: A + rng.normal(size=A.shape)))
        assert not symptom(calls(mean, lambda A: mean(A) * rng.uniform(2, 3)))
