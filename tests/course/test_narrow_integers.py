"""Where Python runs in a browser NumPy's own integer has 32 bits, and a larger one wraps around without a word.

Each instructor notebook is run with a NumPy that refuses to make an integer beyond 32 bits: in the lesson, in the
kit, in figures, in practice, in the model answers. Sums of that size want `dtype=float`, or Python's own integers.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from course.settings import load
from course.weaving.release import files_beside
from course.weaving.unit import read_paper
from course.weaving.weave import weave
from tests.course.folders import put

NARROW = '''
import sys
from types import ModuleType
import matplotlib.figure, matplotlib.style, numpy.random  # with NumPy as it is
import numpy


class Narrow(numpy.ndarray):
    """An array of integers, none of which may leave the 32 bits; what is made of it is watched, too."""

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        options = {key: plain(value) for key, value in options.items()}
        return watched(getattr(ufunc, method)(*map(plain, inputs), **options))

    def __array_function__(self, function, types, arguments, options):
        return watched(super().__array_function__(function, types, arguments, options))

    def __getitem__(self, place):
        return watched(super().__getitem__(place))

    def __format__(self, form):
        return format(plain(self), form)

    __str__ = __repr__ = lambda self: repr(plain(self))


def plain(value):
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    return value.view(numpy.ndarray) if isinstance(value, Narrow) else value


def watched(value):
    if isinstance(value, tuple):
        return type(value)(map(watched, value)) if type(value) is tuple else value
    if isinstance(value, numpy.ndarray | numpy.generic) and value.dtype == int:  # others were asked for
        if value.size and not -(2**31) <= int(plain(value).min()) <= int(plain(value).max()) < 2**31:
            raise OverflowError(f"beyond 32 bits: {plain(value)}")
        return value.view(Narrow) if type(value) is numpy.ndarray else value
    if isinstance(value, Narrow):
        return plain(value)
    return value


class NarrowNumPy(ModuleType):
    """NumPy, whose functions give integers of 32 bits or fail."""

    def __getattr__(self, name):
        found = getattr(numpy, name)
        if isinstance(found, type) or not callable(found):
            return found
        return Watched(found)


class Watched:
    """A function of NumPy, or a method of one such as `add.reduce`."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *arguments, **options):
        return watched(self.function(*arguments, **options))

    def __getattr__(self, name):
        found = getattr(self.function, name)
        return Watched(found) if callable(found) else found


sys.modules["numpy"] = NarrowNumPy("numpy")
'''
RUN = """
import json
sys.path.insert(0, ".")
space = sys.modules["__main__"].__dict__ | {"__name__": "notebook"}
for cell in json.load(open("cells.json")):
    exec(compile(cell, "a cell", "exec"), space)
"""


def narrow(folder: Path, *cells: str) -> str:
    """What these cells print, one after another."""
    (folder / "cells.json").write_text(json.dumps(cells))
    done = subprocess.run(
        [sys.executable, "-c", NARROW + RUN], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("unit", load().units, ids=lambda unit: unit.id)
def test_a_notebook_with_its_answers_needs_no_integer_beyond_32_bits(tmp_path, unit, at_leisure_unless):
    at_leisure_unless(load().units.index(unit) % 4 == 1)
    paper = read_paper(load(), unit)
    put(tmp_path, files_beside(load(), paper))
    told = narrow(tmp_path, *(cell.source for cell in weave(paper).cells if cell.cell_type == "code"))
    for exercise in paper.lesson.exercises:
        assert f"{exercise.name}: the example agrees\n" in told
    assert "32 bits" not in told
    assert "Error:" not in told


WRAPPING = [
    "np.arange(70000).sum()",
    "np.arange(70000) ** 2",
    "np.prod([1000] * 4)",
    "np.cumprod(np.arange(1, 15))",
    "np.arange(1, 15).cumprod()",
    "np.array([[50000]]) @ np.array([[50000]])",
    "np.add.reduce(np.full(3, 2**30))",
    "np.array(2**30) * 2",
    "np.arange(9)[8] * np.array([2**30])",
    "np.bincount([5])[5] + np.full(1, 2**31 - 1)",
    "np.outer([65536], [65536])",
]


@pytest.mark.parametrize("expression", WRAPPING)
def test_what_wraps_around_in_32_bits_is_found(tmp_path, expression):
    assert "OverflowError: beyond 32 bits" in narrow(tmp_path, f"import numpy as np\n{expression}")


def test_what_has_room_in_32_bits_or_is_no_integer_is_as_ever(tmp_path):
    cell = """
import numpy as np
a = np.arange(6).reshape(2, 3)
assert (a.sum(), a.max(), a @ a.T, a[1, 2], f"{a[0]}") is not None
assert np.arange(70000.0).sum() == 70000 * 69999 / 2 and np.arange(70000).sum(dtype=float) == 70000 * 69999 / 2
assert np.arange(70000).mean() == 69999 / 2 and type(a / 2) is np.ndarray
print(np.linspace(0, 1, 3)[a[0]], a.tolist())
"""
    assert narrow(tmp_path, cell) == "[0.  0.5 1. ] [[0, 1, 2], [3, 4, 5]]\n"
