"""The decorators: NumPy's scalars become Python's, and steps that lead beyond all numbers are blamed on their size."""

import inspect
from functools import partial

import numpy as np
import pytest

from solutions import calls, require
from solutions.autoencoders import train_ae, train_linear_ae
from solutions.backpropagation import mlp_backward
from solutions.gradient_descent import gradient_descent
from solutions.networks import init
from solutions.optimisers import minimise, sgd
from solutions.schedules import constant
from solutions.training import train, train_fast
from solutions.training_by_samples import train_by_samples
from solutions.training_runs import Plan, advance, start
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


@calls.homogeneous("X", "x", degrees=(1, -1, 0))
def moments(X, x, k=2):
    """The spread of X about x, its inverse, and a number that no unit changes; the squares must be numbers."""
    D = np.asarray(X, float) - x
    spread = np.sqrt((D * D).mean())
    assert 0 < D.max() ** k < np.inf
    return spread, 1 / spread, D / spread


@pytest.mark.parametrize("exponent", [-1000, -700, -300, -10, 0, 10, 300, 700, 1000])
def test_a_unit_does_not_matter(exponent):
    unit = 2.0**exponent
    spread, inverse, D = moments(np.array([1.0, 2.0, 4.0]) * unit, x=unit)
    wanted = moments([1.0, 2.0, 4.0], 1.0)
    np.testing.assert_array_equal([spread / unit, inverse * unit, *D], [*wanted[:2], *wanted[2]])


@pytest.mark.parametrize("exponent", [-1000, -10, 0, 10, 1000])
def test_a_single_result_scales_too(exponent):
    @calls.homogeneous("X", degrees=(1,))
    def largest(X):
        assert np.max(np.square(X)) < np.inf
        return np.max(np.asarray(X, float))

    assert largest(np.array([1.0, 3.0]) * 2.0**exponent) == 3 * 2.0**exponent


@pytest.mark.parametrize("X", ["abc", [[1], [1, 2]], None, [np.inf], [np.nan], [], [1j], {}])
def test_what_has_no_size_is_handed_on_to_the_guards(X):
    @calls.homogeneous("X", degrees=(1,))
    def same(X):
        return X

    assert same(X) is X


def test_a_decorated_function_has_its_name_signature_and_contract():
    assert walked.__name__ == "walked" and list(inspect.signature(walked).parameters) == ["x", "lr", "params"]
    assert given.__doc__ == "Hand back what came."


# --- trainings that diverge


X, Y = 1e3 * np.random.default_rng(0).normal(size=(40, 4)), np.arange(40) % 3
NET = init([4, 8, 3], "he", np.random.default_rng(1))


@pytest.mark.parametrize("train", [train, train_fast, train_by_samples])
@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_a_training_with_steps_too_large_is_blamed_on_its_step_size(train, dtype):
    params = [(W.astype(dtype), b.astype(dtype)) for W, b in NET]
    said = message(train, params, X, Y, 30, 10, 1e200, 0.9, np.random.default_rng(0))
    assert said == "lr must let the steps come to rest, got numbers beyond all bounds; take shorter steps"


@pytest.mark.parametrize("lr", [1e150, 1e300])
def test_an_autoencoder_with_steps_too_large_is_blamed_on_its_step_size(lr):
    said = message(train_ae, X, 2, "tanh", 20, lr, np.random.default_rng(0))
    assert said.startswith("lr must")
    assert message(train_linear_ae, X, 2, 20, lr, np.random.default_rng(0)).startswith("lr must")


def test_iterates_beyond_all_numbers_are_blamed_on_the_step_size_or_its_schedule():
    assert message(gradient_descent, lambda x: x, [1.0], 1e10, 100).startswith("lr must")
    assert message(minimise, "momentum", lambda x: x, [1.0], constant(1e10), 100).startswith("schedule must")
    samples = {"B": 4, "epochs": 40, "schedule": constant(1e10), "rng": np.random.default_rng(0)}
    assert message(sgd, lambda w, X, y: X.T @ (X @ w - y), np.ones(4), X, Y, **samples).startswith("schedule must")
    plan = Plan(partial(mlp_backward, act="relu"), 10, constant(1e200))
    assert message(advance, start(NET, np.random.default_rng(0)), plan, (X, Y), 20).startswith("schedule must")


def test_a_gradient_that_is_not_finite_at_the_start_is_blamed_itself():
    said = message(gradient_descent, lambda x: np.array([np.nan]), [1.0], 0.1, 3)
    assert said.startswith("grad(x0) must be finite")
