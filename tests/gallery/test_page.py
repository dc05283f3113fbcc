"""`course gallery`: the figures of all units, each with its words, on one page."""

import dataclasses
import re
import sys
from base64 import b64decode
from pathlib import Path

import pytest
from click.testing import CliRunner
from markupsafe import Markup

from course import SourceError
from course.cli import main
from course.gallery import page
from course.gallery.plates import Plate, address, plates
from course.settings import load
from tests.gallery.conftest import Painted

ADDRESS = Markup("data:image/svg+xml;base64,PHN2Zy8+")


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory, painted: dict[str, Painted]) -> str:
    """The page that the command writes, of the pictures that are painted already."""
    output = tmp_path_factory.mktemp("gallery") / "gallery.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plate, "paint", lambda plate: painted[plate.words.name][2:])
        patch.setattr(page, "address", lambda picture: ADDRESS)  # to draw each takes a while
        run = CliRunner().invoke(main, ["gallery", "--output", str(output)], catch_exceptions=False)
    assert (run.exit_code, run.stderr) == (0, "")
    assert re.fullmatch(rf"gallery of {len(painted)} figures: .*gallery\.html\n", run.stdout)
    return output.read_text()


def test_the_page_asks_for_nothing_from_elsewhere(html: str, painted: dict[str, Painted]) -> None:
    addresses = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]*)""", html)
    assert html.startswith("<!doctype html>") and len(addresses) > 2 * len(painted)
    assert all(each.startswith(("data:image/svg+xml;base64,", "#")) for each in addresses)


def test_the_address_of_a_picture_is_all_of_it_and_the_same_again(painted: dict[str, Painted]) -> None:
    first, second = (address(painted["course-network"].plate.paint()[0]) for _ in range(2))
    assert first == second
    svg = b64decode(first.removeprefix("data:image/svg+xml;base64,"))
    assert svg.endswith(b"</svg>\n") and b'href="http' not in svg and b"<text" not in svg


def test_every_unit_has_figures_and_each_stands_in_its_unit_and_in_the_contents(
    html: str, painted: dict[str, Painted]
) -> None:
    settings = load()
    wanted = []
    for unit in sorted((*settings.units, *settings.planned), key=lambda each: each.id):
        names = [name for name, each in painted.items() if each.unit == unit.stem]
        assert len(names) >= 2, unit.id
        wanted += [unit.id, *names]
    assert re.findall(r'href="#([^"]+)"', html) == wanted
    assert re.findall(r'<(?:h2|figure) id="([^"]+)"', html) == wanted


def test_units_stand_with_their_names_and_chapters(html: str) -> None:
    settings = load()
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>\n<p[^>]*>([^<]*)</p>", html)
    assert ("4 Learning modes", "Supervised, unsupervised, semi-supervised learning (chapter 5)") in headings
    assert sorted(chapter for _, chapter in headings) == sorted(u.chapter for u in settings.units + settings.planned)


def test_measured_times_are_said_to_be_of_this_machine(html: str, painted: dict[str, Painted]) -> None:
    measured = sum(each.plate.words.measured for each in painted.values())
    assert measured and html.count("of the machine that made this page") == measured


def test_the_kit_of_the_figures_is_not_left_behind(painted: dict[str, Painted]) -> None:
    assert painted and "kit" not in sys.modules


def test_units_that_do_not_run_and_are_not_planned_are_left_out() -> None:
    settings = load()
    some = dataclasses.replace(settings, units=(), planned=settings.units[:2])
    assert [each.unit for each in page.sections(some)] == list(settings.units[:2])


def test_a_unit_without_figures_has_no_section() -> None:
    settings = load()
    unknown = dataclasses.replace(settings.units[0], id="14_more")
    assert page.sections(dataclasses.replace(settings, units=(), planned=(unknown,))) == []


def test_functions_are_those_of_the_unit_before_those_of_others(tmp_path: Path) -> None:
    figures = tmp_path / "regression.py"
    figures.write_text("from kit import plate\n@plate('T')\ndef drawn(ax, sigmoid, softmax, fraud): ...\n")
    (plate,) = plates(figures)
    assert [each.__module__ for each in plate.functions.values()] == [
        "solutions.regression", "solutions.classification", "solutions.data",
    ]  # fmt: skip


def test_model_answers_are_waited_for_however_busy_the_machine_is(tmp_path: Path) -> None:
    figures = tmp_path / "regression.py"
    patient = "import time\nfrom kit import plate\nSECONDS = 0\n@plate('T')\ndef drawn(ax):\n"
    figures.write_text(
        patient + "    return 'stopped.' if time.monotonic() > time.monotonic() + SECONDS - 1 else 'done.'\n"
    )
    (plate,) = plates(figures)
    assert plate.paint()[1] == "done."


def test_a_function_that_nobody_has_is_named_with_the_line_of_its_figure(tmp_path: Path) -> None:
    figures = tmp_path / "regression.py"
    figures.write_text("from kit import plate\n\n@plate('T')\ndef drawn(ax, sofmax): ...\n")
    with pytest.raises(SourceError, match=r"regression.py:3: the figure drawn takes 'sofmax', but no module"):
        plates(figures)


def test_an_output_that_cannot_be_written_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "sections", lambda settings: [])
    (tmp_path / "file").touch()
    run = CliRunner().invoke(main, ["gallery", "--output", str(tmp_path / "file" / "page.html")])
    assert run.exit_code == 2
    assert run.stderr.startswith("course: cannot write the gallery to ")
    assert run.stderr.endswith("; choose another file with --output\n")
