"""From files to stored results: what is graded, what is reused, what is kept when something goes wrong."""

import errno
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.exam import grading
from autograder.exam.examiner import Job
from autograder.exam.grading import Course, Grading
from autograder.intake.ingest import Paper
from autograder.intake.submissions import Submission
from autograder.reports.store import Store
from autograder.verdicts import Marking
from course.settings import load

from .conftest import RULES, UNIT


@pytest.fixture
def course() -> Course:
    return Course(load().root / "release", RULES)


@pytest.fixture
def notebook(paper: Paper, tmp_path: Path, bodies: dict[str, str]) -> Callable[..., Submission]:
    """A student's notebook: the released one with the model answers, those in `changed` excepted."""

    def write(student: str, **changed: str) -> Submission:
        answers = {**bodies, **changed}
        tree = nbformat.read(paper.path, 4)
        for cell in tree.cells:
            if cell.metadata.mdl.role == "answer":
                cell.source = answers[cell.metadata.mdl.exercise]
        path = tmp_path / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(tree, path)
        return Submission(student, UNIT, path, ())

    return write


class Class:
    """Grades and remembers what was said."""

    def __init__(self, course: Course, folder: Path, seed: str = "s") -> None:
        self.store = Store(folder)
        self.cached: dict[str, bool] = {}
        self.results: dict[str, Any] = {}
        self.complaints: list[str] = []
        self._grading = Grading(course, self.store, seed, self._listen, self.complaints.append)

    def _listen(self, result: Any, cached: bool) -> None:
        self.results[result["student"]] = result
        self.cached[result["student"]] = cached

    def grade(self, *submissions: Submission) -> "Class":
        self._grading.run(submissions, workers=2)
        return self


def test_a_result_and_a_page_are_stored_for_each_submission(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    graded = Class(course, tmp_path / "results").grade(notebook("ada"), notebook("bo", softmax="softmax = None"))
    ada, bo = (graded.store.load(student, UNIT) for student in ("ada", "bo"))
    assert ada and bo
    assert ada["score"] == ada["max_score"] > bo["score"]
    for student in ("ada", "bo"):
        page = (tmp_path / "results" / student / f"{UNIT}.html").read_text()
        assert student in page


def test_a_result_of_less_isolation_than_is_required_is_not_taken_over(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    submission = notebook("ada")
    first = Class(course, tmp_path / "results").grade(submission).results["ada"]
    reached = first["environment"]["isolation"]
    for required, cached in ((reached, True), (reached + 1, False)):
        again = Class(replace(course, level=required), tmp_path / "results").grade(submission)
        assert again.cached["ada"] is cached


def test_an_unchanged_submission_is_not_graded_twice(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    submission = notebook("ada")
    first = Class(course, tmp_path / "results").grade(submission)
    again = Class(course, tmp_path / "results").grade(submission)
    assert first.cached == {"ada": False}
    assert again.cached == {"ada": True}
    assert again.results == first.results


def test_a_changed_submission_is_graded_again(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    Class(course, tmp_path / "results").grade(notebook("ada"))
    again = Class(course, tmp_path / "results").grade(notebook("ada", softmax="softmax = 3"))
    assert again.cached == {"ada": False}
    assert again.results["ada"]["score"] < again.results["ada"]["max_score"]


@pytest.mark.parametrize("what", ["seed", "rules", "points", "page"])
def test_whatever_decides_a_result_makes_it_graded_again(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path, what: str
) -> None:
    submission = notebook("ada")
    Class(course, tmp_path / "results").grade(submission)
    seed = "s"
    if what == "seed":
        seed = "t"
    elif what == "rules":
        course = replace(course, rules=replace(RULES, submission_seconds=31))
    elif what == "points":
        course = replace(course, overrides={f"{UNIT}/softmax": 100.0})
    else:
        (tmp_path / "results" / "ada" / f"{UNIT}.json").write_text("{half a resu")
    assert Class(course, tmp_path / "results", seed).grade(submission).cached == {"ada": False}


def test_a_time_out_is_never_served_from_the_cache(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    submission = notebook("ada", accuracy="def accuracy(Z, y):\n    while True: pass")
    Class(course, tmp_path / "results").grade(submission)
    assert Class(course, tmp_path / "results").grade(submission).cached == {"ada": False}


def test_overridden_points_scale_the_score(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    course = replace(course, overrides={f"{UNIT}/softmax": 100.0})
    result = Class(course, tmp_path / "results").grade(notebook("ada")).results["ada"]
    assert next(test for test in result["tests"] if test["name"] == "softmax")["score"] == 100.0
    assert result["max_score"] == sum(test["max_score"] for test in result["tests"])


def test_an_unreadable_file_is_ungradable_and_the_others_go_on(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    broken = notebook("bo")
    broken.path.write_text('{"cells": [')
    graded = Class(course, tmp_path / "results").grade(broken, notebook("ada"))
    assert graded.results["bo"]["status"] == "ungradable"
    assert graded.results["bo"]["score"] == 0
    assert graded.results["ada"]["status"] == "graded"


def test_a_full_disk_is_said_for_each_result_and_the_others_go_on(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Store.save

    def full(self: Store, result: Any, page: str) -> None:
        if result["student"] == "ada":
            raise OSError(errno.ENOSPC, "No space left on device")
        save(self, result, page)

    monkeypatch.setattr(Store, "save", full)
    graded = Class(course, tmp_path / "results").grade(notebook("ada"), notebook("bo"))
    assert graded.complaints == [
        f"ada/{UNIT}: graded, but its result could not be written: No space left on device"
    ]
    assert set(graded.results) == {"ada", "bo"}
    assert graded.store.load("bo", UNIT)


def test_what_was_graded_before_an_interruption_is_kept_and_not_graded_again(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    submissions = [notebook(student) for student in ("ada", "bo", "cy")]
    interrupted = Class(course, tmp_path / "results")
    listen = interrupted._grading.listener

    def stop(result: Any, cached: bool) -> None:
        listen(result, cached)
        raise KeyboardInterrupt

    interrupted._grading.listener = stop
    with pytest.raises(KeyboardInterrupt):
        interrupted.grade(*submissions)
    (done,) = interrupted.results
    again = Class(course, tmp_path / "results").grade(*submissions)
    assert again.cached == {student: student == done for student in ("ada", "bo", "cy")}


def test_results_are_json_of_plain_values(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    graded = Class(course, tmp_path / "results").grade(notebook("ada", softmax="def softmax(Z): return Z"))
    path = tmp_path / "results" / "ada" / f"{UNIT}.json"
    assert json.loads(path.read_text()) == graded.results["ada"]


def test_a_submission_that_is_written_to_while_it_is_graded_is_graded_again(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = notebook("ada")
    raw = submission.path.read_bytes()

    def hold_and_write(jobs: Iterable[Job], _: object, on_marked: Callable[[Job, Marking], None], *__: object) -> None:
        for job in jobs:
            submission.path.write_bytes(raw + b" ")
            on_marked(job, {"status": "ungradable", "reason": "x", "tests": [], "notes": []})

    monkeypatch.setattr(grading, "hold", hold_and_write)
    first = Class(course, tmp_path / "results").grade(submission)
    assert first.results["ada"]["key"].endswith(grading.UNSURE)
    monkeypatch.undo()
    for content in (raw + b" ", raw):  # neither is what was graded for sure
        submission.path.write_bytes(content)
        assert Class(course, tmp_path / "results").grade(submission).cached == {"ada": False}


def test_what_this_run_has_graded_stands_also_if_it_is_not_settled_unless_the_grader_failed(
    course: Course, notebook: Callable[..., Submission], tmp_path: Path
) -> None:
    submission = notebook("ada")
    graded = Class(course, tmp_path / "results").grade(submission)
    for changes, stands in (({"repeatable": False}, True), ({"status": "grader_error"}, False)):
        graded.store.save(graded.results["ada"] | changes, "page")
        again = Class(course, tmp_path / "results")
        again._grading.fresh = {("ada", UNIT)}
        assert again.grade(submission).cached == {"ada": stands}
        graded.store.save(graded.results["ada"] | changes, "page")
        assert Class(course, tmp_path / "results").grade(submission).cached == {"ada": False}
