"""An instructor's term in formgrader, button by button, in a real browser."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from course.by_hand.settling import settle
from course.exports.grades import grades
from course.settings import load
from tests.gradebook.conftest import UNIT, Class, new_class
from tests.pages.browser import Keep, looking_at
from tests.pages.conftest import PROOF, serving
from tests.samples import sample_class

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them
DONE = "#success-modal"
PROOF_POINTS = 7  # of the unit
COMMENT = "(c) is missing."


@pytest.fixture
def office(tmp_path: Path, elsewhere: None) -> Iterator[tuple[Class, str]]:
    """A course whose unit is built, with an empty exchange, and its server."""
    (tmp_path / "exchange").mkdir()
    (tmp_path / "exchange").chmod(0o777)
    course = new_class(tmp_path)
    with serving(tmp_path, "nbgrader.server_extensions.formgrader") as url:
        yield course, f"{url}/formgrader"


def press(page: Page, button: str) -> None:
    """Click what is in this column of the table's only line, and see formgrader say that it is done."""
    page.locator(f"#main-table td.{button} a").click()
    expect(page.locator(DONE)).to_be_visible()
    page.locator(f"{DONE} button", has_text="OK").click()
    expect(page.locator(DONE)).to_have_count(0)


def hand_in(course: Class, student: str) -> None:
    """As `nbgrader submit` does it."""
    inbound = next((course.root / "exchange").glob("*/inbound"))
    folder = inbound / f"{student}+{UNIT}+2026-11-01 12:00:00 UTC+0123456789"
    shutil.copytree(sample_class() / student / UNIT, folder)
    (folder / "timestamp.txt").write_text("2026-11-01 12:00:00 UTC")


def test_from_a_built_unit_to_a_graded_proof_and_its_feedback(
    chromium: Browser, office: tuple[Class, str], keep: Keep
) -> None:
    course, url = office
    with looking_at(chromium, f"{url}/manage_assignments") as seen:
        page = seen.page
        press(page, "assign")
        press(page, "release")
        hand_in(course, "greta")
        page.reload()
        press(page, "collect")
        keep(page, "formgrader-assignments")
        page.locator("td.num-submissions a").click()
        press(page, "autograde")

        page.goto(f"{url}/gradebook/{UNIT}/{UNIT}")
        page.locator("td.name a").first.click()
        expect(page.get_by_text("Rubric").first).to_be_visible()
        expect(page.get_by_text("Model answer").first).to_be_visible()
        page.wait_for_load_state("networkidle")  # the grades have come
        expect(page.locator(".tabbable").first).to_be_focused()  # and the formulas are set
        result = course.result("greta")
        for field, text in ((f"{PROOF}-comment", COMMENT), (PROOF, "3"), ("softmax", "2.5")):
            box = page.locator(f"#{field}")
            box.fill(text)
            box.press("Tab")
            page.wait_for_load_state("networkidle")
        page.locator(f"#{PROOF}").scroll_into_view_if_needed()
        keep(page, "formgrader-proof")
        (earned,) = (test["score"] for test in result["tests"] if test["name"] == "softmax")
        total, most = result["score"] - earned + 2.5 + 3, result["max_score"] + PROOF_POINTS
        page.goto(f"{url}/gradebook/{UNIT}")
        expect(page.locator("#main-table")).to_contain_text(f"{total:g} / {most:g}")

        page.goto(f"{url}/manage_submissions/{UNIT}")
        press(page, "generate-feedback")
    with looking_at(chromium, (course.root / "feedback" / "greta" / UNIT / f"{UNIT}.html").as_uri()) as seen:
        expect(seen.page.locator("h1").first).to_contain_text(f"(Score: {total} / {most})")
        assert seen.page.get_by_text(COMMENT).count() == 1
        assert not seen.page.get_by_text("Model answer").count()
        seen.page.locator(".report .check").first.scroll_into_view_if_needed()
        keep(seen.page, "feedback")

    settings = replace(load(), root=course.root)
    assert settle(settings, course.root / "results", {("greta", UNIT): course.submission("greta")}).problems == []
    with looking_at(chromium, (course.root / "results" / "greta" / f"{UNIT}.html").as_uri()) as seen:
        expect(seen.page.locator(".score").first).to_contain_text(f"{total:g} / {most:g} points")
        expect(seen.page.get_by_text(COMMENT)).to_be_visible()
        expect(seen.page.get_by_text(f"Graded by hand: 2.5 points instead of {earned:g}.")).to_be_visible()
    (grade,) = grades(settings, course.root / "results")
    assert (grade.score, grade.parts["softmax"].score, grade.waits) == (total, 2.5, None)
