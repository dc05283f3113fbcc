"""The index of a results folder, and the ways from pages to feedback."""

import json
from urllib.parse import unquote

import pytest

from autograder.reports import class_report, index
from autograder.reports.links import links
from autograder.reports.loading import load_results
from autograder.reports.pseudonyms import Naming
from autograder.reports.store import Store

from .test_feedback import Page

UNIT = "01_classification"


@pytest.fixture
def results(tmp_path, result, exercise, check):
    """A folder with a result of each of three students, of whom one has no feedback page."""
    store = Store(tmp_path / "results")
    for student in ("ada", "Zo\u00eb #1?", "gone"):
        store.save(result(exercise("softmax", check()), student=student), "<p>feedback</p>")
    store.path("gone", UNIT, ".html").unlink()
    return store.folder


def hrefs(html):
    return [dict(attributes)["href"] for tag, attributes in Page(html).tags if tag == "a"]


def test_the_index_leads_to_every_page_that_is_there(results):
    path = index.write_index(results)
    assert path == results / "index.html"
    page = path.read_text()
    assert hrefs(page) == [f"ada/{UNIT}.html", f"Zo%C3%AB%20%25231%253F/{UNIT}.html"]
    assert "3 submissions of 3 students: 3 graded." in Page(page).text


def test_a_link_leads_where_the_file_is(results):
    for address in hrefs(index.write_index(results).read_text()):
        assert (results / unquote(address)).is_file()


def test_the_index_is_no_result_and_is_written_anew(results):
    index.write_index(results)
    before = load_results(results)
    (results / "ada" / f"{UNIT}.json").write_text("{}")
    page = index.write_index(results).read_text()
    assert len(before.results) == 3
    assert "Files that cannot be read, and are not counted: 1." in Page(page).text


def test_names_in_the_class_report_lead_to_the_pages_from_where_the_report_is(results, tmp_path):
    loaded = load_results(results)
    found = links(loaded, results, tmp_path / "elsewhere" / "report.html")
    assert found["ada", UNIT] == f"../results/ada/{UNIT}.html"
    page = class_report.render(loaded, links=found)
    assert f"../results/ada/{UNIT}.html" in hrefs(page)


def test_under_pseudonyms_nothing_leads_to_a_name(results, tmp_path):
    loaded = load_results(results)
    page = class_report.render(loaded, Naming(b"key"), links=links(loaded, results, tmp_path / "report.html"))
    assert "ada" not in json.dumps(hrefs(page))
    assert all(address.startswith("#") for address in hrefs(page))
