"""`course gallery`: the figures of the outline, each with its words, on one page."""

import dataclasses
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from matplotlib.figure import Figure

from course import SourceError
from course.cli import main
from course.gallery import from_lessons, page
from course.gallery.plates import Plate, address, paint, plate
from course.settings import load

OUTLINE = {
    "01_classification": ["confidence-histogram", "loss-against-accuracy"],
    "02_networks": ["xor-regions", "activation-variance"],
    "03_approximation": ["bumps", "pieces"],
    "04_learning_modes": ["fraud-scores", "propagation"],
    "05_regression": ["admission-boundary", "newton"],
    "06_convexity": ["margin", "cone"],
    "07_soft_margin": ["sweep-of-c", "duality"],
    "08_kernels": ["ridge-by-gamma", "gram"],
    "09_kernel_methods": ["kernel-pca-circles", "fourier-error"],
    "10_gradient_descent": ["step-size", "batch-variance"],
    "11_backpropagation": ["time-ratio", "gradient-by-depth"],
    "12_convolution": ["sobel", "commuting-square"],
    "13_training": ["ladder", "loss-against-seconds"],
}
MEASURED = {"time-ratio", "ladder", "loss-against-seconds"}


@dataclasses.dataclass
class Made:
    """A run of the command, with the pictures that it painted."""

    run: Result
    html: str
    pictures: dict[str, tuple[Plate, Figure]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    output, pictures = tmp_path_factory.mktemp("gallery") / "gallery.html", {}

    def spy(each: Plate) -> Figure:
        pictures[each.name] = each, paint(each)
        return pictures[each.name][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "paint", spy)
        run = CliRunner().invoke(main, ["gallery", "--output", str(output)], catch_exceptions=False)
    return Made(run, output.read_text(), pictures)


def test_the_command_writes_one_page_and_says_where(made: Made) -> None:
    assert (made.run.exit_code, made.run.stderr) == (0, "")
    assert re.fullmatch(r"gallery of 26 figures: .*gallery\.html\n", made.run.stdout)
    assert made.html.startswith("<!doctype html>")


def test_the_page_asks_for_nothing_from_elsewhere(made: Made) -> None:
    addresses = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]*)""", made.html)
    assert len(addresses) > 26
    assert all(each.startswith(("data:image/svg+xml;base64,", "#")) for each in addresses)


def test_every_figure_of_the_outline_is_there_in_its_unit_and_in_the_contents(made: Made) -> None:
    wanted = [name for unit, names in OUTLINE.items() for name in (unit, *names)]
    assert re.findall(r'href="#([^"]+)"', made.html) == wanted
    assert re.findall(r'<(?:h2|figure) id="([^"]+)"', made.html) == wanted


def test_units_stand_with_their_names_and_chapters(made: Made) -> None:
    settings = load()
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>\n<p[^>]*>([^<]*)</p>", made.html)
    assert ("4 Learning modes", "Supervised, unsupervised, semi-supervised learning (chapter 5)") in headings
    assert sorted(chapter for _, chapter in headings) == sorted(u.chapter for u in settings.units + settings.planned)


def test_every_figure_says_in_words_what_one_sees_and_what_it_shows(made: Made) -> None:
    for each, _ in made.pictures.values():
        assert len(each.alt) > 80 and each.alt.endswith("."), each.name
        assert len(each.caption) > 80 and each.caption.endswith("."), each.name
        assert each.alt != each.caption and each.title


def test_every_axis_with_numbers_says_what_they_count(made: Made) -> None:
    for name, (_, picture) in made.pictures.items():
        for ax in [inner for outer in picture.axes for inner in (outer, *outer.child_axes)]:
            for axis in (ax.xaxis, ax.yaxis) if ax.axison else ():
                numbers = any(tick.label1.get_text() for tick in axis.get_major_ticks() if tick.label1.get_visible())
                assert axis.get_label_text() or not numbers, (name, ax.get_title())


def test_every_picture_has_a_title(made: Made) -> None:
    for name, (_, picture) in made.pictures.items():
        assert picture.get_suptitle() or picture.axes[0].get_title(), name


def test_figures_drawn_again_are_the_same_but_for_measured_times(made: Made) -> None:
    assert {name for name, (each, _) in made.pictures.items() if each.measured} == MEASURED
    for name in sorted(set(made.pictures) - MEASURED)[::4]:  # of every kind one; all would take long
        assert address(paint(made.pictures[name][0])) in made.html, name


def test_measured_times_are_said_to_be_of_this_machine(made: Made) -> None:
    assert made.html.count("of the machine that made this page") == len(MEASURED)


def test_the_line_between_the_circles_of_kernel_pca_is_between_them(made: Made) -> None:
    dots, crosses, line = made.pictures["kernel-pca-circles"][1].axes[1].lines
    sides = [set(np.sign(each.get_xdata() - line.get_xdata()[0])) for each in (dots, crosses)]
    assert sorted(sides, key=min) == [{-1}, {1}]


def test_the_lessons_kit_is_not_left_behind(made: Made) -> None:
    assert made.pictures and "kit" not in sys.modules


def test_a_caption_is_the_docstring_of_the_drawing() -> None:
    @plate("Title", "What one sees.")
    def two_words(ax: object) -> None:
        """One line.

        And another,
        longer.
        """

    assert (two_words.name, two_words.caption) == ("two-words", "One line. And another, longer.")


def test_units_that_do_not_run_and_are_not_planned_are_left_out() -> None:
    settings = load()
    some = dataclasses.replace(settings, units=(), planned=settings.planned[:2])
    assert [each.unit for each in page.sections(some)] == list(settings.planned[:2])


def test_a_unit_without_figures_has_no_section() -> None:
    settings = load()
    unknown = dataclasses.replace(settings.planned[0], id="14_more")
    assert page.sections(dataclasses.replace(settings, units=(), planned=(unknown,))) == []


def test_a_figure_that_the_lesson_no_longer_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    words = from_lessons.Words("Title", "Caption.")
    monkeypatch.setattr(from_lessons, "LESSONS", {"01_classification": {"confidence-histogramm": words}})
    wanted = r"the gallery looks for a figure 'confidence-histogramm' here; did you mean 'confidence-histogram'\?"
    with pytest.raises(SourceError, match=wanted):
        page.sections(load())


def test_an_output_that_cannot_be_written_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "sections", lambda settings: [])
    (tmp_path / "file").touch()
    run = CliRunner().invoke(main, ["gallery", "--output", str(tmp_path / "file" / "page.html")])
    assert run.exit_code == 2
    assert run.stderr.startswith("course: cannot write the gallery to ")
    assert run.stderr.endswith("; choose another file with --output\n")
