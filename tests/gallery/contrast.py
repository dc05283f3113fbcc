"""What of a picture is letters, what is lines and marks, and how far each stands out from its ground (WCAG 2)."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text


class Part(NamedTuple):
    """One thing that is drawn, and its contrast with what lies behind it."""

    what: str
    colour: str
    contrast: float


def contrast(colour: object, ground: object = "white") -> float:
    """The ratio of luminances of two colours, from 1 to 21; one that is not opaque lets white through."""
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: object) -> float:
    *rgb, alpha = to_rgba(colour)  # type: ignore[arg-type]  # whatever an artist has
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in alpha * np.array(rgb) + 1 - alpha]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def letters(picture: Figure) -> Iterator[Part]:
    """All texts that are seen, ticks among them, on the ground of their own box or on white."""
    for text in picture.findobj(Text):
        assert isinstance(text, Text)
        if text.get_visible() and text.get_text().strip():
            box = text.get_bbox_patch()
            ground = box.get_facecolor() if box else "white"
            yield Part(text.get_text(), to_hex(text.get_color()), contrast(text.get_color(), ground))


def marks(picture: Figure) -> Iterator[Part]:
    """All lines, marks and arrows that are seen; areas are not among them, since nothing is read from their colour."""
    for artist in picture.findobj():
        if artist.get_visible():
            for colours in _strokes(artist):
                yield max(
                    (Part(type(artist).__name__, to_hex(c), contrast(c)) for c in colours), key=lambda p: p.contrast
                )


def _strokes(artist: Artist) -> Iterator[list[object]]:
    """For each thing drawn by an artist its colours, of which one must be seen."""
    if isinstance(artist, Line2D):
        if len(artist.get_xdata()) and artist.get_linestyle() not in ("None", "", " "):
            yield [_faded(artist.get_color(), artist)]
        if len(artist.get_xdata()) and artist.get_marker() not in ("None", "", " ", None):
            colours = [artist.get_markerfacecolor(), artist.get_markeredgecolor()]
            yield [_faded(each, artist) for each in colours if not _is_none(each)]
    elif isinstance(artist, Collection) and not _is_area(artist):
        edges, faces = artist.get_edgecolor(), artist.get_facecolor()
        for n in range(max(len(edges), len(faces))):
            yield [each[n % len(each)] for each in (edges, faces) if len(each)]
    elif isinstance(artist, Annotation) and artist.arrow_patch is not None:
        yield [artist.arrow_patch.get_edgecolor()]
    elif isinstance(artist, Patch) and _is_frame(artist):
        yield [artist.get_edgecolor(), *([artist.get_facecolor()] if artist.get_fill() else [])]


def _is_none(colour: object) -> bool:
    return isinstance(colour, str) and colour == "none"


def _faded(colour: object, artist: Artist) -> object:
    alpha = artist.get_alpha()
    return colour if alpha is None else (*to_rgb(colour), alpha)  # type: ignore[arg-type]


def _is_area(collection: Collection) -> bool:
    """A filled band, hull or level, or a heat map."""
    filled = len(collection.get_facecolor()) > 0
    return bool(filled and (isinstance(collection, ContourSet) or len(collection.get_offsets()) <= 1))


def _is_frame(patch: Patch) -> bool:
    drawn = patch.get_linewidth() > 0 and to_rgba(patch.get_edgecolor())[3] > 0
    return bool(drawn and to_hex(patch.get_edgecolor()) != to_hex(patch.get_facecolor()))
