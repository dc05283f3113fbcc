"""A misconception that is a right solution with a few words changed."""

from typing import Any

import numpy as np
import pytest

from autograder import alternate, slip
from autograder.proof.prove import source_as
from autograder.scheme.design import DesignError


@alternate
def mean_by_sum(v: Any) -> Any:
    total = np.sum(v)
    return total / len(v)


class Scheme:
    never_divided = slip(mean_by_sum, (" / len(v)", ""), hint="Divide by n.", see="def-mean")
    off_twice = slip(mean_by_sum, ("np.sum", "np.prod"), ("len(v)", "(len(v) - 1)"), hint="Add.", see="def-mean")


def test_a_slip_is_the_solution_with_the_words_changed() -> None:
    v = np.array([1.0, 2.0, 6.0])
    assert mean_by_sum.function(v) == 3
    assert Scheme.never_divided.function(v) == 9
    assert Scheme.off_twice.function(v) == 6


def test_a_slip_is_a_misconception_with_the_name_that_the_mark_scheme_gives_it() -> None:
    found = Scheme.never_divided
    assert (found.name, found.hint, found.see) == ("never_divided", "Divide by n.", "def-mean")
    assert mean_by_sum.name == "mean_by_sum"


def test_a_slip_is_handed_in_under_the_name_of_the_exercise() -> None:
    lines = source_as(Scheme.never_divided.function, "mean").splitlines()
    assert lines == ["def mean(v: Any) -> Any:", "    total = np.sum(v)", "    return total"]


@pytest.mark.parametrize(("words", "times"), [("np.max", 0), ("(v)", 2)])
def test_words_that_are_not_there_once_are_refused(words: str, times: int) -> None:
    with pytest.raises(DesignError) as caught:
        slip(mean_by_sum, (words, ""), hint="", see="")
    assert str(caught.value) == f"mean_by_sum has {words!r} {times} times, wanted once: quote more of the line"
