"""`nbgrader validate`, which a student may run on the notebook, without this kit's configuration."""

import os
import subprocess
import sys

import nbformat
import pytest

from course.weaving.build import build
from course.weaving.unit import read_paper

UNIT = "01_tinyone"


@pytest.fixture
def validated(tiny, tmp_path):
    """What nbgrader says of the released notebook with these answers, by the ids of their cells."""
    build(tiny, report=lambda line: None)
    folder = tiny.root / "release" / UNIT

    def said(answers):
        notebook = nbformat.read(folder / f"{UNIT}.ipynb", as_version=4)
        for cell in notebook.cells:
            cell.source = answers.get(cell.id, cell.source)
        nbformat.write(notebook, folder / f"{UNIT}.ipynb")
        nowhere = {"JUPYTER_CONFIG_DIR": str(tmp_path / "none"), "JUPYTER_CONFIG_PATH": ""}
        command = [sys.executable, "-m", "nbgrader", "validate", f"{UNIT}.ipynb"]
        run = subprocess.run(
            command, cwd=folder, env=os.environ | nowhere, capture_output=True, text=True, check=True, timeout=120
        )
        return run.stdout

    return said


@pytest.fixture
def answers(tiny):
    """Right answers to everything."""
    solutions = read_paper(tiny, tiny.units[0]).solutions
    functions = {f"{name}-answer": solutions[name].woven for name in ("double", "shifted")}
    return functions | {"proof-growth-answer": "Two summands of one sign."}


def test_an_untouched_notebook_is_no_success(validated):
    said = validated({})
    assert "Success" not in said
    assert "VALIDATION FAILED ON 3 CELL(S)" in said
    assert "    double: not yet\n" in said
    assert "    shifted: not yet\n" in said


def test_an_example_that_does_not_agree_is_no_success_and_its_message_is_told(validated, answers):
    wrong = answers | {"double-answer": "def double(x):\n    return x"}
    said = validated(wrong)
    assert "VALIDATION FAILED ON 1 CELL(S)" in said
    assert "    double: 1 and 2 become 2 and 4, not [1. 2.]\n" in said


def test_a_notebook_whose_examples_agree_is_a_success(validated, answers):
    assert validated(answers) == "Success! Your notebook passes all the tests.\n"
