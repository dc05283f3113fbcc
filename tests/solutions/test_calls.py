"""The decorators: NumPy's scalars become Python's, and steps that lead beyond all numbers are blamed on their size."""

import inspect

import numpy as np
import pytest

from solutions import calls, require
from tests.solutions.calls import message


@calls.python_scalars
def given(*args, **options):
    """Hand back what came."""
    return [*args, *options.values()]


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (np.uint8(5), 5),
        (np.array(5, np.int8), 5),
        (np.array(0.5, ">f8"), 0.5),
        (np.float16(0.5), 0.5),
        (np.longdouble(0.5), 0.5),
        (np.True_, True),
        (np.uint64(2**64 - 1), 2**64 - 1),
    ],
)
def test_scalars_of_numpy_become_those_of_python(number, wanted):
    for got in given(number, k=number):
        assert got == wanted and type(got) is type(wanted)


@pytest.mark.parametrize("other", [np.zeros(1), [np.uint8(1)], np.complex128(1j), np.str_("a"), None, 1, "a"])
def test_all_else_is_handed_on(other):
    assert given(other)[0] is other


@calls.descent("lr")
def walked(x, lr, params=()):
    """Walk until the numbers end, with a function on the way that wants finite ones."""
    require.numbers(x, "x")
    for layer in params:
        require.numbers(layer[0], "W")
    x = np.array(x, float)
    for _ in range(20):
        x = x - lr * x
        require.numbers(x, "Z")
    return x, {"norm": np.exp(abs(x).max())}


def test_what_is_too_large_is_blamed():
    assert message(walked, [1.0], 1e20) == (
        "lr must let the steps come to rest, got numbers beyond all bounds; take shorter steps"
    )


def test_a_result_beyond_all_numbers_is_blamed_on_it_too():
    assert message(walked, [1.0], 10.0).startswith("lr must let the steps come to rest")


def test_arguments_that_were_never_finite_are_blamed_themselves():
    assert message(walked, [np.nan], 0.5).startswith("x must be finite, got nan at [0]")
    assert message(walked, [1.0], 0.5, params=[(np.array([np.inf]),)]).startswith("W must be finite")


def test_short_steps_arrive():
    assert walked([1.0], 0.5)[0] == 0.5**20


def test_a_decorated_function_has_its_name_signature_and_contract():
    assert walked.__name__ == "walked" and list(inspect.signature(walked).parameters) == ["x", "lr", "params"]
    assert given.__doc__ == "Hand back what came."
