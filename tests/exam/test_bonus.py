"""A bonus for speed, from a notebook to its stored result; how long anything takes is decided here."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from autograder import expect
from autograder.checks.test_training import races
from autograder.exam.grading import Course
from autograder.exam.hall import Job, hold
from autograder.exam.judge import BONUS_LAST
from autograder.intake.paper import load_paper
from autograder.intake.submissions import Submission
from autograder.proof.prove import script_of
from autograder.reports.results import settled
from autograder.scheme.exercises import unit_exercises
from autograder.scheme.speed import Timed
from autograder.scheme.tiers import Round
from autograder.verdicts import Marking
from course.marking import course_of
from course.settings import load
from course.weaving.solution import read_solutions

from .test_grading import Class

UNIT = "13_training"
TIERS = ["test_5_times_as_fast", "test_10_times_as_fast", "test_20_times_as_fast"]
PAPER = load_paper(load().root / "release" / UNIT)
BODIES = {name: each.woven for name, each in read_solutions(load().root / "solutions" / "training.py").items()}
FAST = Timed([Round(1.0, 30.0)] * 10)
FAIR = Timed([Round(1.0, 14.0)] * 10)
NEAR = Timed([Round(1.0, 19.0), Round(1.0, 21.0)] * 20)
BUSY = Timed(trouble="other races had not ended")
STUB = "def train_fast(*args):\n    raise NotImplementedError"
SLIP = BODIES["train_fast"].replace("dZ *= lr / m", "dZ *= lr")


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Callable[[Timed], None]:
    """Let races come out so; examiners are forked from this process."""
    return lambda found: monkeypatch.setattr("autograder.exam.sitting.timed", lambda *_: found)


@pytest.fixture
def graded(tmp_path: Path) -> Callable[..., Class]:
    """Grade a notebook of the model answers, those in `changed` excepted; a second time the same one."""

    def grade(**changed: str) -> Class:
        tree = nbformat.read(PAPER.path, 4)  # type: ignore[no-untyped-call]  # nbformat is untyped
        for cell in tree.cells:
            if cell.metadata.mdl.role == "answer":
                cell.source = {**BODIES, **changed}[cell.metadata.mdl.exercise]
        path = tmp_path / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(tree, path)  # type: ignore[no-untyped-call]  # so it is
        return Class(course(), tmp_path / "results").grade(Submission("ada", UNIT, path, ()))

    return grade


def course() -> Course:
    return course_of(load())


def fast(of: Class) -> Mapping[str, Any]:
    return next(test for test in of.results["ada"]["tests"] if test["name"] == "train_fast")


def tiers(test: Mapping[str, Any]) -> list[str]:
    return [check["verdict"] for check in test["checks"] if check.get("bonus")]


@pytest.mark.parametrize(("found", "bonus"), [(FAST, 3), (FAIR, 2)])
def test_a_bonus_comes_on_top_of_full_marks(
    times: Callable[[Timed], None], graded: Callable[..., Class], found: Timed, bonus: float
) -> None:
    times(found)
    once = graded()
    result, test = once.results["ada"], fast(once)
    assert (test["verdict"], test["score"], test["max_score"]) == ("passed", 6 + bonus, 6)
    assert (test["bonus"], test["max_bonus"], test["speed"]) == (bonus, 3, found.told)
    assert (result["score"], result["max_score"]) == (44 + bonus, 44)
    assert graded().cached["ada"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [(BUSY, ["grader_error"] * 3), (NEAR, ["passed", "passed", "grader_error"])],
)
def test_what_could_not_be_told_costs_nothing_and_is_measured_again(
    times: Callable[[Timed], None], graded: Callable[..., Class], found: Timed, expected: list[str]
) -> None:
    times(found)
    once = graded()
    test = fast(once)
    assert (test["verdict"], tiers(test)) == ("passed", expected)
    assert test["score"] == 6 + expected.count("passed")
    assert once.results["ada"]["status"] == "graded"
    assert not settled(once.results["ada"])
    assert "could not be told" in test["output"]
    times(FAST)
    again = graded()
    assert not again.cached["ada"]
    assert again.results["ada"]["score"] == 47


@pytest.mark.parametrize(
    ("answer", "expected", "message"),
    [(SLIP, "failed", BONUS_LAST), (STUB, "missing", "train_fast is not written yet")],
    ids=["wrong", "missing"],
)
def test_what_is_not_right_is_not_timed(
    times: Callable[[Timed], None], graded: Callable[..., Class], answer: str, expected: str, message: str
) -> None:
    times(FAST)
    once = graded(train_fast=answer)
    test = fast(once)
    assert (test["verdict"], tiers(test), test["bonus"]) == (expected, [expected] * 3, 0)
    assert {check["message"] for check in test["checks"] if check.get("bonus")} == {message}
    assert graded(train_fast=answer).cached["ada"]


def test_an_answer_on_the_functions_of_others_is_right_and_has_no_bonus(graded: Callable[..., Class]) -> None:
    own = BODIES["fused_softmax_ce"].replace("dZ /= len(Z)", "dZ *= 1")
    through = BODIES["train_fast"].replace(
        "            dZ *= lr / m\n",
        "            dZ = lr * fused_softmax_ce(A[-1] @ net[-1], y[order][start : start + m])[1]\n",
    )
    test = fast(graded(fused_softmax_ce=own, train_fast=through))
    assert (test["verdict"], test["score"], test["bonus"]) == ("passed", 6, 0)
    assert test["follow_through"]["of"] == ["fused_softmax_ce"]
    assert tiers(test) == ["failed"] * 3


def test_a_job_that_is_not_to_be_timed_has_no_tiers() -> None:
    marked: list[Marking] = []
    job = Job("ada", UNIT, script_of(PAPER, BODIES), PAPER.files, "s", "train_fast")
    hold([job], [UNIT], lambda _, marking: marked.append(marking), course().rules)
    checks = [check["name"] for check in marked[0]["tests"][0]["checks"]]
    assert checks
    assert not {*TIERS} & {*checks}


def test_the_tiers_are_those_that_are_announced() -> None:
    exercise = unit_exercises(UNIT)["train_fast"]
    assert [check.name for check in exercise.checks if check.bonus] == TIERS
    announced = [int(name.split("_")[1]) for name in TIERS]
    texts = [load().root / "course" / "lessons" / f"{UNIT}.md", load().root / "course" / "figures" / "training.py"]
    lesson, figures = (path.read_text(encoding="utf-8") for path in texts)
    assert all(f"| at least {tier} times as fast |" in lesson for tier in announced)
    assert f"TIERS = {tuple(announced)}" in figures


def ends(*changes: tuple[int, float]) -> Iterator[tuple[Any, Any, tuple[Any, ...]]]:
    """What an alternate answers in a race, with these arguments changed, what the model answer, and to what."""
    exercise = unit_exercises(UNIT)["train_fast"]
    for number in range(3):
        for alternate in exercise.alternates:
            params, X, y, *rest = races.digits(np.random.default_rng(number), None)
            others = [dict(changes).get(place, value) for place, value in enumerate(rest)]
            rest[4], others[4] = np.random.default_rng(number), np.random.default_rng(number)
            yield alternate.function(params, X, y, *others), exercise.reference(params, X, y, *rest), (params, X, y)


def test_right_answers_are_the_same_in_a_race() -> None:
    for got, wanted, args in ends():
        races.same_end(got, wanted, *args)


@pytest.mark.parametrize(
    "change", [(0, races.EPOCHS - 1), (1, races.BATCH + 1), (3, 0.89)], ids=["epochs", "batch", "beta"]
)
def test_a_short_cut_is_another_answer_in_a_race(change: tuple[int, float]) -> None:
    for got, wanted, args in ends(change):
        with pytest.raises(expect.Failure, match="of the way that they have to go"):
            races.same_end(got, wanted, *args)


def test_the_model_answer_reaches_every_tier_or_there_is_no_telling(graded: Callable[..., Class]) -> None:
    """Measured, in a race as students have it."""
    assert {"passed", "grader_error"} >= {*tiers(fast(graded()))}
