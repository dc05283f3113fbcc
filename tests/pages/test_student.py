"""A student's evening with the released notebook in JupyterLab, in a real browser."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.settings import load
from tests.gradebook.conftest import UNIT
from tests.pages.browser import looking_at
from tests.pages.conftest import serving

LONG = 60_000  # milliseconds that a kernel may take to start while other tests run
WRONG = "def one_hot(y, K):\n    return np.zeros((len(y), K))"
RIGHT = "def one_hot(y, K):\n    return np.eye(K)[y]"


@pytest.fixture
def desk(tmp_path: Path, elsewhere: None) -> Iterator[str]:
    """The released folder, and where JupyterLab has it open."""
    shutil.copytree(load().root / "release" / UNIT, tmp_path / UNIT)
    with serving(tmp_path, "jupyterlab") as url:
        yield f"{url}/lab/tree/{UNIT}/{UNIT}.ipynb?reset"


def cell(page: Page, start: str) -> Locator:
    return page.locator(".jp-CodeCell", has=page.locator(".cm-line", has_text=start)).first


def run(page: Page, start: str, code: str | None = None) -> Locator:
    """Run the cell that begins so, after typing `code` into it."""
    found = cell(page, start)
    found.locator(".cm-content").click()
    if code is not None:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(code)
    page.keyboard.press("Control+Enter")
    expect(found.locator(".jp-InputPrompt").first).to_contain_text(re.compile(r"\[\d+\]"), timeout=LONG)
    return found


def test_a_wrong_answer_is_told_and_a_right_one_agrees(chromium: Browser, desk: str) -> None:
    with looking_at(chromium, desk) as seen:
        page = seen.page
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=LONG)
        run(page, "import kit")
        for code, said in ((None, "not yet"), (WRONG, "is the row 0 0 1"), (RIGHT, "the example agrees")):
            run(page, "def one_hot", code)
            example = run(page, "with kit.example(one_hot)")
            expect(example.locator(".jp-OutputArea-output").last).to_contain_text(said, timeout=LONG)
