"""In a real browser: axe-core finds nothing on our pages and in our cells, whoever looks at them."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import Browser

from autograder.reports import class_report, feedback, index
from autograder.reports.by_hand import Replaced, with_points
from autograder.reports.loading import Loaded, Result
from course.gallery.page import render, sections
from course.settings import load
from tests.gradebook.conftest import UNIT
from tests.pages.accessibility import TOO_WIDE, each_view, violations
from tests.pages.browser import Keep, looking_at
from tests.reports.conftest import Built, build_check, build_exercise, build_proof, build_result

ANSWERS = {
    "softmax": """def softmax(Z):
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)""",
    "cross_entropy": "def cross_entropy(Z, y):\n    return -np.log(softmax(Z))[:, y].mean()",
}
CELLS = [".jp-RenderedMarkdown", ".jp-OutputArea-output"]  # what Jupyter has around them is Jupyter's


PROOFS = [build_proof(), build_proof("loss_and_accuracy_both_fall", 2.5, comment="Where is K = 2 used? " * 9)]


def all_verdicts() -> list[Built]:
    """An exercise for each verdict, with all that can be said of a check."""
    trouble = {
        "message": "row 1 sums to 0.92, not 1",
        "counterexample": [["Z", "[[0.0, 1.0],\n [2.0, 3.0]]"], ["long", "0.123456789 " * 60]],
        "where": [["<cell 4>", 3, "softmax", "return E / E.sum(axis=0)" + " " * 60 + "# long"]],
        "warnings": ["RuntimeWarning: overflow encountered in exp"],
    }
    verdicts = ("passed", "failed", "crashed", "timed_out", "out_of_memory", "missing", "skipped", "grader_error")
    wrong = {"name": "wrong_axis", "hint": "The sum runs over the samples.", "read": "Definition (softmax)"}
    return [
        build_exercise(f"exercise_{verdict}", build_check(verdict, **trouble), misconception=wrong if n == 1 else None)
        for n, verdict in enumerate(verdicts)
    ]


def assert_open_to_all(browser: Browser, path: Path, html: str, left_out: Sequence[str]) -> None:
    path.write_text(html)
    with looking_at(browser, path.as_uri()) as seen:
        for view in each_view(seen.page, *left_out):
            assert violations(seen.page) == [], view
            assert seen.page.evaluate(TOO_WIDE) <= 0, view


def test_feedback(chromium: Browser, tmp_path: Path, left_out: Sequence[str]) -> None:
    notes = ["Two cells define softmax; the last one counts."]
    told = {"notes": notes, "output": "printed\n" * 9, "output_bytes": 72}
    replaced = {"exercise_failed": Replaced(1.0, 1.0, "Right.")}
    page = feedback.render(with_points(build_result(*all_verdicts(), **told), PROOFS, replaced))
    assert_open_to_all(chromium, tmp_path / "feedback.html", page, left_out)


def test_class_report(chromium: Browser, tmp_path: Path, left_out: Sequence[str]) -> None:
    verdicts = all_verdicts()
    results = [build_result(*verdicts[: 4 + n % 4], student=f"student {n}", proofs=PROOFS) for n in range(12)]
    results += [build_result(student=f"lost {n}", status="ungradable", reason="this is no notebook") for n in range(2)]
    loaded = Loaded(tuple(msgspec.convert(each, Result) for each in results), ())
    assert_open_to_all(chromium, tmp_path / "report.html", class_report.render(loaded), left_out)


def many(count: int) -> Loaded:
    """A class of so many, each with exercises and proofs."""
    tests = [build_exercise(f"exercise_number_{n}", build_check()) for n in range(7)]
    built = [build_result(*tests, student=f"Maximiliane Mustermann {n}", proofs=PROOFS) for n in range(count)]
    return Loaded(tuple(msgspec.convert(each, Result) for each in built), ())


def test_index_of_results(chromium: Browser, tmp_path: Path, left_out: Sequence[str]) -> None:
    loaded = many(30)
    links = {(each.student, each.unit): f"student/{n}.html" for n, each in enumerate(loaded.results)}
    assert_open_to_all(chromium, tmp_path / "index.html", index.render(loaded, links), left_out)


IN_SIGHT = """(box) => {
  const [own, head] = [box.getBoundingClientRect(), box.querySelector("thead th").getBoundingClientRect()];
  const name = box.querySelector("tbody tr:last-child th").getBoundingClientRect();
  return [own.height <= innerHeight, Math.abs(head.top - own.top) < 2, Math.abs(name.left - own.left) < 2];
}"""


@pytest.mark.parametrize("page", ["index", "report"])
def test_the_heads_of_a_table_of_six_hundred_rows_stay_in_sight(
    chromium: Browser, tmp_path: Path, page: str, keep: Keep
) -> None:
    loaded, path = many(600), tmp_path / "page.html"
    path.write_text(index.render(loaded, {}) if page == "index" else class_report.render(loaded))
    with looking_at(chromium, path.as_uri()) as seen:
        seen.page.set_viewport_size({"width": 400, "height": 700})
        box = seen.page.locator(".tall")
        box.evaluate("each => each.scrollTo(each.scrollWidth, each.scrollHeight)")
        assert box.evaluate(IN_SIGHT) == [True, True, True]
        box.scroll_into_view_if_needed()
        keep(seen.page, f"six-hundred-{page}")


def test_names_of_exercises_break_at_underscores_alone(chromium: Browser, tmp_path: Path) -> None:
    name = "mean_of_the_cross_entropies"
    path = tmp_path / "feedback.html"
    path.write_text(feedback.render(build_result(build_exercise(name, build_check()))))
    with looking_at(chromium, path.as_uri()) as seen:
        seen.page.set_viewport_size({"width": 320, "height": 640})
        lines = seen.page.locator("tbody th code").evaluate(LINES)
    assert len(lines) > 1
    assert all(line.endswith("_") for line in lines[:-1])


LINES = """(code) => {
  const found = new Map(), range = document.createRange();
  for (const text of [...code.childNodes].filter((each) => each.nodeType === 3))
    for (let at = 0; at < text.length; at++) {
      range.setStart(text, at); range.setEnd(text, at + 1);
      const top = Math.round(range.getBoundingClientRect().top);
      found.set(top, (found.get(top) ?? "") + text.data[at]);
    }
  return [...found.values()];
}"""


def test_gallery(chromium: Browser, tmp_path: Path, left_out: Sequence[str]) -> None:
    page = render([section for section in sections(load()) if section.unit.stem == "convexity"])
    assert_open_to_all(chromium, tmp_path / "gallery.html", page, left_out)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """A released notebook, run: one answer is right, one is wrong, and the others are not written."""
    folder = tmp_path_factory.mktemp("desk") / UNIT
    shutil.copytree(load().root / "release" / UNIT, folder)
    notebook = nbformat.read(folder / f"{UNIT}.ipynb", as_version=4)
    for cell in notebook.cells:
        for name, answer in ANSWERS.items():
            if cell.source.startswith(f"def {name}("):
                cell.source = answer
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def test_cells_of_a_notebook(
    chromium: Browser, tmp_path: Path, executed: nbformat.NotebookNode, left_out: Sequence[str]
) -> None:
    with looking_at(chromium, written(tmp_path, executed, "light")) as seen:
        for view in each_view(seen.page, "dark", *left_out):
            assert violations(seen.page, CELLS) == [], view


def test_cells_of_a_notebook_in_the_dark(chromium: Browser, tmp_path: Path, executed: nbformat.NotebookNode) -> None:
    with looking_at(chromium, written(tmp_path, executed, "dark")) as seen:
        assert violations(seen.page, CELLS) == []


def written(folder: Path, notebook: nbformat.NotebookNode, theme: str) -> str:
    """Where the notebook is as a page in a theme of JupyterLab."""
    path = folder / f"notebook-{theme}.html"
    path.write_text(HTMLExporter(theme=theme).from_notebook_node(notebook)[0])
    return path.as_uri()
