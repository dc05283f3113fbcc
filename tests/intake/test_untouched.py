"""A cell of an earlier release is not taken for a change of the student's."""

import json
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.utils import compute_checksum

from autograder.intake.ingest import read
from autograder.intake.notebook_file import read_notebook
from autograder.intake.paper import load_paper
from autograder.intake.untouched import digest, untouched
from course.gradebook.sheet import answer_sheet
from course.settings import ROOT, load

FLAGS = {"grade": False, "solution": False, "locked": False, "task": False}


@pytest.fixture
def handed_in(tmp_path):
    """Cells as the grader reads them from a notebook's file."""

    def write_and_read(*cells):
        path = tmp_path / "handed-in.ipynb"
        path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
        return read_notebook(path).cells

    return write_and_read


def locked(cell, **marks):
    """The cell as nbgrader releases it."""
    cell.metadata["nbgrader"] = nbformat.from_dict({**FLAGS, "grade_id": "setup", "schema_version": 3, **marks})
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return cell


@pytest.mark.parametrize("unit", load().units, ids=lambda unit: unit.id)
def test_every_cell_is_released_untouched(unit):
    path = ROOT / "release" / unit.id / f"{unit.id}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    assert [cell.ids[-1] for cell in read_notebook(path).cells if untouched(cell)] == [cell.id for cell in cells]
    assert 10 < sum("nbgrader" in cell.metadata for cell in cells) < len(cells)


def test_prose_that_was_changed_is_not_as_it_was_released(handed_in):
    prose = new_markdown_cell("A *map*.", metadata={"mdl": {"role": "text", "checksum": digest("A *map*.")}})
    (cell,) = handed_in(prose)
    assert untouched(cell)
    (cell,) = handed_in({**prose, "source": "A map."})
    assert not untouched(cell)


@pytest.mark.parametrize("make", [new_code_cell, new_markdown_cell])
@pytest.mark.parametrize(
    "marks",
    [
        {},
        {"locked": True},
        {"solution": True},
        {"grade": True, "locked": True, "points": 2},
        {"grade": True, "solution": True, "locked": True, "points": 0.5},
    ],
)
def test_the_checksum_is_nbgrader_s_and_a_change_of_source_or_marks_breaks_it(handed_in, make, marks):
    (cell,) = handed_in(locked(make("é = 1\nb"), **marks))
    assert untouched(cell)
    edited = locked(make("é = 1\nb"), **marks)
    edited["source"] += " "
    other = locked(make("é = 1\nb"), **marks)
    other.metadata.nbgrader["grade_id"] = "given"
    assert not any(map(untouched, handed_in(edited, other)))


@pytest.mark.parametrize(
    "marks",
    [
        None,
        3,
        [],
        {},
        {"checksum": "0"},
        {"grade_id": "setup"},
        {"grade_id": "setup", "checksum": 0},
        {"grade_id": "setup", "checksum": "0", "points": "many"},
        {"grade_id": "x" * 3000, "checksum": "0"},
    ],
)
def test_without_a_checksum_no_cell_is_untouched(handed_in, marks):
    (cell,) = handed_in(new_code_cell("a", metadata={"nbgrader": marks}))
    assert not untouched(cell)


# A whole submission

UNIT = "01_classification"


@pytest.fixture
def paper():
    return load_paper(ROOT / "release" / UNIT)


@pytest.fixture
def with_setup(tmp_path, paper):
    """The released notebook with this instead of its setup cell."""

    def hand_in(cell):
        tree = json.loads(paper.path.read_text())
        at = next(i for i, each in enumerate(tree["cells"]) if each["id"] == "setup")
        tree["cells"][at] = cell
        path = tmp_path / "handed-in.ipynb"
        path.write_text(json.dumps(tree))
        return path

    return hand_in


def setup(source):
    return locked(new_code_cell(source, id="setup"), locked=True)


def test_the_setup_cell_of_an_earlier_release_runs_as_it_was_and_is_not_told(with_setup, paper):
    script = read(with_setup(setup("import kit\nimport numpy as np, math")), paper)
    assert script.notes == ()
    first, *others = paper.script_cells()
    assert script.cells == (replace(first, source="import kit\nimport numpy as np, math"), *others)


def test_what_a_student_adds_to_it_is_told(with_setup, paper):
    cell = setup("import kit")
    cell.source += "\nimport scipy"
    assert "what you added to it (`scipy`) runs as your own" in read(with_setup(cell), paper).notes[0]


def test_on_the_answer_sheet_it_does_not_stand_a_second_time(with_setup, paper):
    sheet = answer_sheet(with_setup(setup("import kit\nimport scipy")), paper)
    assert [cell.id for cell in sheet.cells] == [cell.id for cell in paper.cells]
    edited = setup("import kit")
    edited.source += "\nimport scipy"
    assert any("scipy" in cell.source for cell in answer_sheet(with_setup(edited), paper).cells)
