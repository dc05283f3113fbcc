"""Decorators: what is seen to before and after a call. Like guards, they stay out of the notebooks.

NumPy's scalars have an arithmetic of their own: -uint8(5) is 251, uint8(200) + 100 is 44, and float16(1e-3) makes an
array of float16 of what it is multiplied by. `python_scalars` hands on Python's numbers in their place.

A training that takes steps too large ends in numbers that are not finite, deep down in some function whose arguments
the caller has never seen. `descent` says so by the name of the argument that is to blame.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np

from solutions.require import NotFiniteError

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
