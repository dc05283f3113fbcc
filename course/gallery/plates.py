"""A plate: one figure of the gallery, with the words that go with it, and how it becomes a picture."""

import inspect
import io
from base64 import b64encode
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from markupsafe import Markup
from matplotlib import style
from matplotlib.figure import Figure

from course.support.kit import pictures
from course.support.kit.plates import Size

Draw = Callable[[Any], object]
STYLE: dict[str, Any] = pictures.STYLE | {"svg.hashsalt": "gallery"}  # the same figure always makes the same bytes


@dataclass(frozen=True)
class Plate:
    """A figure: `draw(ax)`, or `draw(axes)` on several panels in a row, as `kit.figure` takes it.

    The caption says what is seen and which statement it illustrates; `alt` says the former to those who do not see it.
    What is `measured` are seconds, which differ from run to run.
    """

    name: str
    title: str
    caption: str
    alt: str
    draw: Draw
    size: Size = (6.4, 4.0)
    panels: int = 1
    measured: bool = False


def plate(
    title: str, alt: str, size: Size = (6.4, 4.0), panels: int = 1, measured: bool = False
) -> Callable[[Draw], Plate]:
    """Make a plate of the function `draw`: its name is that of the plate, its docstring the caption."""

    def made(draw: Draw) -> Plate:
        caption = " ".join((inspect.getdoc(draw) or "").split())
        name = getattr(draw, "__name__", "").replace("_", "-")
        return Plate(name, title, caption, alt, draw, size, panels, measured)

    return made


def paint(plate: Plate) -> Figure:
    """The figure of a plate, in the style of the lessons; a title that the drawing has itself stays."""
    with style.context(["default", STYLE]), redirect_stdout(io.StringIO()):  # lessons print beside their figures
        picture = Figure(plate.size)
        axes = picture.subplots(1, plate.panels)
        plate.draw(axes)
        if plate.panels > 1:
            picture.suptitle(plate.title, size=13)
        elif not axes.get_title():
            axes.set_title(plate.title)
    return picture


def address(picture: Figure) -> Markup:
    """The picture as a data address, which is all of it; letters are paths, so that no font is asked for."""
    svg = BytesIO()
    with style.context(["default", STYLE]):
        picture.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    return Markup("data:image/svg+xml;base64,") + b64encode(svg.getvalue()).decode()
