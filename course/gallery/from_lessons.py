"""Figures that a lesson has already: taken from its cells, with the model answers in place of the student's.

As in the notebook, the answers are woven: without their guards, which would show in measured times.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from course import SourceError
from course.gallery.plates import Plate
from course.settings import Settings, Unit, nearest
from course.support import kit
from course.weaving.lesson import Exercise, Figure, Given, Lesson, Part, Setup, Show, read
from course.weaving.solution import read_solutions
from solutions import data


@dataclass(frozen=True)
class Words:
    """What the gallery says of a lesson's figure; its alternative text it has itself."""

    title: str
    caption: str
    measured: bool = False


LESSONS = {
    "01_classification": {
        "confidence-histogram": Words(
            "Confidence on held-out digits",
            "Histogram of the confidence δ, the logit of the true class minus the largest of the others, for "
            "digits classified by the nearest class mean. A sample is right exactly where δ > 0. Those far to the "
            "left of the line are the interesting ones: sure, and mistaken.",
        ),
        "loss-against-accuracy": Words(
            "Loss against accuracy",
            "All logits times a factor t: the answers, and the error rate, stay as they are, while the cross-entropy "
            "falls and rises again. Divided by log 2 it bounds the error rate for every t, and says nothing where it "
            "exceeds 1. A smaller loss is not a higher accuracy.",
        ),
    },
    "11_backpropagation": {
        "time-ratio": Words(
            "The price of a gradient",
            "Time of loss and gradient together, in forward passes. Counting the multiplications of the dense products "
            "predicts 3 − 1/L for L layers of one width, however many parameters there are: wide layers follow it, and "
            "in narrow ones the work shows that was not counted.",
            measured=True,
        ),
        "gradient-by-depth": Words(
            "Gradients fade with depth",
            "Norm of the gradient in each of 16 layers, before training. The delta recursion multiplies by the weights "
            "and by the slope of the activation; that of a sigmoid is at most 1/4, so that the first layers of a deep "
            "sigmoid network do not learn. Tanh and ReLU let the gradient pass.",
        ),
    },
}


def lesson_plates(settings: Settings, unit: Unit) -> Iterator[Plate]:
    """The figures that the gallery takes from the unit's lesson, if any; SourceError if one of them is not there."""
    if unit.id not in LESSONS:
        return
    lesson = read(settings.lesson(unit))
    for name, words in LESSONS[unit.id].items():
        shown = _shown(lesson, name, settings.root, unit.stem)
        yield Plate(name, words.title, words.caption, measured=words.measured, **shown)


def _shown(lesson: Lesson, name: str, root: Path, stem: str) -> dict[str, Any]:
    """The arguments of `kit.figure` in the cell of the figure `name`, with all cells before it run."""
    names = [part.name if isinstance(part, Figure) else "" for part in lesson.parts]
    if name not in names:
        known = nearest(name, [each for each in names if each])
        raise SourceError(lesson.path, 1, f"the gallery looks for a figure {name!r} here{known}")
    stand_in, shown = _kit(root / "course" / "data" / "digits.npz")
    scope: dict[str, Any] = {"__name__": "__main__"}
    with _imported(stand_in), redirect_stdout(io.StringIO()):
        for part in lesson.parts[: names.index(name) + 1]:
            for source in _code(part, root / "solutions", stem):
                exec(source, scope)
    return shown[-1]


def _kit(digits: Path) -> tuple[ModuleType, list[dict[str, Any]]]:
    """What a lesson imports as `kit`, and a list of the arguments of its calls of `figure`."""
    shown: list[dict[str, Any]] = []
    stand_in = ModuleType("kit")
    known = {"digits": lambda: data.digits(digits), "example": kit.example}
    vars(stand_in).update(known, figure=lambda draw, **how: shown.append({"draw": draw, **how}))
    return stand_in, shown


@contextmanager
def _imported(module: ModuleType) -> Iterator[None]:
    """`import kit` means this module, for as long as the context lasts."""
    sys.modules["kit"] = module
    try:
        yield
    finally:
        del sys.modules["kit"]


def _code(part: Part, solutions: Path, stem: str) -> Iterator[str]:
    """What of a part the gallery runs: all code but the examples."""
    match part:
        case Setup(source) | Show(_, source) | Figure(_, source):
            yield source
        case Given(functions):
            for module, _, name in (full.partition(".") for full in functions):
                yield read_solutions(solutions / f"{module}.py")[name].woven
        case Exercise(name):
            yield read_solutions(solutions / f"{stem}.py")[name].woven
