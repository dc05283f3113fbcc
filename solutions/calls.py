"""Decorators: what is seen to before and after a call. Like guards, they stay out of the notebooks.

NumPy's scalars have an arithmetic of their own: -uint8(5) is 251, uint8(200) + 100 is 44, and float16(1e-3) makes an
array of float16 of what it is multiplied by. `python_scalars` hands on Python's numbers in their place.

A training that takes steps too large ends in numbers that are not finite, deep down in some function whose arguments
the caller has never seen. `descent` says so by the name of the argument that is to blame.

Where arguments have a unit, of length say, the unit does not matter, but squares of 1e200 are infinite and those of
1e-200 are 0. `homogeneous` measures in another unit there.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np

from solutions.require import NotFiniteError

SAFE = (1e-70, 1e70)  # sizes whose squares, and products of squares, are numbers of float64
P = ParamSpec("P")
R = TypeVar("R")
KINDS: Mapping[str, Callable[[Any], object]] = {"b": bool, "i": int, "u": int, "f": float}


def python_scalars(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with numbers of Python in place of arguments that are numbers of NumPy, 0-d arrays among them."""

    @wraps(function)
    def with_python_scalars(*args: P.args, **options: P.kwargs) -> R:
        values: Any = map(python_scalar, args)
        named: Any = {name: python_scalar(value) for name, value in options.items()}
        return function(*values, **named)

    return with_python_scalars


def descent(name: str, remedy: str = "take shorter steps") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For functions that take many steps: where these lead beyond all numbers, a ValueError that blames `name`.

    Arguments that were not finite to begin with are blamed themselves, by the guards, and so is a function that was not
    where it was tried first: its value is called f(x).
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def descending(*args: P.args, **options: P.kwargs) -> R:
            with np.errstate(over="ignore", invalid="ignore"):
                try:
                    result = function(*args, **options)
                except NotFiniteError as error:
                    if "(" in error.name or any(part is error.array for part in _parts([args, options])):
                        raise
                    result = None
            if result is None or not all(map(_is_finite, _parts(result))):
                raise ValueError(f"{name} must let the steps come to rest, got numbers beyond all bounds; {remedy}")
            return result

        return descending

    return decorate


def homogeneous(*names: str, degrees: Sequence[int]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For functions whose results scale with the arguments of these names, each by a power of the unit.

    `degrees` are these powers, one for each array of the result. Arguments of usual size are handed on as they are, and
    what is no array of finite numbers is left to the guards.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)

        @wraps(function)
        def in_a_unit(*args: P.args, **options: P.kwargs) -> R:
            bound = signature.bind(*args, **options)
            unit = _unit([bound.arguments[name] for name in names])
            if unit is None:
                return function(*args, **options)
            bound.arguments.update({name: np.asarray(bound.arguments[name], float) / unit for name in names})
            result: Any = function(*bound.args, **bound.kwargs)
            if not isinstance(result, tuple):
                return result * unit ** degrees[0]
            scaled: Any = tuple(part * unit**degree for part, degree in zip(result, degrees, strict=True))
            return scaled

        return in_a_unit

    return decorate


def _unit(arguments: Iterable[object]) -> float | None:
    """The power of two next to the largest entry, None if that is of usual size, 0, or no number."""
    try:
        sizes = [float(np.max(np.abs(np.asarray(argument, float)), initial=0)) for argument in arguments]
    except (TypeError, ValueError):
        return None
    largest = max(sizes)
    if not np.isfinite(largest) or largest == 0 or SAFE[0] <= largest <= SAFE[1]:
        return None
    return float(2.0 ** max(int(np.frexp(largest)[1]) - 1, -1022))  # a normal number: so is its reciprocal, nearly


def python_scalar(value: Any) -> Any:
    """A number of NumPy's as one of Python's; anything else as it is."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and not value.ndim):
        return KINDS[value.dtype.kind](value) if value.dtype.kind in KINDS else value
    return value


def _parts(value: object) -> Iterable[object]:
    """The value, and what is in it if it is a list, tuple or dict."""
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for part in inner:
        yield from _parts(part)


def _is_finite(value: object) -> bool:
    return not isinstance(value, np.ndarray | float) or bool(np.isfinite(value).all())
