"""Calls of the functions under test: what they refuse, and what they make of arguments of other types."""

from functools import partial

import numpy as np
import pytest


def message(call, *args, kind=ValueError, match=None, **options):
    """What the call says when it refuses its arguments."""
    with pytest.raises(kind, match=match) as caught:
        call(*args, **options)
    return str(caught.value)


refusal = partial(message, match="must")  # also checked to say what was wanted


def mapped(change, value):
    """The value with every array in it changed."""
    if isinstance(value, list | tuple):
        return type(value)(mapped(change, part) for part in value)
    return change(value) if isinstance(value, np.ndarray) else value


def arrays_in(value):
    """The arrays in a value, in their order."""
    if isinstance(value, np.ndarray):
        return [value]
    return [array for part in value for array in arrays_in(part)] if isinstance(value, list | tuple) else []


def same(got, wanted):
    """Whether the same came out: arrays of float64 to the last bit, and whatever else is equal."""
    if isinstance(wanted, list | tuple):
        return len(got) == len(wanted) and all(map(same, got, wanted))
    if isinstance(wanted, np.ndarray):
        return np.array_equal(got, wanted) and got.dtype == np.float64
    return got == wanted
