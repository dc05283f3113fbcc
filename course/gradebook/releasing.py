"""`nbgrader generate_assignment` for a unit that has been handed in: more may come in, nothing graded gets lost.

Left to itself nbgrader refuses any other set of cells once there are submissions, and by then has deleted the release.
Here cells that are new are added to the gradebook, where they have earned earlier submissions nothing until these are
graded again; and what cannot be is refused before anything is touched.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Comment, Grade, Gradebook, MissingEntry, Notebook
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import is_grade, is_solution

from course import CourseError


class CheckedRelease(NotebookExporter):
    """nbgrader's writer of releases; it is made before anything is done, and looks whether all of it can be."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]  # nbconvert is untyped
        converter: Any = self.parent
        folders = converter.coursedir
        with Gradebook(folders.db_url, folders.course_id) as gradebook:
            for path in (Path(each) for found in converter.assignments.values() for each in found):
                _require_room(gradebook, path)


def _require_room(gradebook: Gradebook, path: Path) -> None:
    """CourseError unless every cell that people have handed in is in the instructor's notebook."""
    unit = path.parent.name
    cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]  # nbformat is untyped
    try:
        there = gradebook.find_notebook(path.stem, unit)
    except MissingEntry:
        return
    kept = {cell.metadata.nbgrader.grade_id for cell in cells if is_grade(cell) or is_solution(cell)}
    lost = sorted(_graded(there) - kept) if there.submissions else []
    if lost:
        raise CourseError(
            f"{unit} has been handed in by {len(there.submissions)}, and its lesson is now without {', '.join(lost)}, "
            "whose grades would be lost: put it back, or move the lesson to a unit of its own"
        )


def _graded(notebook: Notebook) -> set[str]:
    return {cell.name for cell in (*notebook.grade_cells, *notebook.solution_cells)}


class AddCells(SaveCells):
    """nbgrader's step that enters a unit's cells, which adds some to a unit that has been handed in."""

    def _create_notebook(self, nb: NotebookNode) -> None:
        try:
            there = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            there = None
        if there is not None and there.submissions:
            self._agree(there)
        super()._create_notebook(nb)

    def _agree(self, there: Notebook) -> None:
        """Let the gradebook have the cells of the lesson; of those that are gone, cells that nobody fills in go too."""
        book = self.gradebook
        kinds: Iterable[tuple[Any, Any, Any, Any]] = (
            (there.grade_cells, self.new_grade_cells, book.add_grade_cell, Grade),
            (there.solution_cells, self.new_solution_cells, book.add_solution_cell, Comment),
            (there.source_cells, self.new_source_cells, book.add_source_cell, None),
        )
        for known, wanted, add, row in kinds:
            for name in wanted.keys() - {cell.name for cell in known}:
                cell = add(name, self.notebook_id, self.assignment_id, **wanted[name])
                # nbgrader makes these when a submission is first seen, and expects them ever after.
                book.db.add_all(row(cell=cell, notebook=each) for each in (there.submissions if row else ()))
        for cell in [each for each in there.source_cells if each.name not in self.new_source_cells]:
            book.db.delete(cell)
        book.db.commit()
