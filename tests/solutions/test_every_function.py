"""What holds for all functions of `solutions`: the dtype and the layout of an argument change no digit of a result."""

import importlib
import inspect
import pkgutil
import re
from functools import partial

import numpy as np
import pytest

import solutions
from tests.solutions.examples import EXEMPT, NAMED

KINDS = ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "g", ">f8", ">f4", ">i2", ">u4", "?")
LAYOUTS = {
    "list": lambda A: A.tolist(),
    "every second entry": lambda A: np.repeat(A, 2, axis=-1)[..., ::2],
    "backwards": lambda A: A[..., ::-1].copy()[..., ::-1],
    "Fortran": np.asfortranarray,
    "read-only": lambda A: _read_only(A.copy()),
    "transposed": lambda A: np.ascontiguousarray(A.T).T,
}
PLAIN = (str, type(None), type, np.random.Generator)


def public_functions():
    """The public functions of all modules by name, but for guards and decorators."""
    found = {}
    for module in pkgutil.walk_packages(solutions.__path__, "solutions."):
        if module.name not in ("solutions.require", "solutions.calls"):
            for name, member in vars(importlib.import_module(module.name)).items():
                if inspect.isfunction(member) and member.__module__ == module.name and name[0] != "_":
                    found[f"{module.name.removeprefix('solutions.')}.{name}"] = member
    return found


FUNCTIONS = public_functions()


def test_every_function_has_an_example_or_a_reason_to_have_none():
    missing = FUNCTIONS.keys() - NAMED.keys() - EXEMPT.keys()
    assert not missing, f"add to tests/solutions/examples.py: {', '.join(sorted(missing))}"
    # act_vjp and one_hot may be on their way to the modules of what is given.
    assert {name.rpartition(".")[2] for name in NAMED | EXEMPT} <= {name.rpartition(".")[2] for name in FUNCTIONS}


def test_every_example_has_all_the_arguments_but_for_limits_and_options():
    for name in NAMED.keys() & FUNCTIONS.keys():
        wanted = inspect.signature(FUNCTIONS[name]).parameters
        given = NAMED[name].arguments()
        assert given.keys() <= wanted.keys(), name
        assert set(wanted.keys() - given.keys()) <= {"memory", "bias", "max_steps"}, name


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", sorted(NAMED.keys() & FUNCTIONS.keys()))
def test_dtypes_change_no_digit(name, kind):
    def as_kind(value, nested=False):
        if isinstance(value, np.ndarray):
            return _cast(value, np.dtype(kind))
        number = _cast(np.array(value), np.dtype(kind))
        return number if number is None else number[()] if nested else number

    _same_for(name, as_kind, scalars=True, kind=kind)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", sorted(NAMED.keys() & FUNCTIONS.keys()))
def test_layouts_change_no_digit(name, layout):
    _same_for(name, lambda A: LAYOUTS[layout](A) if A.ndim else None, scalars=False)


@pytest.mark.parametrize("name", sorted(NAMED.keys() & FUNCTIONS.keys()))
def test_arguments_are_left_as_they_were_and_not_handed_out(name):
    example = NAMED[name]
    arguments, before = example.arguments(), example.arguments()
    result = FUNCTIONS[name](**arguments)
    for argument, value in arguments.items():
        if not isinstance(value, np.random.Generator):
            assert _equal(value, before[argument]), argument
            for given in _arrays(value):
                assert not any(np.shares_memory(given, handed) for handed in _arrays(result)), argument


def _same_for(name, change, *, scalars, kind="f8"):
    """Change the arguments one by one, then all at once: the result is the same. Truth values may be refused."""
    function, example = FUNCTIONS[name], NAMED[name]
    wanted = example.read(function(**example.arguments()))
    arguments = example.arguments()
    changed = {key: _mapped(change, value, scalars) for key, value in arguments.items()}
    changed = {key: value for key, value in changed.items() if value is not None}
    single = [{key: value} for key, value in changed.items()]
    for some in [*single, changed] if len(single) > 1 else single:
        call = {**example.arguments(), **some}
        try:
            got = example.read(function(**call))
        except ValueError:
            if kind == "?":
                continue
            raise
        follows = example.follows in some and np.dtype(kind).kind == "f" and np.dtype(kind).itemsize < 8
        _assert_same(got, wanted, 1e4 * float(np.finfo(kind).eps) if follows else 1e-10, dtype=not example.follows)


def _cast(A, dtype):
    """A in this dtype, or None where that would change its value or its kind."""
    if A.dtype.kind not in "iuf" or (A.dtype.kind in "iu" and dtype.kind == "f"):
        return None
    with np.errstate(all="ignore"):
        B = A.astype(dtype)
    return B if np.array_equal(B.astype(float), A.astype(float)) else None


def _mapped(change, value, scalars):
    """The value with all arrays, and numbers, in it changed; None if there are none, or if one cannot be."""
    if isinstance(value, np.ndarray):
        return change(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return change(value) if scalars else None
    if isinstance(value, list | tuple) and value:
        inner = partial(change, nested=True) if scalars else change
        parts = [part if isinstance(part, PLAIN) else _mapped(inner, part, scalars) for part in value]
        return None if any(part is None for part in parts) else type(value)(parts)
    if isinstance(value, dict) and all(isinstance(part, np.ndarray) for part in value.values()):
        parts = {key: change(part) for key, part in value.items()}
        return None if any(part is None for part in parts.values()) else parts
    return None


def _assert_same(got, wanted, tolerance, *, dtype):
    if isinstance(wanted, dict):
        assert got.keys() == wanted.keys()
        got, wanted = list(got.values()), list(wanted.values())
    if isinstance(wanted, list | tuple):
        assert len(got) == len(wanted)
        for one, other in zip(got, wanted, strict=True):
            _assert_same(one, other, tolerance, dtype=dtype)
    elif isinstance(wanted, np.ndarray):
        assert got.shape == wanted.shape
        assert not dtype or got.dtype == wanted.dtype
        np.testing.assert_allclose(got, wanted, rtol=tolerance, atol=tolerance)
    else:
        assert type(got) is type(wanted)
        assert got == (wanted if isinstance(wanted, int | str) else pytest.approx(wanted, rel=tolerance, abs=tolerance))


def _equal(got, wanted):
    if isinstance(wanted, np.ndarray):
        return np.array_equal(got, wanted)
    if isinstance(wanted, list | tuple):
        return all(map(_equal, got, wanted))
    if isinstance(wanted, dict):
        return _equal(list(got.values()), list(wanted.values()))
    return callable(wanted) or not isinstance(wanted, int | float | str) or got == wanted


def _arrays(value):
    if isinstance(value, np.ndarray):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [array for part in inner for array in _arrays(part)]


def _read_only(A):
    A.flags.writeable = False
    return A


WRONG = {
    "None": None,
    "rows of different lengths": [[1.0], [1.0, 2.0]],
    "words": ["a", "b"],
    "a function": abs,
    "too deep": np.zeros((1, 1, 1, 1, 1, 1)),
    "not finite": np.array([[np.nan]]),
}
WORDS = ("act", "kind", "method", "output", "rng", "stats", "graph", "leaves", "models", "plan", "run")
WORDS += ("train", "validation")
FREE = {  # arguments of any shape
    ("approximation.sigmoid_bump", "x"),
    ("approximation.tent", "x"),
    ("array_graphs.unbroadcast", "U"),
    ("backpropagation.gradcheck", "x"),
    ("data.exam_probability", "hours"),
    ("gradient_descent.batch_gradient", "w"),
    ("activations.activate", "Z"),
    ("optimisers.minimise", "x0"),
    ("optimisers.sgd", "w"),
    ("regression.sigmoid", "z"),
    ("tangent_kernel.flat", "params"),
    ("training_runs.start", "params"),
    *((f"optimisers.{method}", "x") for method in ("plain", "momentum", "nesterov", "rmsprop", "adam")),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", sorted(NAMED.keys() & FUNCTIONS.keys()))
def test_what_cannot_be_meant_is_refused_by_the_name_of_the_argument(name, wrong):
    example = NAMED[name]
    for argument, value in example.arguments().items():
        shapeless = wrong in ("not finite", "too deep")
        if argument in WORDS or (shapeless and callable(value)) or (wrong == "a function" and callable(value)):
            continue
        if WRONG[wrong] is None and inspect.signature(FUNCTIONS[name]).parameters[argument].default is None:
            continue
        if (wrong == "too deep" and (name, argument) in FREE) or (wrong == "None" and argument == "state"):
            continue
        with pytest.raises(ValueError, match="must") as caught:
            example.read(FUNCTIONS[name](**{**example.arguments(), argument: WRONG[wrong]}))
        said = str(caught.value)
        assert re.search(rf"(?<![a-z]){argument}(?![a-z])", said), (argument, said)
