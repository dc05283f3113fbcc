"""The steps that this course puts into nbgrader's pipelines; each is a preprocessor of its."""

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from autograder.problems import Ungradable
from course import CourseError
from course.gradebook.enclosures import enclosures
from course.gradebook.grading import paper_of, result_of, submission_in
from course.gradebook.ledger import Ledger
from course.gradebook.marks import beyond_in, mark, ungradable_result
from course.gradebook.sheet import answer_sheet, blank_sheet, to_be_known, ungradable, without_files

Passed = tuple[NotebookNode, Any]


class Canonicalise(NbGraderPreprocessor):
    """First step of sanitising: an answer sheet from whatever lies in the submission's folder."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> Passed:  # noqa: ARG002  its reader left it empty
        """Return the answer sheet, a blank one that says why if the submission cannot be read."""
        folder = Path(resources["nbgrader"]["folder"])
        paper = paper_of(folder.name)
        _require_same(resources["nbgrader"]["db_url"], blank_sheet(paper))
        try:
            sheet = answer_sheet(submission_in(folder).path, paper, enclosures(folder, paper).names)
            for each in to_be_known(sheet):
                self.log.warning("%s of %s: %s", folder.name, folder.parent.name, each)
            return sheet, resources
        except Ungradable as error:
            self.log.warning("%s of %s cannot be graded: %s", folder.name, folder.parent.name, error.reason)
            return blank_sheet(paper, error.reason), resources


def _require_same(db_url: str, sheet: NotebookNode) -> None:
    """CourseError unless the gradebook has the release as it is now."""
    engine = create_engine(db_url)
    with Session(engine) as session:
        ledger = Ledger.of(session, sheet.metadata["mdl"]["unit"])
        if ledger:
            ledger.require(sheet)
    engine.dispose()


class ImportResults(NbGraderPreprocessor):
    """First step of autograding, in the place of nbgrader's Execute: the scores are put where it executes."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> Passed:
        """Return the sheet with score and report at each exercise."""
        info = resources["nbgrader"]
        student, unit = info["student"], info["assignment"]
        reason = ungradable(nb)
        result = ungradable_result(student, unit, reason) if reason else result_of(info["root"], student, unit)
        if result is None:
            raise CourseError(f"there is no result of {student} for {unit}: run `course grade`")
        without_files(nb)  # which nbgrader has written out again
        mark(nb, result)
        return nb, resources


class SaveScores(SaveAutoGrades):
    """nbgrader's step that writes scores into the gradebook, a bonus included."""

    def _add_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._add_score(cell, resources)
        beyond = beyond_in(cell)
        if beyond:
            where = self.notebook_id, self.assignment_id, self.student_id
            self.gradebook.find_grade(cell.metadata["nbgrader"]["grade_id"], *where).auto_score += beyond
            self.gradebook.db.commit()


class DropFingerprint(NbGraderPreprocessor):
    """Last step of generating: the release does not tell what the instructor's notebook was."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> Passed:
        """Return the notebook without the build's fingerprint of its answers."""
        nb.metadata.get("mdl", {}).pop("checksum", None)
        return nb, resources
