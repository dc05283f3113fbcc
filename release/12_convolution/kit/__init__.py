"""What every notebook of this course uses.

    X, y = kit.digits()                           the handwritten digits
    train, validation, test = kit.digits_split()  the same, split by forms
    @kit.example(softmax)                         the example below it, tried at once
    kit.figure(figures.soft_to_hard, softmax)     a figure, drawn with your function
    kit.practice(softmax)                         some of the checks, on fresh inputs
    kit.progress()                                what you have, and what is left
    kit.league(1)                                 what the methods up to unit 1 reach on the digits

Nothing here grades you. Read on if you are curious how "not yet" is made.
"""

from collections.abc import Callable
from typing import Any

from .data import digits, digits_split
from .examples import example
from .plates import plate

__all__ = ["digits", "digits_split", "example", "figure", "league", "plate", "practice", "progress"]


def league(unit: int) -> None:
    """Show what the methods of the course reach on the digits, up to a unit: `kit.league(1)`."""
    from . import table

    table.league(unit)


def figure(drawing: Callable[..., Any], *functions: Callable[..., Any]) -> None:
    """Show what a drawing makes of your functions, with its words: `kit.figure(figures.soft_to_hard, softmax)`.

    If a function that it needs is not written yet, or fails, the picture says so. Without Jupyter there is no
    picture, only its words.
    """
    from . import pictures  # it imports Matplotlib, which takes most of a second

    pictures.figure(drawing, *functions)


def practice(function: Callable[..., Any]) -> None:
    """Run some of the checks of your function on fresh inputs, each time others: `kit.practice(softmax)`.

    Each check is a sentence. Where it does not hold you see the smallest input found on which it fails.
    """
    from . import practising  # with it come the modules by which practice is checked

    practising.practice(function)


def progress() -> None:
    """Show how far each exercise and each proof of this unit has come, and what is left.

    It sees your functions as they are now, and your proofs as they were when you saved the notebook last.
    """
    from . import progressing

    progressing.progress()
