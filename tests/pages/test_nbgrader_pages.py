"""In a real browser: nbgrader's pages about a notebook say what they are, fit a phone, and scroll by keyboard."""

from collections.abc import Sequence

from playwright.sync_api import Browser, Page, expect

from tests.gradebook.conftest import UNIT, Class
from tests.pages.accessibility import PHONE, TOO_WIDE, each_view, violations
from tests.pages.browser import TYPESET, Keep, looking_at
from tests.pages.conftest import Formgrader

UNREACHABLE = """[...document.querySelectorAll("#notebook *")].filter((each) =>
    ["auto", "scroll"].includes(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth + 1
    && each.clientWidth > 0 && each.tabIndex < 0).map((each) => each.outerHTML.slice(0, 100))"""


def feedback(of: Class, student: str) -> str:
    return (of.root / "feedback" / student / UNIT / f"{UNIT}.html").as_uri()


def narrowed(page: Page) -> None:
    """Make the window a phone's, and wait for what follows."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a mapping of our own, with the right keys
    page.evaluate("new Promise((done) => setTimeout(done, 300))")


def test_feedback_is_open_to_all(
    chromium: Browser, hostile: Class, keep: Keep, left_out: Sequence[str]
) -> None:
    with looking_at(chromium, feedback(hostile, "wanda")) as seen:
        seen.page.wait_for_function(TYPESET)
        for view in each_view(seen.page, "dark", *left_out):
            assert violations(seen.page) == [], view
            assert seen.page.evaluate(TOO_WIDE) <= 0, view
        narrowed(seen.page)
        keep(seen.page, "nbgrader-feedback-320")


def test_what_is_wider_than_a_phone_scrolls_in_a_box_that_the_keyboard_reaches(
    chromium: Browser, hostile: Class
) -> None:
    with looking_at(chromium, feedback(hostile, "wanda")) as seen:
        seen.page.wait_for_function(TYPESET)
        narrowed(seen.page)
        boxes = seen.page.locator("#notebook [tabindex='0']")
        assert {boxes.nth(n).evaluate("each => each.tagName") for n in range(boxes.count())} >= {
            "PRE", "TABLE", "MJX-CONTAINER",
        }  # fmt: skip
        assert seen.page.evaluate(UNREACHABLE) == []


def test_the_scores_of_the_feedback_are_listed_by_name_and_lead_to_their_cells(
    chromium: Browser, hostile: Class
) -> None:
    with looking_at(chromium, feedback(hostile, "wanda")) as seen:
        listed = seen.page.locator("#toc li")
        expect(listed.first).to_have_text("softmax (Score: 6.0 / 6.0)")
        assert not listed.get_by_text("Test cell").count()
        expect(seen.page.locator("h1").first).to_contain_text(f"{UNIT}")
        link = seen.page.locator("#toc a").first.get_attribute("href")
        assert seen.page.locator(f"[name='{(link or '')[1:]}']").count() == 1


def test_a_formula_is_read_aloud_as_it_was_written(chromium: Browser, hostile: Class) -> None:
    with looking_at(chromium, feedback(hostile, "wanda")) as seen:
        seen.page.wait_for_function(TYPESET)
        formula = seen.page.locator("mjx-container").first
        assert formula.get_attribute("role") == "img"
        assert "\\" in (formula.get_attribute("aria-label") or "")


def test_the_sign_of_a_check_has_no_ground_of_its_own(chromium: Browser, hostile: Class) -> None:
    with looking_at(chromium, feedback(hostile, "wanda")) as seen:
        sign = seen.page.locator(".report .sign").first
        assert sign.evaluate("each => getComputedStyle(each).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_formgrader_says_its_language_and_its_title(chromium: Browser, formgrader: Formgrader) -> None:
    with looking_at(chromium, formgrader.submission("wanda")) as seen:
        expect(seen.page.locator("html")).to_have_attribute("lang", "en")
        expect(seen.page.locator("h1.panel-title")).to_contain_text("Submission")
