"""`course check --answers`: what the grader makes of a folder of right and wrong answers."""

from pathlib import Path

import pytest

from autograder.proof.readings import answers
from course import CourseError
from course.reading import run
from course.settings import load

UNIT = "01_classification"
SOFTMAX = '''
import numpy as np

BASE = np.e

def helper(Z):
    return Z - Z.max(axis=1, keepdims=True)

def right_by_powers(Z):
    E = BASE ** helper(Z)
    return E / E.sum(axis=1, keepdims=True)

def right_it_says(Z):
    return np.ones(Z.shape) / Z.shape[1]

def wrong_over_samples(Z):
    """DESERVES: the sum runs over the classes
    PART: no
    BREAKS: rows sum to 1, at Z = [[0, 0], [0, 0]]
    """
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)

def wrong_it_says(Z):
    """DESERVES: nothing
    PART: yes
    """
    E = np.exp(helper(Z))
    return E / E.sum(axis=1, keepdims=True)
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / UNIT).mkdir()
    (tmp_path / UNIT / "softmax.py").write_text(SOFTMAX)
    return tmp_path


def test_counts_and_what_deserves_a_look(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = load()
    assert run(settings, [UNIT], folder, seeds=2, workers=2) == 1
    first, *others = capsys.readouterr().out.splitlines()
    assert first == (
        f"{UNIT}: 2 right, 1 of them rejected; 2 wrong, 1 of them with full marks; of 1 that deserve an explanation 1 "
        "are told one; of 1 that deserve part of the points 1 get some"
    )
    rejected, full, wrong = others
    assert rejected.startswith("  rejected: softmax right_it_says (")
    assert full.startswith("  full marks: softmax wrong_it_says (")
    assert wrong.startswith("  wrong: softmax wrong_over_samples (0 of ")
    assert "deserves: the sum runs over the classes - told: over_samples: A sample is a row" in wrong


def test_an_answer_that_calls_itself_does_so_under_the_name_of_its_exercise(folder: Path) -> None:
    source = "def right_by_halves(Z):\n    return Z if len(Z) < 2 else right_by_halves(Z[1:])\n"
    (folder / UNIT / "softmax.py").write_text(source)
    (answer,) = answers(folder, UNIT, ["softmax"])
    assert answer.name == "right_by_halves"
    assert answer.source == source.replace("right_by_halves", "softmax").rstrip()


def test_units_without_answers_are_passed_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(load(), ["11_backpropagation"], folder, 1, 1) == 0
    assert capsys.readouterr().out == ""


def test_a_folder_that_is_not_there_and_a_file_that_is_no_python_are_told(folder: Path) -> None:
    with pytest.raises(CourseError, match=r"is no folder: wanted one with a file UNIT/EXERCISE\.py"):
        run(load(), [UNIT], folder / "none", 1, 1)
    (folder / UNIT / "softmax.py").write_text("def right_(Z:\n")
    with pytest.raises(CourseError, match=r"softmax\.py, line 1: "):
        run(load(), [UNIT], folder, 1, 1)
