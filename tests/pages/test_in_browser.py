"""In a real browser: nothing that a student writes acts on any of our pages, and everything is seen."""

import html
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from nbconvert.filters import markdown2html_mistune
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as Late

from autograder.reports import class_report, feedback
from autograder.reports.loading import Loaded, Result
from course.gradebook.page_head import page_head
from tests.gradebook.conftest import UNIT, Class
from tests.pages.browser import TYPESET, Seen, looking_at, poking_at
from tests.pages.conftest import Formgrader
from tests.pages.payloads import MARKDOWN, armed
from tests.reports.conftest import Built, build_check, build_exercise, build_result

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them
STUDENTS = ("eve", "mallory")
ALONE = {name: text for name, text in MARKDOWN.items() if "attachment:" not in text}


def feedback_of(student: str, of: Class) -> str:
    return (of.root / "feedback" / student / UNIT / f"{UNIT}.html").as_uri()


def each_in_a_frame(head: str = "") -> str:
    """A page with the attempts as nbconvert writes them, apart, so that none swallows the next."""
    pages = [head + markdown2html_mistune(armed(text, name)) for name, text in ALONE.items()]
    frames = "".join(f'<iframe srcdoc="{html.escape(page)}"></iframe>' for page in pages)
    return f"<!DOCTYPE html><main>{frames}</main>"


def test_the_attempts_work_where_nothing_is_done_about_them(chromium: Browser) -> None:
    with poking_at(chromium, "http://page.test/", each_in_a_frame()) as seen:
        assert len(seen.worked) >= 35


def test_the_policy_of_the_page_alone_stops_them(chromium: Browser) -> None:
    policy = page_head("formgrade").partition("\n")[0]
    with poking_at(chromium, "http://page.test/", each_in_a_frame(policy)) as seen:
        assert seen.worked == set()


@pytest.mark.parametrize("student", STUDENTS)
def test_no_attempt_works_in_feedback(chromium: Browser, hostile: Class, student: str) -> None:
    with poking_at(chromium, feedback_of(student, hostile), policy=False) as seen:
        assert seen.worked == set()


@pytest.mark.parametrize("student", STUDENTS)
def test_no_attempt_works_in_formgrader(chromium: Browser, formgrader: Formgrader, student: str) -> None:
    with poking_at(chromium, formgrader.submission(student), policy=False) as seen:
        assert seen.worked == set()
        assert not [url for url in seen.asked if "?path=" in url or formgrader.url not in url]


def test_no_attempt_works_in_our_own_feedback(chromium: Browser, tmp_path: Path) -> None:
    texts = [armed(text, name) for name, text in MARKDOWN.items()]
    tests = [build_exercise(text, _written_by(text)) for text in texts]
    everything = "".join(texts)
    written = {"student": everything, "reason": everything, "notes": texts, "output": everything}
    page = feedback.render(build_result(*tests, **written, output_bytes=10**6))
    assert_harmless(chromium, tmp_path / "feedback.html", page)


def test_no_attempt_works_in_the_class_report(chromium: Browser, tmp_path: Path) -> None:
    texts = [armed(text, name) for name, text in MARKDOWN.items()]
    graded = [build_result(build_exercise(text, _written_by(text)), student=text, title=text) for text in texts]
    lost = [build_result(student=text, status="ungradable", reason=text) for text in texts]
    results = tuple(msgspec.convert(result, Result) for result in [*graded, *lost])
    assert_harmless(chromium, tmp_path / "report.html", class_report.render(Loaded(results, ())))


def _written_by(text: str) -> Built:
    trouble = {"message": text, "counterexample": [[text, text]], "where": [[text, 1, text, text]], "warnings": [text]}
    return build_check("crashed", **trouble)


def assert_harmless(browser: Browser, path: Path, page: str) -> None:
    path.write_text(page)
    with poking_at(browser, path.as_uri(), policy=False) as seen:
        assert seen.worked == set()


def test_feedback_shows_formulas_tables_and_pictures_without_a_network(chromium: Browser, hostile: Class) -> None:
    with looking_at(chromium, feedback_of("eve", hostile)) as seen:
        assert_shown(seen, "#notebook-container .cell:has(img[alt=attached])")
        assert seen.asked == [seen.page.url]


def test_formgrader_shows_formulas_tables_and_pictures_without_a_network(
    chromium: Browser, formgrader: Formgrader
) -> None:
    with looking_at(chromium, formgrader.submission("eve")) as seen:
        assert_shown(seen, "#notebook-container .cell:has(img[alt=attached])")
        seen.page.locator(".glyphicon-eye-open").click()
        assert seen.page.locator("a.name-shown").is_visible()


def test_formgrader_goes_to_the_answer_that_its_address_names(chromium: Browser, formgrader: Formgrader) -> None:
    for index in (0, 2):
        with looking_at(chromium, f"{formgrader.submission('eve')}?index={index}") as seen:
            expect(seen.page.locator(".tabbable").nth(index)).to_be_focused()
            assert seen.page.evaluate(TYPESET)


def press_until(page: Page, key: str, url: str) -> None:
    """Press a key until a page follows: on a busy machine formgrader may show an answer and not listen yet."""
    for _ in range(5):
        page.keyboard.press(key)
        with suppress(Late):
            page.wait_for_url(url, wait_until="commit", timeout=12_000)
            return
    raise AssertionError(f"{key} does not lead to {url}")


def test_formgrader_goes_to_the_same_answer_of_the_next_student(chromium: Browser, formgrader: Formgrader) -> None:
    first, second, _ = sorted(map(formgrader.submission, ("eve", "mallory", "wanda")))  # formgrader's own order
    with looking_at(chromium, f"{first}?index=2") as seen:
        expect(seen.page.locator(".tabbable").nth(2)).to_be_focused()
        press_until(seen.page, "Control+Period", f"{second}?index=2")
        expect(seen.page.locator(".tabbable").nth(2)).to_be_focused()


LE, GE, OMEGA, PSI = (f"[data-c='{code}']" for code in ("2264", "2265", "3A9", "3A8"))


def assert_macros_stay_in_their_cell(seen: Seen) -> None:
    """What a student has redefined means that in the student's cell and nowhere else."""
    assert seen.page.evaluate(TYPESET)
    theirs = seen.page.locator(".cell", has_text="A wrong sample:")
    assert theirs.locator(GE).count() == 1
    assert theirs.locator(OMEGA).count() == 1
    assert theirs.locator(LE).count() == 0
    assert seen.page.locator(OMEGA).count() == 1
    assert seen.page.locator(PSI).count() == 0


def test_macros_of_a_student_change_nothing_else_in_feedback(chromium: Browser, hostile: Class) -> None:
    with looking_at(chromium, feedback_of("eve", hostile)) as plain:
        assert plain.page.evaluate(TYPESET)
        formulas = plain.page.locator(f".cell {LE}").count()
    with looking_at(chromium, feedback_of("wanda", hostile)) as seen:
        assert_macros_stay_in_their_cell(seen)
        assert seen.page.locator(f".cell {LE}").count() > formulas // 2


def test_macros_of_a_student_change_neither_rubric_nor_model_answer(
    chromium: Browser, formgrader: Formgrader
) -> None:
    with looking_at(chromium, formgrader.submission("wanda")) as seen:
        assert_macros_stay_in_their_cell(seen)
        rubric = seen.page.locator(".cell", has_text="Model answer").first
        rubric.locator("details").evaluate("answer => { answer.open = true }")  # a click may miss: formgrader scrolls
        assert rubric.locator(LE).count() + rubric.locator(GE).count() > 0
        written = glyphs(rubric)
    with looking_at(chromium, formgrader.submission("eve")) as plain:
        assert plain.page.evaluate(TYPESET)
        rubric = plain.page.locator(".cell", has_text="Model answer").first
        rubric.locator("details").evaluate("answer => { answer.open = true }")  # a click may miss: formgrader scrolls
        assert glyphs(rubric) == written


def glyphs(cell: Locator) -> tuple[str, list[str]]:
    """The text of a cell and the glyphs of its formulas; the names that MathJax gives these depend on its pace."""
    drawn: list[str] = cell.locator("[data-c]").evaluate_all("glyphs => glyphs.map(each => each.dataset.c)")
    return cell.inner_text(), drawn


def assert_shown(seen: Seen, proof: str) -> None:
    assert seen.page.evaluate(TYPESET)
    assert seen.page.locator("mjx-container").count() > 100
    assert seen.page.locator("[data-mml-node=merror]").count() == 0
    shown = seen.page.locator(proof)
    assert shown.locator("mjx-container").count() == 2
    assert shown.locator("td").all_inner_texts() == ["1", "2"]
    assert shown.get_by_role("link", name="a page").get_attribute("href") == "https://example.org"
    for name in ("attached", "inline"):
        assert shown.get_by_alt_text(name).evaluate("image => image.naturalWidth") == 1


def test_a_picture_that_an_output_holds_is_shown(chromium: Browser, hostile: Class) -> None:
    with looking_at(chromium, feedback_of("mallory", hostile)) as seen:
        pictures = seen.page.locator(".output_png img")
        widths = [each.evaluate("image => image.naturalWidth") for each in pictures.all()]
        assert 1 in widths
