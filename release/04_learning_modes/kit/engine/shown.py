"""A value as a student would type it, for a counterexample or an answer; a long one is cut, never within a number."""

import inspect

import numpy as np

SHOWN = 600  # characters
ENDS = (3, 2, 1)  # entries that are left at either end of an axis of a long array


def shown(value: object) -> str:
    """An argument or an answer; of a function its docstring or name."""
    if callable(value):
        return _cut(inspect.getdoc(value) or f"the function {getattr(value, '__name__', type(value).__name__)}")
    if isinstance(value, np.ndarray):
        return _array(value)
    with np.printoptions(legacy="1.25"):  # 0.5, which later versions of NumPy write as np.float64(0.5)
        return _cut(repr(value))


def _array(value: np.ndarray) -> str:
    text = ""
    for ends in ENDS:
        with np.printoptions(precision=6, threshold=60, linewidth=90, floatmode="unique", edgeitems=ends):
            text = np.array2string(value, separator=", ")
        if len(text) <= SHOWN:
            return text
    return _cut(text)


def _cut(text: str) -> str:
    """The beginning of a text that is too long, up to a space if there is one."""
    if len(text) <= SHOWN:
        return text
    beginning = text[: SHOWN - 4]
    return f"{beginning.rpartition(' ')[0] or beginning} ..."
