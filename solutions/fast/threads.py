"""How many threads the matrix products of NumPy's OpenBLAS run on while a fast function runs: one, unless told.

A second thread helps with products of 2^26 multiply-adds and more, on a machine that has nothing else to do. With the
small products that most of these functions consist of it costs more than it brings, and where a core is busy the
threads wait for each other: twenty times as long and more. What is set here ends with the function. Where NumPy brings
another BLAS than OpenBLAS, nothing is changed.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np

LIMIT: int | None = 1  # None leaves the BLAS as it is
FOLDERS = ("../numpy.libs", ".dylibs")  # of NumPy's wheels: for Linux and Windows, for macOS
NAMES = ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads64_", "openblas_{}_num_threads")


@contextmanager
def limited() -> Iterator[None]:
    """Run the block, or the function that this decorates, on at most LIMIT threads of the BLAS."""
    get, set_ = _openblas()
    before = get()
    set_(before if LIMIT is None else min(LIMIT, before))
    try:
        yield
    finally:
        set_(before)


@cache
def _openblas() -> tuple[Callable[[], int], Callable[[int], object]]:
    """The functions of the OpenBLAS that NumPy has loaded which tell and set its number of threads."""
    paths = [path for folder in FOLDERS for path in (Path(np.__file__).parent / folder).glob("*openblas*")]
    libraries = [ctypes.CDLL(str(path)) for path in paths]  # loaded already: these are handles
    found = [(each, name) for each in libraries for name in NAMES if hasattr(each, name.format("get"))]
    if not found:
        return lambda: 1, lambda _: None
    library, name = found[0]
    return getattr(library, name.format("get")), getattr(library, name.format("set"))
