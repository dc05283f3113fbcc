"""Figures: a drawing of `figures.py`, made with your functions, shown with its words."""

import contextlib
import html
import io
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from textwrap import fill
from typing import Any

from matplotlib import style
from matplotlib.figure import Figure

from .mistakes import raised_in, told, where
from .plates import Drawing, Plate, Size, plate_of
from .showing import show

# Colours of Okabe and Ito, which all eyes can tell apart; plots call them C0, C1, ... Those whose lines stand out on
# white, 3:1 or more. Letters take more, 4.5:1: only blue, black and a dark grey have it.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#767676"]
STYLE: dict[str, Any] = {
    "axes.prop_cycle": f"cycler(color={COLOURS})",
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 12,
    "figure.constrained_layout.use": True,
    "figure.dpi": 120,
    "font.size": 11,
    "legend.frameon": False,
    "lines.linewidth": 2,
}
Function = Callable[..., Any]


def figure(drawing: Drawing, *functions: Function) -> None:
    """Show what a drawing makes of your functions, with its words: `kit.figure(figures.soft_to_hard, softmax)`.

    If a function that it needs is not written yet, or fails, the picture says so. Without Jupyter there is no
    picture, only its words.
    """
    plate = plate_of(drawing)
    with style.context(["default", STYLE]):
        try:
            picture, alt = paint(drawing, *functions)
            png, caption = _png(picture), plate.caption
        except NotImplementedError as error:
            message = f"This picture appears when {raised_in(error)} is written."
            png, alt, caption = *_notice("not yet", message, plate.size), ""
        except Exception as error:
            png, alt, caption = *_notice("no picture", told(error) + where(error), plate.size), ""
    _publish(png, alt, caption)


def paint(drawing: Drawing, *functions: Function) -> tuple[Figure, str]:
    """The picture of a drawing, titled, in the style that is set, and what one sees in it.

    A title that the drawing sets itself stays.
    """
    plate = plate_of(drawing)
    picture = Figure(plate.size)
    axes = picture.subplots(1, plate.panels)
    with contextlib.redirect_stdout(io.StringIO()):  # what functions print is none of a figure's
        alt = drawing(axes, *functions)
    _title(picture, axes, plate)
    if not (isinstance(alt, str) and alt.strip()):
        raise TypeError(f"{plate.name} must return a sentence that says what one sees, got {alt!r:.80}")
    return picture, " ".join(alt.split())


def _title(picture: Figure, axes: Any, plate: Plate) -> None:
    if plate.panels > 1:
        picture.suptitle(plate.title, size=13)
    elif not axes.get_title():
        axes.set_title(plate.title)


def _notice(headline: str, message: str, size: Size) -> tuple[bytes, str]:
    """A picture of two texts in place of a figure, and its alternative text."""
    picture = Figure(size, facecolor="#f2f2f2")
    picture.text(0.5, 0.58, headline, ha="center", va="bottom", size=20, color=COLOURS[0])
    wrapped = "\n".join(fill(line.strip(), 60) for line in message[:300].splitlines())
    picture.text(0.5, 0.5, wrapped, ha="center", va="top", size=11, parse_math=False)
    return _png(picture), f"{headline}: {message}"


def _png(picture: Figure) -> bytes:
    """The picture as a PNG; the same picture always gives the same bytes."""
    png = BytesIO()
    picture.savefig(png, format="png", metadata={"Software": None})
    return png.getvalue()


def _publish(png: bytes, alt: str, caption: str) -> None:
    """Show a picture, with its alternative text where JupyterLab and nbconvert look for it."""
    data = b64encode(png).decode()
    below = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
    image = f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}">'
    page = f'<figure style="margin:0">{image}{below}</figure>'
    plain = "\n".join(["[figure] " + alt, *filter(None, [caption])])
    show(plain, page, {"image/png": data}, {"image/png": {"alt": alt}})
