"""A bonus in nbgrader's gradebook: the grader's points, above what a cell is worth; extra credit stays people's."""

import json
from collections.abc import Callable

import pytest

from course.exports.grades import grades
from tests.gradebook.conftest import UNIT, Class, cell
from tests.gradebook.test_bulk import record, rows, settings

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them

BONUS = 2.5


def give(of: Class, student: str = "ada", bonus: float = BONUS) -> float:
    """Let a result have a bonus; its score now."""
    path = of.root / "results" / student / f"{UNIT}.json"
    result = json.loads(path.read_text())
    test = next(each for each in result["tests"] if each["name"] == "softmax")
    test |= {"score": test["score"] + bonus, "bonus": bonus, "max_bonus": 3.0, "speed": ""}
    result["score"] += bonus
    path.chmod(0o600)
    path.write_text(json.dumps(result))
    return float(result["score"])


def by_autograde(of: Class) -> None:
    assert of.api().autograde(UNIT, "ada")["success"]


def by_course_grade(of: Class) -> None:
    assert record(of)


WAYS = pytest.mark.parametrize("way", [by_autograde, by_course_grade])


@WAYS
def test_a_bonus_is_beyond_what_the_cell_is_worth(mine: Class, way: Callable[[Class], None]) -> None:
    score = give(mine)
    way(mine)
    assert (mine.scores("ada")["softmax"], mine.scores("ada", "max_score")["softmax"]) == (6 + BONUS, 6)
    assert mine.scores("ada", "extra_credit")["softmax"] in (None, 0)
    assert mine.total("ada") == score == 39 + BONUS
    with mine.gradebook as book:
        assert book.find_submission(UNIT, "ada").max_score == 46


def test_both_ways_leave_the_same(mine: Class) -> None:
    give(mine)
    by_autograde(mine)
    first, name = rows(mine), f"autograded/ada/{UNIT}/{UNIT}.ipynb"
    notebook = (mine.root / name).read_bytes()
    by_course_grade(mine)
    assert rows(mine) == first
    assert (mine.root / name).read_bytes() == notebook


@WAYS
def test_what_nbgrader_reads_in_the_notebook_is_within_the_cells_worth(
    mine: Class, way: Callable[[Class], None]
) -> None:
    give(mine)
    way(mine)
    marked = cell(mine.autograded("ada"), "softmax")
    (output,) = marked["outputs"]
    assert float("".join(output["data"]["text/plain"])) == 6
    assert marked["metadata"]["mdl"]["bonus"] == BONUS


@WAYS
def test_a_bonus_that_is_gone_goes(mine: Class, way: Callable[[Class], None]) -> None:
    give(mine)
    way(mine)
    give(mine, bonus=-BONUS)
    path = mine.root / "results" / "ada" / f"{UNIT}.json"
    path.write_text(path.read_text().replace(f'"bonus": {-BONUS}', '"bonus": 0.0'))
    way(mine)
    assert mine.total("ada") == 39
    assert "bonus" not in cell(mine.autograded("ada"), "softmax")["metadata"]["mdl"]


@WAYS
def test_extra_credit_of_a_person_stays_beside_it(mine: Class, way: Callable[[Class], None]) -> None:
    with mine.gradebook as book:
        book.find_grade("softmax", UNIT, UNIT, "ada").extra_credit = 0.5
        book.db.commit()
    give(mine)
    way(mine)
    assert mine.total("ada") == 39 + BONUS + 0.5


def test_an_export_has_more_than_all_points_and_nothing_waits_for_a_grade_run(mine: Class) -> None:
    score = give(mine)
    assert record(mine)
    found = next(each for each in grades(settings(mine), mine.root / "results") if each.student == "ada")
    assert (found.score, found.max_score) == (score, 46)
    assert found.parts["softmax"].score == 6 + BONUS
    assert "run `course grade`" not in (found.waits or "")
