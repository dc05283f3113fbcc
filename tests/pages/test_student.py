"""A student's evening with the released notebook in JupyterLab, in a real browser."""

import base64
import re
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.settings import load
from course.support import kit
from course.support.kit import pictures
from solutions.classification import softmax
from tests.gradebook.conftest import UNIT
from tests.pages.browser import Keep, looking_at
from tests.pages.conftest import serving

WRONG = "def softmax(Z):\n    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))\n    return E / E.sum(axis=0)"
RIGHT = WRONG.replace("axis=0", "axis=1, keepdims=True")
EXAMPLE, FIGURE = "@kit.example(softmax)", "kit.figure(figures.soft_to_hard"
BESIDE = "dots"


@pytest.fixture
def desk(tmp_path: Path, elsewhere: None) -> Iterator[str]:
    """The released folder, and where JupyterLab has it open."""
    shutil.copytree(load().root / "release" / UNIT, tmp_path / UNIT)
    with serving(tmp_path, "jupyterlab") as url:
        yield f"{url}/lab/tree/{UNIT}/{UNIT}.ipynb?reset"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The figure as the model answer draws it."""
    shown: list[bytes] = []
    monkeypatch.setitem(sys.modules, "kit", kit)
    monkeypatch.setattr(pictures, "_publish", lambda png, alt, caption: shown.append(png))
    kit.figure(import_module("course.figures.classification").soft_to_hard, softmax)
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


def picture(page: Page, words: str) -> bytes:
    """Run the figure, whose alternative text must have these words, and return its PNG."""
    image = run(page, FIGURE).locator("img")
    expect(image).to_have_attribute("alt", re.compile(words))
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 768
    image.scroll_into_view_if_needed()
    return base64.b64decode((image.get_attribute("src") or "").partition("base64,")[2])


def test_a_wrong_answer_is_told_and_a_right_one_agrees_and_each_is_drawn_beside_the_target(
    chromium: Browser, desk: str, model: bytes, keep: Keep
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
        picture(page, "not yet: This picture appears when softmax is written.")
        run(page, "def softmax", WRONG)
        expect(run(page, EXAMPLE)).to_contain_text("exponentials 1, 2, 5 give 1/8, 2/8, 5/8, not")
        assert picture(page, BESIDE) != model
        keep(desktop, "student-wrong")
        run(page, "def softmax", RIGHT)
        expect(run(page, EXAMPLE)).to_contain_text("the example agrees")
        assert picture(page, BESIDE) == model
        keep(desktop, "student-right")
