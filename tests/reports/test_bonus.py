"""A bonus, wherever points are shown: beyond the score, in no maximum and in no statistic."""

import html
import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

import msgspec
import pytest
from rich.console import Console

from autograder.reports.by_hand import Replaced, bonus, by_grader, in_words, totals, with_points
from autograder.reports.class_report import render as class_report
from autograder.reports.class_statistics import Unit
from autograder.reports.feedback import exercise_excerpt, render
from autograder.reports.item_analysis import attempts, items
from autograder.reports.loading import Loaded, Result
from autograder.reports.pseudonyms import Naming
from autograder.reports.table import class_table
from course.exports.on_gradescope import report
from tests.reports.conftest import Built, build_check, build_exercise, build_proof, build_result
from tests.reports.test_results import check, marked, result

TOLD = "13 to 14 times as fast as the yardstick, by 10 rounds"
OPEN = "whether it is 20 times as fast could not be told: the machine is busy"


def tier(verdict: str, **changes: Any) -> Built:
    return build_check(verdict, "It is at least 10 times as fast as the yardstick.", bonus=True, **changes)


def fast(earned: float = 2.0, last: str = "failed", **changes: Any) -> Built:
    checks = [build_check(), *[tier("passed")] * int(earned), tier(last, message=OPEN if last != "failed" else TOLD)]
    own: Mapping[str, Any] = {"score": 1 + earned, "max_score": 1.0, "verdict": "passed", "speed": TOLD}
    return build_exercise("train_fast", *checks, **{**own, "bonus": earned, "max_bonus": 3.0} | changes)


def graded(*more: Built, **changes: Any) -> Built:
    of = build_result(fast(), build_exercise("accuracy", build_check()), *more)
    return of | {"max_score": sum(test["max_score"] for test in of["tests"])} | changes


def read(of: Built) -> Result:
    return msgspec.convert(of, Result)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def terminal(*results: Built) -> str:
    stream = StringIO()
    Console(file=stream, width=120).print(class_table(results, []))
    return stream.getvalue()


def test_a_result_counts_it_beyond_what_the_exercise_is_worth() -> None:
    checks = [check(), check(points=2.0, bonus=True), check("failed", points=1.0, bonus=True)]
    found = result(marked(*checks, verdict="passed", speed=TOLD), points={"softmax": 1.0})
    (test,) = found["tests"]
    assert [test[key] for key in ("score", "max_score", "bonus", "max_bonus", "speed")] == [3, 1, 2, 3, TOLD]
    assert (found["score"], found["max_score"], test["output"]) == (3, 1, f"every check passed\nSpeed: {TOLD}")


def test_points_of_the_instructors_own_scale_it_too() -> None:
    checks = [check(), check(points=2.0, bonus=True)]
    (test,) = result(marked(*checks, verdict="passed"), points={"softmax": 4.0})["tests"]
    assert [test[key] for key in ("score", "max_score", "bonus")] == [12, 4, 8]


def test_an_exercise_without_one_has_no_such_fields() -> None:
    (test,) = result(marked(check()))["tests"]
    assert not {"bonus", "max_bonus", "speed"} & test.keys()


@pytest.mark.parametrize(
    ("score", "beyond", "expected"), [(8.0, 2.0, "6 / 6 + 2"), (6.0, 0.0, "6 / 6"), (None, 0.0, "pending")]
)
def test_it_stands_apart_in_words(score: float | None, beyond: float, expected: str) -> None:
    assert in_words(score, 6, beyond) == expected


def test_the_terminal_shows_it() -> None:
    line = next(line for line in terminal(graded()).splitlines() if line.startswith("ada"))
    assert "2 / 2 + 2" in line
    assert line.rstrip().endswith("bonus +2")


def test_the_terminal_shows_it_beside_proofs() -> None:
    line = next(line for line in terminal(graded(proofs=[build_proof(score=3.0)])).splitlines() if "ada" in line)
    assert "5 / 6 + 2" in line


def test_a_bonus_that_could_not_be_told_is_something_to_look_at() -> None:
    assert f"bonus of train_fast open: {OPEN}" in terminal(build_result(fast(last="grader_error")))


def test_the_page_shows_it_and_how_fast_it_was() -> None:
    page = words(render(graded()))
    assert "2 / 2 points and a bonus of 2" in page
    assert f"For a bonus, beyond the points of the exercise: yours is {TOLD}." in page
    assert page.count("+1 of 1") == 2
    assert page.count("+0 of 1") == 1
    assert "1 / 1 + 2" in page


def test_the_page_counts_ordinary_checks_alone() -> None:
    assert "1 of 1 passed" in words(render(graded()))


def test_what_could_not_be_told_is_said_with_its_bonus_and_blames_nobody() -> None:
    page = words(exercise_excerpt(fast(last="grader_error")))
    assert f"{OPEN[:1].upper()}{OPEN[1:]}." in page
    assert "The grader failed here" not in page


def test_points_of_a_person_take_its_place_and_extra_credit_does_not() -> None:
    of = graded()
    given = with_points(of, [], {"train_fast": Replaced(0.5, 1.0)})
    assert (given["score"], bonus(given), totals(given)[0]) == (1.5, 0, 1.5)
    beside = with_points(of, [], {"train_fast": Replaced(None, 1.0, extra=0.5)})
    assert (beside["score"], bonus(beside)) == (4.5, 2)
    assert by_grader(given) == by_grader(beside) == of
    assert [read(each).bonus for each in (of, given, beside)] == [2, 0, 2]


def unit(*results: Built) -> Unit:
    return Unit("Training", [read(each) for each in results], Naming(), "unit-1")


def test_statistics_are_of_what_everybody_could_have() -> None:
    with_it, without = (
        graded(),
        graded(student="ben") | {"tests": [fast(0.0), build_exercise("accuracy", build_check())]},
    )
    without["score"] = 2.0
    found = unit(with_it, without)
    assert found.percentages == [100, 100]
    assert (found.full_marks, found.bonuses) == (2, [2.0])
    item = items(found.graded)[0]
    assert (item.mean, item.difficulty) == (1, 1)
    assert {each.sentence for each in attempts(found.graded)} == {"Each row of P sums to 1."}


def test_the_class_report_shows_it() -> None:
    page = words(class_report(Loaded((read(graded()), read(graded(student="ben"))))))
    assert "Besides, 2 students earned a bonus, 4 points in all" in page
    assert page.count("2 / 2 + 2") == 2


def test_the_class_report_lists_what_could_not_be_told() -> None:
    page = words(class_report(Loaded((read(build_result(fast(last="grader_error"))),))))
    assert f"bonus of train_fast open {OPEN}" in page


def test_gradescope_gets_more_than_the_exercise_is_worth() -> None:
    found = report(graded())
    assert (found["score"], found["tests"][0]["score"], found["tests"][0]["max_score"]) == (4, 3, 1)
