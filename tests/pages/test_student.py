"""A student's evening with the released notebook in JupyterLab, in a real browser."""

import ast
import base64
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.gallery.plates import plates
from course.settings import Unit, load
from course.support.kit import pictures
from course.weaving.unit import read_paper
from tests.gradebook.conftest import UNIT
from tests.pages.browser import LONG, Keep, looking_at
from tests.pages.conftest import serving

WRONG = "def softmax(Z):\n    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))\n    return E / E.sum(axis=0)"
RIGHT = WRONG.replace("axis=0", "axis=1, keepdims=True")
EXAMPLE, FIGURE = "@kit.example(softmax)", "kit.figure(figures.soft_to_hard"


@pytest.fixture
def desk(tmp_path: Path, elsewhere: None) -> Iterator[str]:
    """The released folder, and where JupyterLab has it open."""
    with desk_of(UNIT, tmp_path) as url:
        yield url


@contextmanager
def desk_of(unit: str, folder: Path) -> Iterator[str]:
    shutil.copytree(load().root / "release" / unit, folder / unit)
    with serving(folder, "jupyterlab") as url:
        yield f"{url}/lab/tree/{unit}/{unit}.ipynb?reset"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, str]:
    """The figure as the model answer draws it, and what it says."""
    shown: list[tuple[bytes, str]] = []
    monkeypatch.setattr(pictures, "_publish", lambda png, alt, caption: shown.append((png, alt)))
    (plate,) = (each for each in plates(load().figures(load().unit(UNIT))) if each.words.name == "soft-to-hard")
    pictures.figure(plate.draw, *plate.functions.values())
    return shown[0]


def cell(page: Page, start: str) -> Locator:
    return page.locator(".jp-CodeCell", has=page.locator(".cm-line", has_text=start)).first


def run(page: Page, start: str, code: str | None = None, timeout: int = LONG) -> Locator:
    """Run the cell that begins so, after typing `code` into it, and return what it shows."""
    found = cell(page, start)
    found.locator(".cm-content").click()
    if code is not None:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    expect(found.locator(".jp-InputPrompt").first).to_contain_text(re.compile(r"\[\d+\]"), timeout=timeout)
    return found.locator(".jp-OutputArea-output").last


def picture(page: Page, before: str) -> tuple[bytes, str]:
    """Run the figure, and return its PNG and its alternative text, once that is another one than before."""
    image = run(page, FIGURE).locator("img")
    expect(image).not_to_have_attribute("alt", before)
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 768
    image.scroll_into_view_if_needed()
    png = base64.b64decode((image.get_attribute("src") or "").partition("base64,")[2])
    return png, image.get_attribute("alt") or ""


def sat_down(page: Page) -> Locator:
    """Wait for the kernel; the notebook's part of the page, without Jupyter's news over it."""
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    page.set_viewport_size({"width": 1200, "height": 1300})
    page.add_style_tag(content=".Toastify { display: none }")
    return page.locator("#jp-main-dock-panel")


def test_a_wrong_answer_is_told_and_a_right_one_agrees_and_each_is_drawn_beside_the_target(
    chromium: Browser, desk: str, model: tuple[bytes, str], keep: Keep
) -> None:
    with looking_at(chromium, desk) as seen:
        page = seen.page
        desktop = sat_down(page)
        run(page, "import figures")
        run(page, "def softmax")
        expect(run(page, EXAMPLE)).to_contain_text("softmax: not yet")
        _, missing = picture(page, "")
        assert missing == "not yet: This picture appears when softmax is written."
        run(page, "def softmax", WRONG)
        expect(run(page, EXAMPLE)).to_contain_text("exponentials 1, 2, 5 give 1/8, 2/8, 5/8, not")
        png, wrong = picture(page, missing)
        assert png != model[0] and wrong != model[1]
        keep(desktop, "student-wrong")
        run(page, "def softmax", RIGHT)
        expect(run(page, EXAMPLE)).to_contain_text("the example agrees")
        assert picture(page, wrong) == model
        keep(desktop, "student-right")


def answering(answer: str, line: str) -> str:
    """An answer with its body exchanged for a line; its head may take several."""
    function = ast.parse(answer).body[0]
    assert isinstance(function, ast.FunctionDef)
    return "\n".join([*answer.splitlines()[: function.body[0].lineno - 1], f"    {line}"])


@pytest.mark.parametrize("unit", load().units, ids=lambda unit: unit.id)
def test_an_evening_wrong_once_right_once_practice_and_progress(
    unit: Unit, chromium: Browser, tmp_path: Path, elsewhere: None, keep: Keep, request: pytest.FixtureRequest
) -> None:
    """The first exercise is answered wrongly, then rightly; practice and progress say so each time."""
    if unit != load().units[0] and not request.config.getoption("--pictures"):
        pytest.skip("the first unit is enough, but for pictures of all")
    paper = read_paper(load(), unit)
    name = next(each.name for each in paper.lesson.exercises if paper.practised(each.name))
    right = paper.solutions[name].woven
    wrong = answering(right, "return 0.5")
    with desk_of(unit.id, tmp_path) as desk, looking_at(chromium, desk) as seen:
        page = seen.page
        desktop = sat_down(page)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        closing = cell(page, "kit.progress()").locator(".jp-OutputArea-output").last
        expect(closing).to_contain_text("not yet", timeout=60_000)
        assert not page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count()
        for answer, example, practised in ((wrong, "differs", "fails"), (right, "agrees", "holds")):
            run(page, f"def {name}(", answer)
            expect(run(page, f"@kit.example({name})")).to_contain_text(example)
            keep(desktop, f"{unit.id}-{example}")
            practice = run(page, f"kit.practice({name})")
            expect(practice).to_contain_text(practised)
            practice.scroll_into_view_if_needed()
            keep(desktop, f"{unit.id}-practice-{practised}")
        expect(run(page, "kit.progress()")).to_contain_text("practice passes", timeout=60_000)
        closing.scroll_into_view_if_needed()
        keep(desktop, f"{unit.id}-progress")
