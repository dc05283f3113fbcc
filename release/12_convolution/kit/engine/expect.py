"""Expectations on what a student's function returned; each failure is one sentence a student can read.

Values arrive as plain data: arrays, numbers, strings, booleans, None, lists, tuples, dicts. Lists are
accepted wherever they hold what the array would, and a 0-d array wherever a number is wanted.
"""

from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


class Failure(AssertionError):  # noqa: N818 - it reads as what it is: a student's failure, no error of ours
    """The student's answer is wrong; the message says how."""


def that(condition: object, message: str) -> None:
    """Fail with `message` unless the condition holds."""
    if not condition:
        raise Failure(message)


def kind(got: object) -> str:
    """What a value is, in a student's words."""
    if got is None:
        return "None (is a `return` missing?)"
    if isinstance(got, np.ndarray):
        return f"an array of shape {got.shape} and dtype {got.dtype}"
    if callable(got):
        return "a function"
    name = {"str": "string", "complex": "complex number"}.get(type(got).__name__, type(got).__name__)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def array(got: object, what: str) -> Array:
    """`got` as a float64 array; lists and integer, boolean or float32 arrays are converted.

    Infinite entries pass (use `finite` where they may not); NaN never does, for no comparison with it holds.
    """
    values = _numeric(got, what)
    if np.isnan(values).any():
        raise Failure(f"{what} is NaN{_at(np.isnan(values))}")
    return values


def _numeric(got: object, what: str) -> Array:
    if got is None or isinstance(got, str | bytes | Mapping):
        raise Failure(f"{what} is {kind(got)}, wanted numbers")
    try:
        values = np.asarray(got)
    except ValueError:
        raise Failure(f"{what} is {kind(got)} of entries with different lengths, wanted one array") from None
    if values.dtype.kind == "c" and not values.imag.any():
        values = values.real
    if values.dtype.kind not in "biuf":
        for entry in values.ravel().tolist():
            if not isinstance(entry, Real | np.bool_):
                raise Failure(f"{what} holds {kind(entry)}, wanted real numbers")
    return values.astype(np.float64)


def _at(bad: NDArray[np.bool_]) -> str:
    """Where the first bad entry is, or nothing for a single number."""
    return f" at {[int(i) for i in np.argwhere(bad)[0]]}" if bad.ndim else ""


def finite(got: object, what: str) -> Array:
    """`got` as an array without NaN and infinities."""
    values = array(got, what)
    if not np.isfinite(values).all():
        raise Failure(f"{what} is infinite{_at(~np.isfinite(values))}")
    return values


def number(got: object, what: str) -> float:
    """`got` as one finite number: a Python or NumPy scalar or a 0-d array."""
    values = array(got, what)
    if values.shape != ():
        raise Failure(f"{what} is {kind(got)}, wanted one number")
    return float(finite(values, what))


def values(got: object, count: int, what: str) -> tuple[Any, ...]:
    """`got` as so many values, as in `error, bound = expect.values(got, 2, "error_bound(Z, y)")`.

    A tuple or a list, or an array with its rows as values.
    """
    if not isinstance(got, list | tuple | np.ndarray) or (isinstance(got, np.ndarray) and not got.ndim):
        raise Failure(f"{what} must return {count} values, it returned {kind(got)}")
    found = tuple(got)
    if len(found) != count:
        raise Failure(f"{what} must return {count} values, it returned {len(found)}")
    return found


def layers(got: object, what: str) -> list[tuple[Any, Any]]:
    """`got` as the layers of a network: a list of pairs (W, b), whatever these are."""
    if not isinstance(got, list | tuple):
        raise Failure(f"{what} is {kind(got)}, wanted a list of layers (W, b)")
    for index, each in enumerate(got):
        if not isinstance(each, list | tuple) or len(each) != 2:
            raise Failure(f"{what}[{index}] is {kind(each)}, wanted a pair (W, b)")
    return list(got)


def integers(got: object, what: str) -> NDArray[np.int64]:
    """`got` as an array of integers; numbers such as 2.0 are converted, none above 2^53 pass."""
    values = finite(got, what)
    odd = (values != np.round(values)) | (np.abs(values) > 2.0**53)  # up to there, float64 holds every integer
    if odd.any():
        raise Failure(f"{what} is {values[odd].flat[0]:g}{_at(odd)}, wanted integers")
    return values.astype(np.int64)


def entries(got: object, what: str, at_most: int, one: str = "entry", many: str = "entries") -> list[Any]:
    """`got` as a list of at least one and at most so many entries, whatever they are; `one` and `many` name them.

    A list, a tuple, or an array with its rows as entries.
    """
    wanted = f"wanted a list of {f'1 to {at_most} {many}' if at_most > 1 else f'one {one}'}"
    if not isinstance(got, list | tuple) and not (isinstance(got, np.ndarray) and got.ndim):
        raise Failure(f"{what} is {kind(got)}, {wanted}")
    if not 1 <= len(got) <= at_most:
        raise Failure(f"{what} has length {len(got)}, {wanted}")
    return list(got)


def shape(got: object, wanted: Sequence[int], what: str) -> None:
    """Fail unless `got` has this shape."""
    found, wanted = _numeric(got, what).shape, tuple(wanted)
    if found == wanted:
        return
    if not wanted:
        raise Failure(f"{what} has shape {found}, wanted one number")
    if not found:
        raise Failure(f"{what} is one number, wanted an array of shape {wanted}")
    question = "; is it transposed?" if found == wanted[::-1] else ""
    raise Failure(f"{what} has shape {found}, wanted {wanted}{question}")


def close(got: object, wanted: ArrayLike, what: str, rtol: float = 1e-6, atol: float = 1e-9) -> None:
    """Fail unless |got - wanted| <= atol + rtol |wanted| in every entry, shapes being equal.

    Equal infinities agree. A NaN in `wanted` is an error of the check, hence ValueError.
    """
    target = np.asarray(wanted, dtype=np.float64)
    if np.isnan(target).any():
        raise ValueError(f"the value wanted for {what} has NaN entries")
    shape(got, target.shape, what)
    values = array(got, what)
    with np.errstate(over="ignore", invalid="ignore"):  # a difference may overflow, inf - inf is compared below
        near = np.abs(values - target) <= atol + rtol * np.abs(target)
    bad = ~((near & np.isfinite(target)) | (values == target))
    if bad.any():
        raise Failure(_mismatch(values, target, bad, what))


def _mismatch(values: Array, target: Array, bad: NDArray[np.bool_], what: str) -> str:
    first = tuple(np.argwhere(bad)[0])
    got, want = _digits(float(values[first]), float(target[first]))
    count = f"{bad.sum()} of {bad.size} values differ; first{_at(bad)}: " if bad.ndim else ""
    return f"{what}: {count}got {got}, wanted {want}"


def _digits(got: float, want: float) -> tuple[str, str]:
    """Both numbers with as many digits as it takes to see that they differ."""
    for digits in (6, 9, 12):
        pair = f"{got:.{digits}g}", f"{want:.{digits}g}"
        if pair[0] != pair[1]:
            return pair
    return repr(got), repr(want)


def equal(got: object, wanted: object, what: str) -> None:
    """Fail unless `got` is exactly `wanted`; nested lists, tuples and dicts entry by entry.

    A list equals a tuple with the same entries, and a 0-d array or NumPy scalar the number in it.
    """
    got, wanted = _plain(got), _plain(wanted)
    integers = isinstance(got, int) and isinstance(wanted, int)  # of any size, and True == 1
    if isinstance(wanted, Mapping):
        _equal_mappings(got, wanted, what)
    elif isinstance(wanted, list | tuple):
        _equal_sequences(got, wanted, what)
    elif isinstance(wanted, np.ndarray | float | int) and not integers:
        close(got, wanted, what, rtol=0.0, atol=0.0)
    elif type(got) is not type(wanted) and not integers:
        raise Failure(f"{what} is {kind(got)}, wanted {wanted!r:.80}")
    elif got != wanted:
        raise Failure(f"{what}: got {got!r:.80}, wanted {wanted!r:.80}")


def _plain(value: object) -> object:
    """The Python value in a NumPy scalar or a 0-d array."""
    return value.item() if isinstance(value, np.generic | np.ndarray) and not value.ndim else value


def _equal_mappings(got: object, wanted: Mapping[Any, Any], what: str) -> None:
    if not isinstance(got, Mapping):
        raise Failure(f"{what} is {kind(got)}, wanted a dict")
    if set(got) != set(wanted):
        raise Failure(f"{what} has the wrong keys: got {_listed(got)}, wanted {_listed(wanted)}")
    for key, value in wanted.items():
        equal(got[key], value, f"{what}[{key!r}]")


def _listed(keys: Iterable[Any]) -> str:
    return f"{', '.join(sorted(map(repr, keys))):.80}" or "none"


def _equal_sequences(got: object, wanted: Sequence[Any], what: str) -> None:
    if not isinstance(got, list | tuple | np.ndarray):
        raise Failure(f"{what} is {kind(got)}, wanted a list or tuple of {len(wanted)}")
    if len(got) != len(wanted):
        raise Failure(f"{what} has length {len(got)}, wanted {len(wanted)}")
    for index, value in enumerate(wanted):
        equal(got[index], value, f"{what}[{index}]")
