"""The check API as its authors import it."""

from textwrap import dedent
from typing import Any

import numpy as np
import pytest

import autograder
from autograder import Draw, expect
from autograder.scheme import arguments
from autograder.scheme.in_process import in_process
from solutions.classification import softmax


def logits(d: Draw) -> Any:
    return d.array((d.integer(1, 5), d.integer(2, 5)), -1000, 1000)


@pytest.fixture
def example() -> Any:
    """The check class in the docstring of the package."""
    names = {name: getattr(autograder, name) for name in autograder.__all__}
    names |= {"np": np, "softmax": softmax, "logits": logits}
    exec(dedent((autograder.__doc__ or "").split("::\n", 1)[1]), names)
    return names["TestSoftmax"]


def test_the_example_of_the_package_is_a_mark_scheme(example: Any) -> None:
    check, rule = example.__exercise__.checks
    assert (check.sentence, check.points) == ("Each row of P sums to 1.", 2)
    assert (rule.name, rule.points) == (arguments.NAME, 1)


def test_the_example_passes_the_model_answer_and_fails_a_wrong_one(example: Any) -> None:
    check, _ = example.__exercise__.checks
    check.function(example(), in_process({"softmax": softmax}, "seed"))
    with pytest.raises(expect.Failure, match=r"^the row sums of softmax\(Z\): 1 of 1 values differ; "):
        check.function(example(), in_process({"softmax": lambda Z: 2 * softmax(Z)}, "seed"))
