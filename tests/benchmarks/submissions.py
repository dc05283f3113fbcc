"""A small class: what students of the sample class handed in, as many of them as are asked for."""

import copy
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tests.samples import sample_class

# Those whose notebooks every grader reads to the end. Left out are damaged and renamed files, lost and doubled cells,
# endless loops, minutes of training by Jacobians and 100 MB of printing: a time limit would be measured, or one
# grader's refusal.
# The first of them, who is the batch of 1, errs as most do.
STUDENTS: Mapping[str, Sequence[str]] = {
    "01_classification": (
        "dmitri", "nora", "ben", "emma", "farid", "greta", "carla", "rosa", "sven", "tara", "quentin", "李雷",
    ),
    "11_backpropagation": (
        "dmitri", "ben", "emma", "farid", "greta", "carla", "rosa", "sven", "tara", "ada", "李雷",
    ),
}  # fmt: skip


def write_class(unit: str, folder: Path, size: int, figures: bool = True) -> list[str]:
    """Write `size` submissions of a unit in nbgrader's layout, its students in turn; their names.

    Without `figures`, cells that only draw or show are left out.
    """
    names = []
    for number, student in zip(range(size), itertools.cycle(STUDENTS[unit]), strict=False):
        notebook: NotebookNode = nbformat.read(sample_class() / student / unit / f"{unit}.ipynb", as_version=4)  # type: ignore[no-untyped-call]  # nbformat is untyped
        names.append(f"{number:03}_{student}")
        path = folder / names[-1] / unit / f"{unit}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook if figures else without_figures(notebook), path)  # type: ignore[no-untyped-call]  # the same
    return names


def without_figures(notebook: NotebookNode) -> NotebookNode:
    """The notebook without the cells that only draw or show something."""
    lean: NotebookNode = copy.deepcopy(notebook)
    lean["cells"] = [cell for cell in lean["cells"] if _role(cell) not in ("figure", "show")]
    return lean


def _role(cell: NotebookNode) -> str:
    """What the cell is in the lesson; nothing if it is the student's own."""
    return str(cell["metadata"].get("mdl", {}).get("role", ""))
