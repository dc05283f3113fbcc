"""Copies of plain data, and whether two values are the same."""

import sys
from typing import Any

import numpy as np

Keys = tuple[int | str, ...]  # arguments by position or keyword

IMMUTABLE = frozenset({type(None), bool, int, float, complex, str, bytes})


class Live(Exception):  # noqa: N818 - no error: such a value is kept in another way
    """No data: a copy of it might share a state with it."""


def copied(value: Any) -> Any:
    """A copy of plain data, its arrays and containers new; `Live` if anything else is in it."""
    kind = type(value)
    if kind in IMMUTABLE or isinstance(value, np.generic):
        return value
    if kind is np.ndarray and value.dtype.kind != "O":
        return value.copy(order="K")
    if kind in (list, tuple):
        return kind(map(copied, value))
    if kind is dict:
        return {key: copied(each) for key, each in value.items()}
    raise Live


def alike(one: Any, other: Any) -> bool:
    """Whether two plain values are the same to the last bit; what is not plain is like nothing."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray | np.generic):
        return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
    return type(one) in IMMUTABLE and repr(one) == repr(other)  # 0.0 is not -0.0, and NaN is NaN


def size_of(value: Any) -> int:
    """Bytes that a plain value takes, roughly."""
    if isinstance(value, dict):
        return size_of([*value, *value.values()])
    if isinstance(value, list | tuple):
        return sys.getsizeof(value) + sum(map(size_of, value))
    return sys.getsizeof(value)
