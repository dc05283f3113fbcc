import dataclasses
import os
import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell
from nbgrader.converters import GenerateAssignment
from nbgrader.utils import compute_checksum

from autograder.intake.untouched import digest
from course.exports.student import release
from course.settings import ROOT, load
from course.weaving.build import compare
from course.weaving.release import (
    STEPS,
    files_beside,
    release_files,
    requirements,
    student_version,
    working_alone,
)
from course.weaving.unit import read_paper
from course.weaving.weave import weave
from tests.course.folders import put, there

OURS = ("autograder", "course", "solutions")
MARKERS = re.compile(r"\n *### (BEGIN|END) SOLUTION$", re.MULTILINE)


@pytest.fixture
def cells(tiny):
    """The cells that students receive, by id."""
    notebook = student_version(working_alone(tiny, read_paper(tiny, tiny.units[0])))
    return {cell.id: cell for cell in notebook.cells}


def test_the_committed_release_is_what_a_build_makes():
    assert [path.relative_to(ROOT).as_posix() for path in compare(load())] == []


def test_the_steps_are_nbgrader_s_own_without_header_generated_tests_and_gradebook():
    left_out = {"IncludeHeaderFooter", "InstantiateTests", "SaveCells"}
    theirs = [step for step in GenerateAssignment.preprocessors.default() if step.__name__ not in left_out]
    assert list(STEPS) == theirs


def test_a_release_folder_holds_all_that_a_student_needs(tiny):
    paper = read_paper(tiny, tiny.units[0])
    folder = tiny.root / "release" / "01_tinyone"
    names = {path.relative_to(folder).parts[0] for path in release_files(tiny, paper, weave(paper))}
    modules = {"kit", "figures.py", "practice.py"}
    assert names == {"01_tinyone.ipynb", *modules, "digits.npz", "requirements.txt", "README.md"}


def test_a_unit_has_given_functions_or_figures_beside_it_only_if_it_uses_any(tiny):
    paper = read_paper(tiny, tiny.units[1])
    files = release_files(tiny, paper, weave(paper))
    folder = tiny.root / "release" / "02_tinytwo"
    assert folder / "given.py" in files
    assert folder / "figures.py" not in files
    readme = files[folder / "README.md"].decode()
    assert "| `given.py` |" in readme
    assert "figures.py" not in readme


def test_the_readme_tells_what_it_is_how_to_start_and_what_to_hand_in(tiny):
    paper = read_paper(tiny, tiny.units[0])
    files = release_files(tiny, paper, weave(paper))
    readme = files[tiny.root / "release" / "01_tinyone" / "README.md"].decode()
    assert readme.startswith("# Doubling\n")
    assert "jupyter lab 01_tinyone.ipynb" in readme
    assert "hand in the one file `01_tinyone.ipynb`" in readme
    assert "CC BY 4.0" in readme
    assert "MIT" in readme


def test_the_requirements_are_the_tested_ranges():
    lines = requirements(ROOT / "pyproject.toml").splitlines()
    declared = (ROOT / "pyproject.toml").read_text()
    assert [line.split(">")[0] for line in lines] == ["jupyterlab", "matplotlib", "numpy"]
    assert all(f'"{line}"' in declared for line in lines)


def test_a_student_gets_the_contract_and_nbgrader_s_stub(cells):
    assert cells["shifted-answer"].source == (
        "def shifted(x: np.ndarray, by: float = 1e-3) -> np.ndarray:\n"
        '    """Half the double of x (N,), moved by `by`."""\n'
        "    # YOUR CODE HERE\n"
        "    raise NotImplementedError()"
    )


def test_a_student_gets_an_empty_place_for_a_proof(cells):
    assert cells["proof-growth-answer"].source == "YOUR ANSWER HERE"
    assert cells["proof-growth"].source.endswith("Show that doubling keeps the sign.")


def test_examples_given_cells_and_prompts_cannot_be_edited_and_answers_can(cells):
    editable = {name: cell.metadata.get("editable", True) for name, cell in cells.items()}
    assert not any(editable[name] for name in ("files", "setup", "double", "proof-growth"))
    assert all(editable[name] for name in ("double-answer", "proof-growth-answer", "figure-line"))
    deletable = {name: cell.metadata.get("deletable", True) for name, cell in cells.items()}
    assert not any(deletable[name] for name in ("files", "setup", "double", "double-answer", "proof-growth-answer"))


def test_only_harmless_metadata_is_released(tiny):
    notebook = student_version(working_alone(tiny, read_paper(tiny, tiny.units[0])))
    assert set(notebook.metadata) == {"kernelspec", "language_info", "mdl"}
    assert set(notebook.metadata.mdl) == {"unit", "tasks", "anchors"}
    for cell in notebook.cells:
        folded = {"jupyter", "cellView"} if cell.id == "files" else set()
        assert set(cell.metadata) <= {"mdl", "nbgrader", "deletable", "editable"} | folded
        assert set(cell.metadata.mdl) <= {"role", "exercise", "checksum"}
        assert cell.metadata.mdl.get("checksum") in (None, digest(cell.source))  # of what is released


def test_the_first_code_cell_brings_the_files_and_is_folded(cells):
    first = next(cell for cell in cells.values() if cell.cell_type == "code")
    assert first.id == "files" and first.metadata.jupyter.source_hidden
    assert first.metadata.nbgrader.checksum == compute_checksum(first)
    assert list(cells).index("setup") == list(cells).index("files") + 1


def test_with_an_address_the_first_cell_fetches_and_the_readme_says_so(tiny):
    settings = dataclasses.replace(tiny, address="https://example.org/course")
    paper = read_paper(settings, settings.units[0])
    notebook = working_alone(settings, paper)
    (cell,) = (cell for cell in notebook.cells if cell.id == "files")
    assert 'fetched("https://example.org/course", ' in cell.source and len(cell.source) < 10_000
    folder = settings.root / "release" / "01_tinyone"
    readme = release_files(settings, paper, notebook)[folder / "README.md"].decode()
    assert "its first cell\nfetches them" in readme
    plain = release_files(tiny, paper, notebook)[folder / "README.md"].decode()
    assert "its first cell\nhas them with it" in plain


def test_what_the_first_cell_brings_does_not_depend_on_the_notebook(tiny, edit):
    def beside():
        return files_beside(tiny, read_paper(tiny, tiny.units[0]))

    before = beside()
    edit("course/lessons/01_tinyone.md", "Numbers grow", "All numbers grow")
    assert beside() == before


def test_making_the_student_version_leaves_the_instructor_s_alone(tiny):
    notebook = weave(read_paper(tiny, tiny.units[0]))
    before = nbformat.writes(notebook)
    student_version(notebook)
    assert nbformat.writes(notebook) == before


# Run All, where none of our packages can be imported

BLOCK = f"""
import sys

class Blocked:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in {OURS}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Blocked)
"""
BLOCKED = f"""
import importlib
for name in {OURS}:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        continue
    raise AssertionError(name)
"""


@pytest.fixture
def run(tmp_path):
    """Run All in a folder of these files: what each cell printed or displayed, as text."""

    def printed(notebook, folder, files):
        put(folder, files)
        (tmp_path / "sitecustomize.py").write_text(BLOCK)
        notebook.cells.insert(0, new_code_cell(BLOCKED))
        client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}})
        client.execute(env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONWARNINGS": "default"})
        outputs = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
        assert not any(output.get("name") == "stderr" for cell in outputs.values() for output in cell)
        return {name: "".join(text(output) for output in cell) for name, cell in outputs.items()}

    return printed


def text(output):
    return output.text if output.output_type == "stream" else output.data["text/plain"]


@pytest.fixture(scope="module", params=load().units, ids=lambda unit: unit.id)
def paper(request):
    return read_paper(load(), request.param)


@pytest.fixture
def answered(paper):
    """The release, with the solutions pasted in."""
    notebook = student_version(working_alone(load(), paper))
    for cell in notebook.cells:
        if cell.metadata.mdl.role == "answer":
            cell.source = paper.solutions[cell.metadata.mdl.exercise].woven
    return notebook


def test_the_untouched_release_alone_runs_to_its_end_saying_not_yet(run, paper, tmp_path, at_leisure_unless):
    """Of every fourth unit; with solutions, all are run below."""
    at_leisure_unless(load().units.index(paper.unit) % 4 == 0)
    printed = run(student_version(working_alone(load(), paper)), tmp_path / "alone", {})
    assert printed["files"].startswith("now beside this notebook: ")
    assert there(tmp_path / "alone") == files_beside(load(), paper)
    for exercise in paper.lesson.exercises:
        assert printed[exercise.name].startswith(f"{exercise.name}: not yet")
    assert any("not yet: This picture" in shown for name, shown in printed.items() if name.startswith("figure-"))
    assert not any("no picture" in shown for shown in printed.values())


def test_with_an_address_a_notebook_alone_fetches_what_is_packed_for_students(run, web, address, tmp_path):
    settings = dataclasses.replace(load(), address=address)
    paper = read_paper(settings, settings.units[0])
    release(settings, paper.unit.id, web / "course" / f"{paper.unit.id}.zip")
    printed = run(student_version(working_alone(settings, paper)), tmp_path / "alone", {})
    assert printed["files"].startswith("now beside this notebook: ")
    assert there(tmp_path / "alone") == files_beside(settings, paper)


def test_the_release_runs_with_the_solutions_pasted_in_and_every_example_agrees(run, answered, paper, tmp_path):
    printed = run(answered, tmp_path / "release", files_beside(load(), paper))
    assert printed["files"] == ""
    for exercise in paper.lesson.exercises:
        assert printed[exercise.name] == f"{exercise.name}: the example agrees"
    progress = printed.pop("progress").splitlines()
    assert not any("not yet" in shown or "no picture" in shown for shown in printed.values())
    for exercise in paper.lesson.exercises:
        passes = "practice passes" if paper.practised(exercise.name) else "example agrees"
        assert any(exercise.name in line and line.endswith(passes) for line in progress), progress


def test_the_instructor_notebook_is_the_release_with_the_solutions_pasted_in(answered, paper):
    marked = {cell.id: MARKERS.sub("", cell.source) for cell in working_alone(load(), paper).cells}
    for cell in answered.cells:
        if cell.metadata.mdl.role != "proof_answer":
            assert cell.source == marked[cell.id]
    assert list(marked) == [cell.id for cell in answered.cells]
