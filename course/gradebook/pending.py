"""In nbgrader's feedback, what is pending: it would show no points where nobody has given any yet."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import GetGrades

from autograder.reports.by_hand import PENDING

NOTE = "Pending: nobody has graded this yet."


class GetPoints(GetGrades):
    """nbgrader's step that fetches points and comments; where points are pending, comment and title say so."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook with its points."""
        self._pending = 0
        nb, resources = super().preprocess(nb, resources)
        if self._pending:
            resources["nbgrader"]["notebook"] += f", {self._pending} {PENDING}"
        return nb, resources

    def _get_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._get_score(cell, resources)
        marks = cell.metadata.nbgrader
        grade = self.gradebook.find_grade(marks["grade_id"], self.notebook_id, self.assignment_id, self.student_id)
        if grade.needs_manual_grade:
            self._pending += 1
            marks["comment"] = "\n\n".join(filter(None, (NOTE, marks.get("comment"))))
