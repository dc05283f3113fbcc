"""A plate: one figure of the gallery, drawn by `course/figures/STEM.py` with model answers for a student's."""

import importlib
import inspect
import math
import pkgutil
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

from markupsafe import Markup
from matplotlib import style
from matplotlib.figure import Figure

import solutions
from course import SourceError
from course.support import kit
from course.support.kit.pictures import STYLE, paint
from course.support.kit.plates import Plate as Words

Function = Callable[..., Any]
BROAD = 7.0  # inches; on a phone the letters of a broader figure would be too small to read
PATIENCE = "SECONDS"  # when a figure stops waiting for a student's functions; for ours it waits, on a busy machine too
LOOK: dict[str, Any] = STYLE | {"svg.hashsalt": "gallery"}  # the same figure always makes the same bytes


@dataclass(frozen=True)
class Plate:
    """A figure, its words, and the functions that it is drawn with, in the order in which it takes them."""

    words: Words
    draw: Function
    functions: dict[str, Function]

    @property
    def broad(self) -> bool:
        """Whether it scrolls where there is little room, and does not shrink with its letters."""
        return self.words.size[0] > BROAD

    def paint(self) -> tuple[Figure, str]:
        """The picture, as a notebook shows it to whoever has solved everything, and what one sees in it."""
        with style.context(["default", LOOK]):
            return paint(self.draw, *self.functions.values())


def plates(path: Path) -> list[Plate]:
    """The figures of a unit in the order of its file `path`; none if there is no such file."""
    if not path.is_file():
        return []
    drawings = [each for each in vars(load(path)).values() if isinstance(getattr(each, "plate", None), Words)]
    return [Plate(each.plate, each, _functions(path, each)) for each in drawings]


def load(path: Path) -> ModuleType:
    """A file of figures as a module, which finds our `kit` where a student's finds the one beside it."""
    loader = SourceFileLoader(f"figures_of_{path.stem}", str(path))
    module = module_from_spec(ModuleSpec(loader.name, loader))
    with _imported(kit):
        loader.exec_module(module)
    if hasattr(module, PATIENCE):
        setattr(module, PATIENCE, math.inf)
    return module


@contextmanager
def _imported(module: ModuleType) -> Iterator[None]:
    """`import kit` means this module, for as long as the context lasts."""
    sys.modules["kit"] = module
    try:
        yield
    finally:
        del sys.modules["kit"]


def _functions(path: Path, draw: Function) -> dict[str, Function]:
    """The model answers that the parameters of a drawing, after its axes, name."""
    _, *names = inspect.signature(draw).parameters
    return {name: _model_answer(path, draw, name) for name in names}


def _model_answer(path: Path, draw: Function, name: str) -> Function:
    """The function of this name: that of the unit, else that of another module of `solutions`."""
    others = [each.name for each in pkgutil.iter_modules(solutions.__path__) if not each.ispkg]
    for module in (path.stem, *others):
        home = f"solutions.{module}"
        found = getattr(importlib.import_module(home), name, None)
        if inspect.isfunction(found) and found.__module__ == home:
            return found
    message = f"the figure {draw.__name__} takes {name!r}, but no module of solutions has a function of that name"
    raise SourceError(path, draw.__code__.co_firstlineno, message)


def address(picture: Figure) -> Markup:
    """The picture as a data address, which is all of it."""
    return Markup("data:image/svg+xml;base64,") + b64encode(svg(picture)).decode()


def svg(picture: Figure) -> bytes:
    """The picture as a file; letters are paths, so that no font is asked for."""
    found = BytesIO()
    with style.context(["default", LOOK]):
        picture.savefig(found, format="svg", metadata={"Date": None, "Creator": None})
    return found.getvalue()
