"""What students receive: the notebook through nbgrader's own preprocessors, and what it needs to run."""

import copy
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import preprocessors

from course.settings import Settings
from course.weaving.alone import files_cell, marked
from course.weaving.practice import kit_files, practice_module
from course.weaving.templates import render
from course.weaving.unit import Paper
from course.weaving.weave import weave

# The order of `nbgrader generate_assignment`, without the three that insert a header, generate tests
# and save to the gradebook.
STEPS = (
    preprocessors.LockCells,
    preprocessors.ClearSolutions,
    preprocessors.ClearOutput,
    preprocessors.CheckCellMetadata,
    preprocessors.ComputeChecksums,
    preprocessors.ClearHiddenTests,
    preprocessors.ClearMarkScheme,
    preprocessors.ComputeChecksums,
    preprocessors.CheckCellMetadata,
)
MODULES = ("figures.py", "given.py", "practice.py")  # of some units
NEEDED = ("jupyterlab", "matplotlib", "numpy")


def student_version(notebook: NotebookNode) -> NotebookNode:
    """The instructor notebook without its answers, and without the fingerprint of them."""
    release = copy.deepcopy(notebook)
    resources: dict[str, object] = {}
    for step in STEPS:
        release, resources = step().preprocess(release, resources)
    del release.metadata.mdl["checksum"]
    return release


def files_beside(settings: Settings, paper: Paper) -> Mapping[str, bytes]:
    """What a unit's notebook needs beside it, by the names below its folder."""
    modules = dict(zip(MODULES, (paper.drawings.source, paper.given_source, practice_module(paper)), strict=True))
    files = {name: source.encode() for name, source in modules.items() if source}
    digits = (settings.root / "course" / "data" / "digits.npz").read_bytes()
    return marked(paper.unit.id, {**files, **kit_files(settings), "digits.npz": digits})


def working_alone(settings: Settings, paper: Paper) -> NotebookNode:
    """The instructor notebook of a unit, with the cell that brings what it needs beside it."""
    return weave(paper, files_cell(paper.unit.id, files_beside(settings, paper), settings.address))


def release_files(settings: Settings, paper: Paper, notebook: NotebookNode) -> Mapping[Path, bytes]:
    """All files of a unit's release folder, from its instructor notebook."""
    unit = paper.unit.id
    beside = files_beside(settings, paper)
    title, address = paper.lesson.title, settings.address
    released = {
        f"{unit}.ipynb": dumps(student_version(notebook)),
        "README.md": render("readme.md.j2", unit=unit, title=title, beside=beside, address=address).encode(),
        "requirements.txt": requirements(settings.root / "pyproject.toml").encode(),
    }
    return {settings.root / "release" / unit / name: content for name, content in {**released, **beside}.items()}


def requirements(pyproject: Path) -> str:
    """What a student installs, in the ranges that this project is tested with."""
    declared = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]["dependencies"]
    ranges = {re.split(r"[^\w-]", line)[0]: line for line in declared}
    return "".join(f"{ranges[name]}\n" for name in NEEDED)


def dumps(notebook: NotebookNode) -> bytes:
    """A notebook as nbformat writes it to a file."""
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]  # nbformat is untyped
    return f"{text}\n".encode()


def notebook_at(path: Path) -> NotebookNode | None:
    """The notebook in a file; None if there is none that can be read."""
    try:
        found: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat is untyped
    except (OSError, ValueError, nbformat.ValidationError):
        return None
    return found
