"""Every figure of every unit: it can be read, and by everyone."""

import re
from collections.abc import Iterator

import pytest
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

from course.gallery.plates import LOOK
from tests.gallery.conftest import PLATES, Painted
from tests.gallery.contrast import contrast, letters, marks

NAMES = [plate.words.name for _, plate in PLATES]
each_figure = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(autouse=True)
def look() -> Iterator[None]:
    """The colours C0, C1, ... are those of the figures."""
    with style.context(["default", LOOK]):
        yield


def test_no_two_figures_have_the_same_name() -> None:
    assert len(set(NAMES)) == len(NAMES)


@each_figure
def test_a_figure_has_a_title_a_caption_and_says_what_one_sees(painted: dict[str, Painted], name: str) -> None:
    words, picture, alt = painted[name].plate.words, painted[name].picture, painted[name].alt
    assert words.title and (picture.get_suptitle() or picture.axes[0].get_title())
    assert "$" not in words.title + words.caption  # pages have these words as they are
    assert len(words.caption) > 60 and words.caption.endswith(".")
    assert len(alt) > 80 and alt.endswith(".") and alt != words.caption


@each_figure
def test_every_axis_with_numbers_says_what_they_count(painted: dict[str, Painted], name: str) -> None:
    for ax in _axes(painted[name]):
        for axis in (ax.xaxis, ax.yaxis) if ax.axison else ():
            shown = [tick.label1.get_text() for tick in axis.get_major_ticks() if tick.label1.get_visible()]
            numbers = any(re.fullmatch(r"[-−\d./]+|\$.*\$", text) for text in shown)
            assert axis.get_label_text() or not numbers, ax.get_title()


@each_figure
def test_letters_are_black_grey_or_blue_and_stand_out(painted: dict[str, Painted], name: str) -> None:
    for part in letters(painted[name].picture):
        grey = len({part.colour[1:3], part.colour[3:5], part.colour[5:]}) == 1
        assert grey or part.colour == "#0072b2", part
        assert part.contrast >= 4.5, part


@each_figure
def test_lines_and_marks_stand_out(painted: dict[str, Painted], name: str) -> None:
    for part in marks(painted[name].picture):
        assert part.contrast >= 3, part


@each_figure
def test_bars_have_a_zero_to_start_from(painted: dict[str, Painted], name: str) -> None:
    for ax in _axes(painted[name]):
        for bars in (each for each in ax.containers if isinstance(each, BarContainer)):
            assert (ax.get_yscale() if bars.orientation == "vertical" else ax.get_xscale()) == "linear"


def test_what_does_not_stand_out_is_found() -> None:
    picture = Figure()
    ax = picture.subplots()
    ax.plot([0, 1], color="#56B4E9")
    ax.scatter([0, 1], [1, 0], color="#E69F00")
    ax.annotate("", (0, 0), (1, 1), arrowprops={"arrowstyle": "->", "color": "0.7"})
    ax.set_title("pale", color="0.6")
    assert [part.what for part in marks(picture) if part.contrast < 3] == ["Line2D", "PathCollection", "Annotation"]
    assert [part.what for part in letters(picture) if part.contrast < 4.5] == ["pale"]


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("black") == pytest.approx(21)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast("white", "#0072B2") == contrast("#0072B2")
    assert contrast((0, 0, 0, 0.5)) == pytest.approx(contrast("0.5"))


def _axes(painted: Painted) -> Iterator[Axes]:
    for outer in painted.picture.axes:
        yield outer
        yield from (inner for inner in outer.child_axes if isinstance(inner, Axes))
