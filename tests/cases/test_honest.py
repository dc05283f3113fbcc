"""A notebook means what Jupyter says it means: where every example agrees there, its functions have full marks here."""

from pathlib import Path

import pytest

from autograder.reports.results import Result
from tests.cases.conftest import Graded
from tests.cases.kernel import run
from tests.cases.notebooks import Work, cases

HONEST = cases("honest")


@pytest.fixture(scope="module")
def graded(grade: Graded) -> dict[str, Result]:
    return grade({name: Work(case) for name, case in HONEST.items()})


@pytest.mark.parametrize("name", HONEST)
def test_what_agrees_in_jupyter_has_full_marks(name: str, graded: dict[str, Result], tmp_path: Path) -> None:
    result = graded[name]
    said = run(Work(HONEST[name]), tmp_path)
    assert [exercise for exercise in said if "the example agrees" not in said[exercise]] == []
    assert said.keys() == {test["name"] for test in result["tests"]}
    assert {test["name"]: test["output"] for test in result["tests"] if test["score"] < test["max_score"]} == {}
    assert result["score"] == result["max_score"]
