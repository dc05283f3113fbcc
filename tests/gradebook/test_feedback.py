"""nbgrader's feedback: our report stands at each exercise, and says no more than our own page does."""

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.plugins import CsvExportPlugin

from course.settings import ROOT
from tests.gradebook.conftest import UNIT, Class

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them


@pytest.fixture(scope="module")
def told(graded: Class) -> Class:
    """The class with feedback for three of it."""
    api = graded.api()
    for student in ("greta", "lena", "ada"):
        assert api.generate_feedback(UNIT, student)["success"]
    return graded


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def at_exercise(page: str, name: str) -> str:
    """What stands between the grade cell of an exercise and the next cell with a mark."""
    begin = page.index(f'<a name="{name}"></a>')
    end = page.find('<a name="', begin + 1)
    return page[begin : end if end > 0 else None]


def test_the_report_stands_at_each_exercise(told: Class) -> None:
    page = told.feedback("greta")
    for test in told.result("greta")["tests"]:
        section = text_of(at_exercise(page, test["name"]))
        for check in test["checks"]:
            assert check["sentence"] in section


def test_a_misconception_is_named_where_it_was_found(told: Class) -> None:
    found = [test for test in told.result("greta")["tests"] if test["misconception"]]
    assert found
    for test in found:
        assert test["misconception"]["hint"] in text_of(at_exercise(told.feedback("greta"), test["name"]))


def test_the_total_of_the_page_is_that_of_the_gradebook(told: Class) -> None:
    for student in ("greta", "ada"):
        assert f"(Score: {told.total(student)} / 46.0)" in told.feedback(student)
        assert told.total(student) == told.result(student)["score"]


def test_who_handed_in_what_cannot_be_read_is_told_why(told: Class) -> None:
    text = text_of(told.feedback("lena"))
    assert "This submission could not be graded." in text
    assert "cut off" in text


def code_lines(path: Path) -> Iterator[str]:
    """The lines of the bodies of functions that are long enough to be told from others, docstrings aside."""
    source = path.read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            for each in node.body[ast.get_docstring(node) is not None :]:
                lines = ast.get_source_segment(source, each) or ""
                yield from (line.strip() for line in lines.splitlines() if len(line.strip()) > 24)


def test_neither_hidden_checks_nor_model_answers_appear(told: Class) -> None:
    sources = [*(ROOT / "autograder/checks").rglob("*.py"), ROOT / "solutions/classification.py"]
    secret = {line for source in sources for line in code_lines(source)}
    assert len(secret) > 50
    released = (ROOT / "release" / UNIT / f"{UNIT}.ipynb").read_text()
    known = html.unescape(released + told.submission("greta").read_text()).replace('\\"', '"')
    for student in ("greta", "lena"):
        text = text_of(told.feedback(student))
        assert not [line for line in secret if line in text and line not in known]


def test_only_the_counterexample_shown_on_our_own_page_is_shown(told: Class) -> None:
    text = text_of(told.feedback("greta"))
    for test in told.result("greta")["tests"]:
        failed = [check for check in test["checks"] if check["counterexample"]]
        for check in failed:
            assert all(value.splitlines()[0] in text for _, value in check["counterexample"])
        if test["verdict"] == "passed":
            assert "The smallest input found" not in text_of(at_exercise(told.feedback("greta"), test["name"]))


def test_export_has_the_scores_of_the_grader(told: Class, tmp_path: Path) -> None:
    plugin = CsvExportPlugin()
    plugin.to = str(tmp_path / "grades.csv")
    with told.gradebook as book:
        plugin.export(book)
    lines = [line.split(",") for line in (tmp_path / "grades.csv").read_text().splitlines()]
    scores = {line[3]: float(line[9]) for line in lines[1:]}
    assert scores["greta"] == told.result("greta")["score"]
