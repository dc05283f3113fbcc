"""A site in Chromium: pages for everybody, a search, notebooks that open and stay, and, with a kernel, run."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import nbformat
import pytest
from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from course.settings import ROOT, Settings
from course.site.build import build
from course.weaving.build import build as build_course
from tests.course.folders import served
from tests.pages.accessibility import TOO_WIDE, each_view, violations
from tests.pages.browser import HERE, LONG, TYPESET, Keep, Seen, looking_at
from tests.pages.test_student import run

UNIT = "01_classification"
PAGES = ("index", "notation", "league", "lessons/11_backpropagation")
# axe-core does not take MathML for text: that each heading of a table has one is asked for here.
SILENT = "[...document.querySelectorAll('th')].filter((each) => !each.textContent.trim()).length"
CUT = """[...document.querySelectorAll(".stub, .stub *")].filter(
  (each) => each.clientWidth && each.scrollWidth > each.clientWidth + 1
).map((each) => each.textContent)"""
OPEN_ALL = "for (const each of document.querySelectorAll('details')) each.open = true"


def outside(seen: Seen) -> set[str]:
    """What the page asked of others than this machine."""
    return {url for url in seen.asked if (urlsplit(url).hostname or "") not in HERE}


def settled(page: Page) -> None:
    """Wait until formulas are set and what scrolls is known."""
    page.wait_for_function(TYPESET)
    page.evaluate("document.fonts.ready")


def notebook_of(site: Path, unit: str) -> str:
    """Where the index leads for the notebook of a unit."""
    found = re.search(rf'href="(work/notebooks/[^"]*{unit}.ipynb)"', (site / "index.html").read_text())
    assert found
    return found[1]


# Pages


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_open_to_all_and_ask_nobody_else(
    chromium: Browser, url: str, keep: Keep, name: str, left_out: Sequence[str]
) -> None:
    with looking_at(chromium, f"{url}/{name}.html") as seen:
        settled(seen.page)
        for unfolded in (True,) if left_out else (False, True):
            if unfolded:
                seen.page.evaluate(OPEN_ALL)
            for view in each_view(seen.page, *left_out):
                assert [each for each in violations(seen.page) if not each.startswith("empty-table-header")] == [], view
                assert seen.page.evaluate(SILENT) == 0
                assert seen.page.evaluate(TOO_WIDE) <= 0, view
                if not unfolded or left_out:
                    keep(seen.page, f"site-{name.partition('/')[2] or name}-{view.replace(' ', '-')}")
        assert outside(seen) == set()


def test_every_formula_is_set_and_code_is_left_alone(chromium: Browser, url: str) -> None:
    with looking_at(chromium, f"{url}/lessons/{UNIT}.html") as seen:
        settled(seen.page)
        formulas = seen.page.locator(".formula").count()
        assert formulas > 250
        assert seen.page.locator(".formula > mjx-container").count() == formulas
        assert seen.page.locator("mjx-container").count() == formulas
        assert seen.page.locator("mjx-container > mjx-assistive-mml > math").count() == formulas
        assert seen.page.locator("mjx-merror, [data-mml-node=merror]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_builds_on_what_stands_out(chromium: Browser, url: str, scheme: Literal["light", "dark"]) -> None:
    with looking_at(chromium, f"{url}/index.html") as seen:
        seen.page.emulate_media(color_scheme=scheme)
        drawn = seen.page.get_by_role("img", name=re.compile("05 Regression. 11 Backpropagation"))
        expect(drawn).to_be_visible()
        darkest, brightest = Image.open(io.BytesIO(drawn.screenshot())).convert("L").getextrema()
        assert brightest - darkest > 150


@pytest.mark.parametrize("width", [320, 400, 1280])
def test_a_stub_is_read_without_scrolling(chromium: Browser, url: str, width: int) -> None:
    with looking_at(chromium, f"{url}/lessons/{UNIT}.html") as seen:
        seen.page.set_viewport_size({"width": width, "height": 900})
        assert seen.page.locator(".contract p").count() == 14
        assert seen.page.evaluate(CUT) == []


def test_a_broad_figure_is_read_on_a_phone_by_scrolling_it_with_keys(chromium: Browser, url: str, keep: Keep) -> None:
    with looking_at(chromium, f"{url}/lessons/11_backpropagation.html") as seen:
        page = seen.page
        page.evaluate(OPEN_ALL)
        figure = page.locator("figure", has=page.locator(".broad")).first
        box, hint = figure.get_by_role("group"), figure.get_by_text("scroll it sideways")
        settled(page)
        expect(hint).to_be_hidden()
        expect(box).not_to_have_attribute("tabindex", "0")  # where all of it is seen there is nothing to reach
        page.set_viewport_size({"width": 400, "height": 800})
        expect(hint).to_be_visible()
        expect(box).to_have_attribute("tabindex", "0")
        scale = "image => image.clientWidth / image.getAttribute('width')"
        assert box.locator("img").evaluate(scale) > 0.6  # letters of 11 points are then 9 pixels high
        box.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.activeElement.scrollLeft > 0")
        keep(figure, "site-broad-figure")


def test_a_page_is_read_without_a_server_too(chromium: Browser, site: Path) -> None:
    with looking_at(chromium, (site / "lessons" / f"{UNIT}.html").as_uri()) as seen:
        settled(seen.page)
        assert seen.page.locator("mjx-container").count() > 250
        expect(seen.page.get_by_role("search")).to_be_hidden()


def test_a_search_leads_to_the_place_in_the_lesson(chromium: Browser, url: str) -> None:
    with looking_at(chromium, f"{url}/lessons/05_regression.html") as seen:
        field = seen.page.get_by_role("searchbox", name="Search")
        field.fill("confidence strongest rival")
        found = seen.page.get_by_role("search").get_by_role("link", name="Classification: Right or wrong")
        expect(found).to_be_visible()
        assert violations(seen.page) == []
        found.click()
        expect(seen.page).to_have_url(f"{url}/lessons/{UNIT}.html#right-or-wrong")
        assert outside(seen) == set()


def test_a_search_for_nothing_shows_nothing(chromium: Browser, url: str) -> None:
    with looking_at(chromium, f"{url}/index.html") as seen:
        field, status = seen.page.get_by_role("searchbox"), seen.page.get_by_role("status")
        field.fill("gradient")
        expect(status).to_have_text(re.compile("[1-9] pages?"))
        field.fill("日本語")  # of a word that there is not, Pagefind takes its beginning
        expect(status).to_have_text("nothing found")
        field.fill("")
        expect(status).to_have_text("")
        expect(seen.page.get_by_role("search").get_by_role("listitem")).to_have_count(0)


# Notebooks


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Seen]:
    """A notebook of the site, shown."""
    with looking_at(browser, url) as seen:
        shown(seen.page)
        yield seen


def shown(page: Page) -> None:
    expect(page.locator(".jp-Notebook")).to_be_visible()
    expect(page.locator(".jp-Cell").first).to_be_visible()


def test_a_notebook_opens_with_all_its_cells_and_asks_others_for_its_kernel_alone(
    chromium: Browser, site: Path, url: str, keep: Keep
) -> None:
    with opened(chromium, f"{url}/{notebook_of(site, UNIT)}") as seen:
        cells = nbformat.read(ROOT / "release" / UNIT / f"{UNIT}.ipynb", 4).cells
        there = "document.querySelectorAll('.jp-Cell').length"
        seen.page.wait_for_function(f"{there} >= {len(cells)}")
        assert seen.page.evaluate(there) == len(cells)
        expect(seen.page.get_by_text("Python (Pyodide)")).to_be_visible()
        seen.page.wait_for_timeout(3000)
        assert outside(seen) == {f"{PYODIDE_CDN_URL}/pyodide.mjs"}
        keep(seen.page, "site-notebook")
        seen.page.emulate_media(color_scheme="dark")
        seen.page.reload()
        shown(seen.page)
        keep(seen.page, "site-notebook-dark")
        seen.page.set_viewport_size({"width": 320, "height": 640})
        keep(seen.page, "site-notebook-320")


def handed_in(page: Page) -> dict[str, str]:
    """What the cells hold, by the names that graders know them by, of the file that File, Download gives."""
    page.get_by_role("menuitem", name="File", exact=True).click()
    with page.expect_download() as download:
        page.get_by_text("Download", exact=True).click()
    return by_grade_id(nbformat.read(download.value.path(), 4))


def sources(settings: Settings, unit: str) -> dict[str, str]:
    return by_grade_id(nbformat.read(settings.root / "release" / unit / f"{unit}.ipynb", 4))


def by_grade_id(notebook: nbformat.NotebookNode) -> dict[str, str]:
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in notebook.cells if "nbgrader" in cell.metadata}


def test_saved_work_is_neither_lost_nor_in_the_way_when_a_unit_is_released_anew(
    chromium: Browser, released: Settings, edit, tmp_path: Path
) -> None:
    site, unit, mine = tmp_path / "site", "01_tinyone", "    return 2 * x  # mine"
    double = sources(released, unit)["double-answer"]
    build(released, [unit], site, report=lambda line: None)
    with served(site) as url:
        old = f"{url}/{notebook_of(site, unit)}"
        with opened(chromium, old) as seen:
            page = seen.page
            answer = page.locator(".jp-CodeCell", has=page.locator(".cm-line", has_text="def double")).first
            answer.locator(".cm-content").click()
            page.keyboard.press("Control+End")
            page.keyboard.insert_text(mine)
            page.keyboard.press("Control+S")
            expect(page.get_by_text(re.compile("Last Checkpoint|Saving completed|Last saved"))).to_be_attached()
            page.wait_for_timeout(1500)
            assert handed_in(page) == {**sources(released, unit), "double-answer": double + mine}
            edit(f"course/lessons/{unit}.md", "Numbers grow", "All numbers grow")
            build_course(released, report=lambda line: None)
            build(released, [unit], site, report=lambda line: None)
            new = f"{url}/{notebook_of(site, unit)}"
            assert new != old
            page.goto(new)
            shown(page)
            expect(page.locator("p", has_text="All numbers grow")).to_be_visible()
            expect(page.locator(".cm-line", has_text="# mine")).to_have_count(0)
            page.goto(old)
            shown(page)
            expect(page.locator(".cm-line", has_text="# mine")).to_be_visible()
            expect(page.locator("p", has_text="All numbers grow")).to_have_count(0)


# With a kernel of its own, whose NumPy and Matplotlib are stand-ins: `python -m tests.site.kernel FOLDER` makes it

# What is typed into a cell keeps the words by which the cell is found.
FILES = """# in the place of kit.practice(softmax)
import kit
import numpy as np
print(open("kit/release.txt").read(), kit.digits.__module__)
import kit.limits
print("stopped by", kit.limits.available())"""
EXAMPLE = """# in the place of kit.practice(cross_entropy)
def triple(x):
    return 3 * x

@kit.example(triple)
def _():
    assert triple(2) == 6, f"three times 2 is 6, not {triple(2)}\""""


def test_with_its_own_kernel_a_notebook_asks_nobody_and_its_kit_runs(
    chromium: Browser, tmp_path: Path, keep: Keep, request: pytest.FixtureRequest
) -> None:
    kernel = request.config.getoption("--kernel")
    if kernel is None:
        pytest.skip("no kernel: python -m tests.site.kernel FOLDER makes one, --kernel FOLDER takes it")
    from course.settings import load

    site = tmp_path / "site"
    build(load(), [UNIT], site, kernel, report=lambda line: None)
    with served(site) as url, opened(chromium, f"{url}/{notebook_of(site, UNIT)}") as seen:
        page = seen.page
        kernel_shown = page.locator(".jp-Notebook-ExecutionIndicator").first
        expect(kernel_shown).to_have_attribute("data-status", "idle", timeout=4 * LONG)
        printed = run(page, "kit.practice(softmax)", FILES, timeout=4 * LONG)  # the kernel starts with its first cell
        expect(printed).to_contain_text(f"{UNIT} ")
        expect(printed).to_contain_text("stopped by trace")
        run(page, "def catch_softmax")  # whose example calls it before anything of NumPy
        expect(run(page, "@kit.example(catch_softmax)")).to_contain_text("catch_softmax: not yet")
        expect(run(page, "kit.practice(cross_entropy)", EXAMPLE)).to_contain_text("triple: the example agrees")
        wrong = EXAMPLE.replace("3 * x", "2 * x")
        expect(run(page, "def triple", wrong)).to_contain_text("three times 2 is 6, not 4")
        keep(page, "site-kernel")
        assert outside(seen) == set()
