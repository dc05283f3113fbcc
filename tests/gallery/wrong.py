"""Functions that are wrong in a simple way, and whether a picture shows it."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import AxLine, Line2D
from matplotlib.text import Text

Function = Callable[..., Any]
SEEN = 3.0  # pixels, of about 700
ALTERATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "negated": np.negative,
    "stretched and moved": lambda value: 2 * value + 1,
    "shuffled": lambda value: value[::-1] if value.ndim else value,
}


def altered(function: Function, how: str) -> Function:
    """The function, with every number that it returns altered."""

    def wrong(*args: Any, **kwargs: Any) -> Any:
        return _altered(function(*args, **kwargs), ALTERATIONS[how])

    return wrong


def _altered(value: Any, alter: Callable[[np.ndarray], np.ndarray]) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_altered(each, alter) for each in value)
    if isinstance(value, dict):
        return {key: _altered(each, alter) for key, each in value.items()}
    if isinstance(value, float | int | np.ndarray) and np.asarray(value).dtype.kind in "fi":
        return alter(np.asarray(value)) if isinstance(value, np.ndarray) else type(value)(alter(np.asarray(value)))
    return value


def looks_other(picture: Figure, reference: Figure) -> bool:
    """Whether something is elsewhere, or reads otherwise, than in the reference, measured by its axes."""
    mine, theirs = list(_drawn(picture, reference)), list(_drawn(reference, reference))
    return len(mine) != len(theirs) or any(map(_differ, mine, theirs))


def _drawn(picture: Figure, reference: Figure) -> Iterator[Any]:
    """Texts, and the places in pixels of lines and marks, or the values of a heat map."""
    for ax, frame in zip(_axes(picture), _axes(reference), strict=True):
        frame.autoscale_view()  # Matplotlib puts it off until a picture is saved
        for artist in ax.findobj():
            if isinstance(artist, Text) and artist.axes is ax and artist not in _ticks(ax):
                yield artist.get_text()
            elif isinstance(artist, AxesImage):
                yield 300 * np.asarray(artist.get_array(), float)
            elif isinstance(artist, AxLine):
                yield frame.transData.transform([artist.get_xy1(), artist.get_xy2()])
            elif isinstance(artist, Line2D) and artist in ax.lines:
                yield frame.transData.transform(
                    np.column_stack([np.asarray(each, float) for each in artist.get_data()])
                )
            elif isinstance(artist, Collection) and artist in ax.collections:
                yield from _collected(artist, frame)


def _collected(artist: Collection, frame: Axes) -> Iterator[np.ndarray]:
    yield frame.transData.transform(np.ma.filled(artist.get_offsets(), np.nan))
    if artist.get_array() is not None:
        yield 100 * np.asarray(artist.get_array(), float)
    if isinstance(artist, ContourSet):
        yield from (frame.transData.transform(path.vertices) for path in artist.get_paths())


def _axes(picture: Figure) -> Iterator[Axes]:
    for outer in picture.axes:
        yield outer
        yield from (inner for inner in outer.child_axes if isinstance(inner, Axes))


def _ticks(ax: Axes) -> list[Text]:
    return [*ax.get_xticklabels(), *ax.get_yticklabels()]


def _differ(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, str) or isinstance(theirs, str) or np.shape(mine) != np.shape(theirs):
        return bool(np.shape(mine) != np.shape(theirs) or np.any(mine != theirs))
    both = np.isfinite(mine) & np.isfinite(theirs)
    return bool(np.any(np.isfinite(mine) != np.isfinite(theirs)) or np.any(abs(mine - theirs)[both] > SEEN))
