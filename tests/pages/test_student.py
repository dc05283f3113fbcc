"""A student's evening with the released notebook in JupyterLab, in a real browser."""

import base64
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.gallery.plates import plates
from course.settings import load
from course.support.kit import pictures
from tests.gradebook.conftest import UNIT
from tests.pages.browser import Keep, looking_at
from tests.pages.conftest import serving

WRONG = "def softmax(Z):\n    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))\n    return E / E.sum(axis=0)"
RIGHT = WRONG.replace("axis=0", "axis=1, keepdims=True")
EXAMPLE, FIGURE = "@kit.example(softmax)", "kit.figure(figures.soft_to_hard"


@pytest.fixture
def desk(tmp_path: Path, elsewhere: None) -> Iterator[str]:
    """The released folder, and where JupyterLab has it open."""
    shutil.copytree(load().root / "release" / UNIT, tmp_path / UNIT)
    with serving(tmp_path, "jupyterlab") as url:
        yield f"{url}/lab/tree/{UNIT}/{UNIT}.ipynb?reset"


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


def run(page: Page, start: str, code: str | None = None) -> Locator:
    """Run the cell that begins so, after typing `code` into it, and return what it shows."""
    found = cell(page, start)
    found.locator(".cm-content").click()
    if code is not None:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    expect(found.locator(".jp-InputPrompt").first).to_contain_text(re.compile(r"\[\d+\]"))
    return found.locator(".jp-OutputArea-output").last


def picture(page: Page, before: str) -> tuple[bytes, str]:
    """Run the figure, and return its PNG and its alternative text, once that is another one than before."""
    image = run(page, FIGURE).locator("img")
    expect(image).not_to_have_attribute("alt", before)
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 768
    image.scroll_into_view_if_needed()
    png = base64.b64decode((image.get_attribute("src") or "").partition("base64,")[2])
    return png, image.get_attribute("alt") or ""


def test_a_wrong_answer_is_told_and_a_right_one_agrees_and_each_is_drawn_beside_the_target(
    chromium: Browser, desk: str, model: tuple[bytes, str], keep: Keep
) -> None:
    with looking_at(chromium, desk) as seen:
        page = seen.page
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
        page.set_viewport_size({"width": 1200, "height": 1300})
        page.add_style_tag(content=".Toastify { display: none }")  # news of Jupyter, over the notebook
        desktop = page.locator("#jp-main-dock-panel")
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
