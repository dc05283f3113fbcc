"""What a figure says of itself: its title, its size, and the caption in its docstring."""

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

Drawing = Callable[..., Any]
D = TypeVar("D", bound=Drawing)
Size = tuple[float, float]

SIZE: Size = (6.4, 4.0)


class Plate(NamedTuple):
    """The words of a figure, and the room that it takes; what is `measured` are seconds, other ones in each run."""

    name: str
    title: str
    caption: str
    size: Size = SIZE
    panels: int = 1
    measured: bool = False


def plate(title: str, size: Size = SIZE, panels: int = 1, measured: bool = False) -> Callable[[D], D]:
    """Mark a function as the drawing of a figure; it keeps its words as its attribute `plate`.

        @plate("Softmax of t times (2, 1, 0)", size=(6.4, 3.6))
        def soft_to_hard(ax, softmax):
            '''What a reader should learn from the numbers of the figure.'''
            ...
            return "What one sees, computed from what was drawn."

    On several panels the drawing takes a list of axes in place of `ax`. The other arguments are functions.
    """

    def mark(drawing: D) -> D:
        drawing.plate = words(drawing, title, size, panels, measured)  # type: ignore[attr-defined]  # of a function
        return drawing

    return mark


def plate_of(drawing: Drawing) -> Plate:
    """The words of a drawing; one without the decorator, such as your own, has the usual size and no title."""
    found: Plate | None = getattr(drawing, "plate", None)
    return found or words(drawing, "")


def words(drawing: Drawing, title: str, size: Size = SIZE, panels: int = 1, measured: bool = False) -> Plate:
    """The plate of a drawing: its name, and its docstring as the caption."""
    name = getattr(drawing, "__name__", "figure").replace("_", "-")
    return Plate(name, title, " ".join((inspect.getdoc(drawing) or "").split()), size, panels, measured)
