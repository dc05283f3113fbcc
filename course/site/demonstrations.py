"""What the demonstrations of a lesson show, which a page cannot compute: run here, with the model answers."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from subprocess import DEVNULL

from markupsafe import Markup
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from course import CourseError
from course.site.releases import Release
from course.weaving import files

SECONDS = 120  # for one cell, on a machine that does something else, too
Shown = str | Markup  # printed text, or HTML


def shown(release: Release) -> Mapping[str, list[Shown]]:
    """What each demonstration shows, by the id of its cell; nothing is run where a lesson has none."""
    cells = [cell for cell in release.woven.cells if cell.cell_type == "code" and _is_run(cell)]
    demonstrations = [cell.id for cell in cells if is_demonstration(cell)]
    if not demonstrations:
        return {}
    notebook = new_notebook(cells=cells, metadata=release.woven.metadata)  # type: ignore[no-untyped-call]  # untyped
    with tempfile.TemporaryDirectory() as folder:
        files.write({Path(folder) / name: content for name, content in release.files.items()})
        client = NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": folder}})
        try:
            run = client.execute(stderr=DEVNULL)  # kernels warn there of what a page does not tell
        except CellExecutionError as error:
            raise CourseError(f"{release.unit}: a demonstration stops: {error.ename}: {error.evalue}") from None
        except (CellTimeoutError, DeadKernelError):
            advice = "try again when the machine has less to do"
            message = f"a demonstration takes more than {SECONDS} seconds, or more memory than there is"
            raise CourseError(f"{release.unit}: {message}: {advice}") from None
    return {cell.id: list(_outputs(cell)) for cell in run.cells if cell.id in demonstrations}


def is_demonstration(cell: NotebookNode) -> bool:
    """Whether a lesson has this code cell to show something; practice and progress are the student's."""
    return bool(cell.id.startswith("show-"))


def _is_run(cell: NotebookNode) -> bool:
    return cell.metadata.mdl.role in ("setup", "given", "answer") or is_demonstration(cell)


def _outputs(cell: NotebookNode) -> Iterator[Shown]:
    for output in cell.outputs:
        if output.output_type == "stream":
            yield str(output.text)
        elif "text/html" in output.data:
            yield Markup(output.data["text/html"])  # of our own package kit
        else:
            yield str(output.data["text/plain"])
