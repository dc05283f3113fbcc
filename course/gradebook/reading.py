"""What nbgrader reads of a submission: nothing but its place. The cells are read by the grader's own intake."""

from collections.abc import MutableSequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import v4

from course.gradebook.arrivals import vet
from course.gradebook.grading import grade_missing


def one_notebook_each(assignment: str, student: str, notebooks: MutableSequence[str]) -> None:  # noqa: ARG001
    """Before each conversion: a submission is one notebook, called like its unit whatever its file is called.

    nbgrader knows notebooks by the names of files, and gives up on a student whose file was renamed. Which file
    it is, is found out when it is read.
    """
    folder = Path(notebooks[0]).parent
    notebooks[:] = [str(folder / f"{folder.name}.ipynb")]


class SubmissionReader(NotebookExporter):
    """nbgrader's reader of notebooks, tolerant of any file.

    nbgrader makes it when it knows what there is to autograde, and before it does anything: here the folders are
    vetted. Of a submission it passes on the path alone, to `Canonicalise`; before the first one, whatever has no
    result yet is graded. What is already sanitised it reads as a notebook.
    """

    _graded = False

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]  # nbconvert is untyped
        vet(self.parent)

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """Convert what is at `filename`."""
        converter: Any = self.parent
        folders = converter.coursedir
        unit = resources["nbgrader"]["assignment"]
        folder = folders.format_path(folders.submitted_directory, resources["nbgrader"]["student"], unit)
        resources["nbgrader"]["root"] = folders.root
        if Path(filename).parent != Path(folder):
            return super().from_filename(filename, resources=resources, **options)
        if not self._graded:
            grade_missing(folders, self.log)
            self._graded = True
        resources["nbgrader"]["folder"] = folder
        nothing = v4.new_notebook()  # type: ignore[no-untyped-call]  # nbformat is untyped
        return super().from_notebook_node(nothing, resources, **options)  # type: ignore[no-untyped-call]  # so is nbconvert
