"""A value as a student would type it, for a counterexample or an answer; what is long is cut, never in a literal."""

import inspect
import reprlib

import numpy as np

SHOWN = 600  # characters
IN_LINE = 60  # of a value that stands in a call
ENDS = (3, 2, 1)  # entries that are left at either end of an axis of a long array
# Entries of a container, and levels, that are left.
LIMITS = ((SHOWN, 8), (30, 6), (10, 6), (6, 5), (4, 4), (3, 3), (2, 2), (1, 2))


def shown(value: object) -> str:
    """An argument or an answer; of a function its docstring or name."""
    if callable(value):
        return cut(inspect.getdoc(value) or f"the function {getattr(value, '__name__', type(value).__name__)}")
    if isinstance(value, np.ndarray):
        return _array(value)
    with np.printoptions(legacy="1.25"):  # 0.5, which later versions of NumPy write as np.float64(0.5)
        return _nested(value)


def in_line(value: object) -> str:
    """A value as it stands in a call, if it is short enough for that."""
    text = " ".join(shown(value).split())
    return text if len(text) <= IN_LINE else "..."


def cut(text: str) -> str:
    """The beginning of a text that is too long, up to a space if there is one."""
    if len(text) <= SHOWN:
        return text
    beginning = text[: SHOWN - 4]
    return f"{beginning.rpartition(' ')[0] or beginning} ..."


def _array(value: np.ndarray) -> str:
    text = ""
    for ends in ENDS:
        with np.printoptions(precision=6, threshold=60, linewidth=90, floatmode="unique", edgeitems=ends):
            text = np.array2string(value, separator=", ")
        if len(text) <= SHOWN:
            return text
    return cut(text)


def _nested(value: object) -> str:
    texts = (_Short(*limits).repr(value) for limits in LIMITS)
    return next((text for text in texts if len(text) <= SHOWN), "...")


class _Short(reprlib.Repr):
    """Leaves the first entries of each container, the ends of each string and array, and says "..." for the rest."""

    def __init__(self, entries: int, levels: int) -> None:
        super().__init__()
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = self.maxfrozenset = entries
        self.maxlevel, self.maxstring, self.maxlong, self.maxother = levels, 20 * entries, 20 * entries, SHOWN

    def repr_ndarray(self, value: np.ndarray, _level: int) -> str:
        """An array; `reprlib` finds this by the name of the type."""
        ends = min(self.maxlist, ENDS[0])
        with np.printoptions(threshold=2 * self.maxlist, floatmode="unique", edgeitems=ends):
            return f"array({np.array2string(value, separator=', ')})"
