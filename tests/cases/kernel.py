"""A notebook run in Jupyter, as its student runs it."""

import shutil
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from course.settings import ROOT
from tests.cases.notebooks import Work

RUN = ("setup", "given", "answer", "example")  # figures and demonstrations take long, and no name comes from them


def run(work: Work, folder: Path) -> dict[str, str]:
    """What each example says, by exercise, when a notebook is run from the top in a kernel of its own."""
    home = shutil.copytree(ROOT / "release" / work.unit, folder / work.unit)
    path = work.save(home / f"{work.unit}.ipynb")
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat is untyped
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get("mdl", {}).get("role", "answer") in RUN]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(home)}}).execute()
    examples = [cell for cell in notebook.cells if cell.metadata.get("mdl", {}).get("role") == "example"]
    return {cell.metadata.mdl.exercise: str(cell.outputs) for cell in examples}
