"""A unit is released again when students have handed in: no release, no grade and no old notebook gets lost."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.intake.ingest import load_paper, read
from course.due.terms import Terms
from course.gradebook import bulk
from course.gradebook.sheet import answer_sheet
from course.settings import Settings, load
from tests.gradebook.conftest import UNIT, Class, Tree, solved
from tests.gradebook.test_bulk import class_run, place

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them

PROOF, ADDED = "proof-error_at_most_bound-answer", "proof-loss_and_accuracy_both_fall-answer"
NOTEBOOKS = [f"{folder}/{UNIT}/{UNIT}.ipynb" for folder in ("source", "release")]


def earlier(tree: Tree) -> Tree:
    """A notebook of the unit as it was before the second proof, and a paragraph, were added."""
    removed = {ADDED, ADDED.removesuffix("-answer")}
    paragraph = next(each["id"] for each in tree["cells"] if each["id"].startswith("text-"))
    tree["cells"] = [each for each in tree["cells"] if each["id"] not in {*removed, paragraph}]
    tree["metadata"]["mdl"]["tasks"].remove("loss_and_accuracy_both_fall")
    return tree


@pytest.fixture
def released(fresh: Class, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Tree], Tree] | None], Class]:
    """Build the unit, changed by a function if there is one, in a class of ada's alone."""

    def here() -> Settings:
        return replace(load(), root=fresh.root)

    monkeypatch.setattr("course.gradebook.grading.load", here)
    now = {name: (fresh.root / name).read_text() for name in NOTEBOOKS}
    for each in (fresh.root / "submitted").iterdir():
        if each.name != "ada":
            shutil.rmtree(each)

    def build(change: Callable[[Tree], Tree] | None = None) -> Class:
        for name, text in now.items():
            (fresh.root / name).write_text(json.dumps(change(json.loads(text))) if change else text)
        return fresh

    return build


def recorded(of: Class) -> bulk.Recorded:
    graded = [(each, of.result("ada")) for each in class_run(of).found.submissions]
    return bulk.record(of.root, place(of), Terms(), graded)


def grade_by_hand(of: Class) -> None:
    with of.gradebook as book:
        grade = book.find_grade(PROOF, UNIT, UNIT, "ada")
        grade.manual_score, grade.needs_manual_grade = 3.5, False
        book.db.commit()


@pytest.fixture
def handed_in(released: Callable[..., Class]) -> Class:
    """Ada has handed in the first release, and her proof is graded."""
    of = released(earlier)
    (of.root / "gradebook.db").unlink()
    assert of.api().generate_assignment(UNIT)["success"]
    of.hand_in("ada", earlier(solved()))
    assert recorded(of).written == 1
    grade_by_hand(of)
    return of


def test_a_proof_is_added_and_all_grades_stay(handed_in: Class, released: Callable[..., Class]) -> None:
    released()
    (problem,) = recorded(handed_in).problems
    assert "run `course build` and `nbgrader generate_assignment 01_classification`" in problem
    done = handed_in.api().generate_assignment(UNIT)
    assert done["success"], done
    found = recorded(handed_in)
    assert (found.written, found.problems) == (1, [])
    assert found.notes == ["ada, the notebook is of an earlier release, without loss_and_accuracy_both_fall"]
    assert handed_in.scores("ada", "manual_score")[PROOF] == 3.5
    assert handed_in.scores("ada", "needs_manual_grade") == dict.fromkeys(handed_in.scores("ada"), False)
    assert handed_in.total("ada") == handed_in.result("ada")["score"] + 3.5
    assert recorded(handed_in).unchanged == 1


def test_the_release_is_there_while_a_unit_that_was_handed_in_changes(
    handed_in: Class, released: Callable[..., Class]
) -> None:
    released()
    before = {path: path.read_bytes() for path in (handed_in.root / "release").rglob("*") if path.is_file()}
    assert handed_in.api().generate_assignment(UNIT)["success"]
    there = {path for path in (handed_in.root / "release").rglob("*") if path.is_file()}
    assert there == before.keys()


def test_a_proof_that_was_graded_cannot_go_and_nothing_is_touched(
    handed_in: Class, released: Callable[..., Class]
) -> None:
    def without_it(tree: Tree) -> Tree:
        tree["cells"] = [each for each in tree["cells"] if each["id"] != PROOF]
        return tree

    released(without_it)
    before = (handed_in.root / NOTEBOOKS[1]).read_bytes()
    done = handed_in.api().generate_assignment(UNIT)
    assert not done["success"]
    assert f"handed in by 1, and its lesson is now without {PROOF}, whose grades would be lost" in str(done)
    assert (handed_in.root / NOTEBOOKS[1]).read_bytes() == before
    assert handed_in.scores("ada", "manual_score")[PROOF] == 3.5


def test_formgrader_lists_an_old_submission_between_the_releases(
    handed_in: Class, released: Callable[..., Class]
) -> None:
    released()
    assert handed_in.api().generate_assignment(UNIT)["success"]
    (submission,) = handed_in.api().get_submissions(UNIT)
    assert submission["score"] == handed_in.result("ada")["score"] + 3.5


def test_autograde_takes_an_old_notebook_too(
    handed_in: Class, released: Callable[..., Class]
) -> None:
    released()
    assert handed_in.api().generate_assignment(UNIT)["success"]
    done = handed_in.api().autograde(UNIT, "ada")
    assert done["success"], done
    assert handed_in.scores("ada")[ADDED] == 0
    assert handed_in.scores("ada", "manual_score")[PROOF] == 3.5


def test_paragraphs_of_an_old_notebook_stand_where_they_stand_now(
    released: Callable[..., Class], tmp_path: Path
) -> None:
    of = released()
    paper = load_paper(of.root / "release" / UNIT)
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps(earlier(solved())))
    sheet = answer_sheet(path, paper)
    texts = [cell.source for cell in sheet.cells if cell.metadata.mdl.role in ("text", "proof")]
    assert texts == [cell.source for cell in paper.cells if cell.role in ("text", "proof")]
    note, *others = read(path, paper).notes
    assert note.startswith("your notebook is of an earlier release, without loss_and_accuracy_both_fall")
    assert not [each for each in others if "person" in each]
