"""What every notebook of this course uses: the data, examples that never stop a run, and figures.

    X, y = kit.digits()
    with kit.example(softmax): ...
    kit.figure(draw, alt="what one sees", size=(6.4, 3.6))

Nothing here grades you. Read on if you are curious how "not yet" is made.
"""

import ast
import html
import os
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib import style
from matplotlib.figure import Figure

# The colours of Okabe and Ito, which all eyes can tell apart; plots call them C0, C1, ...
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
STYLE = {
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
Size = tuple[float, float]


def digits() -> tuple[np.ndarray, np.ndarray]:
    """The handwritten digits: X (1797, 64), grey from 0 (paper) to 1 (ink), and their classes y (1797,)."""
    with np.load(Path(__file__).parents[1] / "digits.npz") as data:
        return data["X"] / 16, data["y"].astype(np.int64)


def example(function: Callable[..., Any]) -> Callable[[Callable[[], object]], None]:
    """Try an example of `function`, and print what came of it; nothing that goes wrong inside gets out."""
    name = getattr(function, "__name__", "this function")
    stream = sys.stderr if os.environ.get("NBGRADER_EXECUTION") == "validate" else sys.stdout

    def run(body: Callable[[], object]) -> None:
        try:
            body()
        except NotImplementedError as error:
            missing = _raised_in(error)
            others = "" if missing in (name, "_", "<module>") else f", {missing} comes first"
            print(f"{name}: not yet{others}", file=stream)
        except AssertionError as error:
            print(f"{name}: {error}{_where(error)}", file=stream)
        except Exception as error:
            print(f"{name}: {type(error).__name__}: {error}{_where(error)}", file=stream)
        else:
            print(f"{name}: the example agrees")

    return run


def practice(function: Callable[..., Any]) -> None:
    """Run some checks."""


def progress() -> None:
    """Say what is left."""


def plate(
    title: str, size: Size = (6.4, 4.0), panels: int = 1, measured: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a figure."""

    def mark(drawing: Callable[..., Any]) -> Callable[..., Any]:
        drawing.plate = (title, size, panels, measured)  # type: ignore[attr-defined]  # of a function
        return drawing

    return mark


def figure(drawing: Callable[..., Any], *functions: Callable[..., Any]) -> None:
    """Show a figure."""
    title, size, panels, _ = getattr(drawing, "plate", ("", (6.4, 4.0), 1, False))
    with style.context(["default", STYLE]):
        try:
            picture = Figure(size)
            axes = picture.subplots(1, panels)
            alt = str(drawing(axes, *functions))
            picture.suptitle(title)
            png = _png(picture)
        except NotImplementedError as error:
            png, alt = _notice("not yet", f"This picture appears when {_raised_in(error)} is written.", size)
        except Exception as error:
            png, alt = _notice("no picture", f"{type(error).__name__}: {error}{_where(error)}", size)
    _show(png, alt)


def _raised_in(error: Exception) -> str:
    """The name of the function that raised the error."""
    return traceback.extract_tb(error.__traceback__)[-1].name


def _where(error: Exception) -> str:
    """The last line of the notebook that the error came through, to print below its message."""
    line = ""
    steps = traceback.extract_tb(error.__traceback__)
    for (frame, _), step in zip(traceback.walk_tb(error.__traceback__), steps, strict=True):
        if frame.f_globals.get("__name__") == "__main__":
            line = f"\n    in the line: {_without_message(step.line or '')}"
    return line


def _without_message(line: str) -> str:
    """The line; of an assertion what it asserts, since its message has been told."""
    try:
        statement = ast.parse(line).body[0]
    except (SyntaxError, IndexError):  # it is part of a longer statement
        return line
    return f"assert {ast.get_source_segment(line, statement.test)}" if isinstance(statement, ast.Assert) else line


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


def _show(png: bytes, alt: str) -> None:
    """Display a picture in Jupyter, with its alternative text where JupyterLab and nbconvert look for it."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None:
        print(f"[figure] {alt}")
        return
    data = b64encode(png).decode()
    image = f'<img src="data:image/png;base64,{data}" alt="{html.escape(alt)}">'
    bundle = {"text/plain": alt, "text/html": image, "image/png": data}
    shell.display_pub.publish(bundle, {"image/png": {"alt": alt}})
