"""`course grade` and `nbgrader autograde` leave the same behind, and nothing gets lost between many writers."""

import multiprocessing
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder.intake.submissions import Submission
from course import CourseError, cli
from course.due.terms import Terms
from course.gradebook import bulk, recording
from course.gradebook.grading import result_of
from course.marking import ClassRun
from course.settings import Settings, load
from tests.gradebook.conftest import SAMPLE_STUDENTS, UNIT, WORST, Class, found_in, solved

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them

WRITERS = 16
FIELDS = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade", "max_score")


def settings(of: Class, **changes: Any) -> Settings:
    return replace(load(), root=of.root, **changes)


def class_run(of: Class) -> ClassRun:
    """As if the class had just been graded."""
    found = found_in(of)
    results = [result_of(str(of.root), each.student, UNIT) for each in found.submissions]
    return ClassRun(found, [result for result in results if result])


def record(of: Class, **changes: Any) -> bool:
    return recording.record(settings(of, **changes), class_run(of), of.root / "results")


def rows(of: Class) -> dict[str, Any]:
    """All that the gradebook knows of each submission, ids aside."""
    with of.gradebook as book:
        return {
            each.student.id: (
                each.timestamp,
                each.late_submission_penalty,
                {grade.name: [getattr(grade, field) for field in FIELDS] for grade in each.notebooks[0].grades},
                {comment.name: comment.comment for comment in each.notebooks[0].comments},
            )
            for each in book.assignment_submissions(UNIT)
        }


def test_a_class_recorded_at_once_is_as_autograde_leaves_it(graded: Class, fresh: Class) -> None:
    assert record(fresh)
    there = rows(graded)
    there.pop("two_files")  # no submission by our own rules, so that there is no result
    assert rows(fresh) == there
    for student in there:
        name = f"autograded/{student}/{UNIT}/{UNIT}.ipynb"
        assert (fresh.root / name).read_bytes() == (graded.root / name).read_bytes(), student


def test_what_autograde_left_is_not_written_again(mine: Class, capsys: pytest.CaptureFixture[str]) -> None:
    assert record(mine)
    assert f"gradebook: 0 written, {len(SAMPLE_STUDENTS) + len(WORST)} as before" in capsys.readouterr().out


def test_a_proof_that_was_graded_is_not_asked_for_again(fresh: Class) -> None:
    proof = "proof-error_at_most_bound-answer"
    assert record(fresh)
    with fresh.gradebook as book:
        grade = book.find_grade(proof, UNIT, UNIT, "ada")
        grade.manual_score, grade.needs_manual_grade = 3.5, False
        book.db.commit()
    assert record(fresh)
    with fresh.gradebook as book:
        grade = book.find_grade(proof, UNIT, UNIT, "ada")
        assert (grade.manual_score, grade.needs_manual_grade) == (3.5, False)


def test_a_changed_submission_has_its_proofs_looked_at_again(fresh: Class) -> None:
    proof = "proof-error_at_most_bound-answer"
    assert record(fresh)
    with fresh.gradebook as book:
        grade = book.find_grade(proof, UNIT, UNIT, "ada")
        grade.manual_score, grade.needs_manual_grade = 3.5, False
        book.db.commit()
    tree = solved()
    next(each for each in tree["cells"] if each["id"] == proof)["source"] = "A better proof."
    fresh.hand_in("ada", tree)
    assert record(fresh)
    with fresh.gradebook as book:
        grade = book.find_grade(proof, UNIT, UNIT, "ada")
        assert (grade.manual_score, grade.needs_manual_grade) == (3.5, True)


def test_course_grade_writes_into_the_gradebook(fresh: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (fresh.root / "submitted").iterdir():
        if each.name != "greta":
            shutil.rmtree(each)
    monkeypatch.chdir(fresh.root)
    monkeypatch.setattr(cli, "load", lambda: settings(fresh))
    done = CliRunner().invoke(cli.main, ["grade", "submitted"])
    assert "gradebook: 1 written, 0 as before" in done.output
    assert done.exit_code == 0
    assert fresh.total("greta") == fresh.result("greta")["score"]


def test_other_results_than_the_courses_stay_out_of_the_gradebook(fresh: Class) -> None:
    assert recording.record(settings(fresh), class_run(fresh), fresh.root / "elsewhere")
    assert rows(fresh) == {}


def test_without_a_gradebook_none_is_made(fresh: Class) -> None:
    (fresh.root / "gradebook.db").unlink()
    assert record(fresh)
    assert not (fresh.root / "gradebook.db").exists()


def test_a_unit_that_the_gradebook_does_not_have_is_said(fresh: Class, capsys: pytest.CaptureFixture[str]) -> None:
    with fresh.gradebook as book:
        book.remove_assignment(UNIT)
    assert not record(fresh)
    assert f"make it with `nbgrader generate_assignment {UNIT}`" in capsys.readouterr().err


def test_a_gradebook_of_another_release_is_refused(fresh: Class, capsys: pytest.CaptureFixture[str]) -> None:
    with fresh.gradebook as book:
        book.find_solution_cell("softmax-answer", UNIT, UNIT).name = "softmax-reply"
        book.db.commit()
    assert not record(fresh)
    assert "as it was before, with another softmax-answer, softmax-reply: run" in capsys.readouterr().err
    assert rows(fresh) == {}


def test_what_is_no_gradebook_is_said_to_be_none(fresh: Class) -> None:
    (fresh.root / "gradebook.db").write_text("not a database, whatever its name is" * 50)
    with pytest.raises(CourseError, match=r"gradebook\.db.* cannot be used .*file is not a database"):
        record(fresh)


@pytest.mark.parametrize("name", ["x" * 129, "a\u202eb", "up/../../there", "..", "<script>1", "a');b('"])
def test_a_name_that_cannot_stand_in_the_gradebook_is_said_and_the_rest_goes_on(
    fresh: Class, name: str
) -> None:
    path = fresh.submission("ada")
    result = fresh.result("ada")
    odd = (Submission(name, UNIT, fresh.submission("greta")), {**result, "student": name})
    found = bulk.record(fresh.root, place(fresh), Terms(), [odd, (Submission("ada", UNIT, path), result)])
    assert found.written == 1
    assert "cannot stand in the gradebook" in found.problems[0]


def test_a_result_of_other_points_is_said_and_the_rest_goes_on(fresh: Class) -> None:
    other, ada = fresh.result("greta"), fresh.result("ada")
    other["tests"][1]["max_score"] = 50.0
    graded = [(Submission(each["student"], UNIT, fresh.submission(each["student"])), each) for each in (other, ada)]
    found = bulk.record(fresh.root, place(fresh), Terms(), graded)
    assert found.written == 1
    assert "greta is graded by other points than the gradebook has" in found.problems[0]


def test_a_score_that_is_no_number_never_becomes_full_marks(fresh: Class) -> None:
    result = fresh.result("greta")
    result["tests"][1]["score"] = float("nan")
    graded = [(Submission("greta", UNIT, fresh.submission("greta")), result)]
    found = bulk.record(fresh.root, place(fresh), Terms(), graded)
    assert (found.written, "a score is no number" in found.problems[0]) == (0, True)


def test_a_score_beyond_the_points_is_cut_to_them(fresh: Class) -> None:
    result = fresh.result("greta")
    result["tests"][1]["score"] = 6.000001
    bulk.record(fresh.root, place(fresh), Terms(), [(Submission("greta", UNIT, fresh.submission("greta")), result)])
    assert fresh.scores("greta")["softmax"] == 6.0


def test_a_submission_that_is_gone_is_said_and_the_rest_goes_on(fresh: Class) -> None:
    gone = (Submission("ada", UNIT, fresh.root / "ada.ipynb"), fresh.result("ada"))
    found = bulk.record(fresh.root, place(fresh), Terms(), [gone])
    assert (found.written, len(found.problems)) == (0, 1)


def place(of: Class) -> str:
    return f"sqlite:///{of.root}/gradebook.db?timeout=60"


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, fresh: Class) -> tuple[Class, str]:
    """The class with its gradebook in a file, and on a server."""
    if request.param == "sqlite":
        return fresh, place(fresh)
    url: str = request.getfixturevalue("postgresql")
    with (fresh.root / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {url!r}\n")
    assert fresh.api().generate_assignment(UNIT)["success"]
    return fresh, url


def write(root: Path, url: str, number: int) -> None:
    """What one of many writers does: a submission of its own, one that all of them have, and a grade by hand."""
    student = f"student{number:02}"
    of = Class(root)
    results = [(name, {**of.result("greta"), "student": name}) for name in (student, "greta")]
    graded = [(Submission(name, UNIT, of.submission("greta")), result) for name, result in results]
    with closing(Gradebook(url)) as book:
        book.update_or_create_student(student)
        book.update_or_create_submission(UNIT, student)
        bulk.record(root, url, Terms(), [graded[number % 2], graded[1 - number % 2]])
        book.find_grade("softmax", UNIT, UNIT, student).manual_score = number / 8
        book.db.commit()


def test_of_sixteen_writers_at_once_nothing_is_lost(
    shared: tuple[Class, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    of, url = shared
    monkeypatch.setattr(bulk, "_student_id", lambda submission: submission.student)
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=write, args=(of.root, url, number)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    earned = {test["name"]: test["score"] for test in of.result("greta")["tests"]}
    with closing(Gradebook(url)) as book:
        for number in range(WRITERS):
            notebook = book.find_submission_notebook(UNIT, UNIT, f"student{number:02}")
            scores = {grade.name: (grade.auto_score, grade.manual_score) for grade in notebook.grades}
            assert scores.pop("softmax") == (earned["softmax"], number / 8)
            assert {name: scores[name][0] for name in scores if name in earned} == {
                name: score for name, score in earned.items() if name != "softmax"
            }
        assert book.find_submission(UNIT, "greta").score == sum(earned.values())


def test_formgrader_reads_from_either_gradebook_what_was_recorded(shared: tuple[Class, str]) -> None:
    of, url = shared
    bulk.record(of.root, url, Terms(), [(Submission("greta", UNIT, of.submission("greta")), of.result("greta"))])
    (submission,) = [each for each in of.api().get_submissions(UNIT) if each["student"] == "greta"]
    assert (submission["score"], submission["max_score"]) == (of.result("greta")["score"], 46.0)
    assert submission["autograded"]
