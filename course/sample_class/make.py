"""The sample class's notebooks: what each imaginary student typed, put into the notebook as it is released now.

`answers/<unit>/<student>.md` tells a student's story and, in fences, what became of the cells. A fence names a cell by
its id; one of the student's own is named where it is put:

    ```python softmax-answer              a new source; if indented, it takes the place of YOUR CODE HERE
    ```markdown proof-X-answer           a written answer
    ```python 83aa1f07 after setup        a cell of the student's own
    ```python d2206e9c copy of X          the same, with the metadata of the cell X, as Jupyter copies cells
    ```stdout softmax                     what the cell had printed when the notebook was saved; also stderr
    ```deleted softmax-answer             a cell that is gone

What happened to a file later stands in `ACCIDENTS` and `NAMES` below, by unit and student. `damaged/` has the files that
no notebook was made of: lena's upload was cut off half way, pia's disk was full. What the grader must say of all stands
in `expected.toml`.
"""

import copy
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4

from course import SourceError
from course.settings import ROOT
from course.weaving import files

HERE = Path(__file__).parent

STUB = "    # YOUR CODE HERE\n    raise NotImplementedError()"
FENCE = re.compile(r"^```(\w+) (\S+)(?: (after|copy of) (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def saved_by_an_old_jupyter(raw: bytes) -> bytes:
    """The same notebook in format 4.4, which knows no cell ids."""
    tree = json.loads(raw) | {"nbformat_minor": 4}
    for cell in tree["cells"]:
        del cell["id"]
    return f"{json.dumps(tree, indent=1, ensure_ascii=False)}\n".encode()


ACCIDENTS: Mapping[str, Callable[[bytes], bytes]] = {
    "01_classification/Zoë Ångström": saved_by_an_old_jupyter,
}
NAMES = {"01_classification/Zoë Ångström": "Untitled3 (1)"}


def make(folder: Path) -> list[Path]:
    """Write the notebooks of the class below a folder, in nbgrader's layout; the files there that are none of them."""
    wanted = {folder / name: content for name, content in notebooks().items()}
    files.write(wanted)
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path not in wanted]


def notebooks() -> Mapping[Path, bytes]:
    """Every file of the class by its place in nbgrader's layout."""
    damaged = HERE / "damaged"
    made = {path.relative_to(damaged): path.read_bytes() for path in damaged.rglob("*.ipynb")}
    for folder in sorted((HERE / "answers").iterdir()):
        unit, paper = folder.name, released(folder.name)
        for answers in sorted(folder.glob("*.md")):
            student = answers.stem
            work = f"{unit}/{student}"
            made[Path(student, unit, f"{NAMES.get(work, unit)}.ipynb")] = ACCIDENTS.get(work, bytes)(handed_in(paper, answers))
    return made


def released(unit: str) -> NotebookNode:
    """The notebook that students receive."""
    path = ROOT / "release" / unit / f"{unit}.ipynb"
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat is untyped
    return notebook


def handed_in(paper: NotebookNode, answers: Path) -> bytes:
    """The released notebook with one student's answers, as Jupyter saves it; SourceError for an unknown cell."""
    notebook, text = copy.deepcopy(paper), answers.read_text(encoding="utf-8")
    for fence in FENCE.finditer(text):
        try:
            _apply(notebook.cells, *fence.groups())
        except LookupError as error:
            line = text.count("\n", 0, fence.start()) + 1
            raise SourceError(answers, line, f"the released notebook has no cell {error}") from None
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if any(cell.outputs for cell in code):  # it was saved after Run All
        for count, cell in enumerate(code, 1):
            cell.execution_count = count
    raw: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]  # the same
    return f"{raw}\n".encode()


def _apply(
    cells: list[NotebookNode], kind: str, name: str, how: str | None, other: str | None, text: str
) -> None:
    if how and other:
        _insert(cells, _place(cells, other), name, how)
    cell = cells[_place(cells, name)]
    if kind == "deleted":
        cells.remove(cell)
    elif kind in ("stdout", "stderr"):
        cell.outputs.append(v4.new_output("stream", name=kind, text=text))  # type: ignore[no-untyped-call]  # the same
    else:
        source = text.removesuffix("\n")
        cell.source = cell.source.replace(STUB, source) if source.startswith("    ") else source


def _insert(cells: list[NotebookNode], place: int, name: str, how: str) -> None:
    metadata = copy.deepcopy(cells[place].metadata) if how == "copy of" else {}
    cells.insert(place + 1, v4.new_code_cell(id=name, metadata=metadata))  # type: ignore[no-untyped-call]  # the same


def _place(cells: list[NotebookNode], name: str) -> int:
    ids = [cell.id for cell in cells]
    if name not in ids:
        raise LookupError(name)
    return ids.index(name)
